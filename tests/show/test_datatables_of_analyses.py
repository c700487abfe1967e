"""Tables of what stands beside a proposal and around it: the figures are those of the analyses."""

from __future__ import annotations

import pytest
from loading import load
from tiny import tiny

from mcda.analysis.alternatives import alternatives
from mcda.analysis.comparison import Comparison, compare
from mcda.analysis.dossier import Dossier, gather
from mcda.analysis.explanation import importance
from mcda.analysis.frontier import frontier
from mcda.analysis.judgement import judge
from mcda.analysis.price_of_equity import prices_of_equity
from mcda.analysis.robustness import robust
from mcda.analysis.sensitivity import sensitivity
from mcda.show.datatables import DataTable, Measured, comparison, equity, exploration, shown
from mcda.show.datatables import robustness as robust_tables
from mcda.show.datatables import sensitivity as sensitivity_tables
from mcda.show.datatables.dossier import tables
from mcda.wording import words

EN, FR = words("en"), words("fr")
RULES = {
    "budget": {"type": "budget", "max": 250, "of": "cost"},
    "fair": {"type": "share", "of": "benefit", "group": "rural", "min": "30 %"},
}


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    scenario = load(tiny(RULES, A1_gain={"gain.low": 8, "gain.high": 12}))
    return Dossier(
        comparison=Comparison(compare([scenario]).entries),
        frontier=frontier(scenario, ["value", "local_cost"], nested=True),
        curves=prices_of_equity(scenario).curves,
        robustness=robust(scenario),
        sensitivity=sensitivity(scenario),
        own_list=judge(scenario, ["A1", "A2", "A3"]),
    )


def amounts(table: DataTable, place: int) -> list[object]:
    cells = (row[place] for row in table.rows)
    return [cell.amount if isinstance(cell, Measured) else cell for cell in cells]


def test_every_table_of_a_whole_dossier_can_be_shown(dossier: Dossier) -> None:
    for said in (EN, FR):
        found = tables(dossier, said)
        assert {t.name for t in found} >= {
            *("own_list", "frontier", "adoption", "prices", "curves", "core", "standings"),
            *("stability", "tornado", "provenance"),
        }
        for table in found:
            for row in (*table.rows, *table.totals):
                for cell, one in zip(row, table.columns, strict=True):
                    assert isinstance(shown(cell, one, said), str)


def test_variants_stand_side_by_side_with_what_made_the_difference() -> None:
    compared = compare(["scenarios/brest", "scenarios/brest:frugal"])
    found = [entry.portfolio for entry in compared.entries if entry.portfolio]
    table = comparison.variants(compared, EN)
    assert amounts(table, 2) == [one.value for one in found]
    assert amounts(table, 5) == [one.local_cost for one in found]
    where = comparison.who_is_where(compared, EN)
    held = [[row[0] for row in where.rows if row[2 + n] == comparison.IN] for n in range(2)]
    assert [sorted(map(str, one)) for one in held] == [list(one.actions) for one in found]
    differences = comparison.differences(compared, EN)
    assert differences is not None
    assert differences.rows[0][3] == found[1].value - found[0].value
    assert comparison.differences(Comparison(compared.entries[:1]), EN) is None


def test_a_variant_without_portfolio_is_a_line_that_says_so() -> None:
    poor = tiny(RULES | {"need": {"type": "status", "mandatory": ["A1", "A2", "A3"]}})
    compared = compare([load(tiny(RULES)), load(poor)])
    assert comparison.variants(compared, EN).rows[1][1:3] == ("impossible", None)


def test_the_own_list_stands_beside_what_is_better(dossier: Dossier) -> None:
    assert dossier.own_list is not None
    table = comparison.own_list(dossier.own_list, EN)
    own, other = table.rows[0], dossier.own_list.within_rules or dossier.own_list.better
    assert own[0] == "The list made by hand"
    assert own[1] == dossier.own_list.portfolio.value
    assert own[5] == sum(not v.holds for v in dossier.own_list.portfolio.verdicts) == 1
    assert other is not None
    assert other.value in amounts(table, 1)


def test_points_of_the_frontier_are_exact(dossier: Dossier) -> None:
    found = dossier.frontier
    assert found is not None
    table, order = exploration.frontier(found, EN), exploration.adoption(found, EN)
    assert [row[1:3] for row in table.rows] == [point.levels for point in found.points]
    assert order is not None
    assert found.adoption is not None
    assert amounts(order, 2) == [stop.gain for stop in found.adoption.stops]


def test_prices_are_those_of_the_curves(dossier: Dossier) -> None:
    found, scenario = dossier.curves, dossier.scenario
    prices, curves = equity.prices(scenario, found, EN), equity.curves(scenario, found, EN)
    assert prices is not None
    assert curves is not None
    assert amounts(prices, 2) == [curve.free for curve in found]
    assert amounts(prices, 7) == [curve.last_feasible for curve in found]
    assert amounts(curves, 2) == [point.value for curve in found for point in curve.points]
    single = equity.curve(scenario, found[0], EN)
    assert amounts(single, 2) == [point.price for point in found[0].points]
    assert equity.prices(scenario, (), EN) is None


def test_core_index_and_standing_are_those_found(dossier: Dossier) -> None:
    found = dossier.robustness
    assert found is not None
    core, standings = robust_tables.core(found, EN), robust_tables.standings(found, EN)
    assert {row[0]: row[3] for row in core.rows} == dict(found.core_index)
    assert standings is not None
    assert amounts(standings, 4) == [one.benefit[0] for one in found.partners]


def test_ends_of_stability_and_tips_of_the_tornado_are_exact(dossier: Dossier) -> None:
    found = dossier.sensitivity
    assert found is not None
    stability, bars = (
        build(found, EN) for build in (sensitivity_tables.stability, sensitivity_tables.tornado)
    )
    assert stability is not None
    assert bars is not None
    ends = {one.low.at for one in found.stability} | {one.high.at for one in found.stability}
    told = {a for place in (1, 3) for a in amounts(stability, place)}
    assert {end for end in ends if end is not None} == told - {"∞"}
    changes = [None if bar.low.best is None else bar.low.best - bar.value for bar in found.tornado]
    assert [c if not isinstance(c, str) else None for c in amounts(bars, 3)] == changes


def test_alternatives_and_replacement_costs() -> None:
    scenario = load(tiny(RULES))
    others, worths = alternatives(scenario, 3), importance(scenario)
    table = exploration.alternatives(others, EN)
    assert amounts(table, 1) == [one.portfolio.value for one in others.found]
    table = exploration.importance(worths, EN)
    told = [worth.cost if worth.possible else None for worth in worths.worths]
    assert [c if not isinstance(c, str) else None for c in amounts(table, 3)] == told


def test_reasons_and_prices_of_rules_are_those_of_the_dossier() -> None:
    found = gather([load(tiny(RULES))])
    table = exploration.reasons(found.scenario, found.reasons, EN)
    assert table is not None
    assert [row[0] for row in table.rows] == [one.action for one in found.reasons]
    assert amounts(table, 3) == [one.value for one in found.reasons]
    prices = equity.rule_prices(found.scenario, found.rule_prices, EN)
    assert prices is not None
    assert amounts(prices, 2) == [one.price for one in found.rule_prices]
    assert equity.rule_prices(found.scenario, (), EN) is None
