"""Connections that say nothing, or say it slowly, are closed; who asks is answered meanwhile."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from threading import Thread
from time import monotonic, sleep

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from mcda.errors import UsageProblem
from mcda.web import connections
from mcda.web.connections import Connection, Timely
from mcda.web.refusals import status_of

PATIENT = 10.0
"""Seconds after which nobody waits any more."""
HEAD = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\n"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """What was sent, after a while."""
    body = await Request(scope, receive).body()
    await asyncio.sleep(0.4)
    await PlainTextResponse(body)(scope, receive, send)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where a server listens that waits for a fifth of a second."""
    monkeypatch.setattr(connections, "ASKING", 0.2)
    config = uvicorn.Config(echo, http=Connection, ws="none", lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(PATIENT)


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), PATIENT)


def closed_after(connection: socket.socket) -> float:
    """Seconds until the other side closes; raises `TimeoutError` where it does not."""
    begun = monotonic()
    while connection.recv(1000):
        pass
    return monotonic() - begun


def answer(connection: socket.socket, body: bytes) -> bytes:
    """What a request is answered: what it sent."""
    connection.sendall(HEAD + body)
    come = b""
    while not come.endswith(body):
        come += connection.recv(1000)
    return come


def test_a_connection_without_a_request_is_closed(port: int) -> None:
    with connected(port) as silent, connected(port) as dripping:
        for byte in HEAD[:8]:
            dripping.send(bytes([byte]))
            sleep(0.01)
        assert closed_after(silent) < PATIENT / 2
        assert closed_after(dripping) < PATIENT / 2


def test_a_request_may_take_longer_than_asking_for_it(port: int) -> None:
    with connected(port) as asking:
        for body in (b"abcd", b"efgh"):
            assert b"200 OK" in answer(asking, body)


def test_the_second_request_of_a_connection_must_come_in_time_too(port: int) -> None:
    with connected(port) as asking:
        assert b"200 OK" in answer(asking, b"abcd")
        asking.sendall(HEAD[:10])
        assert closed_after(asking) < PATIENT / 4  # uvicorn itself would wait for ever


@pytest.mark.parametrize(("silent", "sending"), [(0.05, 60.0), (60.0, 0.05)])
def test_a_body_that_does_not_come_is_refused(silent: float, sending: float) -> None:
    async def receive() -> Message:
        await asyncio.sleep(PATIENT if silent < sending else 0.02)
        return {"type": "http.request", "body": b"a", "more_body": True}

    async def send(_: Message) -> None:
        raise AssertionError

    with pytest.raises(UsageProblem) as refused:
        asyncio.run(Timely(echo, silent, sending)({"type": "http", "headers": []}, receive, send))
    assert refused.value.problem.code == "E435"
    assert status_of([refused.value.problem]) == 408


def test_the_end_of_a_connection_is_awaited_for_as_long_as_it_takes() -> None:
    come = iter([{"type": "http.request", "body": b"", "more_body": False}])
    heard: list[str] = []

    async def receive() -> Message:
        message = next(come, None)
        if message is None:
            await asyncio.sleep(0.1)
        return message or {"type": "http.disconnect"}

    async def app(_: Scope, receive: Receive, __: Send) -> None:
        heard.extend([(await receive())["type"], (await receive())["type"]])

    async def send(_: Message) -> None:
        raise AssertionError

    asyncio.run(Timely(app, 0.02, 0.02)({"type": "http"}, receive, send))
    assert heard == ["http.request", "http.disconnect"]
