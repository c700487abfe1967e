"""How weights were asked for: one record per method of elicitation.

`weights:` of a scenario is a plain mapping of swing points, or one of these records. Names are
criteria. Methods that compare criteria with each other compare those of one family: the children
of one branch, or all leaves where exactly the leaves are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from mcda.exact import Amount0, plain, read_number
from mcda.model.expression import AnyExchange, AnyStatement
from mcda.rules.base import Identifier, Record

Path = tuple[str | int, ...]
LARGEST_RATIO = 10_000
"""Nothing is worth more than this many times something else."""
PAIR = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*/\s*([A-Za-z][A-Za-z0-9_]*)\s*")


def read_ratio_of(raw: Any) -> Fraction:
    """A judgement: a number such as 3, or a fraction such as `1/3`, up to `LARGEST_RATIO` either way."""
    above, slash, below = raw.partition("/") if isinstance(raw, str) else (raw, "", "")
    divisor = read_number(below) if slash else Fraction(1)
    ratio = read_number(above) / divisor if divisor else Fraction(0)
    if not Fraction(1, LARGEST_RATIO) <= ratio <= LARGEST_RATIO:
        raise PydanticCustomError("not_positive", "not above zero", {"seen": str(raw)})
    return ratio


def read_tied(raw: Any) -> tuple[str, ...]:
    """Names on one place of a ranking: `water`, `water = care`, or a list."""
    names = [part.strip() for part in raw.split("=")] if isinstance(raw, str) else raw
    return tuple(names) if isinstance(names, list | tuple) else (raw,)


def read_pair(raw: Any) -> str:
    """`trips/water`, spaces taken out."""
    found = PAIR.fullmatch(raw) if isinstance(raw, str) else None
    if found is None or found[1] == found[2]:
        raise PydanticCustomError("bad_pair", "not a pair", {"seen": str(raw)})
    return f"{found[1]}/{found[2]}"


Ratio = Annotated[
    Fraction,
    BeforeValidator(read_ratio_of),
    PlainSerializer(plain, return_type=str, when_used="json"),
    WithJsonSchema({"type": ["number", "string"], "examples": [3, "1/3"]}),
]
Pair = Annotated[str, BeforeValidator(read_pair), WithJsonSchema({"type": "string"})]
Tied = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(read_tied),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
]


class Weighting(Record):
    """What methods of elicitation share."""

    def names(self) -> Iterator[tuple[str, Path]]:
        """Criteria that the record mentions, each with its path inside `weights`."""
        yield from ()

    @property
    def method(self) -> str:
        """Name of the method: the key of the record."""
        return next(name for name, record in METHODS.items() if record is type(self))


class SwingWeights(Weighting):
    """Swing weighting: points of each swing from `zero` to `full` against the largest."""

    swing: dict[Identifier, Amount0]
    """Points of each criterion; the swing worth most has 100."""
    order: tuple[Identifier, ...] | None = None
    """Swings from most to least worth, as asked before the points; checked against them."""

    def names(self) -> Iterator[tuple[str, Path]]:
        yield from ((name, ("swing", name)) for name in self.swing)
        yield from ((name, ("order", place)) for place, name in enumerate(self.order or ()))


class RankWeights(Weighting):
    """Weights from a ranking of the swings alone."""

    ranks: tuple[Tied, ...]
    """Criteria from most to least worth; `water = care` for equals."""
    formula: Literal["roc", "sum", "reciprocal"] = "roc"
    """Rank-order centroid, rank sum, or reciprocal of the rank."""

    def names(self) -> Iterator[tuple[str, Path]]:
        for place, tied in enumerate(self.ranks):
            yield from ((name, ("ranks", place, nth)) for nth, name in enumerate(tied))


class AhpWeights(Weighting):
    """Analytic hierarchy process: pairwise judgements within each family."""

    ahp: dict[Pair, Ratio]
    """`trips/water: 3`: the swing of trips is worth 3 times that of water."""

    def names(self) -> Iterator[tuple[str, Path]]:
        for pair in self.ahp:
            yield from ((name, ("ahp", pair)) for name in pair.split("/"))

    @property
    def judgements(self) -> Mapping[tuple[str, str], Fraction]:
        """Ratio of the first to the second of each pair."""
        pairs = ((pair.split("/"), ratio) for pair, ratio in self.ahp.items())
        return {(one, other): ratio for (one, other), ratio in pairs}


class BestWorst(Record):
    """Answers of the best-worst method for one family."""

    best: Identifier
    """The criterion whose swing is worth most."""
    worst: Identifier
    """The criterion whose swing is worth least."""
    best_to_others: dict[Identifier, Ratio]
    """How many times the best is worth each other."""
    others_to_worst: dict[Identifier, Ratio]
    """How many times each other is worth the worst."""


def read_families(raw: Any) -> Any:
    """One record stands for a list of one."""
    return [raw] if isinstance(raw, Mapping) else raw


class BwmWeights(Weighting):
    """Best-worst method, linear model; one record, or a list with one for each family."""

    bwm: Annotated[tuple[BestWorst, ...], BeforeValidator(read_families)]
    """Best, worst, and how the others compare with them."""

    def names(self) -> Iterator[tuple[str, Path]]:
        for place, family in enumerate(self.bwm):
            at: Path = ("bwm", place)
            yield family.best, (*at, "best")
            yield family.worst, (*at, "worst")
            for key in ("best_to_others", "others_to_worst"):
                yield from ((name, (*at, key, name)) for name in getattr(family, key))


class TradeoffWeights(Weighting):
    """Trade-offs: changes that are worth the same."""

    tradeoff: tuple[AnyExchange, ...]
    """`100 trips = 40 water`: changes from `zero`, each in the unit of its criterion."""

    def names(self) -> Iterator[tuple[str, Path]]:
        for place, exchange in enumerate(self.tradeoff):
            yield from ((name, ("tradeoff", place)) for name in (exchange.criterion, exchange.other))


class StatementWeights(Weighting):
    """Incomplete information: every set of weights that agrees with the statements is admitted."""

    statements: tuple[AnyStatement, ...]
    """`trips >= 2*jobs`, `0.1 <= water <= 0.3`, `a >= b >= c`; an empty list admits all."""

    def names(self) -> Iterator[tuple[str, Path]]:
        for place, statement in enumerate(self.statements):
            yield from ((name, ("statements", place)) for name in statement.names)


class DataWeights(Weighting):
    """Weights computed from the spread of the impacts: nobody is asked."""

    objective: Literal["equal", "std", "entropy", "critic", "merec", "gini"]
    """What the spread is measured by."""


class AmongColleges(Weighting):
    """What the records about the table `weights` share: the scenario's own weights beside them."""

    own: AnyWeights = Field(default_factory=dict)
    """The scenario's own weights, written beside the key; they count where a college is silent."""

    @model_validator(mode="before")
    @classmethod
    def _with_own(cls, raw: Any) -> Any:
        """Whatever stands beside the key of the record is the scenario's own."""
        if not isinstance(raw, Mapping) or "own" in raw:
            return raw
        keys = cls.model_fields.keys()
        own = {key: part for key, part in raw.items() if key not in keys}
        return {**{key: part for key, part in raw.items() if key in keys}, "own": own}

    def names(self) -> Iterator[tuple[str, Path]]:
        if isinstance(self.own, Weighting):
            yield from self.own.names()
        else:
            yield from ((name, (name,)) for name in self.own)


