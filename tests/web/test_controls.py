"""Sliders: what they offer can be asked, and where they stand is where the scenario stands."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from loading import load
from tiny import tiny

from mcda.files.read import read
from mcda.model import Scenario
from mcda.web import records
from mcda.web.controls import Slider, levels, sliders
from mcda.web.library import Library
from mcda.web.question import Question
from mcda.wording import words

FRENCH, ENGLISH = words("fr"), words("en")
RULES = {
    "budget": {"type": "budget", "max": "123.45"},
    "many": {"type": "coverage", "per": "theme", "of": "actions", "min_actions": 1},
    "rural": {"type": "share", "of": "benefit", "group": "rural", "min": "12.5 %"},
    "back": {"type": "floor", "by": "spending", "return_on_burden": "70 %"},
}


@pytest.fixture(scope="module", params=["scenarios/brest", "scenarios/caen"])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return read(request.param)


def named(scenario: Scenario) -> dict[str, Slider]:
    return {slider.key: slider for slider in sliders(scenario, FRENCH)}


def test_each_stands_on_one_of_its_own_steps(scenario: Scenario) -> None:
    for slider in sliders(scenario, FRENCH):
        assert slider.low <= slider.value <= slider.high
        assert (slider.value - slider.low) % slider.step == 0
        assert (slider.high - slider.low) % slider.step == 0
        assert (slider.high - slider.low) / slider.step <= 1000


def test_both_ends_can_be_asked(scenario: Scenario) -> None:
    library = Library([scenario.origin])
    for slider in sliders(scenario, FRENCH):
        for level in (slider.low, slider.high):
            share = slider.unit == "share"
            changed = library.scenario(Question().moving(slider.key, level, share=share))
            if slider.unit != "points":
                assert dict(levels(changed))[slider.key] == level


def test_those_that_stand_still_ask_nothing(scenario: Scenario) -> None:
    question = Question()
    for slider in sliders(scenario, FRENCH):
        question = question.moving(slider.key, slider.value)
    assert question.settled(levels(scenario)) == Question()


def test_a_handful_comes_first_in_both_languages(scenario: Scenario) -> None:
    french, english = sliders(scenario, FRENCH), sliders(scenario, ENGLISH)
    assert [slider.key for slider in french] == [slider.key for slider in english]
    kinds = [slider.kind for slider in french]
    assert sorted(kinds, key=["budget", "equity", "weight", "other"].index) == kinds
    assert kinds[0] == "budget"
    for kind in {*kinds}:
        assert sum(slider.first for slider in french if slider.kind == kind) <= 6
    assert not any(slider.first for slider in french if slider.family or slider.kind == "other")


def test_units_and_fine_steps() -> None:
    found = named(load(tiny(RULES)))
    assert found["rules.budget.max"].unit == "money"
    assert found["rules.budget.max"].step == Fraction(1, 100)
    assert found["rules.many.min_actions"].unit == "actions"
    assert found["rules.rural.min"].unit == "share"
    assert found["rules.rural.min"].step == Fraction(1, 1000)
    assert found["rules.rural.min"].high == 1
    assert found["rules.back.return_on_burden"].high == Fraction(3, 2)
    assert not any(slider.kind == "weight" for slider in found.values())


def test_criteria_of_which_nothing_is_stated_weigh_alike_until_one_is_moved(tmp_path: Path) -> None:
    scenario = read("scenarios/brest")
    folder = tmp_path / "blank"
    folder.mkdir()
    for file in Path(scenario.origin).glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    lines = (Path(scenario.origin) / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("weights:"))
    end = next(n for n in range(start + 1, len(lines)) if lines[n] and lines[n][0] not in " #")
    (folder / "scenario.yaml").write_text("\n".join(lines[:start] + lines[end:]), encoding="utf-8")
    changed = Library([folder]).scenario(Question().moving("weights.economy", Fraction(50)))
    assert isinstance(changed.weights, dict)
    assert changed.weights["transition"] == changed.weights["services"] == 100


def test_sliders_as_json(scenario: Scenario) -> None:
    record = records.sliders(sliders(scenario, FRENCH))["sliders"][0]
    assert record["key"] == "rules.budget.max"
    assert isinstance(record["value"], float)
    assert record["value"] == float(named(scenario)["rules.budget.max"].value)


def test_a_file_that_changes_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcda.web.library.LOOKS", 0.0)
    folder = tmp_path / "own"
    folder.mkdir()
    for file in Path("scenarios/brest").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    library = Library([folder, f"{folder}"])
    assert library.names == ("own", "own-2")
    before = library.edition(Question())
    assert library.edition(replace(Question(), portfolio=("A",))) is before
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    (folder / "scenario.yaml").write_text(text.replace("max: 2600", "max: 2700 "), encoding="utf-8")
    after = library.edition(Question())
    assert dict(levels(after.scenario))["rules.budget.max"] == 2700
    assert after.content != before.content
