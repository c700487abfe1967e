"""The decision matrix of a scenario, and the published examples that come through it."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from commands.running import SCENARIOS
from hypothesis import given
from loading import load
from random_scenarios import Scenario as Drawn
from random_scenarios import scenarios
from tiny import Tables, tiny

import mcda
from mcda.analysis.rankings import Rankings, rank
from mcda.errors import InvalidScenario, UsageProblem
from mcda.scoring import leaf_weights, score
from mcda.scoring.ranking.scenario_matrix import anchors, class_limits, decision_matrix


def alternatives(levels: list[list[Any]], criteria: list[dict[str, Any]]) -> Tables:
    """A scenario of actions a1, a2 ... on criteria c1, c2 ..."""
    heads = [f"c{j + 1}" for j in range(len(criteria))]
    names = [f"a{i + 1}" for i in range(len(levels))]
    return {
        "mcda": 1,
        "title": "Published",
        "language": "en",
        "criteria": [
            {"criterion": head, "name": head, "unit": "u", **row}
            for head, row in zip(heads, criteria, strict=True)
        ],
        "actions": [{"action": a, "name": a, "theme": "t", "cost": 1} for a in names],
        "impacts": [
            {"action": a, **dict(zip(heads, line, strict=True))}
            for a, line in zip(names, levels, strict=True)
        ],
    }


def scores(found: Rankings, method: str) -> list[float]:
    known = found.by_method[method].scores
    assert known is not None
    return known.tolist()


# ---------------------------------------------------------------- published examples

TZENG_HUANG = alternatives(
    [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]],
    [{"zero": 0, "full": 10, "weight": w} for w in (30, 40, 30)],
)
"""Tzeng and Huang (2011), Multiple Attribute Decision Making, CRC Press: the example of TOPSIS."""
CLIMBING = [[1, 3000], [2, 3750], [5, 4500]]
"""Opricovic and Tzeng (2004), EJOR 156(2), table 1: three mountains, risk and altitude."""
RISK_AND_ALTITUDE = [{"zero": 10, "full": 0}, {"zero": 0, "full": 5000}]


def test_topsis_of_tzeng_and_huang() -> None:
    found = rank(load(TZENG_HUANG), ["topsis"])
    assert scores(found, "topsis") == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=5e-5)
    assert found.by_method["topsis"].ranks.tolist() == [3, 2, 1, 4]
    assert found.by_method["topsis"].normalisation == "vector"


def test_vikor_of_the_three_mountains() -> None:
    """Table 3 of the paper; the direction of each criterion comes from zero and full alone."""
    found = rank(load(alternatives(CLIMBING, RISK_AND_ALTITUDE)), ["vikor"])
    assert found.matrix.maximise.tolist() == [False, True]
    assert scores(found, "vikor") == pytest.approx([1, 0, 1])
    assert found.by_method["vikor"].ranks.tolist() == [2, 1, 2]
    assert found.by_method["vikor"].higher_is_better is False


def test_topsis_moves_with_the_origin_of_a_unit_and_vikor_does_not() -> None:
    """Table 3, problems f and phi: phi1 = f1 + 5, phi2 = f2 / 1000 - 1."""
    moved = [["6", "2"], ["7", "2.75"], ["10", "3.5"]]
    first, other = (
        rank(load(alternatives(levels, RISK_AND_ALTITUDE)), ["topsis", "vikor"])
        for levels in (CLIMBING, moved)
    )
    assert scores(first, "topsis") == pytest.approx([0.762, 0.722, 0.238], abs=5e-4)
    assert scores(other, "topsis") == pytest.approx([0.489, 0.612, 0.511], abs=5e-4)
    assert scores(first, "vikor") == pytest.approx(scores(other, "vikor"))


# ---------------------------------------------------------------- from records to figures


def test_a_blank_is_doing_nothing_and_full_gives_the_direction() -> None:
    tables = alternatives([[3, ""], ["", 2]], [{"zero": 0, "full": 10}, {"zero": 50, "full": 10}])
    found = decision_matrix(load(tables))
    assert found.levels.tolist() == [[3, 0], [0, 2]]
    assert found.maximise.tolist() == [True, False]
    assert anchors(load(tables))[1].tolist() == [10, -40]


def test_marks_thresholds_and_branches_are_no_columns_and_actions_are_sorted() -> None:
    scenario = mcda.read(SCENARIOS / "caen")
    found = decision_matrix(scenario)
    assert found.criteria == tuple(leaf_weights(scenario))
    assert not {"maturity", "feasible_mark", "usefulness"} & set(found.criteria)
    assert list(found.alternatives) == sorted(found.alternatives)
    assert found.weights.tolist() == pytest.approx([float(w) for w in leaf_weights(scenario).values()])
    assert found.levels[found.alternatives.index("F2"), found.criteria.index("food")] == 1000


def test_what_happens_without_an_action_counts_for_it() -> None:
    """A3 gains 5, and its want loses 10: it changes 15, which MAVT values as the portfolio does."""
    tables = tiny()
    tables["impacts"].append({"action": "A3.if_not", "gain": -10})
    tables["criteria"][0]["shape"] = "-100:-50 0:0 100:100"
    scenario = load(tables)
    found = rank(scenario, ["mavt"])
    assert found.matrix.levels.tolist() == [[10], [20], [15]]
    assert scores(found, "mavt") == pytest.approx([10, 20, 5 + 5])
    assert score(scenario).exact_value(frozenset(["A3"])) == 10


def test_named_levels_are_counted_in_points() -> None:
    tables = tiny(gain={"shape": "weak:0 fair:40 strong:100", "zero": "", "full": ""})
    for row, name in zip(tables["impacts"], ("strong", "fair", "weak"), strict=True):
        row["gain"] = name
    found = rank(load(tables), ["mavt", "topsis"])
    assert found.matrix.levels.tolist() == [[100], [40], [0]]
    assert found.matrix.maximise.tolist() == [True]
    assert scores(found, "mavt") == pytest.approx([100, 40, 0])
    assert found.by_method["topsis"].ranks.tolist() == [1, 2, 3]


STATED = {
    "indifference": 2, "preference": 5, "veto": 30, "gaussian": 4, "preference_function": "linéaire",
    "priority_from": 10, "mature_from": 4,
}  # fmt: skip


def test_thresholds_of_the_table_reach_the_matrix() -> None:
    scenario = load(tiny(gain=STATED))
    stated = decision_matrix(scenario).thresholds
    assert stated.indifference.tolist() == [2]
    assert stated.preference.tolist() == [5]
    assert stated.veto.tolist() == [30]
    assert stated.gaussian.tolist() == [4]
    assert stated.functions == ("linear",)
    assert class_limits(scenario).tolist() == [[10], [4]]
    blank = decision_matrix(load(tiny())).thresholds
    assert np.isnan(blank.indifference).all()
    assert blank.functions == (None,)


@pytest.mark.parametrize(
    ("written", "read"),
    [("usuelle", "usual"), ("en_u", "u_shape"), ("en_v", "v_shape"), ("à_paliers", "level"),
     ("linéaire", "linear"), ("gaussienne", "gaussian"), ("u_shape", "u_shape")],
)  # fmt: skip
def test_preference_functions_are_read_in_french_and_english(written: str, read: str) -> None:
    changed = load(tiny(gain={"fonction de préférence": written}))
    assert changed.criterion_by_id["gain"].preference_function == read


def test_classes_need_a_limit_on_every_criterion() -> None:
    with pytest.raises(UsageProblem) as refused:
        class_limits(load(tiny(gain={"priority_from": 10})))
    assert refused.value.problem.code == "E179"
    assert refused.value.problem.value == "gain"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"indifference": 5, "preference": 2}, "E052"),
        ({"preference": 5, "veto": 2}, "E052"),
        ({"indifference": 5, "veto": 2}, "E052"),
        ({"priority_from": 2, "mature_from": 4}, "E178"),
        ({"zero": 100, "full": 0, "priority_from": -2, "mature_from": -4}, "E178"),
        ({"veto": -1}, "E016"),
        ({"preference_function": "round"}, None),
    ],
)
def test_thresholds_that_make_no_sense_are_told(change: dict[str, Any], code: str | None) -> None:
    with pytest.raises(InvalidScenario) as invalid:
        load(tiny(gain=change))
    codes = [problem.code for problem in invalid.value.problems]
    assert codes == [code] if code else codes


@pytest.mark.parametrize("column", STATED)
def test_a_family_a_mark_and_a_threshold_have_no_thresholds_of_rankings(column: str) -> None:
    """As for their other columns: E120 for a family, E124 for a mark or a threshold."""
    tables = deepcopy(tiny())
    family = {"criterion": "all", "name": "All", "unit": "", "zero": "", "full": ""}
    screen = {**family, "criterion": "ready", "role": "threshold", "at_least": 1}
    tables["criteria"][0]["parent"] = "all"
    tables["criteria"] += [family | {column: STATED[column]}, screen | {column: STATED[column]}]
    for row in tables["impacts"]:
        row["ready"] = 2
    with pytest.raises(InvalidScenario) as invalid:
        load(tables)
    assert sorted(problem.code for problem in invalid.value.problems) == ["E120", "E124"]


# ---------------------------------------------------------------- MAVT is the portfolio's value


@given(scenarios())
def test_mavt_is_the_value_of_a_portfolio_of_one_action(drawn: Drawn) -> None:
    """An action alone has no synergies: V of `{a}`, in exact fractions, is its score."""
    scenario = load(drawn)
    worth, found = score(scenario), rank(scenario, ["mavt"])
    alone = [worth.exact_value(frozenset([action])) for action in found.matrix.alternatives]
    known = found.by_method["mavt"]
    assert scores(found, "mavt") == pytest.approx([float(value) for value in alone], abs=1e-9)
    assert known.details["points"].sum(axis=1).tolist() == pytest.approx(scores(found, "mavt"))
    assert all(isinstance(value, Fraction) for value in alone)
