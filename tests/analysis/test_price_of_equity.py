"""The price of equity: every step of a curve equals full enumeration, with levels by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from loading import load
from oracle import Amounts, Oracle, number, percent, several
from published import PROBE_DEPARTMENTS
from random_scenarios import seeded
from tiny import tiny

from mcda.analysis.price_of_equity import Asked, Curve, price_of_equity, prices_of_equity
from mcda.errors import Infeasible, UsageProblem
from mcda.optimise import solve
from mcda.optimise.engines import Clock
from mcda.optimise.programme import formulate
from mcda.optimise.prove import Proven, choose_engines, prove
from mcda.optimise.staircase import Walk
from mcda.portfolio.strictness import Strictness
from mcda.rules.base import Relation, fixed
from mcda.scoring import score

Tables = dict[str, Any]
Stair = tuple[Fraction | None, Fraction]
"""(level, value); a level of None is that of a portfolio that meets the rule whatever its level."""
RISES = {"min", "min_actions", "min_share", "return_on_burden"}
SIGNED = {("floor", "min"), ("impact", "min"), ("impact", "max"), ("linear", "min"), ("linear", "max")}
BOUNDS = (*RISES, "max", "max_actions", "max_share")


# ---------------------------------------------------------------- levels, from the definitions


class Levels:
    """The tightest level of one bound of one rule, portfolio by portfolio."""

    def __init__(self, tables: Tables, name: str, bound: str) -> None:
        self.rule, self.bound = tables["rules"][name], bound
        rules = {other: rule for other, rule in tables["rules"].items() if other != name}
        self.oracle = Oracle({**tables, "rules": rules})
        self.view = self.oracle._view()

    def staircase(self) -> list[Stair]:
        """(level, value) of every portfolio that nothing beats in both, from loose to tight."""
        best: list[Stair] = []
        found = [(v, self.level(c)) for v, c in self.oracle.feasible_portfolios() if self.admits(c)]
        for value, level in sorted(found, key=lambda pair: (pair[0], self.rank(pair[1])), reverse=True):
            if level != "never" and (not best or self.rank(level) > self.rank(best[-1][0])):
                best = [stair for stair in best if stair[1] != value] + [(level, value)]
        return best

    def free(self) -> Fraction | None:
        best = self.oracle.best()
        return None if best is None else best[0]

    def rank(self, level: Any) -> Fraction:
        """Greater is tighter."""
        if level in (None, "never"):
            return Fraction(10**30)
        return Fraction(level) if self.bound in RISES else -Fraction(level)

    def level(self, chosen: frozenset[str]) -> Any:
        """`left / base` of the relation that binds; None if no level matters."""
        sign = 1 if self.bound in RISES else -1
        levels = []
        for left, base in self.ratios(chosen):
            if base:
                levels.append(left / base)
            elif sign * left < 0:
                return "never"
        signed = (self.rule["type"], self.bound) in SIGNED
        if not levels:
            return None if sign > 0 or signed else Fraction(0)
        level = min(levels) if sign > 0 else max(levels)
        if signed or level >= 0:
            return level
        return "never" if sign > 0 else Fraction(0)

    def admits(self, chosen: frozenset[str]) -> bool:
        """What the rule asks at every level: that there is something to share."""
        kind = self.rule["type"]
        base = sum((base for _, base in self.ratios(chosen)), Fraction(0))
        if kind == "floor" and self.bound == "return_on_burden":
            of = "cents"
        elif kind in ("share", "lead", "contiguity") or self.bound.endswith("_share"):
            of = {"benefit": "value", "value": "value", "actions": "actions"}.get(
                self.rule.get("of", "local_cost" if kind == "lead" else "actions"), "cents"
            )
            ratios = list(self.ratios(chosen))
            if not ratios:
                return True
            base = ratios[0][1]
        else:
            return True
        if self.rule.get("allow_empty"):
            return base >= 0
        if "at_least_total" in self.rule:
            return base >= number(self.rule["at_least_total"])
        return base >= {"value": self.oracle.unit, "actions": 1}.get(of, self.oracle.cent)

    def ratios(self, chosen: frozenset[str]) -> Iterator[tuple[Fraction, Fraction]]:
        """(left, base) of every relation: the rule asks left >= level * base, or <=."""
        rule, one = self.rule, Fraction(1)
        tally, parts = self.oracle.tally(chosen), self.oracle._selected(chosen)
        if rule["type"] == "share":
            amounts = getattr(tally, rule["of"])
            weights = self.weights(rule)
            yield self.total(weights, amounts), sum(amounts.values(), Fraction(0))
        elif rule["type"] == "floor":
            yield from self.floors(chosen)
        elif rule["type"] == "coverage":
            size = "actions" if self.bound.endswith("_actions") else rule.get("of", "actions")
            whole = sum((self.size(part, size) for part in parts), Fraction(0))
            for key in self.keys():
                own = [part for part in parts if self.counts(part, key)]
                left = sum((self.size(part, size) for part in own), Fraction(0))
                yield left, one if self.bound.endswith("_actions") else whole
        elif rule["type"] == "lead":
            of = rule.get("of", "local_cost")
            whole = sum((self.size(part, of) for part in parts), Fraction(0))
            for lead in {a.lead for a in self.oracle.records.values()} - {""}:
                yield sum((self.size(p, of) for p in parts if p.lead == lead), Fraction(0)), whole
        elif rule["type"] == "contiguity":
            crossing = {pair: flow for pair, flow in tally.flows.items() if pair[0] != pair[1]}
            near = {p: self.oracle.partners[p].neighbours for p in self.oracle.partners}
            far = [f for (p, q), f in crossing.items() if q not in near[p]]
            yield sum(far, Fraction(0)), sum(crossing.values(), Fraction(0))
        elif rule["type"] == "budget":
            yield from ((left, one) for left in self.spending(tally, parts))
        elif rule["type"] == "impact":
            yield tally.impacts[rule["criterion"]], one
        else:
            yield sum((number(c) for a, c in rule["terms"].items() if a in chosen), Fraction(0)), one

    def floors(self, chosen: frozenset[str]) -> Iterator[tuple[Fraction, Fraction]]:
        rule, tally = self.rule, self.oracle.tally(chosen)
        for p in several(rule.get("only")) or self.view.leaves():
            mine = dict.fromkeys(self.view.household(p), Fraction(1))
            burden = self.total(mine, tally.burden)
            benefit = self.total(mine, tally.benefit)
            if self.bound == "min_actions":
                yield Fraction(sum(self.serves(i, mine) for i in chosen)), Fraction(1)
            elif self.bound == "return_on_burden":
                by_value = rule["by"] == "value"
                back = self.view.worth * benefit if by_value else self.total(mine, tally.received)
                yield back, burden
            else:
                record = self.oracle.partners[p]
                sizes = {"head": record.population, "fiscal_capacity": record.fiscal_capacity}
                size = sizes.get(rule.get("per", "partner"), Fraction(1))
                got = {"benefit": benefit, "received": self.total(mine, tally.received)}
                if size is not None:
                    net = self.view.worth * benefit - burden if rule["of"] == "net" else None
                    yield got[rule["of"]] if net is None else net, size

    def spending(self, tally: Any, parts: list[Amounts]) -> Iterator[Fraction]:
        per, of = self.rule.get("per"), self.rule.get("of", "local_cost")
        if per == "partner":
            yield from (tally.burden[p] for p in self.view.leaves())
        elif per is None:
            yield getattr(tally, of)
        else:
            for key in {getattr(a, per) for a in self.oracle.records.values()} - {""}:
                yield sum((self.size(p, of) for p in parts if getattr(p, per) == key), Fraction(0))

    def weights(self, whose: Mapping[str, Any]) -> dict[str, Fraction]:
        if "partner" in whose:
            return dict.fromkeys(self.view.household(whose["partner"]), Fraction(1))
        return {p: r.groups.get(whose["group"], Fraction(0)) for p, r in self.oracle.partners.items()}

    def total(self, weights: Mapping[str, Fraction], amounts: Mapping[str, Fraction]) -> Fraction:
        return sum((w * amounts.get(p, Fraction(0)) for p, w in weights.items()), Fraction(0))

    def size(self, part: Amounts, of: str) -> Fraction:
        return Fraction(part.count if of == "actions" else getattr(part, of))

    def keys(self) -> list[str]:
        per = self.rule["per"]
        if "only" in self.rule:
            return several(self.rule["only"])  # type: ignore[return-value]
        if per == "partner":
            return self.view.leaves()
        if per == "group":
            return list(self.view.groups)
        return sorted({getattr(a, per) for a in self.oracle.records.values()} - {""})

    def counts(self, part: Amounts, key: str) -> bool:
        per = self.rule["per"]
        if per in ("theme", "lead"):
            return bool(getattr(part, per) == key)
        return self.serves(part.action, self.weights({per: key}))

    def serves(self, action: str, weights: Mapping[str, Fraction]) -> bool:
        cell = str(self.rule.get("from", "10 %"))
        least = percent(cell) if "%" in cell else number(cell)
        return self.total(weights, self.oracle.base[action].receives) >= least


def priced(tables: Tables) -> list[tuple[str, str]]:
    return [(n, b) for n, rule in tables["rules"].items() for b in BOUNDS if b in rule]


def stairs(curve: Curve) -> list[Stair]:
    return [(step.level, step.value) for step in curve.steps]


def check(tables: Tables, name: str, bound: str) -> int:
    """One curve against enumeration; how many steps it has."""
    levels = Levels(tables, name, bound)
    if levels.free() is None:
        with pytest.raises(Infeasible):
            price_of_equity(load(tables), name, bound)
        return 0
    curve = price_of_equity(load(tables), name, bound)
    expected = levels.staircase()
    assert stairs(curve) == expected
    assert (curve.complete, curve.verified, curve.free) == (True, True, levels.free())
    assert curve.last_feasible == (expected[-1][0] if expected else None)
    for step in curve.steps:
        assert (levels.level(step.chosen), levels.oracle.tally(step.chosen).value) == (
            step.level,
            step.value,
        )
    _adds_up(curve)
    return len(expected)


def _adds_up(curve: Curve) -> None:
    """Monotone, prices against the best without the rule, actions that enter and leave."""
    actions = set(curve.free_actions)
    for point in curve.points:
        assert point.price == curve.free - point.value >= 0
        assert (point.price_share is None) == (curve.free <= 0)
        actions = (actions | set(point.entered)) - set(point.left)
        assert tuple(sorted(actions)) == point.actions
    for one, other in pairwise(curve.points):
        assert other.value < one.value
        assert other.level is None or one.level is not None
        if one.level is not None and other.level is not None:
            assert (other.level > one.level) == curve.rises
            assert other.marginal == (one.value - other.value) / abs(other.level - one.level)


@pytest.mark.parametrize("block", range(13))
def test_every_step_of_every_rule_equals_enumeration(block: int) -> None:
    """Share, floor, coverage, lead, contiguity, budget and impact, guards and empty bases included."""
    steps = 0
    for seed in range(16 * block, 16 * block + 16):
        tables = seeded(31_000 + seed, max_actions=6, min_actions=3, max_rules=5)
        for name, bound in priced(tables)[:2]:
            steps += check(tables, name, bound)
    assert steps > 20


def test_one_project_in_each_department_costs_4_29_percent_and_two_are_impossible() -> None:
    """P2: Lourenço, Morton, Bana e Costa (2012), twelve projects, budget 5.0."""
    budget = {"type": "budget", "max": "5.0", "of": "cost"}
    one_each = {"type": "coverage", "per": "theme", "min_actions": 1}
    scenario = load({**PROBE_DEPARTMENTS, "rules": {"budget": budget, "departments": one_each}})
    curve = price_of_equity(scenario, "departments", asked=Asked(canonical=True))
    assert [(p.level, p.value, p.price) for p in curve.points] == [
        (0, Fraction("414.25"), 0),
        (1, Fraction("396.46"), Fraction("17.79")),
    ]
    point = curve.points[1]
    assert (point.entered, point.left) == (("P07",), ("P10",))
    assert point.price_share is not None
    assert round(point.price_share * 100, 2) == Fraction("4.29")
    assert (curve.current, curve.current_value) == (1, Fraction("396.46"))
    assert (curve.last_feasible, curve.complete, curve.verified) == (1, True, True)


@pytest.mark.parametrize("seed", range(12))
def test_evenly_spaced_levels_are_read_from_the_steps_or_solved_alike(seed: int) -> None:
    tables = seeded(32_000 + seed, max_actions=7, min_actions=5, max_rules=5)
    for name, bound in priced(tables)[:2]:
        try:
            every = price_of_equity(load(tables), name, bound)
        except Infeasible:
            continue
        some = price_of_equity(load(tables), name, bound, Asked(points=7))
        if every.last_feasible is None:
            assert stairs(some) == stairs(every)
            continue
        assert (some.last_feasible, some.complete) == (every.last_feasible, True)
        assert [(p.level, p.value) for p in some.points] == [
            (p.level, p.value) for p in every.read(some.levels)
        ]
        assert len(some.points) == len(some.levels) <= 7


@pytest.mark.parametrize("seed", range(20))
def test_solve_gives_the_value_of_the_curve_at_the_level_of_the_scenario(seed: int) -> None:
    tables = seeded(33_000 + seed, max_actions=6, min_actions=4, max_rules=4)
    for name, bound in priced(tables)[:1]:
        try:
            best = solve(load(tables)).value
        except Infeasible:
            best = None
        try:
            curve = price_of_equity(load(tables), name, bound)
        except Infeasible:
            assert best is None
            continue
        assert curve.current_value == best


CURVED = {
    "gini": {"type": "gini", "of": "benefit", "max": "40 %"},
    "jain": {"type": "jain", "of": "benefit", "min": "40 %"},
    "no_loser": {"type": "no_loser", "margin": 0},
    "effort": {"type": "burden", "per": "partner", "max_effort": "150 %"},
}


@pytest.mark.parametrize("name", CURVED)
def test_the_steps_of_other_notions_are_those_of_their_own_verdicts(name: str) -> None:
    """Each step's level is what its portfolio reaches; tighter portfolios are worth less."""
    tables = tiny({"rule": CURVED[name]}, point_worth=20)
    curve = price_of_equity(load(tables), "rule")
    programme = formulate(score(load({**tables, "rules": {}})))
    strictness = Strictness(load(tables).rules["rule"], curve.parameter, programme.columns, programme.q)
    ground = programme.plus(*strictness.ground)
    oracle = Oracle({**tables, "rules": {}})
    found = [
        (oracle.tally(c).value, strictness.reached(c)) for c in oracle.portfolios() if ground.admits(c)
    ]
    for step in curve.steps:
        tighter = [v for v, level in found if not strictness.tighter(step.level, level)]
        assert max(tighter) == step.value
    assert not any(strictness.tighter(level, curve.last_feasible) for _, level in found)
    assert curve.complete
    assert len(curve.steps) > 1


