"""The financing plan on screen, and where relations of funds are named."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from tiny import Tables, tiny

from mcda.errors import Infeasible
from mcda.files.read import read_mapping
from mcda.optimise import solve
from mcda.optimise.programme import formulate
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.scoring import score
from mcda.show import labels, records, tables
from mcda.wording import words

STATE: Tables = {"fund": "STATE", "name": "State fund", "max_rate": 60, "step": 20, "envelope.2027": 50}
UNION: Tables = {"fund": "UNION", "name": "Union", "max_rate": 30, "step": 30, "envelope": 90}
FUNDED = tiny(
    {"budget": {"type": "budget", "max": 65}},
    funds=[STATE, {**UNION, "not_with": "STATE"}],
    years=[2027, 2028],
)


def printed(found: Portfolio) -> str:
    console = Console(file=StringIO(), width=160, color_system=None)
    for part in tables.portfolio(found, words("en")):
        console.print(part)
    output = console.file
    assert isinstance(output, StringIO)
    return output.getvalue()


def listed(items: str) -> Portfolio:
    scores = score(read_mapping(FUNDED))
    return assemble(scores, options_of(scores, items.split()), Proof("judged"))


def test_a_plan_with_funds() -> None:
    lines = [" ".join(line.split()) for line in printed(listed("A1+STATE.2 A2")).splitlines()]
    assert "A1 STATE €40.0 U €60.0 U €100 €0 €40.0 €60.0 60.0%" in lines
    assert "A2 R €100, U €100 R €200 €0 €0 €200 50.0%" in lines
    assert "State fund 2027 €40.0 €50.0 €10.0" in lines
    assert "State fund in all €40.0 – –" in lines
    assert "Union in all €0 €90.0 €90.0" in lines


def test_no_plan_without_funds() -> None:
    scores = score(read_mapping(tiny()))
    text = printed(assemble(scores, ["A1"], Proof("judged")))
    assert "Financing plan" not in text


def test_relations_of_funds_have_names() -> None:
    scenario = read_mapping(FUNDED)
    named = [
        labels.relation(scenario, n, words("en")) for n in ("STATE 2027", "STATE UNION A1", "UNION")
    ]
    assert named == ["State fund 2027", "STATE and UNION for A1", "Union"]


def test_what_gives_way_names_its_tranches() -> None:
    """A1 and A3 within 65: 60 % of A1 and 40 % of A3 at least, 30 above the envelope of 50."""
    rules = {**FUNDED["rules"], "must": {"type": "status", "mandatory": ["A1", "A3"]}}
    scenario = read_mapping({**FUNDED, "rules": rules, "funds": [STATE], "years": [2027, 2027]})
    with pytest.raises(Infeasible) as clash:
        solve(scenario)
    relaxed = records.conflicts(clash.value)["relaxed"]["funds"]
    assert relaxed["tranches"] == ["A1+STATE.3", "A3+STATE.3"]


def test_a_model_with_tranches_is_written(tmp_path: Path) -> None:
    target = tmp_path / "funds.lp"
    formulate(score(read_mapping(FUNDED)), exact=True).export(target)
    text = target.read_text(encoding="utf-8")
    assert "x_A1_2027_STATE_3" in text
    assert "tranches_A1_2027" in text
