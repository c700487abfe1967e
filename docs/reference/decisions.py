"""The list of the records of decisions."""

from __future__ import annotations

from pathlib import Path

from reference.text import head

ABOUT = "Why things are as they are, where somebody would otherwise ask again. One record each."


def page(folder: Path) -> str:
    """Every record by its title."""
    titles = {
        path.name: path.read_text(encoding="utf-8").partition("\n")[0] for path in _records(folder)
    }
    listed = "".join(f"- [{title.lstrip('# ')}]({name})\n" for name, title in titles.items())
    return head("Decisions", ABOUT) + listed


def _records(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))
