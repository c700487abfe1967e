"""Conversions lose nothing: folder, workbooks and participatory budgets say the same scenario."""

import re
import sys
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcda.errors import InvalidScenario, UsageProblem
from mcda.files.pages import Content, Page, content_of
from mcda.files.read import read
from mcda.files.schema import MODELINE, SCHEMA_NAME
from mcda.files.sources import load
from mcda.files.workbook import keeps, ods_bytes, sheets_of, xlsx_bytes
from mcda.files.write import folder_files, load_content, write
from mcda.files.yaml_text import dump

sys.path.insert(0, str(Path(__file__).parents[1]))
from random_scenarios import scenarios

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FORMS = [".xlsx", ".ods", ""]

RICH = {
    "scenario.yaml": """\
mcda: 1
title: {fr: "Eau : tout", en: "=1+1"}
description: |
  Première ligne
  2027
money: €
point_worth: {low: 8, high: 16.50}
labels: {themes: {"eau. claire": {fr: Eau, en: Water}}}
weights: {water: 100, care: 90.123456789012345}
rules:
  budget: {type: budget, max: 1e3, of: cost}
  rural: {type: share, of: benefit, group: rural, min: 33.3 %}
  in: {type: status, mandatory: [A1]}
overrides:
  none: {rules.rural: null}
  more: {rules.lead: {type: lead, max_share: 0.5}, actions.A1.cost: "500.10"}
variants:
  prudent: [none, more]
  same: []
""",
    "partners.csv": """\
partner,name,group.rural,group.urban,group@pole,need.water,population,SIREN,source
P1,"Ville, nouvelle",0.25,75 %,urban,3.5,1000,200065597,=cmd
P2,Pays,1,,rural,,12345678901234.567,007,-
P3,Syndicat,,,,,,,"deux
lignes"
""",
    "criteria.csv": """\
criterion,name,unit,zero,full,parent,shape,role,clip,at_least
use,Utilité,,,,,,,,
water,Eau,m3/jour,0,1000,use,0:0 1.234:60 1000:100,,x,
care,Soins,,0,-0.5,use,linear,,,
ready,Maturité,note,,,,,threshold,,2
""",
    "actions.csv": """\
action,name,theme,cost,cofinancing,cost.low,convention,profile,note,lead
A1,Fuites,eau. claire,499.99,12.5 %,480,yes,20 50 30,+33 1,P1
A2,Médecin,santé,300,,,,,@moi,P2
""",
    "impacts.csv": "action,water,water.low,care,ready,mark\nA1,1.234,1,-0.1,3,S\nA2,,,-0.25,2,\n",
    "shares.csv": """\
action,partner,pays,receives,criterion,receives.low,receives.high
A1,P1,60,33.3,,30,40
A1,P2,40,66.7,,60,70
A2,P1,100,100,,,
A1,P2,0,100,water,,
""",
    "links.csv": "type,action,other,effect,on\nsynergy,A1,A2,-7.5 %,water\nrequires,A2,A1,,\n",
}


@pytest.fixture
def rich(tmp_path):
    folder = tmp_path / "rich"
    folder.mkdir()
    for name, text in RICH.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def content_at(path):
    return content_of(load(Path(path), str(path)))


def scenario_at(path):
    return read(path).model_copy(update={"origin": ""})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", ["caen", "brest", "blank"])
def test_an_example_comes_back_from_every_form(example, form, tmp_path):
    there = write(SCENARIOS / example, tmp_path / f"there{form}")
    back = write(there, tmp_path / "back")
    assert content_at(there) == content_at(back) == content_at(SCENARIOS / example)
    assert scenario_at(there) == scenario_at(back) == scenario_at(SCENARIOS / example)


@pytest.mark.parametrize("form", FORMS)
def test_everything_a_scenario_can_say_comes_back(rich, form, tmp_path):
    there = write(rich, tmp_path / f"there{form}")
    back = write(there, tmp_path / "back")
    assert content_at(there) == content_at(back) == content_at(rich)
    assert scenario_at(there) == scenario_at(back) == scenario_at(rich)
    assert scenario_at(f"{back}:prudent") == scenario_at(f"{rich}:prudent")


@pytest.mark.parametrize("form", FORMS)
def test_writing_twice_writes_the_same(rich, form, tmp_path):
    once = write(rich, tmp_path / "once")
    again = write(write(once, tmp_path / f"there{form}"), tmp_path / "again")
    assert {p.name: p.read_bytes() for p in once.iterdir()} == {
        p.name: p.read_bytes() for p in again.iterdir()
    }


