"""Long commands are stored, gone on with, shown and compared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rehearsal
from running import RULES, run, small

import mcda.commands
from mcda.commands import Entry
from mcda.commands.running import Teller
from mcda.runs import local
from mcda.runs.progress import Progress
from mcda.runs.store import Store
from mcda.wording import words


@pytest.fixture(autouse=True)
def rehearsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcda.commands.rehearsal", rehearsal)
    monkeypatch.setitem(mcda.commands.REGISTRY, "rehearsal", Entry("rehearsal", "Square numbers"))
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "runs"))


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return small(tmp_path / "small")


def states() -> list[str]:
    return [found["state"] for found in run("runs", "list", "--json").json["runs"]]


def test_a_command_that_is_asked_again_goes_on(scenario: Path) -> None:
    first = run("rehearsal", scenario, "--limit", 2, "--json")
    assert first.code == 4
    assert first.json["squares"] == [0, 1]
    assert states() == ["stopped"]
    second = run("rehearsal", scenario, "--json")
    assert (second.code, second.json["squares"]) == (0, [0, 1, 4, 9])
    assert "Resumed: 2 facts are known." in second.err
    third = run("rehearsal", scenario, "--json")
    assert "Resumed: 4 facts" in third.err
    assert third.out == second.out
    assert states() == ["complete"]


def test_the_same_bytes_whoever_does_the_work(scenario: Path, tmp_path: Path) -> None:
    answers = {
        run("rehearsal", scenario, "--json", "--workers", n, "--store", tmp_path / f"{n}.sqlite").out
        for n in (1, 2)
    }
    answers.add(run("rehearsal", scenario, "--json", "--no-store").out)
    local.dismiss()
    assert len(answers) == 1
    provenance = json.loads(answers.pop())["provenance"]
    assert provenance["seed"] == 1
    assert provenance["options"] == {"names": [], "numbers": 4, "seed": 1, "within": 0.5}
    assert {"mcda-portfolio", "python", "highspy"} <= provenance["versions"].keys()
    assert len(provenance["run"]) == len(provenance["scenario_sha256"]) == 64


def test_what_is_asked_makes_another_run(scenario: Path, tmp_path: Path) -> None:
    run("rehearsal", scenario)
    run("rehearsal", scenario, "--seed", 2)
    run("rehearsal", scenario, "--within", 0.25)
    run("rehearsal", scenario, "--set", "rules.budget.max=300")
    run("rehearsal", small(tmp_path / "copy"))  # the same content elsewhere
    assert states() == ["complete"] * 4


def test_nothing_is_stored_unless_wanted(scenario: Path, stored_runs: Path) -> None:
    assert run("rehearsal", scenario, "--no-store").code == 0
    assert not stored_runs.exists()


def test_a_usual_place_that_cannot_be_written_is_told(
    scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MCDA_RUNS", str(tmp_path / "file" / "runs.sqlite"))
    answer = run("rehearsal", scenario)
    assert answer.code == 0
    assert "[W057]" in answer.err
    refused = run("rehearsal", scenario, "--store", tmp_path / "file" / "runs.sqlite")
    assert refused.code == 2
    assert "[E364]" in refused.err
    monkeypatch.setenv("MCDA_RUNS", str(scenario / "scenario.yaml"))
    assert "[E362]" in run("rehearsal", scenario).err


@pytest.mark.parametrize(
    ("fail", "state"), [("stopped", "stopped"), ("interrupt", "stopped"), ("infeasible", "failed")]
)
def test_how_it_ended_is_stored(fail: str, state: str, scenario: Path) -> None:
    assert run("rehearsal", scenario, "--fail", fail).code in (3, 130)
    assert states() == [state]
    assert "Resumed: 1 fact is known." in run("rehearsal", scenario).err
    assert states() == ["complete"]


def test_a_bug_is_a_failed_run(scenario: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        run("rehearsal", scenario, "--fail", "bug")
    assert states() == ["failed"]


KILLED = """
import sys, rehearsal, mcda.commands
sys.modules["mcda.commands.rehearsal"] = rehearsal
mcda.commands.REGISTRY["rehearsal"] = mcda.commands.Entry("rehearsal", "")
mcda.commands.main()
"""


def test_a_killed_run_is_resumed_though_its_files_are_gone(scenario: Path) -> None:
    folders = [
        Path(rehearsal.__file__).parent,
        Path(__file__).parents[1] / "runs",
        Path(__file__).parents[2],
    ]
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            KILLED,
            "rehearsal",
            scenario,
            "--name",
            "a",
            "--name",
            "b",
            "--fail",
            "killed",
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))},
        check=False,
    )
    assert killed.returncode == -9
    assert states() == ["stopped"]
    (scenario / "scenario.yaml").unlink()
    key = run("runs", "list", "--json").json["runs"][0]["run"]
    part = run("runs", "resume", key[:8], "--limit", 3, "--json")
    assert (part.code, part.json["squares"]) == (4, [0, 1, 4])
    whole = run("runs", "resume", key[:8])
    assert "Resumed: 3 facts" in whole.err
    assert whole.out == "[0, 1, 4, 9]\n['a', 'b']\n"
    assert run("runs", "resume", key, "--csv").out == 'squares\n"[0, 1, 4, 9]"\n'
    assert states() == ["complete"]


def test_a_run_of_other_versions_is_not_gone_on_with(scenario: Path, stored_runs: Path) -> None:
    run("rehearsal", scenario)
    with Store.open(stored_runs) as store:
        (found,) = store.runs()
        then = {**found.study.versions, "highspy": "0.1"}
        store.ask("UPDATE runs SET versions = ?", json.dumps(then))
    refused = run("runs", "resume", found.key)
    assert refused.code == 2
    assert "highspy 0.1 → " in refused.err
    assert f"begin anew: mcda rehearsal {scenario}" in refused.err


def test_runs_are_listed_and_shown(scenario: Path) -> None:
    assert run("runs", "list").out == "No run is stored.\n"
    run("rehearsal", scenario)
    run("rehearsal", scenario, "--limit", 1, "--seed", 5)
    rows = run("runs", "list", "--csv").out.splitlines()
    assert rows[0] == "run,command,scenario,state,facts,started,ended"
    assert [row.split(",")[1:5:2] for row in rows[1:]] == [
        ["rehearsal", "stopped"],
        ["rehearsal", "complete"],
    ]
    screen = run("runs", "list").out
    assert rows[1][:12] in screen
    assert "second" in screen
    shown = run("runs", "show", rows[2][:8]).out
    for text in (rows[2][:64], f"mcda rehearsal {scenario}", "complete", "Facts: chores:slowly", "A1"):
        assert text in shown
    record = run("runs", "show", rows[2][:8], "--json").json
    assert record["facts_by_kind"] == {"chores:slowly": 4}
    assert record["result"]["squares"] == [0, 1, 4, 9]
    assert "versions" in run("runs", "show", rows[2][:8], "--csv").out
    assert run("runs", "show", "ffffffffffff").code == 2


def test_two_runs_are_compared(scenario: Path) -> None:
    run("rehearsal", scenario, "--limit", 1)
    run("rehearsal", scenario, "--within", 0.25, "--set", "rules.budget.max=300")
    other, one = (found["run"] for found in run("runs", "list", "--json").json["runs"])
    found = run("runs", "diff", one, other, "--json").json
    assert found["options"] == [{"path": "within", "one": 0.5, "other": 0.25}]
    assert found["scenario"] == [{"path": "rules.budget.max", "one": "250", "other": "300"}]
    actions = next(item for item in found["result"] if item["path"] == "actions")
    assert (actions["entered"], actions["left"]) == (["A2", "A3"], [])
    screen = run("runs", "diff", one, other).out
    assert "+A2 +A3" in screen
    assert "rules.budget.max" in screen
    assert run("runs", "diff", one, other, "--csv").out.splitlines()[1] == "options,within,0.5,0.25"
    same = run("runs", "diff", one, one, lang="en").out
    assert same == "What was asked: the same.\nScenarios: the same.\nResults: the same.\n"


def test_runs_are_forgotten(scenario: Path) -> None:
    run("rehearsal", scenario)
    run("rehearsal", scenario, "--seed", 2)
    run("rehearsal", scenario, "--seed", 3)
    keys = [found["run"] for found in run("runs", "list", "--json").json["runs"]]
    assert "1 run forgotten." in run("runs", "delete", keys[0]).err
    assert "0 runs forgotten." in run("runs", "prune").err
    assert states() == ["complete"] * 2
    assert "2 runs forgotten." in run("runs", "prune", "--days", 0).err
    assert states() == []


def test_another_machine_needs_tls(scenario: Path) -> None:
    for address, code in (
        ("tcp://10.0.0.7:8786", "E370"),
        ("tcp://cluster.example.org:8786", "E370"),
        ("10.0.0.7", "E371"),
        ("tcp://10.0.0.7", "E371"),
        ("http://127.0.0.1:8786", "E371"),
        ("tcp://[::1:8786", "E371"),
    ):
        answer = run("rehearsal", scenario, "--cluster", address)
        assert (answer.code, f"[{code}]" in answer.err) == (2, True), address


class Terminal:
    """A standard error that is a terminal."""

    def __init__(self, terminal: bool) -> None:
        self.text = ""
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


@pytest.mark.parametrize(
    ("terminal", "verbose", "expected"),
    [
        (True, False, "1 of 2 tasks done (50.0%)\r\x1b[2K"),
        (False, False, ""),
        (False, True, "1 of 2 tasks done (50.0%)\n"),
    ],
)
def test_progress_is_told_on_terminals(
    terminal: bool, verbose: bool, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Terminal(terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    teller = Teller(words("en"), verbose)
    teller.hear(Progress("{done} of {total} tasks done", {"done": 1, "total": 2}, 0.5))
    teller.hear(Progress("too soon after"))
    teller.clear()
    assert stream.text == expected


def test_help_of_runs() -> None:
    assert RULES
    answer = run("runs", "--help")
    assert answer.code == 0
    for name in ("list", "show", "resume", "diff", "delete", "prune"):
        assert name in answer.out
