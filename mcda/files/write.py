"""Writing a scenario: a folder, a workbook or a participatory-budget file, without loss.

source -> raw (settings tree, raw tables) -> content (settings, pages) -> bytes -> files

What is written is what was read, before overrides: settings as they stand, tables cell by cell,
in plain numbers and English names. Comments are lost, data are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from mcda.errors import InvalidScenario, Place, Problem, UsageProblem
from mcda.exact import PLAIN_NUMBER
from mcda.files.columns import find_table
from mcda.files.contours import with_contours_at
from mcda.files.durable import Files, refuse_existing, write_file, write_folder
from mcda.files.pages import Content, Page, content_of
from mcda.files.read import read_all
from mcda.files.schema import MODELINE, SCHEMA_NAME, schema_text
from mcda.files.workbook import RISKY, ods_bytes, sheets_of, shown, xlsx_bytes
from mcda.files.write_pb import pb_text
from mcda.files.yaml_text import dump


def write(
    source: str | Path,
    target: str | Path,
    *,
    force: bool = False,
    warn: Callable[[Problem], None] = lambda problem: None,
) -> Path:
    """Write a scenario in the form that the name of the target asks for.

    `.xlsx`, `.ods` and `.pb` are files, a name without suffix is a folder. `SOURCE:variant` writes
    the scenario under that variant, without overrides and variants. Only a folder holds contours:
    what else is written leaves them out, which `warn` is told (W072).

    `InvalidScenario` is raised if the source has errors; `UsageProblem` if the target exists
    (unless `force`), has another suffix, or cannot hold the scenario.
    """
    path = Path(target)
    put = _writer(path)
    if not force:
        refuse_existing(path)
    content = load_content(source)
    put(path, content)
    if content.files and not path.is_dir():
        warn(Problem("W072", Place(str(path)), ", ".join(content.files)))
    return path


def load_content(source: str | Path) -> Content:
    """What to write of a scenario, read and found sound."""
    reading = read_all(source)
    if reading.errors:
        raise InvalidScenario(reading.errors)
    content = content_of(reading.raw)
    return content if reading.scenario.variant is None else without_variants(content)


def without_variants(content: Content) -> Content:
    """The same without overrides, which were written for another base."""
    own = {k: v for k, v in content.settings.items() if k not in ("overrides", "variants")}
    return replace(content, settings=own)


def _writer(target: Path) -> Callable[[Path, Content], None]:
    if not target.suffix or target.is_dir():
        return _put_folder
    maker = MAKERS.get(target.suffix.casefold())
    if maker is None:
        known = ", ".join(MAKERS)
        raise UsageProblem(Problem("E113", Place(str(target)), target.suffix, {"known": known}))
    return lambda path, content: write_file(path, maker(content))


MAKERS: Mapping[str, Callable[[Content], bytes]] = {
    ".xlsx": lambda content: xlsx_bytes(sheets_of(without_files(content))),
    ".ods": lambda content: ods_bytes(sheets_of(without_files(content))),
    ".pb": lambda content: pb_text(content).encode(),
}
"""What makes the bytes of a file, by suffix."""


def without_files(content: Content) -> Content:
    """The same without what only a folder holds: a file of contours, and the key that names it."""
    return Content(with_contours_at(content.settings, None), content.pages)


def _put_folder(target: Path, content: Content) -> None:
    files = folder_files(content)
    stale = [path for path in _tables_in(target) if path.name not in files]
    write_folder(target, files)
    for path in stale:  # tables that the scenario no longer has would be read with it
        path.unlink()


def _tables_in(folder: Path) -> Iterable[Path]:
    return [path for path in folder.glob("*.csv") if find_table(path.stem)] if folder.is_dir() else []


def folder_files(content: Content) -> Files:
    """The files of a folder: settings, their schema, tables."""
    settings = {"mcda": "1", **content.settings}
    return {
        **content.files,
        "scenario.yaml": f"{MODELINE}\n{dump(settings)}".encode(),
        SCHEMA_NAME: schema_text().encode(),
        **{f"{page.table}.csv": csv_text(page).encode() for page in content.pages},
    }


def csv_text(page: Page) -> str:
    """A table as comma-separated text."""
    rows = [page.columns, *(map(shown, row) for row in page.rows)]
    return "".join(",".join(map(_csv_cell, row)) + "\n" for row in rows)


def _csv_cell(text: str) -> str:
    """In quotes wherever a reader could stumble.

    A text that a spreadsheet would take for a formula is put behind a space: spreadsheets leave
    it alone, and reading trims it away.
    """
    is_formula = text.startswith(RISKY) and not PLAIN_NUMBER.fullmatch(text)
    written = f" {text}" if is_formula else text
    is_delicate = is_formula or any(mark in text for mark in ',;"\r\n\t')
    doubled = written.replace('"', '""')
    return f'"{doubled}"' if is_delicate else written
