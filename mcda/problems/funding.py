"""Problems of funds and of who pays: E24x and E25x."""

from __future__ import annotations

from mcda.problems.words import Wording

FUNDING: dict[str, Wording] = {}
