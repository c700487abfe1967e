"""What a gap over years leaves open is told, also where other stages follow."""

from __future__ import annotations

from fractions import Fraction

from loading import load
from tiny import tiny

from mcda.optimise import prove, search
from mcda.optimise.engines import Clock
from mcda.optimise.programme import Programme, formulate
from mcda.rules.curved import Target
from mcda.scoring import score

SUMMED = tiny(objective={"type": "alpha", "alpha": 0, "of": "received"}, years=[2027, 2028])


def stages_of(programme: Programme) -> tuple[Target, ...]:
    """What everybody receives in all, then value."""
    return tuple(programme.scores.scenario.objective.stages(programme.q))


def test_a_gap_of_the_first_stage_stays_open(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The engines stop a little below their bound: the answer must say so."""
    programme, pair, clock = (
        formulate(score(load(SUMMED))),
        prove.choose_engines("auto"),
        Clock.of(60),
    )
    stages = stages_of(programme)
    assert len(stages) == 2
    best = search.maximise(programme, stages[0], pair[0], clock)
    assert best.level is not None
    bound = best.level * Fraction(1001, 1000)
    short = search.Found("optimal", best.chosen, best.level, bound, best.engine)
    monkeypatch.setattr(prove, "contest", lambda *_: short)
    monkeypatch.setattr(prove, "verify", lambda *_: search.Verification(short, "highs"))
    answer = prove.prove_in_turn(programme, stages, pair, clock)
    assert (answer.found.level, answer.found.bound) == (best.level, bound)
    assert not answer.canonical


def test_looking_at_everything_closes_the_gap() -> None:
    programme, pair, clock = (
        formulate(score(load(SUMMED))),
        prove.choose_engines("auto"),
        Clock.of(60),
    )
    objective = stages_of(programme)[0]
    best = search.maximise(programme, objective, pair[0], clock)
    assert best.level is not None
    short = search.Found("optimal", best.chosen, best.level, best.level + 1, best.engine)
    checked = search.verify(programme, objective, short, pair, clock)
    assert checked.verified == "enumeration"
    assert checked.found.bound == best.level
