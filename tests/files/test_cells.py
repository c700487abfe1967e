"""A cell is read exactly, or refused with the reason: never guessed."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.exact import plain
from mcda.files.cells import Habits, RefusedError, number, reader
from mcda.files.columns import TABLES
from mcda.files.raw_table import Percent

STYLES = ("french", "english", "neutral")
K_EUROS = Habits("french", "k€", Fraction(1, 100_000))


def refusal(kind, cell, habits=K_EUROS, column=None):
    with pytest.raises(RefusedError) as refused:
        reader(kind, habits, column)(cell)
    return refused.value.code


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120000", 120000),
        ("120 000", 120000),
        ("120\u00a0000", 120000),
        ("1\u202f234\u202f567", 1234567),
        ("1 234,5", Fraction(2469, 2)),
        ("12,5", Fraction(25, 2)),
        ("12.5", Fraction(25, 2)),
        ("0.4", Fraction(2, 5)),
        ("0.125", Fraction(1, 8)),
        ("0,125", Fraction(1, 8)),
        ("-3", -3),
        ("\u22123,5", Fraction(-7, 2)),
        ("+15", 15),
        (",5", Fraction(1, 2)),
        ("1e3", 1000),
        (" 7 ", 7),
        ("1 234.500", Fraction(2469, 2)),
    ],
)
def test_what_every_planner_writes_is_read_in_every_style(text, expected, style):
    assert number(text, style) == expected


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("1,500", "french", Fraction(3, 2)),
        ("1.500", "french", None),
        ("1.500", "english", Fraction(3, 2)),
        ("1,500", "english", None),
        ("1.500", "neutral", None),
        ("1,500", "neutral", None),
    ],
)
def test_what_may_be_a_thousands_separator_is_refused_where_it_is_ambiguous(text, style, expected):
    if expected is not None:
        assert number(text, style) == expected
        return
    with pytest.raises(RefusedError) as refused:
        number(text, style)
    assert refused.value.code == "E013"
    assert refused.value.details == {"decimal": "1.5", "whole": "1500"}


@pytest.mark.parametrize(
    ("text", "example"),
    [("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1.500.000", "1500000"), ("1,500,000", "1500000")],
)
def test_thousands_by_marks_are_refused_with_the_right_way_to_write_them(text, example):
    with pytest.raises(RefusedError) as refused:
        number(text, "french")
    assert (refused.value.code, refused.value.details["example"]) == ("E078", example)


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "abc", "nan", "inf", "-inf", "Infinity", "True", "false", "1_000", "12 34", "1  234",
        "1 23 456", "0x10", "1/3", "12.", "٣", "²", "1e", "=1+1", "1;2", "9" * 41, "#REF!", "01/02/2026",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    with pytest.raises(RefusedError) as refused:
        number(text)
    assert refused.value.code == "E012"


def test_the_letter_o_is_recognised_in_the_remedy():
    with pytest.raises(RefusedError) as refused:
        number("120 OOO")
    assert refused.value.details == {"example": "120000", "grouped": "120 000"}


@pytest.mark.parametrize("text", ["1e300", "1e-300", "1" + "0" * 30, "0." + "0" * 30 + "1"])
def test_a_number_beyond_reason_is_refused(text):
    with pytest.raises(RefusedError) as refused:
        number(text)
    assert refused.value.code == "E019"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("3,4 M€", 3400),
        ("120 k€", 120),
        ("120k€", 120),
        ("500 €", Fraction(1, 2)),
        ("1 250 000 EUR", 1250),
        ("2 900", 2900),
        (Fraction(12), 12),
    ],
)
def test_money_is_converted_into_the_scenarios_own(cell, expected):
    assert reader("money", K_EUROS)(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [("500 $", "E015"), ("12 %", "E014"), ("0,000001", "E070"), ("-5", "E016"), ("12 t", "E012")],
)
def test_money_that_is_none_of_the_scenarios_is_refused(cell, code):
    assert refusal("money", cell) == code


def test_euros_are_refused_where_the_money_is_not_made_of_euros():
    points = Habits("neutral", "jetons", Fraction(1, 100))
    assert refusal("money", "500 €", points) == "E015"
    assert reader("money", points)("12 jetons") == 12


@pytest.mark.parametrize("cell", ["50", "50 %", "50%", "50,0 %", Fraction(50), Percent(Fraction(50))])
def test_a_percent_column_takes_the_figure_with_or_without_its_sign(cell):
    assert reader("percent", K_EUROS)(cell) == Fraction(1, 2)


def test_a_percentage_beyond_a_hundred_or_below_zero_is_refused():
    assert refusal("percent", "101") == "E018"
    assert refusal("percent", "-1 %") == "E016"
    assert reader("effect", K_EUROS)("-15 %") == Fraction(-3, 20)


@pytest.mark.parametrize(("cell", "expected"), [("0,5", "1/2"), ("50 %", "1/2"), ("1", "1")])
def test_a_share_is_a_fraction_or_a_percentage(cell, expected):
    assert reader("share", K_EUROS)(cell) == Fraction(expected)


def test_a_bare_number_above_one_is_no_share():
    assert refusal("share", "50") == "E017"


def test_a_percentage_is_a_level_only_where_the_unit_is_percent():
    assert reader("level", Habits(unit="%"))("12 %") == 12
    assert refusal("level", "12 %", Habits(unit="t/an")) == "E014"
    assert reader("level", Habits(unit="t/an"))("12 t/an") == 12


@pytest.mark.parametrize("text", ["oui", "Oui", "x", "X", "yes", "vrai", "TRUE", "1"])
def test_yes_is_understood_in_many_forms(text):
    assert reader("bool", K_EUROS)(text) is True


@pytest.mark.parametrize("text", ["non", "no", "faux", "0"])
def test_no_is_understood_in_many_forms(text):
    assert reader("bool", K_EUROS)(text) is False


def test_what_is_neither_yes_nor_no_is_refused():
    assert refusal("bool", "peut-être") == "E077"


def test_a_choice_is_read_in_french_and_english_and_has_a_nearest_word():
    column = TABLES["links"].by_name["type"]
    read = reader("choice", K_EUROS, column)
    assert read("nécessite") == read("NECESSITE") == read("requires") == "requires"
    with pytest.raises(RefusedError) as refused:
        read("exclude")
    assert (refused.value.code, refused.value.suggestion) == ("E080", "excludes")


@pytest.mark.parametrize(
    ("text", "near"), [("2A", "x2A"), ("Été 1", "ete_1"), ("a-b", "a_b"), ("é", "e")]
)
def test_a_bad_id_comes_with_a_good_one(text, near):
    with pytest.raises(RefusedError) as refused:
        reader("id", K_EUROS)(text)
    assert (refused.value.code, refused.value.suggestion) == ("E011", near)


@pytest.mark.parametrize("text", ["0:0 200:60 500:100", "0:0; 200:60; 500:100", "500:100"])
def test_a_shape_is_pairs_of_level_and_points(text):
    if ";" in text or " " in text:
        assert reader("shape", K_EUROS)(text)[1] == (200, 60)
    else:
        assert refusal("shape", text) == "E073"


def test_a_shape_that_turns_back_is_refused():
    assert refusal("shape", "0:0 10:50 20:40") == "E074"
    assert reader("shape", K_EUROS)("linéaire") is None


def test_a_profile_sums_to_a_hundred():
    assert reader("profile", K_EUROS)("20 50 30") == (Fraction(1, 5), Fraction(1, 2), Fraction(3, 10))
    assert reader("profile", K_EUROS)("20 % 50 % 30 %") == reader("profile", K_EUROS)("20 50 30")
    assert refusal("profile", "20 50") == "E101"


def test_years_and_whole_numbers():
    assert reader("year", K_EUROS)("2027") == 2027
    assert refusal("year", "27") == "E072"
    assert refusal("whole", "2,5") == "E071"


decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)


@given(decimals)
def test_a_number_is_read_back_from_its_french_and_english_text(value):
    exact = Fraction(value)
    english = plain(exact)
    assert number(english, "english") == exact
    assert number(english.replace(".", ","), "french") == exact


@given(decimals)
def test_thousands_by_spaces_change_nothing(value):
    exact = Fraction(value)
    grouped = f"{value:,.2f}".replace(",", "\u202f").replace(".", ",")
    assert number(grouped, "french") == exact


KINDS = ("number", "money", "percent", "share", "bool", "id", "ids", "shape", "profile", "year", "whole")


@given(st.text(max_size=60), st.sampled_from(KINDS))
def test_any_text_is_read_or_refused(text, kind):
    with suppress(RefusedError):
        reader(kind, K_EUROS)(text)
