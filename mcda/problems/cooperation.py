"""Problems of analyses of equity and cooperation: E26x and E27x."""

from __future__ import annotations

from mcda.problems.words import Wording
from mcda.wording import N_

COOPERATION: dict[str, Wording] = {
    "E275": Wording(
        N_("who gives and who receives cannot be told: no partner pays or receives anything."),
        N_("Fill in the tables of partners and shares."),
    ),
    "E276": Wording(
        N_("departures start from the best portfolio, not from a list made by hand."),
        N_("Leave out --portfolio, or --departures."),
    ),
}
