"""The question: who, how much, what counts, who weighs, what is asked of any answer."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mcda.analysis.stakes import stakes
from mcda.model import Scenario
from mcda.rules import Budget
from mcda.scoring.weights import leaf_weights
from mcda.show import labels
from mcda.show.reading import enumerated
from mcda.show.report.content import Paragraph, Section
from mcda.show.report.short import brief, listed
from mcda.wording import N_, Words

HEAVIEST = 4
"""Criteria that the note names."""


def question(scenario: Scenario, words: Words) -> Section:
    """What the committee is asked to decide."""
    sentences = [*_who(scenario, words), *_bounds(scenario, words)]
    parts = [Paragraph(" ".join(sentences))]
    what = " ".join([*_what_counts(scenario, words), *_who_weighs(scenario, words)])
    if what:
        parts.append(Paragraph(what))
    return Section("question", words(N_("The question")), tuple(parts))


def _who(scenario: Scenario, words: Words) -> Iterator[str]:
    size = stakes(scenario)
    actions = words.plural(N_("{n} candidate action"), N_("{n} candidate actions"), size.candidates)
    cost = labels.money(scenario, size.cost, words)
    names = [labels.partner(scenario, partner.partner, words) for partner in scenario.partners]
    if size.candidates == 1:
        yield words(N_("Should the only candidate action be chosen, for {cost}?"), cost=cost)
        return
    if not names:
        yield words(
            N_("Which of {actions}, {cost} in all, should be chosen?"), actions=actions, cost=cost
        )
        return
    people = ""
    if size.inhabitants is not None:
        people = words(N_(" ({people} inhabitants)"), people=words.number(size.inhabitants))
    yield words(
        N_("{partners}{people} consider {actions}, {cost} in all: which should they choose together?"),
        partners=listed(names, words),
        people=people,
        actions=actions,
        cost=cost,
    )


def _bounds(scenario: Scenario, words: Words) -> Iterator[str]:
    """What there is to spend, and the names of the other rules."""
    for name, rule in scenario.rules.items():
        if isinstance(rule, Budget) and isinstance(rule.max, Fraction):
            yield words(
                N_("{rule}: at most {amount}{span}."),
                rule=brief(labels.rule(scenario, name, words)),
                amount=labels.money(scenario, rule.max, words),
                span=words(N_(" a year")) if rule.per == "year" else "",
            )
    others = [name for name, rule in scenario.rules.items() if not isinstance(rule, Budget)]
    if others:
        names = [labels.rule(scenario, name, words) for name in others]
        yield words(N_("The answer must also respect: {rules}."), rules=listed(names, words, most=9))


def _what_counts(scenario: Scenario, words: Words) -> Iterator[str]:
    weights = leaf_weights(scenario)
    heaviest = sorted(weights, key=lambda leaf: (-weights[leaf], leaf))[:HEAVIEST]
    named = [
        f"{brief(labels.criterion(scenario, leaf, words))} ({words.percent(weights[leaf], 0)})"
        for leaf in heaviest
    ]
    if len(weights) > len(named):
        many = words.plural(N_("{n} criterion"), N_("{n} criteria"), len(weights))
        text = N_("{many} count; the heaviest are {named}.")
        yield words(text, many=many, named=enumerated(named, words))
    else:
        yield words(N_("What counts: {named}."), named=enumerated(named, words))


def _who_weighs(scenario: Scenario, words: Words) -> Iterator[str]:
    colleges = list(dict.fromkeys(row.college for row in scenario.college_weights))
    if colleges:
        text = N_("The weights are those of the scenario; {colleges} have stated their own.")
        yield words(text, colleges=listed(colleges, words))
    else:
        yield words(N_("The weights are those of the scenario, and may be discussed."))
