"""The peer: the same model as an analyst would write it in an afternoon with PuLP.

Floats, one comprehension per row, `lpSum`, the solver's own word for it. Nothing of the product
but the records is used. What it does not do: exact arithmetic, a second opinion, ties, a reason
when nothing is possible, and the guards of relative rules against the empty portfolio.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import Any

import pulp
from pulp import LpAffineExpression as Expression

from mcda.model import Criterion, Scenario
from mcda.rules import (
    Budget,
    Contiguity,
    Coverage,
    Floor,
    Impact,
    Lead,
    Linear,
    Links,
    Rule,
    Share,
    Status,
)

Row = tuple[Expression, str, Expression | float]
Table = Mapping[str, Mapping[str, float]]
"""Share of each partner in each action."""


@dataclass(frozen=True)
class Part:
    """An action, or what another selected action adds to it: a share of its data, by criterion."""

    action: str
    selected: pulp.LpVariable
    on: Mapping[str, float]
    cost: float


@dataclass(frozen=True)
class Answer:
    """What the solver says."""

    status: str
    value: float | None
    actions: tuple[str, ...]


class Analyst:
    """The data of a scenario in floats, the variables, and sums over them."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.problem = pulp.LpProblem("portfolio", pulp.LpMaximize)
        self.actions = [a.action for a in scenario.actions]
        self.partners = [p.partner for p in scenario.partners]
        self.theme = {a.action: a.theme for a in scenario.actions}
        self.lead = {a.action: a.lead for a in scenario.actions}
        self.cost = {a.action: float(a.cost) for a in scenario.actions}
        self.local = {a.action: float(a.cost * (1 - a.cofinancing)) for a in scenario.actions}
        self.pays = self._shares("pays")
        self.receives = self._shares("receives")
        self.level: dict[str, dict[str, float]] = {a: {} for a in self.actions}
        for impact in scenario.impacts:
            self.level[impact.action][impact.criterion] = float(impact.level)
        weights = {c.criterion: float(c.weight or 0) for c in scenario.criteria}
        self.weight = {c: weight / sum(weights.values()) for c, weight in weights.items()}
        own = [c for c in scenario.criteria if c.scope == "action"]
        common = [c for c in scenario.criteria if c.scope == "portfolio"]
        self.points = {
            a: {c.criterion: self._worth(c, self.level[a].get(c.criterion, 0.0)) for c in own}
            for a in self.actions
        }
        self.x = {a: self.problem.add_variable(f"x_{a}", cat="Binary") for a in self.actions}
        self.parts = [Part(a, self.x[a], dict.fromkeys(self.weight, 1.0), 1.0) for a in self.actions]
        self.parts += list(self._synergies())
        self.common_value = {c.criterion: self._common(c) for c in common}

    def _worth(self, criterion: Criterion, level: float) -> float:
        """Weighted points of one action's level, on a concave shape that starts at 0."""
        points = min(slope * level + intercept for slope, intercept in _pieces(criterion))
        return self.weight[criterion.criterion] * points

    def _shares(self, column: str) -> dict[str, dict[str, float]]:
        table: dict[str, dict[str, float]] = {a: dict.fromkeys(self.partners, 0.0) for a in self.actions}
        for row in self.scenario.shares:
            table[row.action][row.partner] = float(getattr(row, column))
        return table

    def _synergies(self) -> Iterator[Part]:
        """Products `z = x_a x_b`, and what each adds to both actions."""
        pairs: dict[tuple[str, str], dict[str, float]] = {}
        for link in self.scenario.links:
            if link.type == "synergy":
                one, other = sorted((link.action, link.other))
                changes = pairs.setdefault((one, other), {})
                for key in self.weight if link.on == "value" else [str(link.on)]:
                    changes[key] = changes.get(key, 0.0) + float(link.effect or 0)
        for (a, b), changes in pairs.items():
            z = self.problem.add_variable(f"z_{a}_{b}", cat="Binary")
            self.problem += z <= self.x[a]
            self.problem += z <= self.x[b]
            self.problem += z >= self.x[a] + self.x[b] - 1
            on = {c: changes.get(c, 0.0) for c in self.weight}
            yield Part(a, z, on, changes.get("cost", 0.0))
            yield Part(b, z, on, changes.get("cost", 0.0))

    def _common(self, criterion: Criterion) -> pulp.LpVariable:
        """Value of a concave common target: below each of its straight pieces."""
        value = self.problem.add_variable(f"common_{criterion.criterion}")
        level = self.impact(criterion.criterion)
        for slope, intercept in _pieces(criterion):
            weight = self.weight[criterion.criterion]
            self.problem += value <= weight * slope * level + weight * intercept
        return value

    def total(self, amount: Callable[[Part], float], among: Iterable[str] | None = None) -> Expression:
        """Sum of something over what is selected."""
        if among is None:
            return pulp.lpSum(amount(part) * part.selected for part in self.parts)
        kept = set(among)
        return pulp.lpSum(amount(part) * part.selected for part in self.parts if part.action in kept)

    def spent(self, of: str, among: Iterable[str] | None = None) -> Expression:
        if of == "actions":
            return pulp.lpSum(self.x[a] for a in (self.actions if among is None else among))
        if of == "value":
            return self.total(self._points, among)
        table = self.cost if of == "cost" else self.local
        return self.total(lambda part: table[part.action] * part.cost, among)

    def _points(self, part: Part) -> float:
        return sum(points * part.on[c] for c, points in self.points[part.action].items())

    def benefit(self, partners: Iterable[str]) -> Expression:
        return self._given(partners, self.receives, self._points)

    def burden(self, partners: Iterable[str]) -> Expression:
        return self._given(partners, self.pays, lambda part: self.local[part.action] * part.cost)

    def received(self, partners: Iterable[str]) -> Expression:
        return self._given(partners, self.receives, lambda part: self.local[part.action] * part.cost)

    def _given(
        self, partners: Iterable[str], shares: Table, amount: Callable[[Part], float]
    ) -> Expression:
        whom = list(partners)
        return self.total(lambda part: amount(part) * sum(shares[part.action][p] for p in whom))

    def flow(self, pairs: list[tuple[str, str]]) -> Expression:
        return self.total(
            lambda part: (
                self.local[part.action]
                * part.cost
                * sum(self.pays[part.action][p] * self.receives[part.action][q] for p, q in pairs)
            )
        )

    def impact(self, criterion: str) -> Expression:
        return self.total(lambda part: self.level[part.action].get(criterion, 0.0) * part.on[criterion])

    def of_group(self, group: str) -> list[str]:
        return [p.partner for p in self.scenario.partners if p.membership(group)]

    def serving(self, partners: list[str], least: float) -> list[str]:
        return [a for a in self.actions if sum(self.receives[a][p] for p in partners) >= least - 1e-9]