def plain_rows(value):
    """Cells of a random scenario as a YAML file would hold them: text that has one reading."""
    if isinstance(value, dict):
        return {key: plain_rows(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain_rows(part) for part in value]
    text = None if value is None else str(value)
    return f"{text}0" if text and re.fullmatch(r"-?\d{1,3}\.\d{3}", text) else text


@settings(
    max_examples=settings().max_examples * 2 // 5, suppress_health_check=list(HealthCheck), deadline=None
)
@given(scenarios(max_actions=5))
def test_random_scenarios_come_back(tmp_path_factory, tree):
    folder = tmp_path_factory.mktemp("random")
    (folder / "scenario.yaml").write_text(dump(plain_rows(tree)), encoding="utf-8")
    for form in FORMS:
        there = write(folder, folder / f"there{form}")
        assert content_at(there) == content_at(folder)
        assert scenario_at(there) == scenario_at(folder)


def test_the_variant_alone_is_written_without_the_others(tmp_path):
    there = write(f"{SCENARIOS / 'caen'}:frugal", tmp_path / "frugal")
    frugal = read(f"{SCENARIOS / 'caen'}:frugal")
    assert scenario_at(there) == frugal.model_copy(update={"origin": "", "variant": None, "changes": ()})
    assert "overrides" not in load_content(there).settings


def test_tables_elsewhere_come_home(rich, tmp_path):
    """`tables` says where the tables are; what is written has them beside its settings."""
    wanted = content_at(rich)
    (rich / "data").mkdir()
    for path in rich.glob("*.csv"):
        path.rename(rich / "data" / path.name)
    with (rich / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write("tables: data\n")
    folder = write(rich, tmp_path / "folder")
    assert content_at(folder) == wanted
    assert "tables" not in load_content(folder).settings


def test_blank_columns_that_may_be_missing_are_left_out(rich, tmp_path):
    (rich / "links.csv").write_text("type,action,other,on,source,my own\nrequires,A2,A1,,,\n")
    folder = write(rich, tmp_path / "folder")
    assert (folder / "links.csv").read_text().splitlines()[0] == "type,action,other,my own"


def test_a_folder_names_its_schema(tmp_path):
    folder = write(SCENARIOS / "blank", tmp_path / "folder")
    assert (folder / SCHEMA_NAME).is_file()
    assert (folder / "scenario.yaml").read_text(encoding="utf-8").startswith(MODELINE)


# ---------------------------------------------------------------- cells


texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=8).map(
    str.strip
)
awkward = st.sampled_from(
    ["=1+1", "+33", "-", "@a", "007", "1e5", "TRUE", "a\nb", '"', "'", ";", "50 %", "a  b"]
)
decimals = st.decimals(-(10**14), 10**14, places=6).map(Fraction)


@given(st.lists(st.tuples(texts | awkward, decimals), min_size=1, max_size=4))
def test_cells_come_back_whatever_they_hold(tmp_path_factory, rows):
    cells = tuple((f"A{i}", text, number) for i, (text, number) in enumerate(rows))
    page = Page("actions", ("action", "remark", "level"), ("id", "text", "text"), cells)
    folder = tmp_path_factory.mktemp("cells")
    content = Content({"mcda": "1"}, (page,))
    (folder / "a.xlsx").write_bytes(xlsx_bytes(sheets_of(content)))
    (folder / "a.ods").write_bytes(ods_bytes(sheets_of(content)))
    for name, text in folder_files(content).items():
        (folder / name).write_bytes(text)
    wanted = [tuple(shown(cell) for cell in row) for row in cells]
    for path in (folder / "a.xlsx", folder / "a.ods", folder):
        [found] = content_at(path).pages
        assert [tuple(shown(cell) for cell in row) for row in found.rows] == wanted


def shown(cell):
    from mcda.files.workbook import shown

    return shown(cell)


def test_formulas_in_text_stay_text(rich, tmp_path):
    book = openpyxl.load_workbook(write(rich, tmp_path / "a.xlsx"))
    sheet = book["actions"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "+33 1")
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert book["partners"]["I2"].data_type == "s"


def test_formulas_in_csv_are_put_behind_a_space(rich, tmp_path):
    folder = write(rich, tmp_path / "folder")
    partners = (folder / "partners.csv").read_text(encoding="utf-8")
    assert '" =cmd"' in partners
    assert "-0.25" in (folder / "impacts.csv").read_text(encoding="utf-8").split(",")
    assert {p.extra.get("source") for p in read(folder).partners} == {"=cmd", "-", "deux\nlignes"}


def test_numbers_are_numbers_unless_a_spreadsheet_would_change_them(rich, tmp_path):
    book = openpyxl.load_workbook(write(rich, tmp_path / "a.xlsx"))
    assert book["actions"]["D2"].value == 499.99
    assert book["partners"]["G2"].value == 1000
    assert book["partners"]["G3"].value == "12345678901234.567"
    assert book["partners"]["H3"].value == "007"


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("0.1", True),
        ("123456789012345", True),
        ("1234567890123456", False),
        ("1/3", False),
    ],
)
def test_what_a_double_keeps(number, kept):
    assert keeps(Fraction(number)) is kept


