"""A portfolio as JSON: the contract with other programs.

Amounts are JSON numbers in points and in the scenario's money, shares fractions of 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256
from typing import Any

from mcda.exact import plain
from mcda.model import Scenario
from mcda.portfolio.account import Account
from mcda.portfolio.beforehand import beforehand_json
from mcda.portfolio.financing import Financing
from mcda.portfolio.ledger import GroupLine, PartnerLine
from mcda.portfolio.portfolio import Portfolio, Regret
from mcda.portfolio.themes import ThemeLedger
from mcda.portfolio.verdicts import Verdict

Json = dict[str, Any]


def as_json(portfolio: Portfolio, command: str = "solve") -> Json:
    """A portfolio in the format of `mcda solve --json`."""
    proof = portfolio.proof
    return {
        "schema": f"mcda/{command}/1",
        "scenario": portfolio.scenario.name,
        "status": proof.status,
        "value": float(portfolio.value),
        "value_exact": plain(portfolio.value_from_records),
        "rounding_bound": float(portfolio.rounding_bound),
        "bound": number(proof.bound) if proof.objective == "value" else None,
        "gap": number(proof.gap),
        "verified": proof.verified,
        "verified_bound": number(proof.verified_bound),
        "objective": {
            "name": proof.objective,
            "value": number(proof.achieved),
            "bound": number(proof.bound),
            "gap": number(proof.gap),
            "levels": [float(level) for level in proof.levels],
        },
        "regrets": [regret_json(regret) for regret in proof.regrets],
        "actions": list(portfolio.actions),
        "starts": dict(portfolio.starts),
        "cost": float(portfolio.cost),
        "local_cost": float(portfolio.local_cost),
        "common": float(portfolio.common),
        "impacts": _numbers(portfolio.impacts),
        "value_by_criterion": _numbers(portfolio.value_by_criterion),
        "value_by_theme": _numbers(portfolio.value_by_theme),
        "partners": [_partner(line) for line in portfolio.ledger.partners],
        "parents": [_partner(line) for line in portfolio.ledger.roll_up],
        "groups": [_group(line) for line in portfolio.ledger.groups],
        "flows": [
            {"payer": payer, "receiver": receiver, "amount": float(amount)}
            for (payer, receiver), amount in portfolio.ledger.flows.items()
        ],
        "account": [account_json(account) for account in portfolio.accounts],
        "tranches": list(portfolio.financing.tranches) if portfolio.financing else [],
        "financing": None if portfolio.financing is None else _financing(portfolio.financing),
        "themes": [_theme(line) for line in portfolio.themes],
        "transfers": [
            {"rule": rule, "payer": payer, "receiver": receiver, "amount": float(amount)}
            for rule, transfers in portfolio.transfers.items()
            for (payer, receiver), amount in transfers.items()
        ],
        "beforehand": beforehand_json(portfolio.potentials, portfolio.alone),
        "rules": [verdict_json(verdict) for verdict in portfolio.verdicts],
        "provenance": provenance(portfolio),
    }


def number(amount: Fraction | None) -> float | None:
    """A JSON number; None stays None."""
    return None if amount is None else float(amount)


def _numbers(amounts: Mapping[str, Fraction]) -> dict[str, float]:
    return {key: float(amount) for key, amount in amounts.items()}


def regret_json(regret: Regret) -> Json:
    """What one college gives up."""
    return {
        "college": regret.college,
        "value": float(regret.value),
        "best": float(regret.best),
        "regret": float(regret.points),
    }


def _partner(line: PartnerLine) -> Json:
    return {"partner": line.partner, "groups": _numbers(line.groups), **_four(line)}


def _group(line: GroupLine) -> Json:
    return {
        **_four(line, group=line.group),
        **shares_json(line),
    }


def shares_json(line: GroupLine) -> Json:
    """What a group has of the whole, beside its share of inhabitants."""
    return {
        "benefit_share": number(line.benefit_share),
        "burden_share": number(line.burden_share),
        "received_share": number(line.received_share),
        "population_share": number(line.population_share),
    }


def account_json(account: Account) -> Json:
    """One account of reciprocity."""
    return {
        "rule": account.rule,
        "between": [list(side) for side in account.between],
        "theme": account.theme,
        "opening": float(account.opening),
        "years": [
            {
                "year": at.year,
                "given": float(at.given),
                "received": float(at.received),
                "balance": float(at.balance),
                "volume": float(at.volume),
                "tolerance": number(at.tolerance),
                "inside": at.inside,
            }
            for at in account.years
        ],
        "balanced_from": account.balanced_from,
        "given_after": float(account.given_after),
        "received_after": float(account.received_after),
    }


def _theme(line: ThemeLedger) -> Json:
    outside = [] if line.outside is None else [line.outside]
    return {
        "theme": line.theme,
        "value": float(line.value),
        "local_cost": float(line.local_cost),
        "partners": [_four(item, partner=item.partner) for item in line.partners],
        "groups": [_four(item, group=item.group) for item in [*line.groups, *outside]],
        "flows": [
            {"payer": payer, "receiver": receiver, "amount": float(amount)}
            for (payer, receiver), amount in line.flows.items()
        ],
    }


def _four(line: PartnerLine | GroupLine, **key: str) -> Json:
    """Benefit, burden, received and net, side by side."""
    return {
        **key,
        "benefit": float(line.benefit),
        "burden": float(line.burden),
        "received": float(line.received),
        "net": number(line.net),
    }


def _financing(plan: Financing) -> Json:
    """Who pays for each action, and what is left of each fund."""
    return {
        "actions": [
            {
                "action": line.action,
                "cost": float(line.cost),
                "cofinancing": float(line.cofinancing),
                "grants": _numbers(line.grants),
                "granted": float(line.granted),
                "local_cost": float(line.local_cost),
                "payments": _numbers(line.payments),
                "own": number(line.own),
                "own_share": number(line.own_share),
            }
            for line in plan.actions
        ],
        "funds": [
            {
                "fund": use.fund,
                "year": use.year,
                "granted": float(use.granted),
                "envelope": number(use.envelope),
                "left": number(use.left),
            }
            for use in plan.funds
        ],
    }


def verdict_json(verdict: Verdict) -> Json:
    """One verdict, with what makes it fragile."""
    because = None
    if verdict.fragility is not None:
        because = {
            "kind": verdict.fragility.kind,
            "name": verdict.fragility.name,
            "relation": verdict.fragility.relation,
            "margin": float(verdict.fragility.margin),
        }
    return {
        "rule": verdict.rule,
        "type": verdict.type,
        "verdict": verdict.verdict,
        "relation": verdict.relation,
        "left": float(verdict.left),
        "sense": verdict.sense,
        "right": float(verdict.right),
        "slack": float(verdict.slack),
        "unit": verdict.unit,
        "share": number(verdict.share),
        "because": because,
    }


def fingerprint(scenario: Scenario) -> str:
    """sha256 of everything that decides an answer: titles, labels and paths aside."""
    silent = {"origin", "variant", "changes", "settings", "title", "description", "language", "labels"}
    return sha256(scenario.model_dump_json(by_alias=True, exclude=silent).encode()).hexdigest()


def provenance(portfolio: Portfolio) -> Json:
    """Where a result comes from: source, changes, fingerprint, engine, versions."""
    from importlib.metadata import PackageNotFoundError, version
    from platform import python_version

    versions = {"python": python_version()}
    for package in ("mcda-portfolio", "pulp", "ortools", "highspy", "numpy"):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "unknown"
    scenario = portfolio.scenario
    return {
        "source": scenario.origin,
        "variant": scenario.variant,
        "settings": list(scenario.settings),
        "changes": [vars(change) for change in scenario.changes],
        "scenario_sha256": fingerprint(scenario),
        "engine": portfolio.proof.engine,
        "canonical": portfolio.proof.canonical,
        "seconds": round(portfolio.proof.seconds, 3),
        "value_unit": plain(portfolio.unit),
        "versions": versions,
    }
