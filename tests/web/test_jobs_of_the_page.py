"""Computations in processes: done once, remembered, cancelled, out of time, too many."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import pytest

from mcda.errors import UsageProblem
from mcda.web import jobs as module
from mcda.web.jobs import Ended, Job, Jobs
from mcda.web.memory import Memory


@pytest.fixture(scope="module")
def jobs() -> Iterator[Jobs]:
    served = Jobs(1, "errands:square", lambda _: True, most_waiting=2, most_remembered=3)
    yield served
    served.close()


def slow(jobs: Jobs, key: str, seconds: float = 60.0, limit: float = 60.0) -> Job:
    return jobs.submit(key, "errands:sleep", lambda: {"number": 3, "seconds": seconds}, limit)


def quick(jobs: Jobs, key: str) -> Job:
    return jobs.submit(key, "errands:square", lambda: 3, 60.0)


def until(holds: Callable[[], bool]) -> None:
    over = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < over
        time.sleep(0.01)


def test_one_that_is_asked_for_twice_is_done_once(jobs: Jobs) -> None:
    heard: list[object] = []
    begun: list[int] = []

    def task() -> dict[str, float]:
        begun.append(1)
        return {"number": 16, "seconds": 0.2}

    ask = [jobs.submit("same", "errands:sleep", task, 60.0, heard.append) for _ in range(5)]
    assert len(set(ask)) == 1
    assert ask[0].result.result(20) == 16
    assert jobs.submit("same", "errands:sleep", task, 60.0) is ask[0]
    assert (begun, heard) == ([1], [16])
    assert jobs.find("same") is None


def test_cancelling_ends_the_process_and_another_takes_its_place(jobs: Jobs) -> None:
    job = slow(jobs, "cancelled")
    until(lambda: job.told == {"asleep": True})
    (pid,) = jobs.pids
    assert jobs.cancel("cancelled")
    with pytest.raises(Ended, match="cancelled"):
        job.result.result(20)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not jobs.cancel("cancelled")
    assert slow(jobs, "cancelled") is job
    assert quick(jobs, "after").result.result(20) == 9
    jobs.forget("cancelled")
    again = jobs.submit("cancelled", "errands:square", lambda: 2, 60.0)
    assert again.result.result(20) == 4


def test_time_is_limited(jobs: Jobs) -> None:
    with pytest.raises(Ended, match="overtime"):
        slow(jobs, "late", limit=0.2).result.result(20)


def test_a_process_that_dies_is_told_and_replaced(jobs: Jobs) -> None:
    with pytest.raises(Ended, match="died"):
        jobs.submit("dies", "errands:die", lambda: None, 60.0).result.result(20)
    assert quick(jobs, "after death").result.result(20) == 9


def test_too_many_are_refused_and_those_that_wait_can_be_cancelled(jobs: Jobs) -> None:
    running = slow(jobs, "running")
    until(lambda: running.begun is not None)
    waiting = [slow(jobs, "first"), slow(jobs, "second")]
    with pytest.raises(UsageProblem) as busy:
        quick(jobs, "third")
    assert busy.value.problem.code == "E406"
    assert jobs.waiting == 2
    for job in (running, *waiting):
        assert jobs.cancel(job.key)
        with pytest.raises(Ended, match="cancelled"):
            job.result.result(20)
    assert jobs.waiting == 0


def test_what_nobody_asks_for_any_more_is_dropped(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    running = slow(jobs, "busy")
    until(lambda: running.told == {"asleep": True})
    left = slow(jobs, "left alone")
    monkeypatch.setattr(module, "UNWANTED", 0.0)
    quick(jobs, "another")
    with pytest.raises(Ended, match="unwanted"):
        left.result.result(20)
    assert slow(jobs, "left alone") is not left
    assert jobs.cancel("left alone")
    assert jobs.cancel("busy")


def test_what_is_done_ahead_leaves_a_process_to_others() -> None:
    both = Jobs(2, "errands:square", lambda _: True)
    try:
        later = [
            both.prepare(f"later {n}", "errands:sleep", lambda: {"number": 1, "seconds": 60.0}, 60.0)
            for n in range(2)
        ]
        until(lambda: later[0].told is not None)
        assert quick(both, "now").result.result(20) == 9
        assert later[1].begun is None
        both.cancel("later 0")
        until(lambda: later[1].told is not None)
    finally:
        both.close()


def test_what_is_remembered_is_bounded() -> None:
    memory = Memory[int, int](3)
    for number in range(10):
        memory.put(number, number)
    assert (memory.get(9), memory.get(0), len(memory)) == (9, None, 3)
    memory.get(7)
    memory.put(10, 10)
    assert (memory.get(7), memory.get(8)) == (7, None)
    assert memory.made(7, lambda: 0) == 7
    assert memory.made(99, lambda: 5) == 5
    with pytest.raises(ZeroDivisionError):
        memory.made(1, lambda: 1 // 0)
    assert memory.made(1, lambda: 1) == 1
