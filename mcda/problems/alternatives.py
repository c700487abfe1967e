"""Problems of alternatives and explanations: E31x."""

from __future__ import annotations

from mcda.problems.words import Wording
from mcda.wording import N_

ALTERNATIVES: dict[str, Wording] = {
    "E310": Wording(
        N_("the objective “{value}” says which portfolio is best, not how far the others are from it."),
        N_("Ask with another objective, for instance --set objective=value."),
    ),
    "E311": Wording(
        N_("{value} portfolios cannot be shown."), N_("Write a whole number from 1 on, such as -k 10.")
    ),
    "E312": Wording(
        N_("“{value}” is no part of the best value."),
        N_("Write a share from 0 to 1, such as 0.02 or 2 %."),
    ),
    "E313": Wording(
        N_("one action is explained, or all of them are compared, not both and not neither."),
        N_("Name one action, or write --all without any."),
    ),
}
