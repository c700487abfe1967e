"""Each exit code, from a case that a user can meet: 0, 2, 3, 4, 5 and 130."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pulp
import pytest
from commands.running import ROOT, Answer, copied, run, small, written
from hard import hard as correlated_knapsacks

from mcda.errors import MissingComponent


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario whose proof takes longer than anybody waits here."""
    return written(correlated_knapsacks(), tmp_path_factory.mktemp("hard") / "hard")


def test_0_a_proven_portfolio(tmp_path: Path) -> None:
    assert run("solve", small(tmp_path)).code == 0


def test_0_warnings_alone_do_not_fail_validation(tmp_path: Path) -> None:
    folder = copied("blank", tmp_path / "s")
    path = folder / "actions.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{header},colour", *(f"{row},blue" for row in rows)]), encoding="utf-8")
    answer = run("validate", folder, "--json")
    assert answer.code == 0
    assert {p["severity"] for p in answer.json["problems"]} == {"warning"}


def test_0_a_judgement_whatever_the_verdicts(tmp_path: Path) -> None:
    answer = run("judge", small(tmp_path), "--portfolio", "A1,A2,A3", "--json")
    assert answer.code == 0
    assert "NOT MET" in {rule["verdict"] for rule in answer.json["rules"]}


def test_0_a_comparison_in_which_one_scenario_fails(tmp_path: Path) -> None:
    folder = small(tmp_path)
    assert run("compare", folder, f"{folder}:impossible").code == 0


@pytest.mark.parametrize("variant", ["", ":impossible"])
def test_0_a_diagnosis_whether_rules_clash_or_not(variant: str, tmp_path: Path) -> None:
    assert run("conflicts", f"{small(tmp_path)}{variant}").code == 0


@pytest.mark.parametrize("command", ["validate", "solve", "conflicts", "judge --portfolio A1"])
def test_2_bad_input(command: str, tmp_path: Path) -> None:
    folder = small(tmp_path)
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    (folder / "scenario.yaml").write_text(text.replace('"cost": 200', '"cost": "2OO"'), encoding="utf-8")
    name, *options = command.split()
    answer = run(name, folder, *options)
    assert answer.code == 2
    assert "2OO" in answer.out + answer.err


@pytest.mark.parametrize(
    "arguments",
    [("solve",), ("solve", "{folder}", "--limit", "0"), ("solve", "{folder}", "--limit", "soon"),
     ("judge", "{folder}"), ("compare",), ("solve", "{folder}", "{folder}"), ("verify", "nowhere.json"),
     ("solve", "{folder}", "--set", "rules.budget.max"), ("solve", "{folder}", "--lang", "de")],
)  # fmt: skip
def test_2_bad_usage(arguments: tuple[str, ...], tmp_path: Path) -> None:
    folder = small(tmp_path)
    answer = run(*(argument.format(folder=folder) for argument in arguments))
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err


@pytest.mark.parametrize("option", [("--lang", "en"), ("--lang=en",)])
def test_a_line_that_cannot_be_parsed_is_refused_in_the_language_it_asks_for(
    option: tuple[str, ...],
) -> None:
    assert run("report", "--limit", "0", *option, lang="fr").err.startswith("Usage: mcda report")
    assert "Find the best portfolio" in run("solve", "--help", *option, lang="fr").out


def test_2_a_result_that_is_refuted(tmp_path: Path) -> None:
    folder = small(tmp_path)
    result = run("solve", folder, "--json").json
    result["value"] += 1
    assert run("verify", "-", stdin=json.dumps(result)).code == 2


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"actions": []}', '{"value": NaN}', "\xff"])
def test_2_a_result_that_is_none(text: str) -> None:
    answer = run("verify", "-", stdin=text.encode("latin-1"))
    assert answer.code == 2
    assert answer.err


@pytest.mark.parametrize("target", ["model.txt", "model"])
def test_2_a_model_file_of_an_unknown_kind(target: str, tmp_path: Path) -> None:
    answer = run("solve", small(tmp_path), "--export", tmp_path / target)
    assert answer.code == 2
    assert ".lp" in answer.err
    assert ".mps" in answer.err
    assert not (tmp_path / target).exists()


