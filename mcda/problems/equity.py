"""Problems of equity rules and objectives: E28x and E29x."""

from __future__ import annotations

from mcda.problems.words import Wording
from mcda.wording import N_

EQUITY: dict[str, Wording] = {
    # Criteria valued against the need of each partner: E280 to E282, W055.
    "E280": Wording(
        N_("“{value}” is valued against the need of each partner (scope partner), and there are none."),
        N_("Add the tables partners and shares, or write scope portfolio."),
    ),
    "E281": Wording(
        N_("“{value}” is valued against the need of each partner (scope partner), and nobody has one."),
        N_(
            "Fill the column need.{value}, or need, of the table partners: a positive figure for each "
            "partner concerned. Partners that have members take theirs from them."
        ),
    ),
    "E282": Wording(
        N_("zero is {value}; where effects are valued against needs (scope partner) it must be 0."),
        N_("Write 0, and full as the change that is aimed at for all partners together."),
    ),
    "W055": Wording(
        N_(
            "{value} receives some of “{criterion}” ({action}) without a need for it: that part is "
            "worth nothing."
        ),
        N_("State its need, or correct who receives; a partner that has members leaves needs to them."),
    ),
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
    "W056": Wording(
        N_("“{value}” is compared by {record}, and nothing affordable serves it: it will get nothing."),
        N_("Name it under “exempt” (leave it out of “only”), or add an action that serves it."),
    ),
    "E293": Wording(N_("“{value}” must be more than {gt}."), N_("Write a positive number.")),
    "E294": Wording(N_("“{value}” is more than {le}."), N_("Write {le} or less.")),
}
