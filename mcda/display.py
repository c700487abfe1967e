"""How notebooks show a record: `mcda.show.notebook` knows, which stands above every room with records.

It is looked up by name, when a notebook asks: records know that they can be shown, not how.
"""

from __future__ import annotations

from importlib import import_module


def as_html(record: object) -> str:
    """A scenario, a portfolio, a frontier ... as HTML, in the scenario's language."""
    shown: str = import_module("mcda.show.notebook").html(record)
    return shown
