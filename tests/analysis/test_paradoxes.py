"""A side balanced in all and not in most themes is told; one balanced throughout is not."""

from __future__ import annotations

from typing import Any

from loading import load
from tiny import judge, tiny

from mcda.analysis.paradoxes import Contradiction, contradictions, is_balanced
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Proof, assemble
from mcda.scoring import score

THEMES = ("culture", "food", "health", "water")


def four_themes(pays: list[int], receives: list[int], gains: list[int]) -> dict[str, Any]:
    """One action in each theme; R pays and receives these percentages, U the rest."""
    names = [f"A{n}" for n in range(4)]
    rows = list(zip(names, THEMES, pays, receives, gains, strict=True))
    return {
        **tiny(),
        "partners": [
            {"partner": "U", "name": "Town", "group": "urban", "population": 700},
            {"partner": "R", "name": "Country", "group": "rural", "population": 300},
        ],
        "actions": [{"action": a, "name": a, "theme": t, "cost": 10 * g} for a, t, _, _, g in rows],
        "impacts": [{"action": a, "gain": g} for a, _, _, _, g in rows],
        "shares": [
            row
            for a, _, pay, part, _ in rows
            for row in (
                {"action": a, "partner": "R", "pays": pay, "receives": part},
                {"action": a, "partner": "U", "pays": 100 - pay, "receives": 100 - part},
            )
        ],
    }


def found(tables: dict[str, Any]) -> tuple[Contradiction, ...]:
    return contradictions(judge(tables, "A0 A1 A2 A3"))


def test_one_large_theme_hides_three_small_ones() -> None:
    """Rural: 60 % of a theme of 70 points, 10 % of three of 10: 45 of 100 points in all, for 30 %
    of the inhabitants. It pays 20 % of everything: 200 of 1000, and receives 450."""
    told = found(four_themes([20] * 4, [60, 10, 10, 10], [70, 10, 10, 10]))
    assert told == (
        Contradiction("rural", "benefit", True, "theme", THEMES[1:], 4),
        Contradiction("rural", "money", True, "theme", THEMES[1:], 4),
        Contradiction("urban", "benefit", False, "theme", THEMES[1:], 4),
        Contradiction("urban", "money", False, "theme", THEMES[1:], 4),
    )


def test_a_side_that_is_balanced_in_every_theme_is_no_contradiction() -> None:
    assert found(four_themes([20] * 4, [40] * 4, [70, 10, 10, 10])) == ()


def test_half_of_the_themes_are_not_most() -> None:
    assert found(four_themes([20] * 4, [60, 60, 10, 10], [70, 10, 10, 10])) == ()


def test_a_theme_in_which_a_side_has_no_part_is_neither_balanced_nor_not() -> None:
    """Rural neither pays nor receives in culture, and gets no benefit there."""
    tables = four_themes([0, 20, 20, 20], [0, 30, 30, 40], [10, 10, 10, 10])
    culture, food, *_ = judge(tables, "A0 A1 A2 A3").themes
    rural, urban = culture.groups
    assert (rural.group, urban.group) == ("rural", "urban")
    assert (is_balanced(rural, "money"), is_balanced(urban, "money")) == (None, True)
    assert (is_balanced(rural, "benefit"), is_balanced(food.groups[0], "benefit")) == (False, True)
    assert found(tables) == (Contradiction("rural", "benefit", False, "theme", THEMES[1:], 4),)


def test_of_a_theme_worth_less_than_nothing_there_is_no_part() -> None:
    """Water loses 20 points, of which 12 in the country."""
    tables = four_themes([20] * 4, [60] * 4, [70, 10, 10, 20])
    tables["impacts"][3]["gain"] = -20
    water = judge(tables, "A0 A1 A2 A3").themes[3]
    assert [is_balanced(line, "benefit") for line in water.groups] == [None, None]


def test_a_side_that_waits_for_what_it_pays_is_balanced_in_all_and_not_in_most_years() -> None:
    """Everybody pays over three years; everything is delivered in the last one. Rural partners pay 20
    and receive 40 of 100: nothing in the first two years, all of it in the third."""
    tables = four_themes([20] * 4, [40] * 4, [10] * 4)
    for action in tables["actions"]:
        action |= {"duration": 3, "profile": "34 33 33", "delivers": 2, "latest": 2027}
    scores = score(load({**tables, "years": [2027, 2029]}))
    portfolio = assemble(scores, options_of(scores, ["A0", "A1", "A2", "A3"]), Proof("judged"))
    assert contradictions(portfolio) == (
        Contradiction("rural", "money", True, "year", ("2027", "2028"), 3),
    )
