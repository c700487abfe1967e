"""An oracle for funds and decided splits: every portfolio of a small scenario, in its own arithmetic.

A scenario is a plain dictionary (see `draw`). For each action, every way of taking it is listed once,
with its whole amounts in cents; a portfolio is one way for each action. Shares nothing with the
program but the names of its options.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, reduce
from itertools import product
from math import floor, gcd
from typing import Any

Scenario = dict[str, Any]
Pair = tuple[str, str]
PARTNERS = ("P1", "P2", "P3")
YEARS = (2027, 2028)


def hamilton(amount: int, weights: Mapping[Pair, Fraction]) -> dict[Pair, int]:
    """Largest remainder of `|amount|`, ties to the first key; zeros left out."""
    whole = sum(weights.values())
    if not amount or not whole:
        return {}
    quotas = {key: abs(amount) * weight / whole for key, weight in sorted(weights.items())}
    parts = {key: floor(quota) for key, quota in quotas.items()}
    by_rest = sorted(parts, key=lambda key: (parts[key] - quotas[key], key))
    for key in by_rest[: abs(amount) - sum(parts.values())]:
        parts[key] += 1
    return {key: (part if amount > 0 else -part) for key, part in parts.items() if part}


def half_even(amount: Fraction) -> int:
    below = floor(amount)
    rest = 2 * (amount - below)
    return below + (rest > 1 or (rest == 1 and below % 2 == 1))


@dataclass(frozen=True)
class Way:
    """One way of taking an action. Money in cents."""

    options: frozenset[str] = frozenset()
    points: int = 0
    cost: int = 0
    flows: Mapping[Pair, int] = field(default_factory=dict)
    grants: Mapping[str, int] = field(default_factory=dict)
    year: int | None = None


class Oracle:
    """All portfolios of a scenario made by `draw`."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.actions = {row["action"]: row for row in scenario["actions"]}
        self.funds = {row["fund"]: row for row in scenario.get("funds", [])}
        self.points = {row["action"]: int(row["gain"]) for row in scenario["impacts"]}
        self.shares: dict[str, dict[str, Mapping[str, Any]]] = {}
        for row in scenario["shares"]:
            self.shares.setdefault(row["action"], {})[row["partner"]] = row

    def percent(self, action: str, column: str) -> dict[str, Fraction]:
        rows = self.shares[action]
        return {p: Fraction(rows[p].get(column, 0)) / 100 for p in rows if rows[p].get(column)}

    def weights(self, action: str, pays: Mapping[str, Fraction]) -> dict[Pair, Fraction]:
        receives = self.percent(action, "receives")
        return {(p, r): pays[p] * receives[r] for p in pays for r in receives}

    def eligible(self, action: str) -> list[str]:
        row = self.actions[action]
        kind = row.get("kind", "investment")
        return [
            name
            for name, fund in self.funds.items()
            if row["theme"] in fund.get("themes", row["theme"]).split("; ")
            and row["lead"] in fund.get("partners", row["lead"]).split()
            and fund.get("kinds", kind) == kind
        ]

    def effects(self, action: str) -> dict[str, Fraction]:
        """Relative changes of the cost of an action, by the other one."""
        found = {}
        for link in self.scenario.get("links", []):
            pair = [link["action"], link["other"]]
            if action in pair:
                pair.remove(action)
                found[pair[0]] = Fraction(link["effect"]) / 100
        return found

    @cached_property
    def ways(self) -> dict[str, list[Way]]:
        return {action: [Way(), *self.taken(action)] for action in sorted(self.actions)}

    def taken(self, action: str) -> Iterator[Way]:
        for year in YEARS if self.scenario.get("years") else (None,):
            owner = action if year is None else f"{action}@{year}"
            if self.is_split(action):
                yield from self.split(action, owner, year)
            else:
                yield from self.granted(action, owner, year)

    def is_split(self, action: str) -> bool:
        return any("pays.low" in row for row in self.shares[action].values())

    def own(self, action: str) -> Fraction:
        """The local cost, in exact cents."""
        row = self.actions[action]
        return Fraction(row["cost"]) * 100 * (1 - Fraction(row.get("cofinancing", 0)) / 100)

    def granted(self, action: str, owner: str, year: int | None) -> Iterator[Way]:
        row, funds = self.actions[action], self.eligible(action)
        cost, own = Fraction(row["cost"]) * 100, self.own(action)
        steps = {f: int(self.funds[f].get("step", 10)) for f in funds}
        common = reduce(gcd, steps.values(), 0)
        counts = {f: int(self.funds[f]["max_rate"]) // steps[f] for f in funds}
        pays = self.percent(action, "pays")
        weights = self.weights(action, pays)
        lowering = [-effect for effect in self.effects(action).values() if effect < 0]
        sure = own * (1 - sum(lowering))
        if lowering:
            sure -= len(lowering) / min(weights.values()) + Fraction(len(lowering) + 1, 2)
        most = 0
        if common and cost:
            asked = sum(counts[f] * steps[f] // common for f in funds)
            most = max(0, min(asked, floor(sure * 100 / (common * cost))))
        size = floor(cost * common / 100)
        kept, slice_ = hamilton(half_even(own) - most * size, weights), hamilton(size, weights)
        for numbers in product(*(range(counts[f] + 1) for f in funds)):
            taken = dict(zip(funds, numbers, strict=True))
            used = sum(taken[f] * steps[f] // common for f in funds)
            if used > most:
                continue
            tranches = {f"{owner}+{f}.{k}" for f in funds for k in range(1, taken[f] + 1)}
            yield Way(
                options=frozenset({action, owner, *tranches}),
                points=self.points[action],
                cost=half_even(cost),
                flows=summed([(1, kept), (most - used, slice_)]),
                grants={f: taken[f] * steps[f] // common * size for f in funds if taken[f]},
                year=year,
            )

    def split(self, action: str, owner: str, year: int | None) -> Iterator[Way]:
        step = Fraction(self.scenario["split_step"].removesuffix("%").strip()) / 100
        rows = self.shares[action]
        lows = {p: Fraction(row.get("pays.low", row["pays"])) / 100 for p, row in rows.items()}
        highs = {p: Fraction(row.get("pays.high", row["pays"])) / 100 for p, row in rows.items()}
        local = half_even(self.own(action))
        size, number = floor(local * step), floor((1 - sum(lows.values())) / step)
        payers = lows if any(lows.values()) else self.percent(action, "pays")
        kept = hamilton(local - number * size, self.weights(action, payers))
        each = {p: hamilton(size, self.weights(action, {p: Fraction(1)})) for p in rows}
        most = {p: floor((highs[p] - lows[p]) / step) for p in rows}
        for numbers in product(*(range(most[p] + 1) for p in rows)):
            taken = dict(zip(rows, numbers, strict=True))
            if sum(numbers) == number:
                tranches = {f"{owner}:{p}.{k}" for p in rows for k in range(1, taken[p] + 1)}
                yield Way(
                    options=frozenset({action, owner, *tranches}),
                    points=self.points[action],
                    cost=half_even(Fraction(self.actions[action]["cost"]) * 100),
                    flows=summed([(1, kept), *((taken[p], each[p]) for p in rows)]),
                    year=year,
                )

    def portfolios(self) -> Iterator[dict[str, Way]]:
        for ways in product(*self.ways.values()):
            yield dict(zip(self.ways, ways, strict=True))

    def amounts(self, portfolio: Mapping[str, Way]) -> dict[str, Way]:
        """The selected actions with what active synergies change of their costs."""
        chosen = {action: way for action, way in portfolio.items() if way.options}
        found = {}
        for action, way in chosen.items():
            cost, flows = way.cost, [(1, way.flows)]
            for other, effect in self.effects(action).items():
                if other in chosen:
                    cost += half_even(Fraction(self.actions[action]["cost"]) * 100 * effect)
                    weights = self.weights(action, self.percent(action, "pays"))
                    flows.append((1, hamilton(half_even(self.own(action) * effect), weights)))
            found[action] = Way(way.options, way.points, cost, summed(flows), way.grants, way.year)
        return found

    def slacks(self, portfolio: Mapping[str, Way]) -> dict[str, Fraction]:
        """The least slack of each rule, in euros."""
        found = self.amounts(portfolio)
        rules = {name: self.slack(rule, found) for name, rule in self.scenario["rules"].items()}
        if self.funds:
            rules["funds"] = self.slack({"type": "funds"}, found)
        return rules

    def slack(self, rule: Mapping[str, Any], found: Mapping[str, Way]) -> Fraction:
        if rule["type"] == "budget":
            spent = sum(sum(way.flows.values()) for way in found.values())
            return Fraction(rule["max"]) - Fraction(spent, 100)
        if rule["type"] == "caps":
            caps = {row["partner"]: row["cap"] for row in self.scenario["partners"]}
            return min(Fraction(cap) - Fraction(paid(found, p), 100) for p, cap in caps.items())
        if rule["type"] == "own_share":
            return min(self.own_slacks(rule, found), default=Fraction(0))
        return min(self.fund_slacks(found), default=Fraction(0))

    def own_slacks(self, rule: Mapping[str, Any], found: Mapping[str, Way]) -> Iterator[Fraction]:
        for action, row in self.actions.items():
            if row.get("kind", "investment") != "investment":
                continue
            way = found.get(action, Way())
            counted = [row["lead"]] if rule["counting"] == "lead" else PARTNERS
            own = sum(cents for (payer, _), cents in way.flows.items() if payer in counted)
            least = Fraction(rule["min"].removesuffix("%").strip()) / 100
            yield Fraction(own, 100) - least * Fraction(way.cost, 100)

    def fund_slacks(self, found: Mapping[str, Way]) -> Iterator[Fraction]:
        for name, fund in self.funds.items():
            granted = [(way.year, way.grants.get(name, 0)) for way in found.values()]
            if "envelope" in fund:
                yield Fraction(fund["envelope"]) - Fraction(sum(g for _, g in granted), 100)
            if any(column.startswith("envelope.") for column in fund):
                for year in YEARS:
                    most = Fraction(fund.get(f"envelope.{year}", 0))
                    yield most - Fraction(sum(g for y, g in granted if y == year), 100)
            for other in fund.get("not_with", "").split():
                for action in self.actions:
                    if {name, other} <= set(self.eligible(action)):
                        used = found.get(action, Way()).grants
                        yield Fraction(1 - (name in used) - (other in used))

    @cached_property
    def feasible(self) -> dict[frozenset[str], int]:
        """Points of each portfolio that meets every rule, by its options."""
        found = {}
        for portfolio in self.portfolios():
            if min(self.slacks(portfolio).values(), default=Fraction(0)) >= 0:
                options = frozenset().union(*(way.options for way in portfolio.values()))
                found[options] = sum(way.points for way in portfolio.values())
        return found


def paid(found: Mapping[str, Way], partner: str) -> int:
    return sum(
        cents for way in found.values() for (payer, _), cents in way.flows.items() if payer == partner
    )


def summed(parts: Any) -> dict[Pair, int]:
    """Flows added up, each a number of times; zeros left out."""
    total: dict[Pair, int] = {}
    for number, flows in parts:
        for pair, cents in flows.items():
            total[pair] = total.get(pair, 0) + number * cents
    return {pair: cents for pair, cents in total.items() if cents}


# ---------------------------------------------------------------- drawing


def draw(seed: int) -> Scenario:
    """A random scenario with funds (even seeds) or decided splits (odd seeds); years in some."""
    dice = random.Random(seed)  # noqa: S311
    split, dated = seed % 2 == 1, seed % 3 == 0
    ids = [f"A{n}" for n in range(1, dice.randint(2, 3 if dated or split else 4) + 1)]
    actions = [_action(dice, action) for action in ids]
    scenario: Scenario = {
        "mcda": 1, "language": "en", "money": "EUR", "split_step": "20 %" if len(ids) > 2 else "10 %",
        "partners": [{"partner": p, "name": p, "cap": dice.randint(100, 900)} for p in PARTNERS],
        "criteria": [{"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}],
        "actions": actions,
        "impacts": [{"action": action, "gain": dice.randint(1, 30)} for action in ids],
        "shares": [row for action in ids for row in _shares(dice, action, split)],
    }  # fmt: skip
    if dated:
        scenario["years"] = [*YEARS]
    if not split:
        scenario["funds"] = _funds(dice, dated, sorted({row["theme"] for row in actions}))
    if dice.random() < 0.4:
        low = -40 if not split else 10
        effect = dice.choice([low, 25])
        link = {"type": "synergy", "action": ids[0], "other": ids[1], "on": "cost", "effect": effect}
        scenario["links"] = [link]
    return {**scenario, "rules": _rules(dice, sum(float(row["cost"]) for row in actions))}


def _action(dice: random.Random, action: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "action": action,
        "name": action,
        "theme": dice.choice(["water", "food"]),
        "cost": f"{dice.randint(100, 600)}.{dice.randint(0, 99):02d}",
        "lead": dice.choice(PARTNERS),
        "cofinancing": dice.choice([0, 0, 20, 35]),
        "duration": dice.randint(1, 3),
    }
    return row | ({"kind": "operating"} if dice.random() < 0.2 else {})


def _shares(dice: random.Random, action: str, split: bool) -> list[dict[str, Any]]:
    """Who pays and receives; `pays.low` and `pays.high` around multiples of 10 percent."""
    cut = sorted(10 * dice.randint(0, 10) for _ in range(2))
    pays = [cut[0], cut[1] - cut[0], 100 - cut[1]]
    cut = sorted(dice.randint(0, 100) for _ in range(2))
    receives = [cut[0], cut[1] - cut[0], 100 - cut[1]]
    rows = [
        {"action": action, "partner": p, "pays": pay, "receives": get}
        for p, pay, get in zip(PARTNERS, pays, receives, strict=True)
    ]
    if split and dice.random() < 0.8:
        room = min(40, *(pay for pay in pays if pay >= 0))
        down = 20 * (room // 20)
        for row in rows[:2]:
            row.update({"pays.low": row["pays"] - down, "pays.high": min(100, row["pays"] + 40)})
        rows[2].update({"pays.low": row_low(rows[2]["pays"]), "pays.high": rows[2]["pays"]})
    return rows


def row_low(pays: int) -> int:
    """A low share that leaves a multiple of 20 percent."""
    return pays % 20


def _funds(dice: random.Random, dated: bool, themes: list[str]) -> list[dict[str, Any]]:
    funds: list[dict[str, Any]] = []
    for name in ["F1", "F2"][: dice.randint(1, 2)]:
        step = dice.choice([20, 30, 40])
        fund: dict[str, Any] = {"fund": name, "name": name, "step": step}
        fund["max_rate"] = dice.choice([step, 60, 80]) if step < 60 else step
        fund["envelope"] = dice.randint(50, 500)
        if dated and dice.random() < 0.6:
            fund |= {f"envelope.{dice.choice(YEARS)}": dice.randint(50, 300)}
        if dice.random() < 0.3:
            fund["themes"] = dice.choice([*themes, "; ".join(themes)])
        if dice.random() < 0.3:
            fund["partners"] = " ".join(dice.sample(PARTNERS, 2))
        if dice.random() < 0.2:
            fund["kinds"] = dice.choice(["investment", "operating"])
        funds.append(fund)
    if len(funds) == 2 and dice.random() < 0.4:
        funds[1]["not_with"] = "F1"
    return funds


def _rules(dice: random.Random, cost: float) -> dict[str, Any]:
    rules: dict[str, Any] = {"budget": {"type": "budget", "max": int(cost * dice.uniform(0.2, 0.8))}}
    if dice.random() < 0.5:
        rules["caps"] = {"type": "caps"}
    if dice.random() < 0.6:
        counting = dice.choice(["lead", "partners"])
        rules["own"] = {"type": "own_share", "min": dice.choice(["20 %", "15 %"]), "counting": counting}
    return rules
