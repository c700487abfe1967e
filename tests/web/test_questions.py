"""Questions: what an address says, and what it cannot say."""

from __future__ import annotations

from fractions import Fraction
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import BASE

from mcda.errors import InvalidScenario
from mcda.files.read import read as read_scenario
from mcda.files.read import read_mapping
from mcda.problems import CATALOGUE, line
from mcda.problems.web import WEB
from mcda.rules import Share, Status
from mcda.web.question import Question, address, read
from mcda.wording import words

BREST = "scenarios/brest"


def asked(query: str) -> Question:
    return read(parse_qsl(query, keep_blank_values=True))


def refusals(query: str) -> list[str]:
    with pytest.raises(InvalidScenario) as refused:
        asked(query)
    for problem in refused.value.problems:
        for language in ("fr", "en"):
            assert problem.code in line(problem, words(language))
    return [problem.code for problem in refused.value.problems]


def test_an_address_says_everything_and_is_always_written_the_same() -> None:
    one = asked(
        "without=C1&with=B2&with=A1&rules.rural.min.percent=55&rules.budget.max=2600%2C5"
        "&weights.water=90&variant=a%2Bb&scenario=brest&portfolio=A2%3BA1,A1@2028"
    )
    assert one.levels == (
        ("rules.budget.max", Fraction(5201, 2)),
        ("rules.rural.min", Fraction(11, 20)),
    )
    assert one.weights == (("water", Fraction(90)),)
    assert (one.included, one.excluded) == (("A1", "B2"), ("C1",))
    assert one.portfolio == ("A1", "A1@2028", "A2")
    assert one.variant == "a+b"
    assert read(parse_qsl(address(one))) == one
    assert asked("rules.rural.min=55+%25") == asked("rules.rural.min=0.55")


def test_more_than_all_is_written_in_percent() -> None:
    one = asked("rules.return.return_on_burden.percent=150")
    assert one == asked("rules.return.return_on_burden=150+%25")
    assert one == Question().moving("rules.return.return_on_burden", Fraction(3, 2), share=True)
    assert one.settings() == ("rules.return.return_on_burden=150 %",)
    assert asked(address(one)) == one
    assert one.moving("rules.return.return_on_burden", Fraction(1, 2), share=True).beyond_all == ()


def test_what_an_address_leaves_empty_says_nothing() -> None:
    assert asked("college=&with=&rules.budget.max=&weights.water=&lang=fr&page=2") == Question()


def test_of_two_values_the_last_counts() -> None:
    assert asked("weights.water=1&weights.water=2").weights == (("water", Fraction(2)),)


def test_a_college_brings_its_own_weights() -> None:
    question = asked("college=rural&weights.water=2")
    assert question.weights == ()
    assert question.settings() == ("weights.college=rural", "objective=value")


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("rules.budget.max=nan", ["E401"]),
        ("rules.budget.max=1e9", ["E401"]),
        ("rules.budget.max=1_000", ["E401"]),
        ("rules.budget.max=0x10", ["E401"]),
        ("rules.budget.max=" + "9" * 500, ["E401"]),
        ("rules.budget.max=٣", ["E401"]),
        ("rules.budget=1", ["E403"]),
        ("rules.budget.max.deep=1", ["E403"]),
        ("rules.__class__.max=1", ["E403"]),
        ("rules.bud get.max=1", ["E403"]),
        ("weights.water%3D1,x=2", ["E403"]),
        ("with=%3Cscript%3E", ["E403"]),
        ("with=A1%5D,+budget:+null", ["E403", "E403"]),
        ("variant=a%0Ab", ["E403"]),
        ("college=x%7D", ["E403"]),
        ("scenario=" + "x" * 300, ["E402"]),
        ("portfolio=" + "A," * 20_000, ["E402"]),
        ("with=A1&without=A1", ["E405"]),
        ("&".join("with=A" for _ in range(1001)), ["E400"]),
        ("rules.a.b=x&with=%22&college=1", ["E401", "E403", "E403"]),
    ],
)
def test_nonsense_is_refused_with_its_name(query: str, codes: list[str]) -> None:
    assert sorted(refusals(query)) == codes


KEYS = "scenario variant weights.a rules.b.c rules.b.c.percent college with without portfolio x rules."


@given(st.lists(st.tuples(st.sampled_from(KEYS.split()), st.text(max_size=30)), max_size=6))
def test_any_text_is_a_question_or_a_problem(pairs: list[tuple[str, str]]) -> None:
    try:
        question = read(pairs)
    except InvalidScenario as refused:
        codes = {problem.code for problem in refused.problems}
    else:
        codes = set()
        assert read(parse_qsl(address(question))) == question
    assert codes <= WEB.keys()


def test_settings_are_those_of_the_command_line() -> None:
    question = asked("with=A1&rules.rural.min.percent=50&weights.economy=10")
    scenario = read_scenario(BREST)
    first, second = (action.action for action in scenario.actions[:2])
    question = question.forcing("A1", None).forcing(first, True).forcing(second, False)
    changed = read_scenario(BREST, settings=question.settings())
    rural = changed.rules["rural"]
    assert isinstance(rural, Share)
    assert rural.min == Fraction(1, 2)
    assert isinstance(changed.weights, dict)
    assert changed.weights["economy"] == 10
    forced = changed.rules["forced_on_the_page"]
    assert isinstance(forced, Status)
    assert (forced.mandatory, forced.excluded) == ((first,), (second,))


def test_an_id_may_be_a_word_of_yaml() -> None:
    actions = [{"action": name, "name": name, "theme": "t", "cost": 1} for name in ("NO", "null", "on")]
    question = Question(included=("NO",), excluded=("null", "on"))
    impacts = [{"action": "NO", "gain": 1}]
    tables = {**BASE, "actions": actions, "impacts": impacts, "shares": []}
    found = read_mapping(tables, settings=question.settings())
    forced = found.rules["forced_on_the_page"]
    assert isinstance(forced, Status)
    assert (forced.mandatory, forced.excluded) == (("NO",), ("null", "on"))


def test_sliders_that_stand_still_are_no_part_of_a_question() -> None:
    present = [("weights.a", Fraction(1)), ("weights.b", Fraction(2)), ("rules.r.min", Fraction(3))]
    still = asked("weights.a=1&weights.b=2&rules.r.min=3")
    assert still.settled(present) == Question()
    moved = asked("weights.a=1&weights.b=3&rules.r.min=4")
    assert moved.settled(present) == moved


def test_forcing_goes_both_ways_and_back() -> None:
    question = Question().forcing("A", True).forcing("B", True)
    assert question.included == ("A", "B")
    assert question.forcing("A", False) == Question(included=("B",), excluded=("A",))
    assert question.forcing("A", None).forcing("B", None) == Question()


def test_codes_are_of_the_page() -> None:
    assert all("E400" <= code <= "E419" for code in WEB)
    assert WEB.items() <= CATALOGUE.items()
