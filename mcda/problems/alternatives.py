"""Problems of alternatives and explanations: E31x."""

from __future__ import annotations

from mcda.problems.words import Wording

ALTERNATIVES: dict[str, Wording] = {}
