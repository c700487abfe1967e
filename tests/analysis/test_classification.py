"""What hangs on who is called urban or rural: the same as rewriting the table of partners."""

from __future__ import annotations

from typing import Any

import pytest
from loading import load
from random_scenarios import seeded
from tiny import judge, tiny

from mcda.analysis.classification import Regrouping, Sweep, borderline, sweep
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import verdict
from mcda.scoring import score

RURAL = {"rural": {"type": "share", "of": "benefit", "group": "rural", "min": "80 %"}}


def two_readings(**changes: Any) -> dict[str, Any]:
    """V is periurban, or rural for others."""
    alternative = {"group@other": "urban"}, {"group@other": "rural"}, {"group@other": "rural"}
    rows = dict(zip("UVR", alternative, strict=True))
    return tiny(RURAL, **rows, **changes)


def rewritten(tables: dict[str, Any], reading: Regrouping, between: tuple[str, ...]) -> Portfolio:
    """The same portfolio in a scenario whose table of partners says what a reading supposes."""
    partners = []
    for row in tables["partners"]:
        plain = {k: v for k, v in row.items() if not k.startswith("group")}
        own = {k: v for k, v in row.items() if k.startswith("group") and not k.startswith("group@")}
        if reading.kind == "declared":
            other = row.get(f"group@{reading.group}")
            own = {"group": other} if other else {}
        elif row["partner"] == reading.partner or (reading.kind == "all" and row["partner"] in between):
            own = {"group": reading.group}
        partners.append(plain | own)
    return judge({**tables, "partners": partners}, "")


def same(found: Sweep, tables: dict[str, Any], chosen: frozenset[str]) -> int:
    """Each reading against its own scenario; the number of readings."""
    for reading in found.regroupings:
        scenario = rewritten(tables, reading, found.borderline).scenario
        scores = score(scenario)
        judged = assemble(scores, chosen, Proof("judged"))
        lines = {line.group: line for line in judged.ledger.groups}
        assert {line.group: line for line in reading.groups if line.group in lines} == lines
        assert not any(line.benefit for line in reading.groups if line.group not in lines)
        q, tally = ScenarioQuantities(scores), Tally(scores, chosen)
        for one in reading.verdicts:
            rule = scenario.all_rules[one.rule]
            if getattr(rule, "per", None) != "group" or set(lines) == {*found_groups(found)}:
                assert one == verdict(one.rule, rule, q, tally)
    return len(found.regroupings)


def found_groups(found: Sweep) -> set[str]:
    return {line.group for line in found.main.groups}


def test_a_verdict_that_hangs_on_one_partner() -> None:
    """25 of 35 points go to R, 5 to V: 71 % rural, 86 % with V."""
    tables = two_readings()
    found = sweep(judge(tables, "A1 A2 A3"))
    assert found.borderline == ("V",)
    assert [(r.kind, r.group, r.partner) for r in found.regroupings] == [
        ("main", "", None), ("declared", "other", None),
        ("all", "periurban", None), ("all", "rural", None), ("all", "urban", None),
        ("one", "rural", "V"), ("one", "urban", "V"),
    ]  # fmt: skip
    assert found.unsettled == ("rural",)
    assert [(d.rule, d.partner, d.group, d.verdict.verdict) for d in found.decisive] == [
        ("rural", "V", "rural", "MET")
    ]
    assert same(found, tables, frozenset({"A1", "A2", "A3"})) == 7


def test_partners_that_stand_in_one_group_leave_nothing_to_ask() -> None:
    found = sweep(judge(tiny(RURAL), "A1 A2 A3"))
    assert (found.borderline, len(found.regroupings), found.unsettled) == ((), 1, ())


def test_a_partner_in_two_groups_is_between_them() -> None:
    """V belongs to both for a part: 25 + 5 x 30 % of 35 points are rural."""
    fractions = {"group": "", "group.rural": "0.3", "group.periurban": "0.7"}
    tables = tiny(
        RURAL, V=fractions,
        U={"group": "", "group.urban": 1}, R={"group": "", "group.rural": 1},
    )  # fmt: skip
    assert borderline(load(tables)) == ("V",)
    found = sweep(judge(tables, "A1 A2 A3"))
    (rural,) = [line for line in found.main.groups if line.group == "rural"]
    assert rural.benefit == 25 + 5 * rural_part(tables)
    assert {(d.partner, d.group) for d in found.decisive} == {("V", "rural")}
    assert [r.group for r in found.regroupings if r.kind == "one"] == ["periurban", "rural", "urban"]
    same(found, tables, frozenset({"A1", "A2", "A3"}))


def rural_part(tables: dict[str, Any]) -> Any:
    return load(tables).partner_by_id["V"].groups["rural"]


@pytest.mark.parametrize("seed", range(25))
def test_random_portfolios_under_every_reading(seed: int) -> None:
    tables = seeded(63_000 + seed, max_actions=6)
    scenario = load(tables)
    chosen = frozenset(sorted(scenario.action_by_id)[::2])
    portfolio = assemble(score(scenario), chosen, Proof("judged"))
    same(sweep(portfolio), tables, chosen)
