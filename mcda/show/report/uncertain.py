"""What was not certain, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mcda.analysis.doubts import Doubt
from mcda.errors import Problem
from mcda.model import Scenario
from mcda.problems import message
from mcda.show import labels
from mcda.show.report.content import Points, Section
from mcda.show.report.short import brief
from mcda.wording import N_, Words

CRITERIA = ("other", "criterion")
"""Details of a warning that may be the id of a criterion."""
MOST = 7
"""Doubts that the note tells; the annexes have them all."""
INTERVALS: Mapping[str, tuple[str, str]] = {
    "costs": (N_("{n} cost is stated as an interval."), N_("{n} costs are stated as intervals.")),
    "impacts": (N_("{n} effect is stated as an interval."), N_("{n} effects are stated as intervals.")),
    "receives": (
        N_("{n} share of who receives is stated as an interval."),
        N_("{n} shares of who receives are stated as intervals."),
    ),
    "pays": (
        N_("{n} share of who pays was open, and is decided here."),
        N_("{n} shares of who pays were open, and are decided here."),
    ),
    "point_worth": (
        N_("What a point is worth in money is stated as an interval."),
        N_("What a point is worth in money is stated as an interval."),
    ),
}


def doubts(scenario: Scenario, found: tuple[Doubt, ...], words: Words) -> Section:
    """Where the proposal could turn out otherwise; the first are the gravest."""
    sentences = [sentence(doubt, scenario, words) for doubt in found]
    shown = tuple(one for one in sentences if one)[:MOST]
    nothing = words(N_("No rule hangs on a figure that was declared uncertain."))
    return Section("doubts", words(N_("What is not certain")), (Points(shown or (nothing,)),))


def sentence(doubt: Doubt, scenario: Scenario, words: Words) -> str:
    """One doubt, in a sentence; nothing of what no reader of a note could see."""
    if doubt.kind == "fragile" and doubt.verdict is not None:
        rule = brief(labels.rule(scenario, doubt.name, words))
        why = labels.because(scenario, doubt.verdict, words)
        return words(N_("“{rule}” holds, but is FRAGILE: it {why}."), rule=rule, why=why)
    if doubt.kind == "intervals":
        return words.plural(*INTERVALS[doubt.name], doubt.amount or 0)
    if doubt.kind == "near_ties":
        return words.plural(
            N_("{n} other list is worth nearly as much (within half a percent)."),
            N_("{n} other lists are worth nearly as much (within half a percent)."),
            doubt.amount or 0,
        )
    if doubt.kind == "warning" and doubt.problem is not None:
        return brief(message(in_names(doubt.problem, scenario, words), words), 220)
    return " ".join(_of_proof(doubt, words))


def in_names(problem: Problem, scenario: Scenario, words: Words) -> Problem:
    """A warning that calls criteria by their names, for readers who never saw the tables."""

    def name(text: object) -> object:
        known = isinstance(text, str) and text in scenario.criterion_by_id
        return brief(labels.criterion(scenario, str(text), words)) if known else text

    value = name(problem.value)
    details = {key: name(detail) for key, detail in problem.details.items() if key in CRITERIA}
    return replace(
        problem,
        value=str(value) if value is not None else None,
        details={**problem.details, **details},
    )


def _of_proof(doubt: Doubt, words: Words) -> Iterator[str]:
    name = brief(doubt.name.rpartition("/")[2])
    amount = words.percent(doubt.amount, 1) if doubt.amount is not None else "?"
    if doubt.kind == "assumed":
        yield words(N_("{share} of the cost proposed rests on assumptions (mark A)."), share=amount)
    elif doubt.kind == "failed":
        yield words(N_("“{name}” has no list of actions that meets its rules."), name=name)
    elif doubt.kind == "unreadable":
        yield words(N_("“{name}” could not be read, and is not compared."), name=name)
    elif doubt.kind == "unsolved":
        yield words(N_("“{name}”: the search ended before it found a list."), name=name)
    elif doubt.kind == "unproven":
        text = N_("“{name}”: the search ended with an open gap of {gap}.")
        yield words(text, name=name, gap=amount)
    elif doubt.kind == "unverified":
        yield words(N_("“{name}”: the independent check did not end in time."), name=name)
