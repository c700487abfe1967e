"""Problems of funds and of who pays: E24x and E25x."""

from __future__ import annotations

from mcda.problems.words import KNOWN, Wording
from mcda.wording import N_

FUNDING: dict[str, Wording] = {
    # Funds
    "E240": Wording(N_("“{value}”: unknown fund."), KNOWN),
    "E241": Wording(
        N_("“{value}”: a tranche is a whole number of percent of the cost, from 1 to 100."),
        N_("Write 5 or 10, for instance; 10 if the cell is blank."),
    ),
    "E242": Wording(
        N_("“{value}”: less than one tranche of {step} percent: nothing can be granted."),
        N_("Raise max_rate, or write a smaller step."),
    ),
    "E243": Wording(
        N_("the fund “{value}” has no envelope."),
        N_("Fill envelope, or columns for years such as envelope.2027."),
    ),
    "E244": Wording(
        N_("the year {value} lies outside the years of the scenario ({first} to {last})."),
        N_("Remove the column, or widen “years”."),
    ),
    "E245": Wording(
        N_("an envelope for the year {value}, and the scenario has no years."),
        N_("Add “years:” to the settings, or fill envelope alone."),
    ),
    # Own share
    "E246": Wording(
        N_("the rule “{value}” counts what the lead pays, and {actions} have no lead."),
        N_("Fill the column lead, or write “counting: partners”."),
    ),
    # Who pays, decided when solving
    "E250": Wording(
        N_("who pays for “{value}” is to be decided, and funds may support it: {funds}."),
        N_(
            "Decide one of the two, since each changes what the other shares out: empty pays.low and "
            "pays.high, or make the funds not eligible."
        ),
    ),
    "E251": Wording(
        N_("a synergy lowers the cost of “{value}”, and who pays for it is to be decided."),
        N_("Empty pays.low and pays.high, or write the synergy on something else than cost."),
    ),
    "E252": Wording(
        N_("“{value}”: a row about one criterion does not say who pays."),
        N_("Write pays.low and pays.high on the row without criterion."),
    ),
    "E253": Wording(
        N_("of “{value}”, {rest} percent are no whole number of steps of {step} percent."),
        N_("Change the pays.low of a partner, or the setting “split_step”."),
    ),
    "E254": Wording(
        N_("of “{value}”, partners can take {most} steps of {step} percent; {steps} are to be paid."),
        N_("Raise a pays.high to a whole number of steps above its pays.low."),
    ),
    "E255": Wording(
        N_("“{value}”: a step of the split is from 1 percent to 100 percent."),
        N_("Write 5 %, for instance."),
    ),
    # Lists made by hand
    "E256": Wording(
        N_("“{value}”: action {action} has no such tranche."),
        N_("The last ones that it may have: {known}."),
    ),
    "E257": Wording(
        N_("“{value}”: tranches that do not go together: {parts} percent are to be shared out."),
        N_(
            "Funds take no more than that in all; where who pays is decided, partners take exactly that."
        ),
    ),
    "W045": Wording(
        N_("the fund “{value}” may support no action."),
        N_("Check its themes, its partners and its kinds against the table actions."),
    ),
    "W046": Wording(
        N_("“{value}”: in tranches of {step} percent, no more than {reached} percent can be granted."),
        N_("Write a step of which max_rate is a multiple, if that matters."),
    ),
}
