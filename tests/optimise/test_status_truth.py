"""What is said of a portfolio's optimality is true, at a limit and after Ctrl-C too."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hard import hard
from loading import load
from tiny import tiny

from mcda.errors import Stopped
from mcda.optimise import solve
from mcda.optimise.engines import Clock, CpSat, Engine, Highs
from mcda.optimise.programme import formulate
from mcda.optimise.search import maximise
from mcda.portfolio.portfolio import Portfolio
from mcda.scoring import score

BEST_KNOWN = Fraction("42.86666")
"""Points of the hard instance, reached by CP-SAT in twenty seconds; not proven best."""
NAMES = pytest.mark.parametrize("engine", ["cpsat", "highs"])
ENGINES = pytest.mark.parametrize("engine", [CpSat(), Highs()], ids=lambda engine: engine.name)


@cache
def stopped(engine: str) -> tuple[Portfolio, float]:
    """The hard instance after one second, and how long that took."""
    scenario, started = load(hard()), time.monotonic()
    return solve(scenario, engine=engine, limit=1), time.monotonic() - started


@NAMES
def test_a_limit_gives_a_feasible_portfolio_with_a_true_gap(engine: str) -> None:
    portfolio, _ = stopped(engine)
    proof = portfolio.proof
    assert proof.status == "feasible"
    assert proof.bound is not None
    assert proof.gap is not None
    assert proof.gap > 0
    assert proof.achieved == portfolio.value
    assert proof.bound >= max(BEST_KNOWN, *(stopped(name)[0].value for name in ("cpsat", "highs")))
    assert proof.gap == (proof.bound - portfolio.value) / proof.bound


@NAMES
def test_a_portfolio_at_a_limit_is_neither_verified_nor_canonical_and_meets_all_rules(
    engine: str,
) -> None:
    portfolio, _ = stopped(engine)
    assert portfolio.proof.verified == "no"
    assert not portfolio.proof.canonical
    assert portfolio.meets_all_rules


@NAMES
def test_a_limit_of_one_second_is_kept(engine: str) -> None:
    assert stopped(engine)[1] < 5


@NAMES
def test_a_limit_that_leaves_no_time_is_no_proof_of_anything(engine: str) -> None:
    """Something found: feasible, not optimal. Nothing found: stopped, not infeasible."""
    with suppress(Stopped):
        proof = solve(load(hard()), engine=engine, limit=0.0).proof
        assert proof.status == "feasible"
        assert proof.bound is None or proof.bound >= BEST_KNOWN


@ENGINES
def test_a_bound_of_an_unsolved_programme_is_true(engine: Engine) -> None:
    programme = formulate(score(load(hard())))
    found = maximise(programme, programme.q.value(), engine, Clock.of(0.05))
    assert found.status in ("feasible", "unsolved")
    assert found.bound is None or found.bound >= BEST_KNOWN


@NAMES
def test_an_easy_instance_is_proven_well_within_a_limit(engine: str) -> None:
    budget = {"budget": {"type": "budget", "max": 260}}
    proof = solve(load(tiny(budget)), engine=engine, limit=60).proof
    assert (proof.status, proof.gap, proof.canonical) == ("optimal", 0, True)


@ENGINES
def test_a_clock_that_was_cancelled_does_not_start_another_solve(engine: Engine) -> None:
    """After Ctrl-C whatever would still be solved gives up at once."""
    programme = formulate(score(load(hard())))
    clock, started = Clock.of(2), time.monotonic()
    clock.cancelled.set()
    found = maximise(programme, programme.q.value(), engine, clock)
    assert time.monotonic() - started < 1
    assert found.status in ("feasible", "unsolved")


CHILD = """
import json, sys
from hard import hard
from loading import load
from mcda.optimise import solve
scenario = load(hard())
print("solving", flush=True)
portfolio = solve(scenario, engine=sys.argv[1])
proof = portfolio.proof
print(json.dumps({
    "status": proof.status, "value": str(portfolio.value), "bound": str(proof.bound),
    "verified": proof.verified, "rules": portfolio.meets_all_rules,
}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child")
@NAMES
def test_ctrl_c_keeps_the_incumbent(engine: str) -> None:
    tests = Path(__file__).parents[1]
    paths = os.pathsep.join([str(tests.parent), str(tests)])
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, engine],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "solving\n"
        time.sleep(2)
        child.send_signal(signal.SIGINT)
        started = time.monotonic()
        out, err = child.communicate(timeout=60)
    finally:
        child.kill()
    assert child.returncode == 0, err
    told = json.loads(out)
    assert time.monotonic() - started < 10
    assert told["status"] == "feasible"
    assert told["verified"] == "no"
    assert told["rules"]
    assert 0 < Fraction(told["value"]) <= Fraction(told["bound"])
    assert Fraction(told["bound"]) >= BEST_KNOWN
