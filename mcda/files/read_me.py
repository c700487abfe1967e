"""The sheet "Lisez-moi" of the template: how to fill it in, how to use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcda.files.columns import TABLES
from mcda.files.template_fields import Example
from mcda.files.workbook import FONT, fit_to_page
from mcda.wording import N_

if TYPE_CHECKING:
    from openpyxl import Workbook

TITLES = {"fr": "Lisez-moi", "en": "Read me"}
WIDTHS = (48, 92)
LINE_HEIGHT = 15

HEADING = N_("Which actions to choose together? A workbook to fill in")
WHAT_FOR = N_(
    "Describe candidate actions, who pays for them, who receives them and what they change. The program "
    "finds the best portfolio that your rules allow, proves it, and writes the reciprocity ledger: who "
    "gives, who receives. The rows that are there are an illustrative example: replace them."
)
STEPS = (
    N_(
        "Fill in the sheets from left to right. Dark headers: columns to keep. "
        "Grey headers: may stay blank."
    ),
    N_("Point at a header to read what to write and in which unit. Cells with a list: choose in it."),
    N_("Codes (of actions, partners, criteria) begin with a letter: letters, digits and _, no space."),
    N_("In the sheet of effects, one column for each criterion, named by its code."),
    N_("For each action, what the partners pay sums to 100, and what they receive too."),
    N_("Numbers: 120000 or 120 000. Percentages: 50 or 50 %. Amounts: in the unit of the settings."),
    N_("Columns that you add are kept and change nothing."),
)
COMMANDS = (
    ("mcda validate {file}", N_("Everything that is wrong, at once, with its place and its remedy.")),
    ("mcda solve {file}", N_("The best portfolio, with its proof and its reciprocity ledger.")),
    ("mcda solve {file}:prudent", N_("The same, with the changes of the variant “prudent”.")),
    ("mcda compare {file} {file}:prudent", N_("Portfolios side by side.")),
)
FILES = {"fr": "gabarit.xlsx", "en": "template.xlsx"}


def add(book: Workbook, example: Example) -> None:
    """Put the sheet before the others."""
    from openpyxl.styles import Alignment, Font

    worksheet = book.create_sheet(TITLES[example.language], 0)
    for letter, width in zip("AB", WIDTHS, strict=True):
        worksheet.column_dimensions[letter].width = width
    for line, (left, right) in enumerate(_lines(example), start=1):
        for column, text in ((1, left), (2, right)):
            cell = worksheet.cell(line, column, text or None)
            cell.alignment = Alignment(wrap_text=line > 1, vertical="top")
            cell.font = Font(FONT, bold=column == 1, size=16 if line == 1 else 11)
        if line > 1:
            worksheet.row_dimensions[line].height = LINE_HEIGHT * (1 + len(right) // (WIDTHS[1] + 8))
    worksheet.sheet_view.showGridLines = False
    fit_to_page(worksheet)


def _lines(example: Example) -> Iterator[tuple[str, str]]:
    say, file = example.say, FILES[example.language]
    yield say(HEADING), ""
    yield "", ""
    yield "", say(WHAT_FOR)
    yield "", ""
    for number, step in enumerate(STEPS):
        yield "" if number else say(N_("How to fill it in")), say(step)
    yield "", ""
    yield say(N_("The sheets")), ""
    for name, table in TABLES.items():
        yield example.title(name), say(table.about)
    yield "", ""
    yield say(N_("What to do with it")), ""
    for command, about in COMMANDS:
        yield command.format(file=file), say(about)
