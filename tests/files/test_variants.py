"""Overrides change a scenario before it is checked; each is logged; none names nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small import SMALL, changed, codes, problems_of

from mcda.files.read import read_mapping
from mcda.model import Change


def small(*settings, **options):
    return read_mapping(SMALL, settings=settings, **options)


def with_override(**keys):
    """The small scenario with one override called `one`."""
    return changed(overrides={"one": keys}, variants={})


def after(keys, **tables):
    content = {**with_override(**keys), **tables}
    return read_mapping(content, variant="one")


def test_a_variant_applies_its_overrides_in_order_and_logs_them():
    scenario = small(variant="prudent")
    assert scenario.rules["budget"].max == 300
    assert scenario.action_by_id["A"].cost == 250
    assert scenario.changes == (
        Change("frugal", "rules.budget.max", "500", "300"),
        Change("dearer", "actions.A.cost", "200", "250"),
    )
    assert scenario.variant == "prudent"


def test_the_name_of_an_override_is_a_variant_too():
    assert small(variant="frugal").rules["budget"].max == 300


def test_null_removes_and_is_logged():
    scenario = small(variant="no_equity")
    assert set(scenario.rules) == {"budget"}
    assert scenario.changes[0].new is None


def test_settings_of_the_command_line_come_last():
    scenario = small("rules.budget.max=900", variant="frugal")
    assert scenario.rules["budget"].max == 900
    assert scenario.changes[-1] == Change("--set", "rules.budget.max", "300", "900")


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("years=[2027, 2031]", (2027, 2031)),
        ("years = [2027,2031]", (2027, 2031)),
    ],
)
def test_a_setting_may_be_written_as_in_yaml(argument, expected):
    assert small(argument).years == expected


def test_a_setting_may_add_a_full_rule_and_remove_one():
    scenario = small("rules.caps={type: caps}", "rules.rural=null")
    assert set(scenario.rules) == {"budget", "caps"}


PATHS = {
    "actions.A.cost": lambda s: s.action_by_id["A"].cost,
    "partners.TOWN.cap": lambda s: s.partner_by_id["TOWN"].cap,
    "partners.TOWN.population": lambda s: s.partner_by_id["TOWN"].population,
    "criteria.trips.full": lambda s: s.criterion_by_id["trips"].full,
    "weights.water": lambda s: s.weights["water"],
    "point_worth": lambda s: s.point_worth,
    "rules.rural.at_least_total": lambda s: s.rules["rural"].at_least_total,
}


@pytest.mark.parametrize("key", PATHS)
def test_paths_reach_into_settings_weights_rules_and_tables(key):
    assert PATHS[key](after({key: 210})) == 210


def test_paths_reach_into_impacts_shares_and_links():
    changes = {
        "impacts.A.trips": 10,
        "impacts.A.trips.low": 5,
        "impacts.B.trips": 7,
        "shares.A.TOWN.pays": 70,
        "shares.A.HILL.pays": "30 %",
        "links.synergy.A.B.effect": -5,
        "actions.A.cost.low": 100,
    }
    scenario = after(changes)
    levels = {(i.action, i.criterion): (i.level, i.low) for i in scenario.impacts}
    assert levels["A", "trips"] == (10, 5)
    assert levels["B", "trips"] == (7, None)
    assert [share.pays for share in scenario.shares[:2]] == [Fraction(3, 10), Fraction(7, 10)]
    assert scenario.links[0].effect == Fraction(-1, 20)
    assert scenario.action_by_id["A"].cost_low == 100


def test_a_french_type_of_link_is_found_by_either_name():
    links = [{"type": "synergie", "action": "A", "other": "B", "effect": 10}]
    assert after({"links.synergy.A.B.effect": 20}, links=links).links[0].effect == Fraction(1, 5)


def test_a_blank_removes_a_cell():
    assert after({"partners.TOWN.cap": None}).partner_by_id["TOWN"].cap is None


def test_removing_an_action_removes_what_is_about_it():
    scenario = after({"actions.B": None})
    assert [action.action for action in scenario.actions] == ["A"]
    assert scenario.links == ()
    assert {share.action for share in scenario.shares} == {"A"}


def test_removing_a_criterion_removes_its_impacts():
    scenario = after({"criteria.water": None, "weights.water": None})
    assert {impact.criterion for impact in scenario.impacts} == {"trips"}


def test_mappings_change_the_entries_they_name():
    scenario = after({"rules": {"budget": {"max": 400}}, "actions": {"A": {"cost": 190}}})
    assert scenario.rules["budget"].max == 400
    assert set(scenario.rules) == {"budget", "rural"}
    assert scenario.action_by_id["A"].cost == 190


def test_a_full_record_replaces_a_rule():
    rule = {"type": "budget", "max": 100, "of": "cost"}
    assert after({"rules.budget": rule}).rules["budget"].of == "cost"


def test_titles_are_changed_per_language():
    assert after({"title.en": "Other"}, title={"fr": "Un", "en": "One"}).title == {
        "fr": "Un",
        "en": "Other",
    }


WRONG_KEYS = {
    "rules.buget.max": "rules.budget.max",
    "action.A.cost": "actions.A.cost",
    "actions.AA.cost": "actions.A.cost",
    "actions.A.coost": "actions.A.cost",
    "shares.A.TWN.pays": "shares.A.TOWN.pays",
    "pointworth": "point_worth",
    "rules.new": None,
    "overrides.frugal": None,
    "impacts.A.tripz": "impacts.A.trips",
    "": None,
    "..": None,
}


@pytest.mark.parametrize("key", WRONG_KEYS)
def test_a_key_that_names_nothing_is_told_with_the_nearest_that_does(key):
    (problem,) = problems_of(with_override(**{key: 10}), variant="one")
    assert problem.code == "E085"
    if WRONG_KEYS[key] is not None:
        assert problem.suggestion == WRONG_KEYS[key]


def test_a_removed_thing_must_have_been_there():
    assert codes(with_override(**{"rules.rurall": None}), variant="one") == {"E085"}


def test_two_overrides_may_remove_the_same_rule():
    overrides = {"a": {"rules.rural": None}, "b": {"rules.rural": None}}
    content = changed(overrides=overrides, variants={"both": ["a", "b"]})
    assert set(read_mapping(content, variant="both").rules) == {"budget"}


def test_a_new_rule_needs_its_type():
    assert codes(with_override(**{"rules.new": {"max": 3}}), variant="one") == {"E031"}


def test_a_weight_of_nothing_is_told_where_the_override_writes_it():
    (problem,) = problems_of(with_override(**{"weights.watr": 10}), variant="one")
    assert (problem.code, problem.suggestion) == ("E021", "water")
    assert problem.place.path == "overrides.one.weights.watr"


def test_a_bad_cell_is_told_where_the_override_writes_it():
    (problem,) = problems_of(with_override(**{"actions.A.cost": "abc"}), variant="one")
    assert (problem.code, problem.value) == ("E012", "abc")
    assert problem.place.path == "overrides.one.actions.A.cost"


@pytest.mark.parametrize("argument", ["rules.budget.max", "=3", ""])
def test_a_setting_without_key_or_value_is_told(argument):
    assert codes(SMALL, settings=[argument]) == {"E086"}


def test_an_unknown_variant_is_told_with_the_nearest():
    (problem,) = problems_of(SMALL, variant="prudnt")
    assert (problem.code, problem.suggestion) == ("E027", "prudent")


def test_the_base_is_left_as_it_was():
    before = small()
    small(variant="prudent")
    assert small() == before


FUND = {"name": "A fund", "envelope": 80, "max_rate": 20, "themes": "mobility"}


def test_a_full_record_adds_a_row_even_to_a_table_that_was_not_there():
    scenario = after({"funds.STATE": FUND})
    (fund,) = scenario.funds
    assert (fund.fund, fund.name, fund.envelope, fund.max_rate) == (
        "STATE",
        "A fund",
        80,
        Fraction(1, 5),
    )
    assert fund.themes == ("mobility",)
    (change,) = scenario.changes
    assert (change.key, change.old) == ("funds.STATE", None)
    assert "envelope: 80" in change.new


def test_a_full_record_adds_a_row_to_a_table():
    scenario = after({"partners.LAKE": {"name": "Lake", "population": 12, "group": "rural"}})
    assert len(scenario.partners) == len(small().partners) + 1
    assert (scenario.partner_by_id["LAKE"].population, scenario.partner_by_id["LAKE"].cap) == (12, None)
    assert scenario.partner_by_id["TOWN"] == small().partner_by_id["TOWN"]


def test_an_added_row_may_be_changed_removed_and_added_again():
    overrides = {
        "one": {"funds": {"STATE": FUND, "UNION": {**FUND, "name": "Union"}}},
        "two": {"funds.STATE": {"max_rate": 30}, "funds.UNION": None},
        "three": {"funds.UNION": FUND, "funds.STATE": {**FUND, "envelope": 5}},
    }
    content = changed(overrides=overrides, variants={"both": ["one", "two"], "all": [*overrides]})
    (state,) = read_mapping(content, variant="both").funds
    assert (state.envelope, state.max_rate) == (80, Fraction(3, 10))
    state, union = read_mapping(content, variant="all").funds
    assert (state.envelope, state.max_rate, union.name) == (5, Fraction(1, 5), "A fund")


def test_a_record_that_lacks_what_a_row_must_have_is_rather_a_mistaken_id():
    (problem,) = problems_of(with_override(**{"actions.AA": {"cost": 5}}), variant="one")
    assert (problem.code, problem.suggestion) == ("E085", "actions.A.cost")


def test_a_column_that_no_added_row_has_is_told():
    record = {**FUND, "envelop": 10}
    (problem,) = problems_of(with_override(**{"funds.STATE": record}), variant="one")
    assert (problem.code, problem.suggestion) == ("E085", "funds.STATE.envelope")


def test_what_is_wrong_with_an_added_row_is_told_where_the_override_writes_it():
    record = {**FUND, "max_rate": "abc", "themes": "moon"}
    problems = problems_of(with_override(**{"funds.STATE": record}), variant="one")
    places = {problem.code: problem.place.path for problem in problems}
    assert places["E012"] == "overrides.one.funds.STATE.max_rate"
    without = {key: cell for key, cell in FUND.items() if key != "envelope"}
    (problem,) = problems_of(with_override(**{"funds.STATE": without}), variant="one")
    assert problem.code == "E243"
    assert problem.place.path == "overrides.one.funds.STATE"