class CollegeWeights(AmongColleges):
    """A compromise between the colleges of the table `weights`."""

    colleges: Literal["mean", "geometric"]
    """Mean of their weights, or geometric mean, each college counted by its voice."""


class CollegeView(AmongColleges):
    """The eyes of one college of the table `weights`."""

    college: str
    """Name of the college."""


METHODS: Mapping[str, type[Weighting]] = {
    "swing": SwingWeights,
    "ranks": RankWeights,
    "ahp": AhpWeights,
    "bwm": BwmWeights,
    "tradeoff": TradeoffWeights,
    "statements": StatementWeights,
    "objective": DataWeights,
    "colleges": CollegeWeights,
    "college": CollegeView,
}
"""Record of each method, by its key."""


def method_of(raw: Any) -> str:
    """Key of the record that `weights` holds; `points` for a plain mapping of swing points."""
    if isinstance(raw, Weighting):
        return raw.method
    if isinstance(raw, Mapping):
        for name in ("college", "colleges", *METHODS):
            if name in raw and not _is_number(raw[name]):
                return name
    return "points"


def _is_number(raw: Any) -> bool:
    try:
        read_number(raw)
    except PydanticCustomError:
        return False
    return True


AnyWeights = Annotated[
    Annotated[dict[str, Amount0], Tag("points")]
    | Annotated[SwingWeights, Tag("swing")]
    | Annotated[RankWeights, Tag("ranks")]
    | Annotated[AhpWeights, Tag("ahp")]
    | Annotated[BwmWeights, Tag("bwm")]
    | Annotated[TradeoffWeights, Tag("tradeoff")]
    | Annotated[StatementWeights, Tag("statements")]
    | Annotated[DataWeights, Tag("objective")]
    | Annotated[CollegeWeights, Tag("colleges")]
    | Annotated[CollegeView, Tag("college")],
    Discriminator(method_of),
]
"""Swing points by criterion, or the record of one method."""

CollegeWeights.model_rebuild()
CollegeView.model_rebuild()
