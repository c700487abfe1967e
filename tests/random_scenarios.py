"""Random valid scenarios, as plain dictionaries: by hypothesis, or from a seed.

`build` makes one scenario from any source of integers (`Draws`); `scenarios` feeds it from
hypothesis, so that counter-examples shrink, and `seeded` from `random.Random`.
Cells are texts or ints, never floats, as in tables read from files.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, Protocol, TypeVar

from hypothesis import strategies as st
from oracle import Oracle

Scenario = dict[str, Any]
Record = dict[str, Any]
T = TypeVar("T")

THEMES: Final = ("mobility", "water", "food")
GROUPS: Final = ("rural", "urban", "periurban")
MARKS: Final = "1:30 2:60 3:80 4:90 5:100"
MONEY: Final = {"k€": 5, "EUR": 2, "€": 2, "M€": 8, "CHF": 2}  # label -> decimals of a cent


class Draws(Protocol):
    """A source of integers; small ones mean simple scenarios."""

    def integer(self, low: int, high: int) -> int:
        """An integer in low..high."""
        ...


@dataclass(frozen=True)
class Dice:
    """Integers from a generator of random numbers."""

    source: random.Random

    def integer(self, low: int, high: int) -> int:
        return self.source.randint(low, high)


@dataclass(frozen=True)
class Drawn:
    """Integers from hypothesis."""

    draw: Callable[[st.SearchStrategy[int]], int]

    def integer(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))


@st.composite
def scenarios(
    draw: st.DrawFn,
    max_actions: int = 8,
    min_actions: int = 1,
    max_partners: int = 4,
    max_rules: int = 6,
) -> Scenario:
    """Valid scenarios with up to ``max_actions`` actions, 2 to ``max_partners`` partners."""
    return build(Drawn(draw), max_actions, min_actions, max_partners, max_rules)


def seeded(
    seed: int, max_actions: int = 8, min_actions: int = 2, max_partners: int = 4, max_rules: int = 6
) -> Scenario:
    """The scenario of a seed: the same number gives the same scenario."""
    dice = Dice(random.Random(seed))  # noqa: S311
    return build(dice, max_actions, min_actions, max_partners, max_rules)


def with_needs(seed: int, tables: Scenario) -> Scenario:
    """A drawn scenario with some criteria valued against the need of each partner."""
    draws, found = Dice(random.Random(seed)), deepcopy(tables)  # noqa: S311
    valued = leaves(found["criteria"])
    chosen = some(draws, [leaf for leaf in valued if leaf["zero"] == 0], 60) or [from_zero(valued[0])]
    names = {leaf["criterion"] for leaf in chosen}
    for leaf in chosen:
        leaf["scope"] = "partner"
    for row in found["impacts"]:
        if row["action"].endswith(".if_not"):
            for name in names:
                row.pop(name, None)
    childless_rows = [row for row in found["partners"] if row["partner"] in childless(found["partners"])]
    for column in ("need", *some(draws, [f"need.{name}" for name in sorted(names)], 40)):
        needy = some(draws, childless_rows, 85) or childless_rows[:1]
        for row in needy:
            row[column] = choice(
                draws, (draws.integer(1, 9), draws.integer(1, 900), draws.integer(1, 9))
            )
        if chance(draws, 25):
            found["partners"][0].setdefault(column, 7)  # perhaps a parent: it counts for nothing
    return found | {"rules": mostly_feasible(draws, found)}


def from_zero(leaf: Record) -> Record:
    """A straight leaf from 0, with the same swing."""
    leaf["full"], leaf["zero"] = leaf["full"] - leaf["zero"], 0
    leaf.pop("shape", None)
    return leaf


# ---------------------------------------------------------------- drawing


def chance(draws: Draws, percent: int) -> bool:
    """True with about this probability; false is the simple case."""
    return draws.integer(0, 99) >= 100 - percent


def choice(draws: Draws, items: Sequence[T]) -> T:
    return items[draws.integer(0, len(items) - 1)]


def some(draws: Draws, items: Sequence[T], percent: int) -> list[T]:
    return [item for item in items if chance(draws, percent)]


def shuffled(draws: Draws, items: Sequence[T]) -> list[T]:
    left = list(items)
    return [left.pop(draws.integer(0, len(left) - 1)) for _ in items]


def composition(draws: Draws, count: int, total: int = 100) -> list[int]:
    """``count`` non-negative integers of a given sum."""
    cuts = sorted(draws.integer(0, total) for _ in range(count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


def decimal(units: int, places: int) -> str | int:
    """``units * 10^-places`` as a cell: 12345 and 2 give "123.45", 300 and 2 give 3."""
    sign = -1 if units < 0 else 1
    whole, rest = divmod(abs(units), int(10**places))
    if not rest:
        return sign * whole
    digits = str(rest).rjust(places, "0").rstrip("0")
    return f"{'-' if units < 0 else ''}{whole}.{digits}"


# ---------------------------------------------------------------- the whole


def build(
    draws: Draws, max_actions: int, min_actions: int = 1, max_partners: int = 4, max_rules: int = 6
) -> Scenario:
    """One valid scenario."""
    money = choice(draws, tuple(MONEY))
    partners = make_partners(draws, draws.integer(2, max_partners))
    criteria, weights = make_criteria(draws)
    actions, cents = make_actions(draws, draws.integer(min_actions, max_actions), partners, MONEY[money])
    ids = [row["action"] for row in actions]
    scenario: Scenario = {
        "mcda": 1,
        "title": {"en": "Random", "fr": "Aléatoire"},
        "language": "en",
        "money": money,
        "partners": partners,
        "criteria": criteria,
        "actions": actions,
        "impacts": make_impacts(draws, ids, criteria),
        "shares": make_shares(draws, ids, partners, leaves(criteria)),
        "links": make_links(draws, ids, leaves(criteria)),
    }
    if weights:
        scenario["weights"] = weights
    typical = sum(cents) // len(cents)
    if chance(draws, 70):
        scenario["point_worth"] = make_point_worth(draws, typical, MONEY[money])
    rules = make_rules(draws, scenario, Scale(sum(cents), MONEY[money]), max_rules)
    if chance(draws, 50):
        add_caps(draws, partners, Scale(sum(cents), MONEY[money]))
        rules["caps"] = tested_against_costs(draws, {"type": "caps"})
    return scenario | {"rules": mostly_feasible(draws, scenario | {"rules": rules})}


# ---------------------------------------------------------------- partners


def make_partners(draws: Draws, count: int) -> list[Record]:
    """Partners with a group, fractions of groups, or none; sometimes another classification."""
    rows: list[Record] = [{"partner": f"P{n}", "name": f"Partner {n}"} for n in range(1, count + 1)]
    fractional = chance(draws, 35)
    for n, row in enumerate(rows):
        bodiless = n >= 2 and chance(draws, 20)
        if not bodiless:
            row.update(membership(draws, n, fractional))
        if n == 0 or chance(draws, 80):
            row["population"] = draws.integer(1, 400) * 50
        if n == 0 or chance(draws, 70):
            row["fiscal_capacity"] = draws.integer(1, 300)
        near = some(draws, [other["partner"] for other in rows if other is not row], 35)
        if near:
            row["contiguous_with"] = " ".join(near)
    if chance(draws, 40):
        add_classification(draws, rows)
    if count >= 3 and chance(draws, 25):
        rows[-1]["parent"] = rows[draws.integer(0, count - 2)]["partner"]
    return rows


def membership(draws: Draws, n: int, fractional: bool) -> Record:
    """The first partners are rural and urban, so that every scenario has both groups."""
    if fractional:
        tenths = (10, 0)[n] if n < 2 else draws.integer(0, 10)
        cells = {"group.rural": decimal(tenths, 1), "group.urban": decimal(10 - tenths, 1)}
        return {column: cell for column, cell in cells.items() if cell}
    return {"group": GROUPS[n] if n < 2 else choice(draws, GROUPS)}


def add_classification(draws: Draws, rows: Sequence[Record]) -> None:
    """A second column with the same names of groups, dealt differently."""
    grouped = [row for row in rows if any(column.startswith("group") for column in row)]
    names = sorted({row["group"] for row in grouped if "group" in row}) or ["rural", "urban"]
    dealt = shuffled(draws, [*names, *(choice(draws, names) for _ in grouped[len(names) :])])
    for row, name in zip(grouped, dealt, strict=True):
        row["group@alt"] = name


def add_caps(draws: Draws, rows: Sequence[Record], scale: Scale) -> None:
    """Ceilings on what some partners pay; a parent's bears on its descendants too."""
    for row in [rows[0], *some(draws, rows[1:], 60)]:
        row["cap"] = scale.amount(draws.integer(10, 90))