# ---------------------------------------------------------------- targets


@pytest.mark.parametrize("form", FORMS)
def test_an_existing_target_is_not_overwritten(form, tmp_path):
    target = write(SCENARIOS / "blank", tmp_path / f"there{form}")
    before = content_at(target)
    with pytest.raises(UsageProblem) as caught:
        write(SCENARIOS / "brest", target)
    assert caught.value.problem.code == "E110"
    assert content_at(target) == before
    write(SCENARIOS / "brest", target, force=True)
    assert content_at(target) == content_at(SCENARIOS / "brest")


def test_tables_that_are_gone_do_not_stay(rich, tmp_path):
    target = write(rich, tmp_path / "there")
    (rich / "links.csv").unlink()
    (rich / "notes.txt").touch()
    (target / "notes.txt").touch()
    write(rich, target, force=True)
    assert not (target / "links.csv").exists()
    assert (target / "notes.txt").exists()


def test_nothing_half_written_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    for target in ("a.xlsx", "folder"):
        with pytest.raises(OSError, match="full"):
            write(SCENARIOS / "blank", tmp_path / target)
    assert list(tmp_path.iterdir()) == []


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(UsageProblem) as caught:
        write(SCENARIOS / "blank", tmp_path / "there.docx")
    assert caught.value.problem.code == "E113"


def test_a_scenario_with_errors_is_not_written(rich, tmp_path):
    (rich / "actions.csv").write_text("action,name,theme,cost\nA1,a,b,12 OOO\n", encoding="utf-8")
    with pytest.raises(InvalidScenario):
        write(rich, tmp_path / "there")
    assert not (tmp_path / "there").exists()


def test_a_text_that_a_spreadsheet_would_cut_is_refused(rich, tmp_path):
    path = rich / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2027", "x" * 33_000), encoding="utf-8")
    with pytest.raises(UsageProblem) as caught:
        write(rich, tmp_path / "there.xlsx")
    assert caught.value.problem.code == "E114"


# ---------------------------------------------------------------- participatory budgets

PB = """\
META
key;value
description;Budget participatif
currency;EUR
num_projects;2
budget;1000
PROJECTS
project_id;cost;score;name;category
1;600.5;120;Aire de jeux, verte;parcs
b2;300;80;Bancs;none
"""


@pytest.mark.parametrize("form", [*FORMS, ".pb"])
def test_a_participatory_budget_comes_back(form, tmp_path):
    source = tmp_path / "city.pb"
    source.write_text(PB, encoding="utf-8")
    there = write(source, tmp_path / f"there{form}")
    back = write(there, tmp_path / "back.pb")
    assert back.read_text(encoding="utf-8") == PB
    assert scenario_at(there) == scenario_at(source)


@pytest.mark.parametrize(
    ("file", "text", "lost"),
    [
        ("actions.csv", "action,name,theme,cost,lead\np1,a,b,3,\n", None),
        ("actions.csv", "action,name,theme,cost,source\np1,a,b,3,S\n", "actions.p1.source"),
        ("actions.csv", "action,name,theme,cost\nA1,a,b,3\n", "actions.A1"),
        ("links.csv", "type,action,other\n", "links"),
    ],
)
def test_what_a_participatory_budget_cannot_hold_is_named(file, text, lost, tmp_path):
    source = tmp_path / "city.pb"
    source.write_text(PB.replace("1;600.5;120;Aire de jeux, verte;parcs\n", "").replace("b2", "1"))
    folder = write(source, tmp_path / "folder")
    (folder / "actions.csv").write_text("action,name,theme,cost\np1,Bancs,none,300\n")
    (folder / file).write_text(
        text.replace("p1,a,b,3", "p1,Bancs,none,300").replace("A1,a,b,3", "A1,a,b,3")
    )
    content = content_at(folder)
    from mcda.files.write_pb import pb_text

    if lost is None:
        pb_text(content)
    else:
        with pytest.raises(UsageProblem) as caught:
            pb_text(content)
        assert (caught.value.problem.code, caught.value.problem.value) == ("E112", lost)


def test_rules_and_partners_have_no_place_in_a_participatory_budget(tmp_path):
    with pytest.raises(UsageProblem) as caught:
        write(SCENARIOS / "caen", tmp_path / "caen.pb")
    assert caught.value.problem.value == "title.fr"
