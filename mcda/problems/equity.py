"""Problems of equity rules and objectives: E28x and E29x."""

from __future__ import annotations

from mcda.problems.words import Wording
from mcda.wording import N_

EQUITY: dict[str, Wording] = {
    "E290": Wording(
        N_("an index of inequality knows no negative amounts, and a net may be negative."),
        N_("Use “of: benefit” or “of: received”; for the net, no_loser or floor."),
    ),
    "E291": Wording(
        N_("“welfare” needs either “preset” or “weights”."),
        N_("Write preset: sen, preset: geometric, or weights: [3, 2, 1]."),
    ),
    "E292": Wording(
        N_("the weights of “welfare” must not increase, and the first must be positive."),
        N_("The first is for the partner that gets least: write the largest first."),
    ),
    "E293": Wording(N_("“{value}” must be more than {gt}."), N_("Write a positive number.")),
    "E294": Wording(N_("“{value}” is more than {le}."), N_("Write {le} or less.")),
}
