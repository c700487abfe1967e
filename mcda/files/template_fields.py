"""What stands in each column of the template: header with its unit, comment, drop-down, example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mcda.files.columns import BOUND, TABLES
from mcda.files.headers import Column, Kind, Table
from mcda.files.pages import Content, Page, Written
from mcda.wording import N_, Words, words

Language = Literal["fr", "en"]
LAST_ROW = 300
"""Last row with drop-downs."""
REFERENCES: Mapping[tuple[str, str], str] = {
    ("partners", "parent"): "partners",
    ("criteria", "parent"): "criteria",
    ("actions", "lead"): "partners",
    ("impacts", "action"): "actions",
    ("shares", "action"): "actions",
    ("shares", "partner"): "partners",
    ("shares", "criterion"): "criteria",
    ("links", "action"): "actions",
    ("links", "other"): "actions",
}
"""Columns that hold the id of a row of another table."""
PROPOSALS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("partners", "group"): ("urbain,périurbain,rural", "urban,periurban,rural"),
    ("actions", "theme"): (
        "mobilité,eau,alimentation,santé,habitat,énergie,culture,économie,tourisme,gouvernance",
        "mobility,water,food,health,housing,energy,culture,economy,tourism,governance",
    ),
}
"""Columns in which something else than what is proposed may be written."""
YES_NO: Mapping[Language, tuple[str, str]] = {"fr": ("oui", "non"), "en": ("yes", "no")}
PERCENTAGES = frozenset({"percent", "effect"})


@dataclass(frozen=True)
class DropDown:
    """A list to choose from: the formula of a data validation."""

    formula: str
    strict: bool = True
    """Whether anything else is refused."""


@dataclass(frozen=True)
class Field:
    """One column of a sheet of the template."""

    header: str
    comment: str
    kind: Kind
    required: bool
    drop_down: DropDown | None
    cells: tuple[Written, ...]


@dataclass(frozen=True)
class Example:
    """The scenario that fills the template, and the language in which it is shown."""

    content: Content
    language: Language

    @property
    def say(self) -> Words:
        return words(self.language)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        return {page.table: page for page in self.content.pages}

    @property
    def money(self) -> str:
        return str(self.content.settings["money"])

    @cached_property
    def criteria(self) -> Mapping[str, tuple[str, str]]:
        """Name and unit of each criterion."""
        page = self.pages["criteria"]
        names = zip(*(page.column(name) for name in ("criterion", "name", "unit")), strict=True)
        return {str(criterion): (str(name), str(unit)) for criterion, name, unit in names}

    def title(self, table: str) -> str:
        """Name of the sheet of a table."""
        return TABLES[table].title(self.language).capitalize()


def fields(example: Example, table: str) -> list[Field]:
    """The columns of a table."""
    spec, page = TABLES[table], example.pages[table]
    leading = _level_columns(example, page) if table == "impacts" else []
    names = dict.fromkeys([*leading, *(column.name for column in spec.columns)])
    return [_field(example, spec, page, name) for name in names]


def _level_columns(example: Example, page: Page) -> list[str]:
    """The action, then each criterion with the ends of its interval, in the order of the criteria."""
    ends = ((criterion, f"{criterion}.low", f"{criterion}.high") for criterion in example.criteria)
    return ["action", *(name for names in ends for name in names if name in page.columns)]


def _field(example: Example, table: Table, page: Page, name: str) -> Field:
    cells = page.column(name) or ("",) * len(page.rows)
    column = table.by_name.get(name)
    if column is None:
        return _level_field(example, name, cells)
    return Field(
        header=_with_unit(column.header(example.language), _unit(example, column)),
        comment=_comment(example, column),
        kind=column.kind,
        required=column.required,
        drop_down=_drop_down(example, table, column),
        cells=tuple(_in_language(cell, column, example.language) for cell in cells),
    )


def _level_field(example: Example, name: str, cells: tuple[Written, ...]) -> Field:
    """A column of the effects: one criterion, or an end of its interval."""
    bound = BOUND.fullmatch(name)
    criterion, unit = example.criteria[bound["of"] if bound else name]
    about = {
        None: N_("What the action changes, against doing nothing; blank for nothing."),
        "low": N_("Least change thought possible."),
        "high": N_("Largest change thought possible."),
    }[name.rpartition(".")[2] if bound else None]
    header = _with_unit(_bound_in_language(name, example.language) if bound else name, unit)
    comment = "\n".join([criterion, example.say(about), _unit_line(example, unit)])
    return Field(header, comment, "level", not bound, None, cells)


def _bound_in_language(name: str, language: Language) -> str:
    """`eau.low` as `eau.bas` in French."""
    of, _, end = name.rpartition(".")
    return f"{of}.{'bas' if end == 'low' else 'haut'}" if language == "fr" else name


def _with_unit(header: str, unit: str) -> str:
    return f"{header} ({unit})" if unit else header


def _unit(example: Example, column: Column) -> str:
    if column.kind in PERCENTAGES:
        return "%"
    return example.money if column.kind == "money" else ""


def _comment(example: Example, column: Column) -> str:
    """What to write, in which unit, among what, and whether it may stay blank."""
    return "\n".join(line for line in _comment_lines(example, column) if line)


def _comment_lines(example: Example, column: Column) -> Iterator[str]:
    say = example.say
    yield say(column.about)
    yield _unit_line(example, _unit(example, column))
    if column.choices:
        shown = ", ".join(choices(column, example.language).values())
        yield say(N_("Choices: {choices}."), choices=shown)
    if column.kind == "bool":
        yield say(N_("Choices: {choices}."), choices=", ".join(YES_NO[example.language]))
    yield say(_duty(column))


def _duty(column: Column) -> str:
    """Whether a column and its cells must be filled."""
    if column.filled:
        return N_("Required.")
    return N_("Keep the column; a cell may stay blank.") if column.required else N_("May stay blank.")


def _unit_line(example: Example, unit: str) -> str:
    return example.say(N_("Unit: {unit}."), unit=unit) if unit else ""


def choices(column: Column, language: Language) -> dict[str, str]:
    """Words of a choice in a language, by canonical value."""
    return {name: french[0] if language == "fr" else name for name, french in column.choices.items()}


def _in_language(cell: Written, column: Column, language: Language) -> Written:
    """A cell of the example as the drop-downs show it."""
    if isinstance(cell, Fraction) or not cell:
        return cell
    if column.kind == "bool":
        return YES_NO[language][0 if cell == "yes" else 1]
    return choices(column, language).get(cell, cell)


def _drop_down(example: Example, table: Table, column: Column) -> DropDown | None:
    place = table.name, column.name
    if place in REFERENCES:
        return DropDown(ids_of(example, REFERENCES[place]))
    if place in PROPOSALS:
        french, english = PROPOSALS[place]
        return DropDown(f'"{french if example.language == "fr" else english}"', strict=False)
    if column.kind == "bool":
        return DropDown(listed(YES_NO[example.language]))
    if column.kind == "choice":
        return DropDown(listed(choices(column, example.language).values()))
    if column.choices:
        words_and_ids = [*choices(column, example.language).values(), *example.criteria]
        return DropDown(listed(words_and_ids), strict=False)
    return None


def ids_of(example: Example, table: str) -> str:
    """The ids of a table, as a range."""
    return f"'{example.title(table)}'!$A$2:$A${LAST_ROW}"


def listed(values: Iterable[str]) -> str:
    """A list written in the formula itself."""
    return '"' + ",".join(values) + '"'
