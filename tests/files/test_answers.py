"""Tables of answers: the same weights as the record written in YAML, in every form of a table."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
import yaml

from mcda.files.read import check, read, read_all, read_mapping
from mcda.files.sources import load
from mcda.files.weight_tables import ANSWER_TABLES, WEIGHT_TABLES
from mcda.files.write import write
from mcda.scoring.weights import leaf_weights

BASE: dict[str, Any] = {
    "mcda": 1,
    "money": "EUR",
    "criteria": [
        {"criterion": "town", "name": "Town"},
        {"criterion": "trips", "name": "Trips", "parent": "town", "unit": "u", "zero": 0, "full": 1000},
        {"criterion": "jobs", "name": "Jobs", "parent": "town", "unit": "u", "zero": 0, "full": 100},
        {"criterion": "water", "name": "Water", "unit": "m3", "zero": 80, "full": 30},
    ],
    "actions": [{"action": "A", "name": "Bus", "theme": "mobility", "cost": 200}],
    "impacts": [{"action": "A", "trips": 300, "jobs": 5, "water": -2}],
}


class Case(NamedTuple):
    """A record, and the same answers as an English and a French table."""

    method: str
    french: str
    record: Mapping[str, Any]
    english_rows: str
    french_rows: str


CASES = (
    Case(
        "swing", "bascules",
        {"town": 100, "water": "37.5", "trips": 100, "jobs": "12.5"},
        "criterion,points,question\ntown,100,how much?\nwater,37.5,\ntrips,100,\njobs,12.5,\n",
        "critère;points;question\ntown;100;combien ?\nwater;37,5;\ntrips;100;\njobs;12,5;\n",
    ),
    Case(
        "ranks", "rangs",
        [["water"], ["jobs", "trips"]],
        "criterion,rank\ntrips,7\njobs,7\nwater,1\n",
        "critère;rang\ntrips;7\njobs;7\nwater;1\n",
    ),
    Case(
        "ahp", "paires",
        {"town/water": "2.5", "jobs/trips": "1/3"},
        "criterion,other,judgement\ntown,water,2.5\njobs,trips,1/3\n",
        "critère;autre critère;jugement\ntown;water;2,5\njobs;trips;1/3\n",
    ),
    Case(
        "bwm", "meilleur_pire",
        {"best": "trips", "worst": "jobs", "best_to_others": {"trips": 1, "water": "2.5", "jobs": 8},
         "others_to_worst": {"trips": 8, "water": 3, "jobs": 1}},
        "criterion,best_to_it,it_to_worst\ntrips,1,8\nwater,2.5,3\njobs,8,1\n",
        "critère;meilleur_contre_lui;lui_contre_pire\ntrips;1;8\nwater;2,5;3\njobs;8;1\n",
    ),
    Case(
        "tradeoff", "échanges",
        ["100.5 trips = -2.5 water", "10 jobs = 100 trips"],
        "amount,criterion,other_amount,other\n100.5,trips,-2.5,water\n10,jobs,100,trips\n",
        "quantité;critère;autre quantité;autre\n100,5;trips;-2,5;water\n10;jobs;100;trips\n",
    ),
    Case(
        "statements", "énoncés",
        ["trips >= 2*jobs", "0.1 <= water <= 30 %"],
        "statement,question\ntrips >= 2*jobs,\n0.1 <= water <= 30 %,sure?\n",
        "énoncé;question\ntrips >= 2*jobs;\n0.1 <= water <= 30 %;certain ?\n",
    ),
)  # fmt: skip
EVERY = pytest.mark.parametrize("case", CASES, ids=lambda case: case.method)


def expected(case: Case) -> dict[str, Fraction]:
    """Weights of the record as YAML writes it."""
    return leaf_weights(read_mapping({**BASE, "weights": {case.method: case.record}}))


def folder_with(folder: Path, asked: Any, **tables: str) -> Path:
    """A scenario whose settings name a table, and the CSV files beside it."""
    folder.mkdir(exist_ok=True)
    content = yaml.safe_dump({**BASE, "weights": asked}, allow_unicode=True, sort_keys=False)
    (folder / "scenario.yaml").write_text(content, encoding="utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def rows_of(text: str) -> list[dict[str, str]]:
    """Rows of an English table as YAML lists them."""
    header, *lines = [row.split(",") for row in text.strip().splitlines()]
    return [dict(zip(header, cells, strict=True)) for cells in lines]


def errors(source: Path) -> list[tuple[str, str, str | None]]:
    return [(p.code, str(p.place), p.value) for p in check(source) if p.severity == "error"]


def test_every_method_that_has_a_table_is_here() -> None:
    assert {case.method for case in CASES} == set(ANSWER_TABLES)
    assert {case.french for case in CASES} == {table.french for table in ANSWER_TABLES.values()}


@EVERY
def test_an_english_table_says_what_the_record_says(case: Case, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, case.method, **{case.method: case.english_rows})
    assert errors(folder) == []
    assert leaf_weights(read(folder)) == expected(case)


@EVERY
@pytest.mark.parametrize("in_french", [True, False])
def test_a_french_table_says_the_same_under_either_name(
    case: Case, in_french: bool, tmp_path: Path
) -> None:
    """Semicolons, decimal commas, French headers; its name in French or in English."""
    weights, name = (case.french, case.method) if in_french else (case.method, case.french)
    folder = folder_with(tmp_path, weights, **{name: "\ufeff" + case.french_rows})
    assert errors(folder) == []
    assert leaf_weights(read(folder)) == expected(case)


@EVERY
def test_an_inline_table_says_the_same(case: Case, tmp_path: Path) -> None:
    content = {**BASE, "weights": case.method, case.method: rows_of(case.english_rows)}
    assert leaf_weights(read_mapping(content)) == expected(case)
    path = tmp_path / "alone.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    assert leaf_weights(read(path)) == expected(case)


@EVERY
@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_workbook_says_the_same_and_gives_the_folder_back(
    case: Case, suffix: str, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path / "first", case.french, **{case.french: case.french_rows})
    book = write(folder, tmp_path / f"book{suffix}")
    assert leaf_weights(read(book)) == expected(case)
    again = write(book, tmp_path / "again")
    assert leaf_weights(read(again)) == expected(case)
    assert load(again, "").settings.value["weights"] == case.french
    first, last = (load(source, "").tables[case.method] for source in (folder, again))
    assert [first.columns, len(first.rows)] == [last.columns, len(last.rows)]
    assert (again / f"{case.method}.csv").is_file()
    assert sorted(path.name for path in write(again, tmp_path / "third").iterdir()) == sorted(
        path.name for path in again.iterdir()
    )
    text = (again / f"{case.method}.csv").read_bytes()
    assert text == (tmp_path / "third" / f"{case.method}.csv").read_bytes()


def test_a_table_that_is_not_named_counts_for_nothing_and_is_kept(tmp_path: Path) -> None:
    tables = {case.method: case.english_rows for case in CASES}
    folder = folder_with(tmp_path / "first", {"town": 3, "water": 1, "trips": 1, "jobs": 1}, **tables)
    found = {"trips": Fraction(3, 8), "jobs": Fraction(3, 8), "water": Fraction(1, 4)}
    assert leaf_weights(read(folder)) == found
    book = write(folder, tmp_path / "book.xlsx")
    assert set(tables) <= set(openpyxl.load_workbook(book).sheetnames)
    again = write(book, tmp_path / "again")
    assert set(load(again, "").tables) >= set(tables)
    for case in CASES:
        assert leaf_weights(read(again, settings=[f"weights={case.method}"])) == expected(case)


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ""])
def test_the_table_of_colleges_keeps_its_voices(suffix: str, tmp_path: Path) -> None:
    rows = "collège;critère;poids;voix\nÉlus;town;60,5;2\nÉlus;water;39,5;2\nHabitants;water;1;\n"
    rows += "Habitants;town;0;\n"
    folder = folder_with(tmp_path / "first", {"colleges": "mean"}, poids=rows)
    found = leaf_weights(read(folder))
    assert found["water"] == Fraction(2 * 395 + 1000, 3000)
    target = write(folder, tmp_path / f"target{suffix}")
    assert leaf_weights(read(target)) == found
    assert read(target, settings=["weights.college=Élus"]).weights.college == "Élus"


def test_colleges_may_stand_inline() -> None:
    rows = [
        {"college": "A", "criterion": "town", "weight": 1},
        {"college": "A", "criterion": "water", "weight": 3},
    ]
    for key in ("colleges", "collèges"):
        found = leaf_weights(read_mapping({**BASE, "weights": {"colleges": "mean"}, key: rows}))
        assert found["water"] == Fraction(3, 4)


# ---------------------------------------------------------------- rows without answers

BLANKS = {
    "swing": "criterion,points\ntown,\nwater,\ntrips,3\njobs,1\n",
    "ranks": "criterion,rank\ntown,\nwater,\ntrips,1\njobs,2\n",
    "ahp": "criterion,other,judgement\ntown,water,\ntrips,jobs,3\n",
    "bwm": "criterion,best_to_it,it_to_worst\ntrips,1,3\njobs,3,1\ntown,,\nwater,,\n",
    "tradeoff": "amount,criterion,other_amount,other\n,trips,,jobs\n"
    "100,trips,10,jobs\n5,jobs,,water\n10,jobs,-5,water\n",
    "statements": "statement,question\n,nothing\ntrips >= 2*jobs,\n,\nwater = 0.5,\n",
}  # fmt: skip


@pytest.mark.parametrize("method", BLANKS)
def test_rows_that_were_not_answered_say_nothing(method: str, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, method, **{method: BLANKS[method]})
    assert errors(folder) == []
    answered = {
        "swing": {"trips": 3, "jobs": 1},
        "ranks": ["trips", "jobs"],
        "ahp": {"trips/jobs": 3},
        "bwm": {"best": "trips", "worst": "jobs", "best_to_others": {"jobs": 3},
                "others_to_worst": {"trips": 3}},
        "tradeoff": ["100 trips = 10 jobs", "10 jobs = -5 water"],
        "statements": ["trips >= 2*jobs", "water = 0.5"],
    }  # fmt: skip
    plain = read_mapping({**BASE, "weights": {method: answered[method]}})
    assert leaf_weights(read(folder)) == leaf_weights(plain)


@pytest.mark.parametrize("method", BLANKS)
def test_a_table_without_any_answer_is_told(method: str, tmp_path: Path) -> None:
    header, *rows = BLANKS[method].splitlines()
    width = header.count(",")
    named = {"swing": 1, "ranks": 1, "ahp": 2, "bwm": 1}.get(method, 0)
    blank = [",".join([*row.split(",")[:named], *[""] * (width + 1 - named)]) for row in rows]
    text = "\n".join([header, *blank]) + "\n" if named else f"{header}\n"
    folder = folder_with(tmp_path, method, **{method: text})
    assert [(code, value) for code, _, value in errors(folder)] == [("E209", method)]


# ---------------------------------------------------------------- what is wrong, at the cell

WRONG = (
    ("swing", "criterion,points\ntrips,a\njobs,1\n", [("E012", "swing.csv:2:points", "a")]),
    ("swing", "criterion,points\ntrips,-1\njobs,1\n", [("E016", "swing.csv:2:points", "-1")]),
    ("swing", "criterion,points\ntown,3\nwatr,1\n", [("E021", "swing.csv:3:points", "watr")]),
    ("swing", "criterion,points\ntrips,3\njobs,1\ntrips,2\n", [("E196", "swing.csv:4:points", "trips")]),
    ("swing", "criterion,points\ntrips,3\n,1\njobs,1\n", [("E010", "swing.csv:3:criterion", None)]),
    ("ranks", "criterion,rank\ntrips,1\njobs,two\n", [("E012", "ranks.csv:3:rank", "two")]),
    ("ranks", "criterion,rank\ntrips,1\njob,1\njobs,2\n", [("E021", "ranks.csv:3:rank", "job")]),
    ("ranks", "criterion,rank\ntrips,1\njobs,2\ntrips,3\n", [("E196", "ranks.csv:4:rank", "trips")]),
    ("ranks", "criterion,rank\ntrips,1\njobs,2\ntrips,1\n", [("E196", "ranks.csv:4:rank", "trips")]),
    ("ahp", "criterion,other,judgement\ntrips,jobs,big\n", [("E012", "ahp.csv:2:judgement", "big")]),
    ("ahp", "criterion,other,judgement\ntrips,jobs,1/0\n", [("E192", "ahp.csv:2:judgement", "1/0")]),
    ("ahp", "criterion,other,judgement\ntrips,jobs,-2\n", [("E192", "ahp.csv:2:judgement", "-2")]),
    ("ahp", "criterion,other,judgement\ntrips,job,2\n", [("E021", "ahp.csv:2:judgement", "job")]),
    (
        "ahp",
        "criterion,other,judgement\ntrips,jobs,2\njobs,trips,2\n",
        [("E196", "ahp.csv:3:judgement", "jobs/trips")],
    ),
    (
        "ahp",
        "criterion,other,judgement\ntrips,jobs,2\ntrips,jobs,3\n",
        [("E196", "ahp.csv:3:judgement", "trips/jobs")],
    ),
    (
        "bwm",
        "criterion,best_to_it,it_to_worst\ntrips,1,3\njobs,0.5,1\n",
        [("E207", "bwm.csv:3:best_to_it", "0.5")],
    ),
    (
        "bwm",
        "criterion,best_to_it,it_to_worst\ntrips,1,3\njobs,3,1\njob,2,\n",
        [("E021", "bwm.csv:4:best_to_it", "job")],
    ),
    (
        "tradeoff",
        "amount,criterion,other_amount,other\n1,trips,x,jobs\n",
        [("E012", "tradeoff.csv:2:other_amount", "x")],
    ),
    (
        "tradeoff",
        "amount,criterion,other_amount,other\n9,trips,0,jobs\n",
        [("E191", "tradeoff.csv:2:amount", "9 trips = 0 jobs")],
    ),
    (
        "tradeoff",
        "amount,criterion,other_amount,other\n9,trips,-9,jobs\n9,jobs,-9,water\n",
        [("E199", "tradeoff.csv:2:amount", "9 trips = -9 jobs")],
    ),
    (
        "statements",
        "statement\ntrips >= jobs\n\ntrips\n",
        [("E190", "statements.csv:4:statement", "trips")],
    ),
    (
        "statements",
        "statement\ntrips >= 0.6\njobs >= 0.6\n",
        [("E197", "statements.csv:2:statement", "trips >= 0.6 ; jobs >= 0.6")],
    ),
    ("statements", "statement\ntrips >= jbs\n", [("E021", "statements.csv:2:statement", "jbs")]),
)


@pytest.mark.parametrize(("method", "text", "told"), WRONG)
def test_a_wrong_answer_is_told_at_its_cell(
    method: str, text: str, told: list[tuple[str, str, str | None]], tmp_path: Path
) -> None:
    found = errors(folder_with(tmp_path, method, **{method: text}))
    assert set(told) <= set(found)
    assert {code for code, _, _ in found} <= {told[0][0], "E194", "E198", "E206", "E209"}


def test_a_wrong_answer_in_a_workbook_is_told_with_its_sheet(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "first", "swing", swing=CASES[0].english_rows)
    book = write(folder, tmp_path / "book.xlsx")
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["swing"]
    row = next(cells for cells in sheet.iter_rows() if cells[0].value == "water")
    row[0].value = "watr"
    workbook.save(book)
    (problem, *_) = [p for p in check(book) if p.code == "E021"]
    assert (problem.place.file, problem.place.sheet, problem.place.row) == (
        "book.xlsx",
        "swing",
        row[0].row,
    )
    assert (problem.value, problem.suggestion) == ("watr", "water")


@pytest.mark.parametrize("case", CASES[:5], ids=lambda case: case.method)
def test_a_column_misspelt_is_told_and_nothing_breaks(case: Case, tmp_path: Path) -> None:
    text = case.english_rows.replace("criterion", "kriterion", 1)
    found = errors(folder_with(tmp_path, case.method, **{case.method: text}))
    assert [(code, place) for code, place, _ in found] == [("E118", f"{case.method}.csv:1:kriterion")]


def test_a_word_that_names_no_table_is_told_with_those_there_are(tmp_path: Path) -> None:
    for word in ("swings", "partners", "weights", "objective"):
        folder = folder_with(tmp_path, word, swing=CASES[0].english_rows)
        assert [(code, value) for code, _, value in errors(folder)] == [("E203", word)]
    assert errors(folder_with(tmp_path, "ranks")) == [("E209", "scenario.yaml:33:10", "ranks")]


# ---------------------------------------------------------------- beside the name of the table


def test_a_college_is_chosen_beside_a_table_of_answers(tmp_path: Path) -> None:
    """It speaks of town and water; within town the swings of the table count."""
    colleges = "college,criterion,weight\nHill,town,1\nHill,water,1\n"
    folder = folder_with(
        tmp_path, "swing", swing="criterion,points\ntrips,3\njobs,1\n", weights=colleges
    )
    found = leaf_weights(read(folder, settings=["weights.college=Hill"]))
    assert found == {"trips": Fraction(3, 8), "jobs": Fraction(1, 8), "water": Fraction(1, 2)}


def test_what_is_set_last_wins_over_the_table(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "swing", swing="criterion,points\ntrips,3\njobs,1\n")
    assert leaf_weights(read(folder, settings=["weights.swing.jobs=3"]))["jobs"] == Fraction(1, 4)
    assert leaf_weights(read(folder, settings=["swing.jobs.points=3"]))["jobs"] == Fraction(1, 4)
    (problem,) = read_all(folder, settings=["weights.swing.jobs=x"]).errors
    assert (problem.code, problem.value) == ("E012", "x")


def test_equals_of_the_best_and_of_the_worst_are_no_contradiction(tmp_path: Path) -> None:
    """All are worth the same: the first is the best, the last is the worst."""
    text = "criterion,best_to_it,it_to_worst\ntrips,1,1\njobs,1,1\nwater,1,1\n"
    found = leaf_weights(read(folder_with(tmp_path, "bwm", bwm=text)))
    assert all(abs(part - Fraction(1, 3)) < Fraction(1, 10**8) for part in found.values())


def test_the_tables_of_weights_are_those_of_answers_and_colleges() -> None:
    assert set(WEIGHT_TABLES) == {"weights", *ANSWER_TABLES}
