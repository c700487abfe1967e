"""How gains could be shared: as JSON, as tidy rows. No amount is computed here."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from mcda.analysis.games import Payment, Shortfall
from mcda.analysis.negotiation import Case
from mcda.analysis.sharing import Claim, Sharing, Split, Standing
from mcda.optimise.coalitions import Alone
from mcda.portfolio.result import Json, as_json, number
from mcda.show.sharing import LISTED, certificate
from mcda.wording import Words

COLUMNS = ("partner", "concept", "payoff", "transfer", "error")
"""Of the tidy rows."""


def record(found: Sharing, words: Words) -> Json:
    """`mcda share --json`."""
    worth = found.scenario.point_worth_interval
    return {
        "schema": "mcda/share/1",
        "scenario": found.scenario.name,
        "joint": found.joint,
        "point_worth": number(worth[1]) if worth else None,
        "portfolio": as_json(found.portfolio, "share"),
        "together": float(found.game.total),
        "unconstrained": _alone(found.free),
        "partners": [_standing(found, standing, words) for standing in found.standings],
        "splits": {name: _split(split) for name, split in found.splits.items()},
        "prenucleolus": found.prenucleolus,
        "orders": found.orders,
        "core": {
            "empty": found.core_is_empty,
            "epsilon": number(found.least_core.epsilon),
            "payoffs": _by_partner(found, found.least_core.payoffs),
        },
        "groups": [_claim(claim) for claim in found.claims],
        "shortfalls": {
            "number": len(found.shortfalls),
            "largest": [_shortfall(found, failure) for failure in found.shortfalls[:LISTED]],
        },
        "convex": found.convex,
        "negotiation": [_case(case) for case in found.negotiation],
        "verified": dict(found.verified),
    }


def _alone(alone: Alone) -> Json:
    return {
        "value": float(alone.value),
        "actions": list(alone.actions),
        "verified": alone.verified,
    }


def _standing(found: Sharing, standing: Standing, words: Words) -> Json:
    return {
        "partner": standing.partner,
        "net": float(standing.net),
        "alone": _alone(standing.alone),
        "gain": float(standing.gain),
        "group": None if standing.claim is None else _claim(standing.claim),
        "certificate": certificate(found, standing, words),
    }


def _claim(claim: Claim) -> Json:
    return {
        "partners": list(claim.partners),
        "together": float(claim.together),
        "alone": _alone(claim.alone),
        "excess": float(claim.excess),
    }


def _split(split: Split | None) -> Json | None:
    if split is None:
        return None
    return {
        "payoffs": {partner: float(amount) for partner, amount in split.payoffs.items()},
        "transfers": {partner: float(amount) for partner, amount in split.transfers.items()},
        "payments": [_payment(payment) for payment in split.payments],
        "groups_better_off_alone": split.objecting,
        "errors": dict(split.errors) or None,
    }


def _payment(payment: Payment) -> Json:
    return {
        "payer": payment.payer,
        "receiver": payment.receiver,
        "amount": float(payment.amount),
    }


def _case(case: Case) -> Json:
    best = case.portfolio
    return {
        "case": case.name,
        "status": case.status,
        "verified": None if best is None else best.proof.verified,
        "value": None if best is None else float(best.value),
        "local_cost": None if best is None else float(best.local_cost),
        "actions": None if best is None else list(best.actions),
        "payments": [_payment(payment) for payment in case.payments],
    }


def _by_partner(found: Sharing, payoffs: Iterable[Fraction]) -> dict[str, float]:
    pairs = zip(found.game.players, payoffs, strict=True)
    return {partner: float(amount) for partner, amount in pairs}


def _shortfall(found: Sharing, failure: Shortfall) -> Json:
    return {
        "one": list(found.game.names(failure.one)),
        "other": list(found.game.names(failure.other)),
        "amount": float(failure.amount),
    }


def rows(found: Sharing) -> list[Json]:
    """One row for each partner and way to share; `here` and `alone` among them."""
    table = []
    for standing in found.standings:
        own = {"here": standing.net, "alone": standing.alone.value}
        table += [_row(standing.partner, concept, payoff) for concept, payoff in own.items()]
        for concept, split in found.splits.items():
            if split is not None:
                row = _row(standing.partner, concept, split.payoffs[standing.partner])
                row["transfer"] = float(split.transfers[standing.partner])
                row["error"] = split.errors.get(standing.partner, "")
                table.append(row)
    return table


def _row(partner: str, concept: str, payoff: Fraction) -> Json:
    return {
        "partner": partner,
        "concept": concept,
        "payoff": float(payoff),
        "transfer": "",
        "error": "",
    }
