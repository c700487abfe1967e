"""Samples of uncertain data: the scenario as it might turn out, and what is best then.

A task is a few samples, told in full, so that any worker gives the same answer: its random numbers come
from a seed of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from mcda.analysis.datum import with_leaf_weights
from mcda.model import Scenario
from mcda.model.action import Share
from mcda.optimise.engines import Clock
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import choose_engines, prove
from mcda.portfolio.portfolio import Proof, assemble
from mcda.rules import Value
from mcda.runs.journal import Fact
from mcda.scoring import Scores

Distribution = Literal["triangular", "uniform"]
FINE = 2**20
"""A drawn figure is a whole number of these parts of its interval."""
EVALUATE = "mcda.analysis.uncertain_samples:evaluate"


def has_intervals(scenario: Scenario) -> bool:
    """Whether a cost, an impact, who receives or the worth of a point may be something else."""
    worth = scenario.point_worth_interval
    return (
        any((a.cost_low, a.cost_high) != (None, None) for a in scenario.actions)
        or any((i.low, i.high) != (None, None) for i in scenario.impacts)
        or any((s.receives_low, s.receives_high) != (None, None) for s in scenario.shares)
        or (worth is not None and worth[0] < worth[2])
    )


def evaluate(task: Fact) -> list[Fact]:
    """What is best in each sample of a task, and how some portfolios do.

    Task: `scenario` (JSON), `seed` and `number` (of the task), `weights` (of each sample, by leaf, as
    texts; null for the scenario's own), `distribution`, `follow` (options of the portfolio to follow,
    or null), `watch` (options of one that may be the best, or null), `engine`.
    """
    scenario = _scenario(task["scenario"])
    stream = np.random.SeedSequence(task["seed"], spawn_key=(task["number"], 1))
    generator = np.random.default_rng(stream)
    return [
        _evaluated(_drawn(scenario, weights, task["distribution"], generator), task)
        for weights in task["weights"]
    ]


@lru_cache(2)
def _scenario(text: str) -> Scenario:
    return Scenario.model_validate_json(text)


def _drawn(
    scenario: Scenario,
    weights: Mapping[str, str] | None,
    distribution: Distribution,
    generator: np.random.Generator,
) -> Scenario:
    """One way in which the data may turn out; nothing in it is uncertain any more."""

    def figure(low: Fraction | None, nominal: Fraction, high: Fraction | None) -> Fraction:
        least, most = nominal if low is None else low, nominal if high is None else high
        if least == most:
            return least
        mode = float((nominal - least) / (most - least))
        triangular = distribution == "triangular"
        part = generator.triangular(0, mode, 1) if triangular else generator.random()
        return least + (most - least) * Fraction(round(part * FINE), FINE)

    actions = tuple(
        a.model_copy(
            update={"cost": figure(a.cost_low, a.cost, a.cost_high), "cost_low": None, "cost_high": None}
        )
        for a in scenario.actions
    )
    impacts = tuple(
        i.model_copy(update={"level": figure(i.low, i.level, i.high), "low": None, "high": None})
        for i in scenario.impacts
    )
    drawn = [figure(s.receives_low, s.receives, s.receives_high) for s in scenario.shares]
    changes: dict[str, Any] = {"objective": Value()}
    if scenario.point_worth_interval is not None:
        changes["point_worth"] = figure(*scenario.point_worth_interval)
    turned_out = scenario.changed(
        actions=actions, impacts=impacts, shares=tuple(_as_before(scenario.shares, drawn)), **changes
    )
    if weights is None:
        return turned_out
    return with_leaf_weights(turned_out, {leaf: Fraction(w) for leaf, w in weights.items()})


def _as_before(shares: Sequence[Share], drawn: Sequence[Fraction]) -> Iterator[Share]:
    """Rows with drawn shares of what is received, scaled so that those of each action sum to the same."""
    stated: dict[tuple[str, str | None], Fraction] = defaultdict(Fraction)
    found: dict[tuple[str, str | None], Fraction] = defaultdict(Fraction)
    for share, part in zip(shares, drawn, strict=True):
        stated[share.action, share.criterion] += share.receives
        found[share.action, share.criterion] += part
    for share, part in zip(shares, drawn, strict=True):
        key = share.action, share.criterion
        receives = part * stated[key] / found[key] if found[key] else share.receives
        yield share.model_copy(
            update={"receives": receives, "receives_low": None, "receives_high": None}
        )


def _evaluated(scenario: Scenario, task: Fact) -> Fact:
    programme = formulate(prepared(scenario, engine=task["engine"]))
    value = programme.q.value()
    proven = prove(programme, value, choose_engines(task["engine"]), Clock.of(None), canonical=False)
    best = proven.found.chosen
    watched = None if task["watch"] is None else frozenset(task["watch"])
    return {
        "best": None if best is None else sorted(best),
        "value": None if proven.found.level is None else float(proven.found.level),
        "verified": proven.verification.verified,
        "is_best": watched is not None and _is_best(programme, watched, proven.found.level),
        "followed": None if task["follow"] is None else _followed(programme.scores, task["follow"]),
    }


def _is_best(programme: Programme, chosen: frozenset[str], level: Fraction | None) -> bool:
    return programme.level(programme.q.value(), chosen) == level and programme.admits(chosen)


def _followed(scores: Scores, chosen: Sequence[str]) -> Fact:
    """Value and nets of a portfolio, and the rules that it meets."""
    portfolio = assemble(replace(scores, views={}), chosen, Proof("judged"))
    nets = {line.partner: line.net for line in portfolio.ledger.partners}
    return {
        "value": float(portfolio.value),
        "nets": {partner: None if net is None else float(net) for partner, net in nets.items()},
        "met": {verdict.rule: verdict.holds for verdict in portfolio.verdicts},
    }
