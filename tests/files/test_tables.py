"""Files are read whatever spreadsheet wrote them, and hostile ones are refused, not suffered."""

from __future__ import annotations

import shutil
import zipfile
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.errors import InvalidScenario
from mcda.files.csv_table import parse_csv
from mcda.files.raw_table import Percent
from mcda.files.read import check, read
from mcda.files.spreadsheet import read_workbook
from mcda.files.yaml_tree import parse

VALLEE = Path(__file__).parent / "vallee"


@pytest.fixture
def vallee(tmp_path):
    shutil.copytree(VALLEE, tmp_path / "vallee")
    return tmp_path / "vallee"


def codes(source):
    return {problem.code for problem in check(source) if problem.severity == "error"}


def write(folder, name, text, encoding="utf-8"):
    (folder / name).write_bytes(text.encode(encoding))
    return folder


def rewrite(folder, name, old, new):
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    return write(folder, name, text.replace(old, new, 1))


# CSV


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_every_usual_csv_is_read_alike(vallee, start, end, delimiter):
    expected = read(VALLEE).partners
    text = (vallee / "partners.csv").read_text(encoding="utf-8")
    write(vallee, "partners.csv", start + text.replace(",", delimiter).replace("\n", end))
    assert read(vallee).partners == expected


def test_blank_lines_and_blank_columns_of_a_spreadsheet_are_nothing(vallee):
    text = "action,partner,pays,receives,,\n,,,,,\n" + "".join(
        f"{line},,\n" for line in (VALLEE / "shares.csv").read_text().splitlines()[1:]
    )
    write(vallee, "shares.csv", text)
    assert read(vallee).shares == read(VALLEE).shares


