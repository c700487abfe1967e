"""What people see, measured: the report as a whole process, the page under twenty users at once.

The load goes to this machine's loopback address alone, is bounded in time, and stops by itself.
"""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from benchmarks.process import ROOT, run

CAEN = "scenarios/caen"
VARIANTS = (CAEN, f"{CAEN}:frugal", f"{CAEN}:rural_first", f"{CAEN}:no_equity")
CPU, SIZE = 6.0, 400_000
"""Targets of the report: seconds, bytes."""
P95 = 0.5
"""Target of the page: seconds in which 95 of 100 answers come."""
SERVED = {
    "one process that serves, as by default": (),
    "--workers 2 --solvers 1": ("--workers", "2", "--solvers", "1"),
}
"""Options of `mcda serve` that are measured."""
PAUSE = 8.0
"""Seconds, on average, between two moves of a user."""
LEVELS = {
    "rules.budget.max": (7000, 12000, 250),
    "rules.rural.min": (40, 60, 1),
    "rules.return.return_on_burden": (55, 80, 1),
    "weights.transition": (20, 200, 5),
    "weights.usefulness": (50, 200, 5),
}
"""Sliders of Caen that the users move: lowest, highest, step; shares in percent."""
PICTURE = re.compile(r'<img src="([^"]+)"')
LATER = re.compile(
    r'(?:id="(?P<id>[^"]+)" )?(?:aria-labelledby="[^"]+" )?'
    r'hx-get="(?P<address>[^"]+)" hx-trigger="load(?: delay:(?P<delay>\d+)ms)?"'
)
SIGNS = {"exact": 'id="frontier"', "infeasible": 'class="ways"'}
"""Marks of pages whose answer is final."""
SHARES = {"rules.rural.min", "rules.return.return_on_burden"}


@dataclass(frozen=True)
class Written:
    """One report."""

    cpu: float
    wall: float
    memory: float
    """MB."""
    size: int
    """Bytes."""
    sound: bool


