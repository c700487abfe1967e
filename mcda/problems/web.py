"""Problems of the web page, E40x and E41x."""

from __future__ import annotations

from mcda.problems.words import KNOWN, Wording
from mcda.wording import N_

WEB: dict[str, Wording] = {
    "E400": Wording(
        N_("the address says more than a question can: {n} parts, at most {most}."),
        N_("Begin again from the page of the scenario."),
    ),
    "E401": Wording(
        N_("{key}: “{value}” is not a number."),
        N_("Write a number such as 55 or 0,55 of at most {digits} digits, or a percentage."),
    ),
    "E402": Wording(
        N_("{key} is too long: {n} characters, at most {most}."),
        N_("Write less."),
    ),
    "E403": Wording(
        N_("{key}: “{value}” cannot be the id of anything."),
        N_("Ids are letters, digits and underscores, a letter first."),
    ),
    "E404": Wording(N_("no scenario called “{value}” is served here."), KNOWN),
    "E405": Wording(
        N_("{value} is to be in every portfolio and in none."),
        N_("Say only one of the two."),
    ),
    "E406": Wording(
        N_("too many questions are being answered at the moment."),
        N_("Ask again in a few seconds."),
    ),
    "E407": Wording(
        N_("no answer was found within {seconds} seconds."),
        N_("Change the question, or ask it on the command line without a limit: mcda solve."),
    ),
    "E408": Wording(
        N_("the process that computed the answer has ended ({reason})."),
        N_("Ask again; if it happens again, close other programs: memory may not suffice."),
    ),
    "E409": Wording(
        N_("a position called “{value}” is there already."),
        N_("Choose another name, or confirm that it is to be replaced."),
    ),
    "E410": Wording(
        N_("“{value}” cannot be the name of a position."),
        N_("A name has between 1 and {most} visible characters."),
    ),
    "E411": Wording(
        N_("{n} positions are saved; there cannot be more."),
        N_("Delete those that nobody needs any more."),
    ),
    "E412": Wording(N_("there is no position called “{value}”.")),
    "E413": Wording(
        N_("the file is too large: at most {most} MB."),
        N_("Remove sheets, pictures and formats that the scenario does not need."),
    ),
    "E414": Wording(
        N_("the uploaded workbook is not kept any more."),
        N_("Upload it again."),
    ),
    "E415": Wording(
        N_("{value} is not a workbook that can be read here."),
        N_("Upload one .xlsx or .ods workbook; mcda template makes one to fill in."),
    ),
    "E416": Wording(
        N_("{n} cannot be compared side by side."),
        N_("Choose two, three or four."),
    ),
    "E417": Wording(
        N_("too many workbooks are kept at the moment."),
        N_("Try again later, or read the workbook on the command line: mcda validate."),
    ),
    "E418": Wording(
        N_("{value} is not a file of positions."),
        N_("Name another file with --positions; mcda makes it."),
    ),
    "E419": Wording(N_("the computation has been cancelled."), N_("Ask again to begin anew.")),
}