def test_the_gini_curve_of_the_tiny_scenario_by_hand() -> None:
    """Each partner counts once, benefits (U, V, R): A1 5 0 5, A2 0 0 20, A3 0 5 0; all three 5 5 25."""
    rule = {"type": "gini", "of": "benefit", "per": "partner", "max": "90 %"}
    curve = price_of_equity(load(tiny({"even": rule})), "even")
    assert [(p.level, p.value) for p in curve.points] == [
        (Fraction(40, 105), 35),
        (Fraction(0), 15),
    ]
    assert curve.points[1].left == ("A2",)


def test_a_floor_that_some_portfolio_meets_however_tight_it_is() -> None:
    """R alone is asked, pays nothing and receives half of A1: no level of return excludes that."""
    rule = {"type": "floor", "by": "spending", "return_on_burden": "50 %", "only": ["R"],
            "allow_empty": True}  # fmt: skip
    curve = price_of_equity(load(tiny({"back": rule})), "back")
    assert stairs(curve) == [(Fraction(5, 2), 35), (None, 15)]
    assert (curve.last_feasible, curve.complete) == (None, True)


def test_a_clock_that_is_over_keeps_what_is_proven() -> None:
    tables = tiny({"rural": {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"}})
    programme = formulate(score(load({**tables, "rules": {}})))
    rule = load(tables).rules["rural"]
    strictness = Strictness(rule, "min", programme.columns, programme.q)
    walk = Walk(programme.plus(*strictness.ground), strictness, choose_engines("auto"), Clock.of(None))
    first = walk.best_at(None, _none(walk))
    walk.clock.cancelled.set()
    stopped = walk.all_steps(first)
    assert [step.value for step in stopped.steps] == [35]
    assert not stopped.complete


def _none(walk: Walk) -> Proven:
    impossible = Relation("nothing", walk.programme.q.size("actions"), "<=", fixed(-1))
    value = walk.programme.q.value()
    return prove(walk.programme.plus(impossible), value, walk.pair, walk.clock)


SHARE = {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"}


@pytest.mark.parametrize(
    ("names", "asked", "code"),
    [
        (["rurall"], Asked(), "E270"),
        (["rural.least"], Asked(), "E271"),
        (["both"], Asked(), "E271"),
        (["many.min"], Asked(), "E272"),
        (["rural"], Asked(start="many"), "E274"),
    ],
)
def test_what_cannot_be_priced_is_refused(names: list[str], asked: Asked, code: str) -> None:
    rules = {
        "rural": SHARE,
        "both": {**SHARE, "max": "90 %"},
        "many": {"type": "floor", "min_actions": 1},
    }
    scenario = load(tiny(rules))
    with pytest.raises(UsageProblem) as refused:
        price_of_equity(scenario, *names, asked=asked)
    assert refused.value.problem.code == code


def test_a_scenario_without_equity_has_nothing_to_price_unless_it_is_named() -> None:
    scenario = load(tiny({"budget": {"type": "budget", "max": 250}}))
    with pytest.raises(UsageProblem) as refused:
        prices_of_equity(scenario)
    assert refused.value.problem.code == "E273"
    (curve,) = prices_of_equity(scenario, ["budget"]).curves
    assert stairs(curve) == [
        (350, 35),
        (300, 30),
        (250, 25),
        (200, 20),
        (150, 15),
        (100, 10),
        (50, 5),
        (0, 0),
    ]
