"""The same tasks on a Dask cluster: a scheduler and two workers of our own, one of them killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from mcda.errors import MissingComponent, UsageProblem
from mcda.problems import line
from mcda.runs import cluster as clusters
from mcda.runs.canonical import canonical
from mcda.runs.cluster import Cluster, connected
from mcda.runs.many import many
from mcda.runs.store import Store
from mcda.runs.study import Study
from mcda.wording import words

pytest.importorskip("distributed")
ROOT = Path(__file__).parents[2]
HERE = "127.0.0.1"


@contextmanager
def scheduler(folder: Path, *options: str, scheme: str = "tcp") -> Iterator[str]:
    """The address of a scheduler on a free port."""
    file = folder / "scheduler.json"
    given = ("--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(file), *options)
    with started("scheduler", "--host", f"{scheme}://{HERE}" if scheme != "tcp" else HERE, *given):
        yield _when(lambda: json.loads(file.read_text())["address"])


@contextmanager
def started(kind: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask, ended afterwards."""
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def worker(address: str, *options: str) -> Any:
    given = ("--nthreads", "1", "--no-nanny", "--no-dashboard", *options)
    return started("worker", address, "--host", HERE, *given)


def _when(look: Any) -> Any:
    """What a look finds, as soon as it finds something."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return look()
        except (OSError, ValueError, KeyError):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def workers_of(address: str, number: int) -> None:
    """Wait until so many workers are there."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=60)


def refused(call: Any) -> str:
    with pytest.raises(UsageProblem) as raised:
        call()
    assert line(raised.value.problem, words("fr"))
    return raised.value.problem.code


def test_a_cluster_does_the_same_tasks_whatever_happens_to_its_workers(
    tmp_path: Path, stored_runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")
    with scheduler(tmp_path) as address:
        cluster = Cluster(address)
        assert refused(lambda: connected(cluster)) == "E374"
        with worker(address) as first, worker(address):
            workers_of(address, 2)
            _one_is_killed(cluster, first, tmp_path / "begun", stored_runs)
            with worker(address):  # while it starts, the other one works
                _the_same(cluster)
                _errors(cluster)
                _stopped(cluster)
                _versions(cluster, monkeypatch)
                workers_of(address, 2)
                _both_end(cluster, tmp_path / "tries")


def _one_is_killed(
    cluster: Cluster, first: subprocess.Popen[bytes], begun: Path, stored_runs: Path
) -> None:
    """Nothing is lost, and only what the dead worker had in hand is done again."""
    tasks = [{"number": n, "seconds": 0.03, "side": str(begun)} for n in range(60)]
    with Store.open(stored_runs) as store:
        run = store.run(Study("test", "none", "none"), "{}")
        results = many("chores:slowly", tasks, cluster=cluster, journal=run)
        found = [next(results) for _ in range(10)]
        first.kill()
        found += results
        assert found == [n * n for n in range(60)]
        assert len(run.known("chores:slowly")) == 60
        assert len(begun.read_text().split()) <= 60 + 4
        nobody = Cluster(f"tcp://{HERE}:1")
        assert list(many("chores:slowly", tasks, cluster=nobody, journal=run)) == found
        run.end("complete")


def _the_same(cluster: Cluster) -> None:
    numbers = [3, 1, 2]
    here = canonical(list(many("chores:square", numbers)))
    assert canonical(list(many("chores:square", numbers, cluster=cluster))) == here
    assert canonical(list(many("chores:square", numbers, workers=2))) == here
    assert canonical(list(many("chores:square", numbers, workers=2, threads=True))) == here


def _versions(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as other:
        other.setattr(clusters, "versions", lambda: {"mcda-portfolio": "9.9"})
        assert refused(lambda: connected(cluster)) == "E373"
        other.setattr(clusters, "python_version", lambda: "3.99.1")
        assert refused(lambda: connected(cluster)) == "E373"


def _both_end(cluster: Cluster, tries: Path) -> None:
    """A task that ends every worker is named; without workers, the wait has an end."""
    task = {"number": 1, "times": 9, "side": str(tries)}
    assert refused(lambda: list(many("chores:dies", [task], cluster=cluster))) == "E375"
    assert tries.read_text() == "xx"
    assert refused(lambda: connected(cluster)) == "E374"


def _errors(cluster: Cluster) -> None:
    tasks = [{"error": "none"}, {"error": "usage"}]
    with pytest.raises(UsageProblem) as raised:
        list(many("chores:fails", tasks, cluster=cluster))
    assert raised.value.problem.place.row == 3


def _stopped(cluster: Cluster) -> None:
    began = time.monotonic()
    tasks = [{"number": n, "seconds": 0.02} for n in range(1000)]
    found = list(
        many("chores:slowly", tasks, cluster=cluster, stop=lambda: time.monotonic() - began > 1)
    )
    assert found == [n * n for n in range(len(found))]
    assert len(found) < 1000


def test_nobody_at_that_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    assert refused(lambda: connected(Cluster(f"tcp://{HERE}:1"))) == "E372"


def test_distributed_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "find_spec", lambda _: None)
    with pytest.raises(MissingComponent) as raised:
        connected(Cluster(f"tcp://{HERE}:8786"))
    assert raised.value.command == 'pip install "mcda-portfolio[cluster]"'
    assert raised.value.exit_code == 5


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "tcp://[::1]:1", "tcp://localhost:1", "tls://a:1"]
)
def test_addresses_that_are_safe(address: str) -> None:
    cluster = Cluster(address)
    assert cluster.checked() is cluster
    far = Cluster("tcp://10.1.2.3:1")
    assert refused(far.checked) == "E370"
    assert replace(far, insecure=True).checked()


def test_tls_needs_certificates(tmp_path: Path) -> None:
    (tmp_path / "not.pem").write_text("nothing")
    wrong = str(tmp_path / "not.pem")
    for given in (
        (None, None, None),
        (wrong, wrong, wrong),
        (wrong, None, None),
        ("no.pem", "no.pem", "no.pem"),
    ):
        assert refused(Cluster("tls://127.0.0.1:1", *given).security) == "E376"
    assert Cluster("tcp://127.0.0.1:1").security() is None


@pytest.mark.skipif(which("openssl") is None, reason="openssl makes the certificate")
def test_tls(tmp_path: Path) -> None:
    certificate, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    tls = ("--tls-ca-file", certificate, "--tls-cert", certificate, "--tls-key", key)
    with scheduler(tmp_path, "--protocol", "tls", *tls) as address, worker(address, *tls):
        assert address.startswith("tls://")
        cluster = Cluster(address, certificate, certificate, key)
        workers_with_tls = _when_there(cluster)
        assert list(many("chores:square", [2], cluster=workers_with_tls)) == [
            {"square": [4], "third": 2 / 3}
        ]


def _when_there(cluster: Cluster) -> Cluster:
    deadline = time.monotonic() + 60
    while True:
        try:
            connected(cluster).close()
        except UsageProblem:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        else:
            return cluster
