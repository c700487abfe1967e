"""Partners that no action can serve, though a rule or the objective compares what they get.

The least is then nothing, whatever is selected: a rule cannot be met, an objective says nothing. It
is told before anything is solved.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mcda.errors import Place, Problem
from mcda.files.draft import Draft
from mcda.files.tree import Path
from mcda.model import Action, Scenario
from mcda.rules import Budget, Caps, Floor, Objective, Rule, Status
from mcda.rules.outcomes import Between


def service_doubts(draft: Draft) -> Iterator[Problem]:
    """A warning for each partner that a record compares and nothing affordable serves."""
    for path, partner in unserved(draft.scenario):
        yield _warning(draft.settings.key_place(path), path, partner)


def service_warnings(scenario: Scenario) -> list[Problem]:
    """The same for a scenario that was read."""
    return [
        _warning(Place(scenario.origin or None), path, partner) for path, partner in unserved(scenario)
    ]


def _warning(place: Place, path: Path, partner: str) -> Problem:
    return Problem("W056", place, partner, {"record": str(path[-1])})


def unserved(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """(path of the record, partner), for every partner that it compares and nothing can serve."""
    served = _served(scenario)
    records: list[tuple[Path, Rule | Objective]] = [(("objective",), scenario.objective)]
    records += [(("rules", name), rule) for name, rule in scenario.rules.items()]
    for path, record in records:
        for partner in _compared(scenario, record):
            if partner not in served:
                yield path, partner


def _compared(scenario: Scenario, record: Rule | Objective) -> Iterator[str]:
    """Partners of which a record asks that they get something."""
    parents = {partner.parent for partner in scenario.partners}
    for partner in scenario.partners:
        name = partner.partner
        if name in parents:
            continue
        if isinstance(record, Between) and record.of != "net" and name not in record.exempt:
            size = {"head": partner.population, "need": partner.need}.get(record.per, Fraction(1))
            if size:
                yield name
        if isinstance(record, Floor) and _asks_something(record, name):
            yield name


def _asks_something(floor: Floor, partner: str) -> bool:
    """Whether a floor asks that a partner gets more than nothing."""
    concerned = floor.only is None or partner in floor.only
    return concerned and floor.of != "net" and (floor.min or 0) > 0


def _served(scenario: Scenario) -> frozenset[str]:
    """Partners that receive something of an action that could be done by itself."""
    possible = {a.action for a in scenario.actions if _is_affordable(scenario, a)}
    shares = (share for share in scenario.shares if share.receives)
    return frozenset(share.partner for share in shares if share.action in possible)


def _is_affordable(scenario: Scenario, action: Action) -> bool:
    """Whether an action alone stays within budgets and ceilings, and is not excluded."""
    local = action.cost * (1 - action.cofinancing)
    rules = scenario.rules.values()
    if any(isinstance(rule, Status) and action.action in rule.excluded for rule in rules):
        return False
    if scenario.funds:  # how much partners pay is then to be decided
        return True
    budgets = [
        r for r in rules if isinstance(r, Budget) and r.per is None and isinstance(r.max, Fraction)
    ]
    spent = {"local_cost": local, "cost": action.cost}
    capped = any(isinstance(rule, Caps) and rule.per is None for rule in rules)
    return all(spent[b.of] <= b.max for b in budgets if isinstance(b.max, Fraction)) and (
        not capped or _within_caps(scenario, action, local)
    )


def _within_caps(scenario: Scenario, action: Action, local: Fraction) -> bool:
    caps = {partner.partner: partner.cap for partner in scenario.partners}
    paid = [share for share in scenario.shares if share.action == action.action and share.pays]
    return all(
        cap is None or local * share.pays <= cap for share in paid for cap in [caps.get(share.partner)]
    )
