"""The command line, run in this process, and scenarios on disk to run it on."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from tiny import tiny

from mcda.commands import main

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"


class Input(io.TextIOWrapper):
    """A standard input, with its name."""

    name = "<stdin>"


class Answer(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*arguments: object, stdin: str | bytes = "", lang: str = "en") -> Answer:
    """`mcda ARGUMENTS` in this process; an exception it does not expect comes through."""
    given = Input(io.BytesIO(stdin if isinstance(stdin, bytes) else stdin.encode()), "utf-8")
    out, err = _stream(), _stream()
    with (
        patch.dict(os.environ, {"MCDA_LANG": lang} if lang else {}),
        patch("sys.stdin", given),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        if not lang:
            os.environ.pop("MCDA_LANG", None)
        code = _exit_code([str(argument) for argument in arguments])
    return Answer(code, _text(out), _text(err))


def _exit_code(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert isinstance(end.value.code, int)
    return end.value.code


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def written(tables: Mapping[str, Any], folder: Path) -> Path:
    """A scenario of plain dictionaries as a folder: YAML, which admits JSON, with inline tables."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.yaml").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    return folder


RULES: dict[str, Any] = {
    "budget": {"type": "budget", "max": 250, "fragile_to": "costs"},
    "rural": {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"},
}


def small(folder: Path, **changes: Any) -> Path:
    """The tiny scenario on disk, with variants; best is A1 and A3 or, without the budget, all."""
    settings = {
        "rules": RULES,
        "overrides": {
            "rich": {"rules.budget.max": 350},
            "strict": {"rules.rural.min": "90 %"},
            "free": {"rules.rural": None},
            "poor": {"rules.most": {"type": "linear", "terms": {"A1": 1, "A2": 1, "A3": 1}, "max": 0},
                     "rules.least": {"type": "linear", "terms": {"A1": 1, "A2": 1}, "min": 1}},
        },
        "variants": {"open": ["rich", "free"], "impossible": ["poor"]},
    }  # fmt: skip
    return written({**tiny(), **settings, **changes}, folder)


def copied(example: str, folder: Path) -> Path:
    """A copy of an example, to change."""
    return shutil.copytree(SCENARIOS / example, folder)
