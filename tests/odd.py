"""Scenarios that are unlike the usual one: what is written about them must make sense all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tiny import BASE, Tables, tiny

BUDGET: Tables = {"budget": {"type": "budget", "max": 250}}
ACCOUNT: Tables = {"type": "ledger", "between": ["urban", ["periurban", "rural"]], "tolerance": "60 %"}
STATE: Tables = {"fund": "STATE", "name": "State fund", "max_rate": 60, "step": 20, "envelope": 90}
PABULIB = (
    "META\nkey;value\ndescription;Quartier nord\ncurrency;EUR\nbudget;1000\nvote_type;cumulative\n"
    "PROJECTS\nproject_id;cost;name;category\n"
    "1;400;Banc, ombre;parc\n2;700;Fontaine;\nx-3;300;Jeux;sport\n"
    "VOTES\nvoter_id;vote;points\n1;1,2;6,4\n2;2,x-3;10,0\n3;1;5\n"
)
"""A participatory budget, as a `.pb` file: no partners, one criterion."""


def _objective(name: str) -> Tables:
    return tiny(BUDGET, objective={"type": name, "of": "benefit"})


def _consensus() -> Tables:
    """Two colleges that weigh two criteria the other way round."""
    tables = tiny(BUDGET, objective="consensus")
    tables["criteria"].append({**tables["criteria"][0], "criterion": "calm", "name": "Calm"})
    for row, calm in zip(tables["impacts"], (25, 5, 10), strict=True):
        row["calm"] = calm
    colleges = {"Elected": (80, 20), "Residents": (30, 70)}
    for criterion in tables["criteria"]:
        criterion["weight"] = 50
    tables["colleges"] = [
        {"college": college, "criterion": name, "weight": weight}
        for college, both in colleges.items()
        for name, weight in zip(("gain", "calm"), both, strict=True)
    ]
    return tables


def _alone() -> Tables:
    """One action, without partners or rules."""
    tables = {name: rows for name, rows in BASE.items() if name not in ("partners", "shares", "rules")}
    action = {"action": "A1", "name": "One", "theme": "water", "cost": 100}
    return {**tables, "actions": [action], "impacts": BASE["impacts"][:1]}


def _no_partners() -> Tables:
    tables = {name: rows for name, rows in BASE.items() if name not in ("partners", "shares")}
    rows = [{k: v for k, v in row.items() if k != "lead"} for row in BASE["actions"]]
    return {**tables, "actions": rows, "rules": BUDGET}


def _over_years() -> Tables:
    """An account between town and country, and a budget of each year."""
    yearly = {"type": "budget", "per": "year", "max": 200}
    at_once = {"delivers": 0}
    rules = {**BUDGET, "account": ACCOUNT, "yearly": yearly}
    tables = tiny(rules, years=[2027, 2029], A1=at_once, A3=at_once)
    tables["shares"][-1]["receives"] = 0
    tables["shares"].append({"action": "A3", "partner": "U", "pays": 0, "receives": 100})
    return tables


def _split() -> Tables:
    """A fund, and a cost of which two partners may share what is open."""
    open_shares = {"pays": 50, "pays.low": 20, "pays.high": 80}
    return tiny(
        BUDGET,
        funds=[{**STATE, "themes": "water"}],
        A2_U=dict(open_shares),
        A2_R=dict(open_shares),
    )


def _in_kind() -> Tables:
    """Partners compensate each other, at most for what others spend for them."""
    rule = {"type": "compensation", "cap": "50 %", "in_kind_only": True}
    return tiny({**BUDGET, "deal": rule}, point_worth={"low": 5, "high": 20})


ODD: Mapping[str, Callable[[], Tables]] = {
    "alone": _alone,
    "no_partners": _no_partners,
    "no_rules": tiny,
    "nothing_selected": lambda: tiny({"budget": {"type": "budget", "max": 10}}),
    "consensus": _consensus,
    "leximin": lambda: _objective("leximin"),
    "worst_off": lambda: _objective("worst_off"),
    "over_years": _over_years,
    "split": _split,
    "in_kind": _in_kind,
}
"""Scenarios by name; each has a portfolio."""
IMPOSSIBLE = tiny(
    {"budget": {"type": "budget", "max": 50}, "stated": {"type": "status", "mandatory": ["A1"]}}
)
"""No portfolio meets its rules."""
