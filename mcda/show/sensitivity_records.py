"""Sensitivity as JSON and as tidy rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mcda.analysis.datum import Datum
from mcda.analysis.discovery import Discovery
from mcda.analysis.global_sensitivity import Study
from mcda.analysis.sensitivity import Sensitivity
from mcda.analysis.stability import End, Refused, Stability
from mcda.analysis.tornado import Bar, Tip
from mcda.portfolio.result import Json, number
from mcda.show.layout import moves

COLUMNS = ("analysis", "datum", "output", "statistic", "value", "text")
"""Of a row in CSV."""


def record(found: Sensitivity) -> Json:
    """`mcda sensitivity --json`."""
    return {
        "schema": "mcda/sensitivity/1",
        "scenario": found.scenario.name,
        "value": float(found.portfolio.value),
        "actions": list(found.portfolio.actions),
        "stability": [_stable(one) for one in found.stability],
        "refused": [_refused(one) for one in found.refused],
        "tornado": [_bar(bar) for bar in found.tornado],
        "studies": [_study_record(study) for study in found.studies],
        "discovery": None if found.discovery is None else _discovered(found.discovery),
        "rows": rows(found),
        "complete": found.complete,
    }


def _stable(one: Stability) -> Json:
    return {
        "datum": str(one.datum),
        "value": float(one.value),
        "low": _end_record(one.low),
        "high": _end_record(one.high),
        "stated": None if one.stated is None else [float(end) for end in one.stated],
        "covers_stated": one.covers,
    }


def _end_record(end: End) -> Json:
    return {
        "at": number(end.at),
        "at_exact": None if end.at is None else str(end.at),
        "included": end.included,
        "rule": end.rule,
        "entered": list(end.entered),
        "left": list(end.left),
        "looked": number(end.looked),
        "verified": end.verified,
    }


def _refused(one: Refused) -> Json:
    return {"datum": str(one.datum), "reason": one.reason}


def _bar(bar: Bar) -> Json:
    return {
        "datum": str(bar.factor.datum),
        "stated": bar.factor.stated,
        "low": _tip(bar.low),
        "high": _tip(bar.high),
        "width": float(bar.width),
        "kept_width": float(bar.kept_width),
    }


def _tip(tip: Tip) -> Json:
    return {
        "at": float(tip.figure),
        "best": number(tip.best),
        "entered": list(tip.entered),
        "left": list(tip.left),
        "kept": float(tip.kept),
        "fails": list(tip.fails),
    }


def _study_record(study: Study) -> Json:
    return {
        "method": study.method,
        "output": study.output,
        "figures": [{"datum": str(o.factor.datum), **o.figures} for o in study.importances],
        "screened": [str(factor.datum) for factor in study.screened],
        "solves": study.solves,
        "impossible": study.impossible,
        "seed": study.seed,
        "complete": study.complete,
    }


def _discovered(found: Discovery) -> Json:
    return {
        "action": found.action,
        "samples": found.samples,
        "frequency": found.frequency,
        "impossible": found.impossible,
        "accuracy": found.accuracy,
        "seed": found.seed,
        "boxes": [
            {
                "selected": box.selected,
                "cases": box.cases,
                "density": box.density,
                "coverage": box.coverage,
                "conditions": [
                    {
                        "datum": str(condition.factor.datum),
                        "above": condition.above,
                        "threshold": float(condition.threshold),
                    }
                    for condition in box.conditions
                ],
            }
            for box in found.boxes
        ],
    }


def rows(found: Sensitivity) -> list[Json]:
    """Tidy rows: one for each number, by analysis, figure, output and statistic."""
    return [
        *(row for one in found.stability for row in _stability_rows(one)),
        *(_row("stability", one.datum, "value", "refused", None, one.reason) for one in found.refused),
        *(row for bar in found.tornado for row in _tornado_rows(bar)),
        *(
            _row(study.method, one.factor.datum, study.output, statistic, amount)
            for study in found.studies
            for one in study.importances
            for statistic, amount in one.figures.items()
        ),
        *(row for row in _discovery_rows(found.discovery)),
    ]


def _row(analysis: str, datum: Datum, output: str, statistic: str, value: Any, text: str = "") -> Json:
    return dict(zip(COLUMNS, (analysis, str(datum), output, statistic, value, text), strict=True))


def _stability_rows(one: Stability) -> Iterator[Json]:
    yield _row("stability", one.datum, "value", "now", float(one.value))
    for side, end in (("low", one.low), ("high", one.high)):
        beyond = end.rule or (moves(end.entered, end.left) if end.at is not None else "")
        yield _row("stability", one.datum, "value", side, number(end.at), beyond)


def _tornado_rows(bar: Bar) -> Iterator[Json]:
    for side, tip in (("low", bar.low), ("high", bar.high)):
        told = moves(tip.entered, tip.left) if tip.best is not None else ""
        yield _row("tornado", bar.factor.datum, "best", side, number(tip.best), told)
        yield _row("tornado", bar.factor.datum, "kept", side, float(tip.kept), " ".join(tip.fails))


def _discovery_rows(found: Discovery | None) -> Iterator[Json]:
    for number_of, box in enumerate(found.boxes if found else (), start=1):
        side = "in" if box.selected else "out"
        for condition in box.conditions:
            statistic = "above" if condition.above else "at_most"
            told = f"{side} {number_of}"
            action = "" if found is None else f"action:{found.action}"
            datum, level = condition.factor.datum, float(condition.threshold)
            yield _row("discovery", datum, action, statistic, level, told)
