"""One partner leaves: the best that is left equals enumeration on tables reduced by hand."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from loading import load
from oracle import Amounts, Oracle, apportion, percent
from random_scenarios import seeded
from tiny import judge, tiny

from mcda.analysis.departures import Departure, Remaining, departures, without
from mcda.errors import Infeasible
from mcda.optimise import solve
from mcda.portfolio.portfolio import Portfolio

GHOST = "A0"
"""Who receives what the partner would have received: before all others, where remainders tie."""


class Reduced(Oracle):
    """An oracle that counts nothing of what the ghost receives, and spends nothing for it."""

    def _amounts(self, action: Any, facts: Any, times: Any, count: int) -> Amounts:
        found = super()._amounts(action, facts, times, count)
        plain = {p: part for p, part in facts.receives[""].items() if p != GHOST}
        table = {(p, q): pay * part for p, pay in action.pays.items() for q, part in plain.items()}
        flows = apportion(int(found.local_cost / self.cent), table)
        benefit = {p: points for p, points in found.benefit.items() if p != GHOST}
        counted = sum(benefit.values(), Fraction(0))
        return replace(
            found,
            benefit=benefit,
            values=dict(zip(found.values, [counted, *[Fraction(0)] * len(found.values)], strict=False)),
            flows={pair: cents * self.cent for pair, cents in flows.items()},
        )


def reduced(tables: dict[str, Any], partner: str, remaining: Remaining) -> dict[str, Any]:
    """The tables without a partner that has no members, row by row."""
    left = deepcopy(tables)
    left["partners"] = [row for row in left["partners"] if row["partner"] != partner]
    plain = [row for row in tables["shares"] if "criterion" not in row]
    fallen = []
    for action in left["actions"]:
        rows = [row for row in plain if row["action"] == action["action"]]
        paying = {row["partner"] for row in rows if row["pays"]}
        receiving = {row["partner"] for row in rows if row["receives"]}
        gone = partner in paying if remaining == "drop" else paying == {partner}
        if action.get("lead") == partner or gone or receiving == {partner}:
            fallen.append(action["action"])
        if action.get("lead") == partner:
            del action["lead"]
    for row in left["shares"]:
        if row["partner"] == partner:
            row["partner"], row["pays"] = GHOST, 0
        elif row.get("pays"):
            others = (
                percent(other["pays"])
                for other in plain
                if other["action"] == row["action"] and other["partner"] != partner
            )
            row["pays"] = percent(row["pays"]) / sum(others) * 100
    rules = {name: spared(rule, partner) for name, rule in left["rules"].items()}
    left["rules"] = {name: rule for name, rule in rules.items() if rule is not None}
    if fallen:
        left["rules"]["fallen"] = {"type": "status", "excluded": fallen}
    return left


def spared(rule: dict[str, Any], partner: str) -> dict[str, Any] | None:
    """A rule that no longer names the partner."""
    if rule.get("partner") == partner:
        return None
    if "only" in rule and partner in rule["only"]:
        only = [name for name in rule["only"] if name != partner]
        return rule | {"only": only} if only else None
    return rule


def leaving(tables: dict[str, Any], seed: int) -> str:
    """A partner without members."""
    parents = {row.get("parent") for row in tables["partners"]}
    names = [row["partner"] for row in tables["partners"] if row["partner"] not in parents]
    return str(names[seed % len(names)])


@pytest.mark.parametrize("remaining", ["takeover", "drop"])
@pytest.mark.parametrize("seed", range(20))
def test_the_best_that_is_left_is_the_oracles(seed: int, remaining: Remaining) -> None:
    tables = seeded(64_000 + seed, max_actions=7, min_actions=4)
    partner = leaving(tables, seed)
    oracle = Reduced(reduced(tables, partner, remaining))
    expected = oracle.best()
    derived = without(load(tables), partner, remaining).scenario
    if expected is None:
        with pytest.raises(Infeasible):
            solve(derived)
        return
    after = solve(derived)
    value, portfolios = expected
    assert after.value == value
    assert frozenset(after.actions) in portfolios
    same_ledger(after, oracle)


def same_ledger(after: Portfolio, oracle: Oracle) -> None:
    tally = oracle.tally(after.actions)
    lines = after.ledger.partners
    assert {line.partner: line.benefit for line in lines} == tally.benefit
    assert {line.partner: line.burden for line in lines} == tally.burden
    assert {line.partner: line.received for line in lines} == tally.received
    assert sum(line.benefit for line in lines) + after.common == after.value
    assert sum(line.received for line in lines) == after.local_cost
    assert abs(after.value - after.value_from_records) <= after.rounding_bound


def one(found: tuple[Departure, ...], partner: str) -> Departure:
    return next(departure for departure in found if departure.partner == partner)


def test_the_tiny_scenario_by_hand() -> None:
    """U leads A1 and A3: only A2 is left, which R then pays alone. R alone receives A2."""
    before = solve(load(tiny()))
    found = departures(before)
    urban, belt, country = (one(found, partner) for partner in "UVR")
    assert (urban.fell, urban.left, urban.entered) == (("A1", "A3"), (), ())
    assert (urban.own, urban.lost) == (5, 15)
    assert [(c.partner, c.benefit, c.burden) for c in urban.changes] == [("R", -5, 100), ("V", -5, -50)]
    assert urban.loses_most is not None
    assert urban.loses_most.partner == "R"
    assert urban.pays_most_more is not None
    assert urban.pays_most_more.partner == "R"
    assert (belt.fell, belt.lost, belt.own, belt.loses_most) == (("A3",), 5, 5, None)
    assert (country.fell, country.lost, country.own) == (("A2",), 25, 25)
    assert country.after is not None
    assert [(line.partner, line.received) for line in country.after.ledger.partners] == [
        ("U", 100), ("V", 50),
    ]  # fmt: skip


def test_dropping_instead_of_taking_over() -> None:
    found = departures(solve(load(tiny(A2={"lead": ""}))), "drop")
    assert one(found, "U").fell == ("A1", "A2", "A3")
    assert one(found, "U").after is not None
    assert one(found, "V").fell == ("A3",)


def test_members_leave_with_their_head() -> None:
    derived = without(load(tiny(V={"parent": "U"})), "U")
    assert derived.gone == {"U", "V"}
    assert list(derived.scenario.partner_by_id) == ["R"]


def test_rules_that_name_the_partner_are_told() -> None:
    rules = {
        "mine": {"type": "share", "of": "burden", "partner": "U", "max": "80 %"},
        "both": {"type": "floor", "min_actions": 1, "only": ["R", "U"]},
        "led": {"type": "coverage", "per": "lead", "only": ["U"], "min_actions": 1},
        "budget": {"type": "budget", "max": 300},
    }
    derived = without(load(tiny(rules)), "U")
    assert (derived.changed_rules, derived.dropped_rules) == (("both",), ("mine", "led"))
    assert list(derived.scenario.rules) == ["both", "budget", "departure"]
    assert derived.scenario.rules["both"].only == ("R",)


def test_who_was_exempt_and_leaves_does_not_take_the_rule_away() -> None:
    rules = {"none": {"type": "no_loser", "exempt": ["U"]}}
    derived = without(load(tiny(rules, point_worth=10)), "U")
    assert (derived.changed_rules, derived.dropped_rules) == (("none",), ())
    assert derived.scenario.rules["none"].exempt == ()


def test_bounds_of_payments_to_decide_follow_what_is_taken_over() -> None:
    """U pays half of A2, R the other half, between 40 and 60 percent: then all, 80 to 100."""
    tables = tiny(A2={"lead": ""}, A2_U={"receives": 10}, A2_R={"receives": 90})
    for row in tables["shares"]:
        if row["action"] == "A2":
            row |= {"pays.low": 40, "pays.high": 60}
    (row,) = [s for s in without(load(tables), "R").scenario.shares if s.action == "A2"]
    assert (row.pays, row.pays_low, row.pays_high) == (1, Fraction(4, 5), 1)


def test_a_departure_that_leaves_nothing_says_what_clashes() -> None:
    rules = {"water": {"type": "coverage", "per": "theme", "only": ["water"], "min_actions": 1}}
    gone = one(departures(solve(load(tiny(rules)))), "U")
    assert gone.after is None
    assert gone.lost is None
    assert isinstance(gone.failure, Infeasible)
    assert gone.failure.clash == ("water", "departure")


def test_what_a_criterion_brings_the_partner_alone_is_not_given_to_others() -> None:
    """All of A1's benefit on `gain` goes to R by a row of its own: without R it is worth nothing."""
    tables = tiny()
    tables["shares"].append({"action": "A1", "partner": "R", "criterion": "gain", "receives": 100})
    scenario = without(load(tables), "R").scenario
    assert judge_value(scenario, "A1") == 0
    assert judge(tables, "A1").value == 10


def judge_value(scenario: Any, chosen: str) -> Fraction:
    from mcda.portfolio.portfolio import Proof, assemble
    from mcda.scoring import score

    found = assemble(score(scenario), chosen.split(), Proof("judged"))
    assert found.value == found.value_from_records
    return found.value
