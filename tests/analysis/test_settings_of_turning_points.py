"""What `explain` tells to write after `--set` is read as it is meant, whatever interval is stated."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from mcda.analysis.datum import Datum, value_of
from mcda.analysis.knobs import own_knobs, settings
from mcda.files.read import read

BREST = Path(__file__).parents[2] / "scenarios" / "brest"


@pytest.mark.parametrize(
    ("datum", "level", "more"),
    [
        (Datum("actions", "N4", "cost"), 664, ("actions.N4.cost.low=664",)),
        (Datum("actions", "N4", "cost"), 921, ("actions.N4.cost.high=921",)),
        (Datum("actions", "N4", "cost"), 700, ()),
        (Datum("impacts", "N1", "carbon"), 3300, ("impacts.N1.carbon.high=3300",)),
        (Datum("impacts", "N1", "jobs"), 33, ()),
    ],
)
def test_a_level_beyond_a_stated_interval(datum: Datum, level: int, more: Any) -> None:
    scenario = read(BREST)
    knob = next(k for k in own_knobs(scenario, datum.id) if k.datum == datum)
    told = settings(scenario, knob, Fraction(level))
    assert told == (f"{datum}={level}", *more)
    assert value_of(read(BREST, settings=told), datum) == level
