"""Where a scenario is: from what the user typed to raw settings and raw tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from mcda.errors import InvalidScenario, Place, Problem
from mcda.files.cells import nearest
from mcda.files.columns import SETTINGS_COLUMNS, SETTINGS_SHEETS, find_inline, find_table
from mcda.files.csv_table import decoded, read_csv, read_text
from mcda.files.headers import fold
from mcda.files.raw_table import Cell, RawTable, as_text, build
from mcda.files.sheet_keys import BadKeyError, read_key, unflatten
from mcda.files.spreadsheet import RawSheet, read_workbook
from mcda.files.tree import Path as TreePath
from mcda.files.tree import Tree, tree_of
from mcda.files.yaml_tree import LARGEST, parse

SETTINGS_FILES = ("scenario.yaml", "scenario.yml")
WORKBOOKS = (".xlsx", ".ods")


@dataclass(frozen=True)
class Raw:
    """A scenario as it was written, before overrides and checks."""

    settings: Tree
    tables: Mapping[str, RawTable]
    problems: tuple[Problem, ...] = ()
    """What was already wrong with files, sheets and rows."""
    origin: str = ""
    folder: Path | None = None
    """Where `scenario.yaml` is; None where it is in no folder."""


def locate(source: str | Path) -> tuple[Path, str, str | None]:
    """The path, the origin as typed, and the variant of `PATH:variant`; an existing path wins."""
    typed = str(source)
    if typed == "-" or Path(typed).exists():
        return Path(typed), typed, None
    before, colon, variant = typed.rpartition(":")
    if colon and (before == "-" or (before and Path(before).exists())):
        return Path(before), before, variant
    path = Path(before) if colon and len(before) > 1 else Path(typed)
    beside = _names_beside(path)
    raise InvalidScenario([Problem("E060", NO_FILE, str(path), {}, nearest(path.name, beside))])


NO_FILE = Place()


def _names_beside(path: Path) -> list[str]:
    try:
        return [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return []


def load(path: Path, origin: str) -> Raw:
    """The raw scenario at a path.

    Raises
    ------
    InvalidScenario
        Nothing can be read: no such kind of file, or settings that are no YAML.

    """
    if origin == "-":
        return _from_yaml(_text_of_stdin(), Path(), "-", origin)
    if path.is_dir():
        return _from_folder(path, origin)
    kind = path.suffix.casefold()
    if kind in (".yaml", ".yml"):
        return _from_yaml(_text_of(path), path.parent, path.name, origin)
    if kind in WORKBOOKS:
        return _from_workbook(path, origin)
    if kind == ".pb":
        from mcda.files.pabulib import read_pb

        settings, tables, problems = read_pb(_text_of(path), path.name)
        return Raw(settings, tables, tuple(problems), origin)
    raise InvalidScenario([Problem("E087", Place(path.name), path.suffix or path.name)])


def raw_of_mapping(content: Mapping[str, Any]) -> Raw:
    """The raw scenario that a Python mapping with inline tables writes."""
    return _with_inline_tables(tree_of(content), {}, [], "")


def _text_of_stdin() -> str:
    text = decoded(sys.stdin.buffer.read(LARGEST * 2 + 1), "-")
    if isinstance(text, Problem):
        raise InvalidScenario([text])
    return text


def _text_of(path: Path) -> str:
    text = read_text(path, path.name, LARGEST * 2)
    if isinstance(text, Problem):
        raise InvalidScenario([text])
    return text


def _from_folder(folder: Path, origin: str) -> Raw:
    for name in SETTINGS_FILES:
        if (folder / name).is_file():
            return _from_yaml(_text_of(folder / name), folder, name, origin)
    raise InvalidScenario([Problem("E060", NO_FILE, str(folder / SETTINGS_FILES[0]))])


def _from_yaml(text: str, folder: Path, file: str, origin: str) -> Raw:
    settings = parse(text, file)
    elsewhere = settings.value.get("tables") if isinstance(settings.value, Mapping) else None
    if elsewhere is None:
        found = list(_tables_in(folder, "")) if origin != "-" else []
    else:
        found = _tables_elsewhere(folder, str(elsewhere), settings.place(("tables",)))
    tables: dict[str, RawTable] = {}
    problems: list[Problem] = []
    for table, wrong in found:
        problems += wrong
        if table is not None:
            problems += _twice(tables, table)
            tables.setdefault(table.name, table)
    raw = _with_inline_tables(settings, tables, problems, origin)
    return raw if origin == "-" else replace(raw, folder=folder)


Found = tuple[RawTable | None, list[Problem]]


def _twice(tables: Mapping[str, RawTable], table: RawTable) -> Iterator[Problem]:
    if table.name in tables:
        first = tables[table.name]
        where = first.sheet or first.file or ""
        yield Problem("E048", Place(table.file, table.sheet), table.name, {"first": where})


def _tables_in(folder: Path, prefix: str) -> Iterator[Found]:
    """The CSV files of a folder that bear the name of a table."""
    for path in sorted(folder.iterdir()):
        name = find_table(path.stem) if path.suffix.casefold() == ".csv" else None
        if name is not None:
            yield read_csv(path, name, prefix + path.name)


def _tables_elsewhere(folder: Path, named: str, place: Place) -> list[Found]:
    """Tables in a sub-folder or a workbook under the scenario's folder."""
    path = (folder / named).resolve()
    if not path.is_relative_to(folder.resolve()):
        return [(None, [Problem("E068", place, named)])]
    if path.is_dir():
        return list(_tables_in(path, f"{named.rstrip('/')}/"))
    if not path.is_file():
        return [(None, [Problem("E060", place, named, {}, nearest(named, _names_beside(path)))])]
    if path.suffix.casefold() not in WORKBOOKS:
        return [(None, [Problem("E087", place, named)])]
    sheets, problems = read_workbook(path, named)
    return [(None, problems), *_tables_of(sheets, named)]


