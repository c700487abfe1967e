"""Warnings about weights: answers that contradict each other, criteria that nobody weighed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from mcda.elicitation import elicit
from mcda.elicitation.contradictions import contradiction
from mcda.elicitation.tree import families
from mcda.errors import NOWHERE, Place, Problem
from mcda.files.draft import Draft, listed
from mcda.model.weighting import DataWeights, Weighting


def weight_doubts(draft: Draft) -> Iterator[Problem]:
    """What is suspicious about the weights of a scenario without errors."""
    weights = draft.scenario.weights
    if isinstance(weights, DataWeights):
        yield Problem("W028", draft.settings.place(("weights",)), weights.objective)
    elif isinstance(weights, Weighting):
        elicited = elicit(draft.scenario)
        yield from _weightless(draft, elicited.vertices)
        for found in elicited.consistency:
            if not found.is_acceptable:
                yield replace(
                    contradiction(found), place=draft.settings.place(("weights", found.measure))
                )
    else:
        yield from _criteria_without_weight(draft, weights)


def _weightless(draft: Draft, vertices: Sequence[Mapping[str, Fraction]]) -> Iterator[Problem]:
    """Criteria to which statements leave no weight at all."""
    names = [name for name in (vertices[0] if vertices else ()) if not any(v[name] for v in vertices)]
    if names:
        yield Problem("W029", draft.settings.place(("weights", "statements")), listed(names))


def _criteria_without_weight(draft: Draft, stated: Mapping[str, Fraction]) -> Iterator[Problem]:
    """Criteria that say nothing beside siblings that have a weight."""
    column = {criterion.criterion: criterion.weight for criterion in draft.scenario.criteria}
    for siblings in families(draft.scenario).values():
        blank = [name for name in siblings if stated.get(name, column[name]) is None]
        for name in blank if len(blank) < len(siblings) else ():
            yield Problem("W020", criterion_place(draft, name), name)


def criterion_place(draft: Draft, criterion: str, column: str = "criterion") -> Place:
    """Where a criterion stands in its table."""
    table = draft.sheets.criteria.table
    for row in range(len(table.rows)):
        if table.text(row, "criterion") == criterion:
            return table.place(row, column)
    return NOWHERE
