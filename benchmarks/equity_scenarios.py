"""Scenarios of equity to measure on: who gets what per head, and an account over years.

`contract("gini", 40, 6, seed)` is one question about one random contract: a budget of 40 percent of
what everything costs, partners from 3,000 to 120,000 inhabitants, actions that serve a few of them,
the larger more often but less than in proportion. The same question, size and seed give the same.
"""

from __future__ import annotations

import random
from typing import Any

from mcda.files.read import read_mapping
from mcda.model import Scenario

Row = dict[str, Any]

BUDGET = 40
"""Percent of what all actions cost."""
PULL = 0.5
"""Partners are served in proportion to their inhabitants to this power."""
MERIT = (40, 160)
"""Percent: an action is worth so much of what it costs."""
FLOOR = 30
"""Percent of what the partner that could get least would get from all actions."""
GINI = 20
"""Percent, of benefits per head."""
YEARS = (2027, 2031)
TOLERANCES = ("80 %", "60 %", "45 %", "35 %", "28 %")
GROUPS = ("urban", "periurban", "rural")
OBJECTIVES: dict[str, Row] = {
    "worst_off": {"type": "worst_off", "per": "head"},
    "leximin": {"type": "leximin", "per": "head"},
    "welfare": {"type": "welfare", "preset": "sen", "per": "head"},
}
QUESTIONS = ("share", "floor", "worst_off", "gini", "leximin", "welfare", "price", "ledger")
"""`price` is the curve of the rule of `share`; `ledger` has years."""
LEVELS = 21
"""Of a price curve."""


def contract(question: str, actions: int, partners: int, seed: int = 1) -> Scenario:
    """The scenario of a question, under the rule or the objective that it is about."""
    dice = random.Random(f"equity {actions} {partners} {seed}")
    if question == "ledger":
        return read_mapping(_over_years(dice, actions, partners))
    tables = _one_period(dice, actions, partners)
    if question in OBJECTIVES:
        tables["objective"] = OBJECTIVES[question]
    else:
        tables["rules"]["equity"] = _rule(question, tables)
    return read_mapping(tables)


def ends(scenario: Scenario) -> tuple[int, int]:
    """First and last level of a price curve, in percent: the rule's, and a third less."""
    level = round(100 * scenario.rules["equity"].min)
    return level * 2 // 3, level


