"""What each partner gives and receives."""

from __future__ import annotations

from mcda.analysis.reading import reading as read_plainly
from mcda.portfolio import Portfolio
from mcda.show import reading
from mcda.show.charts.ledger import groups
from mcda.show.datatables.portfolio import ledger
from mcda.show.report.content import Paragraph, Part, Section
from mcda.wording import N_, Words


def exchange(found: Portfolio, words: Words) -> Section | None:
    """The ledger in sentences, a table and a chart; None without partners."""
    if not found.ledger.partners:
        return None
    told = " ".join(reading.headlines(found.scenario, read_plainly(found), words))
    parts: list[Part] = [Paragraph(told)] if told else []
    parts.append(ledger(found, words))
    if found.actions and len(found.ledger.groups) > 1:
        parts.append(groups(found, words))
    return Section("exchange", words(N_("What each partner gives and receives")), tuple(parts))
