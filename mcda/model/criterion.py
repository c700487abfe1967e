"""Criteria: what is valued, and how a level becomes points."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from mcda.exact import Amount0, Exact, read_number
from mcda.model.curve import Curve, is_monotone, straight
from mcda.rules.base import Identifier, Record, Text

Points = tuple[tuple[Exact, Exact], ...]


def read_points(raw: Any) -> Any:
    """`0:0 200:60 500:100` as pairs of level and points; `linear` and blank as none."""
    if raw is None or raw in ("", "linear"):
        return None
    if not isinstance(raw, str):
        return raw
    pairs = [item.split(":") for item in raw.split()]
    if len(pairs) < 2 or any(len(pair) != 2 for pair in pairs):
        raise PydanticCustomError("bad_shape", "not a shape", {"seen": raw})
    return tuple((read_number(level), read_number(points)) for level, points in pairs)


def check_points(points: Points | None) -> Points | None:
    if points is not None and not (len(points) > 1 and is_monotone(points)):
        shown = " ".join(f"{level}:{value}" for level, value in points)
        raise PydanticCustomError("shape_not_monotone", "not monotone", {"seen": shown})
    return points


Shape = Annotated[
    Points | None,
    BeforeValidator(read_points),
    AfterValidator(check_points),
    WithJsonSchema({"type": "string", "examples": ["linear", "0:0 200:60 500:100"]}),
]


class Criterion(Record):
    """A branch of the criteria tree, a leaf that is valued, a mark or a threshold."""

    criterion: Identifier
    """Id of the criterion."""
    name: Text
    """Name on screen."""
    unit: str = ""
    """Unit of its levels."""
    zero: Exact | None = None
    """Level of doing nothing: 0 points."""
    full: Exact | None = None
    """Level worth 100 points; below `zero` where less is better."""
    weight: Amount0 | None = None
    """Worth of the swing from `zero` to `full`, relative to its siblings."""
    parent: Identifier | None = None
    """The branch it belongs to."""
    shape: Shape = None
    """`linear`, or monotone points such as `0:0 200:60 500:100`."""
    scope: Literal["action", "portfolio"] = "action"
    """`action`: the value of each action's impact, added; `portfolio`: the value of the sum."""
    role: Literal["value", "success", "threshold"] = "value"
    """Valued, a mark read as a probability of success, or a threshold."""
    clip: bool = False
    """Whether value stays within 0 and 100 points beyond the anchors."""
    at_least: Exact | None = None
    """Least level of a threshold."""
    at_most: Exact | None = None
    """Largest level of a threshold."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Other columns of the table, kept as they are."""

    @property
    def curve(self) -> Curve:
        """Level -> points (for `success`, mark -> percent)."""
        if self.shape is not None:
            return Curve(self.shape, self.clip)
        if self.zero is None or self.full is None:
            raise ValueError(f"criterion {self.criterion} has no anchors")
        return straight(self.zero, self.full, clipped=self.clip)
