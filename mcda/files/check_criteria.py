"""Checks on criteria: the tree, the anchors, the marks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from mcda.errors import Place, Problem
from mcda.exact import plain
from mcda.files.check_shapes import has_curve
from mcda.files.draft import Draft
from mcda.files.ranking_columns import RANKING_FIELDS
from mcda.model import Criterion
from mcda.rules import Status

LEVEL_FIELDS = ("zero", "full", "shape", "at_least", "at_most")


def check_criteria(draft: Draft) -> Iterator[Problem]:
    """Everything about the criteria tree and its marks."""
    branches = draft.scenario.branches
    for row, criterion in draft.sheets.criteria.numbered():
        if criterion.criterion in branches:
            yield from _branch(draft, row, criterion)
        elif criterion.role == "value":
            yield from _leaf(draft, row, criterion)
        else:
            yield from _mark(draft, row, criterion)
    if draft.scenario.criteria and not draft.scenario.leaves and not draft.sheets.criteria.flawed:
        yield Problem("E128", draft.table_place("criteria"))
    yield from _levels_of_marks(draft)
    yield from _screened_but_mandatory(draft)


def _problem(draft: Draft, code: str, row: int, column: str, **details: str | Fraction) -> Problem:
    table = draft.sheets.criteria.table
    value = table.text(row, column) or None
    return Problem(code, table.place(row, column), value, {"column": column, **details})


def _branch(draft: Draft, row: int, criterion: Criterion) -> Iterator[Problem]:
    if criterion.role != "value":
        yield _problem(draft, "E129", row, "role")
    for column in (*LEVEL_FIELDS, *RANKING_FIELDS):
        if getattr(criterion, column) is not None:
            yield _problem(draft, "E120", row, column, criterion=criterion.criterion)


def _leaf(draft: Draft, row: int, criterion: Criterion) -> Iterator[Problem]:
    for column in ("at_least", "at_most"):
        if getattr(criterion, column) is not None:
            yield _problem(draft, "E126", row, column)
    yield from _reversed_thresholds(draft, row, criterion)
    if criterion.zero is None or criterion.full is None:
        missing = "zero" if criterion.zero is None else "full"
        yield _problem(draft, "E121", row, missing, criterion=criterion.criterion)
        return
    if criterion.zero == criterion.full:
        yield _problem(draft, "E053", row, "full")
        return
    if isinstance(criterion.shape, tuple):
        at_zero, at_full = criterion.curve(criterion.zero), criterion.curve(criterion.full)
        if at_zero != 0 or at_full != 100:
            yield _problem(draft, "E122", row, "shape", at_zero=at_zero, at_full=at_full)
    if criterion.scope == "portfolio" and criterion.zero != 0:
        yield _problem(draft, "E123", row, "zero")
    if criterion.scope == "partner" and criterion.zero != 0:
        yield _problem(draft, "E282", row, "zero")


def _reversed_thresholds(draft: Draft, row: int, criterion: Criterion) -> Iterator[Problem]:
    """Thresholds of rankings that do not rise: indifference, preference, veto."""
    stated = [c for c in ("indifference", "preference", "veto") if getattr(criterion, c) is not None]
    for low, high in pairwise(stated):
        if getattr(criterion, low) > getattr(criterion, high):
            yield _problem(draft, "E052", row, high, low=low, high=high)
    priority, mature = criterion.priority_from, criterion.mature_from
    if priority is not None and mature is not None and _is_worse(priority, mature, criterion):
        yield _problem(draft, "E178", row, "priority_from", mature=mature)


def _is_worse(level: Fraction, other: Fraction, criterion: Criterion) -> bool:
    if criterion.zero is None or criterion.full is None:
        return False
    return (level - other) * (criterion.full - criterion.zero) < 0


def _mark(draft: Draft, row: int, criterion: Criterion) -> Iterator[Problem]:
    for column in ("weight", "parent", *RANKING_FIELDS):
        if getattr(criterion, column) is not None:
            yield _problem(draft, "E124", row, column, criterion=criterion.criterion)
    if criterion.role == "success":
        if criterion.shape is None and not has_curve(criterion):
            yield _problem(draft, "E127", row, "shape")
        for column in ("at_least", "at_most"):
            if getattr(criterion, column) is not None:
                yield _problem(draft, "E126", row, column)
    elif criterion.at_least is None and criterion.at_most is None:
        yield _problem(draft, "E125", row, "at_least")
    elif None not in (criterion.at_least, criterion.at_most) and _is_reversed(criterion):
        yield _problem(draft, "E052", row, "at_most", low="at_least", high="at_most")


def _is_reversed(criterion: Criterion) -> bool:
    return (criterion.at_least or 0) > (criterion.at_most or 0)


def _levels_of_marks(draft: Draft) -> Iterator[Problem]:
    """Each action has a level for each mark, and a chance of success between 0 and 100 %."""
    table = draft.sheets.impacts.table
    rows = {table.text(row, "action"): row for row in range(len(table.rows))}
    for criterion in draft.marks:
        name = criterion.criterion
        if table.rows and name not in table.index:
            yield Problem("E041", table.place(), name, {"french": name})
            continue
        for action in draft.scenario.actions:
            level = draft.levels.get((action.action, name))
            if action.action in draft.sheets.impacts.flawed or not table.rows:
                continue
            place = table.place(rows.get(action.action), name)
            if level is None:
                yield Problem("E054", place, action.action, {"criterion": name})
            elif criterion.role == "success":
                yield from _improbable(criterion, level, place)


def _improbable(criterion: Criterion, level: Fraction, place: Place) -> Iterator[Problem]:
    if not has_curve(criterion):
        return
    chance = criterion.curve(level)
    if not 0 <= chance <= 100:
        yield Problem("E057", place, plain(level), {"chance": chance})


def _screened_but_mandatory(draft: Draft) -> Iterator[Problem]:
    """Actions that must be in although a threshold sets them, or what they require, aside."""
    reasons = {
        action.action: criterion.criterion
        for criterion in draft.marks
        if criterion.role == "threshold"
        for action in draft.scenario.actions
        if _fails(criterion, draft.levels.get((action.action, criterion.criterion)))
    }
    required = [(k.action, k.other) for k in draft.scenario.links if k.type == "requires"]
    grows = True
    while grows:
        found = {a: reasons[b] for a, b in required if b in reasons and a not in reasons}
        reasons.update(found)
        grows = bool(found)
    for rule_id, rule in draft.scenario.rules.items():
        for position, action in enumerate(rule.mandatory if isinstance(rule, Status) else ()):
            if action in reasons:
                place = draft.settings.place(("rules", rule_id, "mandatory", position))
                yield Problem("E056", place, action, {"criterion": reasons[action]})


def _fails(criterion: Criterion, level: Fraction | None) -> bool:
    if level is None:
        return False
    too_low = criterion.at_least is not None and level < criterion.at_least
    return too_low or (criterion.at_most is not None and level > criterion.at_most)
