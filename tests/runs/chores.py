"""Functions that workers are asked to do in the tests."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from mcda.errors import Infeasible, InvalidScenario, Place, Problem, Stopped, UsageProblem

Json = Any


def square(number: int) -> Json:
    """A result that JSON changes if it is not taken through it: a tuple, a key that is a number."""
    return {"square": (number * number,), "third": number / 3}


def slowly(task: Json) -> Json:
    """Sleep, then answer; the side file tells how often a task was begun."""
    if "side" in task:
        with Path(task["side"]).open("a") as file:
            file.write(f"{task['number']}\n")
    time.sleep(task["seconds"])
    return {"number": task["number"], "pid": os.getpid()} if task.get("pid") else task["number"] ** 2


def dies(task: Json) -> Json:
    """Die as an out-of-memory killer has it, the first `times` times that the task is tried."""
    if task.get("times"):
        tries = Path(task["side"])
        before = tries.read_text() if tries.exists() else ""
        if len(before) < task["times"]:
            tries.write_text(before + "x")
            os.kill(os.getpid(), signal.SIGKILL)
    return task["number"]


def hungry(task: Json) -> Json:
    """Memory does not suffice."""
    raise MemoryError


def fails(task: Json) -> Json:
    """Raise an error of the product, or of somebody else, by name."""
    time.sleep(task.get("seconds", 0))
    problem = Problem("E090", Place("a.csv", row=3), "x", {"known": "y"}, "z")
    errors = {
        "usage": UsageProblem(problem),
        "invalid": InvalidScenario([problem, problem]),
        "infeasible": Infeasible(["budget"], {"budget": 3}),
        "stopped": Stopped(interrupted=True),
        "value": ValueError("no such thing"),
        "odd": Odd(lambda: 1),
    }
    if task["error"] in errors:
        raise errors[task["error"]]
    return task["error"]


class Odd(Exception):
    """It cannot be pickled."""


def prints(number: int) -> int:
    """What a function prints does not disturb its answer."""
    print("noise")
    os.write(1, b"noise of a library\n")
    return number
