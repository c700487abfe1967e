"""Checks on funds, on the own share of leads, and on who pays where that is to be decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from mcda.errors import Problem
from mcda.exact import plain
from mcda.files.draft import Draft, listed
from mcda.model import Fund, Share
from mcda.model.fund import supporters
from mcda.rules import OwnShare

LEAST_STEP = Fraction(1, 100)
"""Smallest step of a decided split."""


def check_funds(draft: Draft) -> Iterator[Problem]:
    """Everything about who pays beside the partners, and about splits to decide."""
    for row, fund in draft.sheets.funds.numbered():
        yield from _themes(draft, row, fund)
        yield from _tranches(draft, row, fund)
        yield from _envelopes(draft, row, fund)
    yield from _years(draft)
    yield from _leads(draft)
    yield from _splits(draft)


def _themes(draft: Draft, row: int, fund: Fund) -> Iterator[Problem]:
    for theme in fund.themes:
        if theme not in draft.known["theme"]:
            yield draft.unknown("theme", theme, draft.table_place("funds", row, "themes"))


def _tranches(draft: Draft, row: int, fund: Fund) -> Iterator[Problem]:
    if fund.step == 0 or (100 * fund.step).denominator != 1:
        place = draft.table_place("funds", row, "step")
        yield Problem("E241", place, draft.sheets.funds.table.text(row, "step"))
    elif fund.tranches == 0:
        details = {"step": 100 * fund.step}
        place = draft.table_place("funds", row, "max_rate")
        yield Problem("E242", place, plain(100 * fund.max_rate), details)


def _envelopes(draft: Draft, row: int, fund: Fund) -> Iterator[Problem]:
    if fund.envelope is None and not fund.envelopes:
        yield Problem("E243", draft.table_place("funds", row, "envelope"), fund.fund)


def _years(draft: Draft) -> Iterator[Problem]:
    """Envelopes of years that the scenario has."""
    table, years = draft.sheets.funds.table, draft.scenario.years
    for column in table.columns:
        year = column.removeprefix("envelope.")
        if year == column or not year.isdecimal():
            continue
        if years is None:
            yield Problem("E245", table.place(None, column), year)
        elif not years[0] <= int(year) <= years[1]:
            details = {"first": years[0], "last": years[1]}
            yield Problem("E244", table.place(None, column), year, details)


def _leads(draft: Draft) -> Iterator[Problem]:
    """A rule that counts what leads pay needs to know them."""
    for rule_id, rule in draft.scenario.rules.items():
        if isinstance(rule, OwnShare) and rule.counting == "lead":
            concerned = (a for a in draft.scenario.actions if (a.kind or "investment") == rule.kind)
            orphans = [action.action for action in concerned if action.lead is None]
            if orphans and len(orphans) < len(draft.scenario.actions):
                place = draft.settings.key_place(("rules", rule_id))
                yield Problem("E246", place, rule_id, {"actions": listed(orphans)})


def _splits(draft: Draft) -> Iterator[Problem]:
    """Splits that can be decided, in whole steps, and in no other way at once."""
    step = draft.scenario.split_step
    if not LEAST_STEP <= step <= 1:
        yield Problem("E255", draft.settings.place(("split_step",)), f"{plain(100 * step)} %")
        return
    rows: dict[str, list[tuple[int, Share]]] = defaultdict(list)
    for row, share in draft.sheets.shares.numbered():
        if share.criterion is None:
            rows[share.action].append((row, share))
        elif share.pays_low is not None or share.pays_high is not None:
            yield Problem("E252", draft.table_place("shares", row, "pays.low"), share.action)
    decided = {a: found for a, found in rows.items() if any(_is_open(share) for _, share in found)}
    for action, found in decided.items():
        yield from _steps(draft, action, found)
        yield from _one_decision(draft, action, found[0][0])


def _is_open(share: Share) -> bool:
    low, high = share.pays_between
    return low < high


def _steps(draft: Draft, action: str, rows: list[tuple[int, Share]]) -> Iterator[Problem]:
    """What is left above the lows is a whole number of steps, and partners can take them."""
    step, bounds = draft.scenario.split_step, [share.pays_between for _, share in rows]
    steps = (1 - sum((low for low, _ in bounds), Fraction(0))) / step
    most = sum((high - low) // step for low, high in bounds)
    place = draft.table_place("shares", rows[0][0], "pays.low")
    if steps.denominator != 1:
        details = {"rest": 100 * steps * step, "step": 100 * step}
        yield Problem("E253", place, action, details)
    elif most < steps:
        yield Problem("E254", place, action, {"most": most, "steps": steps, "step": 100 * step})


def _one_decision(draft: Draft, action: str, row: int) -> Iterator[Problem]:
    """Two decisions on the same money would be a product, which no sum of entries can hold."""
    place = draft.table_place("shares", row, "pays.low")
    funds = supporters(draft.scenario).get(action, ())
    if funds:
        yield Problem("E250", place, action, {"funds": listed([fund.fund for fund in funds])})
    if any(
        link.on == "cost" and (link.effect or 0) < 0 and action in (link.action, link.other)
        for link in draft.scenario.links
    ):
        yield Problem("E251", place, action)


def funding_doubts(draft: Draft) -> Iterator[Problem]:
    """Funds that can be used, but less than it seems."""
    supported = {f.fund for funds in supporters(draft.scenario).values() for f in funds}
    for row, fund in draft.sheets.funds.numbered():
        if fund.fund not in supported:
            yield Problem("W045", draft.table_place("funds", row, "fund"), fund.fund)
        reached = fund.tranches * fund.step
        if reached < fund.max_rate:
            place = draft.table_place("funds", row, "max_rate")
            details = {"step": 100 * fund.step, "reached": 100 * reached}
            yield Problem("W046", place, plain(100 * fund.max_rate), details)
