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
}
