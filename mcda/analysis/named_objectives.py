"""Objectives by name, as `frontier` takes them: `value`, `cost`, `benefit:rural` ..."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.optimise.fronts.goals import Direction, Goal
from mcda.optimise.programme import Programme
from mcda.rules import AnyObjective, Value, WorstOff
from mcda.rules.base import Amount
from mcda.rules.orders import Least

FEWEST, MOST = 2, 5
MONEY = ("cost", "local_cost")


def goals_named(
    programme: Programme, names: Sequence[str], own: AnyObjective | None = None
) -> tuple[Goal, ...]:
    """The objectives of these names, in order; `own` is what the scenario itself optimises.

    Raises
    ------
    UsageProblem
        E300 fewer than two or more than five, E301 one twice, E302 an unknown name, E303 an unknown id
        behind a name, E304 no partners, E305 no worth of a point, E307 nobody to compare.
    """
    if not FEWEST <= len(names) <= MOST:
        details = {"fewest": FEWEST, "most": MOST, "known": ", ".join(offered(programme))}
        raise UsageProblem(Problem("E300", value=str(len(names)), details=details))
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise UsageProblem(Problem("E301", value=twice))
    return tuple(_goal(programme, name, own or Value()) for name in names)


def offered(programme: Programme) -> list[str]:
    """Every name that a scenario knows."""
    scenario = programme.scores.scenario
    plain = ["value", *MONEY]
    effects = [f"impact:{leaf.criterion}" for leaf in scenario.leaves]
    if not scenario.partners:
        return plain + effects
    sides = [*scenario.groups, *scenario.partner_by_id]
    kinds = ("benefit", "burden") if scenario.point_worth is None else ("benefit", "burden", "net")
    return [*plain, "worst_off", *(f"{kind}:{side}" for kind in kinds for side in sides), *effects]


def _goal(programme: Programme, name: str, own: AnyObjective) -> Goal:
    sense, target = _target(programme, name, own)
    signed = -target if sense == "min" and isinstance(target, Amount) else target
    return Goal(name, sense, signed, programme.columns)


def _target(programme: Programme, name: str, own: AnyObjective) -> tuple[Direction, Amount | Least]:
    """Which way an objective goes, and its amount as the user reads it."""
    q, scenario = programme.q, programme.scores.scenario
    kind, colon, identifier = name.partition(":")
    if name == "value":
        return "max", q.value()
    if name in MONEY:
        return "min", q.size("cost" if name == "cost" else "local_cost")
    if name == "worst_off":
        _ask_for_partners(scenario, name)
        return "max", _least(programme, own)
    if kind == "impact" and colon:
        return _effect(programme, identifier)
    if kind in ("benefit", "burden", "net") and colon:
        return "min" if kind == "burden" else "max", _of_side(programme, kind, identifier)
    raise _unknown("E302", name, offered(programme))


def _effect(programme: Programme, criterion: str) -> tuple[Direction, Amount]:
    """Of a criterion whose full level is below its zero, less is better."""
    leaves = {leaf.criterion: leaf for leaf in programme.scores.scenario.leaves}
    if criterion not in leaves:
        raise _unknown("E303", criterion, sorted(leaves))
    return "max" if leaves[criterion].swing > 0 else "min", programme.q.impact(criterion)


def _of_side(programme: Programme, kind: str, identifier: str) -> Amount:
    """What a partner, with its members, or a group gets, pays, or has left."""
    q, scenario = programme.q, programme.scores.scenario
    _ask_for_partners(scenario, f"{kind}:{identifier}")
    is_partner = identifier in scenario.partner_by_id
    if not is_partner and identifier not in scenario.groups:
        raise _unknown("E303", identifier, [*scenario.groups, *scenario.partner_by_id])
    side = {"partner": identifier} if is_partner else {"group": identifier}
    if kind == "benefit":
        return q.outcome("benefit", **side)
    if kind == "burden":
        return q.outcome("burden", **side)
    if scenario.point_worth is None:
        raise UsageProblem(Problem("E305", value=f"{kind}:{identifier}"))
    return q.point_worth() * q.outcome("benefit", **side) - q.outcome("burden", **side)


def _least(programme: Programme, own: AnyObjective) -> Least:
    """What the partner that gets least gets: as the scenario's objective has it, else per head."""
    record = own if isinstance(own, WorstOff) else WorstOff()
    outcomes = record.outcomes(programme.q)
    if not outcomes.partners:
        raise UsageProblem(Problem("E307", value="worst_off"))
    return Least(outcomes.parts, outcomes.sizes)


def _ask_for_partners(scenario: Scenario, name: str) -> None:
    if not scenario.partners:
        raise UsageProblem(Problem("E304", value=name))


def _unknown(code: str, name: str, known: Sequence[str]) -> UsageProblem:
    close = get_close_matches(name, known, 1)
    details = {"known": ", ".join(_shortened(known))}
    suggestion = close[0] if close else None
    return UsageProblem(Problem(code, value=name, details=details, suggestion=suggestion))


def _shortened(known: Sequence[str]) -> Iterator[str]:
    """The names, the ids behind a colon left to the reader."""
    return iter(dict.fromkeys(f"{name.partition(':')[0]}:ID" if ":" in name else name for name in known))
