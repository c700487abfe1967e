"""How much of the inequality between partners lies between groups, and how much within them.

Theil's index of an amount per inhabitant, weighted by inhabitants (Theil 1967): with s the share
of a partner in the amount and w its share of the inhabitants, T = sum s ln(s / w). With S and W
those of a group,

    T = sum_G S_G ln(S_G / W_G) + sum_G S_G sum_(p in G) (s_p / S_G) ln((s_p / S_G) / (w_p / W_G))

A partner that belongs to two groups counts in each for its part, at the same level per inhabitant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import log
from typing import Literal

from mcda.analysis.reading import own_lines
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.themes import OUTSIDE
from mcda.rules.base import Outcome


@dataclass(frozen=True)
class WithinGroup:
    """The inequality inside one group."""

    group: str
    """`OUTSIDE` for what belongs to no group."""
    share: Fraction
    """Of the group in the amount: its weight in the sum."""
    index: float
    """Theil's index of the group alone; 0 where all are level."""


@dataclass(frozen=True)
class Decomposition:
    """Theil's index of an amount per inhabitant, and where it comes from. Logarithms are floats."""

    of: Outcome
    total: float
    between: float
    within: float
    groups: tuple[WithinGroup, ...]

    @property
    def share_between(self) -> float | None:
        """Part of the inequality that lies between groups; None where there is none."""
        return self.between / self.total if self.total else None


@dataclass(frozen=True)
class Inequality:
    """Decompositions of benefit, burden and money received."""

    decompositions: tuple[Decomposition, ...]
    undefined: tuple[Outcome, ...]
    """Amounts that are zero in all, or negative for a partner: the index has no meaning there."""
    left_out: tuple[str, ...]
    """Partners without inhabitants."""


KINDS: tuple[Literal["benefit", "burden", "received"], ...] = ("benefit", "burden", "received")


def inequality(portfolio: Portfolio) -> Inequality:
    """Decompose the inequality per inhabitant of what partners get, pay and receive."""
    records, lines = portfolio.scenario.partner_by_id, own_lines(portfolio)
    people = {p: n for p in lines if (n := records[p].population)}
    sides = {p: {**records[p].groups, OUTSIDE: records[p].outside} for p in people}
    found, undefined = [], []
    for kind in KINDS:
        amounts = {partner: Fraction(getattr(lines[partner], kind)) for partner in people}
        if sum(amounts.values()) > 0 and min(amounts.values()) >= 0:
            found.append(decomposed(kind, amounts, people, sides))
        else:
            undefined.append(kind)
    return Inequality(tuple(found), tuple(undefined), tuple(p for p in lines if p not in people))


def decomposed(
    of: Outcome,
    amounts: Mapping[str, Fraction],
    people: Mapping[str, Fraction],
    sides: Mapping[str, Mapping[str, Fraction]],
) -> Decomposition:
    """Theil's index of amounts of 0 or more, not all 0, and its parts between and within groups.

    `sides` is the membership of each partner, 1 in all.
    """
    names = sorted({group for parts in sides.values() for group, part in parts.items() if part})
    whole, everybody = sum(amounts.values()), sum(people.values())
    groups, between = [], 0.0
    for name in names:
        taking = {p: amounts[p] * parts.get(name, 0) for p, parts in sides.items()}
        living = {p: people[p] * parts.get(name, 0) for p, parts in sides.items()}
        share = Fraction(sum(taking.values())) / whole
        between += _term(share, Fraction(sum(living.values())) / everybody)
        groups.append(WithinGroup(name, share, _theil(taking, living)))
    within = sum(float(group.share) * group.index for group in groups)
    return Decomposition(of, _theil(amounts, people), between, within, tuple(groups))


def _theil(amounts: Mapping[str, Fraction], people: Mapping[str, Fraction]) -> float:
    """The index of some partners alone; 0 where they share nothing out."""
    whole, everybody = sum(amounts.values()), sum(people.values())
    if not whole:
        return 0.0
    return sum(_term(amounts[p] / whole, people[p] / everybody) for p in amounts if people[p])


def _term(share: Fraction, people: Fraction) -> float:
    """S ln(s / w), which tends to 0 with s."""
    return float(share) * log(share / people) if share else 0.0
