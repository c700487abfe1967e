"""Random scenarios of which every figure is exact, however it is moved: no rounding decides anything.

Leaves are straight from 0, of scope ``action``; impacts and weights are whole, costs hundreds, shares
and effects tens of percent. So what an action brings to a partner is a whole number of cents and a
multiple of 10^-4 points, which is the unit of value of such small scenarios. All is drawn from a seed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

from random_scenarios import (
    Dice,
    Draws,
    Record,
    Scale,
    Scenario,
    chance,
    choice,
    composition,
    make_partners,
    make_rules,
    mostly_feasible,
    shuffled,
    some,
)
from robustness_oracle import Statement

FULLS = (50, 100, -100, -50)
HUNDREDS = 200


def exact(
    seed: int,
    max_actions: int = 7,
    min_actions: int = 4,
    max_rules: int = 2,
    leaves: int = 3,
    coarse: bool = False,
) -> Scenario:
    """The scenario of a seed, with 2 to ``leaves`` leaves, a budget and perhaps links.

    A ``coarse`` one has three costs and impacts of 1 to 3 only: many portfolios are as good.
    """
    draws = Dice(random.Random(seed))  # noqa: S311
    ids = [f"A{n}" for n in range(1, draws.integer(min_actions, max_actions) + 1)]
    criteria = make_leaves(draws, draws.integer(2, leaves))
    partners = make_partners(draws, draws.integer(2, 3))
    for row in partners:
        row.pop("group@alt", None)
    actions = make_actions(draws, ids, partners, coarse)
    scenario: Scenario = {
        "mcda": 1,
        "title": "Exact",
        "language": "en",
        "money": "EUR",
        "point_worth": HUNDREDS,
        "partners": partners,
        "criteria": criteria,
        "actions": actions,
        "impacts": make_impacts(draws, ids, criteria, coarse),
        "shares": make_shares(draws, ids, partners, criteria),
        "links": make_links(draws, ids, criteria),
        "weights": dict(
            zip((row["criterion"] for row in criteria), parts(draws, len(criteria)), strict=True)
        ),
    }
    whole = sum(row["cost"] for row in actions)
    scale = Scale(100 * whole, 2)
    rules = make_rules(draws, scenario, scale, max_rules)
    rules = mostly_feasible(draws, scenario | {"rules": rules})
    budget = {"type": "budget", "of": choice(draws, ("cost", "local_cost"))}
    return scenario | {
        "rules": rules | {"budget": budget | {"max": whole * draws.integer(25, 80) // 100}}
    }


def parts(draws: Draws, count: int) -> list[int]:
    """Weights in percent, multiples of 5 and at least 5, that sum to 100."""
    return [5 * (n + 1) for n in composition(draws, count, 20 - count)]


def make_leaves(draws: Draws, count: int) -> list[Record]:
    return [
        {"criterion": f"c{n}", "name": f"C{n}", "unit": "u", "zero": 0, "full": choice(draws, FULLS)}
        for n in range(1, count + 1)
    ]


def make_actions(
    draws: Draws, ids: Sequence[str], partners: Sequence[Record], coarse: bool
) -> list[Record]:
    """Even hundreds; half of some is paid from outside; some are uncertain."""
    rows = []
    for i in ids:
        cost = HUNDREDS * (5 * draws.integer(1, 3) if coarse else draws.integer(1, 30))
        row: Record = {"action": i, "name": i, "theme": choice(draws, ("water", "food")), "cost": cost}
        row["lead"] = choice(draws, partners)["partner"]
        if chance(draws, 25):
            row["cofinancing"] = 50
        if chance(draws, 35):
            row |= {"cost.low": cost - HUNDREDS * draws.integer(0, cost // HUNDREDS)}
            row |= {"cost.high": cost + HUNDREDS * draws.integer(0, 5)}
        rows.append(row)
    return rows


def make_impacts(
    draws: Draws, ids: Sequence[str], criteria: Sequence[Record], coarse: bool
) -> list[Record]:
    """Whole impacts, a few against the purpose, some within intervals, some blank."""
    rows = []
    for i in ids:
        row: Record = {"action": i}
        for leaf in criteria:
            sign = 1 if leaf["full"] > 0 else -1
            points = draws.integer(1, 3 if coarse else 12) * (-1 if chance(draws, 15) else 1)
            if chance(draws, 85):
                row[leaf["criterion"]] = sign * points
                if chance(draws, 35):
                    row[f"{leaf['criterion']}.low"] = sign * points - draws.integer(0, 4)
                    row[f"{leaf['criterion']}.high"] = sign * points + draws.integer(0, 4)
        rows.append(row)
    return rows


def make_shares(
    draws: Draws, ids: Sequence[str], partners: Sequence[Record], criteria: Sequence[Record]
) -> list[Record]:
    """Tens of percent; some uncertain; some other receivers for one leaf."""
    names = [row["partner"] for row in partners]
    rows: list[Record] = []
    for i in ids:
        pays, receives = (tens(draws, len(names)) for _ in range(2))
        spread = 10 * draws.integer(1, 2) if chance(draws, 30) else 0
        for p, pay, part in zip(names, pays, receives, strict=True):
            row: Record = {"action": i, "partner": p, "pays": pay, "receives": part}
            if spread:
                row |= {"receives.low": max(part - spread, 0), "receives.high": min(part + spread, 100)}
            rows.append(row)
        if chance(draws, 20):
            leaf = choice(draws, criteria)["criterion"]
            parts_of_leaf = zip(names, tens(draws, len(names)), strict=True)
            rows += [
                {"action": i, "partner": p, "criterion": leaf, "receives": x} for p, x in parts_of_leaf
            ]
    return rows


def tens(draws: Draws, count: int) -> list[int]:
    return [10 * part for part in composition(draws, count, 10)]


def make_links(draws: Draws, ids: Sequence[str], criteria: Sequence[Record]) -> list[Record]:
    """One link between decisions at most, and up to two synergies of tens of percent on values."""
    pairs = shuffled(draws, [(a, b) for a in ids for b in ids if a < b])
    rows: list[Record] = []
    if chance(draws, 40):
        kind = choice(draws, ("requires", "excludes", "together"))
        rows.append({"type": kind, "action": pairs[0][1], "other": pairs[0][0]})
    things = ["value", *(row["criterion"] for row in criteria)]
    for a, b in some(draws, pairs[1:3], 50):
        effect = choice(draws, (10, 20, 50, -10, -30))
        thing = choice(draws, things)
        rows.append({"type": "synergy", "action": a, "other": b, "effect": effect, "on": thing})
    return rows


# ---------------------------------------------------------------- statements about weights


def make_statements(seed: int, leaves: Sequence[str]) -> tuple[list[str], list[Statement]]:
    """One or two statements, in writing and as rows; equal weights meet them all."""
    draws = Dice(random.Random(seed))  # noqa: S311
    texts, rows = [], []
    for _ in range(draws.integer(1, 2)):
        a, b = shuffled(draws, leaves)[:2]
        kind = draws.integer(0, 3)
        one, other = {a: Fraction(1)}, {b: Fraction(-1)}
        if kind == 0:
            texts.append(f"{a} >= {b}")
            rows.append(Statement(one | other))
        elif kind == 1:
            texts.append(f"{a} <= 2*{b}")
            rows.append(Statement({a: Fraction(-1), b: Fraction(2)}))
        elif kind == 2:
            texts.append(f"10 % <= {a} <= 60 %")
            rows.append(Statement(one, Fraction(1, 10)))
            rows.append(Statement({a: Fraction(-1)}, Fraction(-3, 5)))
        else:
            texts.append(f"{a} + {b} >= 0.4")
            rows.append(Statement({a: Fraction(1), b: Fraction(1)}, Fraction(2, 5)))
    return texts, rows
