"""An oracle: small scenarios by full enumeration, in fractions and whole numbers only.

It shares nothing with the program it judges. A scenario is a plain dictionary, as
``scenario.yaml`` with inline tables loads (cells are strings or ints, never floats).

Everything a portfolio S is worth, costs or breaks is a sum over its actions::

    total(S) = sum_{i in S} ( base_i + sum_{k in S} increment_ik )

where ``increment_ik`` is what action i gains because k is selected with it (synergies).
One `Amounts` holds a base or an increment, a `Row` is ``constant + sum part(amounts) >= 0``,
and the only things that are no such sum are curves over summed effects: the common value of a
saturating criterion (scope ``portfolio``), and the need of a partner that is met (scope ``partner``).
The latter are benefits, so that rows read them: `Oracle.met` is one more `Amounts` of the portfolio.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from math import floor, lcm
from typing import Any, Final, TypeVar

MET: Final = "MET"
NOT_MET: Final = "NOT MET"
VACUOUS: Final = "VACUOUS"
FRAGILE: Final = "FRAGILE"
LINKS: Final = "links"
THRESHOLDS: Final = "thresholds"

Cells = Mapping[str, Any]
Shares = Mapping[str, Fraction]
Pair = tuple[str, str]
Key = TypeVar("Key", str, Pair)
ZERO, ONE = Fraction(0), Fraction(1)


# ---------------------------------------------------------------- cells


def blank(cell: object) -> bool:
    """A missing key, None or an empty text."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def number(cell: object) -> Fraction:
    """The exact number in a cell, from its text."""
    if isinstance(cell, Fraction):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, int | str):
        raise TypeError(f"a cell is a text or an int, not {cell!r}")
    return Fraction(cell if isinstance(cell, int) else cell.strip())


def percent(cell: object) -> Fraction:
    """A percentage column as a fraction: 50 and "50 %" are one half."""
    return number(cell.replace("%", "") if isinstance(cell, str) else cell) / 100


def share(cell: object) -> Fraction:
    """A share in a rule: "50 %" or "0.5"; a bare number above 1 is refused."""
    if isinstance(cell, str) and "%" in cell:
        return percent(cell)
    found = number(cell)
    if found > 1:
        raise ValueError(f"a share is written 50 % or 0.5, not {cell!r}")
    return found


def text(row: Cells, column: str, default: str = "") -> str:
    cell = row.get(column)
    return default if blank(cell) else str(cell).strip()


def yes(cell: object) -> bool:
    return str(cell).strip().lower() in {"true", "yes", "oui", "x", "1"}


def several(cell: object) -> tuple[str, ...]:
    """Ids from a list, or from a text separated by spaces."""
    if blank(cell):
        return ()
    return tuple(str(cell).split()) if isinstance(cell, str) else tuple(map(str, cell))  # type: ignore[call-overload]


def optional(row: Cells, column: str, read: Callable[[object], Fraction]) -> Fraction | None:
    return None if blank(row.get(column)) else read(row[column])


# ---------------------------------------------------------------- arithmetic


def half_even(amount: Fraction) -> int:
    """Nearest integer, halves to the even one."""
    below = floor(amount)
    rest = 2 * (amount - below)
    return below + (rest > 1 or (rest == 1 and below % 2 == 1))


def apportion(amount: int, weights: Mapping[Key, Fraction]) -> dict[Key, int]:
    """Largest remainder of ``|amount|``, ties by key, sign restored."""
    total = sum(weights.values(), ZERO)
    if not amount or not total:
        return {}
    quotas = {key: abs(amount) * weight / total for key, weight in weights.items()}
    parts = {key: floor(quota) for key, quota in quotas.items()}
    order = sorted(parts, key=lambda key: (parts[key] - quotas[key], key))
    for key in order[: abs(amount) - sum(parts.values())]:
        parts[key] += 1
    sign = 1 if amount > 0 else -1
    return {key: sign * part for key, part in parts.items() if part}


@dataclass(frozen=True)
class Interval:
    """A datum: its nominal value and the declared ends."""

    nominal: Fraction
    low: Fraction
    high: Fraction

    @property
    def open(self) -> bool:
        return self.low != self.high


def interval(
    row: Cells, column: str, read: Callable[[object], Fraction], default: Fraction = ZERO
) -> Interval:
    """``column`` with ``column.low`` and ``column.high``, each the nominal value if blank."""
    nominal = default if blank(row.get(column)) else read(row[column])
    low, high = (optional(row, f"{column}.{end}", read) for end in ("low", "high"))
    return Interval(nominal, nominal if low is None else low, nominal if high is None else high)


@dataclass(frozen=True)
class Curve:
    """Piecewise linear; the end segments continue, unless clipped to 0..100."""

    points: tuple[tuple[Fraction, Fraction], ...]
    clip: bool = False

    def segment(self, level: Fraction) -> tuple[Fraction, Fraction]:
        """(slope, intercept) of the segment that holds the level."""
        for (x0, y0), (x1, y1) in pairwise(self.points):
            if level <= x1 or x1 == self.points[-1][0]:
                slope = (y1 - y0) / (x1 - x0)
                return slope, y0 - slope * x0
        raise ValueError("a curve has two points or more")

    def __call__(self, level: Fraction) -> Fraction:
        slope, intercept = self.segment(level)
        points = slope * level + intercept
        return min(max(points, ZERO), Fraction(100)) if self.clip else points


def curve(row: Cells) -> Curve:
    """The value function of a criterion: points, else the line from ``zero`` to ``full``."""
    shape = text(row, "shape", "linear")
    if shape == "linear":
        points = [(number(row["zero"]), ZERO), (number(row["full"]), Fraction(100))]
    else:
        points = [(number(x), number(y)) for x, y in (point.split(":") for point in shape.split())]
    return Curve(tuple(sorted(points)), yes(row.get("clip")))


# ---------------------------------------------------------------- records


@dataclass(frozen=True)
class Criterion:
    """A leaf. ``weight`` is W_j: 1 over all leaves of role value, 0 for the other roles."""

    id: str
    role: str
    scope: str
    weight: Fraction
    zero: Fraction
    curve: Curve | None
    at_least: Fraction | None
    at_most: Fraction | None

    def accepts(self, level: Fraction) -> bool:
        above = self.at_least is None or level >= self.at_least
        return above and (self.at_most is None or level <= self.at_most)

    def points(self, level: Fraction) -> Fraction:
        if self.curve is None:
            raise ValueError(f"{self.id} has no curve")
        return self.curve(level)


@dataclass(frozen=True)
class Partner:
    """``groups`` is the membership of the main classification, ``others`` of ``group@NAME``."""

    id: str
    groups: Shares
    others: Mapping[str, Shares]
    population: Fraction | None
    fiscal_capacity: Fraction | None
    cap: Fraction | None
    parent: str
    neighbours: frozenset[str]
    need: Fraction
    needs: Shares


@dataclass(frozen=True)
class Facts:
    """The data of an action, uncertain ones at one of their values; ``receives[""]`` is the plain row.

    ``otherwise`` holds the levels if the action is not done: row ``ACTION.if_not`` of the impacts.
    """

    cost: Fraction
    levels: Shares
    receives: Mapping[str, Shares]
    otherwise: Shares


