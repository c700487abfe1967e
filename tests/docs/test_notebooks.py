"""The notebooks run from top to bottom, from any folder, and what they show can be shown."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import jupytext
import pytest
from rewrite import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


def test_no_notebook_is_missed() -> None:
    assert {"quickstart", "reciprocity", "sensitivity", "weights"} <= {path.stem for path in NOTEBOOKS}


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
