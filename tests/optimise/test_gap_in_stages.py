"""What a gap over years leaves open is told, also where something else comes after value."""

from __future__ import annotations

from fractions import Fraction

from loading import load
from tiny import tiny

from mcda.optimise import prove, search
from mcda.optimise.engines import Clock
from mcda.optimise.programme import formulate
from  import all_stages
from mcda.scoring import score

COMPENSATED = tiny({"all": {"type": "compensation"}}, point_worth=10, years=[2027, 2028])


def test_a_gap_of_the_first_stage_stays_open(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The engines stop a little below their bound: the answer must say so."""
    programme, pair, clock = (
        formulate(score(load(COMPENSATED))),
        prove.choose_engines("auto"),
        Clock.of(60),
    )
    stages = all_stages(programme.q)
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
        formulate(score(load(COMPENSATED))),
        prove.choose_engines("auto"),
        Clock.of(60),
    )
    objective = all_stages(programme.q)[0]
    best = search.maximise(programme, objective, pair[0], clock)
    assert best.level is not None
    short = search.Found("optimal", best.chosen, best.level, best.level + 1, best.engine)
    checked = search.verify(programme, objective, short, pair, clock)
    assert checked.verified == "enumeration"
    assert checked.found.bound == best.level