def childless(rows: Sequence[Record]) -> list[str]:
    parents = {row.get("parent") for row in rows}
    return [row["partner"] for row in rows if row["partner"] not in parents]


def group_names(rows: Sequence[Record]) -> list[str]:
    named = {row["group"] for row in rows if "group" in row}
    return sorted(
        named or {c.removeprefix("group.") for row in rows for c in row if c.startswith("group.")}
    )


# ---------------------------------------------------------------- criteria


def make_criteria(draws: Draws) -> tuple[list[Record], dict[str, int]]:
    """1 to 4 leaves of role value, sometimes under branches, a success mark and a threshold."""
    rows = [make_leaf(draws, f"c{n}") for n in range(1, draws.integer(1, 4) + 1)]
    branches: list[Record] = []
    if len(rows) >= 2 and chance(draws, 40):
        branches = [{"criterion": "branch", "name": "Branch", "unit": ""}]
        for row in [rows[0], *some(draws, rows[1:], 50)]:
            row["parent"] = "branch"
    weights = {row["criterion"]: draws.integer(1, 20) * 5 for row in [*branches, *rows]}
    in_column = chance(draws, 40)
    if in_column:
        for row in [*branches, *rows]:
            row["weight"] = weights[row["criterion"]]
    others = []
    if chance(draws, 35):
        others.append(
            {"criterion": "odds", "name": "Odds", "unit": "mark", "role": "success", "shape": MARKS}
        )
    if chance(draws, 30):
        row = {"criterion": "ripe", "name": "Maturity", "unit": "mark", "role": "threshold"}
        others.append(
            row | choice(draws, ({"at_least": 2}, {"at_most": 4}, {"at_least": 2, "at_most": 4}))
        )
    return [*branches, *rows, *others], {} if in_column else weights


