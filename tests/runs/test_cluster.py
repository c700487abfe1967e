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
pytestmark = pytest.mark.filterwarnings(
    # distributed leaves the sockets of a worker that was killed to the garbage collector
    "ignore:unclosed:ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)
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


def test_a_cluster_does_the_same_tasks_though_a_worker_dies(
    tmp_path: Path, stored_runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scheduler(tmp_path) as address, worker(address) as first, worker(address):
        cluster = Cluster(address)
        workers_of(address, 2)
        tasks = [{"number": n, "seconds": 0.03, "side": str(tmp_path / "begun")} for n in range(60)]
        with Store.open(stored_runs) as store:
            run = store.run(Study("test", "none", "none"), "{}")
            results = many("chores:slowly", tasks, cluster=cluster, journal=run)
            found = [next(results) for _ in range(10)]
            first.kill()
            found += results
            assert canonical(found) == canonical(
                list(many("chores:slowly", tasks[:0])) + [n * n for n in range(60)]
            )
            assert list(run.known("chores:slowly").values()).__len__() == 60
            begun = (tmp_path / "begun").read_text().split()
            assert len(begun) <= 60 + 4  # at most what the dead worker had in hand is done again
            again = list(many("chores:slowly", tasks, cluster=Cluster("tcp://127.0.0.1:1"), journal=run))
            assert again == found  # all is known: nobody is asked
            run.end("complete")
        numbers = [3, 1, 2]
        for how in ({"cluster": cluster}, {"workers": 2}, {"workers": 2, "threads": True}):
            same = many("chores:square", numbers, **how)  # type: ignore[arg-type]
            assert canonical(list(same)) == canonical(list(many("chores:square", numbers)))
        _errors(cluster)
        _stopped(cluster)
        monkeypatch.setattr(clusters, "versions", lambda: {"mcda-portfolio": "9.9"})
        assert refused(lambda: connected(cluster)) == "E373"
        monkeypatch.setattr(clusters, "python_version", lambda: "3.99.1")
        assert refused(lambda: connected(cluster)) == "E373"


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


def test_a_task_that_ends_every_worker_of_a_cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    with scheduler(tmp_path) as address:
        assert refused(lambda: connected(Cluster(address))) == "E374"
        with worker(address), worker(address):
            workers_of(address, 2)
            task = {"number": 1, "times": 9, "side": str(tmp_path / "tries")}
            assert refused(lambda: list(many("chores:dies", [task], cluster=Cluster(address)))) == "E375"
            monkeypatch.setattr(clusters, "WITHOUT_WORKERS", 0.3)
            both = [{**task, "side": str(tmp_path / "again")}, {"number": 2, "seconds": 60}]
            assert (
                refused(lambda: list(many("chores:dies", both[:1], cluster=Cluster(address)))) == "E375"
            )
            assert (
                refused(lambda: list(many("chores:slowly", both[1:], cluster=Cluster(address))))
                == "E374"
            )


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
        except UsageProblem as problem:
            assert problem.problem.code == "E374"
            assert time.monotonic() < deadline
            time.sleep(0.2)
        else:
            return cluster
