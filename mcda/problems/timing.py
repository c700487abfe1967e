"""Problems of years, starts and spending: E22x and E23x."""

from __future__ import annotations

from mcda.problems.words import Wording

TIMING: dict[str, Wording] = {}
