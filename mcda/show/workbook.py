"""The results workbook (`.xlsx`): a sheet of contents, then one sheet for each table.

Figures are numbers, as exact as a spreadsheet keeps them; a text never becomes a formula; nothing
points outside the workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from mcda.analysis.dossier import Dossier
from mcda.analysis.reading import reading as read_plainly
from mcda.portfolio import Portfolio
from mcda.show import labels, reading
from mcda.show.datatables import Cell, Column, DataTable, Measured, shown
from mcda.show.datatables.dossier import tables
from mcda.show.tables import headline, proof
from mcda.wording import N_, Words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
"""Most characters of a cell; a longer text ends with `…`."""
LONGEST_TAB, LONGEST_FORMAT = 31, 200
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula, for one spreadsheet or another."""
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
"""Characters that the name of a sheet cannot hold."""
FONT = "Calibri"
INK, FILL, RULE = "FFFFFF", "1F3A5F", "808080"
NARROWEST, WIDEST = 10, 48
"""Least and largest width of a column, in characters."""
LINE, TALLEST = 15, 405
"""Height of a line of text, and of the tallest row, in points."""
CONTENTS_WIDTHS = (36, 84)
HEADER = 3
"""Line of the headings, below title and a blank line."""


@dataclass(frozen=True)
class Sheet:
    """A table and the name of its sheet."""

    tab: str
    table: DataTable


def write(dossier: Dossier, words: Words, day: date | None = None) -> bytes:
    """The workbook of a dossier, in the reader's language; `day` is written into it."""
    found = sheets(tables(dossier, words, day), words)
    return _saved(_workbook(dossier.proposal, found, words, day))


def sheets(found: Iterable[DataTable], words: Words) -> tuple[Sheet, ...]:
    """Each table with a name for its sheet: short, allowed, unlike every other."""
    taken = {contents_tab(words).casefold()}
    named = []
    for table in found:
        tab = _free(_tab(table.tab or table.title), taken)
        taken.add(tab.casefold())
        named.append(Sheet(tab, table))
    return tuple(named)


def contents_tab(words: Words) -> str:
    """The name of the first sheet."""
    return words(N_("Contents"))


def _tab(title: str) -> str:
    """A title as the name of a sheet; `History` is taken by Excel itself."""
    allowed = " ".join(FORBIDDEN.sub(" ", writable(title)).split()).strip("' ")
    return labels.cut(allowed, LONGEST_TAB) if allowed and allowed.casefold() != "history" else "_"


def _free(tab: str, taken: set[str], number: int = 2) -> str:
    if tab.casefold() not in taken:
        return tab
    suffix = f" {number}"
    other = tab[: LONGEST_TAB - len(suffix)] + suffix
    return other if other.casefold() not in taken else _free(tab, taken, number + 1)


# ---------------------------------------------------------------- the book


def _workbook(found: Portfolio, parts: Sequence[Sheet], words: Words, day: date | None) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    _describe(book, found, words, day)
    first = book.active
    first.title = contents_tab(words)
    _fill_contents(first, found, parts, words)
    for part in parts:
        _fill(book.create_sheet(part.tab), part.table, words)
    return book


def _describe(book: Workbook, found: Portfolio, words: Words, day: date | None) -> None:
    """Title, language and day in the properties of the document; no name of a person."""
    book.properties.title = writable(labels.title(found.scenario, words))
    book.properties.language = words.language
    book.properties.creator = "mcda"
    if day is not None:
        moment = datetime.combine(day, time(), UTC).replace(tzinfo=None)
        book.properties.created = book.properties.modified = moment


def _saved(book: Workbook) -> bytes:
    from mcda.files.workbook import saved

    return saved(book)


