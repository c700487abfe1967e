"""The workbook to fill in: read back it is its example, which solves; every column explains itself."""

import openpyxl
import pytest

from mcda.errors import UsageProblem
from mcda.files.columns import TABLES, find_column, find_table
from mcda.files.headers import unit_of
from mcda.files.read import check, read
from mcda.files.template import EXPLAINED, example_path, write_template
from mcda.files.write import load_content, write
from mcda.optimise.solve import solve

LANGUAGES = ["fr", "en"]
ILLUSTRATIVE = {"fr": "illustratif", "en": "illustrative"}


@pytest.fixture(scope="module", params=LANGUAGES)
def template(request, tmp_path_factory):
    target = tmp_path_factory.mktemp("template") / "gabarit.xlsx"
    return request.param, write_template(target, language=request.param)


def sheets(path):
    """Worksheets by table."""
    book = openpyxl.load_workbook(path)
    return {find_table(sheet.title): sheet for sheet in book if find_table(sheet.title)}


def without_origin(scenario):
    return scenario.model_copy(update={"origin": ""})


def test_reading_it_gives_the_example(template):
    language, path = template
    example = example_path(language)
    assert without_origin(read(path)) == without_origin(read(example))
    assert load_content(path).settings == load_content(example).settings


def test_the_example_has_no_problem_in_any_variant(template):
    assert check(template[1]) == []


def test_the_example_solves_and_each_variant_changes_something(template):
    _, path = template
    variants = load_content(path).settings["variants"]
    chosen = [solve(read(path)).actions, *(solve(read(path, variant=name)).actions for name in variants)]
    assert len({tuple(actions) for actions in chosen}) == 3


def test_the_example_is_called_illustrative(template):
    language, path = template
    assert ILLUSTRATIVE[language] in read(path).title[language]


def test_the_template_goes_to_a_folder_and_back(template, tmp_path):
    folder = write(template[1], tmp_path / "folder")
    assert without_origin(read(folder)) == without_origin(read(template[1]))


def test_every_column_that_is_known_is_there_once(template):
    for table, sheet in sheets(template[1]).items():
        headers = [cell.value for cell in sheet[1]]
        names = [known[0] for header in headers if (known := find_column(table, header))]
        assert sorted(names) == sorted(column.name for column in TABLES[table].columns)


def test_every_header_explains_itself_and_its_unit(template):
    for table, sheet in sheets(template[1]).items():
        for cell in sheet[1]:
            assert cell.comment.text, (table, cell.value)
            known = find_column(table, cell.value)
            if known is None or known[1] in ("money", "percent", "effect"):
                assert unit_of(cell.value) in cell.comment.text


def test_headers_stay_in_view(template):
    assert all(sheet.freeze_panes == "B2" for sheet in sheets(template[1]).values())


def test_choices_and_references_have_drop_downs(template):
    offered = {
        (table, find_column(table, sheet.cell(1, first_of(validation).min_col).value)[0])
        for table, sheet in sheets(template[1]).items()
        for validation in sheet.data_validations.dataValidation
    }
    listed = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.choices or column.kind == "bool"
    }
    references = {
        ("partners", "parent"),
        ("partners", "group"),
        ("criteria", "parent"),
        ("actions", "lead"),
        ("actions", "theme"),
        ("impacts", "action"),
        ("shares", "action"),
        ("shares", "partner"),
        ("shares", "criterion"),
        ("links", "action"),
        ("links", "other"),
    }
    assert offered == listed | references


def test_drop_downs_hold_what_the_example_holds(template):
    _, path = template
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for validation in sheet.data_validations.dataValidation:
            allowed = values_of(book, validation.formula1)
            cells = first_of(validation)
            held = {sheet.cell(row, column).value for row, column in cells.cells} - {None}
            assert held <= allowed, (sheet.title, sheet.cell(1, cells.min_col).value)
            assert len(validation.formula1) <= 255


def first_of(validation):
    """The one range of a data validation."""
    [cells] = validation.sqref.ranges
    return cells


def values_of(book, formula):
    """What a list of a data validation offers."""
    if formula.startswith('"'):
        return set(formula.strip('"').split(","))
    title, cells = formula.split("!")
    rows = book[title.strip("'")][cells.replace("$", "")]
    return {row[0].value for row in rows} - {None}


def test_percentages_and_money_are_numbers(template):
    actions = sheets(template[1])["actions"]
    header = {find_column("actions", cell.value)[0]: cell.column for cell in actions[1]}
    assert actions.cell(2, header["cofinancing"]).value == 50
    assert actions.cell(2, header["cofinancing"]).number_format == "General"
    assert actions.cell(2, header["cost"]).value == 400
    assert actions.cell(2, header["cost"]).number_format == "#,##0"


def test_it_begins_with_what_to_read(template):
    language, path = template
    first = openpyxl.load_workbook(path).worksheets[0]
    assert first.title == {"fr": "Lisez-moi", "en": "Read me"}[language]
    text = " ".join(str(cell.value) for row in first.iter_rows() for cell in row)
    assert "mcda validate" in text


def test_every_setting_of_the_example_is_explained(template):
    assert set(load_content(template[1]).settings) <= set(EXPLAINED)


def test_an_existing_file_is_not_overwritten(tmp_path):
    target = tmp_path / "gabarit.xlsx"
    target.write_bytes(b"mine")
    with pytest.raises(UsageProblem) as caught:
        write_template(target)
    assert caught.value.problem.code == "E110"
    assert target.read_bytes() == b"mine"
    assert write_template(target, force=True).read_bytes() != b"mine"