@dataclass(frozen=True)
class Action:
    id: str
    theme: str
    lead: str
    cofinancing: Fraction
    cost: Interval
    levels: Mapping[str, Interval]
    otherwise: Shares
    pays: Shares
    receives: Mapping[str, Mapping[str, Interval]]

    @cached_property
    def nominal(self) -> Facts:
        return Facts(
            self.cost.nominal,
            {j: level.nominal for j, level in self.levels.items()},
            {j: {p: part.nominal for p, part in vector.items()} for j, vector in self.receives.items()},
            self.otherwise,
        )


@dataclass(frozen=True)
class Link:
    type: str
    action: str
    other: str
    effect: Fraction
    on: str


@dataclass(frozen=True)
class Amounts:
    """What an action brings by itself (count 1) or because of another one (count 0).

    In the user's units: money, points, natural units of the criteria.
    """

    action: str
    theme: str
    lead: str
    count: int
    cost: Fraction
    local_cost: Fraction
    values: Shares
    benefit: Shares
    flows: Mapping[Pair, Fraction]
    impacts: Shares
    receives: Shares
    gets: Mapping[Pair, Fraction]

    @cached_property
    def value(self) -> Fraction:
        return sum(self.values.values(), ZERO)

    @cached_property
    def burden(self) -> Shares:
        return totals((payer, amount) for (payer, _), amount in self.flows.items())

    @cached_property
    def received(self) -> Shares:
        return totals((receiver, amount) for (_, receiver), amount in self.flows.items())


@dataclass(frozen=True)
class Tally:
    """A portfolio in the user's units; amounts of partners are their own, without descendants."""

    value: Fraction
    common: Fraction
    cost: Fraction
    local_cost: Fraction
    benefit: Mapping[str, Fraction]
    burden: Mapping[str, Fraction]
    received: Mapping[str, Fraction]
    net: Mapping[str, Fraction] | None
    flows: Mapping[Pair, Fraction]
    impacts: Mapping[str, Fraction]
    value_by_criterion: Mapping[str, Fraction]
    value_of_records: Fraction


Part = Callable[[Amounts], Fraction]


@dataclass(frozen=True)
class Row:
    """``constant + sum part >= 0``, relative to a base if ``basis`` is given.

    ``least_basis`` is what solving asks of the base. ``watch`` holds the weights of the
    plain receives through which alone the row looks at them (served or not).
    """

    name: str
    part: Part
    constant: Fraction = ZERO
    basis: Part | None = None
    least_basis: Fraction = ZERO
    watch: Shares | None = None


def totals(items: Iterable[tuple[Key, Fraction]]) -> dict[Key, Fraction]:
    found: dict[Key, Fraction] = {}
    for key, amount in items:
        found[key] = found.get(key, ZERO) + amount
    return found


# ---------------------------------------------------------------- reading


def read_weights(rows: Sequence[Cells], given: Cells) -> dict[str, Fraction]:
    """Normalised among siblings, multiplied down; equal where no sibling bears a weight."""
    valued = {text(row, "criterion"): row for row in rows if text(row, "role", "value") == "value"}
    parents = {name: text(row, "parent") for name, row in valued.items()}
    found: dict[str, Fraction] = {}

    def down(parent: str, above: Fraction) -> None:
        children = [name for name in valued if parents[name] == parent]
        swings = {name: given.get(name, valued[name].get("weight")) for name in children}
        if all(blank(swing) for swing in swings.values()):
            swings = dict.fromkeys(children, 1)
        whole = sum((number(swing) for swing in swings.values()), ZERO)
        for name in children:
            weight = above * number(swings[name]) / whole
            if name in parents.values():
                down(name, weight)
            else:
                found[name] = weight

    down("", ONE)
    return found


def read_criteria(scenario: Cells) -> dict[str, Criterion]:
    """The leaves, by id."""
    rows = scenario["criteria"]
    weights = read_weights(rows, scenario.get("weights") or {})
    branches = {text(row, "parent") for row in rows}
    return {
        name: Criterion(
            id=name,
            role=(role := text(row, "role", "value")),
            scope=text(row, "scope", "action"),
            weight=weights.get(name, ZERO),
            zero=number(row["zero"]) if role == "value" else ZERO,
            curve=None if role == "threshold" else curve(row),
            at_least=optional(row, "at_least", number),
            at_most=optional(row, "at_most", number),
        )
        for row in rows
        if (name := text(row, "criterion")) not in branches
    }


def read_groups(row: Cells, column: str) -> dict[str, Fraction]:
    """Membership: one name in the column, or fractions in ``column.NAME``."""
    if not blank(row.get(column)):
        return {text(row, column): ONE}
    prefix = f"{column}."
    fractions = {name.removeprefix(prefix).strip(): row[name] for name in row if name.startswith(prefix)}
    return {group: number(part) for group, part in fractions.items() if not blank(part)}


def read_partners(scenario: Cells) -> dict[str, Partner]:
    rows = {text(row, "partner"): row for row in scenario.get("partners") or []}
    near = {(p, q) for p, row in rows.items() for q in several(row.get("contiguous_with"))}
    others = {column for row in rows.values() for column in row if column.startswith("group@")}
    return {
        name: Partner(
            id=name,
            groups=read_groups(row, "group"),
            others={other.removeprefix("group@"): read_groups(row, other) for other in others},
            population=optional(row, "population", number),
            fiscal_capacity=optional(row, "fiscal_capacity", number),
            cap=optional(row, "cap", number),
            parent=text(row, "parent"),
            neighbours=frozenset(q for q in rows if (name, q) in near or (q, name) in near),
            need=optional(row, "need", number) or ZERO,
            needs={
                column.removeprefix("need."): number(row[column])
                for column in row
                if column.startswith("need.") and not blank(row[column])
            },
        )
        for name, row in sorted(rows.items())
    }


def read_needs(partners: Mapping[str, Partner], criterion: str) -> dict[str, Fraction]:
    """Share of each partner in the need: ``need.CRITERION`` if somebody states one, else ``need``."""
    parents = {p.parent for p in partners.values()}
    if any(criterion in p.needs for p in partners.values()):
        stated = {p.id: p.needs.get(criterion, ZERO) for p in partners.values()}
    else:
        stated = {p.id: p.need for p in partners.values()}
    positive = {p: need for p, need in stated.items() if need > 0 and p not in parents}
    return {p: need / sum(positive.values()) for p, need in positive.items()}


def read_receives(rows: Sequence[Cells], action: str) -> dict[str, dict[str, Interval]]:
    """Plain vector under "", and one per criterion that has rows of its own.

    Rows of a criterion that sum to 100 stand alone, else each replaces its partner's plain row.
    """
    plain: dict[str, Interval] = {}
    named: dict[str, dict[str, Interval]] = {}
    for row in rows:
        if text(row, "action") == action:
            vector = named.setdefault(text(row, "criterion"), {}) if text(row, "criterion") else plain
            vector[text(row, "partner")] = interval(row, "receives", percent)
    whole = {
        j: v if sum(part.nominal for part in v.values()) == 1 else plain | v for j, v in named.items()
    }
    for vector in ([plain] if plain else []) + list(whole.values()):
        if sum(part.nominal for part in vector.values()) != 1:
            raise ValueError(f"receives of {action} do not sum to 100")
    return {"": plain} | whole


def read_pays(rows: Sequence[Cells], action: str) -> dict[str, Fraction]:
    plain = [row for row in rows if text(row, "action") == action and not text(row, "criterion")]
    return {
        text(row, "partner"): ZERO if blank(row.get("pays")) else percent(row["pays"]) for row in plain
    }


