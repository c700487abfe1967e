"""Scenarios to measure on: families of any size, the same for everybody.

A family is a name and a few numbers; `scenario("hard", 200)` builds the records directly. Every
scenario has 8 partners in three groups, 5 criteria (one of them a common target), 10 themes, 30
declared rules, links and synergies. The same family, size and seed give the same scenario.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from benchmarks.rulebook import Stance, rulebook
from mcda.model import Action, Criterion, Impact, Link, Partner, Scenario, Share

SIZES = (50, 200, 1000, 5000)
THEMES = (
    "culture", "economy", "energy", "food", "governance",
    "health", "housing", "mobility", "tourism", "water",
)  # fmt: skip


class Territory(NamedTuple):
    """A partner: its group, its inhabitants, and how readily it pays and receives."""

    partner: str
    group: str
    people: int
    pays: int
    receives: int


TERRITORIES = (
    Territory("C1", "urban", 108_000, pays=8, receives=4),
    Territory("C2", "urban", 42_000, pays=5, receives=3),
    Territory("P1", "periurban", 31_000, pays=4, receives=3),
    Territory("P2", "periurban", 24_000, pays=3, receives=3),
    Territory("P3", "periurban", 18_000, pays=3, receives=3),
    Territory("R1", "rural", 12_000, pays=2, receives=3),
    Territory("R2", "rural", 9_000, pays=2, receives=3),
    Territory("R3", "rural", 6_000, pays=2, receives=3),
)
PAYERS = [territory.pays for territory in TERRITORIES]
RECEIVERS = [territory.receives for territory in TERRITORIES]
WEIGHTS = {"carbon": 90, "care": 80, "jobs": 60, "trips": 100, "water": 70}
COMMON = "water"
"""The criterion valued on the sum of all actions: it saturates."""
MERIT = 1000
"""Levels of a middling action add up to about this."""


@dataclass(frozen=True)
class Family:
    """What the scenarios of a family have in common."""

    name: str
    about: str
    noise: int
    """Merit of an action for its cost varies by this many percent either way."""
    stance: Stance
    """How tightly the rules bind."""


FAMILIES = {
    family.name: family
    for family in (
        Family(
            "easy",
            "value and cost unrelated, one loose budget, rules that hardly bind",
            noise=90,
            stance=Stance(budget=60, ceiling=90, equity=60, actions=1),
        ),
        Family(
            "hard",
            "value nearly proportional to cost, tight budgets in all and per theme, lead and partner, "
            "equity beyond what comes by itself",
            noise=5,
            stance=Stance(budget=35, ceiling=45, equity=90, actions=2),
        ),
    )
}


def scenario(family: str, size: int, seed: int = 1) -> Scenario:
    """The scenario of a family with `size` actions."""
    maker = _Maker(FAMILIES[family], random.Random(f"{family} {size} {seed}"))
    actions = tuple(maker.action(number) for number in range(size))
    shares = tuple(row for action in actions for row in maker.shares(action.action))
    impacts = tuple(row for action in actions for row in maker.impacts(action))
    links = tuple(sorted(maker.links([a.action for a in actions]), key=str))
    partners = _partners(actions, shares, FAMILIES[family].stance)
    bare = Scenario(
        title=f"{family} {size}",
        origin=f"{family}-{size}",
        language="en",
        partners=partners,
        criteria=tuple(_criterion(name, impacts) for name in sorted(WEIGHTS)),
        actions=actions,
        impacts=impacts,
        shares=shares,
        links=links,
    )
    return bare.model_copy(update={"rules": rulebook(bare, FAMILIES[family].stance)})


@dataclass(frozen=True)
class _Maker:
    """Draws the records of one scenario, in order."""

    family: Family
    dice: random.Random

    def action(self, number: int) -> Action:
        return Action(
            action=f"A{number:04d}",
            name=f"Action {number}",
            theme=THEMES[number % len(THEMES)],
            cost=Fraction(round(20 * 60 ** self.dice.random())),
            lead=self._some_partners(1, PAYERS)[0],
            cofinancing=Fraction(self.dice.choice((0, 20, 30, 40, 50, 60)), 100),
        )

    def shares(self, action: str) -> Iterator[Share]:
        """Two to four payers and as many receivers, in steps of 5 percent."""
        pays = self._split(self._some_partners(self.dice.randint(2, 4), PAYERS))
        receives = self._split(self._some_partners(self.dice.randint(2, 4), RECEIVERS))
        for partner in sorted({*pays, *receives}):
            yield Share(
                action=action,
                partner=partner,
                pays=pays.get(partner, Fraction(0)),
                receives=receives.get(partner, Fraction(0)),
            )

    def impacts(self, action: Action) -> Iterator[Impact]:
        """Merit spread over one to three criteria; for its cost, or whatever comes."""
        spread = self.dice.randint(100 - self.family.noise, 100 + self.family.noise)
        local = action.cost * (1 - action.cofinancing)
        merit = (local if self.family.noise < 50 else MERIT // 4) * spread / 25
        named = self.dice.sample(sorted(WEIGHTS), self.dice.randint(1, 3))
        for criterion, part in self._split(named).items():
            level = max(1, round(merit * part * 100 / WEIGHTS[criterion]))
            yield Impact(action=action.action, criterion=criterion, level=Fraction(level))

    def links(self, ids: list[str]) -> Iterator[Link]:
        """One dependency per 20 actions, no action in two of them; one synergy per 10 actions."""
        free = self.dice.sample(ids, 2 * (len(ids) // 20))
        kinds = ("requires", "excludes", "together")
        for number, (action, other) in enumerate(zip(free[::2], free[1::2], strict=True)):
            yield Link(type=kinds[number % 3], action=action, other=other)
        pairs = {tuple(sorted(self.dice.sample(ids, 2))) for _ in range(len(ids) // 10)}
        for action, other in sorted(pairs):
            on = self.dice.choice(("value", "value", "cost", "trips", COMMON))
            effect = self.dice.choice((-10, -5)) if on == "cost" else self.dice.choice((-10, 5, 10, 20))
            yield Link(type="synergy", action=action, other=other, effect=Fraction(effect, 100), on=on)

    def _some_partners(self, count: int, weights: list[int]) -> list[str]:
        chosen: list[str] = []
        while len(chosen) < count:
            drawn = self.dice.choices(TERRITORIES, weights)[0].partner
            if drawn not in chosen:
                chosen.append(drawn)
        return chosen

    def _split(self, names: list[str]) -> dict[str, Fraction]:
        """A whole cut in pieces of at least 5 percent."""
        cuts = sorted(self.dice.sample(range(1, 20), len(names) - 1))
        pieces = zip([0, *cuts], [*cuts, 20], strict=True)
        return {n: Fraction(high - low, 20) for n, (low, high) in zip(names, pieces, strict=True)}


def _criterion(name: str, impacts: tuple[Impact, ...]) -> Criterion:
    """Linear, `jobs` in two pieces, the common target saturating at half of what is possible."""
    whole = sum(impact.level for impact in impacts if impact.criterion == name)
    full = round(whole / 2)
    largest = max(impact.level for impact in impacts if impact.criterion == name)
    bends = {"jobs": ((0, 0), (50, 60), (100, 100)), COMMON: ((0, 0), (30, 50), (60, 80), (100, 100))}
    reach, points = (largest, largest / full) if name == "jobs" else (Fraction(full), Fraction(1))
    shape = tuple((reach * x / 100, points * y) for x, y in bends[name]) if name in bends else None
    return Criterion(
        criterion=name,
        name=name.capitalize(),
        unit="u",
        zero=Fraction(0),
        full=Fraction(full),
        weight=Fraction(WEIGHTS[name]),
        scope="portfolio" if name == COMMON else "action",
        shape=shape,
    )


def _partners(
    actions: tuple[Action, ...], shares: tuple[Share, ...], stance: Stance
) -> tuple[Partner, ...]:
    """The partners, each with a cap on what it pays: a part of what everything would cost it."""
    local = {a.action: a.cost * (1 - a.cofinancing) for a in actions}
    names = [territory.partner for territory in TERRITORIES]
    burden = dict.fromkeys(names, Fraction(0))
    for share in shares:
        burden[share.partner] += local[share.action] * share.pays
    return tuple(
        Partner(
            partner=territory.partner,
            name=f"Partner {territory.partner}",
            groups={territory.group: Fraction(1)},
            population=Fraction(territory.people),
            cap=Fraction(round(stance.of_ceiling(burden[territory.partner]))),
            contiguous_with=(names[(place + 1) % len(names)],),
        )
        for place, territory in enumerate(TERRITORIES)
    )
