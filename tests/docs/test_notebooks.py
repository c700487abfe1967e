"""The notebooks run from top to bottom, from any folder, and what they show can be shown."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import jupytext
import pytest
from rewrite import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


def test_no_notebook_is_missed() -> None:
    assert {"quickstart", "reciprocity", "sensitivity", "weights"} <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_to_read_has_the_cells_and_what_they_showed(notebook: Path) -> None:
    """`make notebooks` writes it again; nothing in it points to the machine that ran it."""
    paired = jupytext.read(notebook.with_suffix(".ipynb"))
    cells = [(cell.cell_type, cell.source) for cell in jupytext.read(notebook).cells]
    assert [(cell.cell_type, cell.source) for cell in paired.cells] == cells
    outputs = [output for cell in paired.cells for output in cell.get("outputs", ())]
    assert outputs
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert not re.search(r"/(?:tmp|home|root|work|Users)/", str(outputs))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_cell_by_cell(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cells = [cell for cell in jupytext.read(notebook).cells if cell.cell_type == "code"]
    assert cells
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(cells, start=1):
        run(cell.source, f"{notebook.name}, cell {number}", names)


def run(source: str, place: str, names: dict[str, Any]) -> None:
    """Run a cell; show its last expression as a notebook would."""
    *statements, last = ast.parse(source, place).body
    if not isinstance(last, ast.Expr):
        statements.append(last)
    exec(compile(ast.Module(statements, []), place, "exec", dont_inherit=True), names)  # noqa: S102 - our own text
    if isinstance(last, ast.Expr):
        shown = eval(compile(ast.Expression(last.value), place, "eval", dont_inherit=True), names)  # noqa: S307
        getattr(shown, "_repr_html_", shown.__repr__)()
