"""Problems of stored runs and many machines: E36x."""

from __future__ import annotations

from mcda.problems.words import Wording

RUNS: dict[str, Wording] = {}
