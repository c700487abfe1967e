"""What a report is made of: sections of paragraphs, lists, tables and charts, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from mcda.show.charts import Chart
from mcda.show.datatables import DataTable


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `role` is how it stands out: `lead`, `aside`, or not at all."""

    text: str
    role: str = ""


@dataclass(frozen=True)
class Points:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """A name and what there is to say of it."""

    name: str
    text: str


@dataclass(frozen=True)
class Terms:
    """A list of names, each with what there is to say of it."""

    items: tuple[Term, ...]


Part = Paragraph | Points | Terms | DataTable | Chart


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    name: str
    """Short, the same in every language: the anchor of the section."""
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Report:
    """A whole report, in the reader's language."""

    title: str
    subtitle: str
    """What kind of document it is, about which variant, of which day."""
    language: str
    pages: tuple[tuple[Section, ...], tuple[Section, ...]]
    """The committee's note: the sections of its first page, those of its second."""
    annexes: tuple[Section, ...]
    setting: str = ""
    """How close the note is set: see `mcda.show.report.fit`."""
    author: str = ""
    """Who answers for it; part of the metadata of a PDF."""

    @property
    def contents(self) -> tuple[Section, ...]:
        """Every section, in order."""
        return (*(section for page in self.pages for section in page), *self.annexes)
