"""A process that does tasks for another: `python -m mcda.runs.worker`.

It reads orders on its standard input, one JSON text per line, `[function, task]`, and answers each
with a line: `{"result": ...}` or `{"failure": ...}`, before which a function may `tell` how far it is
in lines `{"told": ...}`. It ends when its input does, in the middle of
a task too, so that it never outlives whoever started it, not even a process that was killed.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import traceback
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cache
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

OUT_OF_MEMORY = 75
"""Exit code of a worker whose memory does not suffice: another one may find more."""

Function = Callable[[Any], Any]


@cache
def function_named(name: str) -> Function:
    """The function called `package.module:name`."""
    module, _, attribute = name.partition(":")
    found: Function = getattr(import_module(module), attribute)
    return found


def performed(function: str, task: str) -> str:
    """The result of a function on a task; both are JSON texts."""
    return json.dumps(function_named(function)(json.loads(task)), allow_nan=False)


def tell(fact: Any) -> None:
    """Tell whoever gave the order how far it is; nobody hears it outside of a worker."""
    for answers in _ANSWERS:
        answers.write(json.dumps({"told": fact}, allow_nan=False).encode() + b"\n")
        answers.flush()


_ANSWERS: list[BinaryIO] = []
"""In a worker, where its answers go."""


def main() -> None:
    """Do what is ordered, until there is nobody to order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which decides
    answers = os.fdopen(os.dup(1), "wb")
    import_module("mcda.runs.worker")._ANSWERS.append(answers)  # functions know it by this name
    os.dup2(2, 1)  # what a function prints is no answer
    orders: SimpleQueue[list[Any]] = SimpleQueue()
    Thread(target=_listen, args=(orders,), daemon=True).start()
    while True:
        answers.write(_answer(*orders.get()).encode() + b"\n")
        answers.flush()


def _listen(orders: SimpleQueue[list[Any]]) -> None:
    for line in sys.stdin.buffer:
        orders.put(json.loads(line))
    os._exit(0)


def _answer(function: str, task: Any) -> str:
    try:
        return json.dumps({"result": function_named(function)(task)}, allow_nan=False)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as failure:
        return json.dumps({"failure": packed(failure)})


def packed(failure: Exception) -> dict[str, str]:
    """A failure as JSON: the exception itself where it can travel, and where it was raised."""
    told = "".join(traceback.format_exception(failure))
    try:
        return {"exception": b64encode(pickle.dumps(failure)).decode(), "told": told}
    except Exception:  # an exception may hold anything
        return {"told": told}


def unpacked(failure: dict[str, str]) -> Exception:
    """The exception of a worker, with the worker's traceback as a note."""
    try:
        # The bytes come through a pipe from a process of our own.
        exception: Exception = pickle.loads(b64decode(failure["exception"]))  # noqa: S301
    except Exception:
        return RuntimeError(failure["told"])
    exception.add_note(failure["told"])
    return exception


if __name__ == "__main__":
    main()
