"""Sharing the gains of a scenario, against an enumeration of every group and every portfolio."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from loading import load
from oracle import Amounts, Oracle, apportion
from random_scenarios import seeded
from random_years import years_scenario
from tiny import tiny

from mcda.analysis.sharing import Sharing, share
from mcda.errors import Infeasible, UsageProblem
from mcda.optimise import solve
from mcda.optimise.coalitions import Joint, nets_alone
from mcda.optimise.engines import Clock
from mcda.optimise.prove import choose_engines
from mcda.portfolio.certify import verify_result
from mcda.portfolio.result import as_json
from mcda.scoring import score

SCENARIOS = 60
ZERO = Fraction(0)
JOINTS: tuple[Joint, Joint] = ("takeover", "consent")


def priced(seed: int) -> dict[str, Any]:
    """A random scenario with a worth of a point, and caps more often than not."""
    tables = seeded(seed, max_actions=6, min_actions=2, max_partners=4)
    tables["point_worth"] = (1, 7, "0.35", {"low": 20, "high": 41}, 300)[seed % 5]
    if seed % 3 and any("cap" in row for row in tables["partners"]):
        tables["rules"] = {**tables.get("rules", {}), "own_caps": {"type": "caps"}}
    return tables


class Enumerated:
    """Every group of partners, and every portfolio that it may have alone, in fractions."""

    def __init__(self, tables: dict[str, Any], joint: Joint) -> None:
        self.oracle, self.joint = Oracle(tables), joint
        self.worth = self.oracle.point_worth.nominal if self.oracle.point_worth else ZERO
        rules = list((tables.get("rules") or {}).values())
        excluded = {a for r in rules if r["type"] == "status" for a in r.get("excluded", ())}
        self.barred = self.oracle.screened | excluded
        self.limits = dict(self._limits(rules))

    def _limits(self, rules: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, ...], Fraction]]:
        """What sets of partners pay at most: caps with members, budgets of each."""
        parents = {p.parent for p in self.oracle.partners.values()}
        for rule in rules:
            for partner in self.oracle.partners.values():
                if rule["type"] == "caps" and partner.cap is not None:
                    yield (rule["type"], *sorted(self._household(partner.id))), partner.cap
                if (
                    rule["type"] == "budget"
                    and rule.get("per") == "partner"
                    and partner.id not in parents
                ):
                    yield (str(rule["max"]), partner.id), Fraction(str(rule["max"]))

    def _household(self, partner: str) -> set[str]:
        children = (p.id for p in self.oracle.partners.values() if p.parent == partner)
        return {partner}.union(*(self._household(child) for child in children))

    def best(self, group: frozenset[str]) -> Fraction:
        """The most that a group gains alone."""
        open_actions = [a for a in self.oracle.actions if self._may(a, group)]
        portfolios = (
            frozenset(chosen)
            for size in range(len(open_actions) + 1)
            for chosen in combinations(open_actions, size)
        )
        return max(gain for chosen in portfolios for gain in self._gain(chosen, group))

    def _may(self, action: str, group: frozenset[str]) -> bool:
        payers = {p for p, share in self.oracle.records[action].pays.items() if share}
        inside = payers & group
        return (
            action not in self.barred and bool(inside) and (self.joint == "takeover" or inside == payers)
        )

    def _gain(self, chosen: frozenset[str], group: frozenset[str]) -> Iterator[Fraction]:
        """What the group gains by a portfolio, if links and its limits permit it."""
        for link in self.oracle.links:
            here, there = link.action in chosen, link.other in chosen
            if link.type == "requires" and here and not there:
                return
            if (link.type == "excludes" and here and there) or (
                link.type == "together" and here != there
            ):
                return
        amounts = self.oracle._selected(chosen)
        paid = {p: sum((self._paid(a, group).get(p, ZERO) for a in amounts), ZERO) for p in group}
        for (_, *household), most in self.limits.items():
            if sum((paid.get(p, ZERO) for p in household), ZERO) > most:
                return
        benefit = sum((a.benefit.get(p, ZERO) for a in amounts for p in group), ZERO)
        yield self.worth * benefit - sum(paid.values(), ZERO)

    def _paid(self, amounts: Amounts, group: frozenset[str]) -> dict[str, Fraction]:
        """Own payments, and those of the others in proportion, in whole cents."""
        own = {p: amounts.burden.get(p, ZERO) for p in group}
        left = (amounts.local_cost - sum(own.values(), ZERO)) / self.oracle.cent
        pays = self.oracle.records[amounts.action].pays
        weights = {p: pays[p] for p in sorted(group) if pays.get(p)}
        assert left.denominator == 1
        taken = apportion(int(left), weights)
        return {p: cents + taken.get(p, 0) * self.oracle.cent for p, cents in own.items()}


def shared(tables: dict[str, Any], joint: Joint) -> Sharing:
    """The sharing of every action that is not barred: a list, so that nothing has to be feasible."""
    actions = [row["action"] for row in tables["actions"][::2]]
    return share(load(tables), actions, joint=joint)


@pytest.mark.parametrize("seed", range(SCENARIOS))
def test_what_each_group_has_alone_equals_enumeration(seed: int) -> None:
    tables, joint = priced(seed), JOINTS[seed % 2]
    found, expected = shared(tables, joint), Enumerated(tables, joint)
    for mask, alone in found.best.items():
        assert alone.value == expected.best(frozenset(found.game.names(mask))), found.game.names(mask)
    assert "no" not in found.verified


@pytest.mark.parametrize("seed", range(SCENARIOS))
def test_the_game_is_closed_and_transfers_sum_to_zero(seed: int) -> None:
    tables = priced(seed)
    found = shared(tables, JOINTS[seed % 2])
    nets = {line.partner: line.net for line in found.portfolio.ledger.partners}
    assert found.game.total == sum(nets.values())
    assert {s.partner: s.net for s in found.standings} == {p: nets[p] for p in found.game.players}
    for split in found.splits.values():
        if split is not None:
            assert sum(split.transfers.values()) == 0
            assert {p: split.payoffs[p] - nets[p] for p in nets if p in split.payoffs} == split.transfers
    least = found.splits["least_transfers"]
    if least is not None:
        assert all(least.payoffs[s.partner] >= max(0, s.alone.value) for s in found.standings)
    for claim in found.claims:
        assert claim.together == sum(nets[p] for p in claim.partners)
        assert claim.excess > 0
    for standing in found.standings:
        mine = [c for c in found.claims if standing.partner in c.partners and len(c.partners) > 1]
        assert standing.claim == (mine[0] if mine else None)


# ---------------------------------------------------------------- by hand


def test_the_tiny_scenario_by_hand() -> None:
    """A point is worth 20: A1 brings U and R 100 each for 100, A2 R 400 for 200, A3 V 100 for 50.

    U alone takes A1 for nothing, R alone takes A2 over and gains 200, V has its A3.
    """
    found = share(load(tiny(point_worth=20)))
    assert found.portfolio.actions == ("A1", "A2", "A3")
    assert {s.partner: s.net for s in found.standings} == {"U": -100, "R": 400, "V": 50}
    alone = {s.partner: (s.alone.value, s.alone.actions) for s in found.standings}
    assert alone["U"][0] == 0
    assert alone["R"] == (200, ("A2",))
    assert alone["V"] == (50, ("A3",))
    assert found.game.value(found.game.whole) == found.free.value == 350
    nash = found.splits["nash"]
    assert nash is not None
    third = Fraction(100, 3)
    assert nash.payoffs == {"U": third, "R": 200 + third, "V": 50 + third}
    least = found.splits["least_transfers"]
    assert least is not None
    assert [(p.payer, p.receiver, p.amount) for p in least.payments] == [("R", "U", 100)]


def test_partners_alone_are_the_same_wherever_they_are_asked_for() -> None:
    found = share(load(tiny(point_worth=20)))
    alone = nets_alone(score(load(tiny(point_worth=20))), choose_engines("highs"), Clock.of(None))
    assert alone == {s.partner: s.alone for s in found.standings}


@pytest.mark.parametrize("seed", range(24))
def test_nobody_below_what_it_has_alone(seed: int) -> None:
    """Rule `no_loser` against: alone, by every portfolio; a margin below zero leaves some of them."""
    tables = priced(seed)
    oracle, alone = Oracle(tables), Enumerated(tables, "takeover")
    parents = {partner.parent for partner in oracle.partners.values()}
    leaves = [partner for partner in oracle.partners if partner not in parents]
    least = {partner: alone.best(frozenset({partner})) - 500 for partner in leaves}
    rule = {"type": "no_loser", "against": "alone", "margin": -500}
    asked = {**tables, "rules": {**tables.get("rules", {}), "alone": rule}}
    values = [
        value
        for value, chosen in oracle.feasible_portfolios()
        if chosen and all((oracle.tally(chosen).net or {}).get(p, ZERO) >= least[p] for p in leaves)
    ]
    if not values:
        with pytest.raises(Infeasible):
            solve(load(asked))
        return
    found = solve(load(asked))
    assert found.value == max(values)
    assert {p: found.alone[p] - 500 for p in leaves} == least
    assert all(check.ok for check in verify_result(as_json(found), found.scenario))


def test_by_consent_an_action_needs_all_its_payers() -> None:
    found = share(load(tiny(point_worth=20)), joint="consent")
    alone = {s.partner: s.alone.value for s in found.standings}
    assert alone == {"U": 0, "R": 0, "V": 50}
    both = next(m for m in found.best if set(found.game.names(m)) == {"U", "R"})
    assert found.best[both].value == 300


def test_a_cap_binds_who_takes_over() -> None:
    capped = tiny({"caps": {"type": "caps"}}, point_worth=20, R={"cap": 150})
    alone = {s.partner: s.alone.value for s in share(load(capped)).standings}
    assert alone["R"] == 0


def test_more_than_ten_partners_are_sampled_and_say_so() -> None:
    """Twelve partners that each pay for an action of their own: everybody adds the same always."""
    names = [f"P{k}" for k in range(12)]
    tables = {
        **tiny(point_worth=10),
        "partners": [{"partner": p, "name": p, "group": "rural"} for p in names],
        "actions": [{"action": f"A{p}", "name": p, "theme": "water", "cost": 20} for p in names],
        "impacts": [{"action": f"A{p}", "gain": k + 3} for k, p in enumerate(names)],
        "shares": [{"action": f"A{p}", "partner": p, "pays": 100, "receives": 100} for p in names],
    }
    found = share(load(tables), [f"A{p}" for p in names], samples=6)
    assert found.orders == 6
    assert found.splits["nucleolus"] is None
    assert found.core_is_empty is None
    shapley = found.splits["shapley"]
    assert shapley is not None
    assert set(shapley.errors.values()) == {0.0}
    assert shapley.payoffs == {s.partner: s.net for s in found.standings}
    assert found.claims == ()


@pytest.mark.parametrize("seed", range(6))
def test_years_are_left_aside(seed: int) -> None:
    tables = {**years_scenario(seed), "point_worth": 20}
    found = share(load(tables), [row["action"] for row in tables["actions"]][:3])
    assert found.game.total == sum(line.net or 0 for line in found.portfolio.ledger.partners)
    assert all(sum(s.transfers.values()) == 0 for s in found.splits.values() if s is not None)


def test_a_group_alone_gets_no_fund_and_pays_as_stated() -> None:
    """A fund that pays half of A2 helps the whole, not R alone, which takes over all of it."""
    fund = {"fund": "F", "name": "Fund", "max_rate": 50, "envelope": 100}
    rules = {"funds": {"type": "funds"}}
    found = share(load(tiny(rules, point_worth=20, funds=[fund])), ["A2"])
    plain = share(load(tiny(point_worth=20)), ["A2"])
    assert found.game.alone == plain.game.alone


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        (tiny(), "E265"),
        (tiny(point_worth=1, partners=[], shares=[]), "E266"),
    ],
)
def test_what_cannot_be_shared_is_said(tables: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageProblem) as refused:
        share(load(tables))
    assert refused.value.problem.code == code


def test_an_unknown_action_is_named() -> None:
    with pytest.raises(UsageProblem) as refused:
        share(load(tiny(point_worth=1)), ["A1", "B9"])
    assert refused.value.problem.code == "E093"