def read_actions(scenario: Cells, criteria: Mapping[str, Criterion]) -> dict[str, Action]:
    cells = {text(row, "action"): row for row in scenario.get("impacts") or []}
    shares = scenario.get("shares") or []
    return {
        name: Action(
            id=name,
            theme=text(row, "theme"),
            lead=text(row, "lead"),
            cofinancing=optional(row, "cofinancing", percent) or ZERO,
            cost=interval(row, "cost", number),
            levels={j: interval(cells.get(name, {}), j, number) for j in criteria},
            otherwise=read_otherwise(cells.get(f"{name}.if_not", {}), criteria),
            pays=read_pays(shares, name),
            receives=read_receives(shares, name),
        )
        for name, row in sorted((text(row, "action"), row) for row in scenario["actions"])
    }


def read_otherwise(row: Cells, criteria: Iterable[str]) -> dict[str, Fraction]:
    """Levels if an action is not done; blank is nothing."""
    return {j: optional(row, j, number) or ZERO for j in criteria}


def read_links(scenario: Cells) -> tuple[Link, ...]:
    return tuple(
        Link(
            type=text(row, "type"),
            action=text(row, "action"),
            other=text(row, "other"),
            effect=optional(row, "effect", percent) or ZERO,
            on=text(row, "on", "value"),
        )
        for row in scenario.get("links") or []
    )


def read_point_worth(cell: object) -> Interval | None:
    """One number, or {low, high} with the midpoint as nominal value."""
    if isinstance(cell, Mapping):
        low, high = number(cell["low"]), number(cell["high"])
        return Interval((low + high) / 2, low, high)
    return None if blank(cell) else Interval(number(cell), number(cell), number(cell))


def cents_per_unit(money: object) -> int:
    """A cent is 0.01 EUR for EUR, €, k€, M€, else a hundredth of the unit."""
    return {"k€": 100_000, "M€": 100_000_000}.get(str(money).strip(), 100)


def screen(
    actions: Iterable[Action], criteria: Iterable[Criterion], links: Iterable[Link]
) -> frozenset[str]:
    """Actions that fail a threshold, and every action that requires one of them."""
    thresholds = [c for c in criteria if c.role == "threshold"]
    out = {a.id for a in actions if not all(c.accepts(a.levels[c.id].nominal) for c in thresholds)}
    needs = [(link.action, link.other) for link in links if link.type == "requires"]
    while more := {a for a, b in needs if b in out} - out:
        out |= more
    return frozenset(out)


# ---------------------------------------------------------------- rows of the rules


@dataclass(frozen=True)
class View:
    """What the rows of a rule look at: the records, one classification, one point worth."""

    actions: Mapping[str, Action]
    partners: Mapping[str, Partner]
    links: tuple[Link, ...]
    screened: frozenset[str]
    groups: tuple[str, ...]
    membership: Mapping[str, Shares]
    point_worth: Fraction | None
    unit: Fraction
    cent: Fraction

    def household(self, partner: str) -> frozenset[str]:
        """A partner and all its descendants."""
        children = [p.id for p in self.partners.values() if p.parent == partner]
        return frozenset({partner}).union(*(self.household(child) for child in children))

    def leaves(self) -> list[str]:
        parents = {p.parent for p in self.partners.values()}
        return [p for p in self.partners if p not in parents]

    def of_partner(self, partner: str) -> dict[str, Fraction]:
        return dict.fromkeys(self.household(partner), ONE)

    def of_group(self, group: str) -> dict[str, Fraction]:
        return {p: parts[group] for p, parts in self.membership.items() if parts.get(group)}

    @property
    def worth(self) -> Fraction:
        if self.point_worth is None:
            raise ValueError("point_worth is missing")
        return self.point_worth


def weighed(weights: Shares, amounts: Shares) -> Fraction:
    """``sum_p weight_p amount_p``."""
    return sum((weight * amounts[p] for p, weight in weights.items() if p in amounts), ZERO)


def outcome(of: str, weights: Shares, view: View) -> Part:
    """y over some partners: benefit B, burden K, received E or net u B - K."""
    if of == "net":
        return lambda a: view.worth * weighed(weights, a.benefit) - weighed(weights, a.burden)
    if of not in {"benefit", "burden", "received"}:
        raise ValueError(f"unknown outcome {of}")
    return lambda a: weighed(weights, getattr(a, of))


def measure(of: str) -> Part:
    """How much an action counts: 1, its cost, its local cost or its value."""
    if of == "actions":
        return lambda a: Fraction(a.count)
    if of not in {"local_cost", "cost", "value"}:
        raise ValueError(f"unknown measure {of}")
    return lambda a: Fraction(getattr(a, of))


def least_basis(rule: Cells, smallest: Fraction) -> Fraction:
    """The base asked for when solving: ``at_least_total``, else one unit, else nothing."""
    if yes(rule.get("allow_empty")):
        return ZERO
    return smallest if blank(rule.get("at_least_total")) else number(rule["at_least_total"])


def smallest_unit(of: str, view: View) -> Fraction:
    return {"benefit": view.unit, "value": view.unit, "actions": ONE}.get(of, view.cent)


def at_least(name: str, left: Part, bound: Fraction) -> Row:
    return Row(name, left, -bound)


def at_most(name: str, left: Part, bound: Fraction) -> Row:
    return Row(name, lambda a: -left(a), bound)


def bounds(name: str, left: Part, rule: Cells, low: str = "min", high: str = "max") -> Iterator[Row]:
    """``low <= left <= high``, whichever is given."""
    if not blank(rule.get(low)):
        yield at_least(f"{name} {low}", left, number(rule[low]))
    if not blank(rule.get(high)):
        yield at_most(f"{name} {high}", left, number(rule[high]))


def relative(name: str, left: Part, level: Fraction, base: Part, least: Fraction, sign: int = 1) -> Row:
    """``left >= level * base`` (sign 1) or ``left <= level * base`` (sign -1)."""
    return Row(name, lambda a: sign * (left(a) - level * base(a)), basis=base, least_basis=least)


def share_rows(rule: Cells, view: View) -> Iterator[Row]:
    """``min * y <= y_G <= max * y``."""
    of = text(rule, "of", "benefit")
    group, partner = text(rule, "group"), text(rule, "partner")
    part = outcome(of, view.of_group(group) if group else view.of_partner(partner), view)
    whole = outcome(of, dict.fromkeys(view.partners, ONE), view)
    least = least_basis(rule, smallest_unit(of, view))
    for end, sign in (("min", 1), ("max", -1)):
        if not blank(rule.get(end)):
            yield relative(end, part, share(rule[end]), whole, least, sign)


def served(weights: Shares, level: Fraction) -> Callable[[Amounts], bool]:
    """Do these partners together receive at least ``level`` of the action?"""
    return lambda a: weighed(weights, a.receives) >= level


def counted(chosen: Callable[[Amounts], bool], size: Part) -> Part:
    return lambda a: size(a) if chosen(a) else ZERO


def denominator(per: str, partner: Partner) -> Fraction | None:
    """e_p: one, heads or fiscal capacity."""
    sizes = {"partner": ONE, "head": partner.population, "fiscal_capacity": partner.fiscal_capacity}
    return sizes[per]


def floor_rows(rule: Cells, view: View) -> Iterator[Row]:
    """``y_p >= min * e_p``; at least r actions of which p receives ``from``; return >= r * K_p."""
    covered = several(rule.get("only")) or tuple(view.leaves())
    if not blank(rule.get("min")):
        yield from _floor_amounts(rule, view, covered)
    if not blank(rule.get("min_actions")):
        for p in covered:
            weights = view.of_partner(p)
            served_by = counted(served(weights, _level(rule)), measure("actions"))
            yield replace(
                at_least(f"min_actions {p}", served_by, number(rule["min_actions"])), watch=weights
            )
    if not blank(rule.get("return_on_burden")):
        yield from _floor_returns(rule, view, covered)


