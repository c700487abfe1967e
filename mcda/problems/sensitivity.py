"""Problems of sensitivity: E35x."""

from __future__ import annotations

from mcda.problems.words import KNOWN, Wording
from mcda.wording import N_

SENSITIVITY: dict[str, Wording] = {
    "E350": Wording(N_("no figure “{value}” in this scenario."), N_("Write one of: {known}.")),
    "E351": Wording(
        N_("how far figures may move is told of a portfolio that is proven the best in value."),
        N_(
            "Write “objective: value”, and leave out the years or give more time; or ask for --tornado, "
            "--method or --discover alone."
        ),
    ),
    "E352": Wording(N_("nothing called “{value}” to be read of a portfolio."), KNOWN),
    "E353": Wording(
        N_("none of these figures can move."),
        N_("Name others with --only or --datum, or a wider --swing."),
    ),
    "E354": Wording(N_("no method “{value}”."), KNOWN),
    "E355": Wording(
        N_("{value} samples do not do."),
        N_(
            "Morris: 2 trajectories or more; Sobol: a power of 2; PAWN: 32 or more; discovery: 40 or "
            "more."
        ),
    ),
    "E356": Wording(N_("no kind of figures “{value}”."), KNOWN),
    "E357": Wording(
        N_("“{value}” is no swing."),
        N_("Write a part of the figure, such as 10 %, more than 0 and below 100."),
    ),
}
