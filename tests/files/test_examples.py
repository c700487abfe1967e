"""Examples are copied whole, never over anything, and a planner can start from each."""

import pytest

from mcda.errors import UsageProblem
from mcda.files import examples
from mcda.files.examples import EXAMPLES, folder_of, new, with_modeline
from mcda.files.read import check, read
from mcda.files.schema import MODELINE, SCHEMA_NAME, schema_text
from mcda.optimise.solve import solve


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_copy_reads_like_its_original(example, tmp_path):
    folder = new(tmp_path / "mine", example)
    assert read(folder).model_copy(update={"origin": ""}) == read(folder_of(example)).model_copy(
        update={"origin": ""}
    )


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_copy_names_its_schema_once(example, tmp_path):
    folder = new(tmp_path / "mine", example)
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    assert text.startswith(MODELINE + "\n")
    assert text.count("yaml-language-server") == 1
    assert (folder / SCHEMA_NAME).read_text(encoding="utf-8") == schema_text()


def test_another_place_of_the_schema_is_replaced():
    assert (
        with_modeline("# yaml-language-server: $schema=../x.json\nmcda: 1\n") == f"{MODELINE}\nmcda: 1\n"
    )
    assert with_modeline("mcda: 1\n") == f"{MODELINE}\nmcda: 1\n"


def test_all_files_come_along(tmp_path):
    folder = new(tmp_path / "mine", "caen")
    names = {path.name for path in folder.iterdir()}
    assert names == {path.name for path in folder_of("caen").iterdir()} | {SCHEMA_NAME}
    assert "SOURCES.md" in names


def test_an_empty_folder_is_filled(tmp_path):
    assert (new(tmp_path, "blank") / "scenario.yaml").is_file()


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageProblem) as caught:
        new(tmp_path, "blank")
    assert caught.value.problem.code == "E110"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_example_is_named_with_those_that_exist(tmp_path):
    with pytest.raises(UsageProblem) as caught:
        new(tmp_path / "mine", "kaen")
    assert caught.value.problem.code == "E111"
    assert "caen" in caught.value.problem.details["known"]
    assert not (tmp_path / "mine").exists()


def test_the_installed_package_holds_its_examples(tmp_path, monkeypatch):
    """In a wheel they stand inside the package."""
    package = tmp_path / "mcda"
    new(package / "examples" / "blank", "blank")
    monkeypatch.setattr(examples, "PACKAGE", package)
    assert folder_of("blank") == package / "examples" / "blank"
    with pytest.raises(UsageProblem):
        folder_of("caen")


def test_blank_has_no_problem():
    assert check(folder_of("blank")) == []


def test_blank_solves_and_its_variant_changes_something():
    base = solve(read(folder_of("blank")))
    assert base.actions
    assert solve(read(f"{folder_of('blank')}:prudent")).actions != base.actions


def test_blank_speaks_both_languages():
    text = (folder_of("blank") / "scenario.yaml").read_text(encoding="utf-8")
    assert "Un scénario à compléter" in text
    assert "A scenario to fill in" in text
