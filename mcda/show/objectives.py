"""What was maximised, in a sentence, where it was not value."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from mcda.model import Scenario
from mcda.portfolio.portfolio import Portfolio
from mcda.rules import Alpha, Leximin, Objective, Threshold, Welfare, WorstOff
from mcda.rules.outcomes import Between
from mcda.show import labels
from mcda.show.reading import PEOPLE
from mcda.wording import N_, Words

AIMS: Mapping[type[Objective], str] = {
    WorstOff: N_("Objective: as much as possible for the partner that gets least"),
    Leximin: N_("Objective: as much as possible for the partner that gets least, then for the next"),
    Welfare: N_("Objective: an average that counts most those that get least"),
    Alpha: N_("Objective: welfare that grows less and less with what a partner has"),
    Threshold: N_("Objective: the partner that gets least, or the sum where partners are far apart"),
}
COMPARED = {
    "partner": N_("by partner"),
    "head": N_("per inhabitant"),
    "fiscal_capacity": N_("by fiscal capacity"),
    "need": N_("by need"),
    "potential": N_("beside what each could get at best"),
}
OF = {
    "benefit": N_("benefit"),
    "received": N_("money spent for it"),
    "net": N_("net"),
}


def objective(found: Portfolio, words: Words) -> str | None:
    """What came before value, and its level; None where value was all."""
    if found.proof.regrets:
        worst = max(regret.points for regret in found.proof.regrets)
        amount = labels.quantity(found.scenario, "points", worst, words)
        text = N_("Objective: the least worst regret of the colleges, {points}; then most value.")
        return words(text, points=amount)
    aim, record = AIMS.get(type(found.scenario.objective)), found.scenario.objective
    if aim is None or not isinstance(record, Between):
        return None
    about = f"{words(aim)} ({words(OF[record.of])}, {words(COMPARED[record.per])})"
    if not isinstance(record, WorstOff | Leximin) or found.proof.achieved is None:
        return words(N_("{objective}; then most value."), objective=about)
    level = _level(found.scenario, record, found.proof.achieved, words)
    return words(N_("{objective}: {level}; then most value."), objective=about, level=level)


def _level(scenario: Scenario, record: Between, level: Fraction, words: Words) -> str:
    """What the partner that gets least gets, in words."""
    if record.per == "potential":
        return words.percent(level)
    unit = "points" if record.of == "benefit" else "money"
    if record.per == "head":
        amount = labels.quantity(scenario, unit, level * PEOPLE, words)
        return words(N_("{amount} for {people} inhabitants"), amount=amount, people=words.number(PEOPLE))
    return labels.quantity(scenario, unit, level, words)
