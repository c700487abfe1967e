"""Data on the standard output, the rest on the standard error; `-` where it is promised."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands.running import ROOT, run, small, written
from tiny import tiny

YAML = json.dumps(tiny({"budget": {"type": "budget", "max": 250}}))


@pytest.mark.parametrize(
    "options", [("solve",), ("validate",), ("conflicts",), ("judge", "--portfolio", "A1"), ("compare",)]
)
@pytest.mark.parametrize("form", ["screen", "--json", "--csv"])
def test_answers_are_on_the_standard_output(options: tuple[str, ...], form: str, tmp_path: Path) -> None:
    name, *rest = options
    variant = ":impossible" if name == "conflicts" else ""
    rest += [] if form == "screen" else [form]
    answer = run(name, f"{small(tmp_path)}{variant}", *rest)
    assert answer.code == 0
    assert answer.err == ""
    assert answer.out or (name, form) == ("validate", "--csv")


@pytest.mark.parametrize("command", ["new", "template", "convert"])
def test_what_a_writing_command_says_is_no_data(command: str, tmp_path: Path) -> None:
    """The file is the answer; that it is ready is said on the standard error."""
    arguments = {
        "new": ("new", tmp_path / "made"),
        "template": ("template", "-o", tmp_path / "made.xlsx"),
        "convert": ("convert", small(tmp_path / "s"), tmp_path / "made"),
    }
    answer = run(*arguments[command])
    assert answer.code == 0
    assert "made" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("form", ["", "--csv"])
def test_failures_are_told_on_the_standard_error(form: str, tmp_path: Path) -> None:
    answer = run("solve", tmp_path / "nowhere", *([form] if form else []))
    assert answer.out == ""
    assert "nowhere" in answer.err


def test_with_json_the_standard_output_is_always_one_document(tmp_path: Path) -> None:
    folder = small(tmp_path)
    for arguments in (
        ("solve", folder),
        ("solve", f"{folder}:impossible"),
        ("solve", f"{folder}:nowhere"),
        ("solve", folder, "--engine", "nothing"),
        ("solve", folder, "--set", "rules.budgt.max=3"),
        ("judge", folder, "--portfolio", "A9"),
        ("compare", folder, f"{folder}:nowhere"),
        ("validate", folder / "nowhere"),
        ("verify", folder / "scenario.yaml"),
    ):
        json.loads(run(*arguments, "--json").out, parse_constant=refuse)


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


# ---------------------------------------------------------------- "-"


def test_a_scenario_comes_from_the_standard_input() -> None:
    answer = run("solve", "-", "--json", stdin=YAML)
    assert answer.code == 0
    assert answer.json["actions"] == ["A2", "A3"]
    assert run("validate", "-", stdin=YAML).code == 0
    assert run("judge", "-", "--portfolio", "A1", "--json", stdin=YAML).json["value"] == 10


def test_a_result_comes_from_the_standard_input_or_from_a_file(tmp_path: Path) -> None:
    result = run("solve", small(tmp_path), "--json").out
    (tmp_path / "result.json").write_text(result, encoding="utf-8")
    assert run("verify", "-", stdin=result).code == 0
    assert run("verify", tmp_path / "result.json").code == 0


def test_a_result_is_verified_where_the_scenario_has_moved(tmp_path: Path) -> None:
    result = run("solve", small(tmp_path / "before"), "--json").out
    (tmp_path / "before").rename(tmp_path / "after")
    assert run("verify", "-", stdin=result).code == 2
    assert run("verify", "-", "--scenario", tmp_path / "after", stdin=result).code == 0


def test_a_result_of_a_piped_scenario_is_verified_against_its_file(tmp_path: Path) -> None:
    result = run("solve", "-", "--json", stdin=YAML).out
    folder = written(json.loads(YAML), tmp_path / "s")
    assert run("verify", "-", "--scenario", folder, stdin=result).code == 0


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    answer = run("solve", "-", stdin=b"\xff\xfe title: \x80")
    assert answer.code == 2
    assert answer.err


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    """As in `mcda schema | head -1`; here nobody reads at all."""
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, ROOT / "cli.py", "schema"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, b"")


# ---------------------------------------------------------------- CSV


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("command", ["solve", "judge"])
def test_csv_of_a_portfolio_has_a_row_for_each_action(command: str, tmp_path: Path) -> None:
    options = ["--portfolio", "A2,A3"] if command == "judge" else []
    found = rows(run(command, small(tmp_path), *options, "--csv").out)
    assert [(r["action"], r["selected"]) for r in found] == [("A1", "0"), ("A2", "1"), ("A3", "1")]
    assert [float(r["cost"]) for r in found] == [0, 200, 50]
    assert [float(r["value"]) for r in found] == [0, 20, 5]


def test_csv_of_a_comparison_has_a_row_for_each_scenario_and_action(tmp_path: Path) -> None:
    folder = small(tmp_path)
    found = rows(run("compare", folder, f"{folder}:open", "--csv").out)
    assert {(r["scenario"], r["action"]) for r in found if r["selected"] == "1"} == {
        (str(folder), "A2"), (str(folder), "A3"),
        *((f"{folder}:open", action) for action in ("A1", "A2", "A3")),
    }  # fmt: skip


def test_csv_of_clashing_rules_has_a_row_for_each(tmp_path: Path) -> None:
    folder = small(tmp_path)
    for command in ("solve", "conflicts"):
        found = rows(run(command, f"{folder}:impossible", "--csv").out)
        assert [r["rule"] for r in found] == ["most", "least"]


def test_csv_of_problems_and_of_checks_has_the_keys_of_their_json(tmp_path: Path) -> None:
    folder = small(tmp_path, colour="blue")
    listed = run("validate", folder, "--json").json["problems"]
    assert [list(r) for r in rows(run("validate", folder, "--csv").out)] == [list(p) for p in listed]
    result = run("solve", small(tmp_path / "s"), "--json").out
    checks = rows(run("verify", "-", "--csv", stdin=result).out)
    assert {tuple(r) for r in checks} == {("name", "ok", "detail")}


def test_csv_without_a_row_still_has_its_header(tmp_path: Path) -> None:
    """Programs that read it find the columns, and no row."""
    for command in ("validate", "conflicts"):
        text = run(command, small(tmp_path), "--csv").out
        assert len(text.splitlines()) == 1, command
