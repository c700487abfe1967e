"""Problems of analyses of equity and cooperation: E26x and E27x."""

from __future__ import annotations

from mcda.problems.words import Wording
from mcda.wording import N_

COOPERATION: dict[str, Wording] = {
    "E265": Wording(
        N_("gains are shared in money, and the scenario does not say what a point is worth."),
        N_("Add “point_worth: 150” to scenario.yaml (money per point), or --set point_worth=150."),
    ),
    "E266": Wording(
        N_("there is nobody to share with: no partner pays for an action or receives of one."),
        N_("Fill the tables partners and shares."),
    ),
    "E267": Wording(
        N_("“{value}” is valued against the need of each partner: groups alone cannot be worked out."),
        N_("Give it the scope “action” for this question, or leave it out with its weight at 0."),
    ),
}