def _one_period(dice: random.Random, actions: int, partners: int) -> Row:
    people = sorted((round(3000 * 40 ** dice.random()) for _ in range(partners)), reverse=True)
    names = [f"P{number}" for number in range(partners)]
    rows = [
        {
            "action": f"A{number}",
            "name": f"Action {number}",
            "theme": f"theme {number % 6}",
            "cost": round(20 * 60 ** dice.random()),
            "cofinancing": dice.choice((0, 30, 50)),
        }
        for number in range(actions)
    ]
    gains = [_worth(dice, row) for row in rows]
    shares = [row for action in rows for row in _shares(dice, action["action"], names, people)]
    return {
        **_tables(rows, gains, shares),
        "partners": [
            {"partner": name, "name": name, "population": size, "group": GROUPS[3 * place // partners]}
            for place, (name, size) in enumerate(zip(names, people, strict=True))
        ],
        "rules": {"budget": {"type": "budget", "max": _local(rows) * BUDGET // 100}},
    }


def _tables(rows: list[Row], gains: list[int], shares: list[Row]) -> Row:
    """What contracts with and without years have alike: all actions together are worth 100 points."""
    gain = {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": sum(gains), "weight": 1}
    return {
        "mcda": 1,
        "language": "en",
        "money": "k€",
        "criteria": [gain],
        "actions": rows,
        "impacts": [
            {"action": row["action"], "gain": level} for row, level in zip(rows, gains, strict=True)
        ],
        "shares": shares,
        "links": [],
    }


def _worth(dice: random.Random, row: Row) -> int:
    """Units of gain, roughly as many as the action costs."""
    return max(1, _local([row]) * dice.randint(*MERIT) // 100)


def _local(rows: list[Row]) -> int:
    """What all actions cost the partners."""
    return sum(row["cost"] * (100 - row["cofinancing"]) for row in rows) // 100


def _shares(dice: random.Random, action: str, names: list[str], people: list[int]) -> list[Row]:
    """Up to three payers, up to four receivers, in steps of 10 percent."""
    pull = [size**PULL for size in people]
    pays = _tenths(dice, dice.choices(names, people, k=3))
    receives = _tenths(dice, dice.choices(names, pull, k=4))
    return [
        {"action": action, "partner": name, "pays": pays.get(name, 0), "receives": receives.get(name, 0)}
        for name in names
        if name in pays or name in receives
    ]


def _tenths(dice: random.Random, among: list[str]) -> dict[str, int]:
    """A whole in tenths between some partners, in percent."""
    shares: dict[str, int] = {}
    for name in dice.choices(among, k=10):
        shares[name] = shares.get(name, 0) + 10
    return shares


def _rule(question: str, tables: Row) -> Row:
    """A rule that binds: beyond what comes by itself."""
    if question == "gini":
        return {"type": "gini", "per": "head", "max": f"{GINI} %"}
    whole = _benefits(tables)
    if question == "floor":
        return {"type": "floor", "of": "benefit", "min": round(min(whole.values()) * FLOOR / 100, 2)}
    rural = [row["partner"] for row in tables["partners"] if row["group"] == "rural"]
    beyond = 150 if question == "price" else 130
    level = round(beyond * sum(whole[name] for name in rural) / sum(whole.values()))
    return {"type": "share", "of": "benefit", "group": "rural", "min": f"{min(level, 90)} %"}


def _benefits(tables: Row) -> dict[str, float]:
    """Points of each partner if all actions were selected."""
    full = tables["criteria"][0]["full"]
    gain = {row["action"]: row["gain"] for row in tables["impacts"]}
    whole = {row["partner"]: 0.0 for row in tables["partners"]}
    for row in tables["shares"]:
        whole[row["partner"]] += gain[row["action"]] * row["receives"] / full
    return whole


def _over_years(dice: random.Random, actions: int, partners: int) -> Row:
    """Five years, a budget in all and per year, a ledger that is to balance in the end."""
    names = [f"P{number}" for number in range(partners)]
    rows = [
        {
            "action": f"A{number}",
            "name": f"Action {number}",
            "theme": f"theme {number % 6}",
            "cost": dice.randint(100, 3000),
            "delivers": dice.choice((0, 0, 1, 1, 2, 3)),
            "profile": dice.choice(("100", "50 50", "20 50 30")),
            "cofinancing": dice.choice((0, 30, 50)),
        }
        for number in range(actions)
    ]
    gains = [_worth(dice, row) for row in rows]
    most = _local(rows) * BUDGET // 100
    years = YEARS[1] - YEARS[0] + 1
    return {
        **_tables(rows, gains, [row for a in rows for row in _flows(dice, a["action"], names)]),
        "years": list(YEARS),
        "partners": [
            {"partner": name, "name": name, "group": GROUPS[3 * place // partners]}
            for place, name in enumerate(names)
        ],
        "rules": {
            "budget": {"type": "budget", "max": most},
            "yearly": {"type": "budget", "per": "year", "max": most * 13 // (10 * years)},
            "ledger": {
                "type": "ledger",
                "between": ["urban", ["periurban", "rural"]],
                "tolerance": list(TOLERANCES),
            },
        },
    }


def _flows(dice: random.Random, action: str, names: list[str]) -> list[Row]:
    """A leading payer, more often an urban one, and another; the rural receive more than they pay."""
    rank = range(len(names))
    pays = dict.fromkeys(names, 0)
    pays[dice.choices(names, [len(names) - place for place in rank])[0]] += 70
    pays[dice.choice(names)] += 30
    receives = _tenths(dice, dice.choices(names, [1 + place for place in rank], k=6))
    return [
        {"action": action, "partner": name, "pays": pays[name], "receives": receives.get(name, 0)}
        for name in names
        if pays[name] or name in receives
    ]
