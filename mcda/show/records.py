"""Analyses as JSON records: the contract of `--json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mcda.analysis.comparison import Comparison, Entry, Step
from mcda.analysis.judgement import Judgement
from mcda.errors import Infeasible, InvalidScenario, McdaError, Place, Problem
from mcda.optimise.conflicts import Relaxation
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.result import Json, as_json, number
from mcda.problems import hint, message
from mcda.wording import Words


def judgement(judged: Judgement) -> Json:
    """`mcda judge --json`: the portfolio, with what is better and what is cheaper."""
    return {
        **as_json(judged.portfolio, "judge"),
        "better": _brief(judged.better),
        "cheaper": _brief(judged.cheaper),
        "within_rules": _brief(judged.within_rules),
    }


def _brief(portfolio: Portfolio | None) -> Json | None:
    return None if portfolio is None else as_json(portfolio, "judge")


def comparison(compared: Comparison, words: Words) -> Json:
    """`mcda compare --json`."""
    return {
        "schema": "mcda/compare/1",
        "portfolios": [_entry(entry, words) for entry in compared.entries],
        "actions": {a: [a in entry.actions for entry in compared.entries] for a in compared.actions},
        "in_all": list(compared.in_all),
        "in_some": list(compared.in_some),
        "differences": {
            entry.name: [_step(step) for step in entry.steps] for entry in compared.entries[1:]
        },
    }


def _entry(entry: Entry, words: Words) -> Json:
    if entry.portfolio is not None:
        return {**as_json(entry.portfolio, "compare"), "scenario": entry.name}
    return {"scenario": entry.name, **failure(entry.failure, words)}


def _step(step: Step) -> Json:
    return {
        "override": step.override,
        "changes": [{"key": c.key, "old": c.old, "new": c.new} for c in step.changes],
        "entered": list(step.entered),
        "left": list(step.left),
        "value": number(step.value),
        "local_cost": number(step.local_cost),
    }


def failure(error: McdaError | None, words: Words) -> Json:
    """Why there is no portfolio."""
    if isinstance(error, Infeasible):
        return {"status": "infeasible", **conflicts(error)}
    if isinstance(error, InvalidScenario):
        return {"status": "invalid", "problems": [problem(p, words) for p in error.problems]}
    return {"status": "unsolved"}


def conflicts(error: Infeasible | None) -> Json:
    """`mcda conflicts --json`: rules that clash, and what each alone would have to give."""
    clash = error.clash if error else ()
    relaxation = error.relaxation if error else {}
    return {
        "clash": list(clash),
        "relaxation": {rule: _amount(found) for rule, found in relaxation.items()},
        "relaxed": {
            rule: {
                "relation": found.relation.name,
                "actions": list(found.actions),
                "starts": dict(found.starts),
                "tranches": list(found.tranches),
            }
            for rule, found in relaxation.items()
            if found is not None
        },
    }


def _amount(relaxation: Relaxation | None) -> float | None:
    return None if relaxation is None else float(relaxation.amount)


def problems(found: Iterable[Problem], words: Words) -> Json:
    """`mcda validate --json`."""
    return {"schema": "mcda/validate/1", "problems": [problem(p, words) for p in found]}


def problem(found: Problem, words: Words) -> dict[str, Any]:
    """One problem, its words in the reader's language."""
    place: Place = found.place
    return {
        "code": found.code,
        "severity": found.severity,
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "path": place.path,
        "value": found.value,
        "message": message(found, words),
        "hint": hint(found, words),
    }


def comparison_rows(compared: Comparison) -> list[Json]:
    """One row for each scenario and action: selected or not."""
    return [
        {"scenario": entry.name, "action": action, "selected": int(action in entry.actions)}
        for entry in compared.solved
        for action in compared.actions
    ]


def conflict_rows(error: Infeasible | None) -> list[Json]:
    """One row for each rule that clashes."""
    amounts = conflicts(error)["relaxation"]
    return [{"rule": rule, "relaxation": amount} for rule, amount in amounts.items()]
