"""What is not in a report, and why, as a table."""

from __future__ import annotations

from collections.abc import Mapping

from mcda.analysis.absences import Absence, Subject
from mcda.analysis.dossier import Dossier
from mcda.errors import UsageProblem
from mcda.model import Scenario
from mcda.problems import message
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import DataTable
from mcda.show.failures import error
from mcda.show.reading import enumerated
from mcda.wording import N_, Words

SUBJECTS: Mapping[Subject, str] = {
    "near": N_("Other lists nearly as good"),
    "prices": N_("The price of each rule"),
    "frontier": N_("Value and money"),
    "equity": N_("The price of equity"),
    "robust": N_("What stays whatever is uncertain"),
    "sensitivity": N_("What the proposal hangs on"),
}
WHY: Mapping[str, str] = {
    "unasked": N_(
        "Over several years each price takes as long to find as the proposal. They are there with "
        "“mcda report … --with prices”."
    ),
    "objective": N_("It is told only where the aim is the greatest value."),
    "unlisted": N_(
        "They are listed only over one period, where the aim is the greatest value, and where they are "
        "not too many. “mcda alternatives” finds the best of them."
    ),
    "clock": N_("The time allowed was over first: what is shown is not everything."),
}


def absences(dossier: Dossier, words: Words) -> DataTable | None:
    """What could be there and is not, or not all of it; None where nothing is missing."""
    rows = tuple(
        (words(SUBJECTS[one.subject]), why(one, dossier.scenario, words)) for one in dossier.absences
    )
    if not rows:
        return None
    heads = columns.texts(words, N_("Subject"), N_("Why it is not here"))
    return DataTable("absences", words(N_("What could be here and is not, or not in full")), heads, rows)


def why(absence: Absence, scenario: Scenario, words: Words) -> str:
    """Why something is not there, and how it can be had."""
    if isinstance(absence.failure, UsageProblem):
        said = message(absence.failure.problem, words)
        return said[:1].upper() + said[1:]
    if absence.failure is not None:
        return " ".join(str(line) for line in error(absence.failure, scenario, words))
    if absence.rules:
        names = [", ".join(labels.rule(scenario, r, words) for r in rules) for rules in absence.rules]
        text = N_(
            "The time allowed was over first: {rules}. "
            "They are there with “mcda report … --with prices”."
        )
        return words(text, rules=enumerated(names, words))
    return words(WHY[absence.cause])
