"""The results workbook: figures are numbers, texts are texts, nothing points outside."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from loading import load
from tiny import judge, tiny

import mcda
from mcda.analysis.comparison import Comparison, Entry
from mcda.analysis.dossier import Dossier
from mcda.optimise import solve
from mcda.portfolio import Portfolio
from mcda.show import workbook
from mcda.show.datatables import Column, DataTable, Measured
from mcda.show.datatables.dossier import tables
from mcda.wording import Words, words

EN, FR = words("en"), words("fr")
DAY = date(2026, 11, 23)
HOSTILE = (
    "<script>alert(1)</script>",
    "</td></tr><b>bold</b> &amp; &lt;",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "'=1+1",
    "#N/A",
    "quotes \" and ' and “ ”",
    "right \u202eto left",
    "zero\u200bwidth \ufeff joined",
    "two\nlines",
    "emoji 🌾🏙️ 👩‍🌾",
    "{{ 7 * 7 }} {% raw %} ${x} %s {n}",
    "C:\\path\\..\\etc",
    "long " * 2_000,
    "0012",
    "TRUE",
)
"""Twenty names that somebody might write."""


@pytest.fixture(scope="module")
def brest() -> Portfolio:
    return solve(mcda.read("scenarios/brest"))


def alone(found: Portfolio) -> Dossier:
    """A portfolio and its scenario, nothing else."""
    return Dossier(Comparison((Entry(found.scenario.name, found.scenario, found),)))


def written(found: Portfolio, said: Words, day: date | None = None) -> bytes:
    return workbook.write(alone(found), said, day)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def texts(book: Any) -> dict[str, Any]:
    return {
        cell.value: cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }


def as_float(cell: object) -> float | None:
    amount = cell.amount if isinstance(cell, Measured) else cell
    return float(amount) if isinstance(amount, int | Fraction) else None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_figure_is_a_number_equal_to_the_library_s(brest: Portfolio, language: str) -> None:
    said = words(language)
    book = opened(written(brest, said, DAY))
    parts = workbook.sheets(tables(alone(brest), said, DAY), said)
    assert book.sheetnames == [workbook.contents_tab(said), *(part.tab for part in parts)]
    counted = 0
    for part in parts:
        sheet = book[part.tab]
        for line, row in enumerate((*part.table.rows, *part.table.totals), start=workbook.HEADER + 1):
            for place, cell in enumerate(row, start=1):
                expected = as_float(cell)
                if expected is not None:
                    counted += 1
                    assert sheet.cell(line, place).value == expected
                    assert sheet.cell(line, place).data_type == "n"
    assert counted > 500


def test_headings_bear_units_in_the_reader_s_language(brest: Portfolio) -> None:
    def headings(said: Any) -> list[str]:
        sheet = opened(written(brest, said))[said("Reciprocity ledger")]
        return [cell.value for cell in sheet[workbook.HEADER]]

    assert headings(EN)[2:5] == ["Benefit (points)", "Pays (k€)", "Receives (k€)"]
    assert headings(FR)[2:5] == ["Bénéfice (points)", "Contribution (k€)", "Dépense reçue (k€)"]


def test_formats_are_those_of_the_kinds(brest: Portfolio) -> None:
    book = opened(written(brest, EN))
    ledger, groups, rules = (book[n] for n in ("Reciprocity ledger", "Shares of the groups", "Rules"))
    line = workbook.HEADER + 1
    assert [ledger.cell(line, place).number_format for place in (3, 4)] == ["#,##0.00", "#,##0"]
    assert groups.cell(line, 2).number_format == "0.0%"
    level, bound = rules.cell(line, 4), rules.cell(line, 6)
    assert level.number_format == '#,##0"\u00a0k€"'
    assert bound.number_format == '"≤\u00a0"#,##0"\u00a0k€"'
    assert bound.value == 2600


def test_sheets_print_well_and_headings_stay(brest: Portfolio) -> None:
    book = opened(written(brest, FR, DAY))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
    ledger = book["Compte de réciprocité"]
    assert ledger.freeze_panes == "B4"
    assert ledger.auto_filter.ref == "A3:F9"
    assert book.properties.language == "fr"
    assert (
        book.properties.title
        == "Réciprocités entre Brest et le Centre-Ouest-Bretagne (exemple illustratif)"
    )
    assert book.properties.created.date() == DAY


def test_links_lead_to_sheets_and_nowhere_else(brest: Portfolio) -> None:
    content = written(brest, EN)
    book = opened(content)
    places = [
        cell.hyperlink.location for row in book["Contents"].iter_rows() for cell in row if cell.hyperlink
    ]
    assert places == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            assert 'TargetMode="External"' not in parts.read(name).decode(errors="replace")
        assert not [
            name for name in parts.namelist() if "external" in name.lower() or "vba" in name.lower()
        ]


def hostile(name: str) -> Portfolio:
    """The name stands wherever a scenario holds a text."""
    rules = {"most": {"type": "budget", "max": 500, "label": name}}
    named = {"name": name, "note": name, "source": name}
    labels = {"themes": {"water": name}, "groups": {"rural": name}}
    content = tiny(
        rules, U=named, gain=named | {"unit": name[:200]}, A1=named, labels=labels, title=name
    )
    return judge(content, "A1 A2 A3")


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_texts_and_come_back(name: str) -> None:
    book = opened(written(hostile(name), EN))
    found = texts(book)
    kept = next(text for text in found if text.strip() == name.strip())
    assert found[kept].data_type == "s"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    if kept.startswith(workbook.RISKY):
        assert found[kept].quotePrefix
    for tab in book.sheetnames:
        assert len(tab) <= 31
        assert not set(tab) & set("[]:*?/\\")


def test_what_a_cell_cannot_hold_is_left_out() -> None:
    column, long = Column("Text"), "x" * 40_000
    table = DataTable("odd", "Odd", (column,), (("nul\x00 bell\x07 \ud800 end",), (long,)))
    found = judge(tiny(), "A1")
    parts = workbook.sheets([table], EN)
    sheet = opened(workbook._saved(workbook._workbook(found, parts, EN, None)))["Odd"]
    assert sheet["A4"].value == "nul bell  end"
    assert sheet["A5"].value == "x" * 32_766 + "…"


@pytest.mark.parametrize(
    ("titles", "tabs"),
    [
        (["Rules", "rules", "Rules"], ["Rules", "rules 2", "Rules 3"]),
        (["Contents", "History", "''"], ["Contents 2", "_", "_ 2"]),
        (["a/b: [c]*?\\d", "x" * 40, "x" * 40], ["a b c d", "x" * 30 + "…", "x" * 29 + " 2"]),
    ],
)
def test_names_of_sheets_are_allowed_and_unlike(titles: list[str], tabs: list[str]) -> None:
    found = [DataTable(f"t{n}", title, (), ()) for n, title in enumerate(titles)]
    assert [part.tab for part in workbook.sheets(found, EN)] == tabs


@pytest.mark.skipif(shutil.which("libreoffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_figures(tmp_path: Path) -> None:
    name = HOSTILE[2]
    found = hostile(name)
    source = tmp_path / "results.xlsx"
    source.write_bytes(written(found, FR))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "libreoffice",
        "--headless",
        profile,
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    from python_calamine import load_workbook

    rows = (
        load_workbook(str(tmp_path / "results.ods"))
        .get_sheet_by_name("Compte de réciprocité")
        .to_python()
    )
    told = {row[0]: row[2:5] for row in rows}
    for line in found.ledger.partners:
        shown = name if line.partner == "U" else str(found.scenario.partner_by_id[line.partner].name)
        assert told[shown] == [float(line.benefit), float(line.burden), float(line.received)]


def test_a_scenario_over_years_without_partners_has_a_workbook() -> None:
    content = tiny(partners=[], shares=[], years=[2027, 2028])
    for action in content["actions"]:
        action.pop("lead")
    names = opened(written(solve(load(content)), EN)).sheetnames
    assert "Selected actions" in names
    assert "Reciprocity ledger" not in names