def _level(rule: Cells) -> Fraction:
    return share("10 %" if blank(rule.get("from")) else rule["from"])


def _floor_amounts(rule: Cells, view: View, covered: Iterable[str]) -> Iterator[Row]:
    for p in covered:
        size = denominator(text(rule, "per", "partner"), view.partners[p])
        if size is not None:
            left = outcome(text(rule, "of", "benefit"), view.of_partner(p), view)
            yield at_least(f"min {p}", left, number(rule["min"]) * size)


def _floor_returns(rule: Cells, view: View, covered: Sequence[str]) -> Iterator[Row]:
    cell = rule["return_on_burden"]
    level = percent(cell) if "%" in str(cell) else number(cell)
    burdens = [outcome("burden", view.of_partner(p), view) for p in covered]
    least = least_basis(rule, view.cent)
    for p, burden in zip(covered, burdens, strict=True):
        yield Row(
            f"return {p}",
            _return(text(rule, "by"), view.of_partner(p), level, burden, view),
            basis=lambda a: sum((each(a) for each in burdens), ZERO),
            least_basis=least,
        )


def _return(by: str, weights: Shares, level: Fraction, burden: Part, view: View) -> Part:
    """``E_p - r K_p`` by spending, ``u B_p - r K_p`` by value."""
    if by == "spending":
        received = outcome("received", weights, view)
        return lambda a: received(a) - level * burden(a)
    benefit, worth = outcome("benefit", weights, view), view.worth
    return lambda a: worth * benefit(a) - level * burden(a)


def coverage_sets(
    rule: Cells, view: View
) -> Iterator[tuple[str, Callable[[Amounts], bool], Shares | None]]:
    """For each key: which actions count for it, and the receives this depends on."""
    per, only = text(rule, "per"), several(rule.get("only"))
    if per in {"theme", "lead"}:
        for key in only or distinct(view, per):
            yield key, labelled(per, key), None
    elif per in {"group", "partner"}:
        for key in only or (view.groups if per == "group" else view.leaves()):
            weights = view.of_group(key) if per == "group" else view.of_partner(key)
            yield key, served(weights, _level(rule)), weights
    else:
        raise ValueError(f"coverage per {per}")


def distinct(view: View, label: str) -> list[str]:
    return sorted({getattr(action, label) for action in view.actions.values()} - {""})


def labelled(label: str, key: str) -> Callable[[Amounts], bool]:
    return lambda a: getattr(a, label) == key


def coverage_rows(rule: Cells, view: View) -> Iterator[Row]:
    """Counts within [min_actions, max_actions]; measures within [min_share, max_share] of all."""
    of = text(rule, "of", "actions")
    size, least = measure(of), least_basis(rule, smallest_unit(of, view))
    for key, chosen, watch in coverage_sets(rule, view):
        for row in bounds(key, counted(chosen, measure("actions")), rule, "min_actions", "max_actions"):
            yield replace(row, watch=watch)
        for end, sign in (("min_share", 1), ("max_share", -1)):
            if not blank(rule.get(end)):
                row = relative(
                    f"{key} {end}", counted(chosen, size), share(rule[end]), size, least, sign
                )
                yield replace(row, watch=watch)


def budget_rows(rule: Cells, view: View) -> Iterator[Row]:
    """Cost of all, of each theme, of each lead, or burden of each partner ``<= max``."""
    size, per, most = measure(text(rule, "of", "local_cost")), text(rule, "per"), number(rule["max"])
    if not per:
        yield at_most("all", size, most)
    elif per == "partner":
        for p in view.leaves():
            yield at_most(p, outcome("burden", {p: ONE}, view), most)
    elif per in {"theme", "lead"}:
        for key in distinct(view, per):
            yield at_most(key, counted(labelled(per, key), size), most)
    else:
        raise ValueError(f"budget per {per}")


def caps_rows(rule: Cells, view: View) -> Iterator[Row]:
    """``K_p <= cap_p``, with the descendants of p."""
    for p in view.partners.values():
        if p.cap is not None:
            yield at_most(p.id, outcome("burden", view.of_partner(p.id), view), p.cap)


def lead_rows(rule: Cells, view: View) -> Iterator[Row]:
    """``measure(lead) <= max_share * measure(all)`` for each lead."""
    of = text(rule, "of", "local_cost")
    size, least = measure(of), least_basis(rule, smallest_unit(of, view))
    for key in distinct(view, "lead"):
        yield relative(
            key, counted(labelled("lead", key), size), share(rule["max_share"]), size, least, -1
        )


def contiguity_rows(rule: Cells, view: View) -> Iterator[Row]:
    """Flows between partners that do not touch ``>= min_share`` of those between distinct partners."""

    def far(pair: Pair) -> bool:
        return pair[0] != pair[1] and pair[1] not in view.partners[pair[0]].neighbours

    def crossing(amounts: Amounts) -> Fraction:
        return sum((flow for (p, q), flow in amounts.flows.items() if p != q), ZERO)

    def distant(amounts: Amounts) -> Fraction:
        return sum((flow for pair, flow in amounts.flows.items() if far(pair)), ZERO)

    yield relative("far", distant, share(rule["min_share"]), crossing, least_basis(rule, view.cent))


def impact_rows(rule: Cells, view: View) -> Iterator[Row]:
    """Expected total of a criterion within [min, max]."""
    criterion = text(rule, "criterion")
    yield from bounds(criterion, lambda a: a.impacts[criterion], rule)


def decisions(coefficients: Shares) -> Part:
    """``sum_i coefficient_i x_i``."""
    return lambda a: a.count * coefficients.get(a.action, ZERO)


def linear_rows(rule: Cells, view: View) -> Iterator[Row]:
    """``min <= sum_i coefficient_i x_i <= max``."""
    coefficients = {action: number(cell) for action, cell in rule["terms"].items()}
    yield from bounds("sum", decisions(coefficients), rule)


def status_rows(rule: Cells, view: View) -> Iterator[Row]:
    """``x_i >= 1`` for the mandatory actions, ``x_i <= 0`` for the excluded ones."""
    for action in several(rule.get("mandatory")):
        yield at_least(f"mandatory {action}", decisions({action: ONE}), ONE)
    for action in several(rule.get("excluded")):
        yield at_most(f"excluded {action}", decisions({action: ONE}), ZERO)


def link_rows(rule: Cells, view: View) -> Iterator[Row]:
    """``x_a <= x_b`` (requires), ``x_a + x_b <= 1`` (excludes), ``x_a = x_b`` (together)."""
    for link in view.links:
        a, b = link.action, link.other
        if link.type in {"requires", "together"}:
            yield at_least(f"{a} {b}", decisions({b: ONE, a: -ONE}), ZERO)
        if link.type == "together":
            yield at_least(f"{b} {a}", decisions({a: ONE, b: -ONE}), ZERO)
        if link.type == "excludes":
            yield at_most(f"{a} {b}", decisions({a: ONE, b: ONE}), ONE)


def threshold_rows(rule: Cells, view: View) -> Iterator[Row]:
    """``x_i <= 0`` for every screened action."""
    for action in sorted(view.screened):
        yield at_most(action, decisions({action: ONE}), ZERO)


