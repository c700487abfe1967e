"""Robustness as JSON and as tidy rows."""

from __future__ import annotations

from fractions import Fraction

from mcda.analysis.information import Information
from mcda.analysis.next_question import Answer, Question
from mcda.analysis.robust_partners import Standing
from mcda.analysis.robustness import Robustness
from mcda.analysis.shares import Shares
from mcda.optimise.competitors import Competitor
from mcda.portfolio.result import Json, number

COLUMNS = ("action", "class", "core_index")
"""Of an action in CSV."""


def record(found: Robustness) -> Json:
    """`mcda robust --json`."""
    told = found.competition
    return {
        "schema": "mcda/robust/1",
        "scenario": found.scenario.origin,
        "information": _information(found.information),
        "core_index": {action: number(share) for action, share in found.core_index.items()},
        "core": list(found.of_class("core")),
        "borderline": list(found.of_class("borderline")),
        "exterior": list(found.of_class("exterior")),
        "portfolios": [
            {
                "actions": list(portfolio.actions),
                **_ends("value", portfolio.value),
                **_ends("cost", portfolio.cost),
            }
            for portfolio in found.portfolios
        ],
        "partners": [_standing(s) for s in found.partners if s.kind == "partner"],
        "groups": [_standing(s) for s in found.partners if s.kind == "group"],
        "proposed": None if told is None else list(told.proposed),
        "proposed_breaks": [] if told is None else list(told.broken),
        "undoubtedly_robust": None if told is None else told.robust,
        "verified": None if told is None else told.verified,
        "competitors": [] if told is None else [_competitor(c) for c in told.competitors],
        "number_of_competitors": None if told is None else told.number,
        "shares": None if found.shares is None else _shares(found.shares),
        "question": None if found.question is None else _question(found.question),
        "complete": found.complete,
    }


def _shares(shares: Shares) -> Json:
    return {
        "actions": list(shares.actions),
        "uncertain": list(shares.uncertain),
        "received": [
            {
                one.kind: one.id,
                "benefit": float(one.stated),
                **_ends("benefit", one.benefit),
                "net_min": None if one.net is None else float(one.net[0]),
                "net_max": None if one.net is None else float(one.net[1]),
            }
            for one in shares.received
        ],
        "rules": [
            {"rule": r.rule, "type": r.type, "holds": r.holds, "margin": float(r.margin)}
            for r in shares.rules
        ],
    }


def _question(question: Question) -> Json:
    return {
        "criterion": question.criterion,
        "ratio": question.ratio,
        "other": question.other,
        "level": number(question.level),
        "yes": _answer(question.yes),
        "no": _answer(question.no),
    }


def _answer(answer: Answer) -> Json:
    return {
        "statement": answer.statement,
        "borderline": list(answer.borderline),
        "portfolios": answer.portfolios,
    }


def _information(information: Information) -> Json:
    weights = information.weights
    return {
        "weights": weights.source,
        "spread": number(weights.spread),
        "spread_of": None if weights.spread is None else "weight" if weights.relative else "whole",
        "statements": list(weights.statements),
        "bounds": {leaf: [float(end) for end in ends] for leaf, ends in weights.bounds.items()},
        "extremes": [{leaf: float(w) for leaf, w in v.items()} for v in weights.vertices],
        "scores": information.scores,
        "costs": information.costs,
        "cost_objective": information.cost_objective,
    }


def _standing(standing: Standing) -> Json:
    net = standing.net
    return {
        standing.kind: standing.id,
        "standing": standing.firmness,
        "core": list(standing.core),
        "borderline": list(standing.borderline),
        **_ends("benefit", standing.benefit),
        "net_min": None if net is None else float(net[0]),
        "net_max": None if net is None else float(net[1]),
    }


def _competitor(competitor: Competitor) -> Json:
    return {
        "actions": list(competitor.actions),
        **_ends("value_difference", competitor.value),
        **_ends("cost_difference", competitor.cost),
    }


def _ends(name: str, ends: tuple[Fraction, Fraction]) -> Json:
    return {f"{name}_min": float(ends[0]), f"{name}_max": float(ends[1])}


def rows(found: Robustness) -> list[Json]:
    """One row for each action."""
    return [
        {"action": action, "class": name, "core_index": number(found.core_index[action])}
        for action, name in found.classes.items()
    ]
