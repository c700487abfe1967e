"""Problems of serving the page over HTTP, E42x and E43x."""

from __future__ import annotations

from mcda.problems.words import Wording
from mcda.wording import N_

SERVING: dict[str, Wording] = {
    "E420": Wording(
        N_("there is no page at “{value}”."),
        N_("Begin again from the list of scenarios."),
    ),
    "E421": Wording(
        N_("what was sent is too large: at most {most} MB."),
        N_("Send a smaller workbook, or read it on the command line: mcda validate."),
    ),
    "E422": Wording(
        N_("this page is not served under the name “{value}”."),
        N_("Open the address that mcda serve printed, or start it with --allowed-host {value}."),
    ),
    "E423": Wording(
        N_("this request comes from another site, and was left undone."),
        N_("Do it again from the page itself."),
    ),
    "E424": Wording(
        N_("nothing can be served at {value}: {reason}."),
        N_("Choose another --port (0 takes a free one), or stop what uses this one."),
    ),
    "E425": Wording(
        N_("this cannot be asked for in this way ({value})."),
        N_("Use the links and buttons of the page; /openapi.json lists what programs may ask."),
    ),
    "E426": Wording(
        N_("the page made a mistake here; what happened is in the log of mcda serve."),
        N_("Go back and ask something else; please tell who looks after the program."),
    ),
    "E427": Wording(
        N_("this form was sent without “{value}”."),
        N_("Go back, fill it in, and send it again."),
    ),
    "E428": Wording(
        N_("there is no drawing called “{value}” here."),
        N_("Begin again from the page of the scenario."),
    ),
    "E429": Wording(
        N_("this needs {component}, which is not installed here."),
        N_("Whoever looks after the page installs it with: {command}"),
    ),
    "E430": Wording(
        N_("{value} cannot be made: no portfolio meets all rules."),
        N_("Let one of the rules that clash give way first."),
    ),
    "E431": Wording(
        N_("the form that was sent cannot be read."),
        N_("Go back, fill it in, and send it again."),
    ),
    "E432": Wording(
        N_("the file of positions cannot be used here: {reason}."),
        N_("Name a file in a folder that can be written, with --positions."),
    ),
    "E433": Wording(
        N_("the file of positions is damaged: {reason}."),
        N_("Put the file aside, or restore it from a backup; a new one is made in its place."),
    ),
    "E434": Wording(
        N_("{value} was written by a newer version of mcda."),
        N_("Install that version, or name another file with --positions."),
    ),
    "E435": Wording(
        N_("what was sent came too slowly, and was left undone."),
        N_("Send it again, over a better connection if there is one."),
    ),
}
