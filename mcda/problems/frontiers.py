"""Problems of frontiers: E30x."""

from __future__ import annotations

from mcda.problems.words import KNOWN, Wording
from mcda.wording import N_

FRONTIERS: dict[str, Wording] = {
    "E300": Wording(
        N_("a frontier needs {fewest} to {most} objectives, and {value} were named."),
        N_("Write --objectives value,cost; known: {known}."),
    ),
    "E301": Wording(N_("the objective “{value}” is named twice."), N_("Name it once.")),
    "E302": Wording(N_("“{value}”: unknown objective."), KNOWN),
    "E303": Wording(N_("“{value}”: nothing in the scenario with this id can be an objective."), KNOWN),
    "E304": Wording(
        N_("the objective “{value}” is about partners, and there are none."),
        N_("Fill the tables partners and shares, or name another objective."),
    ),
    "E305": Wording(
        N_("the objective “{value}” is in money, and the scenario does not say what a point is worth."),
        N_("Add “point_worth: 150” to scenario.yaml (money per point), or --set point_worth=150."),
    ),
    "E306": Wording(
        N_("an order of adoption grows with a budget: it needs two objectives, one of them a cost."),
        N_("Write --objectives value,cost or value,local_cost."),
    ),
    "E307": Wording(
        N_("“{value}” compares what partners get per inhabitant, and none states its inhabitants."),
        N_(
            "Fill the column population, or say what partners are compared by: "
            "--set 'objective={{type: worst_off, per: partner}}'."
        ),
    ),
}
