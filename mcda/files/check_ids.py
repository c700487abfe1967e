"""Checks on ids: duplicates, references to what does not exist, loops."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

from mcda.errors import Problem
from mcda.files.cells import RefusedError, action_of, doing_of, nearest, number
from mcda.files.columns import REQUIRED_TABLES, SCENARIO_TABLES, TABLES
from mcda.files.draft import Draft
from mcda.files.raw_table import RawTable, as_text
from mcda.wording import N_


def check_ids(draft: Draft) -> Iterator[Problem]:
    """Everything about names."""
    yield from _empty_tables(draft)
    yield from _duplicate_ids(draft)
    yield from _duplicate_rows(draft)
    yield from _references(draft)
    yield from _need_columns(draft)
    yield from _figures_of_no_criterion(draft)
    yield from _links_to_itself(draft)
    for table, key in (("partners", "partner"), ("criteria", "criterion")):
        yield from _loops(draft, table, key)


def _empty_tables(draft: Draft) -> Iterator[Problem]:
    for name in ("partners", "shares", *REQUIRED_TABLES):
        table = getattr(draft.sheets, name).table
        is_there = bool(table.headers) or table.file is not None or table.sheet is not None
        if not table.rows and (is_there or name in REQUIRED_TABLES):
            french = TABLES[name].french
            yield Problem("E040", table.place(), None, {"table": name, "french": french})


def _duplicate_ids(draft: Draft) -> Iterator[Problem]:
    for name, spec in SCENARIO_TABLES.items():
        if spec.key is None:
            continue
        table = getattr(draft.sheets, name).table
        first: dict[str, int] = {}
        for row in range(len(table.rows)):
            identifier = table.text(row, spec.key)
            identifier = doing_of(identifier) if name == "impacts" else identifier
            if identifier and identifier in first:
                details = {"first": table.lines[first[identifier]]}
                yield Problem("E044", table.place(row, spec.key), identifier, details)
            first.setdefault(identifier, row)


def _duplicate_rows(draft: Draft) -> Iterator[Problem]:
    yield from _same(
        draft, "shares", "partner", lambda share: (share.action, share.partner, share.criterion)
    )
    yield from _same(draft, "links", "other", _pair)


def _pair(link: Any) -> Hashable:
    """What a row of links is about: a requirement has a direction, the rest has none."""
    pair = (link.action, link.other)
    return (link.type, pair if link.type == "requires" else frozenset(pair), link.on)


def _same(draft: Draft, table: str, column: str, key: Callable[[Any], Hashable]) -> Iterator[Problem]:
    sheet = getattr(draft.sheets, table)
    first: dict[Hashable, int] = {}
    for row, record in sheet.numbered():
        identity = key(record)
        if identity in first:
            details = {"first": sheet.table.lines[first[identity]]}
            shown = f"{record.action} {sheet.table.text(row, column)}"
            yield Problem("E049", sheet.table.place(row, column), shown, details)
        first.setdefault(identity, row)


REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("actions", "lead", "partner"),
    ("impacts", "action", "action"),
    ("shares", "action", "action"),
    ("shares", "partner", "partner"),
    ("shares", "criterion", "criterion"),
    ("links", "action", "action"),
    ("links", "other", "action"),
    ("links", "on", "criterion"),
    ("partners", "parent", "partner"),
    ("partners", "contiguous_with", "partner"),
    ("criteria", "parent", "criterion"),
    ("funds", "partners", "partner"),
    ("funds", "not_with", "fund"),
    ("weights", "criterion", "criterion"),
)
"""Table, column, and what its ids are."""

ON_LEAVES = frozenset({("shares", "criterion"), ("links", "on")})
"""References that need a criterion with value of its own."""

WHAT: Mapping[str, str] = {
    "criterion": N_("benefit"),
    "on": N_("synergy"),
    "parent": N_("parent"),
}
"""What has a criterion, by column."""


NEED_PARTNERS = frozenset({"lead", "partners"})
"""Columns that name partners, and may be filled in a scenario without the table of partners."""


def _references(draft: Draft) -> Iterator[Problem]:
    leaves = {criterion.criterion for criterion in draft.scenario.leaves}
    for name, column, kind in REFERENCES:
        table = getattr(draft.sheets, name).table
        if column not in table.index or (column in NEED_PARTNERS and not draft.known["partner"]):
            continue
        for identifier, row in _first_rows(table, column):
            place = table.place(row, column)
            if identifier not in draft.known[kind]:
                yield draft.unknown(kind, identifier, place, WHAT.get(column, ""))
            elif (name, column) in ON_LEAVES and identifier not in leaves:
                yield Problem("E129", place, identifier)


def _first_rows(table: RawTable, column: str) -> Iterable[tuple[str, int]]:
    """Ids of a column with the first row of each."""
    first: dict[str, int] = {}
    for row, cell in enumerate(table.column(column)):
        if row not in table.slipped:
            text = action_of(as_text(cell)) if table.name == "impacts" else as_text(cell)
            for identifier in _ids(text, column):
                first.setdefault(identifier, row)
    return first.items()


def _ids(text: str, column: str) -> list[str]:
    if column in ("contiguous_with", "partners", "not_with"):
        return text.replace(",", " ").replace(";", " ").split()
    is_special = column == "on" and text.casefold() in ("value", "cost", "valeur", "coût", "cout")
    return [text] if text and not is_special else []


def _need_columns(draft: Draft) -> Iterator[Problem]:
    table = draft.sheets.partners.table
    for name in table.columns:
        if name.startswith("need.") and name[5:] not in draft.known["criterion"]:
            yield draft.unknown("criterion", name[5:], table.place(None, name), N_("column"))


def _figures_of_no_criterion(draft: Draft) -> Iterator[Problem]:
    """Columns of figures in `impacts` that name no criterion would be lost without a word."""
    table = draft.sheets.impacts.table
    known = {c + end for c in draft.known["criterion"] for end in ("", ".low", ".high")}
    for name in table.columns:
        if name not in known | {"action", "source", "mark", "note", ""} and _holds_figures(table, name):
            criterion = name.removesuffix(".low").removesuffix(".high")
            yield draft.unknown("criterion", criterion, table.place(None, name), N_("column"))


def _holds_figures(table: Any, column: str) -> bool:
    cells = [cell for cell in table.column(column) if as_text(cell)]
    return bool(cells) and all(_is_figure(cell, table.style) for cell in cells)


def _is_figure(cell: Any, style: Any) -> bool:
    try:
        number(cell, style)
    except RefusedError:
        return False
    return True


def _links_to_itself(draft: Draft) -> Iterator[Problem]:
    for row, link in draft.sheets.links.numbered():
        if link.action == link.other:
            yield Problem("E028", draft.table_place("links", row, "other"), link.action)
    for row, partner in draft.sheets.partners.numbered():
        if partner.partner in partner.contiguous_with:
            place = draft.table_place("partners", row, "contiguous_with")
            yield Problem("E028", place, partner.partner)
    for row, fund in draft.sheets.funds.numbered():
        if fund.fund in fund.not_with:
            yield Problem("E028", draft.table_place("funds", row, "not_with"), fund.fund)


def _loops(draft: Draft, table: str, key: str) -> Iterator[Problem]:
    """Parents that are their own ancestors; each loop is told once."""
    sheet = getattr(draft.sheets, table)
    parents = {getattr(record, key): record.parent for record in sheet.records}
    told: set[str] = set()
    for row, record in sheet.numbered():
        loop = _loop_from(getattr(record, key), parents)
        if loop and not told & set(loop):
            told |= set(loop)
            place = sheet.table.place(row, "parent")
            yield Problem("E029", place, record.parent, {"loop": " → ".join([*loop, loop[0]])})


def _loop_from(start: str, parents: Mapping[str, str | None]) -> list[str]:
    """The chain of parents from `start` back to `start`, if it comes back."""
    chain = [start]
    above = parents.get(start)
    while above is not None and above not in chain:
        chain.append(above)
        above = parents.get(above)
    return chain if above == start else []


def unknown_columns(draft: Draft) -> Iterator[Problem]:
    """Columns that mean nothing to the program: kept, but perhaps misspelt."""
    from mcda.files.columns import find_column

    criteria = {c + end for c in draft.known["criterion"] for end in ("", ".low", ".high")}
    figures = {problem.place for problem in _figures_of_no_criterion(draft)}
    for name, spec in SCENARIO_TABLES.items():
        table = getattr(draft.sheets, name).table
        for column, header in zip(table.columns, table.headers, strict=True):
            place = table.place(None, column)
            is_known = find_column(name, header) or (name == "impacts" and column in criteria)
            if header and not is_known and place not in figures:
                known = [*_headers_of(spec.columns), *(sorted(criteria) if name == "impacts" else ())]
                missing = [header for header in known if header not in table.columns]
                yield Problem("W016", place, header, {}, nearest(header, missing))


def _headers_of(columns: Iterable[Any]) -> list[str]:
    return [header for column in columns for header in dict.fromkeys((column.name, column.french))]
