"""Workbooks: `.xlsx` and `.ods` sheets as raw cells.

The directory of the archive is looked at before anything is opened: its sizes are what a small
file can expand to. A formula whose result was not kept is a problem, never an empty cell.
"""

from __future__ import annotations

import datetime
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from mcda.errors import Place, Problem
from mcda.files.raw_table import Cell, Percent
from mcda.problems import Term
from mcda.wording import N_

LARGEST = 100_000_000
"""Most bytes to which an archive may expand."""
MOST_ENTRIES = 2_000
MOST_CELLS = 5_000_000
NO_RESULTS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "Err:")

Line = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True)
class RawSheet:
    """The cells of one sheet with the numbers of its lines."""

    title: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()


class _TooLargeError(Exception):
    """More cells than a scenario can have."""


def read_workbook(path: Path, file: str) -> tuple[list[RawSheet], list[Problem]]:
    """All sheets, or the reason why none can be read."""
    refused = _refused_archive(path, file)
    if refused is not None:
        return [], [refused]
    read = _read_ods if path.suffix.casefold() == ".ods" else _read_xlsx
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features of Excel that carry no data
            return list(read(path, file)), []
    except _TooLargeError:
        return [], [Problem("E062", Place(file), details={"limit": Term(N_("five million cells"))})]
    except Exception:  # the libraries let any error of a damaged file through
        return [], [Problem("E063", Place(file))]


def _refused_archive(path: Path, file: str) -> Problem | None:
    """Why an archive is not opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES or size > LARGEST:
                return Problem("E062", Place(file), details={"limit": f"{LARGEST // 10**6} MB"})
            if any(_declares_entities(archive, entry) for entry in entries):
                return Problem("E063", Place(file))
    except OSError:
        return Problem("E060", Place(file), str(path))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
        return Problem("E063", Place(file))
    return None


def _declares_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    if not entry.filename.endswith((".xml", ".rels")):
        return False
    with archive.open(entry) as stream:
        return b"<!ENTITY" in stream.read(4096)


def _read_xlsx(path: Path, file: str) -> Iterator[RawSheet]:
    import openpyxl

    values = openpyxl.load_workbook(path, read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(path, read_only=True) if _has_formulas(path) else None
    left = MOST_CELLS
    for sheet in values.worksheets:
        twin = formulas[sheet.title] if formulas is not None else None
        raw = _xlsx_sheet(sheet, twin, file, left)
        left -= sum(len(cells) for _, cells in raw.lines)
        yield raw
    values.close()
    if formulas is not None:
        formulas.close()


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f" in archive.read(name) for name in sheets)


def _xlsx_sheet(sheet: Any, twin: Any, file: str, left: int) -> RawSheet:
    sheet.reset_dimensions()  # a wrong declared size would hide rows
    lines: list[Line] = []
    problems: list[Problem] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_xlsx_cell(cell) for cell in row]
        left -= len(cells)
        if left < 0:
            raise _TooLargeError
        problems += _without_result(cells, file, sheet.title, number)
        lines.append((number, tuple(cells)))
    if twin is not None:
        problems += _lost_formulas(lines, twin, file)
    return RawSheet(sheet.title, tuple(lines), tuple(problems))


def _xlsx_cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = Fraction(repr(value))
        return Percent(exact * 100) if "%" in (cell.number_format or "") else exact
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def _without_result(cells: Sequence[Cell], file: str, title: str, number: int) -> Iterator[Problem]:
    """Cells that show an error of the spreadsheet: `#REF!`, `#DIV/0!`."""
    for position, cell in enumerate(cells):
        if isinstance(cell, str) and cell.startswith(NO_RESULTS):
            yield Problem("E075", Place(file, title, number, _letter(position)), cell)


def _lost_formulas(lines: list[Line], twin: Any, file: str) -> Iterator[Problem]:
    """Formulas whose result was not kept in the file."""
    twin.reset_dimensions()
    for (number, cells), row in zip(lines, twin.iter_rows(), strict=False):
        for position, cell in enumerate(row):
            is_formula = getattr(cell, "data_type", None) == "f"
            if is_formula and (position >= len(cells) or cells[position] == ""):
                place = Place(file, twin.title, number, _letter(position))
                yield Problem("E075", place, str(cell.value)[:80])


def _letter(position: int) -> str:
    """Name of a column as a spreadsheet shows it: A, B ... AA."""
    name = ""
    position += 1
    while position:
        position, digit = divmod(position - 1, 26)
        name = chr(65 + digit) + name
    return name


def _read_ods(path: Path, file: str) -> Iterator[RawSheet]:
    from odf.namespaces import TABLENS
    from odf.opendocument import load
    from odf.table import Table, TableRow

    left = MOST_CELLS
    for sheet in load(str(path)).getElementsByType(Table):
        title = str(sheet.getAttrNS(TABLENS, "name"))
        lines: list[Line] = []
        problems: list[Problem] = []
        number = 1
        for row in sheet.getElementsByType(TableRow):
            cells, found = _ods_row(row, Place(file, title, number))
            repeated = int(row.getAttrNS(TABLENS, "number-rows-repeated") or 1)
            copies = repeated if cells else 0
            left -= copies * len(cells)
            if left < 0:
                raise _TooLargeError
            lines += [(number + copy, cells) for copy in range(copies)]
            problems += found
            number += repeated
        yield RawSheet(title, tuple(lines), tuple(problems))


def _ods_row(row: Any, place: Place) -> tuple[tuple[Cell, ...], list[Problem]]:
    """The cells of a row without the blanks at its end."""
    from odf.namespaces import TABLENS

    cells: list[Cell] = []
    problems: list[Problem] = []
    blanks = 0
    for node in row.childNodes:
        repeated = int(node.getAttrNS(TABLENS, "number-columns-repeated") or 1)
        cell, formula = _ods_cell(node), node.getAttrNS(TABLENS, "formula")
        if cell == "" and formula is None:
            blanks += repeated
            continue
        cells += [""] * blanks
        blanks = 0
        if len(cells) + repeated > MOST_CELLS // 100:
            raise _TooLargeError
        if cell == "" or (isinstance(cell, str) and cell.startswith(NO_RESULTS)):
            column = _letter(len(cells))
            shown = str(cell or formula)[:80]
            problems.append(Problem("E075", Place(place.file, place.sheet, place.row, column), shown))
        cells += [cell] * repeated
    return tuple(cells), problems


def _ods_cell(node: Any) -> Cell:
    from odf.namespaces import OFFICENS
    from odf.teletype import extractText

    kind, value = node.getAttrNS(OFFICENS, "value-type"), node.getAttrNS(OFFICENS, "value")
    if kind in ("float", "currency", "percentage") and value is not None:
        exact = Fraction(str(value))
        return Percent(exact * 100) if kind == "percentage" else exact
    if kind == "boolean":
        return str(node.getAttrNS(OFFICENS, "boolean-value"))
    if kind == "date":
        return str(node.getAttrNS(OFFICENS, "date-value")).removesuffix("T00:00:00")
    return "\n".join(extractText(part) for part in node.childNodes if part.tagName == "text:p")