def _fill_contents(sheet: Worksheet, found: Portfolio, parts: Sequence[Sheet], words: Words) -> None:
    """What the workbook is about, what is known of the proposal, and a link to each sheet."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    _put_title(sheet, labels.title(found.scenario, words))
    said = [
        str(headline(found, words)),
        *reading.headlines(found.scenario, read_plainly(found), words),
        str(proof(found.proof, words)),
    ]
    for line, sentence in enumerate(said, start=2):
        put_text(sheet.cell(line, 1), sentence)
        sheet.cell(line, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=2)
        sheet.row_dimensions[line].height = _height([(sentence, sum(CONTENTS_WIDTHS))])
    start = len(said) + 3
    titles = (Column(words(N_("Sheet"))), Column(words(N_("What it shows"))))
    _put_headings(sheet, start, titles)
    for line, part in enumerate(parts, start=start + 1):
        cell = sheet.cell(line, 1)
        put_text(cell, part.tab)
        quoted = part.tab.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")
        cell.font = Font(FONT, color="0563C1", underline="single")
        put_text(sheet.cell(line, 2), part.table.title)
        sheet.cell(line, 2).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[line].height = _height([(part.table.title, CONTENTS_WIDTHS[1])])
    for letter, width in zip("AB", CONTENTS_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _set_up(sheet, start)


# ---------------------------------------------------------------- a sheet


def _fill(sheet: Worksheet, table: DataTable, words: Words) -> None:
    """Title, headings that stay in view, rows, totals, note."""
    from openpyxl.styles import Border, Font, Side
    from openpyxl.utils import get_column_letter

    _put_title(sheet, table.title)
    _put_headings(sheet, HEADER, table.columns)
    last = HEADER + len(table.rows)
    for line, row in enumerate((*table.rows, *table.totals), start=HEADER + 1):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True), start=1):
            _put(sheet.cell(line, place), cell, column, words)
            if line > last:
                sheet.cell(line, place).font = Font(FONT, bold=True)
            if line == last + 1:
                sheet.cell(line, place).border = Border(top=Side("thin", color=RULE))
    widths = _set_sizes(sheet, table, words)
    if table.note:
        _put_note(sheet, last + len(table.totals) + 2, table.note, widths)
    end = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A{HEADER}:{end}{last}"
    sheet.freeze_panes = f"B{HEADER + 1}" if len(table.columns) > 2 else f"A{HEADER + 1}"
    _set_up(sheet, HEADER)


def heading(column: Column) -> str:
    """A heading with the unit of its figures, unless it says it already."""
    unit = "%" if column.kind == "share" else column.unit
    return f"{column.heading} ({unit})" if unit and f"({unit})" not in column.heading else column.heading


def _put_title(sheet: Worksheet, title: str) -> None:
    from openpyxl.styles import Font

    put_text(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(FONT, bold=True, size=14)


def _put_headings(sheet: Worksheet, line: int, headings: Iterable[Column]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for place, column in enumerate(headings, start=1):
        cell = sheet.cell(line, place)
        put_text(cell, heading(column))
        cell.font = Font(FONT, bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=FILL)
        side = "right" if column.is_numeric else "left"
        cell.alignment = Alignment(side, "center", wrap_text=True, indent=1)


def _put_note(sheet: Worksheet, line: int, note: str, widths: Sequence[int]) -> None:
    """A sentence below a table, across all its columns."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(line, 1)
    put_text(cell, note)
    cell.font = Font(FONT, italic=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=len(widths))
    sheet.row_dimensions[line].height = _height([(note, sum(widths) * 9 // 10)])


def _put(target: Any, cell: Cell, column: Column, words: Words) -> None:
    """A figure as a number with its format, a text as text; nothing for nothing."""
    from openpyxl.styles import Alignment

    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        put_text(target, cell)
        side = "right" if column.is_numeric else "left"
        target.alignment = Alignment(side, "top", wrap_text=True, indent=1)
        return
    measure = cell if isinstance(cell, Measured) else column
    amount = cell.amount if isinstance(cell, Measured) else cell
    target.value = str(int(amount)) if amount == int(amount) else repr(float(amount))
    target.data_type = "n"  # in all its digits: openpyxl would round a float to 16 of them
    target.number_format = number_format(measure, words)
    target.alignment = Alignment("right", "top", indent=1)


PATTERNS: Mapping[str, str] = {"year": "0", "share": "0.0%"}


def number_format(measure: Column | Measured, words: Words) -> str:
    """The format of a figure; a figure with a unit of its own carries it, a column in its heading.

    Codes are the same in every language; separators are those of the reader's spreadsheet.
    """
    pattern = PATTERNS.get(measure.kind) or "#,##0" + ("." + "0" * measure.places) * (measure.places > 0)
    if isinstance(measure, Column):
        return pattern
    unit = f"\u00a0{measure.unit}" if measure.unit else ""
    coded = _literal(measure.before) + pattern + _literal(unit + measure.after)
    return coded if len(coded) <= LONGEST_FORMAT else pattern


def _literal(text: str) -> str:
    """A text within the format of a number."""
    return '"' + writable(text).replace('"', "”") + '"' if text else ""


def writable(text: str) -> str:
    """A text as a cell can hold it."""
    return UNWRITABLE.sub("", text)


def put_text(cell: Any, text: str) -> None:
    """A text that stays text, whatever it begins with."""
    cell.value = labels.cut(writable(text), LONGEST)
    cell.data_type = "s"  # openpyxl takes `=...` for a formula and `#N/A` for an error
    if text.startswith(RISKY):
        cell.quotePrefix = True


def _set_sizes(sheet: Worksheet, table: DataTable, words: Words) -> list[int]:
    """Columns as wide as what stands in them, within limits; rows as tall as what wraps there.

    The widths are handed back, in characters.

    Spreadsheets do not all find the height of a row by themselves.
    """
    from openpyxl.utils import get_column_letter

    heads = [heading(column) for column in table.columns]
    lines = [
        [shown(cell, column, words) for cell, column in zip(row, table.columns, strict=True)]
        for row in (*table.rows, *table.totals)
    ]
    widths = [_width(head, column) for head, column in zip(heads, zip(*lines, strict=True), strict=True)]
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    narrow = [width * 2 // 3 for width in widths]  # headings are bold, and break between words
    sheet.row_dimensions[HEADER].height = _height(zip(heads, narrow, strict=True))
    for line, texts in enumerate(lines, start=HEADER + 1):
        sheet.row_dimensions[line].height = _height(zip(texts, widths, strict=True))
    return widths


def _width(head: str, texts: Iterable[str]) -> int:
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    word = max(map(len, head.split()), default=0)
    return min(max(NARROWEST, longest + 3, word + 4), WIDEST)


def _height(cells: Iterable[tuple[str, int]]) -> int:
    """Of a row, from its texts and the widths of their columns."""
    tallest = max(
        sum(max(1, -(-len(line) // width)) for line in text.split("\n")) for text, width in cells
    )
    return min(LINE * tallest, TALLEST)


def _set_up(sheet: Worksheet, header: int) -> None:
    """Print as wide as the paper, headings on each page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header}:{header}"
    sheet.oddFooter.center.text = "&A – &P/&N"
    sheet.sheet_view.showGridLines = False
