"""A portfolio in plain sentences: who gets, who pays, who goes short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mcda.analysis.reading import Attained, PerHead, Reading
from mcda.model import Scenario
from mcda.portfolio.ledger import GroupLine
from mcda.show import labels
from mcda.wording import N_, Words

PEOPLE = 10_000
"""Inhabitants that benefits are told for."""


def headlines(scenario: Scenario, found: Reading, words: Words) -> Iterator[str]:
    """The few sentences that need no further search: the groups that stand out, and per inhabitant."""
    for line in found.telling:
        yield from group(scenario, line, words)
    if found.telling and found.least_per_head is not None:
        yield per_head(scenario, found.least_per_head, words)


def sentences(scenario: Scenario, found: Reading, words: Words) -> Iterator[str]:
    """Everything there is to say in words."""
    for line in found.groups:
        yield from group(scenario, line, words)
    if found.least_per_head is not None:
        yield per_head(scenario, found.least_per_head, words)
    if found.weakest is not None:
        yield weakest(scenario, found.weakest, words)
    if found.unserved:
        yield unserved(scenario, found.unserved, words)


def group(scenario: Scenario, line: GroupLine, words: Words) -> Iterator[str]:
    """What a group gets, pays and receives, beside its inhabitants; nothing if that is nothing."""
    clauses = (
        (N_("receive {share} of the benefits"), line.benefit_share),
        (N_("pay {share} of the costs"), line.burden_share),
        (N_("have {share} of the money spent for them"), line.received_share),
    )
    said = [words(text, share=words.percent(share)) for text, share in clauses if share is not None]
    if not said:
        return
    name = labels.group(scenario, line.group, words)
    what = enumerated(said, words)
    if line.population_share is None:
        yield words(N_("The {group} partners {what}."), group=name, what=what)
    else:
        text = N_("The {group} partners ({people} of inhabitants) {what}.")
        yield words(text, group=name, people=words.percent(line.population_share), what=what)


def per_head(scenario: Scenario, found: PerHead, words: Words) -> str:
    """The partner whose inhabitants benefit least."""
    return words(
        N_(
            "Per inhabitant the benefit is smallest in {partner}: {level} points for {people} "
            "inhabitants, against {average} on average."
        ),
        partner=labels.partner(scenario, found.partner, words),
        level=words.number(found.level * PEOPLE, 2),
        average=words.number(found.average * PEOPLE, 2),
        people=words.number(PEOPLE),
    )


def weakest(scenario: Scenario, found: Attained, words: Words) -> str:
    """The partner that gets the smallest part of what it could have."""
    return words(
        N_("The weakest partner, {partner}, gets {benefit} of a possible {potential} points."),
        partner=labels.partner(scenario, found.partner, words),
        benefit=words.number(found.benefit, 1),
        potential=words.number(found.potential, 1),
    )


def unserved(scenario: Scenario, partners: Iterable[str], words: Words) -> str:
    """Partners that no portfolio within reach serves."""
    names = enumerated([labels.partner(scenario, partner, words) for partner in partners], words)
    return words(
        N_("No portfolio within reach serves {partners}, whatever the rules of equity say."),
        partners=names,
    )


def enumerated(parts: list[str], words: Words) -> str:
    """`one, two and three`."""
    return _joined(N_("{first} and {last}"), parts, words)


def alternatives(parts: list[str], words: Words) -> str:
    """`one, two or three`."""
    return _joined(N_("{first} or {last}"), parts, words)


def _joined(form: str, parts: list[str], words: Words) -> str:
    if len(parts) == 1:
        return parts[0]
    return words(form, first=", ".join(parts[:-1]), last=parts[-1])
