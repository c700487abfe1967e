"""Problems of analyses of equity and cooperation: E26x and E27x."""

from __future__ import annotations

from mcda.problems.words import Wording

COOPERATION: dict[str, Wording] = {}
