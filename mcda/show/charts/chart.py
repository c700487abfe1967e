"""What a chart is: a finding, its drawing, its text alternative and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcda.display import as_html
from mcda.show.datatables import DataTable

Specification = Mapping[str, Any]
"""Vega-Lite, as plain data."""


@dataclass(frozen=True)
class Chart:
    """A chart in the reader's language."""

    name: str
    """Short, the same in every language: `ledger`."""
    title: str
    finding: str
    """What is to be seen, in a sentence: the subtitle."""
    alternative: str
    """For those who do not see it: what is drawn, and what it shows."""
    table: DataTable
    """Every figure that is drawn."""
    specification: Specification
    language: str

    def _repr_html_(self) -> str:
        return as_html(self)
