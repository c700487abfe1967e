"""What is optimised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mcda.rules.base import Amount, Objective, Quantities


class Value(Objective):
    """Most value: V = sum of the benefits + common value, in points."""

    type: Literal["value"] = "value"

    def stages(self, q: Quantities) -> Iterator[Amount]:
        yield q.value()
