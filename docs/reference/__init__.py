"""Pages of the reference, written from the code when the site is built: path -> Markdown."""

from __future__ import annotations

from pathlib import Path

from reference import commands, decisions, messages, python_names, records


def pages(root: Path) -> dict[str, str]:
    """Every generated page of the site; `root` is the checkout."""
    return {
        "reference/commands-fr.md": commands.page("fr"),
        "reference/commands-en.md": commands.page("en"),
        "reference/messages-fr.md": messages.page("fr"),
        "reference/messages-en.md": messages.page("en"),
        "reference/rules.md": records.rules_page(),
        "reference/settings.md": records.settings_page(),
        "reference/python.md": python_names.page(),
        "decisions/index.md": decisions.page(root / "docs" / "decisions"),
    }
