"""One small model per family of constraints, written by PuLP and compared by meaning.

To write the files anew after a change that is meant: `MCDA_GOLDEN=write pytest
tests/optimise/test_golden_models.py`, and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import highspy
import pytest
from loading import load
from tiny import tiny

from mcda.optimise.programme import formulate
from mcda.scoring import score

FOLDER = Path(__file__).parent / "golden"
LEAF = {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}
RIPE = {"criterion": "ripe", "name": "Ripe", "unit": "mark", "role": "threshold", "at_least": 3}
MARKED = [
    {"action": "A1", "gain": 10, "ripe": 2},
    {"action": "A2", "gain": 20, "ripe": 3},
    {"action": "A3", "gain": 5, "ripe": 5},
]
CURVE = {**LEAF, "scope": "portfolio", "full": 40, "shape": "0:0 20:60 40:100", "clip": "true"}
LARGE = {"A1": {"cost": "1200000.01"}, "A2": {"cost": "9876543.21"}, "A3": {"cost": "3.33"}}


def link(kind: str, **more: Any) -> list[dict[str, Any]]:
    return [{"type": kind, "action": "A1", "other": "A2", **more}]


def one(rule_type: str, **keys: Any) -> dict[str, Any]:
    return {"rule": {"type": rule_type, **keys}}


MODELS: dict[str, dict[str, Any]] = {
    "budget": tiny(one("budget", max=150)),
    "budget_per_theme": tiny(one("budget", max=150, per="theme")),
    "caps": tiny(one("caps"), U={"cap": 150}, R={"cap": "99.99"}),
    "coverage": tiny(one("coverage", per="theme", min_actions=1)),
    "coverage_share": tiny(one("coverage", per="lead", max_share="60 %", of="local_cost")),
    "share": tiny(one("share", of="benefit", group="rural", min="50 %", max="90 %")),
    "share_at_least_total": tiny(one("share", of="received", partner="R", min="0.3", at_least_total=20)),
    "floor": tiny(one("floor", of="received", per="head", min="0.05")),
    "floor_actions": tiny(one("floor", min_actions=1, only=["R"])),
    "floor_return": tiny(one("floor", return_on_burden="70 %", by="value"), point_worth=12),
    "contiguity": tiny(one("contiguity", min_share="30 %")),
    "lead": tiny(one("lead", max_share="60 %")),
    "impact": tiny(one("impact", criterion="gain", min=15, max=30)),
    "linear": tiny(one("linear", terms={"A1": 1, "A2": 2}, min=1, max=2)),
    "status": tiny(one("status", mandatory=["A1"], excluded=["A3"])),
    "requires": tiny(links=link("requires")),
    "excludes": tiny(links=link("excludes")),
    "together": tiny(links=link("together")),
    "thresholds": tiny(criteria=[LEAF, RIPE], impacts=MARKED),
    "synergy": tiny(one("budget", max=250), links=link("synergy", effect=-30, on="cost")),
    "common_value": tiny(criteria=[CURVE]),
    "two_limbs": tiny(one("budget", max=10_000_000), **LARGE),
}


class Row(NamedTuple):
    terms: dict[str, float]
    lower: float
    upper: float


class Meaning(NamedTuple):
    """What a model says, whatever the order of its lines."""

    maximise: bool
    objective: dict[str, float]
    rows: dict[str, Row]
    columns: dict[str, tuple[float, float, bool]]


def meaning(path: Path) -> Meaning:
    """A file as HiGHS reads it."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk
    model = solver.getLp()
    names, matrix = list(model.col_names_), model.a_matrix_
    terms: list[dict[str, float]] = [{} for _ in range(model.num_row_)]
    for column, name in enumerate(names):
        for place in range(matrix.start_[column], matrix.start_[column + 1]):
            terms[matrix.index_[place]][name] = matrix.value_[place]
    whole = [kind == highspy.HighsVarType.kInteger for kind in model.integrality_]
    bounds = zip(model.col_lower_, model.col_upper_, whole, strict=True)
    return Meaning(
        maximise=model.sense_ == highspy.ObjSense.kMaximize,
        objective={n: c for n, c in zip(names, model.col_cost_, strict=True) if c},
        rows={
            name: Row(terms[n], model.row_lower_[n], model.row_upper_[n])
            for n, name in enumerate(model.row_names_)
        },
        columns=dict(zip(names, bounds, strict=True)),
    )


@pytest.mark.parametrize("family", MODELS)
def test_the_model_of_a_family_is_the_golden_one(family: str, tmp_path: Path) -> None:
    written, golden = tmp_path / f"{family}.lp", FOLDER / f"{family}.lp"
    formulate(score(load(MODELS[family])), exact=family == "two_limbs").problem.writeLP(str(written))
    if os.environ.get("MCDA_GOLDEN") == "write":
        FOLDER.mkdir(exist_ok=True)
        golden.write_text(written.read_text())
    assert meaning(written) == meaning(golden)


def test_every_golden_model_has_its_family() -> None:
    assert {path.stem for path in FOLDER.glob("*.lp")} == set(MODELS)


@pytest.mark.parametrize(("suffix", "sign"), [(".lp", 1), (".mps", -1)])
def test_an_exported_model_is_right_in_sense(suffix: str, sign: int, tmp_path: Path) -> None:
    """LP says Maximize; MPS cannot, so it minimises the opposite. A reader finds the optimum in both."""
    tables = tiny(one("budget", max=250))
    scores = score(load(tables))
    target = tmp_path / f"model{suffix}"
    formulate(scores).export(target)
    written = meaning(target)
    assert written.maximise is (sign == 1)
    assert len(written.rows) == 1
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.readModel(str(target))
    solver.run()
    best = solver.getInfo().objective_function_value
    units = formulate(scores).columns.combination(formulate(scores).q.value()).multiple
    assert sign * best / units == pytest.approx(25)
