"""Where a problem stands, as the page says it: what the reader has moved, not an option of a command."""

from __future__ import annotations

from mcda.errors import Problem
from mcda.model import Scenario
from mcda.web.controls import sliders
from mcda.web.question import FORCED
from mcda.wording import N_, Words

ADDRESS = "address"
"""The file of problems with what an address moves."""
MOVED = {
    f"rules.{FORCED}": N_("actions forced on this page"),
    "mandatory": N_("actions forced on this page"),
    "excluded": N_("actions forced on this page"),
    "weights.college": N_("the college chosen on this page"),
    "objective": N_("the college chosen on this page"),
}
"""What is no slider, by the setting that it writes."""


def place_of(problem: Problem, scenario: Scenario | None, words: Words) -> str:
    """The slider that was moved; else the place in the files. `scenario`, where known, names sliders."""
    where = problem.place
    if where.file != ADDRESS:
        return str(where)
    key = where.path or ""
    told = next((text for begin, text in MOVED.items() if key.startswith(begin)), None)
    if told is not None:
        return words(told)
    offered = () if scenario is None else sliders(scenario, words)
    label = next((slider.label for slider in offered if slider.key == key), None)
    if label is not None:
        return words(N_("slider “{name}”"), name=label)
    return words(N_("in the address: {key}"), key=key) if key else words(N_("in the address"))
