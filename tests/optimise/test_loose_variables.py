"""Variables of outlines that HiGHS need not keep whole: what it then claims stays true."""

from fractions import Fraction

import pytest
from loading import load
from random_scenarios import seeded

from mcda.optimise.engines import Clock, CpSat, Highs
from mcda.optimise.programme import formulate
from mcda.optimise.search import Found, maximise, verify
from mcda.portfolio.enumeration import Enumeration
from mcda.scoring import score

OBJECTIVES = (
    {"type": "worst_off", "per": "head"},
    {"type": "welfare", "preset": "sen", "per": "head"},
    {"type": "welfare", "preset": "geometric", "per": "partner"},
    {"type": "threshold", "gap": "0.001"},
    {"type": "alpha", "alpha": 1, "per": "partner"},
)
ENGINES = (CpSat(), Highs())


def welfare_of(seed):
    """The programme of a random scenario, and the welfare that it maximises first."""
    tables = seeded(9100 + seed, max_actions=8, min_actions=4, max_rules=2)
    if not tables.get("partners"):
        pytest.skip("no partners")
    tables["objective"] = OBJECTIVES[seed % len(OBJECTIVES)]
    programme = formulate(score(load(tables)))
    return programme, next(iter(programme.scores.scenario.objective.stages(programme.q)))


def test_outlines_have_them_and_decisions_are_none():
    programme, welfare = welfare_of(1)
    aiming, _ = programme.aiming(welfare)
    assert aiming.form.loose
    assert not aiming.form.loose & set(range(programme.form.size))


@pytest.mark.parametrize("seed", range(40))
def test_the_optimum_is_that_of_the_enumeration(seed, monkeypatch):
    """By each engine, checked by the other alone; from a worse portfolio too, which must not pass."""
    monkeypatch.setattr("mcda.optimise.search.MOST_COMBINATIONS", 0)
    programme, welfare = welfare_of(seed)
    best = Enumeration(programme.columns, programme.relations).better_than(welfare, None)
    for engine in ENGINES:
        found = maximise(programme, welfare, engine, Clock.of(60))
        if best is None:
            assert found.status == "infeasible"
            continue
        level = programme.level(welfare, best)
        assert (found.status, found.level) == ("optimal", level)
        checked = verify(programme, welfare, found, ENGINES, Clock.of(60))
        assert (checked.verified != "no", checked.found.level) == (True, level)
        worse = Enumeration(programme.columns, programme.relations).feasible()
        chosen = next((c for c in worse if programme.level(welfare, c) < level), None)
        if chosen is not None:
            reached: Fraction = programme.level(welfare, chosen)
            claim = Found("optimal", chosen, reached, reached, engine.name)
            checked = verify(programme, welfare, claim, ENGINES, Clock.of(60))
            assert checked.found.level == level
