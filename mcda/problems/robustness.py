"""Problems of incomplete information: E32x to E34x."""

from __future__ import annotations

from mcda.problems.words import Wording

ROBUSTNESS: dict[str, Wording] = {}
