"""What is optimised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mcda.rules.base import Amount, Objective, Quantities


class Consensus(Objective):
    """Least worst regret over the colleges of the table `weights`; among those, most value.

    The regret of a college is what the portfolio is worth to it less than the portfolio it would
    have chosen alone under the same rules, in points of its own weights.
    """

    type: Literal["consensus"] = "consensus"

    def stages(self, q: Quantities) -> Iterator[Amount]:
        yield q.value()


class Value(Objective):
    """Most value: V = sum of the benefits + common value, in points."""

    type: Literal["value"] = "value"

    def stages(self, q: Quantities) -> Iterator[Amount]:
        yield q.value()
