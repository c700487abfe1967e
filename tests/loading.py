"""A scenario from a plain dictionary, as `scenario.yaml` with inline tables loads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mcda.files.read import read_mapping
from mcda.model import Scenario

TABLES = ("partners", "criteria", "actions", "impacts", "shares", "links")
DECIMAL = re.compile(r"-?\d+\.\d+")


def load(tables: Mapping[str, Any]) -> Scenario:
    """The scenario of a dictionary, checked as any other input.

    Decimal texts of the tables are handed over as numbers: `1.234` is no thousand here.
    """
    inline = {name: [_plain(row) for row in tables[name]] for name in TABLES if name in tables}
    return read_mapping({**tables, **inline})


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        column: Decimal(cell) if isinstance(cell, str) and DECIMAL.fullmatch(cell) else cell
        for column, cell in row.items()
    }
