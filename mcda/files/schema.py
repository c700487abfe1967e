"""JSON Schema (draft 2020-12) of `scenario.yaml`, for editors that complete and check while typing.

It is made from the records and from the catalogue of columns, with their words: it cannot say
anything else than they do. What only reading can check (ids that exist, shares that sum to 100)
stays with `mcda validate`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import create_model
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema

from mcda.files.columns import EVERY_TABLE
from mcda.files.headers import Column, Kind, Table
from mcda.model import Scenario
from mcda.model.scenario import PLACED
from mcda.rules.base import Record

SCHEMA_NAME = "scenario.schema.json"
"""The file that stands beside `scenario.yaml`."""
MODELINE = f"# yaml-language-server: $schema={SCHEMA_NAME}"
"""First line of a `scenario.yaml`: where editors find the schema."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

IDENTIFIER: Schema = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]*$"}
NUMBER: Schema = {"type": ["number", "string", "null"]}
TEXT: Schema = {"type": ["string", "number", "object", "null"]}
CELLS: Mapping[Kind, Schema] = {
    "id": {"type": ["string", "null"]},
    "ids": {"type": ["string", "array", "null"]},
    "doing": {"type": ["string", "null"]},
    "text": TEXT,
    "choice": {"type": ["string", "null"]},
    "bool": {"type": ["boolean", "string", "null"]},
    "shape": {"type": ["string", "null"]},
    "profile": {"type": ["string", "number", "array", "null"]},
}
"""What a cell of an inline table may hold; a number or its text for the other kinds."""


class _Untitled(GenerateJsonSchema):
    """Without the titles that only repeat the names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema() -> Schema:
    """The schema of `scenario.yaml`."""
    settings = _settings()
    properties = {**_format(), **settings["properties"], **_variants(), **_inline_tables()}
    return {
        "$schema": DIALECT,
        "$id": SCHEMA_NAME,
        "title": "mcda scenario",
        "description": "Candidate actions, what they are worth, and the rules of a portfolio.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": settings["$defs"],
    }


@cache
def schema_text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _settings() -> Schema:
    """Schema of the settings that the record `Scenario` declares, with its definitions."""
    record = create_model("Settings", __base__=Record, **dict(_setting_fields()))  # type: ignore[call-overload]
    made: Schema = record.model_json_schema(schema_generator=_Untitled)
    made["properties"]["objective"] = _objective(made)
    rules = made["properties"]["rules"]
    (pattern,) = rules["patternProperties"]
    rules["patternProperties"][pattern] = _by_type(rules["patternProperties"][pattern])
    return made


def _objective(made: Schema) -> Schema:
    """A bare name, or a record."""
    record = made["properties"]["objective"]
    known: Mapping[str, str] = record["discriminator"]["mapping"]
    needs = {
        name: made["$defs"][ref.rpartition("/")[2]].get("required", ()) for name, ref in known.items()
    }
    names = [name for name, keys in needs.items() if not set(keys) - {"type"}]
    by_type = _by_type(record, "What is optimised.")
    return {"description": record["description"], "anyOf": [{"enum": names}, by_type]}


def _by_type(union: Schema, about: str = "What the rule asks for.") -> Schema:
    """Records told apart by `type`, so that an editor names the key that is wrong."""
    known: Mapping[str, str] = union["discriminator"]["mapping"]
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(known), "description": about}},
        "allOf": [
            {"if": {"properties": {"type": {"const": name}}}, "then": {"$ref": reference}}
            for name, reference in known.items()
        ],
    }


def _setting_fields() -> Iterator[tuple[str, tuple[Any, FieldInfo]]]:
    for name, field in Scenario.model_fields.items():
        if name not in PLACED:
            yield name, (field.annotation, field)


def _format() -> Schema:
    return {"mcda": {"const": 1, "description": "Version of the format."}}


def _variants() -> Schema:
    """Overrides and the variants that name them; the paths of overrides are left to reading."""
    return {
        "overrides": {
            "description": "Named changes: paths such as `rules.budget.max` or `actions.W1.cost`, and "
            "their new values; `null` removes, a full record under a new rule adds.",
            "type": ["object", "null"],
            "propertyNames": IDENTIFIER,
            "additionalProperties": {"type": "object"},
        },
        "variants": {
            "description": "Named lists of overrides, applied in order.",
            "type": ["object", "null"],
            "propertyNames": IDENTIFIER,
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "tables": {
            "description": "Folder or workbook with the tables, beside this file.",
            "type": "string",
        },
    }


def _inline_tables() -> Schema:
    return {
        _inline_name(table): {
            "description": f"{table.about} Here or in {table.name}.csv.",
            "type": "array",
            "items": _row(table),
        }
        for table in EVERY_TABLE.values()
    }


def _inline_name(table: Table) -> str:
    """Key of an inline table: `weights` is a setting, so its table bears its other name."""
    return "colleges" if table.name == "weights" else table.name


def _row(table: Table) -> Schema:
    """Schema of one row; columns that are not known are kept, so they are allowed."""
    return {
        "type": "object",
        "properties": {column.name: _cell(column) for column in table.columns},
        "patternProperties": {
            _portable(family.pattern.pattern): {
                **CELLS.get(family.kind, NUMBER),
                "description": family.about,
            }
            for family in table.families
        },
    }


def _cell(column: Column) -> Schema:
    allowed = CELLS.get(column.kind, NUMBER)
    if column.kind == "choice":
        french = (name for names in column.choices.values() for name in names)
        allowed = {"enum": [*column.choices, *french, None]}
    return {**allowed, "description": column.about}


def _portable(pattern: str) -> str:
    """A pattern for the whole name, without what only Python understands."""
    return "^" + pattern.replace("(?i:", "(?:").replace("(?P<of>", "(") + "$"
