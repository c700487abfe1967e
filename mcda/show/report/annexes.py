"""The annexes: everything that the note rests on, one table or chart after the other."""

from __future__ import annotations

from collections.abc import Iterator

from mcda.analysis.dossier import Dossier
from mcda.show.datatables import portfolio as tables
from mcda.show.report.content import Section
from mcda.wording import N_, Words


def annexes(dossier: Dossier, words: Words) -> tuple[Section, ...]:
    """All annexes that there is something to say in."""
    return tuple(_annexes(dossier, words))


def _annexes(dossier: Dossier, words: Words) -> Iterator[Section]:
    found = dossier.proposal
    if found.ledger.partners:
        yield Section("partners", words(N_("Partners")), (tables.ledger(found, words),))
