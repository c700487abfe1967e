"""Tornado, global studies through SALib, discovery: against what is known beforehand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from loading import load
from random_scenarios import seeded
from tiny import tiny

import mcda
from mcda.analysis.datum import Datum
from mcda.analysis.discovery import boxes_of, discover, round_between
from mcda.analysis.evaluation import check_output, evaluations
from mcda.analysis.factors import Factor, data_of, datum_named, factor, factors
from mcda.analysis.global_sensitivity import analyse, number_of_solves, sample, study
from mcda.analysis.means import Means
from mcda.analysis.stability import Stability, stabilities
from mcda.analysis.tornado import tornado
from mcda.errors import UsageProblem
from mcda.runs.many import Hands

F = Fraction
BUDGET = Datum("rules", "budget", "max")
COST = Datum("actions", "A2", "cost")


def planted() -> Any:
    """A2 (20 points, 200) fits beside A1 (10 points, 100) from a budget of 300 on."""
    return load(tiny({"budget": {"type": "budget", "max": 300}}, A2={"cost.low": 180, "cost.high": 250}))


def test_a_stated_interval_is_the_range_else_the_swing() -> None:
    scenario = planted()
    stated, swung = factor(scenario, COST), factor(scenario, BUDGET, F(1, 5))
    assert stated is not None
    assert swung is not None
    assert (stated.low, stated.high, stated.stated) == (180, 250, True)
    assert (swung.low, swung.high, swung.stated) == (240, 360, False)


def test_ranges_stay_within_what_rules_take() -> None:
    rules = {
        "rural": {"type": "share", "of": "benefit", "group": "rural", "min": "95 %"},
        "some": {"type": "coverage", "per": "theme", "of": "actions", "min_actions": 1},
    }
    scenario = load(tiny(rules))
    rural = factor(scenario, Datum("rules", "rural", "min"))
    some = factor(scenario, Datum("rules", "some", "min_actions"))
    assert rural is not None
    assert some is not None
    assert (rural.low, rural.high) == (F(855, 1000), 1)
    assert (some.low, some.high, some.at(0.4)) == (0, 2, 1)
    assert some.is_count


def test_the_bars_of_a_tornado_by_hand() -> None:
    """At 270 instead of 300 A3 (50) replaces A1; at 330 nothing changes; A2 at 250 leaves A3 only."""
    scenario = planted()
    best = mcda.solve(scenario)
    assert (best.actions, best.value) == (("A1", "A2"), 30)
    cost, budget = tornado(best, factors(scenario, [BUDGET, COST]))
    assert (budget.factor.datum, cost.factor.datum) == (BUDGET, COST)
    assert (budget.low.best, budget.low.entered, budget.low.left) == (25, ("A3",), ("A1",))
    assert (budget.high.best, budget.low.kept, budget.low.fails) == (30, 30, ("budget",))
    assert (cost.low.best, cost.high.best, cost.width) == (30, 25, 5)
    assert cost.high.fails == ("budget",)


def test_where_nothing_is_possible_a_bar_is_as_wide_as_the_value() -> None:
    scenario = load(
        tiny({"some": {"type": "coverage", "per": "theme", "of": "actions", "min_actions": 1}})
    )
    (bar,) = tornado(mcda.solve(scenario), factors(scenario, [Datum("rules", "some", "min_actions")]))
    assert bar.high.best is None
    assert bar.width == bar.value == 35


def test_several_weights_are_divided_by_their_sum() -> None:
    tables = tiny({"budget": {"type": "budget", "max": 100}})
    tables["criteria"].append({"criterion": "more", "name": "More", "unit": "u", "zero": 0, "full": 100})
    tables["impacts"][0]["more"] = 30
    both = {Datum("weights", "gain"): F(1, 2), Datum("weights", "more"): F(3, 2)}
    (found,) = evaluations(load(tables), [both], ["value", "action:A1", "share:urban"])
    assert found.value == F(10, 4) + F(90, 4)
    assert found.outputs == (25, 1, F(1, 2))


@pytest.mark.parametrize("name", ["share:nobody", "action:Z", "wealth"])
def test_an_output_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(UsageProblem, match="E352"):
        check_output(planted(), name)


def test_a_figure_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageProblem, match="E350") as refused:
        datum_named(planted(), "rules.budget.mx")
    assert refused.value.problem.suggestion == "rules.budget.max"


# ---------------------------------------------------------------- SALib


def ishigami(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    angles = (points - 0.5) * 2 * np.pi
    first, second, third = angles.T
    return np.sin(first) + 7 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first)


def test_the_indices_of_ishigami_are_those_published() -> None:
    """S1 = .314, .442, 0 and ST = .558, .442, .244 for a = 7, b = 0.1 (Saltelli et al. 2008)."""
    points = sample("sobol", 3, 1024, 1)
    found = analyse("sobol", points, ishigami(points), 1)
    assert found["S1"] == pytest.approx([0.314, 0.442, 0], abs=0.06)
    assert found["ST"] == pytest.approx([0.558, 0.442, 0.244], abs=0.06)


def test_morris_and_pawn_order_ishigami() -> None:
    points = sample("morris", 3, 100, 1)
    screened = analyse("morris", points, ishigami(points), 1)
    assert screened["mu_star"][2] < min(screened["mu_star"][:2])
    points = sample("pawn", 3, 512, 1)
    assert analyse("pawn", points, ishigami(points), 1)["median"].argmax() == 1


def test_an_output_that_never_changes_depends_on_nothing() -> None:
    points = sample("sobol", 2, 8, 1)
    assert analyse("sobol", points, np.ones(len(points)), 1)["ST"].tolist() == [0, 0]


@pytest.mark.parametrize(("method", "solves"), [("morris", 8), ("sobol", 32), ("pawn", 32)])
def test_a_study_says_its_solves_and_is_the_same_again(method: str, solves: int) -> None:
    scenario = planted()
    ranges = factors(scenario, [BUDGET, COST, Datum("actions", "A3", "cost")], F(1, 4))
    base = {"morris": 2, "sobol": 8, "pawn": 32}[method]
    said: list[int] = []
    first = study(
        scenario, ranges, method, ["value", "action:A1"], base, 7,
        means=Means(listen=lambda progress: said.append(progress.parameters["n"])),
    )  # fmt: skip
    expected = number_of_solves(method, 3, base)
    assert said[0] == expected == {"morris": 8, "sobol": 40, "pawn": 32}[method] >= solves
    assert first == study(scenario, ranges, method, ["value", "action:A1"], base, 7)
    value, entered = first
    assert value.importances[0].factor.datum in (BUDGET, COST)
    assert (value.low, value.high, entered.low, entered.high) == (25, 35, 0, 1) or value.low < value.high


def test_a_screening_keeps_few_figures() -> None:
    scenario = load(
        tiny({"budget": {"type": "budget", "max": 300}, "lead": {"type": "lead", "max_share": 1}})
    )
    costs = [Datum("actions", action, "cost") for action in ("A1", "A2", "A3")]
    effects = [Datum("impacts", action, "gain") for action in ("A1", "A2", "A3")]
    ranges = factors(scenario, [BUDGET, *costs, *effects])
    (found,) = study(scenario, ranges, "sobol", ["value"], 2)
    assert len(found.screened) == 1
    assert len(found.importances) == 6
    assert found.solves == number_of_solves("sobol", 7, 2) == 4 * 8 + 2 * 8


@pytest.mark.parametrize(
    ("method", "samples", "code"), [("fast", None, "E354"), ("sobol", 12, "E355"), ("pawn", 8, "E355")]
)
def test_what_salib_would_refuse_is_refused_in_words(method: str, samples: int, code: str) -> None:
    scenario = planted()
    with pytest.raises(UsageProblem, match=code):
        study(scenario, factors(scenario, [BUDGET]), method, ["value"], samples)


# ---------------------------------------------------------------- discovery


def planted_boxes(seed: int) -> Any:
    ranges = [Factor(Datum("rules", name, "max"), F(50), F(0), F(100), False) for name in "abc"]
    points = sample("latin", 3, 400, seed)
    figures = [[f.at(float(x)) for f, x in zip(ranges, row, strict=True)] for row in points]
    answers = [row[0] > 40 and row[1] <= 70 for row in figures]
    return ranges, figures, answers


def test_a_planted_rule_is_found() -> None:
    ranges, figures, answers = planted_boxes(3)
    boxes, accuracy = boxes_of(ranges, figures, answers, 1)
    first = boxes[0]
    told = {(c.factor.datum.id, c.above): float(c.threshold) for c in first.conditions}
    assert told == {("a", True): pytest.approx(40, abs=1), ("b", False): pytest.approx(70, abs=1)}
    assert first.selected
    assert min(first.density, first.coverage) > 0.97
    assert accuracy is not None
    assert accuracy > 0.95
    assert sum(box.cases for box in boxes) == 400


def test_a_threshold_is_round_and_separates_the_same_samples() -> None:
    assert round_between(F("9412.3"), F("9437.9")) == 9420
    assert round_between(F("0.47312"), F("0.4829")) == F("0.48")
    assert round_between(F(-7), F(3)) == 0
    assert round_between(F(5), F(6)) == 5
    assert F("0.123456") <= round_between(F("0.123456"), F("0.123457")) < F("0.123457")


def test_when_an_action_enters_by_hand() -> None:
    """A1 (100) is in beside A2 (200) where the budget reaches 300 (with A3, 50, from 350 on)."""
    scenario = planted()
    found = discover(scenario, factors(scenario, [BUDGET], F(1, 4)), "A1", 60, 5)
    assert found.boxes[0].selected
    (condition,) = found.boxes[0].conditions
    assert condition.above
    assert float(condition.threshold) == pytest.approx(300, abs=3)
    assert found.boxes[0].density == found.boxes[0].coverage == found.accuracy == 1
    assert found == discover(scenario, factors(scenario, [BUDGET], F(1, 4)), "A1", 60, 5)


def test_an_action_that_is_always_in_has_no_conditions() -> None:
    found = discover(planted(), factors(planted(), [BUDGET]), "A2", 40)
    assert (found.frequency, found.accuracy) == (1, None)
    assert [box.conditions for box in found.boxes] == [()]


def test_kinds_of_figures() -> None:
    kinds = {kind: list(map(str, data_of(planted(), [kind]))) for kind in ("weights", "costs", "rules")}
    assert kinds == {
        "weights": ["weights.gain"],
        "costs": ["actions.A1.cost", "actions.A2.cost", "actions.A3.cost"],
        "rules": ["rules.budget.max"],
    }


def test_the_same_with_one_worker_and_with_two() -> None:
    scenario = planted()
    best, ranges = mcda.solve(scenario), factors(scenario, [BUDGET, COST], F(1, 4))
    one, two = Means(), Means(hands=Hands(2))
    data = [BUDGET, COST, Datum("actions", "A1", "cost"), Datum("impacts", "A1", "gain")]
    assert list(stabilities(best, data, means=one)) == list(stabilities(best, data, means=two))
    assert tornado(best, ranges, means=one) == tornado(best, ranges, means=two)
    assert discover(scenario, ranges, "A1", 40, 3) == discover(scenario, ranges, "A1", 40, 3, means=two)


def test_what_a_journal_knows_is_not_done_again() -> None:
    class Remembering:
        def __init__(self) -> None:
            self.facts: dict[str, dict[str, Any]] = {}
            self.notes = 0

        def known(self, kind: str) -> dict[str, Any]:
            return self.facts.get(kind, {})

        def note(self, kind: str, key: str, fact: Any) -> None:
            self.notes += 1
            self.facts.setdefault(kind, {})[key] = fact

    scenario, journal = planted(), Remembering()
    best, ranges = mcda.solve(scenario), factors(scenario, [BUDGET, COST])
    means = Means(journal=journal)
    first = list(stabilities(best, [BUDGET, COST], means=means)), tornado(best, ranges, means=means)
    noted = journal.notes
    again = list(stabilities(best, [BUDGET, COST], means=means)), tornado(best, ranges, means=means)
    assert first == again
    assert journal.notes == noted > 0


@pytest.mark.parametrize("seed", [70003, 70011, 70020])
def test_what_stability_tells_is_not_optimised_again(seed: int) -> None:
    scenario = load(seeded(seed, max_actions=6, min_actions=3))
    portfolio = mcda.solve(scenario)
    data = tuple(data_of(scenario, ("weights", "costs", "rules")))
    known = tuple(one for one in stabilities(portfolio, data) if isinstance(one, Stability))
    moving = factors(scenario, data)
    bars = {bar.factor.datum: bar for bar in tornado(portfolio, moving)}
    for bar in tornado(portfolio, moving, known=known):
        other = bars[bar.factor.datum]
        assert (bar.low.best, bar.high.best) == (other.low.best, other.high.best)
        assert (bar.low.kept, bar.high.fails) == (other.low.kept, other.high.fails)
