"""Problems of equity rules and objectives: E28x and E29x."""

from __future__ import annotations

from mcda.problems.words import Wording

EQUITY: dict[str, Wording] = {}
