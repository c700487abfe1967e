"""Checks on rules: what they name exists, what they need is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mcda.errors import Problem
from mcda.files.draft import Draft, texts
from mcda.files.tree import Path
from mcda.problems import Term
from mcda.rules import Objective, Rule
from mcda.wording import N_

BOUNDS = (
    ("min", "max"),
    ("min_actions", "max_actions"),
    ("min_share", "max_share"),
    ("min_effort", "max_effort"),
)


def check_rules(draft: Draft) -> Iterator[Problem]:
    """Everything about the declared rules."""
    for rule_id, rule in draft.scenario.rules.items():
        yield from _names(draft, ("rules", rule_id), rule)
        yield from _needs(draft, ("rules", rule_id), rule)
        yield from _reversed_bounds(draft, rule_id, rule)
    yield from _names(draft, ("objective",), draft.scenario.objective)
    yield from _needs(draft, ("objective",), draft.scenario.objective)


def _names(draft: Draft, path: Path, rule: Rule | Objective) -> Iterator[Problem]:
    leaves = {criterion.criterion for criterion in draft.scenario.leaves}
    for named in rule.names():
        place = draft.setting_place((*path, *named.path))
        if named.id not in draft.known[named.kind]:
            yield draft.unknown(named.kind, named.id, place)
        elif named.kind == "criterion" and named.id not in leaves:
            yield Problem("E129", place, named.id)


def _needs(draft: Draft, path: Path, rule: Rule | Objective) -> Iterator[Problem]:
    for need in dict.fromkeys(rule.needs()):
        is_met, what = NEEDS[need]
        if not is_met(draft):
            yield Problem("E035", draft.settings.key_place(path), str(path[-1]), {"need": Term(what)})
            return


def _has_partners(draft: Draft) -> bool:
    return bool(draft.sheets.partners.table.rows) and bool(draft.sheets.shares.table.rows)


def _has(table: str, column: str) -> Callable[[Draft], bool]:
    """Whether a column holds anything, also in rows that could not be read."""
    return lambda draft: bool(texts(draft, table, column))


NEEDS: Mapping[str, tuple[Callable[[Draft], bool], str]] = {
    "partners": (_has_partners, N_("the tables partners and shares")),
    "shares": (_has_partners, N_("the tables partners and shares")),
    "caps": (
        _has("partners", "cap"),
        N_("the column cap of the table partners"),
    ),
    "leads": (
        _has("actions", "lead"),
        N_("the column lead of the table actions"),
    ),
    "years": (
        lambda draft: draft.scenario.years is not None,
        N_("the setting years (first and last year)"),
    ),
    "point_worth": (
        lambda draft: draft.scenario.point_worth is not None,
        N_("the setting point_worth (money per point)"),
    ),
    "population": (
        _has("partners", "population"),
        N_("the column population of the table partners"),
    ),
    "fiscal_capacity": (
        _has("partners", "fiscal_capacity"),
        N_("the column fiscal_capacity of the table partners"),
    ),
    "potentials": (_has_partners, N_("the tables partners and shares")),
    "alone": (_has_partners, N_("the tables partners and shares")),
    "need": (
        _has("partners", "need"),
        N_("the column need of the table partners"),
    ),
}
"""What a rule may need: whether a scenario has it, and its name."""


def _reversed_bounds(draft: Draft, rule_id: str, rule: Rule) -> Iterator[Problem]:
    for low, high in BOUNDS:
        least, most = getattr(rule, low, None), getattr(rule, high, None)
        if least is not None and most is not None and least > most:
            place = draft.settings.place(("rules", rule_id, high))
            yield Problem("E108", place, rule_id, {"low": low, "high": high})
