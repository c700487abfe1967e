"""The committee's note: two pages, for somebody who has ten minutes."""

from __future__ import annotations

from mcda.analysis.dossier import Dossier
from mcda.show.report import exchange, firmness
from mcda.show.report.content import Section, Term, Terms
from mcda.show.report.equity_cost import equity_cost
from mcda.show.report.proposal import proposal
from mcda.show.report.question import question
from mcda.show.report.uncertain import doubts
from mcda.wording import N_, Words

Pages = tuple[tuple[Section, ...], tuple[Section, ...]]


def note(dossier: Dossier, words: Words) -> Pages:
    """The sections of the first page, and those of the second."""
    found = dossier.proposal
    first = (question(found.scenario, words), proposal(found, words))
    second = (
        exchange.exchange(found, words),
        equity_cost(dossier, words),
        firmness.firm(dossier, words),
        doubts(found.scenario, dossier.doubts, words),
        firmness.variants(dossier.comparison, words),
        glossary(words),
    )
    return first, tuple(section for section in second if section is not None)


def glossary(words: Words) -> Section:
    """The few words of the note that need one."""
    terms = (
        Term(words(N_("Point")), words(N_("100 points: every criterion goes from nothing to full."))),
        Term(
            words(N_("FRAGILE")),
            words(N_("met, but no longer under another reading or within declared intervals.")),
        ),
    )
    return Section("words", words(N_("Words")), (Terms(terms),))
