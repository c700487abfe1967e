"""The list of the records of decisions."""

from __future__ import annotations

from pathlib import Path

from reference.text import head

FOLDER = Path(__file__).parents[1] / "decisions"
ABOUT = "Why things are as they are, where somebody would otherwise ask again. One record each."


def page() -> str:
    """Every record by its title."""
    listed = "".join(f"- [{_title(record)}]({record.name})\n" for record in sorted(FOLDER.glob("*.md")))
    return head("Decisions", ABOUT) + listed


def _title(record: Path) -> str:
    return record.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
