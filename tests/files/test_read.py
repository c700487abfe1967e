"""A scenario is read from any of its forms, and everything wrong with it is told at once."""

from __future__ import annotations

import io
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import SMALL, changed, codes, problems_of, rows

from mcda.errors import InvalidScenario
from mcda.files.read import check, read, read_all, read_mapping, variants_of

HERE = Path(__file__).parent
CAEN = HERE.parents[1] / "scenarios" / "caen"


def fields(scenario):
    """What a scenario says, wherever it was read from."""
    return {name: getattr(scenario, name) for name in type(scenario).model_fields if name != "origin"}


@pytest.fixture
def french_caen(tmp_path):
    """The tables of Caen as a French spreadsheet saves them, with the same settings."""
    shutil.copytree(HERE / "caen_fr", tmp_path / "caen_fr")
    shutil.copy(CAEN / "scenario.yaml", tmp_path / "caen_fr")
    return tmp_path / "caen_fr"


@pytest.mark.parametrize("variant", [None, *variants_of(CAEN)])
def test_the_french_twin_of_caen_reads_equal_in_every_variant(french_caen, variant):
    assert fields(read(french_caen, variant=variant)) == fields(read(CAEN, variant=variant))


def test_records_are_sorted_whatever_the_order_of_rows(tmp_path):
    shutil.copytree(CAEN, tmp_path / "caen")
    for path in (tmp_path / "caen").glob("*.csv"):
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        Random(1).shuffle(lines)  # noqa: S311 - any order will do
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    assert fields(read(tmp_path / "caen")) == fields(read(CAEN))


def test_a_folder_a_settings_file_and_a_variant_after_the_colon_are_the_same_scenario():
    assert fields(read(CAEN)) == fields(read(CAEN / "scenario.yaml"))
    assert read(f"{CAEN}:frugal").name == f"{CAEN}:frugal"
    assert read(CAEN, variant="frugal").rules == read(f"{CAEN}:frugal").rules


def test_the_origin_is_the_path_as_typed(monkeypatch):
    monkeypatch.chdir(CAEN.parent)
    assert read("caen").origin == "caen"
    assert read("./caen:frugal").origin == "./caen"


def test_a_path_that_exists_wins_over_a_variant(tmp_path):
    shutil.copytree(CAEN, tmp_path / "caen:frugal")
    assert read(tmp_path / "caen:frugal").variant is None


def test_a_windows_drive_is_no_variant():
    with pytest.raises(InvalidScenario) as invalid:
        read("C:\\nowhere\\caen")
    assert invalid.value.problems[0].code == "E060"


def test_yaml_with_inline_tables_is_read_from_standard_input(monkeypatch):
    text = """
mcda: 1
criteria: [{criterion: v, name: Value, unit: points, zero: 0, full: 100}]
actions:
  - {action: A, name: One, theme: t, cost: 0.4}
impacts: [{action: A, v: 12}]
rules: {budget: {type: budget, max: 1}}
"""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    scenario = read("-")
    assert scenario.actions[0].cost == Fraction(2, 5)
    assert scenario.origin == "-"


def test_cells_of_a_python_mapping_may_be_any_kind_of_exact_number():
    for cost in [200, "200", 200.0, Fraction(200), Decimal("200.00"), "200 k€", "0,2 M€"]:
        scenario = read_mapping(changed(actions=rows("actions", cost=cost)))
        assert scenario.action_by_id["A"].cost == 200


def test_a_float_means_its_shortest_text():
    scenario = read_mapping(changed(actions=rows("actions", cost=0.1)))
    assert scenario.action_by_id["A"].cost == Fraction(1, 10)


@pytest.mark.parametrize("cost", [True, float("nan"), float("inf"), "nan", "1_000", [1, 2], {"a": 1}])
def test_what_is_no_number_is_refused(cost):
    assert codes(changed(actions=rows("actions", cost=cost))) == {"E012"}


