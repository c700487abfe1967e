"""A report from what is known."""

from __future__ import annotations

from datetime import date

from mcda.analysis.dossier import Dossier
from mcda.show import labels
from mcda.show.report.annexes import annexes
from mcda.show.report.content import Report
from mcda.show.report.fit import setting
from mcda.show.report.note import note
from mcda.wording import N_, Words


def report(dossier: Dossier, words: Words, *, day: date) -> Report:
    """The report of a dossier, as it is written on a day."""
    scenario = dossier.scenario
    subtitle = words(N_("Note to the steering committee, {day}"), day=words.date(day))
    pages = note(dossier, words)
    return Report(
        title=labels.title(scenario, words),
        subtitle=subtitle,
        language=words.language,
        pages=pages,
        annexes=annexes(dossier, words, day),
        setting=setting(pages),
        author=", ".join(labels.partner(scenario, p.partner, words) for p in scenario.partners),
    )
