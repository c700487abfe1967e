"""What a table is before it is shown: how wide it lies, what the name of a total may cover."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from report_pages import Page

from mcda.show.datatables import Column, DataTable, Row
from mcda.show.datatables.datatable import LENGTHY, WIDE
from mcda.show.report.content import Report, Section
from mcda.show.report.page import page
from mcda.show.report.pdf import pdf
from mcda.wording import words

EN = words("en")
TEXT, FIGURE = Column("Text"), Column("Figure", "number")


def table(*columns: Column, rows: tuple[Row, ...] = (), totals: tuple[Row, ...] = ()) -> DataTable:
    return DataTable("some", "Some table", columns, rows, totals)


def test_more_columns_than_a_page_is_wide_make_a_wide_table() -> None:
    assert not table(*[FIGURE] * WIDE).is_wide
    assert table(*[FIGURE] * (WIDE + 1)).is_wide


@pytest.mark.parametrize(
    ("columns", "total", "covered"),
    [
        ((TEXT, FIGURE), ("Total", 3), 1),
        ((TEXT, TEXT, TEXT, FIGURE), ("Total", None, None, 3), 3),
        ((TEXT, TEXT, TEXT, FIGURE), ("Total", "", None, 3), 3),
        ((TEXT, TEXT, TEXT, FIGURE), ("Total", None, "said", 3), 2),
        ((TEXT, FIGURE, TEXT), ("Total", None, None), 1),
        ((TEXT, TEXT, FIGURE), ("Total", None, None), 2),
        ((TEXT,), ("Total",), 1),
    ],
)
def test_the_name_of_a_total_takes_the_empty_texts_behind_it(
    columns: tuple[Column, ...], total: Row, covered: int
) -> None:
    """Never a column of figures, where an empty cell says that nothing was added up."""
    assert table(*columns).named(total) == covered


def test_a_heading_longer_than_its_figures_asks_for_width() -> None:
    assert not Column("x" * LENGTHY, "money").is_lengthy
    assert Column("x" * (LENGTHY + 1), "money").is_lengthy


def reported(*tables: DataTable) -> str:
    """A report whose annexes hold these tables."""
    annexes = tuple(Section(f"annex{n}", f"Annex {n}", (one,)) for n, one in enumerate(tables))
    return page(Report("Title", "Subtitle", "en", ((), ()), annexes), EN)


def test_a_wide_table_lies_on_a_page_turned_on_its_side_and_no_other_does() -> None:
    narrow, wide = WIDE, WIDE + 1
    tables = [table(*[FIGURE] * n, rows=((1000 + n,) * n,)) for n in (narrow, wide, narrow - 1)]
    sides = {}
    for one in PdfReader(BytesIO(pdf(reported(*tables)))).pages:
        width, height = (float(side) for side in one.mediabox[2:])
        for n in (narrow, wide, narrow - 1):
            if EN.fixed(1000 + n, 2) in one.extract_text():
                sides[n] = "lying" if width > height else "standing"
    assert sides == {narrow: "standing", wide: "lying", narrow - 1: "standing"}


def test_a_cell_that_holds_sentences_is_marked_and_keeps_its_width_on_a_phone() -> None:
    cells = ("name", "a sentence that says why " * 4, "short", 1)
    shown = Page(reported(table(TEXT, TEXT, TEXT, FIGURE, rows=(cells,))))
    assert [cell.get("class") for cell in shown.all("td")] == ["told", None, "figure"]
