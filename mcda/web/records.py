"""Answers, comparisons, positions and sliders as JSON; figures as in `mcda solve --json`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mcda.analysis.frontier import Frontier
from mcda.errors import Problem
from mcda.portfolio.ledger import GroupLine, PartnerLine
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.result import as_json, number
from mcda.runs.progress import Progress
from mcda.show import frontier as shown
from mcda.show import records
from mcda.web.answer import Answer, Effect, Work
from mcda.web.controls import Slider
from mcda.web.outcome import Relaxed
from mcda.web.positions import Position
from mcda.web.question import Question, address
from mcda.wording import Words

Json = dict[str, Any]
SCHEMA = "mcda/web/{name}/1"


def question(asked: Question) -> Json:
    """A question, and the address that asks it."""
    return {
        "address": address(asked),
        "scenario": asked.source,
        "variant": asked.variant,
        "weights": {name: float(points) for name, points in asked.weights},
        "levels": {key: float(level) for key, level in asked.levels},
        "college": asked.college,
        "with": list(asked.included),
        "without": list(asked.excluded),
        "portfolio": list(asked.portfolio),
        "settings": list(asked.settings()),
    }


def answer(given: Answer, words: Words) -> Json:
    """An answer; `result` is that of `mcda solve --json`."""
    return {
        "schema": SCHEMA.format(name="answer"),
        "question": question(given.question),
        "state": given.state,
        "job": given.job,
        "result": None if given.portfolio is None else as_json(given.portfolio),
        "own": None if given.own is None else as_json(given.own, "judge"),
        "clash": list(given.clash),
        "relaxation": {rule: _relaxed(found) for rule, found in given.relaxation.items()},
        "problems": _problems(given.problems, words),
    }


def comparison(answers: Sequence[Answer], words: Words) -> Json:
    """Answers side by side, and which actions each portfolio selects."""
    taken = [frozenset(a.portfolio.actions) if a.portfolio else frozenset() for a in answers]
    actions = sorted(frozenset[str]().union(*taken))
    return {
        "schema": SCHEMA.format(name="comparison"),
        "answers": [answer(given, words) for given in answers],
        "actions": {action: [action in one for one in taken] for action in actions},
    }


def effect(found: Effect, words: Words) -> Json:
    """What an action that is forced changes, for each partner and group."""
    before, after = found.before.portfolio, found.after.portfolio
    both = before is not None and after is not None
    return {
        "schema": SCHEMA.format(name="effect"),
        "action": found.action,
        "inside": found.inside,
        "before": answer(found.before, words),
        "after": answer(found.after, words),
        "entered": _only(after, before) if both else [],
        "left": _only(before, after) if both else [],
        "partners": [
            {"partner": line.partner, **_change(line, later)} for line, later in found.partners
        ],
        "groups": [{"group": line.group, **_change(line, later)} for line, later in found.groups],
    }


def work(done: Work, words: Words) -> Json:
    """A long analysis, or how far it is."""
    return {
        "schema": SCHEMA.format(name="work"),
        "question": question(done.question),
        "state": done.state,
        "job": done.job,
        "seconds": round(done.seconds, 1),
        "progress": None if done.progress is None else progress(done.progress, words),
        "result": _result(done.record, words),
        "problems": _problems(done.problems, words),
    }


def progress(state: Progress, words: Words) -> Json:
    """How far it is, in words and as a share of the whole."""
    shown_parameters = {
        name: words.percent(figure) if isinstance(figure, float) else figure
        for name, figure in state.parameters.items()
    }
    return {"text": words(state.text, **shown_parameters), "share": state.share}


def sliders(offered: Iterable[Slider]) -> Json:
    """What may be moved."""
    figures = ("low", "high", "step", "value")
    return {
        "schema": SCHEMA.format(name="sliders"),
        "sliders": [
            {
                **{name: entry for name, entry in vars(slider).items() if name not in figures},
                **{name: float(getattr(slider, name)) for name in figures},
            }
            for slider in offered
        ],
    }


def positions(saved: Iterable[Position]) -> Json:
    """What has been saved."""
    return {
        "schema": SCHEMA.format(name="positions"),
        "positions": [
            {
                "name": position.name,
                "saved": position.saved.isoformat(),
                "question": question(position.question),
            }
            for position in saved
        ],
    }


def _problems(found: Iterable[Problem], words: Words) -> list[Json]:
    return [records.problem(problem, words) for problem in found]


def _result(record: Any, words: Words) -> Any:
    """The record of a work: a frontier, problems, or JSON already."""
    if isinstance(record, Frontier):
        return shown.record(record)
    return records.problems(record, words) if isinstance(record, tuple) else record


def _relaxed(found: Relaxed | None) -> Json | None:
    if found is None:
        return None
    relation, actions = found.relation, list(found.actions)
    return {"amount": float(found.amount), "unit": found.unit, "relation": relation, "actions": actions}


def _only(one: Portfolio | None, other: Portfolio | None) -> list[str]:
    """Actions of one portfolio that another has not."""
    return sorted({*(one.actions if one else ())} - {*(other.actions if other else ())})


def _change(before: PartnerLine | GroupLine, after: PartnerLine | GroupLine) -> Json:
    """What somebody gives and receives before and after."""
    names = ("benefit", "burden", "received", "net")
    return {
        name: {"before": number(getattr(before, name)), "after": number(getattr(after, name))}
        for name in names
    }
