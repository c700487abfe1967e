"""Write each notebook again beside its source, as a notebook to read: cells, and what they show.

    python -m tests.docs.executed

Nothing that differs from one run to the next is kept: cells are numbered, without times or the
version of Python. Needs `jupytext`, `nbclient` and `ipykernel` (the extra `notebooks`).
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import jupytext
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
KEPT = ("text/html", "text/plain")
"""What is shown, the first of these that there is; the rest only a living kernel can draw."""
PLACE_IN_MEMORY = re.compile(r" object at 0x[0-9a-f]+")


def executed(source: Path) -> NotebookNode:
    """The notebook after a run from top to bottom, in a folder of its own."""
    notebook = jupytext.read(source)
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": folder}})
        client.execute()
    return lasting(notebook)


def lasting(notebook: NotebookNode) -> NotebookNode:
    """The same notebook without what differs from one run to the next."""
    notebook.metadata.pop("language_info", None)
    notebook.metadata.pop("widgets", None)
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number}"
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            if "data" in output:
                output.data = drawn(output.data)
    return notebook


def drawn(data: NotebookNode) -> NotebookNode:
    """The one form that is kept, without the place of an object in memory."""
    best = next(kind for kind in KEPT if kind in data)
    return NotebookNode({best: PLACE_IN_MEMORY.sub("", data[best])})


if __name__ == "__main__":
    for path in sorted((ROOT / "notebooks").glob("*.py")):
        jupytext.write(executed(path), path.with_suffix(".ipynb"), fmt="ipynb")
        print(f"{path.stem}: written again")
