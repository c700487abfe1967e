"""Random small scenarios with years: profiles, delays, budgets and caps per year, accounts."""

from __future__ import annotations

from random import Random
from typing import Any

Tables = dict[str, Any]
MOST_SCHEDULES = 200


def years_scenario(seed: int, most: int = MOST_SCHEDULES) -> Tables:
    """A scenario of 3 to 6 actions and 2 to 4 years with at most so many schedules."""
    dice = Random(seed)  # noqa: S311
    first = dice.randint(2025, 2030)
    years = [first, first + dice.randint(1, 3)]
    partners = _partners(dice)
    actions = _actions(dice, years, most)
    ids = [row["action"] for row in actions]
    return {
        "mcda": 1,
        "language": "en",
        "money": "EUR",
        "years": years,
        "partners": partners,
        "criteria": [{"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}],
        "actions": actions,
        "impacts": [{"action": a, "gain": dice.randint(1, 30)} for a in ids],
        "shares": [row for a in ids for row in _shares(dice, a, [p["partner"] for p in partners])],
        "links": _synergies(dice, ids),
        "rules": _rules(dice, years, partners),
    }


def _partners(dice: Random) -> list[Tables]:
    groups = ["urban", "rural", dice.choice(["periurban", "rural", "urban"])]
    rows: list[Tables] = [
        {"partner": f"P{k}", "name": f"P{k}", "group": group} for k, group in enumerate(groups)
    ]
    if dice.random() < 0.4:
        del rows[2]["group"]
        rows[2] |= {"group.urban": "0.3", "group.rural": "0.7"}
    if dice.random() < 0.5:
        for row in rows:
            row["group@other"] = dice.choice(["urban", "rural"])
    for row in rows:
        if dice.random() < 0.6:
            row["cap"] = dice.randint(100, 900)
    return rows


def _actions(dice: Random, years: list[int], most: int) -> list[Tables]:
    rows: list[Tables] = []
    ways = 1
    for k in range(dice.randint(3, min(6, most.bit_length() - 1))):
        earliest = dice.randint(*years)
        latest = dice.randint(earliest, years[1])
        if ways * (latest - earliest + 2) > most:
            latest = earliest
        ways *= latest - earliest + 2
        row = {"action": f"A{k}", "name": f"A{k}", "theme": dice.choice(["water", "food"])}
        row |= {"cost": dice.choice([dice.randint(1, 999), "123.45"])}
        row |= {"earliest": earliest, "latest": latest}
        if dice.random() < 0.5:
            row["profile"] = _profile(dice)
        if dice.random() < 0.5:
            row["duration"] = dice.randint(1, 3)
        if dice.random() < 0.6:
            row["delivers"] = dice.choice([0, 0, 0, 1, 2, 3, "0.5"])
        if dice.random() < 0.3:
            row["cofinancing"] = dice.choice([25, 50, 33])
        rows.append(row)
    return rows


def _profile(dice: Random) -> str:
    cut = dice.randint(1, 99)
    parts = dice.choice([[cut, 100 - cut], [100], [33, 33, 34], [20, 50, 30]])
    return " ".join(map(str, parts))


def _shares(dice: Random, action: str, partners: list[str]) -> list[Tables]:
    pays, receives = _composition(dice, len(partners)), _composition(dice, len(partners))
    return [
        {"action": action, "partner": p, "pays": a, "receives": b}
        for p, a, b in zip(partners, pays, receives, strict=True)
    ]


def _composition(dice: Random, count: int) -> list[int]:
    cuts = sorted(dice.choice([0, 100, dice.randint(0, 100)]) for _ in range(count - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]


def _synergies(dice: Random, ids: list[str]) -> list[Tables]:
    if dice.random() < 0.6:
        return []
    one, other = dice.sample(ids, 2)
    effect = dice.choice([-20, 15, -7])
    return [{"type": "synergy", "action": one, "other": other, "effect": effect, "on": "cost"}]


def _rules(dice: Random, years: list[int], partners: list[Tables]) -> Tables:
    count = years[1] - years[0] + 1
    belt = any(row.get("group") == "periurban" for row in partners)
    rules: Tables = {"account": _ledger(dice, count, ["periurban", "rural"] if belt else ["rural"])}
    if dice.random() < 0.6:
        amounts = [dice.randint(100, 1500) for _ in range(count)]
        rules["yearly"] = {"type": "budget", "per": "year", "max": dice.choice([amounts, amounts[0]])}
        rules["yearly"]["of"] = dice.choice(["cost", "local_cost"])
    if dice.random() < 0.4 and any("cap" in row for row in partners):
        rules["caps"] = {"type": "caps", "per": "year", "share": f"{dice.randint(20, 100)} %"}
    return rules


def _ledger(dice: Random, years: int, country: list[str]) -> Tables:
    other: Any = dice.choice(["rural", country])
    rule: Tables = {"type": "ledger", "between": dice.choice([["urban", other], [other, "urban"]])}
    shares = sorted(dice.choice([100, dice.randint(10, 99)]) for _ in range(dice.randint(1, years)))
    tolerances = [f"{share} %" for share in reversed(shares)]
    rule["tolerance"] = tolerances if dice.random() < 0.7 else tolerances[0]
    if dice.random() < 0.4:
        rule["discount"] = f"{dice.choice([3, 4, 10])} %"
    if dice.random() < 0.2:
        rule["opening"] = dice.randint(-100, 100)
    if dice.random() < 0.2:
        rule["min_volume"] = dice.randint(1, 60)
    for key in ("both_ways_each_year", "by_theme", "allow_empty"):
        if dice.random() < 0.15:
            rule[key] = True
    return rule
