"""Lists made by hand: `M1@2028, G1+DETR.2` as a set of options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction

from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.scoring import Scores, start_id
from mcda.scoring.options import SEPARATOR
from mcda.scoring.tranches import FUND, PARTNER, RANK, Ladder

TRANCHE = re.compile(f"[{FUND}{PARTNER}]")
"""Where the name of a tranche begins, after its action or start."""


def options_of(scores: Scores, listed: Iterable[str]) -> frozenset[str]:
    """The options that a list names, with what they need.

    Where there are years, an action without one starts at once. A tranche brings the action and
    those below it; where who pays is to be decided and nothing is said, the stated shares hold.

    Raises
    ------
    UsageProblem
        An action that the scenario does not know (E093), a start that it does not allow (E220), a
        year where there are none (E221), an action that starts twice (E222), a tranche that nobody
        takes (E256), more tranches of an action than there are, or less than must be (E257).

    """
    named = sorted(set(listed))
    heads = {item: TRANCHE.split(item, 1)[0] for item in named}
    owners = _started(scores, sorted(set(heads.values())))
    tranches = [(item, item.removeprefix(head)) for item, head in heads.items() if item != head]
    taken = frozenset().union(*(_tranche(scores, owners, *tranche) for tranche in tranches))
    return _completed(scores, owners, taken)


def _started(scores: Scores, named: Sequence[str]) -> frozenset[str]:
    """Actions with their starts."""
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


def _tranche(scores: Scores, owners: frozenset[str], item: str, part: str) -> frozenset[str]:
    """A tranche of what is taken, with those below it."""
    action = TRANCHE.split(item, 1)[0].partition(SEPARATOR)[0]
    owned = [scores.sharings[o] for o in owners & scores.sharings.keys()]
    sharing = next((found for found in owned if found.action == action), None)
    taker, _, rank = part.partition(RANK)
    ladders = {} if sharing is None else sharing.cut.ladders
    if sharing is None or taker not in ladders or rank not in _ranks(ladders[taker]):
        tops = [f"{action}{taker}{RANK}{ladder.tranches}" for taker, ladder in ladders.items()]
        details = {"action": action, "known": ", ".join(tops) or "-"}
        raise UsageProblem(Problem("E256", value=item, details=details))
    return sharing.below(taker, int(rank))


def _ranks(ladder: Ladder) -> list[str]:
    return [str(rank + 1) for rank in range(ladder.tranches)]


def _completed(scores: Scores, owners: frozenset[str], taken: frozenset[str]) -> frozenset[str]:
    """The stated shares where nothing is said of a split; tranches that do not fit are refused."""
    found = owners | taken
    for owner in sorted(owners & scores.sharings.keys()):
        sharing = scores.sharings[owner]
        own = taken & {name for name, _, _ in sharing.tranches}
        if sharing.cut.is_split and not own:
            own = sharing.nearest(scores.data[sharing.action].pays)
        if not sharing.admits(own):
            parts = Fraction(100 * sharing.cut.slices) * sharing.cut.step
            raise UsageProblem(Problem("E257", value=sharing.action, details={"parts": parts}))
        found |= own
    return found


def stated_options(
    scores: Scores, actions: Iterable[str], starts: Mapping[str, int], tranches: Iterable[str]
) -> frozenset[str]:
    """The options of a result: its actions, when they start, who takes parts of their cost."""
    return options_of(
        scores, [*(start_id(a, starts[a]) if a in starts else a for a in actions), *tranches]
    )


def highest_tranches(scores: Scores, chosen: frozenset[str]) -> tuple[str, ...]:
    """The highest tranche of each action and taker, as a list made by hand names it."""
    highest: dict[tuple[str, str], int] = {}
    for name in chosen & scores.tranches.keys():
        option = scores.tranches[name]
        key = (option.action, str(option.taker))
        highest[key] = max(option.rank, highest.get(key, 0))
    return tuple(f"{action}{taker}{RANK}{rank}" for (action, taker), rank in sorted(highest.items()))


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
    return frozenset(scores.choices.owners[action]) - {action}


def _earliest(scores: Scores, action: str) -> list[str]:
    return sorted(_starts_of(scores, action), key=lambda start: scores.starts[start].year or 0)[:1]
