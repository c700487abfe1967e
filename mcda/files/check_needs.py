"""Checks on criteria that are valued against the need of each partner (scope `partner`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from mcda.errors import Problem
from mcda.files.draft import Draft
from mcda.model import Criterion, Share
from mcda.model.partner import need_shares


def check_needs(draft: Draft) -> Iterator[Problem]:
    """What a criterion of scope `partner` needs: partners who receive, and a need."""
    sheets = draft.sheets
    for row, criterion in sheets.criteria.numbered():
        if not _is_by_need(draft, criterion):
            continue
        name, place = criterion.criterion, sheets.criteria.table.place(row, "scope")
        if not (sheets.partners.table.rows and sheets.shares.table.rows):
            yield Problem("E280", place, name)
        elif not sheets.partners.flawed and not need_shares(sheets.partners.records, name):
            yield Problem("E281", place, name)


def unneeded_parts(draft: Draft) -> Iterator[Problem]:
    """Partners that receive some of what they do not need: that part of an effect is worth nothing."""
    table = draft.sheets.shares.table
    for criterion in draft.scenario.leaves:
        if not _is_by_need(draft, criterion):
            continue
        name = criterion.criterion
        served = set(need_shares(draft.scenario.partners, name))
        for row, share in _receivers(draft, name):
            if share.partner not in served and draft.levels.get((share.action, name)):
                served.add(share.partner)  # told once
                details = {"criterion": name, "action": share.action}
                yield Problem("W055", table.place(row, "receives"), share.partner, details)


def _receivers(draft: Draft, criterion: str) -> Iterator[tuple[int, Share]]:
    """Rows of the shares that say who receives the benefit on a criterion."""
    own: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for share in draft.scenario.shares:
        if share.criterion == criterion:
            own[share.action][share.partner] = share.receives
    for row, share in draft.sheets.shares.numbered():
        named = own.get(share.action, {})
        is_replaced = share.partner in named or sum(named.values()) == 1
        counts = share.criterion == criterion or (share.criterion is None and not is_replaced)
        if counts and share.receives:
            yield row, share


def _is_by_need(draft: Draft, criterion: Criterion) -> bool:
    is_leaf = criterion.role == "value" and criterion.criterion not in draft.scenario.branches
    return is_leaf and criterion.scope == "partner"
