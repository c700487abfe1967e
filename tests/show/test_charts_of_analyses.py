"""Charts of what analyses found: their figures are those of the records, their words fit them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from loading import load
from tiny import judge, tiny

from mcda.analysis.datum import Datum
from mcda.analysis.factors import Factor
from mcda.analysis.information import information
from mcda.analysis.price_of_equity import Curve
from mcda.analysis.robustness import NonDominated, Robustness
from mcda.analysis.sensitivity import Sensitivity
from mcda.analysis.tornado import Bar, Tip
from mcda.optimise.staircase import Step
from mcda.scoring.appraisal import appraise
from mcda.show.charts import Chart, core_index, price_of_equity, tornado, value_functions
from mcda.show.charts.render import svg
from mcda.show.charts.yearly_account import yearly_accounts
from mcda.wording import words

EN, FR = words("en"), words("fr")
SHARE: dict[str, Any] = {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"}
HOSTILE = "<script>alert(1)</script> & “x”"


def drawn_rows(specification: Any) -> list[dict[str, Any]]:
    """Every row of data that a specification holds."""
    return [row for rows in specification["datasets"].values() for row in rows]


# ---------------------------------------------------------------- price of equity


def step(level: str | None, value: str, *chosen: str) -> Step:
    return Step(None if level is None else Fraction(level), Fraction(value), frozenset(chosen))


CURVE = Curve(
    rule="rural", parameter="min", rises=True, is_share=True, unit="points", free=Fraction(35),
    free_actions=("A1", "A2", "A3"),
    steps=(step("2/5", "35", "A1", "A2", "A3"), step("3/5", "30", "A1", "A2"), step("1", "20", "A2")),
    last_feasible=Fraction(1), current=Fraction(1, 2), complete=True, verified=True,
)  # fmt: skip
SCENARIO = load(tiny({"rural": SHARE}))


def test_a_staircase_has_the_price_of_each_step() -> None:
    treads = price_of_equity.treads(CURVE)
    assert [one.price for one in treads] == [point.price for point in CURVE.points] == [0, 5, 15]
    assert [one.end for one in treads] == [point.level for point in CURVE.points]
    assert [one.start for one in treads[1:]] == [one.end for one in treads[:-1]]


@pytest.mark.parametrize(
    ("say", "price", "share"), [(EN, "5 points", "14.3%"), (FR, "5", "14,3\u00a0%")]
)
def test_what_the_level_of_today_costs_stands_in_the_finding(say: Any, price: str, share: str) -> None:
    found = price_of_equity.staircase(SCENARIO, CURVE, say)
    assert found is not None
    assert price in found.finding
    assert share in found.finding
    rows = drawn_rows(found.specification)
    assert {row["price"] for row in rows if "value" in row} == {0.0, 5.0, 15.0}
    assert [row[2] for row in found.table.rows] == [0, 5, 15]
    starts = {row["start"] for row in rows if "said" in row and "price" not in row}
    assert starts == {0.5, 1.0}, "today's level and the last possible one are marked"


def test_a_rule_that_falls_is_stricter_to_the_right() -> None:
    steps = (step("3/5", "35", "A1", "A2", "A3"), step("2/5", "30", "A1", "A2"))
    falls = replace(CURVE, rises=False, steps=steps, last_feasible=Fraction(2, 5))
    found = price_of_equity.staircase(SCENARIO, falls, EN)
    assert found is not None
    assert '"reverse": True' in str(found.specification).replace("'", '"')
    treads = price_of_equity.treads(falls)
    assert all(one.start > one.end for one in treads)


def test_without_a_known_level_there_is_no_chart() -> None:
    nothing = replace(CURVE, steps=(), last_feasible=None)
    free = replace(CURVE, steps=(step(None, "35"),), current=None, last_feasible=None)
    assert price_of_equity.staircase(SCENARIO, nothing, EN) is None
    assert price_of_equity.staircase(SCENARIO, free, EN) is None


def test_a_staircase_that_was_stopped_shades_nothing() -> None:
    stopped = replace(CURVE, last_feasible=None, complete=False)
    found = price_of_equity.staircase(SCENARIO, stopped, EN)
    assert found is not None
    assert "Stopped at the limit" in found.finding
    assert "no portfolio" not in str(drawn_rows(found.specification))


# ---------------------------------------------------------------- core index


def robustness(**changes: Any) -> Robustness:
    scenario = load(tiny({}, A1={"name": HOSTILE}))
    half = Fraction(1, 2)
    portfolio = NonDominated(("A1",), (half, half), (half, half))
    known: dict[str, Any] = {
        "scenario": scenario,
        "information": information(scenario),
        "portfolios": (portfolio, portfolio),
        "core_index": {"A1": Fraction(1), "A2": half, "A3": Fraction(0)},
        "classes": {"A3": "exterior", "A2": "borderline", "A1": "core"},
        "partners": (),
        "competition": None,
        "shares": None,
        "question": None,
        "complete": True,
    }
    return Robustness(**{**known, **changes})


def test_bars_of_the_core_index_bear_their_class_in_words() -> None:
    found = core_index.core_index(robustness(), EN)
    assert found is not None
    rows = drawn_rows(found.specification)
    assert [row["share"] for row in rows] == [1.0, 0.5, 0.0]
    assert [row["said"] for row in rows] == ["100.0% · core", "50.0% · in negotiation", "0.0% · out"]
    assert [row["shade"] for row in rows] == [1.0, 0.35, 0.0]
    assert [row[0] for row in found.table.rows] == ["A1", "A2", "A3"]
    assert "that no other dominates: 1 of 3; in some: 1; in none: 1." in found.finding


def test_where_not_all_is_known_there_is_no_index_but_the_class() -> None:
    open_ones = robustness(
        core_index=dict.fromkeys(("A1", "A2", "A3")),
        classes={"A1": "core", "A2": "unknown", "A3": "exterior"},
        complete=False,
    )
    found = core_index.core_index(open_ones, EN)
    assert found is not None
    assert [row["said"] for row in drawn_rows(found.specification)] == ["core", "out", "not known"]
    assert "not settled: 1." in found.finding
    assert found.table.note == ""


def test_without_actions_there_is_no_chart_of_the_core() -> None:
    assert core_index.core_index(robustness(core_index={}, classes={}), EN) is None


def test_markup_in_a_name_is_text_in_the_drawing() -> None:
    found = core_index.core_index(robustness(), FR)
    assert found is not None
    assert "<script" not in svg(found)
    assert "&lt;script" in svg(found)


# ---------------------------------------------------------------- tornado


def bar(number: int, low: int | None, high: int | None) -> Bar:
    datum, figures = (
        Datum("actions", f"A{number % 3 + 1}", "cost"),
        map(Fraction, (100, 90, 110 + number)),
    )
    factor = Factor(datum, *figures, stated=False)
    tips = [
        Tip(end, None if best is None else Fraction(best), (), (), Fraction(34), fails)
        for end, best, fails in ((factor.low, low, ()), (factor.high, high, ("rural",)))
    ]
    return Bar(factor, *tips, Fraction(35))


def sensitivity(*bars: Bar) -> Sensitivity:
    return Sensitivity(judge(tiny({"rural": SHARE}), "A1 A2 A3"), tornado=bars)


def test_a_tornado_shows_both_ends_and_the_chosen_portfolio_kept() -> None:
    found = tornado.tornado(sensitivity(bar(0, None, 40), bar(1, 33, 35)), EN)
    assert found is not None
    ends = [row for row in drawn_rows(found.specification) if "edge" not in row and "best" in row]
    assert {(row["now"], row["best"], row["kept"]) for row in ends} == {
        (35.0, 35.0, 34.0), (35.0, 40.0, 34.0), (35.0, 33.0, 34.0),
    }  # fmt: skip
    assert "At an end of 1 figure nothing is possible" in found.finding
    assert "from 35.00 to 40.00 points" in found.finding
    assert [row[3] for row in found.table.rows] == ["nothing possible", 40, 33, 35]
    assert [row[5] != "" for row in found.table.rows] == [False, True, False, True]
    assert any("nothing possible" in row["amount"] for row in ends)


def test_a_long_tornado_is_cut_and_says_so() -> None:
    still = replace(bar(0, 35, 35), value=Fraction(35))
    still = replace(
        still, low=replace(still.low, kept=Fraction(35)), high=replace(still.high, kept=Fraction(35))
    )
    found = tornado.tornado(sensitivity(*(bar(n, 30, 40) for n in range(15)), still), EN)
    assert found is not None
    assert len(found.table.rows) == 2 * tornado.MOST
    assert (
        found.table.note == "3 further figures change less and are not shown. 1 figure changes nothing."
    )


def test_a_tornado_without_bars_is_left_out() -> None:
    assert tornado.tornado(sensitivity(), EN) is None


# ---------------------------------------------------------------- value functions


def test_value_functions_show_actions_where_they_stand() -> None:
    scenario = load(tiny({}, gain={"shape": "0:0 12:60 100:100", "name": HOSTILE}))
    seen = appraise(scenario)
    found = value_functions.value_functions(seen, judge(tiny(), "A1 A2"), EN)
    assert found is not None
    rows = drawn_rows(found.specification)
    marks = {row["action"][:2]: row for row in rows if "action" in row}
    for standing in seen.functions[0].actions:
        assert marks[standing.action]["points"] == float(standing.points)
        assert marks[standing.action]["level"] == float(standing.level)
    assert {action for action, row in marks.items() if row["standing"] == "selected"} == {"A1", "A2"}
    corners = [(row["level"], row["points"]) for row in rows if "action" not in row and "level" in row]
    assert corners == [(0.0, 0.0), (12.0, 60.0), (100.0, 100.0)]
    assert [row[3] for row in found.table.rows] == [one.points for one in seen.functions[0].actions]
    assert "<script" not in svg(found)


def test_levels_with_names_are_drawn_by_name() -> None:
    shape = {"zero": "", "full": "", "shape": "none: 0, some: 40, much: 100"}
    levels = {f"A{n}_gain": {"gain": name} for n, name in ((1, "some"), (2, "much"), (3, "none"))}
    found = value_functions.value_functions(appraise(load(tiny({}, gain=shape, **levels))), None, EN)
    assert found is not None
    rows = drawn_rows(found.specification)
    assert [row["name"] for row in rows if "action" not in row] == ["none", "some", "much"]
    assert {row["said"] for row in rows if "action" in row} >= {"some", "much"}


# ---------------------------------------------------------------- account by year


STARTED = "A1 A1@2027 A2 A2@2028"


def by_year(**rule: Any) -> tuple[Chart, ...]:
    ledger = {"type": "ledger", "between": ["urban", "rural"], "tolerance": "100 %", **rule}
    tables = tiny({"account": ledger}, years=["2027", "2029"])
    return yearly_accounts(judge(tables, STARTED), EN)


def test_an_account_shows_each_year_as_the_portfolio_has_it() -> None:
    (found,) = by_year()
    ledger = {"type": "ledger", "between": ["urban", "rural"], "tolerance": "100 %"}
    account = judge(tiny({"account": ledger}, years=["2027", "2029"]), STARTED).accounts[0]
    rows = drawn_rows(found.specification)
    lines = [row for row in rows if "balance" in row and "band" not in row]
    assert [row["balance"] for row in lines] == [float(at.balance) for at in account.years]
    assert any(at.balance for at in account.years)
    assert [row["most"] for row in lines] == [float(at.allowed or 0) for at in account.years]
    assert account.years[-1].allowed == account.years[-1].volume
    given = {row["year"]: row["money"] for row in rows if row.get("what") == "Given"}
    assert given == {str(at.year): float(at.given) for at in account.years}
    assert found.table.totals[0][1:3] == (account.given, account.received)
    assert found.finding.startswith("From 2027 to 2029")


def test_without_years_there_is_no_account() -> None:
    assert yearly_accounts(judge(tiny(), "A1"), EN) == ()
