"""Problems of incomplete information: E32x to E34x."""

from __future__ import annotations

from mcda.problems.words import KNOWN, Wording
from mcda.wording import N_

ROBUSTNESS: dict[str, Wording] = {
    "E320": Wording(N_("“{value}”: no such set of weights."), KNOWN),
    "E321": Wording(
        N_("there are no colleges between whose weights the others could lie."),
        N_("Fill the table weights, or ask for free or interval:20%."),
    ),
    "E322": Wording(
        N_("the scenario makes no statements about its weights."),
        N_("Write weights: {{statements: [...]}}, or ask for another set and add --statement."),
    ),
    "E323": Wording(
        N_(
            "“{value}” values summed effects, and the effect of {action} on it is an interval: what "
            "portfolios have in common would not cancel out."
        ),
        N_("Take its effects as stated: --scores nominal. Or state no interval there."),
    ),
    "E324": Wording(
        N_("the mark “{value}” of {action} is an interval, which would move all its effects at once."),
        N_("Take marks as stated: --scores nominal. Or state no interval there."),
    ),
    "E335": Wording(
        N_("none of the admissible weights keeps the proportions inside the branches."),
        N_("Let every criterion vary: --vary leaves."),
    ),
}
