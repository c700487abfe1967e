"""Criteria: what is valued, and how a level becomes points."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from mcda.exact import Amount0, Exact, plain, read_number
from mcda.model.curve import Curve, exponential, is_monotone, straight
from mcda.model.shapes import BadShapeError, Exponential, NamedLevels, Shape, read_shape, shape_text
from mcda.rules.base import Identifier, Record, Text

PreferenceFunction = Literal["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]
"""Preference functions of PROMETHEE (Brans and Vincke 1985), types I to VI."""


def read_text(raw: Any) -> Any:
    """A shape from its text; blank is a straight line."""
    if not isinstance(raw, str):
        return raw
    try:
        return read_shape(raw, read_number) if raw else None
    except BadShapeError as bad:
        raise PydanticCustomError("bad_shape", "not a shape", {"seen": raw}) from bad


def check_points(shape: Shape) -> Shape:
    if isinstance(shape, tuple) and not (len(shape) > 1 and is_monotone(shape)):
        raise PydanticCustomError(
            "shape_not_monotone", "not monotone", {"seen": shape_text(shape, plain)}
        )
    return shape


AnyShape = Annotated[
    Shape,
    BeforeValidator(read_text),
    AfterValidator(check_points),
    WithJsonSchema({"type": "string", "examples": ["linear", "0:0 200:60 500:100", "exponential 30"]}),
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
    shape: AnyShape = None
    """`linear`, monotone points such as `0:0 200:60 500:100`, `exponential 30`, or named levels."""
    scope: Literal["action", "portfolio", "partner"] = "action"
    """`action`: the value of each action's impact, added; `portfolio`: the value of the sum; `partner`:
    the value of what each partner gets, against its own need."""
    role: Literal["value", "success", "threshold"] = "value"
    """Valued, a mark read as a probability of success, or a threshold."""
    clip: bool = False
    """Whether value stays within 0 and 100 points beyond the anchors."""
    at_least: Exact | None = None
    """Least level of a threshold."""
    at_most: Exact | None = None
    """Largest level of a threshold."""
    indifference: Amount0 | None = None
    """For rankings: differences up to it say nothing, in the unit."""
    preference: Amount0 | None = None
    """For rankings: differences from it on are a clear preference, in the unit."""
    veto: Amount0 | None = None
    """For rankings: a loss from it on forbids outranking, in the unit."""
    gaussian: Amount0 | None = None
    """For rankings: inflection of the gaussian preference function, in the unit."""
    preference_function: PreferenceFunction | None = None
    """For rankings: how preference grows with the difference."""
    priority_from: Exact | None = None
    """For rankings: impact from which an action is in the class of priorities."""
    mature_from: Exact | None = None
    """For rankings: impact from which an action is in the class of those to mature."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Other columns of the table, kept as they are."""

    @property
    def swing(self) -> Fraction:
        """From `zero` to `full`; negative where less is better, 0 where an anchor is missing."""
        return Fraction(0) if self.zero is None or self.full is None else self.full - self.zero

    @property
    def curve(self) -> Curve:
        """Level -> points (for `success`, mark -> percent)."""
        if isinstance(self.shape, NamedLevels):
            return straight(Fraction(0), Fraction(100), clipped=self.clip)
        if isinstance(self.shape, tuple):
            return Curve(self.shape, self.clip)
        if self.zero is None or self.full is None:
            raise ValueError(f"criterion {self.criterion} has no anchors")
        if isinstance(self.shape, Exponential):
            return exponential(self.zero, self.full, self.shape.midvalue, clipped=self.clip)
        return straight(self.zero, self.full, clipped=self.clip)
