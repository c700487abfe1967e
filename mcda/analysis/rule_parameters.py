"""Which bounds of which rules are priced: those that are named, or every one that is about equity."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.portfolio.strictness import accepts
from mcda.rules.base import Rule


def parameters_named(scenario: Scenario, names: Sequence[str]) -> list[tuple[str, str]]:
    """(rule, parameter) of everything named, without repetition.

    `UsageProblem` E270 no such rule; E271 no such parameter; E272 the rule cannot take it; E273 nothing
    is named, and the scenario has no rule to price.
    """
    if names:
        return list(dict.fromkeys(pair for name in names for pair in _named(scenario, name)))
    about = {name: rule for name, rule in scenario.all_rules.items() if rule.concerns_equity}
    found = [(name, key) for name, rule in about.items() for key in _stated(rule)]
    if not found:
        raise UsageProblem(Problem("E273", details={"known": ", ".join(_priced(scenario)) or "–"}))
    return found


def _named(scenario: Scenario, name: str) -> list[tuple[str, str]]:
    identifier, _, parameter = name.partition(".")
    rule = scenario.all_rules.get(identifier)
    if rule is None:
        known = _priced(scenario)
        close = get_close_matches(identifier, known, 1)
        raise UsageProblem(
            Problem(
                "E270",
                value=identifier,
                details={"known": ", ".join(known) or "–"},
                suggestion=close[0] if close else None,
            )
        )
    offered = [parameter] if parameter else _stated(rule)
    if not offered or not set(offered) <= rule.parameters.keys():
        details = {"rule": identifier, "known": ", ".join(rule.parameters) or "–"}
        raise UsageProblem(Problem("E271", value=name, details=details))
    for key in offered:
        if not any(accepts(rule, key, level) for level in (1, "1 %")):
            raise UsageProblem(Problem("E272", value=key, details={"rule": identifier}))
    return [(identifier, key) for key in offered]


def _stated(rule: Rule) -> list[str]:
    """The parameters that a rule sets."""
    return [name for name in rule.parameters if getattr(rule, name) is not None]


def _priced(scenario: Scenario) -> list[str]:
    return [name for name, rule in scenario.all_rules.items() if rule.parameters]
