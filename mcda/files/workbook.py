"""Sheets of a workbook, as `.xlsx` and as `.ods`.

Numbers are numbers, unless a spreadsheet would not keep their exact text. Text is never a formula:
a text that begins with `=`, `+`, `-` or `@` is marked as text, so that it reads back the same.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from mcda.errors import Place, Problem, UsageProblem
from mcda.exact import PLAIN_NUMBER, plain
from mcda.files.columns import SETTINGS_COLUMNS, SETTINGS_SHEETS
from mcda.files.headers import Kind
from mcda.files.pages import Content, Page, Written
from mcda.files.sheet_keys import flatten

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
"""Most characters of a cell."""
DIGITS = 15
"""Most significant digits that every spreadsheet keeps."""
RISKY = ("=", "+", "-", "@")
"""What begins a formula, for one spreadsheet or another."""
FONT = "Calibri"
NARROWEST, WIDEST = 8, 60
"""Least and largest width of a column, in characters."""
HEADER_FILL, HEADER_INK = "1F3A5F", "FFFFFF"
WHOLE, DECIMAL = "#,##0", "#,##0.00###"


@dataclass(frozen=True)
class Sheet:
    """One sheet: headers, then rows."""

    title: str
    headers: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: tuple[tuple[Written, ...], ...]


def sheets_of(content: Content) -> list[Sheet]:
    """The settings, then the tables, under the names that files bear."""
    return [settings_sheet(content.settings), *map(table_sheet, content.pages)]


def table_sheet(page: Page) -> Sheet:
    """A table under its canonical names."""
    return Sheet(page.table, page.columns, page.kinds, page.rows)


def settings_sheet(settings: Mapping[str, Any]) -> Sheet:
    """The sheet `scenario`: one row for each key."""
    rows = tuple((key, _number_or_text(value)) for key, value in flatten(settings))
    headers = tuple(english for english, _ in SETTINGS_COLUMNS)
    return Sheet(SETTINGS_SHEETS[0], headers, ("text", "text"), rows)


def _number_or_text(text: str) -> Written:
    """A number where its text comes back the same."""
    if not PLAIN_NUMBER.fullmatch(text) or len(text) > DIGITS + 2:
        return text
    number = Fraction(text)
    return number if plain(number) == text else text


def keeps(number: Fraction) -> bool:
    """Whether every spreadsheet keeps the exact text of a number."""
    text = plain(number)
    digits = text.lstrip("-0.").replace(".", "")
    return "/" not in text and len(digits) <= DIGITS and len(text) <= 2 * DIGITS


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A workbook for Excel and LibreOffice."""
    return saved(workbook(sheets))


def workbook(sheets: Iterable[Sheet]) -> Workbook:
    """The same, open for further work."""
    from openpyxl import Workbook

    book = Workbook()
    del book[book.active.title]
    for sheet in sheets:
        _check_lengths(sheet)
        fill_worksheet(book.create_sheet(sheet.title), sheet)
    return book


def saved(book: Workbook) -> bytes:
    """A workbook as it is on disk."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill_worksheet(worksheet: Worksheet, sheet: Sheet) -> None:
    """Headers that stay in view, rows, widths."""
    for column, header in enumerate(sheet.headers, start=1):
        put_header(worksheet, column, header)
    for line, row in enumerate(sheet.rows, start=2):
        for column, (cell, kind) in enumerate(zip(row, sheet.kinds, strict=True), start=1):
            _put(worksheet, line, column, cell, kind)
    worksheet.freeze_panes = "B2"
    fit_to_page(worksheet)
    _set_widths(worksheet, sheet)


def fit_to_page(worksheet: Worksheet) -> None:
    """Print as wide as the paper, headers on each page."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_title_rows = "1:1"


def put_header(worksheet: Worksheet, column: int, header: str) -> None:
    """A header that stands out."""
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = worksheet.cell(1, column)
    put_text(cell, header)
    cell.font = Font(FONT, bold=True, color=HEADER_INK)
    cell.fill = PatternFill("solid", fgColor=HEADER_FILL)
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _put(worksheet: Worksheet, line: int, column: int, value: Written, kind: Kind) -> None:
    if value == "":
        return
    cell = worksheet.cell(line, column)
    if isinstance(value, Fraction) and keeps(value):
        is_whole = value.denominator == 1
        cell.value = int(value) if is_whole else float(value)
        if kind in ("money", "amount", "level"):
            cell.number_format = WHOLE if is_whole else DECIMAL
    else:
        put_text(cell, shown(value))


def put_text(cell: Any, text: str) -> None:
    """A text that stays text."""
    cell.value = text
    cell.data_type = "s"  # openpyxl takes `=...` for a formula and `#N/A` for an error
    if text.startswith(RISKY):
        cell.quotePrefix = True


def _set_widths(worksheet: Worksheet, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    for position in range(len(sheet.headers)):
        column = [sheet.headers[position], *(shown(row[position]) for row in sheet.rows)]
        width = min(max(NARROWEST, *(len(text) + 2 for text in column)), WIDEST)
        worksheet.column_dimensions[get_column_letter(position + 1)].width = width


def shown(cell: Written) -> str:
    """What a cell says."""
    return cell if isinstance(cell, str) else plain(cell)


def ods_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A workbook for LibreOffice."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table

    document = OpenDocumentSpreadsheet()
    for sheet in sheets:
        _check_lengths(sheet)
        table = Table(name=sheet.title)
        for row in (sheet.headers, *sheet.rows):
            table.addElement(_ods_row(row))
        document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def _ods_row(cells: Iterable[Written]) -> Any:
    from odf.table import TableRow

    row = TableRow()
    for cell in cells:
        row.addElement(_ods_cell(cell))
    return row


def _ods_cell(value: Written) -> Any:
    from odf.table import TableCell
    from odf.teletype import addTextToElement
    from odf.text import P

    if value == "":
        return TableCell()
    is_number = isinstance(value, Fraction) and keeps(value)
    text = shown(value)
    cell = TableCell(valuetype="float", value=text) if is_number else TableCell(valuetype="string")
    for line in text.split("\n"):
        paragraph = P()
        addTextToElement(paragraph, line)
        cell.addElement(paragraph)
    return cell


def _check_lengths(sheet: Sheet) -> None:
    """Refuse what a spreadsheet would cut."""
    for line, row in enumerate(sheet.rows, start=2):
        for header, cell in zip(sheet.headers, row, strict=True):
            if isinstance(cell, str) and len(cell) > LONGEST:
                place = Place(sheet=sheet.title, row=line, column=header)
                raise UsageProblem(Problem("E114", place, cell[:80], {"limit": LONGEST}))
