"""Re-check a result from the scenario alone, without the optimiser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose
from typing import Any

from mcda.model import Scenario
from mcda.portfolio.columns import Columns
from mcda.portfolio.enumeration import MOST_ACTIONS, Enumeration, all_relations
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.result import as_json, fingerprint
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import slack
from mcda.scoring import Scores, score
from mcda.wording import N_

AMOUNTS = ("value", "common", "cost", "local_cost", "impacts", "value_by_criterion", "value_by_theme")
TABLES = ("partners", "groups", "flows", "parents")


@dataclass(frozen=True)
class Check:
    """One thing looked at again. `detail` is a text to translate, with parameters."""

    name: str
    ok: bool
    detail: str = ""
    parameters: Mapping[str, Any] | None = None


def verify_result(result: Mapping[str, Any], scenario: Scenario) -> list[Check]:
    """Everything in a result that the scenario alone can confirm or refute."""
    unknown = sorted(set(result.get("actions", ())) - set(scenario.action_by_id))
    known = Check(
        "actions",
        not unknown,
        N_("unknown actions: {ids}") if unknown else N_("every action is in the scenario"),
        {"ids": ", ".join(map(str, unknown))},
    )
    if unknown:
        return [known]
    scores = score(scenario)
    portfolio = assemble(scores, result.get("actions", ()), Proof("judged"))
    return [known, *_checks(result, scores, portfolio)]


def _checks(result: Mapping[str, Any], scores: Scores, portfolio: Portfolio) -> Iterator[Check]:
    again = as_json(portfolio)
    yield _same_scenario(result, portfolio.scenario)
    for key in (*AMOUNTS, *TABLES):
        if key in result:
            yield _compared(key, result[key], again[key])
    yield _adds_up(portfolio)
    yield _compared("verdicts", result.get("rules"), again["rules"])
    if result.get("status") in ("optimal", "feasible"):
        yield _meets_rules(scores, portfolio)
        yield _bounded(result, portfolio)
    if result.get("status") == "optimal":
        yield _nothing_better(result, scores, portfolio)


def _same_scenario(result: Mapping[str, Any], scenario: Scenario) -> Check:
    stated = result.get("provenance", {}).get("scenario_sha256")
    same = stated == fingerprint(scenario)
    detail = N_("the scenario is the one that was solved")
    return Check("scenario", same, detail if same else N_("the scenario has changed since"))


def _compared(name: str, stated: Any, recomputed: Any) -> Check:
    """Whether a part of the result is what the scenario gives, to the last digit printed."""
    same = _alike(stated, recomputed)
    parameters = {} if same else {"stated": _short(stated), "found": _short(recomputed)}
    detail = N_("recomputed from the scenario: the same")
    differs = N_("the result says {stated}, the scenario gives {found}")
    return Check(name, same, detail if same else differs, parameters)


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return isclose(one, other, rel_tol=1e-12, abs_tol=1e-12) if numbers else bool(one == other)


def _short(value: Any, most: int = 60) -> str:
    text = str(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def _adds_up(portfolio: Portfolio) -> Check:
    """V = sum B + common and sum E = sum K = local cost, exactly."""
    lines = portfolio.ledger.partners
    if not lines:
        return Check("ledger", True, N_("no partners: nothing to add up"))
    points = sum(line.benefit for line in lines) + portfolio.common == portfolio.value
    money = (
        sum(line.burden for line in lines)
        == sum(line.received for line in lines)
        == sum(portfolio.ledger.flows.values())
        == portfolio.local_cost
    )
    detail = N_("benefits and common value add up to the value, payments to what is received")
    return Check("ledger", points and money, detail)


def _meets_rules(scores: Scores, portfolio: Portfolio) -> Check:
    """Every rule holds, in exact arithmetic, with the totals that relative rules ask for."""
    tally = Tally(scores, frozenset(portfolio.actions))
    failing = [
        relation.name
        for relation in all_relations(ScenarioQuantities(scores))
        if slack(relation, tally) < 0
    ]
    broken = sorted({v.rule for v in portfolio.verdicts if not v.holds} | set(failing))
    detail = N_("every rule holds in exact arithmetic")
    fails = N_("not met: {rules}")
    return Check("rules", not broken, fails if broken else detail, {"rules": ", ".join(broken)})


def _bounded(result: Mapping[str, Any], portfolio: Portfolio) -> Check:
    bound = result.get("objective", {}).get("bound")
    fine = bound is not None and (
        result["objective"].get("name") != "value" or bound >= float(portfolio.value) - 1e-9
    )
    return Check("bound", fine, N_("the stated bound is not below the value"))


def _nothing_better(result: Mapping[str, Any], scores: Scores, portfolio: Portfolio) -> Check:
    """Look at every portfolio where they are few; else say who did."""
    if len(scores.actions) > MOST_ACTIONS:
        detail = N_("not proven again here ({count} actions); the result says: {verified}")
        parameters = {"count": len(scores.actions), "verified": result.get("verified")}
        return Check("optimal", True, detail, parameters)
    q = ScenarioQuantities(scores)
    enumeration = Enumeration(Columns(scores), all_relations(q))
    better = enumeration.better_than(q.value(), portfolio.value)
    detail = N_("all portfolios were looked at: none is better")
    worse = N_("a better portfolio exists: {ids}")
    ids = ", ".join(sorted(better or ()))
    return Check("optimal", better is None, detail if better is None else worse, {"ids": ids})
