"""Stability intervals against a scan of every break point of every portfolio, in fractions."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import Any

import pytest
from loading import load
from tiny import tiny

import mcda
from mcda.analysis.datum import Datum, with_figures
from mcda.analysis.factors import KINDS, data_of
from mcda.analysis.sensitivity import Asked, sensitivity
from mcda.analysis.stability import End, Refused, Stability, stabilities
from mcda.errors import UsageProblem

F = Fraction
Figures = dict[str, Fraction]
Portfolio = frozenset[str]
PARTNERS = {"U": "urban", "R": "rural"}
SHAPE = [(F(0), F(0)), (F(20), F(40)), (F(100), F(100))]


@dataclass(frozen=True)
class Hand:
    """A small scenario worked out by hand, in figures that leave nothing to round."""

    actions: tuple[str, ...]
    pays: Mapping[str, Fraction]
    """Part of each action that U pays; R pays the rest."""
    receives: Mapping[str, Fraction]
    """Part that U receives."""
    figures: Figures

    def value_of(self, leaf: str, level: Fraction) -> Fraction:
        if leaf == "plain":
            return level
        pieces = list(pairwise(SHAPE))
        for (x0, y0), (x1, y1) in pieces:
            if level <= x1 or x1 == SHAPE[-1][0]:
                return y0 + (y1 - y0) * (level - x0) / (x1 - x0)
        raise AssertionError

    def points(self, chosen: Portfolio, figures: Figures, at: int) -> Fraction:
        """Benefit of U (0) or R (1)."""
        total = F(0)
        for action in chosen:
            part = self.receives[action] if at == 0 else 1 - self.receives[action]
            more = F(3, 2) if {"A0", "A1"} <= chosen and action in ("A0", "A1") else F(1)
            for leaf in ("bent", "plain"):
                level = figures[f"impacts.{action}.{leaf}"]
                by = more if leaf == "plain" else F(1)
                total += figures[f"weights.{leaf}"] * self.value_of(leaf, level) * by * part
        return total

    def value(self, chosen: Portfolio, figures: Figures) -> Fraction:
        return self.points(chosen, figures, 0) + self.points(chosen, figures, 1)

    def margins(self, chosen: Portfolio, figures: Figures) -> list[Fraction]:
        """What must not be negative: budget, rural share, return on burden, one action of each theme."""
        costs = {a: figures[f"actions.{a}.cost"] for a in chosen}
        urban, rural = (self.points(chosen, figures, at) for at in (0, 1))
        paid = [sum((costs[a] * self.pays[a] for a in chosen), F(0))]
        paid.append(sum(costs.values()) - paid[0])
        got = [sum((costs[a] * self.receives[a] for a in chosen), F(0))]
        got.append(sum(costs.values()) - got[0])
        level = figures["rules.return.return_on_burden"]
        return [
            figures["rules.budget.max"] - sum(costs.values()),
            rural - figures["rules.rural.min"] * (urban + rural),
            urban + rural,
            *(g - level * p for g, p in zip(got, paid, strict=True)),
            sum(costs.values(), F(0)),
            F(len(chosen)) - figures["rules.some.min_actions"],
        ]

    def changed(self, datum: str, level: Fraction) -> Figures:
        figures = {**self.figures, datum: level}
        if datum.startswith("weights."):
            other = "weights.plain" if datum == "weights.bent" else "weights.bent"
            figures[other] = 1 - level
        return figures

    @property
    def portfolios(self) -> list[Portfolio]:
        sizes = range(len(self.actions) + 1)
        return [frozenset(c) for size in sizes for c in combinations(self.actions, size)]

    def is_best(self, chosen: Portfolio, figures: Figures) -> bool:
        if min(self.margins(chosen, figures)) < 0:
            return False
        worth = self.value(chosen, figures)
        better = (p for p in self.portfolios if self.value(p, figures) > worth)
        return all(min(self.margins(p, figures)) < 0 for p in better)

    def lines(self, chosen: Portfolio, datum: str, ends: Sequence[Fraction]) -> list[list[Fraction]]:
        """For each portfolio, at both ends of a straight piece: its lead in value, then its margins."""
        rows = []
        for figures in (self.changed(datum, end) for end in ends):
            worth = self.value(chosen, figures)
            rows.append(
                [[self.value(p, figures) - worth, *self.margins(p, figures)] for p in self.portfolios]
            )
        return rows

    def end(
        self, chosen: Portfolio, datum: str, kinks: Sequence[Fraction]
    ) -> tuple[Fraction | None, bool]:
        """Where the portfolio ceases to be a best one, going from the first kink to the last."""
        own = self.portfolios.index(chosen)
        for start, stop in pairwise(kinks):
            first, last = self.lines(chosen, datum, (start, stop))
            pairs = [list(zip(one, other, strict=True)) for one, other in zip(first, last, strict=True)]
            flat = chain.from_iterable(pairs)
            zeros = {one / (one - other) for one, other in flat if one != other}
            places = sorted({F(0), F(1), *(zero for zero in zeros if 0 < zero < 1)})
            for one, other in pairwise(places):
                for place, included in (((one + other) / 2, True), (other, False)):
                    if not still_best(pairs, own, place):
                        at = one if included else other
                        return start + (stop - start) * at, included
        return None, True


def still_best(pairs: list[list[tuple[Fraction, Fraction]]], own: int, place: Fraction) -> bool:
    """Whether a portfolio meets its margins at a place (0..1) of a piece, and no other leads."""

    def at(pair: tuple[Fraction, Fraction]) -> Fraction:
        return pair[0] + (pair[1] - pair[0]) * place

    if any(at(margin) < 0 for margin in pairs[own][1:]):
        return False
    leading = (margins for lead, *margins in pairs if at(lead) > 0)
    return all(any(at(margin) < 0 for margin in margins) for margins in leading)


def drawn(seed: int) -> tuple[Hand, dict[str, Any]]:
    dice = random.Random(seed)  # noqa: S311
    actions = tuple(f"A{n}" for n in range(5))
    halves = [F(0), F(1, 2), F(1)]
    pays, receives = ({a: dice.choice(halves) for a in actions} for _ in range(2))
    figures = {"weights.bent": F(dice.randint(2, 8), 10)}
    figures["weights.plain"] = 1 - figures["weights.bent"]
    for action in actions:
        figures[f"actions.{action}.cost"] = F(dice.randint(2, 30) * 4)
        for leaf in ("bent", "plain"):
            figures[f"impacts.{action}.{leaf}"] = F(dice.randint(1, 12) * 4)
    figures["rules.budget.max"] = F(dice.randint(100, 260))
    figures["rules.rural.min"] = F(dice.randint(2, 5), 10)
    figures["rules.return.return_on_burden"] = F(dice.randint(2, 6), 10)
    figures["rules.some.min_actions"] = F(1)
    return Hand(actions, pays, receives, figures), tables_of(actions, pays, receives, figures)


def tables_of(
    actions: tuple[str, ...],
    pays: Mapping[str, Fraction],
    receives: Mapping[str, Fraction],
    figures: Figures,
) -> dict[str, Any]:
    shares = chain.from_iterable(
        (
            {
                "action": a,
                "partner": "U",
                "pays": int(100 * pays[a]),
                "receives": int(100 * receives[a]),
            },
            {
                "action": a,
                "partner": "R",
                "pays": int(100 - 100 * pays[a]),
                "receives": int(100 - 100 * receives[a]),
            },
        )
        for a in actions
    )
    whole = {"zero": 0, "full": 100, "unit": "u"}
    return {
        "mcda": 1,
        "money": "EUR",
        "language": "en",
        "partners": [{"partner": p, "name": p, "group": g} for p, g in PARTNERS.items()],
        "criteria": [
            {"criterion": "bent", "name": "Bent", "shape": "0:0 20:40 100:100", **whole},
            {"criterion": "plain", "name": "Plain", **whole},
        ],
        "weights": {leaf: int(10 * figures[f"weights.{leaf}"]) for leaf in ("bent", "plain")},
        "actions": [
            {"action": a, "name": a, "theme": "one", "cost": int(figures[f"actions.{a}.cost"])}
            for a in actions
        ],
        "impacts": [
            {"action": a, **{leaf: int(figures[f"impacts.{a}.{leaf}"]) for leaf in ("bent", "plain")}}
            for a in actions
        ],
        "shares": list(shares),
        "links": [{"type": "synergy", "action": "A0", "other": "A1", "effect": 50, "on": "plain"}],
        "rules": {
            "budget": {"type": "budget", "max": int(figures["rules.budget.max"])},
            "rural": {
                "type": "share",
                "of": "benefit",
                "group": "rural",
                "min": f"{int(100 * figures['rules.rural.min'])} %",
                "allow_empty": True,
            },
            "return": {
                "type": "floor",
                "by": "spending",
                "return_on_burden": f"{int(100 * figures['rules.return.return_on_burden'])} %",
                "allow_empty": True,
            },
            "some": {"type": "coverage", "per": "theme", "of": "actions", "min_actions": 1},
        },
    }


def reach(datum: Datum, now: Fraction) -> tuple[list[Fraction], list[Fraction]]:
    """From now to the least and to the greatest figure that is looked at, with kinks on the way."""
    if datum.table == "weights":
        return [now, F(0)], [now, F(1)]
    if datum.table == "actions":
        return [now, F(0)], [now, 10 * now]
    kinks = [F(20), F(100)] if datum.field == "bent" else []
    low, high = now - 100, now + 100
    return (
        [now, *sorted((k for k in kinks if low < k < now), reverse=True), low],
        [now, *(k for k in kinks if now < k < high), high],
    )


def figures_of(seed: int) -> Iterator[tuple[Hand, Portfolio, Stability]]:
    hand, tables = drawn(seed)
    scenario = load(tables)
    try:
        best = mcda.solve(scenario)
    except mcda.Infeasible:
        return
    for found in stabilities(best, list(data_of(scenario, KINDS))):
        assert isinstance(found, Stability)
        yield hand, frozenset(best.actions), found


@pytest.mark.parametrize("seed", [0, 2, 13])
def test_every_interval_ends_where_a_scan_of_all_portfolios_says(seed: int) -> None:
    for hand, chosen, found in figures_of(seed):
        assert found.low.verified
        assert found.high.verified
        if found.datum.table == "rules":
            continue
        ways = reach(found.datum, found.value)
        for end, way in zip((found.low, found.high), ways, strict=True):
            expected = hand.end(chosen, str(found.datum), way)
            assert (end.at, end.included) == expected, (found.datum, end, expected)


@pytest.mark.parametrize("seed", range(4))
def test_bounds_of_rules_end_where_a_portfolio_fails_or_a_better_one_fits(seed: int) -> None:
    for hand, chosen, found in figures_of(seed):
        if found.datum.table != "rules":
            continue
        name = str(found.datum)
        for end in (found.low, found.high):
            if end.at is None:
                continue
            assert hand.is_best(chosen, hand.changed(name, end.at)) == end.included
            beyond = end.at + (end.at - found.value) / 10**6 or end.at
            if end.at != found.value:
                assert not hand.is_best(chosen, hand.changed(name, beyond))
                assert hand.is_best(chosen, hand.changed(name, (end.at + found.value) / 2))


@pytest.mark.parametrize("seed", [1, 3])
def test_solving_inside_and_outside_of_each_end_agrees(seed: int) -> None:
    """With the figure itself changed, rounding and all, a little before and beyond each end."""
    _, tables = drawn(seed)
    scenario = load(tables)
    best = mcda.solve(scenario)
    data = [d for d in data_of(scenario, KINDS) if d.table != "rules"]
    for found in stabilities(best, data):
        assert isinstance(found, Stability)
        for end in (found.low, found.high):
            if end.at is None or end.at == found.value:
                continue
            sign = 1 if end.at > found.value else -1
            least = F(1, 20) if found.datum.table == "actions" else F(0)
            step = sign * max(abs(end.at - found.value) / 1000, least)
            inside = with_figures(scenario, {found.datum: end.at - step})
            assert mcda.solve(inside).value == mcda.judge(inside, best.actions).portfolio.value
            outside = with_figures(scenario, {found.datum: end.at + step})
            judged = mcda.judge(outside, best.actions).portfolio
            assert not judged.meets_all_rules or mcda.solve(outside).value > judged.value


def test_what_cannot_be_followed_is_refused_with_its_reason() -> None:
    tables = tiny({"budget": {"type": "budget", "max": 300}})
    tables["criteria"].append(
        {"criterion": "all", "name": "All", "unit": "u", "zero": 0, "full": 10, "scope": "portfolio"}
    )
    tables["impacts"][0]["all"] = 4
    scenario = load(tables)
    found = list(stabilities(mcda.solve(scenario), [Datum("impacts", "A1", "all")]))
    assert found == [Refused(Datum("impacts", "A1", "all"), "summed")]


def test_a_curved_rule_is_not_followed_where_it_moves() -> None:
    tables = tiny({"gini": {"type": "gini", "of": "benefit", "max": "60 %"}})
    scenario = load(tables)
    cost, effect = Datum("actions", "A1", "cost"), Datum("impacts", "A1", "gain")
    by_cost, by_effect = stabilities(mcda.solve(scenario), [cost, effect])
    assert isinstance(by_cost, Stability)
    assert by_effect == Refused(effect, "curved")


def test_weights_of_a_budget_by_hand() -> None:
    """A1 is good for gain, A2 for the other criterion: the break is where the two are worth the same."""
    tables = tiny({"one": {"type": "budget", "max": 200}})
    tables["criteria"].append(
        {"criterion": "other", "name": "Other", "unit": "u", "zero": 0, "full": 100}
    )
    tables["impacts"] = [
        {"action": "A1", "gain": 30, "other": 10},
        {"action": "A2", "gain": 10, "other": 50},
        {"action": "A3", "gain": 0, "other": 0},
    ]
    (found,) = stabilities(mcda.solve(load(tables)), [Datum("weights", "gain")])
    assert isinstance(found, Stability)
    assert found.low == End(None)
    # A1 with A3 costs 150; 30 w + 10 (1 - w) = 10 w + 50 (1 - w) at w = 2/3.
    assert (found.high.at, found.high.included) == (F(2, 3), True)
    assert (found.high.left, found.high.rule) == (("A2",), None)


def test_stability_needs_a_proven_best_in_value() -> None:
    scenario = load(tiny(objective="worst_off"))
    with pytest.raises(UsageProblem, match="E351"):
        sensitivity(scenario, Asked(tornado=False))
