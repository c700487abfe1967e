"""Re-check a result from the scenario alone, without the optimiser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isclose
from typing import Any, TypeGuard

from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.portfolio.beforehand import is_needed, refuted, with_stated
from mcda.portfolio.certify_consensus import better_agreement, claimed
from mcda.portfolio.columns import Columns
from mcda.portfolio.enumeration import (
    MOST_COMBINATIONS,
    Enumeration,
    all_relations,
    levels_of,
)
from mcda.portfolio.ledger import GroupLine, PartnerLine
from mcda.portfolio.listing import stated_options
from mcda.portfolio.portfolio import Portfolio, Proof, assemble, tolerance
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.result import as_json, fingerprint
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import fails
from mcda.problems import CATALOGUE
from mcda.scoring import Scores, score
from mcda.wording import N_

AMOUNTS = (
    *("value", "value_exact", "rounding_bound", "common", "cost", "local_cost"),
    *("impacts", "value_by_criterion", "value_by_theme"),
)
TABLES = ("partners", "parents", "groups", "flows", "account", "themes", "transfers", "rules")
CLAIMS = ("status", "objective", "bound", "gap")
"""What a result says of its proof, which must agree with itself and with the value."""


@dataclass(frozen=True)
class Check:
    """One thing looked at again. `detail` is a text to translate, with parameters."""

    name: str
    ok: bool
    detail: str = ""
    parameters: Mapping[str, Any] | None = None


def verify_result(result: Mapping[str, Any], scenario: Scenario) -> list[Check]:
    """Everything in a result that the scenario alone can confirm or refute.

    A part that the result does not state is refuted like one that is wrong.
    """
    listed = result.get("actions")
    if not _is_list_of_ids(listed):
        return [Check("actions", False, N_("not a list of distinct actions, in order"))]
    unknown = sorted(set(listed) - set(scenario.action_by_id))
    if unknown:
        return [Check("actions", False, N_("unknown actions: {ids}"), {"ids": ", ".join(unknown)})]
    scores = score(scenario)
    if is_needed(scores):
        told = with_stated(scores, result)
        if told is None:
            return [Check("beforehand", False, N_("not what the rules must know of every partner"))]
        scores = told
    starts = result.get("starts", {})
    if not _are_years(starts):
        return [Check("starts", False, N_("not a year for each action that starts"))]
    tranches = result.get("tranches", [])
    if not _is_list_of_ids(tranches):
        return [Check("tranches", False, N_("not a list of distinct tranches, in order"))]
    try:
        options = stated_options(scores, listed, starts, tranches)
    except UsageProblem as impossible:
        problem = impossible.problem
        part = "starts" if problem.code.startswith("E22") else "tranches"
        return [Check(part, False, CATALOGUE[problem.code].message, _details(problem))]
    portfolio = assemble(scores, options, Proof("judged"))
    known = Check("actions", True, N_("every action is in the scenario"))
    return [known, *_checks(result, scores, portfolio)]


def _is_list_of_ids(listed: Any) -> TypeGuard[list[str]]:
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        return False
    return listed == sorted(set(listed))


def _are_years(stated: Any) -> TypeGuard[dict[str, int]]:
    return isinstance(stated, dict) and all(type(year) is int for year in stated.values())


def _details(problem: Problem) -> dict[str, Any]:
    return {**problem.details, "value": problem.value}


def _checks(result: Mapping[str, Any], scores: Scores, portfolio: Portfolio) -> Iterator[Check]:
    yield _known_format(result)
    yield _same_scenario(result, portfolio.scenario)
    proof = _claimed(result, scores, portfolio)
    again = as_json(replace(portfolio, proof=proof))
    for key in (
        "starts",
        "tranches",
        "financing",
        *AMOUNTS,
        *TABLES,
        *CLAIMS,
        *(("regrets",) if scores.views else ()),
    ):
        yield _compared(key, result.get(key), again[key])
    if is_needed(scores):
        yield _known_beforehand(scores)
    yield _adds_up(portfolio)
    if portfolio.themes:
        yield _themes_add_up(portfolio)
    if result.get("status") in ("optimal", "feasible"):
        yield _meets_rules(scores, portfolio)
    if result.get("status") == "optimal":
        yield _nothing_better(result, scores, portfolio, proof)


def _claimed(result: Mapping[str, Any], scores: Scores, portfolio: Portfolio) -> Proof:
    """The proof that a result may claim: a bound of its own only where it is not optimal."""
    if scores.views:
        return claimed(result, scores, portfolio)
    status, bound = result.get("status"), result.get("bound")
    name = portfolio.scenario.objective.type
    levels = levels_of(scores, portfolio.options)
    if status == "optimal" and _is_near(bound, levels, scores):
        reached = levels[0] if bound is None else Fraction(bound)
        return Proof("optimal", name, levels[0], reached, levels=levels)
    if status == "feasible" and isinstance(bound, int | float) and bound >= portfolio.value:
        return Proof("feasible", name, levels[0], Fraction(bound))
    if status == "feasible" and bound is None:
        return Proof("feasible", name, levels[0], None)
    return Proof("judged")


def _is_near(bound: Any, levels: Sequence[Fraction], scores: Scores) -> bool:
    """Whether a bound is what `optimal` may leave open: nothing, or a little over several years."""
    if bound is None:
        return scores.scenario.objective.type != "value"
    if not isinstance(bound, int | float):
        return False
    return levels[0] <= Fraction(bound) + Fraction(1, 10**9) and Fraction(bound) <= levels[0] * (
        1 + tolerance(scores.scenario)
    ) + Fraction(1, 10**9)


def _known_format(result: Mapping[str, Any]) -> Check:
    known = [f"mcda/{command}/1" for command in ("solve", "judge", "compare")]
    same = result.get("schema") in known
    detail = N_("a format that this version knows")
    return Check("schema", same, detail if same else N_("an unknown format"))


def _same_scenario(result: Mapping[str, Any], scenario: Scenario) -> Check:
    provenance = result.get("provenance")
    stated = provenance.get("scenario_sha256") if isinstance(provenance, Mapping) else None
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


def _known_beforehand(scores: Scores) -> Check:
    """What rules know beforehand: looked at again where that is possible."""
    wrong = refuted(scores)
    if wrong is not None:
        return Check(
            "beforehand", False, N_("the potential of {partner} is another"), {"partner": wrong}
        )
    if scores.alone or scores.combinations > MOST_COMBINATIONS:
        return Check("beforehand", True, N_("taken from the result: not proven again here"))
    return Check("beforehand", True, N_("all portfolios were looked at: the potentials are right"))


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


def _themes_add_up(portfolio: Portfolio) -> Check:
    """The lines of every partner and group over all themes are those of the ledger, exactly."""
    ledger, themes = portfolio.ledger, portfolio.themes
    everything = sum(theme.value for theme in themes) == portfolio.value
    money = sum(theme.local_cost for theme in themes) == portfolio.local_cost
    partners = (
        _is_sum(line, [theme.partners[place] for theme in themes])
        for place, line in enumerate(ledger.partners)
    )
    groups = (
        _is_sum(line, [theme.groups[place] for theme in themes])
        for place, line in enumerate(ledger.groups)
    )
    detail = N_("the lines of the themes add up to those of the ledger")
    return Check("themes_add_up", everything and money and all(partners) and all(groups), detail)


def _is_sum(whole: PartnerLine | GroupLine, parts: Iterable[PartnerLine | GroupLine]) -> bool:
    left = (whole.benefit, whole.burden, whole.received)
    for part in parts:
        left = (left[0] - part.benefit, left[1] - part.burden, left[2] - part.received)
    return not any(left)


def _meets_rules(scores: Scores, portfolio: Portfolio) -> Check:
    """Every rule holds, in exact arithmetic, with the totals that relative rules ask for."""
    tally = Tally(scores, portfolio.options)
    failing = [
        relation.name for relation in all_relations(ScenarioQuantities(scores)) if fails(relation, tally)
    ]
    broken = sorted({v.rule for v in portfolio.verdicts if not v.holds} | set(failing))
    detail = N_("every rule holds in exact arithmetic")
    unmet = N_("not met: {rules}")
    return Check("feasible", not broken, unmet if broken else detail, {"rules": ", ".join(broken)})


def _nothing_better(
    result: Mapping[str, Any], scores: Scores, portfolio: Portfolio, proof: Proof
) -> Check:
    """Look at every portfolio where they are few; else say who did."""
    if scores.combinations > MOST_COMBINATIONS:
        detail = N_("not proven again here ({count} actions); the result says: {verified}")
        parameters = {"count": len(scores.actions), "verified": result.get("verified")}
        return Check("proof", True, detail, parameters)
    if scores.views:
        better = better_agreement(scores, proof)
    else:
        q = ScenarioQuantities(scores)
        enumeration = Enumeration(Columns(scores), all_relations(q))
        better = enumeration.better_in_turn(
            scores.scenario.objective.stages(q), levels_of(scores, portfolio.options)
        )
    detail = N_("all portfolios were looked at: none is better")
    worse = N_("a better portfolio exists: {ids}")
    ids = ", ".join(sorted(better or ()))
    return Check("optimal", better is None, detail if better is None else worse, {"ids": ids})
