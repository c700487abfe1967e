"""Checks on figures that must fit together: shares, intervals, effects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from mcda.errors import Problem
from mcda.exact import plain
from mcda.files.draft import Draft
from mcda.files.raw_table import as_text
from mcda.model import Link, Partner, Share

ONE = Fraction(1)


def check_amounts(draft: Draft) -> Iterator[Problem]:
    """Everything about sums and bounds."""
    if draft.sheets.shares.table.rows:
        yield from _sums_of_shares(draft)
    yield from _intervals(draft)
    yield from _memberships(draft)
    yield from _effects(draft)


def _sums_of_shares(draft: Draft) -> Iterator[Problem]:
    """What is paid, and what is received, of each action sums to 100."""
    table = draft.sheets.shares.table
    by_action: dict[str, list[tuple[int, Share]]] = defaultdict(list)
    for row, share in draft.sheets.shares.numbered():
        by_action[share.action].append((row, share))
        if share.criterion is not None and share.pays:
            yield Problem("E106", table.place(row, "pays"), table.text(row, "pays"))
    readable = draft.sheets.actions.ids - draft.sheets.shares.flawed
    for action_row, action in enumerate(map(as_text, draft.sheets.actions.table.column("action"))):
        rows = by_action.get(action, [])
        common = [(row, share) for row, share in rows if share.criterion is None]
        if action not in readable:
            continue
        if not common:
            yield Problem("E058", draft.table_place("actions", action_row, "action"), action)
            continue
        yield from _whole(draft, common, "pays", "E050")
        yield from _whole(draft, common, "receives", "E051")
        yield from _per_criterion(draft, rows, common)


def _whole(
    draft: Draft, rows: list[tuple[int, Share]], column: str, code: str, criterion: str = ""
) -> Iterator[Problem]:
    total = sum((getattr(share, column) for _, share in rows), Fraction(0))
    if total != ONE:
        row, first = rows[0]
        details: dict[str, Any] = {"action": first.action, "criterion": criterion}
        details |= {"total": total * 100, "difference": abs(ONE - total) * 100}
        place = draft.table_place("shares", row, column)
        yield Problem(code, place, plain(total * 100), details)


def _per_criterion(
    draft: Draft, rows: list[tuple[int, Share]], common: list[tuple[int, Share]]
) -> Iterator[Problem]:
    """Rows that name a criterion stand alone, or each replaces the row of its partner."""
    for criterion in sorted({share.criterion for _, share in rows if share.criterion}):
        own = [(row, share) for row, share in rows if share.criterion == criterion]
        if sum((share.receives for _, share in own), Fraction(0)) == ONE:
            continue
        replaced = {share.partner for _, share in own}
        mixed = [*own, *((row, share) for row, share in common if share.partner not in replaced)]
        yield from _whole(draft, mixed, "receives", "E107", criterion)


def _intervals(draft: Draft) -> Iterator[Problem]:
    """Low <= nominal <= high."""
    for row, action in draft.sheets.actions.numbered():
        bounds = (action.cost_low, action.cost, action.cost_high)
        yield from _interval(draft, "actions", row, "cost", *bounds)
    for row, share in draft.sheets.shares.numbered():
        yield from _interval(draft, "shares", row, "pays", share.pays_low, share.pays, share.pays_high)
        parts = (share.receives_low, share.receives, share.receives_high)
        yield from _interval(draft, "shares", row, "receives", *parts)
    for row, impact in draft.sheets.impacts.numbered():
        if impact.low is not None or impact.high is not None:
            levels = (impact.low, impact.level, impact.high)
            yield from _interval(draft, "impacts", row, impact.criterion, *levels)
    worth = draft.scenario.point_worth
    if worth is not None and not isinstance(worth, Fraction) and worth.low > worth.high:
        place = draft.settings.place(("point_worth", "high"))
        yield Problem("E052", place, plain(worth.high), {"low": "low", "high": "high"})


def _interval(
    draft: Draft,
    table: str,
    row: int,
    column: str,
    low: Fraction | None,
    nominal: Fraction,
    high: Fraction | None,
) -> Iterator[Problem]:
    for end, bound in (("low", low), ("high", high)):
        if bound is not None and (bound > nominal if end == "low" else bound < nominal):
            name = f"{column}.{end}"
            pair = (name, column) if end == "low" else (column, name)
            place = draft.table_place(table, row, name)
            shown = getattr(draft.sheets, table).table.text(row, name)
            yield Problem("E052", place, shown, {"low": pair[0], "high": pair[1]})


def _memberships(draft: Draft) -> Iterator[Problem]:
    """A partner belongs wholly to groups, or to none."""
    for row, partner in draft.sheets.partners.numbered():
        for column, groups in _all_memberships(partner):
            total = sum(groups.values(), Fraction(0))
            if total not in (0, 1):
                names = draft.sheets.partners.table.columns
                named = next((n for n in names if n.startswith(column)), column)
                place = draft.table_place("partners", row, named)
                yield Problem(
                    "E059", place, plain(total * 100), {"partner": partner.partner, "total": total * 100}
                )


def _all_memberships(partner: Partner) -> Iterator[tuple[str, Mapping[str, Fraction]]]:
    yield "group", partner.groups
    for name, groups in partner.classifications.items():
        yield f"group@{name}", groups


def _effects(draft: Draft) -> Iterator[Problem]:
    """Synergies have an effect, other links none; losses of one action stay within 100 %."""
    losses: dict[tuple[str, str], list[tuple[int, Fraction]]] = defaultdict(list)
    for row, link in draft.sheets.links.numbered():
        yield from _effect(draft, row, link)
        if link.type == "synergy" and link.effect is not None and link.effect < 0:
            for action in (link.action, link.other):
                for thing in _things(draft, link):
                    losses[action, thing].append((row, link.effect))
    told: set[str] = set()
    for (action, _), rows in losses.items():
        total = sum((effect for _, effect in rows), Fraction(0))
        if total < -1 and action not in told:
            told.add(action)
            place = draft.table_place("links", rows[0][0], "effect")
            yield Problem("E055", place, plain(total * 100), {"action": action, "total": total * 100})


def _things(draft: Draft, link: Link) -> list[str]:
    """What an effect touches: the cost, one criterion, or each criterion."""
    if link.on in (None, "value"):
        return [criterion.criterion for criterion in draft.scenario.leaves]
    return [str(link.on)]


def _effect(draft: Draft, row: int, link: Link) -> Iterator[Problem]:
    if link.type == "synergy" and link.effect is None:
        yield Problem("E104", draft.table_place("links", row, "effect"))
    for column in ("effect", "on"):
        if link.type != "synergy" and getattr(link, column) is not None:
            shown = draft.sheets.links.table.text(row, column)
            yield Problem("E105", draft.table_place("links", row, column), shown, {"type": link.type})
