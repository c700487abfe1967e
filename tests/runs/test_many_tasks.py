"""Many tasks: the same results whatever does the work, and whatever happens to who does it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mcda.errors import Infeasible, InvalidScenario, Stopped, UsageProblem
from mcda.problems import CATALOGUE, line
from mcda.runs import local
from mcda.runs.canonical import canonical, digest, settled
from mcda.runs.many import many
from mcda.runs.progress import Progress
from mcda.wording import words

HOW: tuple[dict[str, Any], ...] = (
    {"workers": 1},
    {"workers": 2},
    {"workers": 3},
    {"workers": 2, "threads": True},
)


class Notebook:
    """A journal in memory that counts."""

    def __init__(self) -> None:
        self.facts: dict[str, dict[str, Any]] = {}
        self.noted = 0

    def known(self, kind: str) -> dict[str, Any]:
        return self.facts.get(kind, {})

    def note(self, kind: str, key: str, fact: Any) -> None:
        self.noted += 1
        assert key not in self.facts.setdefault(kind, {})
        self.facts[kind][key] = fact


@pytest.fixture(autouse=True, scope="module")
def dismissed() -> Iterator[None]:
    yield
    local.dismiss()


@pytest.mark.parametrize("how", HOW, ids=str)
def test_the_same_bytes_whatever_does_the_work(how: dict[str, Any]) -> None:
    tasks = [3, 1, 2, 1, 7]
    expected = [{"square": [n * n], "third": n / 3} for n in tasks]
    assert canonical(list(many("chores:square", tasks, **how))) == canonical(expected)


@pytest.mark.parametrize("how", HOW, ids=str)
def test_results_come_in_the_order_of_the_tasks(how: dict[str, Any]) -> None:
    tasks = [{"number": n, "seconds": 0.2 if n == 0 else 0.0} for n in range(6)]
    assert list(many("chores:slowly", tasks, **how)) == [n * n for n in range(6)]


def test_no_tasks() -> None:
    assert list(many("chores:square", [], workers=2)) == []


@pytest.mark.parametrize("how", HOW, ids=str)
def test_what_is_known_is_not_done_again(how: dict[str, Any], tmp_path: Path) -> None:
    side, journal = tmp_path / "side", Notebook()
    tasks = [{"number": n, "seconds": 0, "side": str(side)} for n in (0, 1, 2, 1)]
    heard: list[Progress] = []
    first = list(many("chores:slowly", tasks, journal=journal, listen=heard.append, **how))
    again = list(many("chores:slowly", tasks[::-1], journal=journal, **how))
    assert first == [0, 1, 4, 1]
    assert again == first[::-1]
    assert sorted(side.read_text().split()) == ["0", "1", "2"]
    assert journal.noted == 3
    assert [progress.share for progress in heard] == [1 / 3, 2 / 3, 1]


def test_results_are_noted_in_the_order_in_which_they_arrive() -> None:
    journal = Notebook()
    tasks = [{"number": 0, "seconds": 0.4}, *({"number": n, "seconds": 0} for n in (1, 2, 3))]
    results = many("chores:slowly", tasks, journal=journal, workers=2)
    assert next(results) == 0
    assert list(journal.facts["chores:slowly"])[-1] == digest(tasks[0])
    assert list(results) == [1, 4, 9]


@pytest.mark.parametrize("how", HOW, ids=str)
def test_errors_come_as_they_were(how: dict[str, Any]) -> None:
    def failure(name: str) -> BaseException:
        with pytest.raises(Exception) as raised:
            list(many("chores:fails", [{"error": "none"}, {"error": name}], **how))
        return raised.value

    usage, invalid = failure("usage"), failure("invalid")
    assert isinstance(usage, UsageProblem)
    assert (usage.problem.code, usage.problem.place.row, usage.problem.suggestion) == ("E090", 3, "z")
    assert isinstance(invalid, InvalidScenario)
    assert invalid.problems == (usage.problem, usage.problem)
    infeasible, stopped = failure("infeasible"), failure("stopped")
    assert isinstance(infeasible, Infeasible)
    assert (infeasible.clash, infeasible.relaxation) == (("budget",), {"budget": 3})
    assert isinstance(stopped, Stopped)
    assert (stopped.interrupted, stopped.exit_code) == (True, 130)
    assert isinstance(failure("value"), ValueError)
    assert "Odd" in f"{failure('odd')!r}"


@pytest.mark.parametrize("how", HOW, ids=str)
def test_the_first_task_that_fails_is_told(how: dict[str, Any]) -> None:
    tasks = [{"error": "none"}, {"error": "value", "seconds": 0.3}, {"error": "usage"}]
    results = many("chores:fails", tasks, **how)
    assert next(results) == "none"
    with pytest.raises(ValueError, match="no such thing"):
        next(results)


def test_a_worker_that_dies_loses_nothing(tmp_path: Path) -> None:
    tasks = [{"number": n} for n in range(8)]
    tasks[3] |= {"times": 2, "side": str(tmp_path / "tries")}
    journal = Notebook()
    assert list(many("chores:dies", tasks, workers=2, journal=journal)) == list(range(8))
    assert journal.noted == 8
    assert (tmp_path / "tries").read_text() == "xx"


def test_a_task_that_ends_every_worker_is_named(tmp_path: Path) -> None:
    tasks = [{"number": n} for n in range(4)]
    tasks[2] |= {"times": 99, "side": str(tmp_path / "tries")}
    journal = Notebook()
    with pytest.raises(UsageProblem) as raised:
        list(many("chores:dies", tasks, workers=2, journal=journal))
    assert raised.value.problem.code == "E375"
    told = line(raised.value.problem, words("en"))
    assert "task 3 of chores:dies" in told
    assert "3 times (code -9)" in told
    assert (tmp_path / "tries").read_text() == "xxx"
    assert journal.noted >= 2


def test_memory_that_does_not_suffice_ends_a_worker() -> None:
    with pytest.raises(UsageProblem) as raised:
        list(many("chores:hungry", [1, 2], workers=2))
    assert raised.value.problem.details["reason"] == "code 75"


@pytest.mark.parametrize("how", HOW[:2], ids=str)
def test_stop_ends_the_results_early(how: dict[str, Any]) -> None:
    journal = Notebook()
    tasks = [{"number": n, "seconds": 0.01 if n < 5 else 0.05} for n in range(200)]

    def stop() -> bool:
        return journal.noted >= 5

    got = list(many("chores:slowly", tasks, journal=journal, stop=stop, **how))
    assert got == [n * n for n in range(len(got))]
    assert 0 < len(got) <= journal.noted < 20


@pytest.mark.parametrize("how", HOW[:2], ids=str)
def test_results_that_were_cut_short_are_not_remembered(how: dict[str, Any]) -> None:
    journal = Notebook()

    def squares(limit: int) -> list[int]:
        tasks = [{"number": n, "seconds": 0, "limit": limit} for n in range(4)]
        return list(
            many(
                "chores:slowly", tasks, journal=journal, beside=["limit"],
                certain=lambda square: square < limit, **how,
            )
        )  # fmt: skip

    assert squares(3) == [0, 1, 4, 9]
    assert sorted(journal.known("chores:slowly").values()) == [0, 1]
    assert squares(99) == [0, 1, 4, 9]
    assert journal.noted == 4  # the two that were certain were not done again


def test_workers_are_used_again() -> None:
    tasks = [{"number": n, "seconds": 0.01, "pid": True} for n in range(6)]
    first = {result["pid"] for result in many("chores:slowly", tasks, workers=2)}
    again = {result["pid"] for result in many("chores:slowly", tasks, workers=2)}
    assert again <= first
    assert os.getpid() not in first


def test_what_a_function_prints_is_no_answer() -> None:
    assert list(many("chores:prints", [1, 2], workers=2)) == [1, 2]


def test_an_iterator_that_is_left_ends_its_workers() -> None:
    results = many("chores:slowly", [{"number": n, "seconds": 9 * n} for n in range(4)], workers=2)
    began = time.monotonic()
    assert next(results) == 0
    del results
    assert time.monotonic() - began < 5


SCRIPT = """
import sys, chores
from mcda.runs.many import many
try:
    for result in many("chores:slowly", [
        {"number": n, "seconds": 0.0 if n == 0 else 30, "pid": True} for n in range(4)
    ], workers=2):
        print(result["pid"], flush=True)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_workers_end_with_their_parent(how: signal.Signals, code: int) -> None:
    """The script has no `if __name__` guard: workers do not run it again."""
    folders = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    parent = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": folders},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    with parent.stdout as answers:
        worker = int(answers.readline())
        parent.send_signal(how)
        assert parent.wait(20) == code
    deadline = time.monotonic() + 20
    while _lives(worker):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_canonical_json_is_one_text() -> None:
    assert canonical({"b": 1, "a": [1.5, None]}) == '{"a":[1.5,null],"b":1}'
    assert settled({2: (1,), 1: "é"}) == {"1": "é", "2": [1]}
    assert list(settled({10: 0, 9: 0})) == ["10", "9"]
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    with pytest.raises(ValueError):
        canonical(float("inf"))


def test_codes_of_runs_are_in_the_catalogue() -> None:
    assert {f"E{number}" for number in (*range(360, 368), *range(370, 377))} <= CATALOGUE.keys()