def _pieces(criterion: Criterion) -> list[tuple[float, float]]:
    """Slope and intercept of each piece of a concave shape."""
    if criterion.shape is None:
        return [(100 / float((criterion.full or 0) - (criterion.zero or 0)), 0.0)]
    ends = [(float(level), float(points)) for level, points in criterion.shape]
    slopes = [((y1 - y0) / (x1 - x0), x0, y0) for (x0, y0), (x1, y1) in pairwise(ends)]
    return [(slope, y0 - slope * x0) for slope, x0, y0 in slopes]


# ---------------------------------------------------------------- rules


def budget_rows(m: Analyst, rule: Budget) -> Iterator[Row]:
    most = float(rule.max)
    if rule.per is None:
        yield m.spent(rule.of), "<=", most
    elif rule.per == "partner":
        for partner in m.partners:
            yield m.burden([partner]), "<=", most
    else:
        for kept in _labelled(m, rule.per):
            yield m.spent(rule.of, kept), "<=", most


def caps_rows(m: Analyst, rule: Rule) -> Iterator[Row]:
    for partner in m.scenario.partners:
        if partner.cap is not None:
            yield m.burden([partner.partner]), "<=", float(partner.cap)


def coverage_rows(m: Analyst, rule: Coverage) -> Iterator[Row]:
    everything = m.spent(rule.of)
    for kept in _covered(m, rule):
        if rule.min_actions is not None:
            yield m.spent("actions", kept), ">=", rule.min_actions
        if rule.max_actions is not None:
            yield m.spent("actions", kept), "<=", rule.max_actions
        if rule.min_share is not None:
            yield m.spent(rule.of, kept), ">=", float(rule.min_share) * everything
        if rule.max_share is not None:
            yield m.spent(rule.of, kept), "<=", float(rule.max_share) * everything


def _covered(m: Analyst, rule: Coverage) -> list[list[str]]:
    least = float(rule.received_from)
    if rule.per == "group":
        return [m.serving(m.of_group(group), least) for group in m.scenario.groups]
    if rule.per == "partner":
        return [m.serving([partner], least) for partner in m.partners]
    return _labelled(m, rule.per)


def _labelled(m: Analyst, per: str) -> list[list[str]]:
    """The actions of each theme, or of each lead."""
    labels = m.theme if per == "theme" else m.lead
    names = sorted({str(label) for label in labels.values()})
    return [[a for a in m.actions if labels[a] == name] for name in names]


def share_rows(m: Analyst, rule: Share) -> Iterator[Row]:
    of = {"benefit": m.benefit, "burden": m.burden, "received": m.received}[rule.of]
    part = of([rule.partner] if rule.partner else m.of_group(str(rule.group)))
    everything = of(m.partners)
    if rule.min is not None:
        yield part, ">=", float(rule.min) * everything
    if rule.max is not None:
        yield part, "<=", float(rule.max) * everything


