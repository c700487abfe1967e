"""Every command says how it is used, by an example that runs."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click
import pytest
from commands.running import SCENARIOS, Answer, run

from mcda.commands import REGISTRY, group
from mcda.commands.options import Command

COMMANDS = pytest.mark.parametrize("name", REGISTRY)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the scenarios, where examples may write."""
    shutil.copytree(SCENARIOS, tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def command(name: str) -> Command:
    found = group.get_command(click.Context(group), name)
    assert isinstance(found, Command)
    return found


def piped(line: str) -> Answer:
    """A line such as `mcda solve S --json | mcda verify -`, one command after the other."""
    answer = Answer(0, "", "")
    for part in line.split("|"):
        program, *arguments = shlex.split(part)
        assert program == "mcda"
        answer = run(*arguments, stdin=answer.out)
    return answer


@COMMANDS
def test_the_help_of_a_command_shows_its_example(name: str) -> None:
    answer = run(name, "--help")
    assert answer.code == 0
    assert command(name).example.startswith("mcda ")
    assert f"Example: {command(name).example}" in " ".join(answer.out.split())
    assert answer.err == ""


@COMMANDS
def test_the_example_of_a_command_uses_it(name: str) -> None:
    assert f"mcda {name}" in command(name).example


@COMMANDS
def test_the_example_of_a_command_runs(name: str, workplace: Path) -> None:
    if name == "serve":  # it would go on for ever; it is understood, and served by tests/browser
        shown = command(name).make_context(name, shlex.split(command(name).example)[2:])
        assert shown.params["sources"]
        return
    answer = piped(command(name).example)
    assert answer.code == 0, answer
    assert answer.out or answer.err


@COMMANDS
def test_every_option_of_a_command_is_explained(name: str) -> None:
    options = [p for p in command(name).params if isinstance(p, click.Option)]
    assert [o.name for o in options if not o.help] == []


@COMMANDS
def test_the_help_of_the_program_lists_a_command_with_a_line_of_explanation(name: str) -> None:
    lines = [line.split(maxsplit=1) for line in run("--help").out.splitlines()]
    assert [name, REGISTRY[name].help] in lines


def test_the_first_steps_that_the_help_of_the_program_shows_run(workplace: Path) -> None:
    (steps,) = [line.strip() for line in run("--help").out.splitlines() if " && " in line]
    for step in steps.split(" && "):
        assert piped(step).code == 0


def test_without_a_command_the_program_shows_its_help() -> None:
    answer = run()
    assert answer.code == 2
    assert "Commands" in answer.out + answer.err


def test_the_version_is_that_of_the_package() -> None:
    import mcda

    assert run("--version").out == f"mcda, version {mcda.__version__}\n"
