"""Funds and decided splits worked out by hand (see `tiny`); lists made by hand; results re-checked."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tiny import Tables, tiny

from mcda.errors import Infeasible, UsageProblem
from mcda.files.read import read_mapping
from mcda.optimise import solve
from mcda.portfolio.certify import verify_result
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.result import as_json
from mcda.scoring import score

STATE: Tables = {"fund": "STATE", "name": "State", "max_rate": 60, "step": 20, "envelope": 70}
UNION: Tables = {"fund": "UNION", "name": "Union", "max_rate": 30, "step": 30, "envelope": 90}


def funded(*funds: Tables, **changes: Any) -> Tables:
    return tiny(changes.pop("rules", {}), funds=[*funds], **changes)


def listed(tables: Tables, items: str) -> Portfolio:
    """A list made by hand."""
    scores = score(read_mapping(tables))
    return assemble(scores, options_of(scores, items.split()), Proof("judged"))


def test_a_grant_lowers_what_partners_pay() -> None:
    """A1 costs 100 and U pays it: two tranches of 20 and one of 30 leave 30, half spent for R."""
    found = listed(funded(STATE, UNION), "A1+STATE.2 A1+UNION.1")
    assert found.options == {"A1", "A1+STATE.1", "A1+STATE.2", "A1+UNION.1"}
    assert (found.cost, found.local_cost) == (100, 30)
    assert dict(found.ledger.flows) == {("U", "U"): 15, ("U", "R"): 15}
    assert found.financing is not None
    (plan,) = found.financing.actions
    assert (plan.grants, plan.granted, plan.cofinancing) == ({"STATE": 40, "UNION": 30}, 70, 0)
    assert (plan.payments, plan.own, plan.own_share) == ({"U": 30}, 30, Fraction("0.3"))
    assert [(use.fund, use.granted, use.left) for use in found.financing.funds] == [
        ("STATE", 40, 30), ("UNION", 30, 60),
    ]  # fmt: skip
    assert found.financing.tranches == ("A1+STATE.2", "A1+UNION.1")


def test_envelopes_have_verdicts() -> None:
    """60 % of A1 and 20 % of A2 are 100, and the envelope is 70."""
    found = listed(funded(STATE), "A1+STATE.3 A2+STATE.1")
    (verdict,) = found.verdicts
    assert (verdict.rule, verdict.type, verdict.verdict) == ("funds", "funds", "NOT MET")
    assert (verdict.relation, verdict.left, verdict.right) == ("STATE", 100, 70)


def test_a_grant_counts_in_the_year_of_the_start() -> None:
    state = {**STATE, "envelope.2027": 30, "envelope.2029": 60}
    tables = funded(state, years=[2027, 2029], A1={"duration": 2})
    for year, left in ((2027, -10), (2028, -40), (2029, 20)):
        found = listed(tables, f"A1@{year}+STATE.2")
        assert found.financing is not None
        uses = {use.year: use.left for use in found.financing.funds}
        assert uses[year] == left
        assert found.meets_all_rules == (left >= 0)


def test_two_funds_that_exclude_each_other() -> None:
    tables = funded(STATE, {**UNION, "not_with": "STATE"})
    assert listed(tables, "A1+STATE.1 A2+UNION.1").meets_all_rules
    (verdict,) = listed(tables, "A1+STATE.1 A1+UNION.1").verdicts
    assert (verdict.verdict, verdict.relation, verdict.slack) == ("NOT MET", "STATE UNION A1", -1)


def test_double_funding_shows_in_the_own_share() -> None:
    """Half of A1 is granted already: with 40 % more its owner pays 10 % of it."""
    rules = {"own": {"type": "own_share", "min": "20 %", "counting": "partners"}}
    tables = funded(STATE, rules=rules, A1={"cofinancing": 50})
    assert [v.verdict for v in listed(tables, "A1+STATE.1").verdicts] == ["MET", "MET"]
    assert [v.verdict for v in listed(tables, "A1+STATE.2").verdicts] == ["NOT MET", "MET"]


def test_a_fund_makes_possible_what_a_budget_forbids() -> None:
    """Within 65, A1 (10 points) needs 40 from the fund; without it A3 (5 points) is best."""
    rules = {"budget": {"type": "budget", "max": 65}}
    assert solve(read_mapping(tiny(rules))).actions == ("A3",)
    found = solve(read_mapping(funded(STATE, rules=rules)))
    assert (found.actions, found.value, found.local_cost) == (("A1",), 10, 40)


def test_among_equals_partners_pay_least() -> None:
    found = solve(read_mapping(funded(STATE)))
    assert found.local_cost == 350 - 70


def test_who_pays_is_decided() -> None:
    """U has 60 left: it pays 30 % of A2 and R the rest, where the stated halves would not do."""
    rules = {"caps": {"type": "caps"}}
    bounds = {"A2_U": {"pays.low": 20, "pays.high": 60}, "A2_R": {"pays.low": 40, "pays.high": 80}}
    caps = {"U": {"cap": 60}, "R": {"cap": 150}}
    tables = tiny(rules, split_step="10 %", **bounds, **caps)
    found = solve(read_mapping(tables))
    assert found.actions == ("A2", "A3")
    assert found.financing is not None
    assert found.financing.actions[0].payments == {"U": 60, "R": 140}
    fixed = {**bounds, "A2_U": {}, "A2_R": {}}
    assert solve(read_mapping(tiny(rules, **fixed, **caps))).actions == ("A3",)
    must = {**rules, "must": {"type": "status", "mandatory": ["A2"]}}
    stated = read_mapping(tiny(must, **fixed, **caps))
    with pytest.raises(Infeasible):
        solve(stated)


def test_the_stated_shares_hold_where_nothing_is_said() -> None:
    bounds = {"A2_U": {"pays.low": 20, "pays.high": 60}, "A2_R": {"pays.low": 30, "pays.high": 80}}
    tables = tiny(split_step="10 %", **bounds)
    found = listed(tables, "A2")
    assert found.financing is not None
    assert found.financing.actions[0].payments == {"U": 100, "R": 100}
    assert found.financing.tranches == ("A2:R.2", "A2:U.3")
    assert listed(tables, "A2:R.5").ledger.partners[0].burden == 160


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ("A1+STATE.4", "E256"),
        ("A1+STATE.0", "E256"),
        ("A1+STATE", "E256"),
        ("A1+SEA.1", "E256"),
        ("A3:V.1", "E256"),
        ("B1+STATE.1", "E093"),
        ("A1+STATE.3 A1+UNION.2", "E256"),
        ("A2+STATE.3 A2+UNION.1", "E257"),
        ("A1@2027+STATE.1", "E221"),
    ],
)
def test_lists_that_name_no_portfolio(items: str, code: str) -> None:
    with pytest.raises(UsageProblem) as refused:
        listed(funded(STATE, UNION, A2={"cofinancing": 20}), items)
    assert refused.value.problem.code == code


def test_a_split_is_named_whole() -> None:
    bounds = {"A2_U": {"pays.low": 20, "pays.high": 60}, "A2_R": {"pays.low": 40, "pays.high": 80}}
    with pytest.raises(UsageProblem) as refused:
        listed(tiny(split_step="10 %", **bounds), "A2:R.1")
    assert refused.value.problem.code == "E257"


@pytest.mark.parametrize("years", [None, [2027, 2028]])
def test_a_result_is_checked_again(years: list[int] | None) -> None:
    rules = {"budget": {"type": "budget", "max": 65}}
    scenario = read_mapping(funded(STATE, rules=rules, years=years))
    result = as_json(solve(scenario))
    assert result["tranches"]
    assert all(check.ok for check in verify_result(result, scenario))
    fewer = {**result, "tranches": []}
    assert {c.name for c in verify_result(fewer, scenario) if not c.ok} >= {"financing", "local_cost"}
    wrong = {**result, "tranches": ["A1+STATE.9"]}
    assert [c.name for c in verify_result(wrong, scenario) if not c.ok] == ["tranches"]
    wrong = {**result, "tranches": "A1+STATE.1"}
    assert [c.name for c in verify_result(wrong, scenario) if not c.ok] == ["tranches"]


def test_intervals_of_costs_change_grants_too() -> None:
    """At 130 instead of 100, two tranches are 52: above the envelope of 45, if that is asked."""
    rules = {"funds": {"type": "funds", "fragile_to": "costs"}}
    tables = funded({**STATE, "envelope": 45}, rules=rules, A1={"cost.high": 130})
    (verdict,) = listed(tables, "A1+STATE.2").verdicts
    assert verdict.fragility is not None
    assert (verdict.verdict, verdict.fragility.margin) == ("FRAGILE", -7)
    (verdict,) = listed({**tables, "rules": {}}, "A1+STATE.2").verdicts
    assert verdict.verdict == "MET"


def test_nothing_to_plan_without_funds() -> None:
    found = listed(tiny(), "A1")
    assert found.financing is None
    assert as_json(found)["financing"] is None
