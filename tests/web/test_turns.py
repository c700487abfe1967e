"""Threads that compute take turns, but nobody is held up for long."""

from __future__ import annotations

from threading import Event, Thread
from time import monotonic

from mcda.web.turns import Turns


def test_they_compute_one_after_the_other() -> None:
    turns, inside, most = Turns(longest=60), list[int](), list[int]()

    def work() -> None:
        with turns.mine(), turns.mine():  # a turn within a turn waits for nobody
            inside.append(1)
            most.append(len(inside))
            Event().wait(0.01)
            inside.pop()

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


def test_nobody_waits_for_long() -> None:
    turns, begun, end = Turns(longest=0.05), Event(), Event()

    def long_work() -> None:
        with turns.mine():
            begun.set()
            end.wait(60)

    holder = Thread(target=long_work)
    holder.start()
    begun.wait(60)
    started = monotonic()
    with turns.mine():
        waited = monotonic() - started
    end.set()
    holder.join()
    assert 0.04 < waited < 30
    with turns.mine():
        pass
