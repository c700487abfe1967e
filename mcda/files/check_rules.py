"""Checks on rules: what they name exists, what they need is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mcda.errors import Problem
from mcda.files.draft import Draft
from mcda.files.tree import Path
from mcda.model import Scenario
from mcda.problems import Term
from mcda.rules import Rule
from mcda.wording import N_

BOUNDS = (("min", "max"), ("min_actions", "max_actions"), ("min_share", "max_share"))

WHAT = {
    "criterion": N_("criterion"),
    "action": N_("action"),
    "partner": N_("partner"),
    "group": N_("group"),
    "theme": N_("theme"),
    "lead": N_("lead"),
}


def check_rules(draft: Draft) -> Iterator[Problem]:
    """Everything about the declared rules."""
    for rule_id, rule in draft.scenario.rules.items():
        yield from _names(draft, rule_id, rule)
        yield from _needs(draft, rule_id, rule)
        yield from _reversed_bounds(draft, rule_id, rule)


def _names(draft: Draft, rule_id: str, rule: Rule) -> Iterator[Problem]:
    leaves = {criterion.criterion for criterion in draft.scenario.leaves}
    for named in rule.names():
        place = draft.setting_place(("rules", rule_id, *named.path))
        if named.id not in draft.known[named.kind]:
            yield draft.unknown(named.kind, named.id, place, WHAT[named.kind])
        elif named.kind == "criterion" and named.id not in leaves:
            yield Problem("E129", place, named.id)


def _needs(draft: Draft, rule_id: str, rule: Rule) -> Iterator[Problem]:
    for need in dict.fromkeys(rule.needs()):
        is_met, what = NEEDS[need]
        if not is_met(draft.scenario):
            path: Path = ("rules", rule_id)
            yield Problem("E035", draft.settings.key_place(path), rule_id, {"need": Term(what)})
            return


def _has_partners(scenario: Scenario) -> bool:
    return bool(scenario.partners) and bool(scenario.shares)


NEEDS: Mapping[str, tuple[Callable[[Scenario], bool], str]] = {
    "partners": (_has_partners, N_("the tables partners and shares")),
    "shares": (_has_partners, N_("the tables partners and shares")),
    "caps": (
        lambda scenario: any(partner.cap is not None for partner in scenario.partners),
        N_("the column cap of the table partners"),
    ),
    "leads": (
        lambda scenario: any(action.lead is not None for action in scenario.actions),
        N_("the column lead of the table actions"),
    ),
    "point_worth": (
        lambda scenario: scenario.point_worth is not None,
        N_("the setting point_worth (money per point)"),
    ),
    "population": (
        lambda scenario: any(partner.population for partner in scenario.partners),
        N_("the column population of the table partners"),
    ),
    "fiscal_capacity": (
        lambda scenario: any(partner.fiscal_capacity for partner in scenario.partners),
        N_("the column fiscal_capacity of the table partners"),
    ),
}
"""What a rule may need: whether a scenario has it, and its name."""


def _reversed_bounds(draft: Draft, rule_id: str, rule: Rule) -> Iterator[Problem]:
    for low, high in BOUNDS:
        least, most = getattr(rule, low, None), getattr(rule, high, None)
        if least is not None and most is not None and least > most:
            place = draft.settings.place(("rules", rule_id, high))
            yield Problem("E108", place, rule_id, {"low": low, "high": high})
