"""mcda serve: prints its address, answers there, ends with Ctrl-C; says what is in its way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from importlib import util
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands.running import ROOT

from mcda.commands import group


@pytest.mark.parametrize(("end", "codes"), [(signal.SIGINT, (0, 130)), (signal.SIGTERM, (143,))])
def test_it_prints_its_address_answers_there_and_ends_leaving_nothing(
    tmp_path: Path, end: signal.Signals, codes: tuple[int, ...]
) -> None:
    held = tmp_path / "held"
    held.mkdir()
    arguments = ["serve", "scenarios/brest", "--port", "0", "--lang", "en", "--root-path", "/plan"]
    positions = ["--positions", str(tmp_path / "p.sqlite"), "--solvers", "1"]
    with subprocess.Popen(
        [sys.executable, "cli.py", *arguments, *positions],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "TMPDIR": str(held)},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        line = process.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        assert address.endswith("/plan/")
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - this machine
            assert 'lang="en"' in answer.read().decode()
        process.send_signal(end)
        assert process.wait(60) in codes
    assert not list(held.glob("mcda-*"))


def run(*arguments: str) -> tuple[int, str]:
    ended = CliRunner().invoke(group, ["serve", *arguments, "--lang", "en"], standalone_mode=False)
    code = ended.return_value if isinstance(ended.return_value, int) else 1
    return code, ended.stderr


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        positions = str(tmp_path / "p.sqlite")
        code, said = run("scenarios/brest", "--port", port, "--positions", positions)
    assert code == 2
    assert "E424" in said
    assert port in said


def test_a_scenario_that_is_not_there_is_told() -> None:
    code, said = run("scenarios/nowhere", "--port", "0")
    assert code == 2
    assert "nowhere" in said


def test_a_missing_component_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name: None if name == "uvicorn" else known(name))
    code, said = run("scenarios/brest")
    assert code == 5
    assert "uvicorn" in said
    assert 'pip install "mcda-portfolio[web]"' in said
