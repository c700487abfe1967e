"""Tables in CSV files: UTF-8 with or without BOM, `,` or `;`."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from mcda.errors import Place, Problem
from mcda.files.raw_table import RawTable, build

LARGEST = 64_000_000
"""Most bytes of a CSV file."""
LONGEST = 32_767
"""Most characters of a cell: what a spreadsheet keeps."""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


def read_csv(path: Path, name: str, file: str) -> tuple[RawTable | None, list[Problem]]:
    """One table; None with the problem where the file cannot be read at all."""
    text = read_text(path, file, LARGEST)
    if isinstance(text, Problem):
        return None, [text]
    return parse_csv(text, name, file)


def read_text(path: Path, file: str, largest: int) -> str | Problem:
    """The text of a UTF-8 file, or why it cannot be read."""
    try:
        if path.stat().st_size > largest:
            return Problem("E062", Place(file), details={"limit": f"{largest // 10**6} MB"})
        return decoded(path.read_bytes(), file)
    except OSError:
        return Problem("E060", Place(file), str(path))


def decoded(content: bytes, file: str) -> str | Problem:
    """UTF-8 as text, or where it stops being UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        around = error.object[max(error.start - 12, 0) : error.end + 12].decode("latin-1")
        shown = "".join(c if c.isprintable() else " " for c in around)
        return Problem("E061", Place(file, row=line), shown)


def parse_csv(text: str, name: str, file: str | None) -> tuple[RawTable | None, list[Problem]]:
    """One table from its text."""
    control = CONTROLS.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        return None, [Problem("E069", Place(file, row=line), f"U+{ord(control[0]):04X}")]
    delimiter = _delimiter(text)
    if delimiter is None:
        return None, [Problem("E047", Place(file, row=1))]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        code = "E079" if "field limit" in str(error) else "E063"
        return None, [Problem(code, Place(file, row=start), details={"limit": LONGEST})]
    table, problems = build(
        name, lines, style="french" if delimiter == ";" else "english", square=True, file=file
    )
    return table, [*problems, *_too_long(table)]


def _delimiter(text: str) -> str | None:
    """`;` or `,`, whichever the first line has more of; None where tabs separate."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    if "\t" in first and ";" not in first and "," not in first:
        return None
    return ";" if first.count(";") > first.count(",") else ","


def _too_long(table: RawTable) -> list[Problem]:
    return [
        Problem("E079", table.place(i, name), details={"limit": LONGEST})
        for i, row in enumerate(table.rows)
        for name, cell in zip(table.columns, row, strict=True)
        if isinstance(cell, str) and len(cell) > LONGEST
    ]
