"""Killed at any instant, gone on with: nothing that was acknowledged is lost or done again."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from mcda.runs.canonical import canonical
from mcda.runs.many import many
from mcda.runs.store import Store
from mcda.runs.study import Study

TASKS = 150
KILLS = 12
SCRIPT = """
import sys
from pathlib import Path
from mcda.runs.many import many
from mcda.runs.store import Store
from mcda.runs.study import Study

folder, workers, tasks = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
work = [{"number": n, "seconds": 0.004, "side": str(folder / "begun")} for n in range(tasks)]
study = Study("test", "none", "none", {"tasks": tasks}, 1, {})
with Store.open(folder / "runs.sqlite") as store, (folder / "acknowledged").open("a", 1) as safe:
    run = store.run(study, "{}")
    print("taken", flush=True)

    class Watched:
        known = staticmethod(run.known)

        def note(self, kind, key, fact):
            run.note(kind, key, fact)
            begun = (folder / "begun").read_text().split()
            safe.write(f"{fact} {begun.count(str(round(fact ** .5)))}\\n")
            print("noted", flush=True)

    results = list(many("chores:slowly", work, journal=Watched(), workers=workers))
    run.end("complete", {"results": results})
"""


def start(folder: Path, workers: int) -> subprocess.Popen[str]:
    folders = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), str(workers), str(TASKS)],
        env={**os.environ, "PYTHONPATH": folders},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_random_instants(workers: int, tmp_path: Path) -> None:
    chance = random.Random(workers)  # noqa: S311
    killed = 0
    for _ in range(KILLS):
        process = start(tmp_path, workers)
        assert process.stdout is not None
        with process.stdout as said:
            for _ in range(chance.randrange(9)):
                said.readline()
            time.sleep(chance.uniform(0, 0.02))
            process.kill()
        killed += process.wait(20) == -9
    assert killed > KILLS / 2
    with Store.open(tmp_path / "runs.sqlite") as store:
        (found,) = store.runs()
        assert found.state == "stopped"
        before = store.run(found.study, "{}")
        known = before.known("chores:slowly")
        assert 0 < len(known) < TASKS
    last = start(tmp_path, workers)
    last.communicate(timeout=60)
    assert last.returncode == 0

    acknowledged = [line.split() for line in (tmp_path / "acknowledged").read_text().splitlines()]
    assert len({fact for fact, _ in acknowledged}) == len(acknowledged)  # noted once each
    begun = Counter((tmp_path / "begun").read_text().split())
    for fact, times in acknowledged:  # not begun once more after it was safe
        assert begun[str(round(int(fact) ** 0.5))] == int(times)
    assert sum(begun.values()) <= TASKS + killed * workers  # only what was in work is begun anew
    with Store.open(tmp_path / "runs.sqlite") as store:
        (found,) = store.runs()
        assert (found.state, found.facts) == ("complete", TASKS)
        after = store.run(found.study, "{}").known("chores:slowly")
        assert {key: after[key] for key in known} == known  # nothing is lost
        result = store.result(found)
    whole = list(many("chores:slowly", [{"number": n, "seconds": 0} for n in range(TASKS)]))
    assert canonical(result) == canonical({"results": whole})


def test_a_study_is_the_same_in_every_process() -> None:
    code = "from mcda.runs.study import Study; print(Study('a', 'b', 'c', {'x': 1, 'y': (2,)}, 3).key)"
    keys = set()
    for seed in ("0", "1"):
        env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        keys.add(ran.stdout.strip())
    assert keys == {Study("a", "b", "c", {"y": [2], "x": 1}, 3).key}
