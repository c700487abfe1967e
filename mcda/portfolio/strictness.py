"""How strict a rule is, as one of its parameters says.

A portfolio that meets a rule at some level of a parameter meets it at every looser level too. So
each portfolio reaches one tightest level, exactly, and "strictly tighter than that" is a relation
like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from mcda.portfolio.columns import Columns, Combination
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import guards, slack
from mcda.rules.base import Amount, Relation, Rule, fixed
from mcda.rules.curved import AnyRelation, Level, Target

PROBES = (Fraction(1, 4), Fraction(1, 2))
"""Two levels at which a rule is read; between and beyond, its margins are straight lines."""
ZERO = Fraction(0)


def accepts(rule: Rule, parameter: str, level: Any) -> bool:
    """Whether the record of a rule takes such a level, the rest as it stands."""
    stated = {name: getattr(rule, name) for name in type(rule).model_fields}
    try:
        type(rule).model_validate({**stated, parameter: level})
    except ValidationError:
        return False
    return True


@dataclass(frozen=True)
class Strictness:
    """One parameter of one rule, tightened and loosened, the rest of the rule as it stands."""

    rule: Rule
    parameter: str
    columns: Columns
    q: ScenarioQuantities

    @property
    def rises(self) -> bool:
        """Whether a greater level is stricter."""
        return self.rule.parameters[self.parameter] == "up"

    @cached_property
    def is_share(self) -> bool:
        """Whether the level may be written in percent."""
        return accepts(self.rule, self.parameter, "50 %")

    @cached_property
    def is_count(self) -> bool:
        """Whether the level is a whole number."""
        return not accepts(self.rule, self.parameter, Fraction(1, 2))

    @cached_property
    def least(self) -> Fraction | None:
        """Least level that the rule takes; None where it may be negative."""
        return None if accepts(self.rule, self.parameter, Fraction(-1)) else ZERO

    def tighter(self, one: Fraction | None, other: Fraction | None) -> bool:
        """Whether a level is strictly tighter than another; None is tighter than any."""
        if one is None or other is None:
            return one is None and other is not None
        return one > other if self.rises else one < other

    def tightest(self, levels: Iterable[Fraction]) -> Fraction:
        return max(levels) if self.rises else min(levels)

    def loosest(self, levels: Iterable[Fraction]) -> Fraction:
        return min(levels) if self.rises else max(levels)

    def is_edge(self, level: Fraction | None) -> bool:
        """Whether the rule takes no level beyond this one."""
        return level is None or (not self.rises and level == self.least)

    def at(self, level: Fraction) -> tuple[AnyRelation, ...]:
        """The relations that the parameter governs, at a level."""
        relations = self._read(level)
        return tuple(_same(self._probed[0][place], relations[place]) for place in self._governed)

    @cached_property
    def ground(self) -> tuple[AnyRelation, ...]:
        """What holds at every level: the rest of the rule, its guards, and some level reached."""
        relations = self._read(PROBES[0])
        steady = [r for place, r in enumerate(relations) if place not in self._governed]
        return (*steady, *guards(self.rule, relations, self.q), *self._some_level())

    def reached(self, chosen: Iterable[str]) -> Fraction | None:
        """The tightest level at which a portfolio of the ground meets the rule; None for every level."""
        tally = Tally(self.q.scores, frozenset(chosen))
        levels = [level for _, level in self._levels(tally) if level is not None]
        if not levels:
            return None if self.rises else self.least
        level = self.loosest(levels)
        return level if self.rises or self.least is None else max(level, self.least)

    def binding(self, chosen: Iterable[str], level: Fraction) -> Target:
        """What is to grow, at a level, for a portfolio to be kept from a tighter one no more."""
        tally, relations = Tally(self.q.scores, frozenset(chosen)), self.at(level)
        placed = [(found, place) for place, found in self._levels(tally) if found is not None]
        _, place = min(placed) if self.rises else max(placed)
        relation = relations[place]
        return relation.function if isinstance(relation, Level) else relation.margin

    def beyond(self, level: Fraction) -> tuple[AnyRelation, ...]:
        """What exactly the portfolios meet that reach a level strictly tighter than this one."""
        pairs = zip(self.at(level), self._bases, strict=True)
        return tuple(self._strictly(relation, basis) for relation, basis in pairs)

    def _read(self, level: Fraction) -> list[AnyRelation]:
        return list(self.rule.model_copy(update={self.parameter: level}).relations(self.q))

    @cached_property
    def _probed(self) -> tuple[Sequence[AnyRelation], Sequence[AnyRelation]]:
        return self._read(PROBES[0]), self._read(PROBES[1])

    @cached_property
    def _governed(self) -> tuple[int, ...]:
        """Places of the relations that the parameter changes."""
        pairs = zip(*self._probed, strict=True)
        return tuple(place for place, (one, other) in enumerate(pairs) if one != other)

    def _levels(self, tally: Tally) -> Iterator[tuple[int, Fraction | None]]:
        """The tightest level of each relation; None where the level does not matter to it."""
        for number, place in enumerate(self._governed):
            first, second = (slack(relations[place], tally) for relations in self._probed)
            slope = (second - first) / (PROBES[1] - PROBES[0])
            yield number, PROBES[0] - first / slope if slope else None

    @cached_property
    def _bases(self) -> tuple[Amount, ...]:
        """What each margin loses when the level is tightened by one: the total it is a share of."""
        sign = (1 if self.rises else -1) / (PROBES[1] - PROBES[0])
        pairs = ((self._probed[0][place], self._probed[1][place]) for place in self._governed)
        return tuple(sign * (_margin(one) - _margin(other)) for one, other in pairs)

    def _strictly(self, relation: AnyRelation, basis: Amount) -> AnyRelation:
        """The margin is positive; where its basis is zero, at which no level matters, not negative.

        Both sides are whole numbers, so that `n margin >= number of actions in the basis`, n of them
        at most, says just that; for a basis of another form `most * margin >= basis`.
        """
        if isinstance(relation, Level):
            return replace(relation, sense=">")
        margin = relation.margin
        if not self._may_vanish(relation, basis):
            return Relation("beyond", margin, ">", fixed(0))
        steps = self.columns.combination(margin).multiple
        whole = self.columns.combination(basis)
        actions = self._only_added_up(whole)
        if actions:
            counted = self.q.size("actions", actions)
            return Relation("beyond", steps * len(whole.places) * margin, ">=", counted)
        return Relation("beyond", steps * _reach(whole) * margin, ">=", whole.multiple * basis)

    def _only_added_up(self, whole: Combination) -> frozenset[str]:
        """The actions of an amount that is zero exactly where none of them is selected, else none."""
        place = self.columns.position
        actions = {place[action]: action for action in self.columns.scores.actions}
        adds = whole.constant == 0 and (whole.coefficients > 0).all()
        plain = adds and all(p in actions for p in whole.places.tolist())
        return frozenset(actions[p] for p in whole.places.tolist()) if plain else frozenset()

    def _may_vanish(self, relation: AnyRelation, basis: Amount) -> bool:
        """Whether a portfolio of the ground can have a basis of zero."""
        if not len(self.columns.combination(basis).places):
            return False
        stated = relation.basis
        return self.rule.guard() is None or stated is None or not _proportional(basis, stated)

    def _some_level(self) -> Iterator[AnyRelation]:
        """The loosest level that the rule takes, or one that only a basis of zero can fail."""
        if self.rises:
            yield from self.at(self.least) if self.least is not None else ()
            return
        vanishing = [
            (_margin(self._probed[0][place]), basis)
            for place, basis in zip(self._governed, self._bases, strict=True)
            if self._may_vanish(self._probed[0][place], basis)
        ]
        if vanishing:
            margins = [self.columns.combination(margin) for margin, _ in vanishing]
            finest = max(self.columns.combination(basis).multiple for _, basis in vanishing)
            yield from self.at(1 + finest * max(_reach(m) / m.multiple for m in margins))


def _same(probed: AnyRelation, read: AnyRelation) -> AnyRelation:
    """A relation as it was read, about the same function as before where it is curved."""
    if isinstance(probed, Level) and isinstance(read, Level):
        return replace(probed, level=read.level)
    return read


def _margin(relation: AnyRelation) -> Amount:
    """What is left before a relation fails; of a curved one, the part that the level decides."""
    return fixed(-relation.level) if isinstance(relation, Level) else relation.margin


def _proportional(one: Amount, other: Amount) -> bool:
    """Whether an amount is a positive multiple of another."""
    if one.constant or other.constant:
        return False
    terms = {measure: factor for measure, factor in one.terms.items() if factor}
    others = {measure: factor for measure, factor in other.terms.items() if factor}
    ratios = {factor / others[measure] for measure, factor in terms.items() if measure in others}
    return terms.keys() == others.keys() and len(ratios) == 1 and min(ratios) > 0


def _reach(whole: Combination) -> int:
    """More than any portfolio makes of an amount of actions and pairs, in whole numbers."""
    return abs(whole.constant) + sum(abs(int(c)) for c in whole.coefficients) + 1
