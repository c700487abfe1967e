"""The best portfolio of a scenario with other figures, and what is read of it: one task of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from typing import Any

from mcda.analysis.datum import Datum, with_figures, with_leaf_weights
from mcda.analysis.means import ALONE, Means
from mcda.errors import Infeasible, Problem, Stopped, UsageProblem
from mcda.model import Scenario
from mcda.optimise.engines import Clock
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import formulate
from mcda.optimise.prove import choose_engines, prove_in_turn
from mcda.optimise.search import contest
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import verdict
from mcda.rules import Value
from mcda.scoring import Scores, leaf_weights

Figures = Mapping[Datum, Fraction]
CHUNK = 10
"""Evaluations in one task."""
TASK = "mcda.analysis.evaluation:evaluate"
ZERO = Fraction(0)


@dataclass(frozen=True)
class Evaluation:
    """The best portfolio under some figures; without actions, and None, where nothing is possible."""

    value: Fraction | None
    """Points."""
    actions: tuple[str, ...] = ()
    outputs: tuple[Fraction, ...] = ()
    """What was asked of it, in order; 0 where nothing is possible."""
    kept_value: Fraction | None = None
    """Points of a given portfolio under the same figures."""
    kept_fails: tuple[str, ...] = ()
    """Rules that it does not meet then."""


def named(path: str) -> Datum:
    """The figure of a path such as `actions.W1.cost`."""
    table, identifier, field = (*path.split("."), "", "")[:3]
    return Datum(table, identifier, field)  # type: ignore[arg-type]


def evaluations(
    scenario: Scenario,
    samples: Sequence[Figures],
    outputs: Sequence[str] = (),
    *,
    kept: frozenset[str] | None = None,
    firm: Sequence[bool] = (),
    second_opinion: bool = False,
    means: Means = ALONE,
) -> Iterator[Evaluation]:
    """One evaluation for each set of figures, in order; fewer where the clock stops first.

    Where several weights change they are all divided by their sum; one alone is a part of the whole,
    and the others keep their proportions. `kept` is a portfolio (options) to be judged beside; where
    it is `firm` (one for each set) it is known to stay the best, and nothing is optimised if it meets
    every rule.
    """
    common = {
        "scenario": scenario.model_dump_json(),
        "outputs": list(outputs),
        "kept": None if kept is None else sorted(kept),
        "second_opinion": second_opinion,
        "engine": means.engine,
        "limit": means.limit,
    }
    written = [[[str(d), str(figure)] for d, figure in sorted(sample.items())] for sample in samples]
    sure = list(firm) or [False] * len(written)
    tasks = [
        {**common, "samples": written[n : n + CHUNK], "firm": sure[n : n + CHUNK]}
        for n in range(0, len(written), CHUNK)
    ]
    for facts in means.many(TASK, tasks):
        yield from map(_read, facts)


def evaluate(task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One task of `many`: some evaluations. `Stopped` where the time does not do."""
    scenario, clock = _scenario(task["scenario"]), Clock.of(task["limit"])
    samples = ({named(d): Fraction(f) for d, f in sample} for sample in task["samples"])
    return [
        _evaluate(changed(scenario, figures), task, clock, firm=firm)
        for figures, firm in zip(samples, task["firm"], strict=True)
    ]


def changed(scenario: Scenario, figures: Figures) -> Scenario:
    """The scenario with other figures; several weights are made to sum to 1."""
    weights = {datum.id: figure for datum, figure in figures.items() if datum.table == "weights"}
    if len(weights) < 2:
        return with_figures(scenario, figures)
    others = {datum: figure for datum, figure in figures.items() if datum.table != "weights"}
    raw = {**leaf_weights(scenario), **weights}
    whole = sum(raw.values(), ZERO)
    shares = {leaf: weight / whole for leaf, weight in raw.items()}
    return with_leaf_weights(with_figures(scenario, others), shares)


@lru_cache(maxsize=2)
def _scenario(text: str) -> Scenario:
    return Scenario.model_validate_json(text)


