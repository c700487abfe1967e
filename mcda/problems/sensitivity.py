"""Problems of sensitivity: E35x."""

from __future__ import annotations

from mcda.problems.words import Wording

SENSITIVITY: dict[str, Wording] = {}
