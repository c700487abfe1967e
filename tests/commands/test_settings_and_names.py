"""`--set`, languages, and names that nothing bears."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands.running import Answer, run, small

import mcda

# ---------------------------------------------------------------- --set


def test_a_setting_applies_last_and_is_told(tmp_path: Path) -> None:
    folder = small(tmp_path)
    answer = run("solve", f"{folder}:open", "--set", "rules.budget.max=100")
    assert answer.code == 0
    (told,) = [line for line in answer.out.splitlines() if "350 → 100" in line]
    assert "--set" in told
    assert "rules.budget.max" in told
    result = run("solve", f"{folder}:open", "--set", "rules.budget.max=100", "--json").json
    assert result["actions"] == ["A1"]


def test_settings_add_up_the_last_one_wins(tmp_path: Path) -> None:
    arguments = [
        "--set",
        "rules.budget.max=1",
        "--set",
        "rules.budget.max=350",
        "--set",
        "rules.rural=null",
    ]
    assert run("solve", small(tmp_path), *arguments, "--json").json["actions"] == ["A1", "A2", "A3"]


@pytest.mark.parametrize(
    "setting",
    [
        "rules.budget.max=200",
        "rules.rural=null",
        "rules.rural.min=80 %",
        "actions.A2.cost=100",
        "rules.few={type: linear, terms: {A1: 1, A2: 1, A3: 1}, max: 1}",
        "point_worth=12",
        "point_worth={low: 8, high: 16}",
    ],
)
def test_a_result_under_a_setting_is_verified_under_it(setting: str, tmp_path: Path) -> None:
    result = run("solve", small(tmp_path), "--set", setting, "--json")
    assert result.code == 0, result
    verified = run("verify", "-", stdin=result.out)
    assert verified.code == 0, verified


def test_a_result_of_a_variant_under_a_setting_is_verified_under_both(tmp_path: Path) -> None:
    result = run("solve", f"{small(tmp_path)}:open", "--set", "rules.budget.max=300", "--json").out
    assert run("verify", "-", stdin=result).code == 0


@pytest.mark.parametrize(
    "command", ["solve", "conflicts", "validate", "compare", "judge --portfolio A1"]
)
def test_every_command_on_a_scenario_takes_settings(command: str, tmp_path: Path) -> None:
    name, *options = command.split()
    assert run(name, small(tmp_path), *options, "--set", "rules.budget.max=300").code == 0


# ---------------------------------------------------------------- languages


def verdict_words(answer: Answer) -> set[str]:
    return {word for word in ("MET", "RESPECTÉ") if f"✓\u00a0{word}" in answer.out}


def test_the_language_is_the_one_asked_for_then_the_environments_then_the_scenarios(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    folder = small(tmp_path)  # its own language is English
    assert verdict_words(run("solve", folder, "--lang", "fr", lang="en")) == {"RESPECTÉ"}
    assert verdict_words(run("solve", folder, lang="fr")) == {"RESPECTÉ"}
    assert verdict_words(run("solve", folder, lang="")) == {"MET"}


@pytest.mark.parametrize(("system", "said"), [("fr_FR.UTF-8", "Commandes"), ("en_GB.UTF-8", "Commands")])
def test_help_speaks_the_language_of_the_system(
    system: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    assert said in run("--help", lang="").out


def test_help_in_one_language_leaves_the_other_as_it_was() -> None:
    """Help may be shown many times in one process: by a web page, in a notebook."""
    before = run("solve", "--help", lang="en").out
    french = run("solve", "--help", lang="fr").out
    assert french != before
    assert run("solve", "--help", lang="en").out == before


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_failures_are_told_in_the_language_asked_for(lang: str, tmp_path: Path) -> None:
    said = {"fr": "Vouliez-vous dire", "en": "Did you mean"}
    for arguments in (
        ("solve", f"{small(tmp_path)}:opne"),
        ("judge", small(tmp_path), "--portfolio", "A1x"),
    ):
        assert said[lang] in run(*arguments, "--lang", lang, lang="").err


@pytest.mark.parametrize("language", ["fr", "en"])
def test_json_differs_between_languages_only_in_sentences(language: str, tmp_path: Path) -> None:
    """Keys, verdicts and statuses are codes, the same for every reader."""
    folder = small(tmp_path)
    found = run("solve", folder, "--json", "--lang", language).json
    reference = run("solve", folder, "--json").json
    for result in (found, reference):
        result.pop("provenance")
    assert found == reference


# ---------------------------------------------------------------- unknown names


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("solv", "{folder}"), "solve"),
        (("solve", "{folder}", "--jsn"), "--json"),
        (("solve", "{folder}", "--limt", "3"), "--limit"),
        (("solve", "{parent}/scenaro"), "scenario"),
        (("solve", "{folder}:opne"), "open"),
        (("conflicts", "{folder}:impossibel"), "impossible"),
        (("judge", "{folder}", "--portfolio", "A1,AA2"), "A2"),
        (("solve", "{folder}", "--set", "rules.budgt.max=3"), "rules.budget.max"),
        (("solve", "{folder}", "--set", "rules.budget.mx=3"), "max"),
        (("solve", "{folder}", "--set", "actions.A11.cost=3"), "A1"),
        (("solve", "{folder}", "--engine", "cpsta"), "cpsat"),
        (("new", "{folder}/x", "--from", "cean"), "caen"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(
    arguments: tuple[str, ...], meant: str, tmp_path: Path
) -> None:
    folder = small(tmp_path / "scenario")
    answer = run(*(a.format(folder=folder, parent=tmp_path) for a in arguments))
    assert answer.code == 2
    assert meant in answer.err
    assert "did you mean" in answer.err.lower(), answer.err
    assert answer.out == ""


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_wrong_usage_is_told_in_one_language(lang: str, tmp_path: Path) -> None:
    """Not half in English because click speaks it."""
    english = ("No such option", "Missing argument", "Missing option", "Try 'mcda", "Usage:", "Error:")
    for arguments in (("solve",), ("judge", tmp_path), ("solve", tmp_path, "--jsn"), ("solv",)):
        answer = run(*arguments, lang=lang)
        assert answer.code == 2
        if lang == "fr":
            assert [words for words in english if words in answer.err] == []


def test_an_unknown_variant_is_a_problem_that_validation_lists(tmp_path: Path) -> None:
    answer = run("validate", f"{small(tmp_path)}:opne")
    assert answer.code == 2
    assert "Did you mean “open”?" in answer.out


def test_what_python_offers_is_what_the_command_line_does(tmp_path: Path) -> None:
    folder = small(tmp_path)
    portfolio = mcda.solve(mcda.read(folder))
    assert list(portfolio.actions) == run("solve", folder, "--json").json["actions"]
