"""What holds whatever the weights and scores turn out to be, by enumeration.

Robust Portfolio Modeling (Liesiö, Mild, Salo 2007, 2008) and PROBE (Lourenço, Morton, Bana e Costa
2012) on every feasible portfolio of a small scenario, built on `oracle.py` and like it sharing
nothing with the program. Weights lie in a polytope, given by rows and then by its vertices; the
points v_ij of action i on leaf j lie between those at ``impact.low`` and ``impact.high``.
Leaves are of scope ``action``: what two portfolios share then counts the same for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

from exploration_oracle import ONE, ZERO, Exploration, Portfolio
from oracle import Oracle, steer

Weights = Mapping[str, Fraction]


# ---------------------------------------------------------------- weights


@dataclass(frozen=True)
class Statement:
    """``sum_j coefficient_j W_j >= bound``."""

    coefficients: Weights
    bound: Fraction = ZERO

    def slack(self, weights: Weights) -> Fraction:
        return sum((c * weights[j] for j, c in self.coefficients.items()), -self.bound)


def around(weights: Weights, spread: Fraction) -> list[Statement]:
    """Each weight may move by so much."""
    return [
        Statement({j: sign}, sign * weight - spread)
        for j, weight in weights.items()
        for sign in (ONE, -ONE)
    ]


def vertices(leaves: Sequence[str], statements: Iterable[Statement] = ()) -> list[Weights]:
    """The extreme weights: w >= 0 of sum 1 that meet all statements, as many of them tight as leaves."""
    rows = [*(Statement({j: ONE}) for j in leaves), *statements]
    found: list[Weights] = []
    for tight in combinations(rows, len(leaves) - 1):
        system = [[row.coefficients.get(j, ZERO) for j in leaves] + [row.bound] for row in tight]
        point = solved([*system, [ONE] * (len(leaves) + 1)])
        if point is None:
            continue
        weights = dict(zip(leaves, point, strict=True))
        if weights not in found and all(row.slack(weights) >= 0 for row in rows):
            found.append(weights)
    return found


def solved(system: list[list[Fraction]]) -> list[Fraction] | None:
    """The one solution of square equations (the last column is the right side), or None."""
    rows = [list(row) for row in system]
    for n in range(len(rows)):
        pivot = next((k for k in range(n, len(rows)) if rows[k][n]), None)
        if pivot is None:
            return None
        rows[pivot], rows[n] = rows[n], [cell / rows[pivot][n] for cell in rows[pivot]]
        for k, row in enumerate(rows):
            if k != n and row[n]:
                rows[k] = [a - row[n] * b for a, b in zip(row, rows[n], strict=True)]
    return [row[-1] for row in rows]


# ---------------------------------------------------------------- the oracle


@dataclass(frozen=True)
class Competitor:
    """What may be better than a proposed portfolio; differences are proposed minus competitor."""

    actions: Portfolio
    value: tuple[Fraction, Fraction]
    cost: tuple[Fraction, Fraction]


class Robustness:
    """Every portfolio of a small scenario against every other, for all weights and scores at once.

    ``feasible_at`` is the end of the costs at which rules are judged; scores and weights stand there
    as the scenario states them. ``whole_scores`` leaves scores where they are stated.
    """

    def __init__(
        self,
        tables: Mapping[str, Any],
        extremes: Sequence[Weights],
        feasible_at: str = "high",
        cost_objective: bool = False,
        whole_scores: bool = False,
    ) -> None:
        self.oracle = Oracle(dict(tables))
        self.exploration = Exploration(at_cost(tables, feasible_at))
        self.extremes = extremes
        self.cost_objective = cost_objective
        self.leaves = [c for c in self.oracle.valued if c.weight or any(w.get(c.id) for w in extremes)]
        if any(c.scope != "action" for c in self.leaves):
            raise ValueError("what portfolios share would not count the same for both")
        self.scores = {
            (i, c.id): self._ends(i, c.id, whole_scores)
            for i in self.oracle.actions
            for c in self.leaves
        }

    def _ends(self, action: str, leaf: str, whole_scores: bool) -> tuple[Fraction, Fraction]:
        """Least and greatest points of an action on a leaf, before weighing."""
        record, c = self.oracle.records[action], self.oracle.criteria[leaf]
        level = record.levels[leaf]
        ends = [level.nominal] if whole_scores else [level.low, level.nominal, level.high]
        before = c.points(c.zero + record.otherwise[leaf]) if record.otherwise[leaf] else ZERO
        chance = self.oracle.success(record.nominal)
        points = [chance * (c.points(c.zero + end) - before) for end in ends]
        return min(points), max(points)

    @cached_property
    def portfolios(self) -> list[Portfolio]:
        return list(self.exploration.tallies)

    @cached_property
    def counts(self) -> dict[Portfolio, dict[tuple[str, str], Fraction]]:
        """m_ij of every portfolio: how often it counts the points of an action on a leaf."""
        effects = self.oracle.effects
        return {
            chosen: {
                (i, c.id): 1 + sum((effects.get((i, k), {}).get(c.id, ZERO) for k in chosen), ZERO)
                for i in chosen
                for c in self.leaves
            }
            for chosen in self.oracle.portfolios()
        }

    # ------------------------------------------------------------ differences

    def points_ahead(self, one: Portfolio, other: Portfolio, end: int) -> dict[str, Fraction]:
        """Least (end 0) or greatest (end 1) lead of one portfolio over another, on each leaf."""
        ahead = dict.fromkeys((c.id for c in self.leaves), ZERO)
        mine, theirs = self.counts[one], self.counts[other]
        for pair in {**mine, **theirs}:
            times = mine.get(pair, ZERO) - theirs.get(pair, ZERO)
            if times:
                ahead[pair[1]] += times * self.scores[pair][end if times > 0 else 1 - end]
        return ahead

    def value_ahead(self, one: Portfolio, other: Portfolio, end: int) -> list[Fraction]:
        """The least or greatest lead in value at each vertex of the weights."""
        ahead = self.points_ahead(one, other, end)
        return [sum((w[j] * lead for j, lead in ahead.items() if lead), ZERO) for w in self.extremes]

    def value_differences(self, one: Portfolio, other: Portfolio) -> tuple[Fraction, Fraction]:
        """Least and greatest ``V(one) - V(other)`` over all weights and scores."""
        return min(self.value_ahead(one, other, 0)), max(self.value_ahead(one, other, 1))

    def cost_differences(
        self, one: Portfolio, other: Portfolio, local: bool = False
    ) -> tuple[Fraction, Fraction]:
        """Least and greatest cost of one less that of the other; what both hold cancels out."""
        least = self._cost(one - other, "low", local) - self._cost(other - one, "high", local)
        return least, self._cost(one - other, "high", local) - self._cost(other - one, "low", local)

    def _cost(self, actions: Iterable[str], end: str, local: bool) -> Fraction:
        records = [self.oracle.records[i] for i in actions]
        return sum((getattr(r.cost, end) * ((1 - r.cofinancing) if local else 1) for r in records), ZERO)

    # ------------------------------------------------------------ non-dominated portfolios

    def dominates(self, one: Portfolio, other: Portfolio, better_at: int = 1) -> bool:
        """Never less value, and more for some admissible data: weights at a vertex, scores at one end.

        ``better_at`` 0 asks that it be more even with scores at their least favourable: the two part
        where a lead may be anything from nothing up. With ``cost_objective`` it must never cost more
        either, and may be better by cost alone.
        """
        least = self.value_ahead(one, other, 0)
        if min(least) < 0:
            return False
        better = max(self.value_ahead(one, other, better_at)) > 0
        if not self.cost_objective:
            return better
        costs = self.cost_differences(one, other)
        return costs[1] <= 0 and (better or costs[1 - better_at] < 0)

    def non_dominated(self, better_at: int = 1) -> list[Portfolio]:
        """Portfolios that no feasible one dominates."""
        middle = {chosen: self._middle(chosen) for chosen in self.portfolios}
        ordered = sorted(self.portfolios, key=lambda chosen: middle[chosen], reverse=True)
        return [
            chosen
            for chosen in ordered
            if not any(self.dominates(other, chosen, better_at) for other in ordered)
        ]

    def _middle(self, chosen: Portfolio) -> Fraction:
        """An order in which those that dominate tend to stand first."""
        nothing: Portfolio = frozenset()
        return sum(self.value_ahead(chosen, nothing, 0) + self.value_ahead(chosen, nothing, 1), ZERO)

    def core_index(self, better_at: int = 1) -> dict[str, Fraction]:
        """The share of the non-dominated portfolios that contain each action."""
        kept = self.non_dominated(better_at)
        return {i: Fraction(sum(i in chosen for chosen in kept), len(kept)) for i in self.oracle.actions}

    # ------------------------------------------------------------ competitors

    def competitors(self, proposed: Portfolio, local: bool = False) -> list[Competitor]:
        """Feasible portfolios that can cost no more and are better for some admissible data."""
        found = []
        for other in self.portfolios:
            value = self.value_differences(proposed, other)
            cost = self.cost_differences(proposed, other, local)
            if value[0] < 0 and cost[1] >= 0:
                found.append(Competitor(other, value, cost))
        return found

    # ------------------------------------------------------------ given weights

    def best_at(self, weights: Weights) -> tuple[Fraction, list[Portfolio]]:
        """The best value at some weights, with scores as stated, and the portfolios that reach it."""
        values = {chosen: self.value_at(chosen, weights) for chosen in self.portfolios}
        most = max(values.values())
        return most, [chosen for chosen, value in values.items() if value == most]

    def value_at(self, chosen: Portfolio, weights: Weights) -> Fraction:
        total = ZERO
        for (i, j), times in self.counts[chosen].items():
            c, facts = self.oracle.criteria[j], self.oracle.records[i].nominal
            gain = c.points(c.zero + facts.levels[j])
            if facts.otherwise[j]:
                gain -= c.points(c.zero + facts.otherwise[j])
            total += weights[j] * times * self.oracle.success(facts) * gain
        return total


def at_cost(tables: Mapping[str, Any], end: str) -> dict[str, Any]:
    """The scenario with every cost at one end (or `nominal`)."""
    rows = [row | {"cost": row.get(f"cost.{end}", row["cost"])} for row in tables["actions"]]
    return {**tables, "actions": rows}


# ---------------------------------------------------------------- who receives


def benefit_at_worst(
    oracle: Oracle, chosen: Iterable[str], whose: Mapping[str, Fraction], end: int = 0
) -> Fraction:
    """The least (end 0) or greatest (end 1) benefit of some partners, shares within their intervals.

    ``whose`` says how much each partner counts. Each vector of shares moves by itself and keeps its sum
    of 1; in fractions, before apportioning.
    """
    found, total = frozenset(chosen), ZERO
    for i in found:
        record = oracle.records[i]
        for vector, box in record.receives.items():
            value = ZERO
            for c in oracle.valued:
                if vector == (c.id if c.id in record.receives else ""):
                    effects = (oracle.effects.get((i, k), {}).get(c.id, ZERO) for k in found)
                    value += oracle.worth(c, record.nominal) * (1 + sum(effects, ZERO))
            parts = [steer(box, {p: sign * whose.get(p, ZERO) for p in box}) for sign in (1, -1)]
            ends = [value * sum(whose.get(p, ZERO) * x for p, x in part.items()) for part in parts]
            total += max(ends) if end else min(ends)
    return total