def test_a_name_may_be_given_per_language():
    first = {"action": "A", "name": "", "name.fr": "Car", "name.en": "Bus", "theme": "t", "cost": 1}
    second = {**SMALL["actions"][1], "name.en": "A pipe"}
    scenario = read_mapping(changed(actions=[first, second], language="fr"))
    assert scenario.action_by_id["A"].name == {"fr": "Car", "en": "Bus"}
    assert scenario.action_by_id["B"].name == {"fr": "Pipe", "en": "A pipe"}


def test_groups_may_be_fractional_and_classified_otherwise():
    partners = rows(
        "partners", **{"group": "", "group.urban": "60 %", "group.rural": 0.4, "group@aav": "ring"}
    )
    town = read_mapping(changed(partners=partners)).partner_by_id["TOWN"]
    assert town.groups == {"urban": Fraction(3, 5), "rural": Fraction(2, 5)}
    assert town.classifications == {"aav": {"ring": 1}}


def test_a_classification_may_be_fractional_too():
    partners = rows("partners", **{"group@aav.pole": 0.5, "group@aav.ring": "50 %"})
    town = read_mapping(changed(partners=partners)).partner_by_id["TOWN"]
    assert town.classifications == {"aav": {"pole": Fraction(1, 2), "ring": Fraction(1, 2)}}


def test_unknown_columns_are_kept_and_told():
    content = changed(actions=rows("actions", colour="red", source="study"))
    assert read_mapping(content).action_by_id["A"].extra == {"colour": "red", "source": "study"}


def test_other_columns_of_the_impacts_are_kept_by_action():
    scenario = read_mapping(changed(impacts=rows("impacts", note="to check")))
    assert scenario.impact_extra == {"A": {"note": "to check"}}


def test_a_scenario_without_partners_is_plain_capital_budgeting():
    content = changed(rules={"budget": {"type": "budget", "max": 300}}, overrides={}, variants={})
    del content["partners"], content["shares"]
    assert read_mapping(content).partners == ()


def test_everything_wrong_is_told_at_once():
    content = changed(
        actions=rows("actions", cost="abc", lead="NOBODY"),
        shares=rows("shares", pays=10),
        rules={
            "rural": {"type": "share", "of": "benefit", "group": "rurall", "min": 2},
            "b": {"type": "budgett"},
        },
        weights={"tripps": 1},
    )
    assert codes(content) == {"E012", "E023", "E050", "E017", "E032", "E021"}


