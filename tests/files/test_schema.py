"""The JSON Schema of `scenario.yaml` accepts what reading accepts, and names the wrong key."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from mcda.files.columns import TABLES
from mcda.files.schema import SCHEMA_NAME, schema, schema_text
from mcda.rules import AnyRule

SCENARIOS = Path(__file__).parents[2] / "scenarios"
VALIDATOR = Draft202012Validator(schema())


def settings(name: str) -> dict:
    return YAML(typ="safe").load(SCENARIOS / name / "scenario.yaml")


def complaints(tree: dict) -> list[tuple[list, str]]:
    return [(list(error.path), error.message) for error in VALIDATOR.iter_errors(tree)]


def test_it_is_a_schema_of_the_dialect_it_names():
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", ["caen", "brest", "blank"])
def test_examples_are_valid(name):
    assert complaints(settings(name)) == []


@pytest.mark.parametrize("name", ["caen", "brest", "blank"])
def test_examples_name_the_schema_that_stands_beside_them(name):
    first = (SCENARIOS / name / "scenario.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../{SCHEMA_NAME}"


def test_the_schema_beside_the_examples_is_the_one_of_the_program():
    assert (SCENARIOS / SCHEMA_NAME).read_text(encoding="utf-8") == schema_text()


def test_a_wrong_key_of_a_rule_is_named():
    rule = {"type": "share", "of": "benefit", "group": "rural", "min": "50 %", "mx": 3}
    [(path, message)] = complaints({"rules": {"rural": rule}})
    assert path == ["rules", "rural"]
    assert "'mx'" in message


@pytest.mark.parametrize(
    "tree",
    [
        {"rule": {}},
        {"rules": {"budget": {"max": 3}}},
        {"rules": {"budget": {"type": "budgets", "max": 3}}},
        {"language": "de"},
        {"years": [2027]},
        {"variants": {"prudent": "frugal"}},
        {"objective": "most"},
    ],
)
def test_mistakes_are_found(tree):
    assert complaints(tree)


@pytest.mark.parametrize(
    "tree",
    [
        {"title": {"fr": "Eau", "en": "Water"}, "mcda": 1, "years": [2027, 2031]},
        {"point_worth": {"low": 8, "high": 16}, "objective": {"type": "value"}},
        {"overrides": {"none": {"rules.rural": None}, "cheap": {"actions.W1.cost": 3000}}},
        {"partners": [{"partner": "A", "name": {"fr": "A"}, "group.rural": 0.5, "siren": "200"}]},
        {
            "actions": [
                {"action": "A", "name": "A", "theme": "eau", "cost": "3,4 M€", "convention": True}
            ]
        },
        {"criteria": [{"critère": "water", "role": "seuil"}]},
    ],
)
def test_what_reading_accepts_is_accepted(tree):
    assert complaints(tree) == []


def test_every_setting_rule_and_column_is_described():
    made = schema()
    assert all(setting.get("description") for setting in made["properties"].values())
    mapping = made["properties"]["rules"]["patternProperties"].popitem()[1]
    assert len(mapping["allOf"]) == len(AnyRule.__origin__.__args__)
    rows = [made["properties"][table]["items"]["properties"] for table in TABLES]
    assert all(cell["description"] for row in rows for cell in row.values())


def test_the_text_is_the_schema():
    assert json.loads(schema_text()) == schema()