FAMILIES: Final[Mapping[str, Callable[[Cells, View], Iterator[Row]]]] = {
    "share": share_rows,
    "floor": floor_rows,
    "coverage": coverage_rows,
    "budget": budget_rows,
    "caps": caps_rows,
    "lead": lead_rows,
    "contiguity": contiguity_rows,
    "impact": impact_rows,
    "linear": linear_rows,
    "status": status_rows,
    LINKS: link_rows,
    THRESHOLDS: threshold_rows,
}


def all_rules(scenario: Cells, criteria: Iterable[Criterion], links: Iterable[Link]) -> dict[str, Cells]:
    """The written rules and the two implicit ones."""
    rules: dict[str, Cells] = {
        name: rule for name, rule in (scenario.get("rules") or {}).items() if rule
    }
    if any(link.type != "synergy" for link in links):
        rules[LINKS] = {"type": LINKS}
    if any(c.role == "threshold" for c in criteria):
        rules[THRESHOLDS] = {"type": THRESHOLDS}
    return rules


# ---------------------------------------------------------------- worst cases


def steer(bounds_of: Mapping[str, Interval], cost: Shares) -> dict[str, Fraction]:
    """The vector within its intervals, summing to 1, of least ``sum cost_p r_p``; ties by id."""
    vector = {p: part.low for p, part in bounds_of.items()}
    rest = 1 - sum(vector.values(), ZERO)
    for p in sorted(vector, key=lambda p: (cost[p], p)):
        step = min(rest, bounds_of[p].high - vector[p])
        vector[p] += step
        rest -= step
    return vector


# ---------------------------------------------------------------- the oracle


@dataclass(frozen=True)
class Coefficients:
    """A row as ``constant + sum_i single_i + sum_ik pair_ik``, and its base in the same form.

    ``met`` gives what curves bring to a portfolio, where there are needs.
    """

    row: Row
    single: Shares
    pair: Mapping[Pair, Fraction]
    basis_single: Shares
    basis_pair: Mapping[Pair, Fraction]
    met: Callable[[frozenset[str]], Amounts] | None

    def slack(self, chosen: frozenset[str]) -> Fraction:
        bent = self.row.part(self.met(chosen)) if self.met else ZERO
        return self.row.constant + summed(chosen, self.single, self.pair) + bent

    def basis(self, chosen: frozenset[str]) -> Fraction | None:
        if self.row.basis is None:
            return None
        bent = self.row.basis(self.met(chosen)) if self.met else ZERO
        return summed(chosen, self.basis_single, self.basis_pair) + bent


def summed(chosen: frozenset[str], single: Shares, pair: Mapping[Pair, Fraction]) -> Fraction:
    alone = sum((single[i] for i in chosen), ZERO)
    return alone + sum((amount for (i, k), amount in pair.items() if i in chosen and k in chosen), ZERO)


