"""Problems of frontiers: E30x."""

from __future__ import annotations

from mcda.problems.words import Wording

FRONTIERS: dict[str, Wording] = {}