def _tables_of(sheets: Iterable[RawSheet], file: str) -> Iterator[Found]:
    """Sheets that bear the name of a table; others are left alone."""
    for sheet in sheets:
        name = find_table(sheet.title)
        if name is not None:
            table, problems = build(name, sheet.lines, file=file, sheet=sheet.title)
            yield table, [*problems, *(_under_header(p, table) for p in sheet.problems)]


def _under_header(problem: Problem, table: RawTable) -> Problem:
    """The problem of a cell, its column named by the header instead of its letter."""
    letter = problem.place.column or ""
    position = 0
    for character in letter:
        position = position * 26 + ord(character) - 64
    if not 0 < position <= len(table.headers) or problem.place.row == table.header_line:
        return problem
    return replace(problem, place=replace(problem.place, column=table.headers[position - 1]))


def _from_workbook(path: Path, origin: str) -> Raw:
    sheets, problems = read_workbook(path, path.name)
    if problems:
        raise InvalidScenario(problems)
    tables: dict[str, RawTable] = {}
    settings = Tree({})
    for sheet in sheets:
        if fold(sheet.title) in map(fold, SETTINGS_SHEETS):
            settings, wrong = _settings_sheet(sheet, path.name)
            problems += [*sheet.problems, *wrong]
    for table, wrong in _tables_of(sheets, path.name):
        problems += wrong
        if table is not None:
            problems += _twice(tables, table)
            tables.setdefault(table.name, table)
    return Raw(settings, tables, tuple(problems), origin)


def _settings_sheet(sheet: RawSheet, file: str) -> tuple[Tree, list[Problem]]:
    """The tree that rows of key and value write."""
    rows = [
        (line, as_text(cells[0]), cells[1])
        for line, cells in sheet.lines
        if len(cells) > 1 and cells[0] != ""
    ]
    if rows and fold(rows[0][1]) in map(fold, SETTINGS_COLUMNS[0]):
        rows = rows[1:]
    problems: list[Problem] = []
    while True:
        try:
            tree = unflatten([(key, _setting(cell)) for _, key, cell in rows])
            break
        except BadKeyError as error:
            line, key, _ = rows.pop(error.position)
            problems.append(Problem("E045", Place(file, sheet.title, line, path=key), key))
    places = _row_places(rows, file, sheet.title)
    return Tree(tree, places, places), problems


def _setting(cell: Cell) -> str | Fraction | None:
    return cell if isinstance(cell, Fraction) else as_text(cell)


def _row_places(rows: Iterable[tuple[int, str, Cell]], file: str, sheet: str) -> dict[TreePath, Place]:
    places: dict[TreePath, Place] = {}
    for line, key, _ in rows:
        path = read_key(key) or ()
        for size in range(1, len(path) + 1):
            places.setdefault(path[:size], Place(file, sheet, line, None, ".".join(path[:size])))
    return places


def _with_inline_tables(
    settings: Tree, tables: dict[str, RawTable], problems: list[Problem], origin: str
) -> Raw:
    content = settings.value if isinstance(settings.value, Mapping) else {}
    for key, rows in content.items():
        name = find_inline(key)
        if name is None or rows is None:
            continue
        table, wrong = _inline_table(settings, key, name)
        problems += [*wrong, *(_twice(tables, table) if table else ())]
        if table is not None:
            tables.setdefault(name, table)
    return Raw(settings, tables, tuple(problems), origin)


def _inline_table(settings: Tree, key: str, name: str) -> Found:
    """A table written as a list of mappings with the same names as the columns."""
    rows = settings.value[key]
    place = settings.place((key,))
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        return None, [Problem("E088", place, key)]
    if not rows:
        return RawTable(name, (), (), (), file=place.file, header_line=place.row), []
    headers = list(dict.fromkeys(header for row in rows for header in row))
    numbered: list[tuple[int, list[Cell]]] = [(place.row or 0, [*headers])]
    for position, row in enumerate(rows):
        line = settings.place((key, position)).row or position + 1
        numbered.append((line, [inline_cell(row.get(header)) for header in headers]))
    return build(name, numbered, file=place.file, sheet=None if place.file else key)


def inline_cell(value: Any) -> Cell:
    """The cell that a value of YAML or Python writes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, Decimal) and value.is_finite():
        return Fraction(value)
    if isinstance(value, float) and value == value and abs(value) != float("inf"):
        return Fraction(repr(value))
    if isinstance(value, list | tuple):
        return " ".join(str(part) for part in value)
    return str(value)
