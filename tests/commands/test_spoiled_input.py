"""Whatever becomes of a scenario's files, an answer or named problems: never a traceback."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands.running import SCENARIOS, Answer, copied, run, small
from hypothesis import given, settings
from hypothesis import strategies as st

FILES = ("scenario.yaml", "actions.csv", "criteria.csv", "impacts.csv", "links.csv", "partners.csv",
         "shares.csv")  # fmt: skip
GARBLED = (
    "", " ", "0", "-1", "1e400", "nan", "1_000", "1,5", "1.500", "120 OOO", "50 %", "=A1+B2", "#REF!",
    "CLM", "requires", "M1", "A" * 70, "é", "\u202f", "x:y", "{", "[", "'", '"', "&a", "*a", "!tag",
    "null", "2027-01-01", "0:0 1:1 1:2", "\x00", "\ufeff", "\u2028", "true",
)  # fmt: skip

Spoil = Callable[[bytes], bytes]

FEWER = settings(max_examples=settings().max_examples * 2 // 5)
"""For whole scenarios, each of which takes long: 10 by default, 600 in the full profile."""


def lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


@st.composite
def line_lost(draw: st.DrawFn) -> Spoil:
    place = draw(st.floats(0, 0.999))

    def spoil(content: bytes) -> bytes:
        kept = lines(content)
        del kept[int(place * len(kept))]
        return b"".join(kept)

    return spoil


@st.composite
def line_twice(draw: st.DrawFn) -> Spoil:
    place = draw(st.floats(0, 0.999))

    def spoil(content: bytes) -> bytes:
        kept = lines(content)
        chosen = int(place * len(kept))
        return b"".join([*kept[: chosen + 1], kept[chosen], *kept[chosen + 1 :]])

    return spoil


@st.composite
def bytes_inserted(draw: st.DrawFn) -> Spoil:
    place, inserted = draw(st.floats(0, 1)), draw(st.binary(min_size=1, max_size=4))

    def spoil(content: bytes) -> bytes:
        cut = int(place * len(content))
        return content[:cut] + inserted + content[cut:]

    return spoil


@st.composite
def cut_short(draw: st.DrawFn) -> Spoil:
    place = draw(st.floats(0, 1))
    return lambda content: content[: int(place * len(content))]


@st.composite
def cell_garbled(draw: st.DrawFn) -> Spoil:
    """A cell of a table, or what stands between two spaces of the settings."""
    row, column, cell = (
        draw(st.floats(0, 0.999)),
        draw(st.floats(0, 0.999)),
        draw(st.sampled_from(GARBLED)),
    )

    def spoil(content: bytes) -> bytes:
        kept = lines(content)
        mark = b"," if b"," in kept[0] else b" "
        place = int(row * len(kept))
        cells = kept[place].rstrip(b"\n").split(mark)
        cells[int(column * len(cells))] = cell.encode()
        kept[place] = mark.join(cells) + b"\n"
        return b"".join(kept)

    return spoil


@st.composite
def column_lost(draw: st.DrawFn) -> Spoil:
    column = draw(st.floats(0, 0.999))

    def spoil(content: bytes) -> bytes:
        table = [line.rstrip(b"\n").split(b",") for line in lines(content)]
        place = int(column * len(table[0]))
        return b"".join(b",".join(row[:place] + row[place + 1 :]) + b"\n" for row in table)

    return spoil


SPOILS = st.one_of(
    cell_garbled(),
    cell_garbled(),
    line_lost(),
    column_lost(),
    bytes_inserted(),
    line_twice(),
    cut_short(),
)


def spoiled(folder: Path, changes: list[tuple[str, Spoil]]) -> Path:
    for name, spoil in changes:
        path = folder / name
        path.write_bytes(spoil(path.read_bytes()) if path.stat().st_size else b"")
    return folder


def sound(answer: Answer, allowed: set[int]) -> None:
    assert answer.code in allowed
    assert "Traceback" not in answer.out + answer.err
    if answer.code == 2:
        problems = answer.json["problems"]
        assert any(problem["severity"] == "error" for problem in problems)
        for problem in problems:
            assert problem["message"]
            assert "{" not in problem["message"].replace(str(problem["value"]), "")


@FEWER
@given(st.lists(st.tuples(st.sampled_from(FILES), SPOILS), min_size=1, max_size=3))
def test_a_spoiled_scenario_is_validated_or_refused_with_named_problems(
    changes: list[tuple[str, Spoil]],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = spoiled(copied("caen", Path(place) / "s"), changes)
        sound(run("validate", folder, "--json"), {0, 2})


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("what", ["emptied", "cut after its first line", "removed", "a folder"])
def test_a_file_that_says_nothing_is_refused_or_does_without(
    what: str, name: str, tmp_path: Path
) -> None:
    path = copied("brest", tmp_path / "s") / name
    content = path.read_bytes()
    path.unlink()
    if what == "a folder":
        path.mkdir()
    elif what != "removed":
        path.write_bytes(b"" if what == "emptied" else lines(content)[0])
    for lang in ("fr", "en"):
        sound(run("validate", path.parent, "--json", lang=lang), {0, 2})


@FEWER
@given(st.lists(st.tuples(st.sampled_from(FILES), SPOILS), min_size=1, max_size=2))
def test_a_spoiled_scenario_is_solved_or_refused_or_found_impossible(
    changes: list[tuple[str, Spoil]],
) -> None:
    """The limit is there for the rare scenario that becomes hard."""
    with tempfile.TemporaryDirectory() as place:
        folder = spoiled(copied("brest", Path(place) / "s"), changes)
        sound(run("solve", folder, "--json", "--limit", "20"), {0, 2, 3})


@given(st.binary(max_size=60))
def test_bytes_on_the_standard_input_are_a_scenario_or_refused(content: bytes) -> None:
    sound(run("validate", "-", "--json", stdin=content), {0, 2})


@given(st.text(max_size=30))
def test_any_text_as_setting_is_applied_or_refused(setting: str) -> None:
    sound(run("validate", SCENARIOS / "blank", "--json", "--set", setting), {0, 2})


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20))
def test_any_text_as_scenario_or_portfolio_is_read_or_refused(text: str) -> None:
    if not text.startswith("-"):
        sound(run("validate", text, "--json"), {0, 2})
    sound(run("judge", SCENARIOS / "blank", f"--portfolio={text}", "--json"), {0, 2})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found: dict[str, Any] = run("solve", small(tmp_path_factory.mktemp("s")), "--json").json
    return found


@given(data=st.data())
def test_a_result_with_anything_in_it_is_checked_or_refused(
    data: st.DataObject, result: dict[str, Any]
) -> None:
    """A value of another type in any place of a result: refuted, never a traceback."""
    changed = json.loads(json.dumps(result))
    inner, key = changed, data.draw(st.sampled_from(sorted(changed)))
    while isinstance(inner[key], dict | list) and inner[key] and data.draw(st.booleans()):
        inner = inner[key]
        key = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
    inner[key] = data.draw(JSON)
    answer = run("verify", "-", stdin=json.dumps(changed))
    assert answer.code in {0, 2}
    assert "Traceback" not in answer.err
