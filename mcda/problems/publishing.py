"""Problems of reports and workbooks of results, E38x."""

from __future__ import annotations

from mcda.problems.words import Wording
from mcda.wording import N_

PUBLISHING: dict[str, Wording] = {
    "E380": Wording(
        N_("“{value}”: a report ends with .html, .pdf or .xlsx."),
        N_("Write for instance -o report.html; add --pdf for both a page and a PDF."),
    ),
    "E381": Wording(N_("“{value}” is a folder."), N_("Write the name of a file in it: {example}.")),
    "E382": Wording(
        N_("“{value}” cannot be written: {reason}."),
        N_("Choose a folder where you may write, and check that the disk is not full."),
    ),
    "E383": Wording(N_("“{value}” is none of the further analyses."), N_("Known: {known}.")),
}