def make_leaf(draws: Draws, name: str) -> Record:
    """A value function: linear or points, more or less is better, saturating or not."""
    saturating = chance(draws, 25)
    zero = 0 if saturating or chance(draws, 60) else draws.integer(-5, 20) * 10
    step = draws.integer(1, 40) * 5 * (-1 if chance(draws, 30) else 1)
    row: Record = {
        "criterion": name,
        "name": name.upper(),
        "unit": "u",
        "zero": zero,
        "full": zero + 4 * step,
    }
    if chance(draws, 50):
        row["shape"] = points(draws, zero, step)
    if saturating:
        row["scope"] = "portfolio"
    if chance(draws, 35):
        row["clip"] = "true"
    return row


def points(draws: Draws, zero: int, step: int) -> str:
    """A concave, convex or s-shaped curve from ``zero:0`` to ``full:100``, levels ascending."""
    heights = choice(draws, ((60, 85), (15, 45), (10, 90), (70, 80), (33, 67)))
    inner = choice(draws, ((1, 3), (1, 2), (2, 3)))
    curve = [(zero, 0), *((zero + n * step, y) for n, y in zip(inner, heights, strict=True))]
    return " ".join(f"{x}:{y}" for x, y in sorted([*curve, (zero + 4 * step, 100)]))


def leaves(criteria: Sequence[Record]) -> list[Record]:
    """The rows of role value that are no branch."""
    return [row for row in criteria if "role" not in row and "zero" in row]


# ---------------------------------------------------------------- actions