WRONG = {
    "an id that is none": (changed(actions=rows("actions", action="A 1")), {"E011", "E022"}),
    "a reserved id": (
        changed(
            criteria=rows(
                "criteria", {"criterion": "cost", "name": "c", "unit": "", "zero": 0, "full": 1}
            )
        ),
        {"E076"},
    ),
    "a bad rule id": (changed(rules={"my rule": {"type": "caps"}}), {"E011"}),
    "a negative cost": (changed(actions=rows("actions", cost=-1)), {"E016"}),
    "an unknown setting": (changed(monney="€"), {"E030"}),
    "a missing column": (changed(actions=[{"action": "A", "name": "n", "cost": 1}]), {"E041", "E022"}),
    "a duplicate action": (changed(actions=rows("actions", SMALL["actions"][0])), {"E044"}),
    "a duplicate share": (changed(shares=rows("shares", SMALL["shares"][0])), {"E049", "E050", "E051"}),
    "a duplicate synergy": (
        changed(links=[*SMALL["links"], {"type": "synergy", "action": "B", "other": "A", "effect": 5}]),
        {"E049"},
    ),
    "no rows": (changed(actions=[]), {"E040", "E022"}),
    "a table that is a text": (changed(actions="A"), {"E088"}),
    "an action without shares": (changed(shares=SMALL["shares"][:2]), {"E058"}),
    "zero equals full": (changed(criteria=rows("criteria", full=0)), {"E053"}),
    "no full": (changed(criteria=rows("criteria", full=None)), {"E121"}),
    "a shape off its anchors": (changed(criteria=rows("criteria", shape="0:10 1000:100")), {"E122"}),
    "a shape that turns back": (changed(criteria=rows("criteria", shape="0:0 10:50 20:40")), {"E074"}),
    "a common target off zero": (
        changed(criteria=rows("criteria", zero=1, scope="portfolio")),
        {"E123"},
    ),
    "an unknown scope": (changed(criteria=rows("criteria", scope="everywhere")), {"E080"}),
    "a loop of parents": (
        changed(
            partners=[
                {**SMALL["partners"][0], "parent": "HILL"},
                {**SMALL["partners"][1], "parent": "TOWN"},
            ]
        ),
        {"E029"},
    ),
    "a synergy without effect": (
        changed(links=[{"type": "synergy", "action": "A", "other": "B"}]),
        {"E104"},
    ),
    "an effect on a requirement": (
        changed(links=[{"type": "requires", "action": "A", "other": "B", "effect": 5}]),
        {"E105"},
    ),
    "a link to itself": (changed(links=[{"type": "requires", "action": "A", "other": "A"}]), {"E028"}),
    "losses of more than all": (
        changed(
            links=[
                {"type": "synergy", "action": "A", "other": "B", "effect": -60},
                {"type": "synergy", "action": "A", "other": "B", "effect": -50, "on": "trips"},
            ]
        ),
        {"E055"},
    ),
    "a cost out of its interval": (changed(actions=rows("actions", **{"cost.low": 250})), {"E052"}),
    "half a group": (changed(partners=rows("partners", **{"group": "", "group.urban": 0.5})), {"E059"}),
    "years the wrong way": (changed(years=[2031, 2027]), {"E084"}),
    "one year only": (changed(years=[2027]), {"E082"}),
    "a start out of the years": (
        changed(years=[2027, 2031], actions=rows("actions", earliest=2040)),
        {"E103"},
    ),
    "a rule that asks nothing": (
        changed(rules={"r": {"type": "share", "of": "benefit", "group": "rural"}}),
        {"E033"},
    ),
    "bounds the wrong way": (
        changed(
            rules={"r": {"type": "share", "of": "benefit", "group": "rural", "min": 0.6, "max": 0.5}}
        ),
        {"E108"},
    ),
    "a rule without what it needs": (
        changed(rules={"r": {"type": "floor", "of": "net", "min": 0}}),
        {"E035"},
    ),
    "a format to come": (changed(mcda=2), {"E083"}),
    "siblings of no weight": (changed(weights={"trips": 0, "water": 0}), {"E119"}),
    "figures of no criterion": (changed(impacts=rows("impacts", tripz=3)), {"E021"}),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_together_has_its_own_code(name):
    content, expected = WRONG[name]
    assert codes(content) == expected


def test_shares_of_one_criterion_stand_alone_or_replace_plain_rows():
    alone = {"action": "A", "partner": "HILL", "criterion": "trips", "receives": 100}
    assert codes(changed(shares=[*SMALL["shares"], alone])) == set()
    mixed = {"action": "A", "partner": "HILL", "criterion": "trips", "receives": 70}
    assert codes(changed(shares=[*SMALL["shares"], mixed])) == set()
    wrong = {"action": "A", "partner": "HILL", "criterion": "trips", "receives": 50}
    assert codes(changed(shares=[*SMALL["shares"], wrong])) == {"E107"}
    paying = {"action": "A", "partner": "HILL", "criterion": "trips", "pays": 10, "receives": 100}
    assert codes(changed(shares=[*SMALL["shares"], paying])) == {"E106"}


def mark(**cells):
    return {"criterion": "ease", "name": "Ease", "unit": "mark", **cells}


def with_mark(levels, rules=None, **cells):
    impacts = [{**row, "ease": level} for row, level in zip(SMALL["impacts"], levels, strict=True)]
    return changed(
        criteria=[*SMALL["criteria"], mark(**cells)], impacts=impacts, rules=rules or SMALL["rules"]
    )


def test_a_mark_left_blank_is_told_and_a_column_left_out_too():
    success = {"role": "success", "shape": "1:30 5:100"}
    assert codes(with_mark([3, None], **success)) == {"E054"}
    assert codes(changed(criteria=[*SMALL["criteria"], mark(**success)])) == {"E041"}
    assert codes(with_mark([3, 9], **success)) == {"E057"}


def test_marks_have_no_weight_and_thresholds_need_a_bound():
    assert codes(with_mark([3, 3], role="threshold")) == {"E125"}
    assert codes(with_mark([3, 3], role="success")) == {"E127"}
    assert codes(with_mark([3, 3], role="threshold", at_least=2, weight=10)) == {"E124"}
    assert codes(changed(criteria=rows("criteria", at_least=2))) == {"E126"}


def test_a_mandatory_action_below_a_threshold_is_told_even_through_what_it_requires():
    must = {"must": {"type": "status", "mandatory": ["A"]}}
    assert codes(with_mark([1, 3], must, role="threshold", at_least=2)) == {"E056"}
    content = with_mark([3, 1], must, role="threshold", at_least=2)
    assert codes(content) == set()
    content["links"] = [{"type": "requires", "action": "A", "other": "B"}]
    assert codes(content) == {"E056"}


def test_a_branch_has_a_weight_and_nothing_else():
    family = {"criterion": "use", "name": "Use", "unit": "", "zero": None, "full": None}
    children = [{**row, "parent": "use"} for row in SMALL["criteria"]]
    assert codes(changed(criteria=[family, *children])) == set()
    assert codes(changed(criteria=[{**family, "full": 10}, *children])) == {"E120"}


def test_warnings_do_not_stop_the_reading(tmp_path):
    reading = read_all(CAEN)
    assert reading.problems
    assert reading.errors == ()


def test_two_proportional_criteria_are_a_warning(tmp_path):
    shutil.copytree(HERE / "vallee", tmp_path / "vallee")
    impacts = "action,trips,water,ease\n" + "".join(
        f"{action},{100 * n},{250 * n},4\n" for n, action in enumerate(("M1", "M2", "W1", "W2", "G1"), 1)
    )
    (tmp_path / "vallee" / "impacts.csv").write_text(impacts, encoding="utf-8")
    assert "W011" in {problem.code for problem in check(tmp_path / "vallee")}


def test_an_override_that_moves_an_anchor_under_a_fixed_weight_is_a_warning(tmp_path):
    shutil.copytree(HERE / "vallee", tmp_path / "vallee")
    path = tmp_path / "vallee" / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("frugal: {", "frugal: {criteria.trips.full: 1000, ", 1), encoding="utf-8"
    )
    assert "W014" in {problem.code for problem in check(tmp_path / "vallee")}


def test_check_looks_at_every_variant_and_tells_nothing_twice(tmp_path):
    shutil.copytree(HERE / "vallee", tmp_path / "vallee")
    path = tmp_path / "vallee" / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("rules.rural.min: 60 %", "rules.rural.min: 60"), encoding="utf-8")
    assert read(tmp_path / "vallee").variant is None
    assert [problem.code for problem in check(tmp_path / "vallee")] == ["E017"]


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(SMALL)), plain_values)
def test_any_value_under_any_key_is_read_or_told(key, value):
    for problem in problems_of(changed(**{key: value})):
        assert problem.severity == "error"


@given(st.sampled_from(["partners", "criteria", "actions", "impacts", "shares", "links"]), st.data())
def test_any_cell_of_any_table_is_read_or_told(table, data):
    column = data.draw(st.sampled_from(sorted(SMALL[table][0])))
    value = data.draw(plain_values)
    for problem in problems_of(changed(**{table: rows(table, **{column: value})})):
        assert problem.place.column or problem.place.path or problem.place.sheet
