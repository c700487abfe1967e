"""Why an action is in or out, in plain sentences."""

from __future__ import annotations

from fractions import Fraction

from mcda.analysis.reasons import Breach, Reason
from mcda.model import Scenario
from mcda.show import labels
from mcda.wording import N_, Words

SELECTED = {
    "imposed": N_("Imposed; it brings {points} for {money} of the partners' money."),
    "required": N_("Required by {others}; it brings {points} for {money} of the partners' money."),
    "needed": N_("Brings {points} for {money} of the partners' money; without it: {breach}."),
    "worth": N_("Brings {points} for {money} of the partners' money."),
    "idle": N_("Brings {points} for {money} of the partners' money, and no rule needs it."),
}
"""Of a selected action, by kind of reason."""
LEFT_OUT = {
    "screened": N_("Screened out by a threshold."),
    "excluded": N_("Excluded by a rule."),
    "barred": N_("Cannot stand beside {others}."),
    "lacks": N_("Requires {others}, not selected."),
    "worthless": N_("Would add no value to this portfolio ({points})."),
    "breaks": N_("Would add {points} for {money} of the partners' money, but: {breach}."),
    "fits": N_("Would add {points} for {money} of the partners' money, and breaks no rule."),
}
"""Of another, by kind of reason."""
UNSEEN = Fraction(1, 200)
"""Points that no screen shows."""
BEYOND = {
    True: N_("Every choice without it loses more than {share}, or breaks a rule."),
    False: N_("Every choice with it loses more than {share}, or breaks a rule."),
}
AS_GOOD = {
    True: N_("Another choice, as good to the hundredth of a point, does without it."),
    False: N_("Another choice, as good to the hundredth of a point, has it."),
}
DEARER = {
    True: N_("The best choice without it loses {points}."),
    False: N_("The best choice with it loses {points}."),
}
"""What the opposite costs, by whether the action is selected."""


def sentence(reason: Reason, scenario: Scenario, words: Words) -> str:
    """One or two sentences: what settles it, and what the opposite would cost."""
    text = (SELECTED if reason.selected else LEFT_OUT)[reason.kind]
    first = words(
        text,
        points=labels.quantity(scenario, "points", reason.value, words),
        money=labels.money(scenario, reason.local_cost, words),
        others=", ".join(labels.action(scenario, other, words) for other in reason.others),
        breach=_breach(reason, scenario, words),
    )
    return " ".join(part for part in (first, _opposite(reason, scenario, words)) if part)


def _breach(reason: Reason, scenario: Scenario, words: Words) -> str:
    """The first rule that would fail, and how many others."""
    if not reason.breaches:
        return ""
    first = reason.breaches[0]
    more = len({breach.rule for breach in reason.breaches} - {first.rule})
    told = breach(first, scenario, words)
    if not more:
        return told
    return words.plural(
        N_("{told}, and {n} other rule"), N_("{told}, and {n} other rules"), more, told=told
    )


def breach(found: Breach, scenario: Scenario, words: Words) -> str:
    """One rule that would fail, about what where that says something, and by how much."""
    text = N_("the rule “{rule}” would fail ({about}) by {amount}")
    if found.relation in labels.RELATIONS:
        text = N_("the rule “{rule}” would fail by {amount}")
    return words(
        text,
        rule=labels.rule(scenario, found.rule, words),
        about=labels.relation(scenario, found.relation, words),
        amount=labels.quantity(scenario, found.unit, found.amount, words),
    )


def _opposite(reason: Reason, scenario: Scenario, words: Words) -> str:
    """What the best portfolio with the opposite loses."""
    if reason.within is None or reason.kind in ("imposed", "screened", "excluded"):
        return ""
    if reason.loss is None:
        share = words.percent(reason.within, 0 if (100 * reason.within).denominator == 1 else 1)
        return words(BEYOND[reason.selected], share=share)
    if reason.loss < UNSEEN:
        return words(AS_GOOD[reason.selected])
    points = labels.quantity(scenario, "points", reason.loss, words)
    return words(DEARER[reason.selected], points=points)
