"""The workbook that a planner fills in: drop-downs, units, explanations, an example that solves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mcda.files import read_me
from mcda.files.columns import SETTINGS_COLUMNS, SETTINGS_SHEETS, TABLES
from mcda.files.durable import refuse_existing, write_file
from mcda.files.settings import rule_types
from mcda.files.template_fields import LAST_ROW, DropDown, Example, Field, Language, fields, listed
from mcda.files.workbook import Sheet, saved, settings_sheet, workbook
from mcda.files.write import load_content
from mcda.wording import N_, Words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

OPTIONAL_FILL = "6B7A8F"
"""Colour of the headers of columns that may stay blank."""
EXPLAINED = {
    "mcda": N_("Version of the format: leave it."),
    "title": N_("Title on screen, one row for each language."),
    "language": N_("Language of the texts: fr or en."),
    "money": N_("Unit of every amount: €, k€, M€ or any other."),
    "weights": N_("Worth of the swing from zero to full of a criterion, beside the others."),
    "objective": N_("What is optimised: value."),
    "rules": N_("Rules: the second word is the name you give, the third what the rule asks."),
    "overrides": N_("Named changes: after the name, the setting that changes."),
    "variants": N_("Variants: the named changes that each applies, separated by ;"),
}
"""What the rows of the settings say, by the first word of their keys."""


def write_template(target: str | Path, *, language: Language = "fr", force: bool = False) -> Path:
    """Write the workbook to fill in, its headers and its example in a language.

    `UsageProblem` is raised if the file exists, unless `force`.
    """
    path = Path(target)
    if not force:
        refuse_existing(path)
    write_file(path, template_bytes(language))
    return path


def template_bytes(language: Language) -> bytes:
    """The workbook to fill in, as it is on disk."""
    example = Example(load_content(example_path(language)), language)
    settings = _settings(example)
    columns = {table: fields(example, table) for table in TABLES}
    book = workbook([settings, *(_sheet(example.title(name), columns[name]) for name in TABLES)])
    _finish_settings(book[settings.title], settings, example.say)
    for name in TABLES:
        _finish_table(book[example.title(name)], columns[name], example.say)
    read_me.add(book, example)
    return saved(book)


def example_path(language: Language) -> Path:
    """The scenario that fills the template."""
    return Path(__file__).with_name(f"template_{language}.yaml")


def _sheet(title: str, columns: list[Field]) -> Sheet:
    rows = tuple(zip(*(field.cells for field in columns), strict=True))
    return Sheet(title, tuple(f.header for f in columns), tuple(f.kind for f in columns), rows)


def _settings(example: Example) -> Sheet:
    """The settings with a third column of explanations."""
    at = 1 if example.language == "fr" else 0
    sheet = settings_sheet(example.content.settings)
    headers = (*(names[at] for names in SETTINGS_COLUMNS), example.say(N_("explanation")))
    first_words = [str(key).partition(".")[0] for key, _ in sheet.rows]
    explanations = [
        example.say(EXPLAINED[word]) if word not in first_words[:line] else ""
        for line, word in enumerate(first_words)
    ]
    rows = tuple((*row, text) for row, text in zip(sheet.rows, explanations, strict=True))
    return Sheet(SETTINGS_SHEETS[at].capitalize(), headers, (*sheet.kinds, "text"), rows)


def _finish_settings(worksheet: Worksheet, sheet: Sheet, say: Words) -> None:
    """Values beside their keys, with drop-downs where they are known."""
    from openpyxl.styles import Alignment

    for line, (key, *_) in enumerate(sheet.rows, start=2):
        worksheet.cell(line, 2).alignment = Alignment(horizontal="left")
        worksheet.cell(line, 3).alignment = Alignment(indent=1)
        known = _known_values(str(key))
        if known:
            _offer(worksheet, f"B{line}", DropDown(listed(known)), say)


def _known_values(key: str) -> list[str]:
    if key.startswith("rules.") and key.endswith(".type"):
        return sorted(rule_types())
    return {"language": ["fr", "en"], "objective": ["value"]}.get(key, [])


def _finish_table(worksheet: Worksheet, columns: list[Field], say: Words) -> None:
    """Comments, colours and drop-downs."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    for position, field in enumerate(columns, start=1):
        header = worksheet.cell(1, position)
        header.comment = Comment(field.comment, "mcda", height=120, width=280)
        if not field.required:
            header.fill = PatternFill("solid", fgColor=OPTIONAL_FILL)
        if field.drop_down is not None:
            letter = get_column_letter(position)
            _offer(worksheet, f"{letter}2:{letter}{LAST_ROW}", field.drop_down, say)


def _offer(worksheet: Worksheet, cells: str, drop_down: DropDown, say: Words) -> None:
    """A list to choose from in some cells."""
    from openpyxl.worksheet.datavalidation import DataValidation

    validation = DataValidation(type="list", formula1=drop_down.formula, allow_blank=True)
    validation.showErrorMessage = drop_down.strict
    validation.errorTitle = "mcda"
    validation.error = say(N_("Choose in the list, or add the row it names first."))
    worksheet.add_data_validation(validation)
    validation.add(cells)
