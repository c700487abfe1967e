"""A report from what is known."""

from __future__ import annotations

from datetime import date

from mcda.analysis.dossier import Dossier
from mcda.show.report.annexes import annexes
from mcda.show.report.content import Report
from mcda.show.report.note import note
from mcda.wording import N_, Words


def report(dossier: Dossier, words: Words, *, day: date) -> Report:
    """The report of a dossier, as it is written on a day."""
    scenario = dossier.scenario
    subtitle = words(N_("Note to the steering committee, {day}"), day=words.date(day))
    return Report(
        title=words.label(scenario.title, scenario.name),
        subtitle=subtitle,
        language=words.language,
        pages=note(dossier, words),
        annexes=annexes(dossier, words, day),
    )