class Oracle:
    """Everything about a small scenario, from its plain dictionary."""

    def __init__(self, scenario: dict[str, Any]) -> None:
        self.criteria = read_criteria(scenario)
        self.partners = read_partners(scenario)
        self.records = read_actions(scenario, self.criteria)
        self.links = read_links(scenario)
        self.point_worth = read_point_worth(scenario.get("point_worth"))
        self.rules = all_rules(scenario, self.criteria.values(), self.links)
        self.cent = Fraction(1, cents_per_unit(scenario.get("money", "")))
        self.actions: tuple[str, ...] = tuple(self.records)
        self.screened = screen(self.records.values(), self.criteria.values(), self.links)
        self.valued = [c for c in self.criteria.values() if c.role == "value"]
        self.needs = {c.id: read_needs(self.partners, c.id) for c in self.valued if c.scope == "partner"}
        self.effects = self._effects()
        self.unit = self._unit()
        self.base = {i: self._base(i, action.nominal) for i, action in self.records.items()}
        self.increment = {
            (i, k): self._increment(i, k, self.records[i].nominal) for i, k in self.effects
        }
        self._tables: dict[object, dict[str, tuple[Coefficients, ...]]] = {}
        self._worst: dict[tuple[str, str, int, str, frozenset[str]], Fraction] = {}
        self._others: list[Amounts] = []
        self._met: dict[frozenset[str], Amounts] = {}

    # ------------------------------------------------------------ scores

    def _effects(self) -> dict[Pair, dict[str, Fraction]]:
        """(i, k) -> thing -> total effect on i of selecting k; things are leaves and cost."""
        found: dict[Pair, dict[str, Fraction]] = {}
        for link in self.links:
            if link.type != "synergy":
                continue
            things = [c.id for c in self.valued] if link.on == "value" else [link.on]
            for pair in ((link.action, link.other), (link.other, link.action)):
                for thing in things:
                    on = found.setdefault(pair, {})
                    on[thing] = on.get(thing, ZERO) + link.effect
        return found

    def success(self, facts: Facts) -> Fraction:
        """s_i: the product of the probabilities of success."""
        product = ONE
        for c in self.criteria.values():
            if c.role == "success":
                product *= c.points(facts.levels[c.id]) / 100
        return product

    def worth(self, c: Criterion, facts: Facts) -> Fraction:
        """``W_j s_i (v_j(zero_j + impact_ij) - v_j(zero_j + impact_ij if not done))``, exact."""
        gain = c.points(c.zero + facts.levels[c.id])
        if facts.otherwise[c.id]:
            gain -= c.points(c.zero + facts.otherwise[c.id])
        return c.weight * self.success(facts) * gain

    @cached_property
    def worths(self) -> dict[Pair, Fraction]:
        """(action, leaf) -> what the action is worth on it by itself, exact."""
        records = self.records.items()
        return {(i, c.id): self.worth(c, a.nominal) for i, a in records for c in self.valued}

    def _unit(self) -> Fraction:
        """10^-k, k in 0..6 the largest that keeps the sum of absolute values below 10^7."""
        size = ZERO
        for i, action in self.records.items():
            for c in self.valued:
                if c.scope != "portfolio":
                    points = abs(self._alone(c, action.nominal))
                    factors = [abs(on.get(c.id, ZERO)) for (a, _), on in self.effects.items() if a == i]
                    size += points * (1 + sum(factors, ZERO))
        return Fraction(1, 10 ** max((k for k in range(7) if size * 10**k < 10**7), default=0))

    def _alone(self, c: Criterion, facts: Facts) -> Fraction:
        if c.scope == "action":
            return self.worth(c, facts)
        moved = self.success(facts) * facts.levels[c.id]
        receives = facts.receives.get(c.id, facts.receives[""])
        shares = ((n, receives.get(p, ZERO)) for p, n in self.needs[c.id].items())
        return c.weight * sum((n * c.points(moved * part / n) for n, part in shares), ZERO)

    def _base(self, i: str, facts: Facts) -> Amounts:
        times = dict.fromkeys((*self.criteria, "cost"), ONE)
        return self._amounts(self.records[i], facts, times, 1)

    def _increment(self, i: str, k: str, facts: Facts) -> Amounts:
        return self._amounts(self.records[i], facts, self.effects[i, k], 0)

    def _amounts(self, action: Action, facts: Facts, times: Shares, count: int) -> Amounts:
        """Scores and money of an action, each thing multiplied by ``times`` and rounded."""
        chance = self.success(facts)
        units = {
            c.id: half_even(self.worth(c, facts) * times.get(c.id, ZERO) / self.unit)
            for c in self.valued
            if c.scope == "action"
        }
        cents = facts.cost * times.get("cost", ZERO) / self.cent
        local = half_even(cents * (1 - action.cofinancing))
        plain = facts.receives[""]
        table = {(p, q): pay * part for p, pay in action.pays.items() for q, part in plain.items()}
        return Amounts(
            action=action.id,
            theme=action.theme,
            lead=action.lead,
            count=count,
            cost=half_even(cents) * self.cent,
            local_cost=local * self.cent,
            values={j: amount * self.unit for j, amount in units.items()},
            benefit=totals(
                (p, part * self.unit)
                for j, amount in units.items()
                for p, part in apportion(amount, facts.receives.get(j, plain)).items()
            ),
            flows={pair: part * self.cent for pair, part in apportion(local, table).items()},
            impacts={
                c.id: chance * (facts.levels[c.id] - facts.otherwise[c.id]) * times.get(c.id, ZERO)
                for c in self.valued
            },
            receives=plain,
            gets={
                (j, p): chance * facts.levels[j] * times.get(j, ZERO) * part
                for j, needs in self.needs.items()
                for p, part in facts.receives.get(j, plain).items()
                if p in needs
            },
        )

    def met(self, chosen: frozenset[str]) -> Amounts:
        """The needs that a portfolio meets: benefits that are no sum over actions."""
        if chosen not in self._met:
            self._met[chosen] = self._bent(self._selected(chosen))
        return self._met[chosen]

    def _bent(self, amounts: Iterable[Amounts]) -> Amounts:
        """``floor(W_j n_p v_j(sum / n_p) / unit)`` of each criterion of scope partner and partner."""
        reached = totals(item for each in amounts for item in each.gets.items())
        benefit = totals((p, self._need_met(j, p, level)) for (j, p), level in reached.items())
        zero = dict.fromkeys((c.id for c in self.valued), ZERO)
        return Amounts("", "", "", 0, ZERO, ZERO, zero, benefit, {}, zero, {}, {})

    def _need_met(self, criterion: str, partner: str, level: Fraction) -> Fraction:
        n, c = self.needs[criterion][partner], self.criteria[criterion]
        return floor(c.weight * n * c.points(level / n) / self.unit) * self.unit

    def _selected(self, chosen: frozenset[str]) -> list[Amounts]:
        """The bases and increments of a portfolio."""
        pairs = [amounts for (i, k), amounts in self.increment.items() if i in chosen and k in chosen]
        return [self.base[i] for i in sorted(chosen)] + pairs

    @property
    def _worth(self) -> Fraction | None:
        return None if self.point_worth is None else self.point_worth.nominal

    def _chosen(self, chosen: Iterable[str]) -> frozenset[str]:
        found = frozenset(chosen)
        if unknown := found - set(self.actions):
            raise KeyError(f"unknown actions {sorted(unknown)}")
        return found

    # ------------------------------------------------------------ one portfolio

    def tally(self, chosen: Iterable[str]) -> Tally:
        """What a portfolio is worth, costs and moves, exactly."""
        found = self._chosen(chosen)
        amounts = [*self._selected(found), self.met(found)]
        impacts = {c.id: sum((a.impacts[c.id] for a in amounts), ZERO) for c in self.valued}
        by_criterion = {c.id: self._criterion_value(c, amounts, impacts[c.id]) for c in self.valued}
        common = sum((by_criterion[c.id] for c in self.valued if c.scope == "portfolio"), ZERO)
        benefit, burden, received = (
            dict.fromkeys(self.partners, ZERO)
            | totals(item for a in amounts for item in getattr(a, of).items())
            for of in ("benefit", "burden", "received")
        )
        worth = self._worth
        flows = totals(item for a in amounts for item in a.flows.items())
        return Tally(
            value=sum(by_criterion.values(), ZERO),
            common=common,
            cost=sum((a.cost for a in amounts), ZERO),
            local_cost=sum((a.local_cost for a in amounts), ZERO),
            benefit=benefit,
            burden=burden,
            received=received,
            net=None if worth is None else {p: worth * benefit[p] - burden[p] for p in self.partners},
            flows={pair: flow for pair, flow in sorted(flows.items()) if flow},
            impacts=impacts,
            value_by_criterion=by_criterion,
            value_of_records=self._value_of_records(found),
        )

    def _criterion_value(self, c: Criterion, amounts: Iterable[Amounts], argument: Fraction) -> Fraction:
        if c.scope == "portfolio":
            return floor(c.weight * c.points(argument) / self.unit) * self.unit
        if c.scope == "partner":
            reached = totals(item for a in amounts for item in a.gets.items())
            return sum((self._need_met(j, p, x) for (j, p), x in reached.items() if j == c.id), ZERO)
        return sum((a.values[c.id] for a in amounts), ZERO)

    def _value_of_records(self, chosen: frozenset[str]) -> Fraction:
        """V in fractions: V_j is ``W_j sum_i s_i v_j m_ij`` or ``W_j v_j(sum_i s_i impact_ij m_ij)``,

        or ``W_j sum_p n_p v_j(sum_i s_i impact_ij m_ij receives_ijp / n_p)``.
        """
        value = ZERO
        for c in self.valued:
            argument = ZERO
            parts = dict.fromkeys(self.needs.get(c.id, {}), ZERO)
            for i in chosen:
                facts = self.records[i].nominal
                m = 1 + sum((self.effects.get((i, k), {}).get(c.id, ZERO) for k in chosen), ZERO)
                if c.scope == "action":
                    value += self.worths[i, c.id] * m
                else:
                    argument += self.success(facts) * facts.levels[c.id] * m
                    receives = facts.receives.get(c.id, facts.receives[""])
                    for p in parts:
                        moved = self.success(facts) * facts.levels[c.id] * m
                        parts[p] += moved * receives.get(p, ZERO)
            for p, part in parts.items():
                n = self.needs[c.id][p]
                value += c.weight * n * c.points(part / n)
            if c.scope == "portfolio":
                value += c.weight * c.points(argument)
        return value

    # ------------------------------------------------------------ rules on one portfolio

    def _view(self, classification: str | None = None, point_worth: Fraction | None = None) -> View:
        worth = point_worth if point_worth is not None else self._worth
        return View(
            actions=self.records,
            partners=self.partners,
            links=self.links,
            screened=self.screened,
            groups=tuple(sorted({group for p in self.partners.values() for group in p.groups})),
            membership={
                p.id: p.groups if classification is None else p.others[classification]
                for p in self.partners.values()
            },
            point_worth=worth,
            unit=self.unit,
            cent=self.cent,
        )

    def _table(
        self, classification: str | None = None, point_worth: Fraction | None = None
    ) -> dict[str, tuple[Coefficients, ...]]:
        """The rows of every rule and their coefficients, in one classification, at one point worth."""
        key = (classification, point_worth)
        if key not in self._tables:
            view = self._view(classification, point_worth)
            self._tables[key] = {
                name: tuple(self._coefficients(row) for row in FAMILIES[text(rule, "type")](rule, view))
                for name, rule in self.rules.items()
            }
        return self._tables[key]

    def _coefficients(self, row: Row) -> Coefficients:
        basis = row.basis or (lambda a: ZERO)
        return Coefficients(
            row,
            {i: row.part(amounts) for i, amounts in self.base.items()},
            {pair: found for pair, amounts in self.increment.items() if (found := row.part(amounts))},
            {i: basis(amounts) for i, amounts in self.base.items()},
            {pair: found for pair, amounts in self.increment.items() if (found := basis(amounts))},
            self.met if self.needs else None,
        )

    def slacks(self, chosen: Iterable[str]) -> dict[str, Fraction]:
        """Rule -> least slack of its relations, in the user's units; a rule without any is absent."""
        found = self._chosen(chosen)
        return {
            name: min(row.slack(found) for row in rows) for name, rows in self._table().items() if rows
        }

    def feasible(self, chosen: Iterable[str]) -> bool:
        """Every relation holds and every base reaches what solving asks of it."""
        found = self._chosen(chosen)
        return not found & self.screened and all(margin >= 0 for margin in self.margins(found))

    def margins(self, chosen: Iterable[str]) -> list[Fraction]:
        """The slack of every relation, and every base less what solving asks of it."""
        found = self._chosen(chosen)
        rows = [row for rows in self._table().values() for row in rows]
        bases = [(row.basis(found), row.row.least_basis) for row in rows]
        return [row.slack(found) for row in rows] + [b - least for b, least in bases if b is not None]

    def violation(self, name: str, chosen: Iterable[str]) -> Fraction:
        """By how much a portfolio misses a rule at most: its relations, and its base when solving."""
        found = self._chosen(chosen)
        missing = [ZERO]
        for row in self._table()[name]:
            missing.append(-row.slack(found))
            basis = row.basis(found)
            if basis is not None:
                missing.append(row.row.least_basis - basis)
        return max(missing)

    def portfolios(self) -> Iterator[frozenset[str]]:
        """Every set of actions."""
        for size in range(len(self.actions) + 1):
            yield from map(frozenset, combinations(self.actions, size))

    def verdicts(self, chosen: Iterable[str]) -> dict[str, str]:
        """Rule -> NOT MET, VACUOUS, FRAGILE or MET, in this order of preferred."""
        found = self._chosen(chosen)
        return {name: self._verdict(name, rows, found) for name, rows in self._table().items()}

    def _verdict(self, name: str, rows: Sequence[Coefficients], chosen: frozenset[str]) -> str:
        bases = [basis for row in rows if (basis := row.basis(chosen)) is not None]
        if any(row.slack(chosen) < 0 for row in rows) or any(basis < 0 for basis in bases):
            return NOT_MET
        if any(basis == 0 for basis in bases):
            return VACUOUS
        return FRAGILE if any(slack < 0 for slack in self._worst_slacks(name, rows, chosen)) else MET

    def _worst_slacks(
        self, name: str, rows: Sequence[Coefficients], chosen: frozenset[str]
    ) -> Iterator[Fraction]:
        """The slack of each relation under each kind of doubt, one kind at a time."""
        others = sorted({other for p in self.partners.values() for other in p.others})
        u = self.point_worth
        ends = (u.low, u.high) if u is not None and u.open else ()
        for table in [self._table(other) for other in others] + [self._table(None, end) for end in ends]:
            yield from (row.slack(chosen) for row in table[name])
        for kind in self._kinds(name):
            for n, row in enumerate(rows):
                if self.needs:
                    yield self._bent_slack(kind, row.row, chosen)
                    continue
                yield row.row.constant + sum(
                    (self._doubt(kind, name, n, i, chosen) for i in chosen), ZERO
                )

    def _bent_slack(self, kind: str, row: Row, chosen: frozenset[str]) -> Fraction:
        """The slack of a relation that curves may move, with all data of a kind at their worst."""
        amounts: list[Amounts] = []
        for i in sorted(chosen):
            company = frozenset(k for k in chosen if (i, k) in self.effects)
            self._others = [a for k in chosen - {i} for a in self._brought_in(k, chosen)]
            amounts += self._brought(i, self._worst_facts(kind)(row, i, company), company)
            self._others = []
        return row.constant + sum(map(row.part, [*amounts, self._bent(amounts)]), ZERO)

    def _brought_in(self, i: str, chosen: frozenset[str]) -> list[Amounts]:
        company = frozenset(k for k in chosen if (i, k) in self.effects)
        return self._brought(i, self.records[i].nominal, company)

    def _kinds(self, name: str) -> tuple[str, ...]:
        rule = self.rules[name]
        immune = text(rule, "type") in {"budget", "caps"} and "costs" not in several(
            rule.get("fragile_to")
        )
        return ("receives", "impacts") if immune else ("receives", "impacts", "costs")

    def _doubt(self, kind: str, name: str, n: int, i: str, chosen: frozenset[str]) -> Fraction:
        """What action i adds to relation n of a rule with its data of one kind at their worst."""
        company = frozenset(k for k in chosen if (i, k) in self.effects)
        key = (kind, name, n, i, company)
        if key not in self._worst:
            row = self._table()[name][n].row
            worst = self._worst_facts(kind)(row, i, company)
            self._worst[key] = self._part(row, i, worst, company)
        return self._worst[key]

    def _worst_facts(self, kind: str) -> Callable[[Row, str, frozenset[str]], Facts]:
        return {
            "receives": self._worst_receives,
            "impacts": self._worst_impacts,
            "costs": self._worst_cost,
        }[kind]

    def _part(self, row: Row, i: str, facts: Facts, company: frozenset[str]) -> Fraction:
        """What action i adds to a relation with these facts, in this company.

        With what curves make of it beside the others of the portfolio, where there are needs.
        """
        return self._with_curves(row, self._brought(i, facts, company))

    def _with_curves(self, row: Row, amounts: Sequence[Amounts]) -> Fraction:
        bent = [self._bent([*amounts, *self._others])] if self.needs else []
        return sum(map(row.part, [*amounts, *bent]), ZERO)

    def _brought(self, i: str, facts: Facts, company: frozenset[str]) -> list[Amounts]:
        if facts == self.records[i].nominal:
            return [self.base[i]] + [self.increment[i, k] for k in sorted(company)]
        return [self._base(i, facts)] + [self._increment(i, k, facts) for k in sorted(company)]

    def _worse(self, row: Row, i: str, company: frozenset[str], ends: Sequence[Facts]) -> Facts:
        return min(ends, key=lambda facts: self._part(row, i, facts, company))

    def _worst_cost(self, row: Row, i: str, company: frozenset[str]) -> Facts:
        action = self.records[i]
        ends = [replace(action.nominal, cost=end) for end in (action.cost.low, action.cost.high)]
        return self._worse(row, i, company, ends)

    def _worst_impacts(self, row: Row, i: str, company: frozenset[str]) -> Facts:
        """Each impact at its own worst end, the others nominal; then all of them together."""
        action = self.records[i]
        levels = dict(action.nominal.levels)
        for j, level in action.levels.items():
            if level.open:
                ends = [
                    replace(action.nominal, levels={**action.nominal.levels, j: end})
                    for end in (level.low, level.high)
                ]
                levels[j] = self._worse(row, i, company, ends).levels[j]
        return replace(action.nominal, levels=levels)

    def _worst_receives(self, row: Row, i: str, company: frozenset[str]) -> Facts:
        """Each vector of receives at the worst corner of its box cut by ``sum = 1``."""
        action = self.records[i]
        vectors = dict(action.nominal.receives)
        for j, box in action.receives.items():
            if any(part.open for part in box.values()):
                ends = [
                    self._with_receives(i, j, vector)
                    for vector in self._corners(row, i, j, box, company)
                ]
                vectors[j] = self._worse(row, i, company, ends).receives[j]
        return replace(action.nominal, receives=vectors)

    def _with_receives(self, i: str, j: str, vector: Shares) -> Facts:
        facts = self.records[i].nominal
        return replace(facts, receives={**facts.receives, j: vector})

    def _corners(
        self, row: Row, i: str, j: str, box: Mapping[str, Interval], company: frozenset[str]
    ) -> list[dict[str, Fraction]]:
        """Candidates for the worst vector: both ends of what is watched, else least slack."""
        if row.watch is not None:
            weights = {p: row.watch.get(p, ZERO) for p in box}
            return [steer(box, weights), steer(box, {p: -weight for p, weight in weights.items()})]
        cost = {p: self._all_to(row, i, j, p, company) for p in box}
        if len(set(cost.values())) == 1 and not self.needs:
            return [{p: part.nominal for p, part in box.items()}]
        return [steer(box, cost)]

    def _all_to(self, row: Row, i: str, j: str, partner: str, company: frozenset[str]) -> Fraction:
        """What the action adds to the relation if one partner received all, in fractions."""
        action = self.records[i]
        own = set(action.receives) - {""}
        found: list[Amounts] = []
        for amounts in self._brought(i, action.nominal, company):
            worth = sum((v for c, v in amounts.values.items() if (c == j if j else c not in own)), ZERO)
            flows = (
                {} if j else {(p, partner): pay * amounts.local_cost for p, pay in action.pays.items()}
            )
            gets = {pair: x for pair, x in amounts.gets.items() if not self._moved_by(j, pair[0], own)}
            for c, needs in self.needs.items():
                if partner in needs and self._moved_by(j, c, own):
                    gets[c, partner] = amounts.impacts[c]
            found.append(replace(amounts, benefit={partner: worth}, flows=flows, gets=gets))
        return self._with_curves(row, found)

    @staticmethod
    def _moved_by(vector: str, criterion: str, own: set[str]) -> bool:
        """Whether a vector of receives spreads a criterion: its own, else the plain one."""
        return criterion == vector if vector else criterion not in own

    # ------------------------------------------------------------ enumeration

    def best(self) -> tuple[Fraction, list[frozenset[str]]] | None:
        """The best value over all feasible portfolios and every portfolio that reaches it."""
        best, masks = 0, list[int]()
        for value, mask in self._feasible_values():
            if not masks or value > best:
                best, masks = value, []
            if value == best:
                masks.append(mask)
        free = self._free()
        found = [frozenset(i for n, i in enumerate(free) if mask >> n & 1) for mask in masks]
        return (best * self.unit, sorted(found, key=sorted)) if found else None

    def feasible_portfolios(self) -> Iterator[tuple[Fraction, frozenset[str]]]:
        """(value, portfolio) of every feasible portfolio."""
        free = self._free()
        for value, mask in self._feasible_values():
            yield value * self.unit, frozenset(i for n, i in enumerate(free) if mask >> n & 1)

    def _free(self) -> list[str]:
        return [i for i in self.actions if i not in self.screened]

    def _feasible_values(self) -> Iterator[tuple[int, int]]:
        """(value in units, bit mask over the free actions) of every feasible portfolio."""
        if self.needs:
            yield from self._feasible_one_by_one()
            return
        rows = [
            column
            for rows in self._table().values()
            for row in rows
            for column in self._row_columns(row)
        ]
        curves = [c for c in self.valued if c.scope == "portfolio"]
        arguments = [self._amount_column(lambda a, c=c: a.impacts[c.id]) for c in curves]  # type: ignore[misc]
        value = self._amount_column(lambda a: a.value / self.unit)
        steps = [
            Steps.of(c, column.scale, self.unit) for c, column in zip(curves, arguments, strict=True)
        ]
        for mask, state in walk(len(self._free()), [*rows, *arguments, value]):
            if min(state[: len(rows)], default=0) >= 0:
                levels = state[len(rows) : -1]
                yield (
                    state[-1] // value.scale
                    + sum(step(level) for step, level in zip(steps, levels, strict=True)),
                    mask,
                )

    def _feasible_one_by_one(self) -> Iterator[tuple[int, int]]:
        free = self._free()
        for mask in range(1 << len(free)):
            chosen = frozenset(i for n, i in enumerate(free) if mask >> n & 1)
            if self.feasible(chosen):
                yield int(self.tally(chosen).value / self.unit), mask

    def _row_columns(self, row: Coefficients) -> Iterator[Column]:
        """A relation, and its base less what solving asks of it: both must be >= 0."""
        yield self._column(row.single, row.pair, row.row.constant)
        if row.row.basis is not None:
            yield self._column(row.basis_single, row.basis_pair, -row.row.least_basis)

    def _amount_column(self, part: Part) -> Column:
        singles = {i: part(amounts) for i, amounts in self.base.items()}
        return self._column(
            singles, {pair: part(amounts) for pair, amounts in self.increment.items()}, ZERO
        )

    def _column(self, single: Shares, pair: Mapping[Pair, Fraction], constant: Fraction) -> Column:
        """The same quantity in whole numbers, over the actions that are not screened."""
        place = {i: n for n, i in enumerate(self._free())}
        pairs = totals(
            ((min(i, k), max(i, k)), v) for (i, k), v in pair.items() if i in place and k in place
        )
        scale = lcm(constant.denominator, *(v.denominator for v in (*single.values(), *pairs.values())))
        return Column(
            tuple(int(single[i] * scale) for i in place),
            {(place[i], place[k]): int(v * scale) for (i, k), v in pairs.items()},
            int(constant * scale),
            scale,
        )


