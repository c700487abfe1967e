"""A scenario from a plain dictionary, as `scenario.yaml` with inline tables loads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcda.files.read import read_mapping
from mcda.model import Scenario


def load(tables: Mapping[str, Any]) -> Scenario:
    """The scenario of a dictionary, checked as any other input."""
    return read_mapping(tables)
