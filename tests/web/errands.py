"""Functions that processes of the page are asked to do in the tests."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from mcda.runs.worker import tell


def square(number: int | None) -> Any:
    """Nothing of nothing: also a warm-up."""
    return None if number is None else number * number


def sleep(task: dict[str, float]) -> Any:
    """Tell that it has begun, sleep, then answer."""
    tell({"asleep": True})
    time.sleep(task["seconds"])
    return task["number"]


def die(_: Any) -> Any:
    """End as an out-of-memory killer has it."""
    os.kill(os.getpid(), signal.SIGKILL)