@dataclass(frozen=True)
class Column:
    """A quantity times ``scale``, in whole numbers: ``start + sum_i single_i + sum_{i<k} pair_ik``."""

    single: tuple[int, ...]
    pair: Mapping[tuple[int, int], int]
    start: int
    scale: int


@dataclass(frozen=True)
class Steps:
    """``floor(W_j v_j(level / scale) / unit)`` for a whole level, in whole numbers.

    Each segment is (last level, a, b, d): ``floor((a * level + b) / d)``.
    """

    segments: tuple[tuple[int, int, int, int], ...]
    ceiling: int | None

    @classmethod
    def of(cls, c: Criterion, scale: int, unit: Fraction) -> Steps:
        if c.curve is None:
            raise ValueError(f"{c.id} has no curve")
        segments = []
        for end, _ in c.curve.points[1:]:
            slope, intercept = (part * c.weight / unit for part in c.curve.segment(end))
            slope /= scale
            d = lcm(slope.denominator, intercept.denominator)
            segments.append((floor(end * scale), int(slope * d), int(intercept * d), d))
        return cls(tuple(segments), floor(100 * c.weight / unit) if c.curve.clip else None)

    def __call__(self, level: int) -> int:
        _, a, b, d = next((s for s in self.segments if level <= s[0]), self.segments[-1])
        units = (a * level + b) // d
        return units if self.ceiling is None else min(max(units, 0), self.ceiling)


def walk(count: int, columns: Sequence[Column]) -> Iterator[tuple[int, list[int]]]:
    """Every bit mask over ``count`` actions with the columns' totals, one addition per step."""
    single = [[column.single[i] for column in columns] for i in range(count)]
    linked = sorted({pair for column in columns for pair in column.pair})
    pairs: list[list[tuple[int, list[int]]]] = [[] for _ in range(count)]
    for low, high in linked:
        pairs[high].append((1 << low, [column.pair.get((low, high), 0) for column in columns]))

    def down(first: int, mask: int, state: list[int]) -> Iterator[tuple[int, list[int]]]:
        yield mask, state
        for i in range(first, count):
            after = [x + y for x, y in zip(state, single[i], strict=True)]
            for bit, together in pairs[i]:
                if mask & bit:
                    after = [x + y for x, y in zip(after, together, strict=True)]
            yield from down(i + 1, mask | 1 << i, after)

    return down(0, 0, [column.start for column in columns])
