"""The table of impacts: one record per filled cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mcda.files.cells import IF_NOT, Habits, RefusedError, action_of, reader
from mcda.files.raw_table import Cell, as_text
from mcda.files.rows import Rows
from mcda.files.sheet import Sheet
from mcda.model import Criterion, Impact, NamedLevels
from mcda.problems import Term
from mcda.wording import N_

SUMMED = N_("its effects are added up before they are valued")
A_MARK = N_("its cells are levels, not changes")
INTERVAL = N_("an interval belongs to the row of the action itself")
"""Why a cell of what happens if an action is not done is refused."""


def read_impacts(
    rows: Rows, criteria: Sheet[Criterion]
) -> tuple[Sheet[Impact], Mapping[str, Mapping[str, str]]]:
    """One record per filled cell; `trips.low` goes with `trips`, and `W1.if_not` with `W1`."""
    table = rows.table
    known = {record.criterion: record for record in criteria.records}
    columns = _level_columns(rows, criteria.ids - _unread_names(criteria), known)
    own = {name for bounds in columns.values() for _, _, name, _ in bounds}
    found = _Found()
    for row, values, sound in rows.values(skipped=own):
        doing = values.get("action")
        if doing is None:
            continue
        is_done = not doing.endswith(IF_NOT)
        for criterion, bounds in columns.items() if row not in table.slipped else ():
            levels = _levels(rows, row, criterion, bounds)
            if levels is None or not (is_done or _may_stand(rows, row, known.get(criterion), levels)):
                sound = False
            elif levels and is_done:
                found.add(row, Impact(action=doing, criterion=criterion, **levels))
            elif levels:
                found.otherwise[action_of(doing), criterion] = (row, levels["level"])
        if not sound:
            found.flawed.add(action_of(doing))
        if "extra" in values:
            found.extra[doing] = values["extra"]
    ids = frozenset(action_of(as_text(cell)) for cell in table.column("action"))
    records, numbers = found.merged()
    return Sheet(table, records, numbers, ids, frozenset(found.flawed)), found.extra


@dataclass
class _Found:
    """What the rows of impacts say, so far."""

    records: list[Impact] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    otherwise: dict[tuple[str, str], tuple[int, Fraction]] = field(default_factory=dict)
    """Row and level of what happens if an action is not done, by action and criterion."""
    flawed: set[str] = field(default_factory=set)
    extra: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def add(self, row: int, record: Impact) -> None:
        self.numbers.append(row)
        self.records.append(record)

    def merged(self) -> tuple[tuple[Impact, ...], tuple[int, ...]]:
        """Records with what happens otherwise, and their rows."""
        left = dict(self.otherwise)
        records = []
        for record in self.records:
            _, level = left.pop((record.action, record.criterion), (0, record.if_not))
            records.append(record.model_copy(update={"if_not": level}) if level else record)
        for (action, criterion), (_, level) in left.items():
            nothing = Fraction(0)
            records.append(Impact(action=action, criterion=criterion, level=nothing, if_not=level))
        return tuple(records), (*self.numbers, *(row for row, _ in left.values()))


_Bounds = list[tuple[str, int, str, Callable[[Cell], Fraction]]]


def _level_columns(
    rows: Rows, criteria: Iterable[str], known: Mapping[str, Criterion]
) -> dict[str, _Bounds]:
    """Of each criterion: field, position, name and reader of its columns."""
    columns: dict[str, _Bounds] = {}
    for criterion in sorted(criteria):
        read = _reader(rows.habits, known.get(criterion))
        for bound, name in (
            ("level", criterion),
            ("low", f"{criterion}.low"),
            ("high", f"{criterion}.high"),
        ):
            if name in rows.table.index:
                entry = (bound, rows.table.index[name], name, read)
                columns.setdefault(criterion, []).append(entry)
    return columns


def _reader(habits: Habits, criterion: Criterion | None) -> Callable[[Cell], Fraction]:
    """What reads the levels of a criterion: figures, or the points of their names."""
    shape = criterion.shape if criterion else None
    if isinstance(shape, NamedLevels):
        read_name = reader("name", replace(habits, names=shape))
        return lambda cell: shape.points(read_name(cell))
    read: Callable[[Cell], Fraction] = reader(
        "level", replace(habits, unit=criterion.unit if criterion else "")
    )
    return read


def _unread_names(criteria: Sheet[Criterion]) -> set[str]:
    """Criteria whose shape, of names perhaps, could not be read: their cells would be blamed for it."""
    table = criteria.table
    read = {record.criterion for record in criteria.records}
    return {
        table.text(row, "criterion")
        for row in range(len(table.rows))
        if table.text(row, "criterion") not in read
        and ":" in (shape := table.text(row, "shape"))
        and any(c.isalpha() for c in shape)
    }


def _may_stand(
    rows: Rows, row: int, criterion: Criterion | None, levels: Mapping[str, Fraction]
) -> bool:
    """Whether cells may tell what happens if an action is not done; a problem says why not."""
    if criterion is None or not levels:
        return True
    reason, column = "", criterion.criterion
    if criterion.role != "value":
        reason = A_MARK
    elif criterion.scope != "action":
        reason = SUMMED
    elif levels.keys() - {"level"}:
        reason, column = INTERVAL, f"{column}.{max(levels.keys() - {'level'})}"
    if reason:
        rows.refuse("E187", row, column, criterion=criterion.criterion, reason=Term(reason))
    return not reason


def _levels(rows: Rows, row: int, criterion: str, bounds: _Bounds) -> dict[str, Fraction] | None:
    """Level, low and high of one criterion; None if a cell cannot be read."""
    cells = rows.table.rows[row]
    levels: dict[str, Fraction] = {}
    sound = True
    for bound, position, name, read in bounds:
        cell = cells[position]
        if isinstance(cell, str) and (not cell or cell.isspace()):
            continue
        try:
            levels[bound] = read(cell)
        except RefusedError as refused:
            rows.refuse_cell(refused, row, name, cell)
            sound = False
    if sound and levels and "level" not in levels:
        rows.refuse("E010", row, criterion)
        return None
    return levels if sound else None
