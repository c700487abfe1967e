"""What each coalition of partners could have if it were alone.

`v(S)` is the most that the members of S can gain together, `sum over S of (u B_p - K_p)`, while the
others do nothing: under the links between actions, what is excluded or below a threshold, and
what members can pay; without budgets of all, coverage, equity and imposed actions, which are terms
of the whole. Years and funds are left aside: money counts in all, and shares are as stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor, lcm
from typing import Literal, NamedTuple

from mcda.optimise.choice import best_choice
from mcda.optimise.engines import Clock, Engine
from mcda.optimise.selection import Ceiling, Pair, Selection
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.rules import Budget, Caps, Status
from mcda.rules.base import Relation
from mcda.scoring import Entry, Scores
from mcda.scoring.apportion import apportion

Joint = Literal["takeover", "consent"]
"""What a coalition can do: any action that a member pays for, the members taking over what the others
would pay, in proportion to their own payments; or only actions that its members pay for wholly."""


@dataclass(frozen=True)
class Alone:
    """The best of a coalition alone."""

    value: Fraction
    """What its members gain together, in money."""
    actions: tuple[str, ...]
    verified: str
    """`enumeration`, the name of the engine that found nothing better, or `no`."""


class Effect(NamedTuple):
    """What an action, or a pair of actions, means to each partner. Whole units, by player."""

    units: tuple[int, ...]
    paid: tuple[int, ...]
    local_cost: int


class Item(NamedTuple):
    """An action: who pays for it, in what proportion, and what it means to each partner."""

    action: str
    pays: tuple[int, ...]
    payers: int
    effect: Effect


@dataclass(frozen=True)
class Coalitions:
    """The coalitions of the partners of a scenario; a coalition is a bit mask over `players`."""

    scores: Scores
    joint: Joint = "takeover"

    @cached_property
    def players(self) -> tuple[str, ...]:
        """Partners that pay for an action or receive of one."""
        involved: set[str] = set()
        for data in self.scores.data.values():
            for shares in (data.pays, data.receives, *data.receives_for.values()):
                involved |= {partner for partner, share in shares.items() if share}
        return tuple(p for p in self.scores.scenario.partner_by_id if p in involved)

    def best(self, coalition: int, engines: tuple[Engine, Engine], clock: Clock) -> Alone:
        """The best that a coalition can do alone, proven as far as the clock permits."""
        choice = best_choice(self.selection(coalition), engines, clock)
        actions = tuple(self._items[item].action for item in sorted(choice.chosen))
        return Alone(choice.value * self._step, actions, choice.verified)

    def selection(self, coalition: int) -> Selection:
        """The choice that a coalition has: its actions by number, worth in steps of money."""
        own = members(coalition)
        open_items = self._open(coalition)
        pairs = [pair for pair in self._pairs if open_items.issuperset(pair)]
        links = [pair for pair in self._links["requires"] if pair[0] in open_items]
        return Selection(
            worth={item: self._worth(self._items[item].effect, own) for item in open_items},
            together={
                pair: sum(self._worth(effect, own) for effect in self._pairs[pair].values())
                for pair in pairs
            },
            requires=tuple(links),
            excludes=tuple(p for p in self._links["excludes"] if open_items.issuperset(p)),
            ceilings=tuple(self._ceilings(coalition, open_items, pairs)),
        )

    # ------------------------------------------------------------ actions

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return tuple(self._item(action) for action in self.scores.actions)

    def _item(self, action: str) -> Item:
        shares = [self.scores.data[action].pays.get(p, Fraction(0)) for p in self.players]
        scale = lcm(*(share.denominator for share in shares))
        pays = tuple(int(share * scale) for share in shares)
        payers = sum(1 << place for place, share in enumerate(pays) if share)
        data = self.scores.data[action]
        score = self.scores.rescored(replace(data, cut=None))  # as stated: no fund, no other split
        return Item(action, pays, payers, self._effect(score.base))

    def _effect(self, entry: Entry) -> Effect:
        place = {partner: k for k, partner in enumerate(self.players)}
        units, paid = [0] * len(place), [0] * len(place)
        for (_, partner), points in entry.points.items():
            if partner in place:
                units[place[partner]] += points
        for (payer, _), cents in entry.flows.items():
            paid[place[payer]] += cents
        return Effect(tuple(units), tuple(paid), entry.local_cost)

    @cached_property
    def _pairs(self) -> Mapping[Pair, Mapping[int, Effect]]:
        """What two actions add to each other, by pair and by the action that changes."""
        found: dict[Pair, dict[int, Effect]] = {}
        for action, score in self.scores.actions.items():
            here = self._number[action]
            for other, entry in score.increments.items():
                there = self._number[other]
                pair = (min(here, there), max(here, there))
                found.setdefault(pair, {})[here] = self._effect(entry)
        return found

    @cached_property
    def _number(self) -> Mapping[str, int]:
        return {action: number for number, action in enumerate(self.scores.actions)}

    @cached_property
    def _links(self) -> Mapping[str, tuple[Pair, ...]]:
        """Links by numbers: `requires` one way or, for actions that go together, both; `excludes`."""
        found: dict[str, list[Pair]] = {"requires": [], "excludes": []}
        for link in self._q.links():
            pair = (self._number[link.action], self._number[link.other])
            found["excludes" if link.type == "excludes" else "requires"].append(pair)
            if link.type == "together":
                found["requires"].append(pair[::-1])
        return {kind: tuple(pairs) for kind, pairs in found.items()}

    @cached_property
    def _barred(self) -> frozenset[int]:
        """Actions that nobody may do: excluded, or set aside by a threshold."""
        rules = self.scores.scenario.all_rules.values()
        names = {action for rule in rules if isinstance(rule, Status) for action in rule.excluded}
        return frozenset(self._number[action] for action in names.union(self._q.screened()))

    def _open(self, coalition: int) -> frozenset[int]:
        """What a coalition can do: with a payer inside, or all payers; and with what it requires."""
        found = {
            number
            for number, item in enumerate(self._items)
            if number not in self._barred and item.payers and self._reaches(coalition, item.payers)
        }
        while shut := {i for i, j in self._links["requires"] if i in found and j not in found}:
            found -= shut
        return frozenset(found)

    def _reaches(self, coalition: int, payers: int) -> bool:
        inside = coalition & payers
        return inside == payers if self.joint == "consent" else bool(inside)

    # ------------------------------------------------------------ money

    @cached_property
    def _q(self) -> ScenarioQuantities:
        return ScenarioQuantities(self.scores)

    @cached_property
    def _prices(self) -> tuple[int, int]:
        """Steps of money in one unit of value, and in one cent."""
        unit, cent = self._q.point_worth() * self.scores.unit, self.scores.cent
        return int(unit / self._step), int(cent / self._step)

    @cached_property
    def _step(self) -> Fraction:
        """Money of which both a unit of value and a cent are whole multiples."""
        unit, cent = self._q.point_worth() * self.scores.unit, self.scores.cent
        return Fraction(1, lcm(unit.denominator, cent.denominator))

    def _worth(self, effect: Effect, own: Iterable[int]) -> int:
        """`sum over members of (u B_p - K_p)`: among themselves they pay the whole local cost."""
        unit, cent = self._prices
        return unit * sum(effect.units[place] for place in own) - cent * effect.local_cost

    @cached_property
    def _limits(self) -> tuple[tuple[int, int], ...]:
        """What partners can pay: a set of players, and the cents that it pays at most."""
        rules = self.scores.scenario.all_rules.values()
        return tuple(
            (self._payers_of(relation), floor(relation.right.constant / self.scores.cent))
            for rule in rules
            if isinstance(rule, Caps | Budget) and _limits_partners(rule)
            for relation in rule.relations(self._q)
        )

    def _payers_of(self, relation: Relation) -> int:
        named = {measure.ids[0] for measure in relation.left.terms}
        return sum(1 << place for place, partner in enumerate(self.players) if partner in named)

    def _ceilings(
        self, coalition: int, open_items: frozenset[int], pairs: Iterable[Pair]
    ) -> Iterable[Ceiling]:
        """What the members of a coalition can pay, as ceilings over its actions."""
        limits = [(who & coalition, bound) for who, bound in self._limits if who & coalition]
        if not limits:
            return
        paid = {i: self._payments(self._items[i].effect, i, coalition) for i in open_items}
        extra = {
            pair: [self._payments(effect, i, coalition) for i, effect in self._pairs[pair].items()]
            for pair in pairs
        }
        for who, bound in limits:
            places = members(who)
            items = {i: sum(cents[p] for p in places) for i, cents in paid.items()}
            sums = {pair: sum(c[p] for c in both for p in places) for pair, both in extra.items()}
            nonzero = {i: w for i, w in items.items() if w}, {p: w for p, w in sums.items() if w}
            yield Ceiling(*nonzero, bound)

    def _payments(self, effect: Effect, item: int, coalition: int) -> Mapping[int, int]:
        """Cents by member: its own, and its part of what the others would have paid.

        Shared out in whole cents by largest remainder, in proportion to what members pay.
        """
        own = members(coalition)
        left = effect.local_cost - sum(effect.paid[place] for place in own)
        weights = [self._items[item].pays[place] for place in own]
        taken = apportion(left, weights) if left else [0] * len(own)
        return {place: effect.paid[place] + part for place, part in zip(own, taken, strict=True)}


def members(coalition: int) -> list[int]:
    """The players of a coalition by number."""
    return [place for place in range(coalition.bit_length()) if coalition >> place & 1]


def nets_alone(
    scores: Scores, engines: tuple[Engine, Engine], clock: Clock, joint: Joint = "takeover"
) -> dict[str, Alone]:
    """The best of each partner alone; of one that neither pays nor receives there is none."""
    coalitions = Coalitions(scores, joint)
    pairs = enumerate(coalitions.players)
    return {partner: coalitions.best(1 << place, engines, clock) for place, partner in pairs}


def _limits_partners(rule: Caps | Budget) -> bool:
    """Whether a rule limits what each partner pays in all."""
    return rule.per is None if isinstance(rule, Caps) else rule.per == "partner"
