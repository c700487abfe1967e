"""Lists made by hand: `M1@2028, G1` as a set of options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.scoring import Scores, start_id
from mcda.scoring.options import SEPARATOR


def options_of(scores: Scores, listed: Iterable[str]) -> frozenset[str]:
    """The options that a list names; where there are years, an action without one starts at once.

    Raises
    ------
    UsageProblem
        An action that the scenario does not know (E093), a start that it does not allow (E220), a
        year where there are none (E221), an action that starts twice (E222).

    """
    named = sorted(set(listed))
    check_known(scores.scenario, {item.partition(SEPARATOR)[0] for item in named})
    starts = [item for item in named if SEPARATOR in item]
    for start in starts:
        _check_start(scores, start)
    options = {*named, *(start.partition(SEPARATOR)[0] for start in starts)}
    for action in sorted(options & scores.actions.keys()):
        taken = sorted(options & _starts_of(scores, action))
        if len(taken) > 1:
            raise UsageProblem(Problem("E222", value=action, details={"starts": ", ".join(taken)}))
        options.update(_earliest(scores, action) if not taken else ())
    return frozenset(options)


def stated_options(scores: Scores, actions: Iterable[str], starts: Mapping[str, int]) -> frozenset[str]:
    """The options of a result: its actions, and the years in which they start. As `options_of`."""
    return options_of(scores, [start_id(a, starts[a]) if a in starts else a for a in actions])


def check_known(scenario: Scenario, actions: Iterable[str]) -> None:
    """Refuse the first action that the scenario does not know, naming the nearest one."""
    known = sorted(scenario.action_by_id)
    for action in sorted(actions):
        if action not in scenario.action_by_id:
            close = get_close_matches(action, known, 1)
            details = {"known": ", ".join(known)}
            suggestion = close[0] if close else None
            raise UsageProblem(Problem("E093", value=action, details=details, suggestion=suggestion))


def _check_start(scores: Scores, start: str) -> None:
    if start in scores.starts:
        return
    action = start.partition(SEPARATOR)[0]
    if scores.scenario.years is None:
        raise UsageProblem(Problem("E221", value=start, details={"action": action}))
    known = ", ".join(sorted(_starts_of(scores, action)))
    raise UsageProblem(Problem("E220", value=start, details={"action": action, "known": known}))


def _starts_of(scores: Scores, action: str) -> frozenset[str]:
    return frozenset().union(*scores.choices[action]) - {action}


def _earliest(scores: Scores, action: str) -> list[str]:
    return sorted(_starts_of(scores, action), key=lambda start: scores.starts[start].year or 0)[:1]
