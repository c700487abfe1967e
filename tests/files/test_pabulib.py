"""Participatory budgets in the Pabulib format become scenarios of one criterion."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mcda.errors import InvalidScenario
from mcda.files.read import check, read

META = "META\nkey;value\ndescription;Quartier nord\ncurrency;EUR\nbudget;1000\nvote_type;cumulative\n"
POINTS = (
    META + "PROJECTS\nproject_id;cost;name;category\n"
    "1;400;Banc, ombre;parc\n2;700;Fontaine;\nx-3;300;Jeux;sport\n"
    "VOTES\nvoter_id;vote;points\n1;1,2;6,4\n2;2,x-3;10,0\n3;1;5\n"
)
VOTES = (
    META + "PROJECTS\nproject_id;cost;votes;name\n1;400;12;Banc\n2;700;30;Fontaine\n"
    "VOTES\nvoter_id;vote\n1;1,2\n"
)


@pytest.fixture
def pb(tmp_path):
    def write(text):
        path = tmp_path / "quartier.pb"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def levels(scenario):
    return {impact.action: impact.level for impact in scenario.impacts}


def test_points_are_summed_over_the_ballots(pb):
    assert levels(read(pb(POINTS))) == {"p1": 11, "p2": 14, "px_3": 0}


def test_without_points_votes_are_the_value(pb):
    assert levels(read(pb(VOTES))) == {"p1": 12, "p2": 30}


def test_without_totals_each_vote_counts_one(pb):
    text = VOTES.replace(";votes;", ";").replace(";12;", ";").replace(";30;", ";")
    assert levels(read(pb(text))) == {"p1": 1, "p2": 1}


def test_one_point_is_one_point_of_value(pb):
    (criterion,) = read(pb(POINTS)).criteria
    assert criterion.criterion == "points"
    assert criterion.curve(Fraction(1)) == 1


def test_the_budget_of_the_header_is_on_cost(pb):
    rule = read(pb(POINTS)).rules["budget"]
    assert (rule.max, rule.of) == (1000, "cost")


def test_a_category_is_a_theme_and_none_is_none(pb):
    scenario = read(pb(POINTS))
    assert {a.action: a.theme for a in scenario.actions} == {"p1": "parc", "p2": "none", "px_3": "sport"}
    assert scenario.action_by_id["p1"].name == "Banc, ombre"
    assert scenario.money == "EUR"


def test_settings_reach_into_it(pb):
    assert read(pb(POINTS), settings=["rules.budget.max=700"]).rules["budget"].max == 700


def test_a_sound_file_has_no_problem(pb):
    assert check(pb(POINTS)) == []


def test_a_bad_cost_is_told_on_its_line(pb):
    (problem,) = check(pb(POINTS.replace("2;700", "2;7OO")))
    assert (problem.code, problem.place.row, problem.place.column) == ("E012", 10, "cost")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E130"),
        ("META\nkey;value\nbudget;3\n", "E130"),
        (POINTS.replace("budget;1000\n", ""), "E131"),
        (POINTS.replace("project_id;cost", "project;price"), "E131"),
        (POINTS.replace("x-3;300", "1;300"), "E044"),
        (POINTS.replace("budget;1000", "budget;lots"), "E012"),
    ],
)
def test_what_is_wrong_with_it_is_named(pb, text, code):
    with pytest.raises(InvalidScenario) as invalid:
        read(pb(text))
    assert code in {problem.code for problem in invalid.value.problems}
