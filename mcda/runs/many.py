"""Many independent tasks, here or elsewhere: one function, whatever does the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from mcda.runs.journal import FORGETFUL, Fact, Journal


def many(function: str, tasks: Sequence[Fact], *, journal: Journal = FORGETFUL) -> Iterator[Any]:
    """Results of one function on each task, in the order of the tasks.

    Parameters
    ----------
    function
        `package.module:name` of a function of one argument; task and result are JSON.
    """
    module, _, name = function.partition(":")
    call = getattr(import_module(module), name)
    known = journal.known(function)
    for number, task in enumerate(tasks):
        key = str(number)
        if key in known:
            yield known[key]
            continue
        result = call(task)
        journal.note(function, key, result)
        yield result
