"""Problems of years, starts and spending: E22x and E23x."""

from __future__ import annotations

from mcda.problems.words import Wording
from mcda.wording import N_

TIMING: dict[str, Wording] = {
    "E220": Wording(
        N_("“{value}”: action {action} cannot start then."), N_("Starts that it may have: {known}.")
    ),
    "E221": Wording(
        N_("“{value}”: the scenario has no years, so that nothing starts in one."),
        N_("Write {action} alone, or add the setting “years” to the scenario."),
    ),
    "E222": Wording(
        N_("“{value}” is listed with several starts: {starts}."),
        N_("Keep one of them: an action starts once."),
    ),
    "E223": Wording(
        N_("rule “{value}”: “{key}” lists {count} figures, but the scenario has {years} years."),
        N_("Write one figure for each year, or a single one for all."),
    ),
    "E224": Wording(
        N_("“{key}” lists several figures, but the rule does not say that they are by year."),
        N_("Add per: year to the rule, or write a single figure."),
    ),
    "E225": Wording(
        N_("“{group}” stands on both sides of “between”."),
        N_("Each group belongs to one side; leave it out of the other."),
    ),
    "E226": Wording(
        N_("a side of “between” names no group."),
        N_("Name a group, or a list of groups, on each side: [urban, [periurban, rural]]."),
    ),
    "E227": Wording(
        N_("rule “{value}”: “{key}” lists {count} figures, but the scenario has {years} years."),
        N_("Write at most one figure for each year; the last one goes on."),
    ),
    "W040": Wording(
        N_("{action}: part of it is always paid for after {last} (years of spending: {value})."),
        N_("What is spent after it is outside every budget, cap and account by year."),
    ),
    "W041": Wording(
        N_("{count} actions may start so late that they are still paid for after {last}: {value}."),
        N_("What is spent after it is outside every budget by year; “latest” sets a limit."),
    ),
    "W042": Wording(
        N_("{action}: its effects always come after {last} (years after the start: {value})."),
        N_("No year of an account of reciprocity counts what it delivers."),
    ),
    "W043": Wording(
        N_("{value}: years in the profile: {profile}; years in the duration: {duration}."),
        N_("Spending follows the profile; correct one of the two."),
    ),
}