@pytest.mark.parametrize("command", ["new", "convert", "template"])
def test_2_rather_than_overwrite_what_exists(command: str, tmp_path: Path) -> None:
    folder, taken = small(tmp_path / "s"), tmp_path / "taken.xlsx"
    taken.write_text("mine")
    arguments = {
        "new": ("new", tmp_path),
        "convert": ("convert", folder, taken),
        "template": ("template", "-o", taken),
    }
    assert run(*arguments[command]).code == 2
    assert taken.read_text() == "mine"


def test_3_rules_that_clash_are_named(tmp_path: Path) -> None:
    answer = run("solve", f"{small(tmp_path)}:impossible")
    assert answer.code == 3
    assert "[most]" in answer.out
    assert "[least]" in answer.out


def test_3_rules_that_clash_as_json(tmp_path: Path) -> None:
    answer = run("solve", f"{small(tmp_path)}:impossible", "--json")
    assert answer.code == 3
    assert answer.json["status"] == "infeasible"
    assert answer.json["clash"] == ["most", "least"]


def test_4_stopped_at_a_limit_before_the_proof(hard: Path) -> None:
    """After a second there may be no portfolio yet; a little later there is one, with its gap."""
    for limit in (1, 4, 12):
        answer = run("solve", hard, "--limit", limit, "--json")
        assert answer.code == 4
        assert answer.json["status"] in {"feasible", "unsolved"}
        if answer.json["status"] == "feasible":
            break
    unproven(answer)


def unproven(answer: Answer) -> None:
    """A portfolio that meets the rules, below its bound by its gap."""
    result = answer.json
    assert result["status"] == "feasible"
    assert result["actions"]
    assert result["verified"] == "no"
    assert result["bound"] > result["value"]
    assert result["gap"] == pytest.approx((result["bound"] - result["value"]) / result["bound"])
    assert "NOT MET" not in {rule["verdict"] for rule in result["rules"]}


def test_5_a_solver_that_pulp_knows_but_that_is_not_installed(tmp_path: Path) -> None:
    available = pulp.listSolvers(onlyAvailable=True)
    missing = [name for name in ("GUROBI", "COPT", "CPLEX_PY", "MOSEK") if name not in available]
    answer = run("solve", small(tmp_path), "--engine", f"pulp:{missing[0]}")
    assert answer.code == 5
    assert missing[0] in answer.err
    assert "pip install" in answer.err


def test_5_a_missing_component_is_told_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise MissingComponent("reports", "pip install mcda-portfolio[report]")

    monkeypatch.setattr("mcda.optimise.solve", missing)
    answer = run("solve", small(tmp_path))
    assert answer.code == 5
    assert "pip install mcda-portfolio[report]" in answer.err
    assert answer.out == ""


@pytest.mark.skipif(os.name == "nt", reason="SIGINT is sent otherwise on Windows")
@pytest.mark.parametrize("engine", ["cpsat", "highs"])
def test_130_an_interrupted_solve_prints_the_portfolio_it_has(engine: str, hard: Path) -> None:
    """Ctrl-C keeps the incumbent with its true gap; of a search or, on a fast machine, its check."""
    arguments = [sys.executable, ROOT / "cli.py", "solve", hard, "--json", "--engine", engine]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    worked_for(process.pid, seconds=4)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err == ""
    result = json.loads(out)
    assert result["actions"]
    assert result["verified"] == "no"
    assert result["bound"] >= result["value"]


def worked_for(pid: int, seconds: float) -> None:
    """Wait until a process has used so much time of a processor, however busy the machine is."""
    process, patience = psutil.Process(pid), time.monotonic() + 150
    while sum(process.cpu_times()[:2]) < seconds and time.monotonic() < patience:
        time.sleep(0.1)


@pytest.mark.skipif(os.name == "nt", reason="SIGINT is sent otherwise on Windows")
def test_130_an_interruption_before_anything_was_found_prints_no_traceback(tmp_path: Path) -> None:
    """Ctrl-C at any moment, here while the input is awaited."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "cli.py", "solve", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    worked_for_reading(process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in out + err


def worked_for_reading(process: subprocess.Popen[str]) -> None:
    """Wait until a process waits for its input: it has stopped using the processor."""
    child, before = psutil.Process(process.pid), -1.0
    patience = time.monotonic() + 60
    while time.monotonic() < patience:
        used = sum(child.cpu_times()[:2])
        if used == before > 0.2:
            return
        before = used
        time.sleep(1)
