"""The same tasks on a Dask cluster (`dask.distributed`, the extra `cluster`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from ipaddress import ip_address
from platform import python_version
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

from mcda.errors import MissingComponent, Problem, UsageProblem
from mcda.problems.system import reason
from mcda.runs.journal import Fact
from mcda.runs.pools import TRIES, TaskLost
from mcda.runs.study import UNKNOWN, versions
from mcda.runs.worker import performed

if TYPE_CHECKING:
    from distributed import Client, Future
    from distributed.security import Security

PATIENCE = 15
"""Seconds for a scheduler to answer."""
A_WHILE = 2
"""Seconds between two questions how many workers there are."""
WITHOUT_WORKERS = 60
"""Seconds to wait for a worker when the last one is gone."""


@dataclass(frozen=True)
class Cluster:
    """Where a scheduler is, and how to speak to it.

    `ca`, `certificate` and `key` name PEM files; without them those of Dask's own settings hold
    (`distributed.comm.tls`).
    """

    address: str
    ca: str | None = None
    certificate: str | None = None
    key: str | None = None
    insecure: bool = False
    """Whether another machine may be spoken to without encryption."""

    def checked(self) -> Cluster:
        """Itself.

        Raises
        ------
        UsageProblem
            E370 another machine without TLS, E371 no address.
        """
        scheme, host = self._parts()
        if scheme == "tcp" and not self.insecure and not _is_here(host):
            raise UsageProblem(Problem("E370", value=self.address))
        return self

    def _parts(self) -> tuple[str, str]:
        try:
            parts = urlsplit(self.address)
            if parts.scheme in ("tcp", "tls") and parts.hostname and parts.port:
                return parts.scheme, parts.hostname
        except ValueError:
            pass
        raise UsageProblem(Problem("E371", value=self.address))

    def security(self) -> Security | None:
        """TLS, where the address asks for it.

        Raises
        ------
        UsageProblem
            E376 a file is missing or is no certificate.
        """
        if not self.address.startswith("tls:"):
            return None
        from distributed.security import Security

        given = {"ca_file": self.ca, "client_cert": self.certificate, "client_key": self.key}
        named = {f"tls_{name}": file for name, file in given.items() if file is not None}
        try:
            security = Security(require_encryption=True, **named)
            security.get_connection_args("client")
        except (OSError, ValueError, TypeError) as wrong:
            raise _unsafe(self.address, reason(wrong)) from wrong
        if security.tls_ca_file is None or security.tls_client_cert is None:
            raise _unsafe(self.address, "--cluster-ca, --cluster-cert, --cluster-key")
        return security


def _unsafe(address: str, why: str) -> UsageProblem:
    return UsageProblem(Problem("E376", value=address, details={"reason": why}))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def connected(cluster: Cluster) -> Client:
    """A client of a cluster whose workers have the same versions as this process.

    Raises
    ------
    MissingComponent
        dask.distributed is not installed.
    UsageProblem
        E370, E371 and E376 as `Cluster`; E372 no answer, E373 other versions, E374 no worker.
    """
    cluster.checked()
    if find_spec("distributed") is None:
        raise MissingComponent("dask.distributed", 'pip install "mcda-portfolio[cluster]"')
    from distributed import Client

    try:
        client = Client(
            cluster.address,
            security=cluster.security(),
            timeout=PATIENCE,
            set_as_default=False,
            direct_to_workers=False,
        )
    except (OSError, ValueError) as wrong:
        raise _silent(cluster.address, wrong) from wrong
    try:
        _check_workers(client, cluster.address)
    except BaseException:
        client.close()
        raise
    return client


def _silent(address: str, wrong: Exception) -> UsageProblem:
    return UsageProblem(Problem("E372", value=address, details={"reason": reason(wrong)}))


def _check_workers(client: Client, address: str) -> None:
    """Refuse a cluster without workers, or with workers that may answer differently."""
    pythons: Mapping[str, str] = client.run(python_version)
    if not pythons:
        raise UsageProblem(Problem("E374", value=address))
    _check_same("Python", _minor(python_version()), {at: _minor(pythons[at]) for at in pythons})
    for package, ours in versions().items():
        if package != "python":
            found = client.run(version, package, on_error="return")
            _check_same(package, ours, {at: _told(found[at]) for at in found})


def _check_same(what: str, expected: str, found: Mapping[str, str]) -> None:
    for worker in sorted(found):
        if found[worker] != expected:
            details = {"what": what, "found": found[worker], "expected": expected}
            raise UsageProblem(Problem("E373", value=worker, details=details))


def _minor(python: str) -> str:
    """Such as 3.11 of 3.11.7."""
    return ".".join(python.split(".")[:2])


def _told(found: object) -> str:
    return found if isinstance(found, str) else UNKNOWN


class Remote:
    """Workers of a cluster. When one dies its scheduler gives its tasks to the others."""

    def __init__(self, cluster: Cluster, function: str) -> None:
        self._address = cluster.address
        self._function = function
        self._client = connected(cluster)
        self._ended: SimpleQueue[Future] = SimpleQueue()
        self._alone_since: float | None = None
        self._threads = 0
        self._counted = float(-A_WHILE)

    @property
    def at_once(self) -> int:
        """Two tasks for each thread of the workers there are now."""
        if monotonic() - self._counted > A_WHILE:
            self._counted = monotonic()
            self._threads = sum(self._client.nthreads().values())
        return 2 * max(1, self._threads)

    def submit(self, task: Fact) -> Future:
        """Take a task."""
        text = json.dumps(task, allow_nan=False)
        name = f"mcda-{uuid4().hex}"  # the result of another client's task is none of ours
        ticket = self._client.submit(performed, self._function, text, key=name, pure=False)
        ticket.add_done_callback(self._ended.put)
        return ticket

    def done(self, tickets: Iterable[Future], seconds: float) -> set[Future]:
        """Those that are done.

        Raises
        ------
        UsageProblem
            E374 the last worker is gone, and no other came.
        """
        try:
            found = {self._ended.get(timeout=seconds)}
        except Empty:
            self._wait_for_workers()
            return set()
        self._alone_since = None
        while not self._ended.empty():
            found.add(self._ended.get())
        return found.intersection(tickets)

    def _wait_for_workers(self) -> None:
        if self._client.nthreads():
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = monotonic()
        elif monotonic() - self._alone_since > WITHOUT_WORKERS:
            raise UsageProblem(Problem("E374", value=self._address))

    def result(self, ticket: Future) -> Fact:
        """The result of a task that is done."""
        from distributed import CancelledError, KilledWorker

        try:
            return json.loads(ticket.result())
        except KilledWorker as lost:
            raise TaskLost(TRIES, str(lost.last_worker)) from lost
        except (CancelledError, OSError) as lost:
            raise _silent(self._address, lost) from lost

    def close(self) -> None:
        """Cancel what is not done, and leave."""
        self._client.close()