def floor_rows(m: Analyst, rule: Floor) -> Iterator[Row]:
    for partner in m.scenario.partners:
        who = [partner.partner]
        if rule.min is not None:
            size = float(partner.population or 0) if rule.per == "head" else 1.0
            amount = m.received(who) if rule.of == "received" else m.benefit(who)
            yield amount, ">=", float(rule.min) * size
        if rule.min_actions is not None:
            yield m.spent("actions", m.serving(who, float(rule.received_from))), ">=", rule.min_actions
        if rule.return_on_burden is not None:
            yield m.received(who), ">=", float(rule.return_on_burden) * m.burden(who)


def lead_rows(m: Analyst, rule: Lead) -> Iterator[Row]:
    everything = m.spent(rule.of)
    for led in _labelled(m, "lead"):
        yield m.spent(rule.of, led), "<=", float(rule.max_share) * everything


def contiguity_rows(m: Analyst, rule: Contiguity) -> Iterator[Row]:
    near = {(p.partner, q) for p in m.scenario.partners for q in p.contiguous_with}
    pairs = list(permutations(m.partners, 2))
    far = [(p, q) for p, q in pairs if (p, q) not in near and (q, p) not in near]
    yield m.flow(far), ">=", float(rule.min_share) * m.flow(pairs)


def links_rows(m: Analyst, rule: Links) -> Iterator[Row]:
    for link in m.scenario.links:
        here, there = m.x[link.action], m.x[link.other]
        if link.type == "requires":
            yield here + 0, "<=", there
        elif link.type == "excludes":
            yield here + there, "<=", 1
        elif link.type == "together":
            yield here + 0, "==", there


def impact_rows(m: Analyst, rule: Impact) -> Iterator[Row]:
    yield from _within(m.impact(rule.criterion), rule)


def linear_rows(m: Analyst, rule: Linear) -> Iterator[Row]:
    yield from _within(pulp.lpSum(float(c) * m.x[a] for a, c in rule.terms.items()), rule)


def _within(amount: Expression, rule: Impact | Linear) -> Iterator[Row]:
    if rule.min is not None:
        yield amount, ">=", float(rule.min)
    if rule.max is not None:
        yield amount, "<=", float(rule.max)


def status_rows(m: Analyst, rule: Status) -> Iterator[Row]:
    for action in rule.mandatory:
        yield m.x[action] + 0, "==", 1
    for action in rule.excluded:
        yield m.x[action] + 0, "==", 0


ROWS: Mapping[str, Callable[[Analyst, Any], Iterator[Row]]] = {
    "budget": budget_rows,
    "caps": caps_rows,
    "contiguity": contiguity_rows,
    "coverage": coverage_rows,
    "floor": floor_rows,
    "impact": impact_rows,
    "lead": lead_rows,
    "linear": linear_rows,
    "links": links_rows,
    "share": share_rows,
    "status": status_rows,
}


# ---------------------------------------------------------------- the model


def formulate(scenario: Scenario) -> Analyst:
    """The model, ready to be solved."""
    m = Analyst(scenario)
    m.problem += m.spent("value") + pulp.lpSum(m.common_value.values())
    for rule in scenario.rules.values():
        for left, sense, right in ROWS[rule.type](m, rule):
            m.problem += {"<=": left <= right, ">=": left >= right, "==": left == right}[sense]
    return m


def solvers() -> dict[str, str]:
    """PuLP's names of the solvers at hand: its default CBC, and HiGHS."""
    available = pulp.listSolvers(onlyAvailable=True)
    wanted = {"CBC": ("PULP_CBC_CMD", "COIN_CMD"), "HiGHS": ("HiGHS",)}
    found = {label: [name for name in names if name in available] for label, names in wanted.items()}
    return {label: names[0] for label, names in found.items() if names}


def solve(model: Analyst, solver: str, limit: float) -> Answer:
    """Solve to a gap of 0 on one thread, or as far as it gets in `limit` seconds."""
    model.problem.solve(pulp.getSolver(solver, msg=False, timeLimit=limit, gapRel=0, threads=1))
    statuses = {
        pulp.LpSolutionOptimal: "optimal",
        pulp.LpSolutionIntegerFeasible: "feasible",
        pulp.LpSolutionInfeasible: "infeasible",
    }
    status = statuses.get(model.problem.sol_status, "unsolved")
    if status not in ("optimal", "feasible"):
        return Answer(status, None, ())
    chosen = tuple(a for a in model.actions if (model.x[a].varValue or 0) > 0.5)
    return Answer(status, pulp.value(model.problem.objective), chosen)
