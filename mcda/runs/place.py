"""Where runs are stored unless a place is named."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "MCDA_RUNS"
FILE = "runs.sqlite"


def default_place() -> Path:
    """`$MCDA_RUNS`, else a file in the folder where the user's programs keep their state."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else _state() / "mcda" / FILE


def _state() -> Path:
    """Of the XDG base directories; on Windows the local application data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    named = os.environ.get("XDG_STATE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "state"