def reports(repeats: int) -> list[Written]:
    """The report of Caen with four variants, several times after a warm-up."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.html"
        command = (sys.executable, "cli.py", "report", *VARIANTS, "--no-store", "-o", str(target))
        found = []
        for _ in range(repeats + 1):
            target.unlink(missing_ok=True)
            done = run(command)
            sound = done.code == 0 and target.exists()
            size = target.stat().st_size if sound else 0
            found.append(Written(done.cpu, done.wall, done.memory, size, sound))
        return found[1:]


@dataclass(frozen=True)
class Load:
    """What the page did under its users."""

    served: str
    """With which options."""
    users: int
    seconds: float
    waits: tuple[float, ...]
    """Seconds of each answer."""
    exact: int
    """Answers that were already exact; the others were provisional."""
    errors: int
    memory: tuple[float, ...]
    """MB of the server with its workers, looked at during the load."""

    @property
    def p95(self) -> float:
        return quantiles(self.waits, n=20)[-1] if len(self.waits) > 1 else float("inf")


def loads(seconds: float = 60) -> list[Load]:
    """The page under its users, served in each of the ways."""
    return [load(served, seconds=seconds) for served in SERVED]


def load(served: str, users: int = 20, seconds: float = 60, pause: float = PAUSE) -> Load:
    """Twenty users who each move a slider, look at the answer for some `pause` seconds, and go on.

    Their browsers ask for what they would ask for: the part of the page that changes, its picture, the
    frontier below it, and again for what is still being computed.
    """
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        positions = str(Path(folder) / "positions.sqlite")
        command = [sys.executable, "cli.py", "serve", CAEN, *SERVED[served]]
        command += ["--port", str(port), "--positions", positions]
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_for(port)
            _asked(port, {})
            ends = time.monotonic() + seconds
            memory: list[float] = []
            with ThreadPoolExecutor(users) as pool:
                running = [pool.submit(_user, port, seed, ends, pause) for seed in range(users)]
                while time.monotonic() < ends:
                    memory.append(_memory(server.pid))
                    time.sleep(min(5, seconds / 4))
                told = [answer for one in running for answer in one.result()]
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)
    good = [(wait, state) for wait, state in told if state in ("exact", "provisional", "infeasible")]
    return Load(
        served=served,
        users=users,
        seconds=seconds,
        waits=tuple(wait for wait, _ in good),
        exact=sum(state != "provisional" for _, state in good),
        errors=len(told) - len(good),
        memory=tuple(memory),
    )


def _user(port: int, seed: int, ends: float, pause: float) -> list[tuple[float, str]]:
    """What one user waits for, and what comes."""
    chance, moved, answers = random.Random(seed), {}, []
    time.sleep(pause * chance.random())
    while time.monotonic() < ends:
        key = chance.choice(list(LEVELS))
        low, high, step = LEVELS[key]
        level = chance.randrange(low, high + 1, step)
        moved[key] = f"{level / 100}" if key in SHARES else str(level)
        looks_until = time.monotonic() + pause * (0.5 + chance.random())
        answers.append(_asked(port, moved, looks_until))
        time.sleep(max(0.0, looks_until - time.monotonic()))
    return answers


def _asked(port: int, moved: dict[str, str], until: float = 0.0) -> tuple[float, str]:
    """Seconds until an answer has come whole, and its state.

    Until the next slider is moved the page goes on as in a browser: it fetches its picture, and asks
    again for what is still being computed.
    """
    started = time.perf_counter()
    page = _part(port, f"/portfolio?{urlencode(moved)}")
    wait, first, open_ones = time.perf_counter() - started, _state(page), [page]
    while open_ones:
        page = open_ones.pop()
        for picture in PICTURE.findall(page):
            _part(port, unescape(picture))
        for later in LATER.finditer(page):
            delay = float(later["delay"] or 0) / 1000
            if time.monotonic() + delay < until:
                time.sleep(delay)
                open_ones.append(_part(port, unescape(later["address"]), later["id"] or ""))
    return wait, first


def _state(page: str) -> str:
    """What an answer is, by what only pages of that kind have."""
    if 'id="result"' not in page:
        return "error"
    return next((state for state, sign in SIGNS.items() if sign in page), "provisional")


def _part(port: int, path: str, asker: str = "") -> str:
    """A part of the page, as the element of that id asks for it; empty where it does not come."""
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path, headers={"HX-Request": "true", "HX-Trigger": asker})
        reply = connection.getresponse()
        text = reply.read().decode()
        connection.close()
        return text if reply.status == 200 else ""
    except (OSError, ValueError):
        return ""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(port: int, patience: float = 60) -> None:
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the page did not start")


def _memory(pid: int) -> float:
    """Resident MB of a process with its children; what they share counts for each."""
    import psutil

    whole = psutil.Process(pid)
    return sum(one.memory_info().rss for one in (whole, *whole.children(recursive=True))) / 2**20


def section(written: Sequence[Written], loaded: Sequence[Load]) -> str:
    """The tables, as Markdown."""
    return "\n".join([*_of_reports(written), *(line for load in loaded for line in _of_page(load))])


def _of_reports(written: Sequence[Written]) -> Iterator[str]:
    cpu, size = median(one.cpu for one in written), max(one.size for one in written)
    yield "## Report and page"
    yield ""
    yield "| report of Caen with four variants | measured | target | |"
    yield "| --- | --- | --- | --- |"
    met = all(one.sound for one in written)
    yield f"| CPU s | {cpu:.1f} | {CPU:.0f} | {_sign(met and cpu <= CPU)} |"
    yield f"| kB | {size / 1000:.0f} | {SIZE / 1000:.0f} | {_sign(met and size <= SIZE)} |"
    yield f"| MB of memory | {max(one.memory for one in written):.0f} | | |"


def _of_page(loaded: Load) -> Iterator[str]:
    load = f"{loaded.users} browsers for {loaded.seconds:.0f} s on loopback"
    told = f"page, {load}, a slider moved by each every {PAUSE:.0f} s; {loaded.served}"
    yield ""
    yield f"| {told} | measured | target | |"
    yield "| --- | --- | --- | --- |"
    yield f"| sliders moved and answered | {len(loaded.waits)} | | |"
    yield f"| of them exact at once | {loaded.exact} | | |"
    yield f"| errors | {loaded.errors} | 0 | {_sign(loaded.errors == 0)} |"
    yield f"| ms, median | {1000 * median(loaded.waits):.0f} | | |"
    yield f"| ms, 95 of 100 | {1000 * loaded.p95:.0f} | {1000 * P95:.0f} | {_sign(loaded.p95 <= P95)} |"
    first, last = loaded.memory[len(loaded.memory) // 4], loaded.memory[-1]
    yield f"| MB after a quarter of the time, and at the end | {first:.0f}, {last:.0f} | flat | |"


def _sign(met: bool) -> str:
    return "met" if met else "**missed**"