def make_actions(
    draws: Draws, count: int, partners: Sequence[Record], places: int
) -> tuple[list[Record], list[int]]:
    """Actions, and their local costs in cents, about."""
    rows, cents = [], []
    large = 10 ** draws.integer(4, 9)
    for n in range(1, count + 1):
        cost = draws.integer(1, 100) * large // 100 + (draws.integer(0, 99) if chance(draws, 50) else 0)
        row: Record = {
            "action": f"A{n:02d}",
            "name": f"Action {n}",
            "theme": choice(draws, THEMES),
            "cost": decimal(cost, places),
        }
        if chance(draws, 75):
            row["lead"] = choice(draws, partners)["partner"]
        share = draws.integer(0, 160) if chance(draws, 60) else 0
        if share:
            row["cofinancing"] = decimal(share * 5, 1)
        if chance(draws, 20):
            row["cost.low"] = decimal(cost * draws.integer(60, 100) // 100, places)
            row["cost.high"] = decimal(cost * draws.integer(100, 140) // 100, places)
        rows.append(row)
        cents.append(cost * (200 - share) // 200)
    return rows, cents


def make_impacts(draws: Draws, ids: Sequence[str], criteria: Sequence[Record]) -> list[Record]:
    """Changes on the leaves (some blank, some against the purpose), marks elsewhere.

    Sometimes also what one leaf would become without an action: row ``ACTION.if_not``.
    """
    rows = []
    for action in ids:
        row: Record = {"action": action}
        for leaf in leaves(criteria):
            if chance(draws, 75):
                row.update(make_impact(draws, leaf))
        marks = [c["criterion"] for c in criteria if "role" in c]
        rows.append(row | {mark: draws.integer(1, 5) for mark in marks})
    own = [leaf for leaf in leaves(criteria) if leaf.get("scope") != "portfolio"]
    for action in some(draws, ids, 12) if own else ():
        leaf = choice(draws, own)
        change = make_impact(draws, leaf)[leaf["criterion"]]
        rows.append({"action": f"{action}.if_not", leaf["criterion"]: change})
    return rows


def make_impact(draws: Draws, leaf: Record) -> Record:
    """Up to 60 % of the swing either way, in tenths of the unit, sometimes with an interval."""
    swing = leaf["full"] - leaf["zero"]
    percent = draws.integer(1, 60) * (-1 if chance(draws, 15) else 1)
    tenths = swing * percent // 10 + (draws.integer(0, 9) if chance(draws, 40) else 0)
    name = leaf["criterion"]
    row: Record = {name: decimal(tenths, 1)}
    if chance(draws, 15):
        spread = abs(tenths) * draws.integer(5, 40) // 100
        row[f"{name}.low"], row[f"{name}.high"] = (
            decimal(tenths - spread, 1),
            decimal(tenths + spread, 1),
        )
    return row


def make_shares(
    draws: Draws, ids: Sequence[str], partners: Sequence[Record], valued: Sequence[Record]
) -> list[Record]:
    """Who pays and who receives; sometimes other receivers for one criterion, or intervals."""
    names = [row["partner"] for row in partners]
    own = [row["criterion"] for row in valued if row.get("scope") != "portfolio"]
    rows: list[Record] = []
    for action in ids:
        pays, receives = (composition(draws, len(names)) for _ in range(2))
        plain = [
            {"action": action, "partner": p, "pays": pay, "receives": part}
            for p, pay, part in zip(names, pays, receives, strict=True)
            if pay or part
        ]
        rows.extend(plain)
        uncertain = chance(draws, 15)
        if uncertain:
            add_intervals(draws, plain)
        if own and chance(draws, 20):
            rows.extend(criterion_rows(draws, choice(draws, own), action, plain, alone=uncertain))
    return rows


def add_intervals(draws: Draws, rows: Sequence[Record]) -> None:
    """``receives.low`` and ``receives.high`` around the nominal shares, which sum to 100."""
    for row in rows:
        spread = draws.integer(0, 15)
        row["receives.low"] = max(row["receives"] - spread, 0)
        row["receives.high"] = min(row["receives"] + spread, 100)


def criterion_rows(
    draws: Draws, criterion: str, action: str, plain: Sequence[Record], *, alone: bool
) -> list[Record]:
    """Rows that sum to 100 by themselves, or that exchange the shares of two partners."""
    row = {"action": action, "criterion": criterion}
    if alone or len(plain) < 3 or chance(draws, 50):
        parts = composition(draws, len(plain))
        return [
            row | {"partner": each["partner"], "receives": part}
            for each, part in zip(plain, parts, strict=True)
            if part
        ]
    first, second = plain[0], plain[1]
    whole = first["receives"] + second["receives"]
    part = draws.integer(0, whole)
    return [
        row | {"partner": first["partner"], "receives": part},
        row | {"partner": second["partner"], "receives": whole - part},
    ]


# ---------------------------------------------------------------- links


def make_links(draws: Draws, ids: Sequence[str], valued: Sequence[Record]) -> list[Record]:
    """At most one requires, excludes or together per pair, and synergies of both signs."""
    rows: list[Record] = []
    pairs = shuffled(draws, list(combinations(ids, 2)))[:8]
    for a, b in pairs[: draws.integer(0, 2)]:
        kind = choice(draws, ("requires", "requires", "excludes", "together"))
        rows.append({"type": kind, "action": b, "other": a})
    room = dict.fromkeys(ids, 100)  # how far effects on an action may still fall, in percent
    things = ["value", "cost", *(row["criterion"] for row in valued)]
    for a, b in pairs[: draws.integer(0, 4)]:
        for thing in {choice(draws, things): None, choice(draws, things): None}:
            effect = make_effect(draws, min(room[a], room[b]))
            for action in (a, b):
                room[action] += min(effect, 0)
            rows.append({"type": "synergy", "action": a, "other": b, "effect": effect, "on": thing})
    return rows


def make_effect(draws: Draws, room: int) -> int:
    """1 to 50 % more, or less as far as there is room (-100 % in all)."""
    effect = draws.integer(1, 50)
    return -min(effect, room) if room and chance(draws, 45) else effect


# ---------------------------------------------------------------- rules


@dataclass(frozen=True)
class Scale:
    """The local cost of all actions in cents, and the decimals of a cent."""

    cents: int
    places: int

    def amount(self, percent: int) -> str | int:
        """A part of the cost of all actions, one cent at least, as a cell."""
        return decimal(max(self.cents * percent // 100, 1), self.places)


@dataclass(frozen=True)
class Names:
    """What rules may name."""

    actions: Sequence[str]
    partners: Sequence[Record]
    leaves: Sequence[Record]
    themes: Sequence[str]
    led: bool
    screens: bool
    point_worth: bool

    @classmethod
    def of(cls, scenario: Mapping[str, Any]) -> Names:
        return cls(
            actions=[row["action"] for row in scenario["actions"]],
            partners=scenario["partners"],
            leaves=leaves(scenario["criteria"]),
            themes=sorted({row["theme"] for row in scenario["actions"]}),
            led=any("lead" in row for row in scenario["actions"]),
            screens=any(row.get("role") == "threshold" for row in scenario["criteria"]),
            point_worth="point_worth" in scenario,
        )

    def outcomes(self) -> tuple[str, ...]:
        return ("benefit", "received", "net") if self.point_worth else ("benefit", "received")


Maker = Callable[[Draws, Names, Scale], Record]


def make_point_worth(draws: Draws, typical: int, places: int) -> Any:
    """Money per point, about what an action costs per 20 points; sometimes an interval."""
    worth = max(typical * draws.integer(1, 40) // 200, 1)
    if chance(draws, 30):
        low, high = max(worth * draws.integer(50, 100) // 100, 1), worth * draws.integer(100, 180) // 100
        return {"low": decimal(low, places), "high": decimal(high, places)}
    return decimal(worth, places)


def make_rules(draws: Draws, scenario: Mapping[str, Any], scale: Scale, most: int) -> dict[str, Record]:
    """A random handful, of any family the scenario allows; `status` once, lest two contradict."""
    names = Names.of(scenario)
    makers: list[Maker] = [budget, share, floor_min, floor_actions, floor_return, coverage_count]
    makers += [coverage_share, contiguity, impact, linear, *([lead] if names.led else [])]
    rules = {f"r{n}": choice(draws, makers)(draws, names, scale) for n in range(draws.integer(0, most))}
    if chance(draws, 20):
        rules["status"] = status(draws, names, scale)
    return rules


def mostly_feasible(draws: Draws, scenario: Scenario) -> dict[str, Record]:
    """Most of the rules that some portfolio, drawn here, breaks are left out."""
    oracle = Oracle(scenario)
    hidden = closed(set(some(draws, oracle.actions, 65)) - oracle.screened, scenario["links"])
    slacks = oracle.slacks(hidden)
    rules = scenario["rules"]
    return {name: rules[name] for name in rules if slacks.get(name, 0) >= 0 or chance(draws, 10)}


def closed(chosen: set[str], links: Sequence[Record]) -> set[str]:
    """The portfolio less what its links do not allow."""
    left = set(chosen)
    while broken := {action for row in links for action in breakers(row, left)}:
        left -= broken
    return left


def breakers(row: Record, chosen: set[str]) -> set[str]:
    """The selected actions of a link that may not stay."""
    a, b = row["action"], row["other"]
    if row["type"] == "excludes":
        return {a} if {a, b} <= chosen else set()
    leaving = {a} if a in chosen and b not in chosen else set()
    if row["type"] == "together" and b in chosen and a not in chosen:
        leaving.add(b)
    return leaving if row["type"] != "synergy" else set()


def percentage(draws: Draws, low: int, high: int) -> str:
    """A share as "37 %" or "0.37"."""
    level = draws.integer(low, high)
    return f"0.{level:02d}" if chance(draws, 30) and 0 < level < 100 else f"{level} %"


def tested_against_costs(draws: Draws, rule: Record) -> Record:
    return rule | {"fragile_to": "costs"} if chance(draws, 40) else rule


def with_base(draws: Draws, rule: Record, total: str | int) -> Record:
    """Sometimes another least base than one unit, or none."""
    if chance(draws, 20):
        return rule | {"at_least_total": total}
    return rule | {"allow_empty": True} if chance(draws, 25) else rule


def budget(draws: Draws, names: Names, scale: Scale) -> Record:
    of = choice(draws, ("local_cost", "cost"))
    per = choice(draws, (None, None, "theme", "partner", *(("lead",) if names.led else ())))
    rule = {"type": "budget", "max": scale.amount(draws.integer(20, 100))}
    if per != "partner":
        rule["of"] = of
    return tested_against_costs(draws, rule | ({"per": per} if per else {}))


def share(draws: Draws, names: Names, scale: Scale) -> Record:
    of = choice(draws, ("benefit", "burden", "received"))
    if chance(draws, 30):
        whose = {"partner": choice(draws, names.partners)["partner"]}
    else:
        whose = {"group": choice(draws, group_names(names.partners))}
    rule = {"type": "share", "of": of} | whose
    if chance(draws, 35):
        rule["max"] = percentage(draws, 40, 95)
    if "max" not in rule:
        rule["min"] = percentage(draws, 5, 60)
    return with_base(draws, rule, draws.integer(1, 15) if of == "benefit" else scale.amount(10))


def floor_min(draws: Draws, names: Names, scale: Scale) -> Record:
    """A little of something for each partner covered, sometimes per head."""
    of = choice(draws, names.outcomes())
    per = choice(draws, ("partner", "head", "fiscal_capacity"))
    rule: Record = {"type": "floor", "of": of}
    if per == "partner":
        tenths = draws.integer(-10, 20)
        rule["min"] = decimal(tenths, 1) if of == "benefit" else signed_amount(scale, tenths)
    else:
        rule |= {"per": per, "min": "0.0001" if of == "benefit" else 0}
    return rule | some_partners(draws, names)


def signed_amount(scale: Scale, thousandths: int) -> str | int:
    return decimal(scale.cents * thousandths // 1000, scale.places)


def some_partners(draws: Draws, names: Names) -> Record:
    """``only``: one or two partners, sometimes a parent."""
    ids = [row["partner"] for row in names.partners]
    return {"only": shuffled(draws, ids)[: draws.integer(1, 2)]} if chance(draws, 50) else {}


def floor_actions(draws: Draws, names: Names, scale: Scale) -> Record:
    rule: Record = {"type": "floor", "min_actions": draws.integer(1, 2)}
    if chance(draws, 50):
        rule["from"] = percentage(draws, 5, 40)
    return rule | some_partners(draws, names)


def floor_return(draws: Draws, names: Names, scale: Scale) -> Record:
    by = choice(draws, ("spending", "value") if names.point_worth else ("spending",))
    rule = {"type": "floor", "by": by, "return_on_burden": f"{draws.integer(5, 80)} %"}
    return with_base(draws, rule | some_partners(draws, names), scale.amount(5))


def coverage_keys(draws: Draws, names: Names) -> Record:
    """``per`` and sometimes ``only`` and ``from``."""
    per = choice(draws, ("theme", "group", "partner", *(("lead",) if names.led else ())))
    rule: Record = {"type": "coverage", "per": per}
    if per == "theme" and chance(draws, 40):
        rule["only"] = [choice(draws, names.themes)]
    if per == "group" and chance(draws, 40):
        rule["only"] = [choice(draws, group_names(names.partners))]
    if per == "partner" and chance(draws, 40):
        rule["only"] = [choice(draws, names.partners)["partner"]]
    if per in {"group", "partner"} and chance(draws, 50):
        rule["from"] = percentage(draws, 5, 50)
    return rule


def coverage_count(draws: Draws, names: Names, scale: Scale) -> Record:
    rule = coverage_keys(draws, names) | {"of": "actions"}
    if chance(draws, 40):
        return rule | {"max_actions": draws.integer(1, 5)}
    return rule | {"min_actions": 1}


def coverage_share(draws: Draws, names: Names, scale: Scale) -> Record:
    of = choice(draws, ("actions", "local_cost", "cost", "value"))
    rule = coverage_keys(draws, names) | {"of": of}
    if chance(draws, 50):
        rule["max_share"] = percentage(draws, 40, 95)
    else:
        rule["min_share"] = percentage(draws, 2, 30)
    small = {"actions": 1, "value": 2}
    return with_base(draws, rule, small.get(of, scale.amount(5)))


def lead(draws: Draws, names: Names, scale: Scale) -> Record:
    of = choice(draws, ("local_cost", "cost", "actions"))
    rule = {"type": "lead", "of": of, "max_share": percentage(draws, 40, 95)}
    return with_base(draws, rule, 1 if of == "actions" else scale.amount(5))


def contiguity(draws: Draws, names: Names, scale: Scale) -> Record:
    rule = {"type": "contiguity", "of": "flow", "min_share": percentage(draws, 2, 50)}
    return with_base(draws, rule, scale.amount(2))


def impact(draws: Draws, names: Names, scale: Scale) -> Record:
    """A part of the swing at least, or no more than so much of it."""
    leaf = choice(draws, names.leaves)
    swing = leaf["full"] - leaf["zero"]
    level = decimal(swing * draws.integer(1, 12), 1)
    return {"type": "impact", "criterion": leaf["criterion"], "min" if swing > 0 else "max": level}


def linear(draws: Draws, names: Names, scale: Scale) -> Record:
    chosen = shuffled(draws, names.actions)[:3]
    coefficients = {action: draws.integer(1, 3) for action in chosen}
    if chance(draws, 50):
        return {"type": "linear", "terms": coefficients, "min": 1}
    return {"type": "linear", "terms": coefficients, "max": draws.integer(1, 6)}


def status(draws: Draws, names: Names, scale: Scale) -> Record:
    """One mandatory action, unless a threshold may screen it out, or one excluded."""
    action = choice(draws, names.actions)
    mandatory = not names.screens and chance(draws, 50)
    return {"type": "status", "mandatory" if mandatory else "excluded": [action]}
