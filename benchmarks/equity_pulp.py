"""The peer of the equity benchmarks: the same rule as an analyst would write it with PuLP and HiGHS.

Floats, HiGHS as PuLP calls it, its default gaps; objectives in stages, each fixed at what the solver
said less a millionth. One exception to "plain": benefits per head are counted per 1,000 inhabitants,
so that the gaps and tolerances of the solver mean something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import pulp
from pulp import LpAffineExpression as Expression

from benchmarks.equity_scenarios import LEVELS, ends
from benchmarks.plain_pulp import Analyst, budget_rows, floor_rows, share_rows
from mcda.model import Scenario

PER = 1000
"""Inhabitants."""
SLACK = 1e-6
"""Relative, by which the level of a stage may be missed in the next ones."""


@dataclass
class Answer:
    """What the solver says: levels of the stages, and ids of the portfolio (with years, of starts)."""

    status: str
    levels: list[float] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Peer:
    """The solver's settings: a limit in seconds for each solve, one thread."""

    limit: float

    def solve(self, problem: pulp.LpProblem, goal: Expression) -> bool:
        """Maximise; whether the solver calls the answer optimal."""
        problem.setObjective(goal)
        problem.solve(pulp.getSolver("HiGHS", msg=False, timeLimit=self.limit, threads=1))
        return bool(problem.sol_status == pulp.LpSolutionOptimal)


def answer(question: str, scenario: Scenario, limit: float) -> Answer:
    """The peer's answer to a question of `equity_scenarios`, but for `price`."""
    peer = Peer(limit)
    if question == "ledger":
        return _ledger(scenario, peer)
    model = _model(scenario)
    value = model.spent("value") + 0
    if question in ("share", "floor"):
        rows = share_rows if question == "share" else floor_rows
        for left, sense, right in rows(model, scenario.rules["equity"]):
            model.problem += left <= right if sense == "<=" else left >= right
    elif question == "gini":
        _gini(model, float(scenario.rules["equity"].max))
    stages = [*STAGES[question](model), value] if question in STAGES else [value]
    return _in_turn(model, stages, peer)


def curve(scenario: Scenario, limit: float) -> list[float | None]:
    """Best value at evenly spaced levels of the rule, one model and one solve each."""
    first, last = ends(scenario)
    rule = scenario.rules["equity"]
    values: list[float | None] = []
    for number in range(LEVELS):
        level = (first + (last - first) * number / (LEVELS - 1)) / 100
        model = _model(scenario)
        for left, _, right in share_rows(model, rule.model_copy(update={"min": level})):
            model.problem += left >= right
        solved = Peer(limit).solve(model.problem, model.spent("value") + 0)
        values.append(pulp.value(model.problem.objective) if solved else None)
    return values


def _model(scenario: Scenario) -> Analyst:
    """Actions, and the budget."""
    model = Analyst(scenario)
    for left, _, right in budget_rows(model, scenario.rules["budget"]):
        model.problem += left <= right
    return model


def _in_turn(model: Analyst, stages: Sequence[Expression], peer: Peer) -> Answer:
    """Each stage fixed at its best before the next."""
    found = Answer("optimal")
    for stage in stages:
        if not peer.solve(model.problem, stage):
            found.status = "unsolved"
            return found
        level = float(pulp.value(model.problem.objective))
        found.levels.append(level)
        model.problem += stage >= level - SLACK * abs(level)
    found.actions = [a for a in model.actions if (model.x[a].varValue or 0) > 0.5]
    return found


def _per_head(model: Analyst) -> list[Expression]:
    people = {p.partner: float(p.population or 0) for p in model.scenario.partners}
    return [model.benefit([p]) * (PER / people[p]) for p in model.partners]


def _gini(model: Analyst, most: float) -> None:
    """Absolute differences, weighted by inhabitants, each with a variable of its own."""
    people = [float(p.population or 0) for p in model.scenario.partners]
    outcomes = _per_head(model)
    gaps = []
    for p, q in combinations(range(len(people)), 2):
        gap = model.problem.add_variable(f"gap_{p}_{q}", lowBound=0)
        model.problem += gap >= outcomes[p] - outcomes[q]
        model.problem += gap >= outcomes[q] - outcomes[p]
        gaps.append(people[p] * people[q] * gap)
    whole = pulp.lpSum(size * outcome for size, outcome in zip(people, outcomes, strict=True))
    scale = sum(people) ** 2
    model.problem += pulp.lpSum(gaps) * (1 / scale) <= most * sum(people) / scale * whole


