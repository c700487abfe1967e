"""The rankings that benchmarks measure, beside peers where they are installed."""

from importlib.util import find_spec

import numpy as np
import pytest

from benchmarks import ranking_report, rankings
from benchmarks.ranking_cases import MODULES, OURS, Task, figures
from benchmarks.ranking_methods import WORKS, P, Q, S, difference, table, vectors
from benchmarks.rankings import Depth, Measured
from benchmarks.report import replaced
from mcda.scoring.ranking.batch import BATCHED

TINY = Depth((12,), (12,), vectors=20, looped=10, limit=60, repeats=1, every=6)


def brute_force_flows(levels, weights, function):
    """PROMETHEE II pair by pair, as defined by Brans, Vincke and Mareschal (1986)."""
    preferences = {
        "usual": lambda d: float(d > 0),
        "linear": lambda d: min(max((d - Q) / (P - Q), 0), 1),
        "gaussian": lambda d: 1 - np.exp(-(d**2) / (2 * S**2)) if d > 0 else 0,
    }
    rows = range(len(levels))
    index = [
        [
            sum(w * preferences[function](a - b) for w, a, b in zip(weights, one, other, strict=True))
            for other in levels
        ]
        for one in levels
    ]
    return [sum(index[i][k] - index[k][i] for k in rows) / (len(levels) - 1) for i in rows]


def test_the_same_size_gives_the_same_table():
    assert (table(20, 3).levels == table(20, 3).levels).all()
    assert (table(20, 3).levels != table(20, 3, seed=2).levels).any()
    assert table(20, 3).weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("function", rankings.FUNCTIONS)
def test_what_is_measured_is_promethee(function):
    given = table(15, 4)
    (flows,) = WORKS["promethee"][OURS](given, vectors(0, 4), function)
    assert flows == pytest.approx(brute_force_flows(given.levels, given.weights, function), abs=1e-12)


def test_a_loop_over_the_library_gives_the_same_scores():
    given, weights = table(20, 4), vectors(10, 4)
    ours, theirs = (WORKS["topsis"][who](given, weights, "") for who in (OURS, "scikit-criteria"))
    assert ours[0].shape == (10, 20)
    assert difference(ours, theirs) < 1e-12


@pytest.mark.parametrize("method", ["topsis", "electre", "batch"])
def test_a_task_is_timed(method):
    said = rankings.child("time", Task(method, OURS, 20, 4, 10), limit=60)
    assert said["status"] == "done"
    assert min(said["cpu"], said["wall"], said["memory"]) > 0


def test_a_call_that_takes_too_long_is_stopped():
    task = Task("batch", OURS, 400, 8, 2_000, "codas")
    assert rankings.child("time", task, limit=0.05)["status"] == "time"


def test_a_peer_that_is_not_installed_is_said_to_be(monkeypatch):
    monkeypatch.setitem(MODULES, "pymcdm", "no_such_library")
    task = Task("promethee", "pymcdm", 20, 4, variant="usual")
    said = figures("time", task, limit=60)
    measured = [Measured(task, {**said, "memory": 50.0})]
    assert said == {"status": "not installed"}
    assert "not measured (`make bench` installs them): pymcdm." in ranking_report.section(
        measured, TINY, 1
    )


@pytest.mark.parametrize("peer", rankings.PROMETHEE_PEERS)
def test_a_peer_gives_the_same_flows(peer):
    if find_spec(MODULES[peer]) is None:
        pytest.skip(f"no {peer}")
    task = Task("promethee", peer, 20, 4, variant="linear")
    assert rankings.child("agree", task, limit=60)["difference"] < 1e-12


def test_every_batched_method_is_measured():
    assert rankings.batched() == BATCHED


def test_targets_are_judged_at_the_largest_size_alone():
    def measured(who, actions, cpu):
        figures = {"status": "done", "cpu": cpu, "wall": cpu, "memory": 99.0}
        return Measured(Task("promethee", who, actions, 10, variant="usual"), figures)

    cases = [measured(OURS, 6, 9.0), measured(OURS, 12, 0.5), measured("pymcdm", 12, 2.0)]
    found = list(ranking_report.targets(cases, TINY))
    assert [(target.name, target.met) for target in found] == [("PROMETHEE II, usual, 12 actions", True)]
    text = ranking_report.section(cases, TINY, 1)
    assert "| usual | 12 | pymcdm | 2.000 | 2.000 | 99 | 4 | - |" in text


def test_the_section_takes_the_place_of_the_one_before():
    old = "# Results\n\n## Rankings\n\nold\n\n### Part\n\n## After\n\nkept\n"
    new = replaced(old, "## Rankings\n\nnew\n")
    assert new == "# Results\n\n## Rankings\n\nnew\n\n## After\n\nkept\n"
    assert replaced(new, "## Rankings\n\nnew\n") == new
    assert replaced("# Results\n", "## Rankings\n") == "# Results\n\n## Rankings\n"
