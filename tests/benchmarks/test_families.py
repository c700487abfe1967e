"""The scenarios that benchmarks measure on, and the peer that they are measured beside."""

import pytest

from benchmarks import plain_pulp
from benchmarks.cases import PHASES
from benchmarks.generate import FAMILIES, SIZES, scenario
from mcda.optimise import prove, solve

families = pytest.mark.parametrize("family", FAMILIES)


@families
def test_the_same_seed_gives_the_same_scenario(family):
    assert scenario(family, 50) == scenario(family, 50)
    assert scenario(family, 50) != scenario(family, 50, seed=2)


@families
@pytest.mark.parametrize("size", SIZES[:2])
def test_every_scenario_has_thirty_rules_and_eight_partners(family, size):
    made = scenario(family, size)
    assert (len(made.rules), len(made.partners), len(made.themes), len(made.leaves)) == (30, 8, 10, 5)
    assert len(made.actions) == size
    assert {link.type for link in made.links} >= {"requires", "excludes", "synergy"} or size < 100


@families
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # PuLP's, about its own solvers
@pytest.mark.parametrize("solver", ["CBC", "HiGHS"])
def test_the_plain_script_finds_the_same_optimum(family, solver):
    """The difference is the rounding of values to units, no more."""
    if solver not in plain_pulp.solvers():
        pytest.skip(f"no {solver}")
    made = scenario(family, 50)
    ours = solve(made)
    theirs = plain_pulp.solve(plain_pulp.formulate(made), plain_pulp.solvers()[solver], limit=60)
    assert theirs.status == "optimal"
    assert theirs.value == pytest.approx(float(ours.value), abs=2 * float(ours.rounding_bound) + 1e-6)


def test_the_phases_that_are_timed_are_steps_of_a_proof():
    assert all(callable(getattr(prove, name)) for name in PHASES)