def test_the_row_of_a_problem_is_its_line_even_after_a_text_on_two_lines(vallee):
    rewrite(vallee, "actions.csv", "Car express", '"Car\nexpress"')
    rewrite(vallee, "actions.csv", ",900,", ",9OO,")
    (problem,) = [p for p in check(vallee) if p.severity == "error"]
    assert (problem.place.row, problem.place.column) == (4, "cost")
    assert problem.place.path == "actions.M2.cost"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_told_with_the_way_to_save(vallee, encoding):
    write(vallee, "actions.csv", (VALLEE / "actions.csv").read_text(encoding="utf-8"), encoding)
    assert "E061" in codes(vallee)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("M1,Car express", "M1\tCar express", "E043"),
        ("Car express", "Car\x00express", "E069"),
        ("Car express", "Car\x1b[31mexpress", "E069"),
        ("Car express", '"Car express', "E063"),
        ("action,name,theme", "action,name,name", "E042"),
        ("cofinancing", "", "E046"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(vallee, old, new, code):
    assert code in codes(rewrite(vallee, "actions.csv", old, new))


def test_tabs_between_cells_are_told(vallee):
    text = (VALLEE / "links.csv").read_text().replace(",", "\t")
    assert "E047" in codes(write(vallee, "links.csv", text))


def test_an_empty_file_is_told(vallee):
    assert "E040" in codes(write(vallee, "partners.csv", ""))


def test_a_table_given_in_two_languages_is_told(vallee):
    shutil.copy(vallee / "partners.csv", vallee / "partenaires.csv")
    assert "E048" in codes(vallee)


def test_tables_may_stand_in_a_folder_below_but_not_outside(vallee):
    (vallee / "data").mkdir()
    for path in list(vallee.glob("*.csv")):
        path.rename(vallee / "data" / path.name)
    rewrite(vallee, "scenario.yaml", "mcda: 1", "mcda: 1\ntables: data")
    assert read(vallee).actions == read(VALLEE).actions
    rewrite(vallee, "scenario.yaml", "tables: data", "tables: ../elsewhere")
    assert "E068" in codes(vallee)


def test_the_header_names_another_money_than_the_scenario(vallee):
    rewrite(vallee, "actions.csv", "cost,", "cost (€),")
    assert "W015" in {problem.code for problem in check(vallee)}


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_a_problem(text):
    table, problems = parse_csv(text, "actions", "actions.csv")
    assert table is not None or problems


def test_a_line_of_ten_megabytes_is_a_problem(vallee):
    rewrite(vallee, "actions.csv", "Car express", "x" * 10_000_000)
    assert codes(vallee) & {"E079"}
    write(vallee, "scenario.yaml", "title: " + "x" * 10_000_000)
    assert codes(vallee) == {"E062"}


# Workbooks


SETTINGS = (
    ("Clé", "Valeur"),
    ("money", "k€"),
    ("weights.trips", 100),
    ("weights.water", 90),
    ("rules.budget.type", "budget"),
    ("rules.budget.max", 5000),
)


def workbook(path, **sheets):
    """A workbook with the tables of a scenario, some of them given as rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for source in sorted(VALLEE.glob("*.csv")):
        table, _ = parse_csv(source.read_text(encoding="utf-8"), source.stem, source.name)
        rows = sheets.get(source.stem, [table.headers, *table.rows])
        sheet = book.create_sheet(source.stem)
        for row in rows:
            sheet.append([float(c) if c and str(c).replace(".", "").isdigit() else c for c in row])
    settings = book.create_sheet("Scénario")
    for row in [*SETTINGS, *sheets.get("settings", [])]:
        settings.append(row)
    book.create_sheet("Lisez-moi").append(["Bonjour"])
    book.save(path)
    return path


def test_a_workbook_reads_like_its_folder(tmp_path):
    book, folder = read(workbook(tmp_path / "v.xlsx")), read(VALLEE)
    for table in ("partners", "criteria", "actions", "impacts", "shares", "links"):
        assert getattr(book, table) == getattr(folder, table)
    assert book.rules["budget"] == folder.rules["budget"]


def test_numbers_of_a_workbook_are_their_shortest_text(tmp_path):
    header = ["action", "name", "theme", "cost", "cofinancing"]
    rows = [header, *([action, "n", "t", 0.1, 12.345] for action in ("M1", "M2", "W1", "W2", "G1"))]
    scenario = read(workbook(tmp_path / "v.xlsx", actions=rows))
    assert scenario.actions[0].cost == Fraction(1, 10)
    assert scenario.actions[0].cofinancing == Fraction(12345, 100_000)


def test_a_number_shown_as_a_percentage_is_one(tmp_path):
    path = workbook(tmp_path / "v.xlsx")
    book = openpyxl.load_workbook(path)
    cell = book["shares"]["C2"]
    cell.value, cell.number_format = 0.5, "0.0 %"
    book.save(path)
    sheets, _ = read_workbook(path, path.name)
    assert next(s for s in sheets if s.title == "shares").lines[1][1][2] == Percent(Fraction(50))
    assert read(path).shares == read(VALLEE).shares


def test_a_formula_without_its_result_is_never_an_empty_cell(tmp_path):
    path = workbook(tmp_path / "v.xlsx")
    book = openpyxl.load_workbook(path)
    book["actions"]["D2"] = "=2000+900"
    book["partners"]["E3"] = "#REF!"
    book.save(path)
    found = [problem for problem in check(path) if problem.severity == "error"]
    assert {problem.code for problem in found} == {"E075"}
    assert [(p.place.sheet, p.place.row, p.place.column) for p in found] == [
        ("actions", 2, "cost"),
        ("partners", 3, "cap"),
    ]


def test_a_boolean_is_no_number(tmp_path):
    header = ["action", "name", "theme", "cost"]
    rows = [header, *([action, "n", "t", True] for action in ("M1", "M2", "W1", "W2", "G1"))]
    assert codes(workbook(tmp_path / "v.xlsx", actions=rows)) == {"E012"}


def test_a_bad_key_of_the_settings_sheet_is_told_with_its_row(tmp_path):
    path = workbook(tmp_path / "v.xlsx", settings=[("rules..max", 3), ("rules.budget.maxi", 3)])
    told = {p.code: p.place for p in check(path) if p.severity == "error"}
    assert told["E045"].row == 7
    assert (told["E030"].sheet, told["E030"].row) == ("Scénario", 8)


def test_the_tables_of_a_folder_may_be_a_workbook(vallee):
    workbook(vallee / "tables.xlsx")
    for path in list(vallee.glob("*.csv")):
        path.unlink()
    rewrite(vallee, "scenario.yaml", "mcda: 1", "mcda: 1\ntables: tables.xlsx")
    assert read(vallee).actions == read(VALLEE).actions


def test_an_archive_that_expands_too_far_is_not_opened(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(101):
            stream.write(b"0" * 1_000_000)
    assert path.stat().st_size < 1_000_000
    assert codes(path) == {"E062"}


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip" * 100])
def test_a_damaged_workbook_is_told(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert codes(tmp_path / name) == {"E063"}


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_an_archive_that_is_no_workbook_is_told(tmp_path, name):
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert codes(tmp_path / name) == {"E063"}


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a"])
def test_another_kind_of_file_is_told(tmp_path, name):
    (tmp_path / name).write_text("hello")
    assert codes(tmp_path / name) == {"E087"}


# YAML


HOSTILE = {
    "aliases": ("a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]", "E066"),
    "brackets": ("[" * 20_000, "E067"),
    "braces": ("{a: " * 20_000, "E067"),
    "dashes": ("- " * 20_000, "E067"),
    "an object": ("a: !!python/object/apply:os.system ['true']", "E066"),
    "NUL": ("a: \x00", "E069"),
    "an escape sequence": ('a: "\\e[31m"', "E069"),
    "half a character": ('a: "\\ud800"', "E069"),
    "beyond Unicode": ('a: "\\UFFFFFFFF"', "E064"),
    "two documents": ("a: 1\n---\nb: 2", "E064"),
    "a mapping as key": ("? {a: 1}\n: 2", "E064"),
    "a quote left open": ('a: "b', "E064"),
    "a tab": ("a:\n\tb: 1", "E064"),
    "a key twice": ("a: 1\na: 2", "E065"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_is_a_problem_never_a_traceback(tmp_path, name):
    text, code = HOSTILE[name]
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    assert codes(tmp_path) == {code}


def test_scalars_stay_text():
    written = {"a": "no", "b": "12:30:45", "c": "0.40", "d": "1e3", "e": "0o17", "f": "2026-11-23"}
    text = "".join(f"{key}: {value}\n" for key, value in written.items())
    assert parse(text, None).value == written
    assert parse("a: ~\nb: ''\nc:\nd: null", None).value == {"a": None, "b": "", "c": None, "d": None}


def test_each_value_and_key_has_its_line_and_column():
    tree = parse("a:\n  b: {c: 1, dd: [x, y]}\n", "f.yaml")
    assert (tree.keys["a", "b", "dd"].row, tree.keys["a", "b", "dd"].column) == (2, "13")
    assert str(tree.values["a", "b", "dd", 1]) == "f.yaml:2:21"
    assert tree.values["a", "b", "dd", 1].path == "a.b.dd[2]"


SIGNS = [*"{}[],:-?&*!|>'\"%@`#~ \n\t", "a", "1", "<<", "---", "...", "\\U", "\\x"]


@given(st.text(max_size=120) | st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_any_text_is_a_tree_or_a_problem(text):
    with suppress(InvalidScenario):
        parse(text, "f.yaml")


@pytest.mark.parametrize("text", ["", "# nothing\n", "just text", "- a\n- b", "mcda: 1"])
def test_a_scenario_of_nothing_is_told(tmp_path, text):
    (tmp_path / "scenario.yaml").write_text(text)
    assert codes(tmp_path) >= {"E040"}
