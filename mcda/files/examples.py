"""Example scenarios: what ships with the package, copied for a planner to change."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from mcda.errors import Problem, UsageProblem
from mcda.files.cells import nearest
from mcda.files.durable import refuse_existing, write_folder
from mcda.files.schema import MODELINE, SCHEMA_NAME, schema_text

Example = Literal["blank", "caen", "brest"]
EXAMPLES: tuple[str, ...] = get_args(Example)
PACKAGE = Path(__file__).parents[1]


def new(directory: str | Path, example: str = "blank") -> Path:
    """Copy an example to a directory that does not exist yet, or is empty.

    The JSON Schema of `scenario.yaml` is put beside it, where editors look for it. `UsageProblem`
    is raised for an example that does not exist and for a directory that holds anything.
    """
    target = Path(directory)
    source = folder_of(example)
    refuse_existing(target)
    files = {path.name: path.read_bytes() for path in sorted(source.iterdir()) if _is_kept(path)}
    files["scenario.yaml"] = with_modeline(files["scenario.yaml"].decode()).encode()
    write_folder(target, {**files, SCHEMA_NAME: schema_text().encode()})
    return target


def folder_of(example: str) -> Path:
    """Where an example stands: in the installed package, else beside it in a checkout."""
    if example in EXAMPLES:
        for home in (PACKAGE / "examples", PACKAGE.parent / "scenarios"):
            if (home / example / "scenario.yaml").is_file():
                return home / example
    known = {"known": ", ".join(EXAMPLES)}
    raise UsageProblem(
        Problem("E111", value=example, details=known, suggestion=nearest(example, EXAMPLES))
    )


def with_modeline(text: str) -> str:
    """The text of a `scenario.yaml` that names the schema beside it, once."""
    first, _, rest = text.partition("\n")
    body = rest if "yaml-language-server" in first else text
    return f"{MODELINE}\n{body}"


def _is_kept(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.name != SCHEMA_NAME