def _evaluate(
    scenario: Scenario, task: Mapping[str, Any], clock: Clock, *, firm: bool
) -> dict[str, Any]:
    scores, chosen = None, None
    with suppress(Infeasible):
        scores = prepared(scenario, engine=task["engine"], clock=clock)
        if firm and not _kept(scores, frozenset(task["kept"]))["kept_fails"]:
            chosen = frozenset(task["kept"])
        else:
            chosen = _best(scores, task, clock)
    fact: dict[str, Any] = {"value": None, "actions": [], "outputs": ["0" for _ in task["outputs"]]}
    if scores is not None and chosen is not None:
        tally, q = Tally(scores, chosen), ScenarioQuantities(scores)
        read = [str(output(name, tally, q)) for name in task["outputs"]]
        fact = {"value": str(tally.of(q.value())), "actions": sorted(tally.actions), "outputs": read}
    if scores is not None and task["kept"] is not None:
        fact |= _kept(scores, frozenset(task["kept"]))
    return fact


def _best(scores: Scores, task: Mapping[str, Any], clock: Clock) -> frozenset[str] | None:
    """The options of the best portfolio; None if nothing is possible. `Stopped` where it is unproven."""
    programme, pair = formulate(scores), choose_engines(task["engine"])
    stages = tuple(scores.scenario.objective.stages(programme.q))
    if isinstance(scores.scenario.objective, Value) and not task["second_opinion"]:
        found = contest(programme, stages[0], pair, clock)
    else:
        found = prove_in_turn(programme, stages, pair, clock, canonical=False).found
    if found.status not in ("optimal", "infeasible"):
        raise Stopped
    return found.chosen


def _kept(scores: Scores, kept: frozenset[str]) -> dict[str, Any]:
    tally, q = Tally(scores, kept), ScenarioQuantities(scores)
    rules = scores.scenario.all_rules.items()
    fails = [name for name, rule in rules if not verdict(name, rule, q, tally).holds]
    return {"kept_value": str(tally.of(q.value())), "kept_fails": fails}


def _read(fact: Mapping[str, Any]) -> Evaluation:
    return Evaluation(
        value=None if fact["value"] is None else Fraction(fact["value"]),
        actions=tuple(fact["actions"]),
        outputs=tuple(Fraction(number) for number in fact["outputs"]),
        kept_value=Fraction(fact["kept_value"]) if "kept_value" in fact else None,
        kept_fails=tuple(fact.get("kept_fails", ())),
    )


# ---------------------------------------------------------------- what is read of a portfolio


def output(name: str, tally: Tally, q: ScenarioQuantities) -> Fraction:
    """One number of a portfolio: see `check_output`."""
    kind, _, identifier = name.partition(":")
    if kind == "value":
        return tally.of(q.value())
    if kind in ("cost", "local_cost"):
        return tally.of(q.size("cost" if kind == "cost" else "local_cost"))
    if kind == "share":
        whole = tally.of(q.outcome("benefit"))
        return tally.of(q.outcome("benefit", group=identifier)) / whole if whole else ZERO
    if kind == "worst_off":
        return min((tally.of(q.outcome("benefit", partner=p)) for p in q.leaves()), default=ZERO)
    return Fraction(identifier in tally.chosen)


def check_output(scenario: Scenario, name: str) -> str:
    """An output by name: `value`, `cost`, `local_cost`, `worst_off`, `share:GROUP`, `action:ID`.

    `worst_off` is the benefit of the partner that gets least. `UsageProblem` (E352) if there is none.
    """
    known = ["value", "cost", "local_cost"]
    if scenario.partners:
        known += ["worst_off", *(f"share:{group}" for group in scenario.groups)]
    known += [f"action:{action}" for action in sorted(scenario.action_by_id)]
    if name in known:
        return name
    close = get_close_matches(name, known, 1)
    details = {"known": "value, cost, local_cost, worst_off, share:GROUP, action:ID"}
    suggestion = close[0] if close else None
    raise UsageProblem(Problem("E352", value=name, details=details, suggestion=suggestion))