def _worst(model: Analyst) -> Iterator[Expression]:
    worst = model.problem.add_variable("worst")
    for outcome in _per_head(model):
        model.problem += outcome >= worst
    yield worst + 0


def _leximin(model: Analyst) -> Iterator[Expression]:
    """T_k, the sum of the k smallest, for k = 1, 2, ..."""
    outcomes = _per_head(model)
    for count in range(1, len(outcomes) + 1):
        yield _sum_of_smallest(model, outcomes, count)


def _welfare(model: Analyst) -> Iterator[Expression]:
    """Sen's weights by sums of the k smallest."""
    outcomes = _per_head(model)
    m = len(outcomes)
    weights = [(2 * (m - rank) - 1) / m**2 for rank in range(m)]
    falls = [weight - after for weight, after in pairwise((*weights, 0.0))]
    yield pulp.lpSum(
        fall * _sum_of_smallest(model, outcomes, count) for count, fall in enumerate(falls, start=1)
    )


def _sum_of_smallest(model: Analyst, outcomes: Sequence[Expression], count: int) -> Expression:
    rank = model.problem.add_variable(f"rank_{count}")
    below = []
    for place, outcome in enumerate(outcomes):
        short = model.problem.add_variable(f"short_{count}_{place}", lowBound=0)
        model.problem += short >= rank - outcome
        below.append(short)
    return count * rank - pulp.lpSum(below)


STAGES: dict[str, Callable[[Analyst], Iterator[Expression]]] = {
    "worst_off": _worst,
    "leximin": _leximin,
    "welfare": _welfare,
}
"""Before value."""


def _ledger(scenario: Scenario, peer: Peer) -> Answer:
    """Start variables; what one side gives is booked when paid, what it receives when delivered."""
    data = Analyst(scenario)
    problem = data.problem
    first, last = scenario.years or (0, 0)
    years = range(first, last + 1)
    starts = {
        (a, year): problem.add_variable(f"s_{a}_{year}", cat="Binary")
        for a in data.actions
        for year in years
    }
    for a in data.actions:
        problem += pulp.lpSum(starts[a, year] for year in years) == data.x[a]
    for left, _, right in budget_rows(data, scenario.rules["budget"]):
        problem += left <= right
    paid = {
        (a, start, start + k): part
        for a in data.actions
        for start in years
        for k, part in enumerate(map(float, scenario.action_by_id[a].profile))
    }
    delivered = {
        (a, start, year): 1 / (last + 1 - start - scenario.action_by_id[a].delay)
        for a in data.actions
        for start in years
        for year in range(start + scenario.action_by_id[a].delay, last + 1)
    }
    yearly, ledger = scenario.rules["yearly"], scenario.rules["ledger"]
    here, there = (data_of(data, side) for side in ledger.sides)
    given, received = (_flows(data, one, other) for one, other in ((here, there), (there, here)))
    balance, volume = Expression(), Expression()
    for place, year in enumerate(years):
        spent = [(a, part * starts[a, s]) for (a, s, y), part in paid.items() if y == year]
        problem += pulp.lpSum(data.local[a] * part for a, part in spent) <= float(yearly.max)
        out = pulp.lpSum(given[a] * part for a, part in spent)
        back = pulp.lpSum(
            received[a] * part * starts[a, s] for (a, s, y), part in delivered.items() if y == year
        )
        balance, volume = balance + out - back, volume + out + back
        tolerance = float(ledger.tolerance[place])
        problem += balance <= tolerance * volume
        problem += balance >= -tolerance * volume
    found = _in_turn(data, [data.spent("value") + 0], peer)
    found.actions += [f"{a}@{year}" for (a, year), on in starts.items() if (on.varValue or 0) > 0.5]
    return found


def data_of(data: Analyst, side: Sequence[str]) -> list[str]:
    """Partners of a side."""
    return [partner for group in side for partner in data.of_group(group)]


def _flows(data: Analyst, givers: Sequence[str], receivers: Sequence[str]) -> dict[str, float]:
    """Money of each action from one side for the other."""
    return {
        a: data.local[a]
        * sum(data.pays[a][p] for p in givers)
        * sum(data.receives[a][q] for q in receivers)
        for a in data.actions
    }
