"""One child process, measured by the operating system.

Only the standard library is imported here and in `run`: before a child starts its program it
shares the memory of its parent, which would count in its peak.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).resolve().parent.parent
PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024
"""Units of `ru_maxrss` in a MB: bytes on macOS, kB elsewhere."""


@dataclass(frozen=True)
class Run:
    """What one process used, its own children included."""

    cpu: float
    """User and system seconds."""
    wall: float
    memory: float
    """Peak resident MB of the largest process."""
    code: int
    output: str


def run(command: Sequence[str], *, given: str = "", timeout: float = 600) -> Run:
    """Run a command from the root of the repository and wait for it."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as source:
        source.write(given.encode())
        source.seek(0)
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=source,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        timer = Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / PER_MB, process.returncode, text)
