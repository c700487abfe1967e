"""Tranches: parts of the local cost of an action that funds, or partners by decision, take over.

The local cost is cut into equal slices and a rest. Every slice is shared between payers and receivers
alike, in whole cents, so that whoever takes a slice, what is left is a sum of whole amounts that are
not negative, whatever the other slices: no amount is ever a product of two decisions.

A fund takes slices away: `M1+DETR.2`, or `M1@2028+DETR.2` of the start in 2028, is its second tranche
of M1. Where who pays is decided, each slice is paid by one partner: `M1:CLM.3` is the third that CLM
pays above its least share. A tranche needs the ones below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from mcda.model import Action, Fund, Scenario, Share
from mcda.model.fund import common_step, supporters
from mcda.scoring.entries import ActionScore, Entry, Parts, total_of

FUND, PARTNER, RANK = "+", ":", "."
"""What stands before a fund, before a partner, and before the number of a tranche, in its id."""
Flows = Callable[[int, Mapping[str, Fraction] | None], Mapping[tuple[str, str], int]]
"""Cents by payer and receiver; the payers are those of the action where none are given."""


@dataclass(frozen=True)
class Ladder:
    """The tranches that one taker may have of an action."""

    tranches: int
    """Most of them."""
    slices: int = 1
    """Slices in one of them."""


@dataclass(frozen=True)
class Cut:
    """Into how many slices the local cost of an action is cut, and who may take them."""

    step: Fraction
    """One slice: part of the cost (funds) or of the local cost (partners)."""
    slices: int
    ladders: Mapping[str, Ladder]
    """By taker: `+FUND` or `:PARTNER`."""
    lows: Mapping[str, Fraction] = field(default_factory=dict)
    """Least share of each partner, where who pays is decided."""

    @property
    def is_split(self) -> bool:
        """Whether partners take the slices, and so all of them."""
        return bool(self.lows)

    def money(self, cost: Fraction, local: int, flows: Flows) -> tuple[Parts, dict[str, Parts]]:
        """The money of an action, cut, and what each tranche changes.

        `cost` in exact cents, `local` in whole ones.
        """
        size = int((local if self.is_split else cost) * self.step)
        payers = self.lows if any(self.lows.values()) else None
        rest = local - self.slices * size
        kept = Entry(cost=round(cost), local_cost=rest, flows=flows(rest, payers))
        if self.is_split:
            return ((1, kept),), {taker: self._paid(taker, size, flows) for taker in self.ladders}
        taken = Entry(local_cost=size, flows=flows(size, None))
        tranches = {taker: self._granted(taker, taken) for taker in self.ladders}
        return ((1, kept), (self.slices, taken)), tranches

    def _paid(self, taker: str, size: int, flows: Flows) -> Parts:
        """A slice that a partner pays."""
        return ((1, Entry(local_cost=size, flows=flows(size, {taker[1:]: Fraction(1)}))),)

    def _granted(self, taker: str, taken: Entry) -> Parts:
        """Slices that partners do not pay, as a fund does."""
        slices = self.ladders[taker].slices
        return ((-slices, taken), (slices, Entry(granted={(taker[1:],): taken.local_cost})))


def tranche(score: ActionScore, taker: str, rank: int) -> ActionScore:
    """What a tranche changes; the first of a fund says that it supports the action."""
    first = ((1, Entry(funded={(taker[1:],): 1})),) if taker[0] == FUND and rank == 1 else ()
    return ActionScore(total_of((*score.tranches[taker], *first)), {})


def cuts(scenario: Scenario) -> dict[str, Cut]:
    """The actions that funds may support, or whose payers are to be decided."""
    shares: dict[str, list[Share]] = {}
    for share in scenario.shares:
        if share.criterion is None:
            shares.setdefault(share.action, []).append(share)
    found = {
        action: _granted(scenario, scenario.action_by_id[action], funds, shares.get(action, []))
        for action, funds in supporters(scenario).items()
    }
    for action, rows in shares.items():
        if any(low < high for low, high in (share.pays_between for share in rows)):
            found[action] = _split(rows, scenario.split_step)
    return {action: cut for action, cut in found.items() if cut.slices}


def _granted(scenario: Scenario, action: Action, funds: tuple[Fund, ...], rows: Sequence[Share]) -> Cut:
    """Slices of the common step of all funds, as many as the partners surely pay."""
    step = common_step(funds)
    ladders = {f"{FUND}{fund.fund}": Ladder(fund.tranches, int(fund.step / step)) for fund in funds}
    asked = sum(ladder.tranches * ladder.slices for ladder in ladders.values())
    most = int(_surely_paid(scenario, action, rows) / (step * action.cost))
    return Cut(step, max(0, min(asked, most)), ladders)


def _surely_paid(scenario: Scenario, action: Action, rows: Sequence[Share]) -> Fraction:
    """The local cost that is left when every synergy that lowers it is active.

    Amounts are rounded to the cent, one by one, for every payer and receiver. What is kept back for
    that is enough for the smallest share.
    """
    lowering = [
        -link.effect
        for link in scenario.links
        if link.on == "cost"
        and link.effect is not None
        and link.effect < 0
        and action.action in (link.action, link.other)
    ]
    own = action.cost * (1 - action.cofinancing)
    if not lowering:
        return own
    pays, receives = (
        [row.pays for row in rows if row.pays],
        [row.receives for row in rows if row.receives],
    )
    least = min(pays, default=Fraction(1)) * min(receives, default=Fraction(1))
    kept = len(lowering) / least + Fraction(len(lowering) + 1, 2)
    return own * (1 - sum(lowering, Fraction(0))) - kept * scenario.cent


def _split(rows: Sequence[Share], step: Fraction) -> Cut:
    bounds = {row.partner: row.pays_between for row in rows}
    lows = {partner: low for partner, (low, _) in bounds.items()}
    ladders = {
        f"{PARTNER}{partner}": Ladder(int((high - low) / step))
        for partner, (low, high) in bounds.items()
    }
    slices = int((1 - sum(lows.values(), Fraction(0))) / step)
    return Cut(
        step, slices, {taker: ladder for taker, ladder in ladders.items() if ladder.tranches}, lows
    )


@dataclass(frozen=True)
class Sharing:
    """The tranches of one option: an action, or its start where there are years."""

    owner: str
    """The option that all of them need."""
    action: str
    cut: Cut

    def id(self, taker: str, rank: int) -> str:
        """The id of a tranche; the lowest has rank 1."""
        return f"{self.owner}{taker}{RANK}{rank}"

    def ladder(self, taker: str) -> tuple[str, ...]:
        """The tranches of one taker, from the lowest."""
        return tuple(self.id(taker, rank + 1) for rank in range(self.cut.ladders[taker].tranches))

    @property
    def tranches(self) -> Iterator[tuple[str, str, int]]:
        """Id, taker and rank of every tranche."""
        for taker in self.cut.ladders:
            for rank, tranche in enumerate(self.ladder(taker), start=1):
                yield tranche, taker, rank

    def below(self, taker: str, rank: int) -> frozenset[str]:
        """A tranche with those that it needs."""
        return frozenset(self.ladder(taker)[:rank])

    def admits(self, taken: frozenset[str]) -> bool:
        """Whether tranches may be taken together, once the owner is."""
        counts = {taker: len(taken & {*self.ladder(taker)}) for taker in self.cut.ladders}
        stacked = frozenset().union(*(self.below(taker, n) for taker, n in counts.items()))
        return stacked == taken and self._fits(counts)

    def _fits(self, counts: Mapping[str, int]) -> bool:
        used = sum(self.cut.ladders[taker].slices * number for taker, number in counts.items())
        return used == self.cut.slices if self.cut.is_split else used <= self.cut.slices

    def alternatives(self) -> Iterator[frozenset[str]]:
        """Every set of tranches that may be taken together."""
        for counts in self._counts(tuple(self.cut.ladders), self.cut.slices):
            yield frozenset().union(*(self.below(taker, n) for taker, n in counts))

    def _counts(self, takers: tuple[str, ...], left: int) -> Iterator[tuple[tuple[str, int], ...]]:
        """Numbers of tranches of some takers within the slices that are left."""
        if not takers:
            yield from () if self.cut.is_split and left else ((),)
            return
        ladder = self.cut.ladders[takers[0]]
        for number in range(min(ladder.tranches, left // ladder.slices) + 1):
            for others in self._counts(takers[1:], left - number * ladder.slices):
                yield ((takers[0], number), *others)

    @property
    def number(self) -> int:
        """How many alternatives there are."""
        ways = [1] + [0] * self.cut.slices
        for ladder in self.cut.ladders.values():
            ways = [
                sum(
                    ways[used - taken * ladder.slices]
                    for taken in range(ladder.tranches + 1)
                    if taken * ladder.slices <= used
                )
                for used in range(self.cut.slices + 1)
            ]
        return ways[-1] if self.cut.is_split else sum(ways)

    def nearest(self, nominal: Mapping[str, Fraction]) -> frozenset[str]:
        """Of a split: the tranches nearest to the shares that are stated."""
        counts = dict.fromkeys(self.cut.ladders, 0)
        for _ in range(self.cut.slices):
            open_ends = [t for t, ladder in self.cut.ladders.items() if counts[t] < ladder.tranches]
            missing = {
                taker: nominal.get(taker[1:], Fraction(0))
                - self.cut.lows[taker[1:]]
                - counts[taker] * self.cut.step
                for taker in open_ends
            }
            counts[max(open_ends, key=lambda taker: missing[taker])] += 1
        return frozenset().union(*(self.below(taker, n) for taker, n in counts.items()))
