"""Checks on years: when actions start, are paid for and deliver; figures listed by year."""

from __future__ import annotations

from collections.abc import Iterator

from mcda.errors import Problem
from mcda.files.draft import Draft, listed
from mcda.rules import Budget, Caps, Ledger, Rule


def check_timing(draft: Draft) -> Iterator[Problem]:
    """Errors of years and of lists by year."""
    yield from _years(draft)
    years = draft.scenario.years
    if years is not None and years[0] <= years[1]:
        for rule_id, rule in draft.scenario.rules.items():
            yield from _lists(draft, rule_id, rule, years[1] - years[0] + 1)


def _years(draft: Draft) -> Iterator[Problem]:
    """Years in order, starts within them."""
    years = draft.scenario.years
    if years is not None and years[0] > years[1]:
        yield Problem("E084", draft.settings.place(("years",)), f"{years[0]}, {years[1]}")
        return
    for row, action in draft.sheets.actions.numbered():
        early, late = action.earliest, action.latest
        if early is not None and late is not None and early > late:
            yield Problem("E102", draft.table_place("actions", row, "latest"), str(late))
        for column, year in (("earliest", early), ("latest", late)):
            if years is not None and year is not None and not years[0] <= year <= years[1]:
                place = draft.table_place("actions", row, column)
                details = {"first": years[0], "last": years[1]}
                yield Problem("E103", place, str(year), details)


def _lists(draft: Draft, rule_id: str, rule: Rule, years: int) -> Iterator[Problem]:
    """A figure for each year; the last tolerance goes on."""
    key, figures = _by_year(rule)
    too_few = len(figures) < years and not isinstance(rule, Ledger)
    if figures and (too_few or len(figures) > years):
        place = draft.settings.place(("rules", rule_id, key))
        details = {"key": key, "count": len(figures), "years": years}
        yield Problem("E227" if isinstance(rule, Ledger) else "E223", place, rule_id, details)


def _by_year(rule: Rule) -> tuple[str, tuple[object, ...]]:
    """The figures that a rule lists by year, and their key."""
    named = {Budget: "max", Caps: "share", Ledger: "tolerance"}
    key = next((key for kind, key in named.items() if isinstance(rule, kind)), "")
    figures = getattr(rule, key, None)
    return key, figures if isinstance(figures, tuple) else ()


def timing_doubts(draft: Draft) -> Iterator[Problem]:
    """Warnings of what happens after the last year, where it counts in no year."""
    years = draft.scenario.years
    if years is None:
        return
    late = []
    for row, action in draft.sheets.actions.numbered():
        first, last = action.starts_within(years)
        runs, details = action.years_of_work, {"action": action.action, "last": years[1]}
        column = "profile" if action.profile else "duration"
        if first + runs - 1 > years[1]:
            yield Problem("W040", draft.table_place("actions", row, column), str(runs), details)
        elif last + runs - 1 > years[1]:
            late.append(action.action)
        if first + action.delay > years[1]:
            place = draft.table_place("actions", row, "delivers")
            yield Problem("W042", place, str(action.delay), details)
        if action.profile and action.stated_years not in (None, runs):
            details = {"profile": runs, "duration": action.stated_years or 0}
            place = draft.table_place("actions", row, "profile")
            yield Problem("W043", place, action.action, details)
    if late:
        place = draft.settings.place(("years",))
        yield Problem("W041", place, listed(late), {"count": len(late), "last": years[1]})
