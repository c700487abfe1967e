"""Problems of analyses of equity and cooperation: E26x and E27x."""

from __future__ import annotations

from mcda.problems.words import KNOWN, Wording
from mcda.wording import N_

COOPERATION: dict[str, Wording] = {
    "E270": Wording(N_("no rule “{value}”."), KNOWN),
    "E271": Wording(
        N_("“{value}”: which bound of rule {rule} is to be priced?"),
        N_("Write RULE.BOUND with one of: {known}."),
    ),
    "E272": Wording(
        N_("rule {rule} cannot take the bound “{value}” as it stands."),
        N_("Price a bound that it sets, or complete the rule first with --set."),
    ),
    "E273": Wording(
        N_("no rule about shares or floors to price."),
        N_("Name another rule with --rule; rules with a bound: {known}."),
    ),
    "E274": Wording(
        N_("“{value}” is no level of {rule}."), N_("Write it as the rule does, such as 12000 or 50 %.")
    ),
    "E277": Wording(
        N_("the last level, {value}, is looser than the first, {start}."),
        N_("Give --from the looser level, and --to the tighter one."),
    ),
    "E275": Wording(
        N_("who gives and who receives cannot be told: no partner pays or receives anything."),
        N_("Fill in the tables of partners and shares."),
    ),
    "E276": Wording(
        N_("departures start from the best portfolio, not from a list made by hand."),
        N_("Leave out --portfolio, or --departures."),
    ),
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
