"""Why there is no portfolio: rules that clash, input that cannot be used, time that ran out."""

from __future__ import annotations

from rich.text import Text

from mcda.errors import Infeasible, InvalidScenario, McdaError
from mcda.model import Scenario
from mcda.optimise.conflicts import Relaxation
from mcda.portfolio.verdicts import unit_of
from mcda.problems import line
from mcda.show import labels
from mcda.show.layout import Screen
from mcda.wording import N_, Words


def error(failure: McdaError, scenario: Scenario | None, words: Words) -> Screen:
    """Why there is no portfolio."""
    if isinstance(failure, Infeasible) and scenario is not None:
        yield from conflicts(failure, scenario, words)
    elif isinstance(failure, InvalidScenario):
        for found in failure.problems:
            yield Text(line(found, words))
    else:
        yield Text(words(N_("Stopped before any portfolio was found.")))


def conflicts(clash: Infeasible | None, scenario: Scenario, words: Words) -> Screen:
    """Rules that clash, and by how much each alone would have to give way."""
    if clash is None:
        yield Text(words(N_("No clash: some portfolio meets all rules.")), style="green")
        return
    if not clash.clash:
        text = N_("No portfolio meets all rules; there was no time to find which of them clash.")
        yield Text(words(text), style="bold red")
        return
    alone = len(clash.clash) == 1
    several = N_("No portfolio meets all rules. These cannot hold together:")
    said = N_("No portfolio meets all rules. This one alone cannot be met:") if alone else several
    yield Text(words(said), style="bold red")
    for rule in clash.clash:
        yield Text(f"  • {labels.rule(scenario, rule, words)} [{rule}]")
    enough = N_("Any one of these would be enough, the other rules unchanged:")
    yield Text(words(N_("It could be met with:") if alone else enough))
    for rule, relaxation in clash.relaxation.items():
        yield Text("  → " + _relaxed(scenario, rule, relaxation, words))


def _relaxed(scenario: Scenario, rule: str, relaxation: Relaxation | None, words: Words) -> str:
    name = labels.rule(scenario, rule, words)
    if relaxation is None:
        return words(N_("{rule}: giving way alone is not enough"), rule=name)
    return words(
        N_("{rule}: give way by {amount} (tightest: {relation})"),
        rule=name,
        amount=labels.quantity(scenario, unit_of(relaxation.relation), relaxation.amount, words),
        relation=labels.relation(scenario, relaxation.relation.name, words),
    )
