"""Pages of the reference, written from the code when the site is built: path -> Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from reference import commands, decisions, messages, python_names, records

GENERATED: Mapping[str, Callable[[], str]] = {
    "reference/commands-fr.md": partial(commands.page, "fr"),
    "reference/commands-en.md": partial(commands.page, "en"),
    "reference/messages-fr.md": partial(messages.page, "fr"),
    "reference/messages-en.md": partial(messages.page, "en"),
    "reference/rules.md": records.rules_page,
    "reference/settings.md": records.settings_page,
    "reference/python.md": python_names.page,
    "decisions/index.md": decisions.page,
}
"""Every generated page of the site, and what writes it."""
