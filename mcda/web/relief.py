"""How far one slider would have to be moved for a clash to end, by a portfolio that is known."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from mcda.model import Scenario
from mcda.portfolio.columns import Columns
from mcda.portfolio.listing import options_of
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.strictness import Strictness
from mcda.scoring import Scores, score
from mcda.web.answer import Answer
from mcda.web.controls import Slider
from mcda.web.outcome import Relaxed
from mcda.web.question import Question


def reliefs(answer: Answer, offered: tuple[Slider, ...]) -> dict[str, Question]:
    """By rule of a clash, the question in which it alone gives way, as little as its slider can.

    Rules without a slider that helps are left out, and so is everything in a scenario with years, where
    a list of actions is no portfolio yet.
    """
    scenario = answer.scenario
    if scenario is None or scenario.years is not None:
        return {}
    scores = score(scenario)
    found: dict[str, Question] = {}
    for rule, relaxed in answer.relaxation.items():
        for slider in (s for s in offered if s.key.startswith(f"rules.{rule}.")):
            level = _level(scenario, scores, slider, relaxed)
            if level is not None:
                share = slider.unit == "share"
                found[rule] = answer.question.moving(slider.key, level, share=share)
    return found


def _level(
    scenario: Scenario, scores: Scores, slider: Slider, relaxed: Relaxed | None
) -> Fraction | None:
    """The level of a slider at which the portfolio that meets all other rules meets this one too."""
    _, rule, parameter = slider.key.split(".")
    record = scenario.all_rules[rule]
    if relaxed is None or parameter not in record.parameters:
        return None
    strictness = Strictness(record, parameter, Columns(scores), ScenarioQuantities(scores))
    reached = strictness.reached(options_of(scores, relaxed.actions))
    if reached is None:
        return None
    steps = reached / slider.step
    loosened = (floor(steps) if strictness.rises else ceil(steps)) * slider.step
    return max(loosened, slider.low)
