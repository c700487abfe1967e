"""Tables of a portfolio as data: every figure is the library's own, and lines add up to totals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from loading import load
from tiny import judge, tiny

import mcda
from mcda.analysis.comparison import Comparison, Entry
from mcda.analysis.dossier import Dossier
from mcda.model import Scenario
from mcda.optimise import solve
from mcda.portfolio import Portfolio
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Proof, assemble
from mcda.scoring import score
from mcda.show.datatables import (
    DataTable,
    Measured,
    financing,
    portfolio,
    scenario,
    shown,
    themes,
    years,
)
from mcda.show.datatables.columns import measured
from mcda.show.datatables.dossier import tables
from mcda.show.datatables.provenance import provenance
from mcda.wording import Words, words

EN, FR = words("en"), words("fr")
Builder = Callable[[Portfolio, Words], DataTable]


@pytest.fixture(scope="module")
def brest() -> Portfolio:
    return solve(mcda.read("scenarios/brest"))


def alone(found: Portfolio) -> Dossier:
    return Dossier(Comparison((Entry("alone", found.scenario, found),)))


def listed(content: dict[str, object], chosen: str) -> Portfolio:
    scores = score(load(content))
    return assemble(scores, options_of(scores, chosen.split()), Proof("judged"))


def column(table: DataTable, heading: str) -> list[object]:
    place = [one.heading for one in table.columns].index(heading)
    return [row[place] for row in table.rows]


def total(table: DataTable, heading: str) -> object:
    place = [one.heading for one in table.columns].index(heading)
    return table.totals[-1][place]


def added(table: DataTable, heading: str) -> Fraction:
    return sum((Fraction(str(cell)) for cell in column(table, heading) if cell is not None), Fraction(0))


def test_actions_add_up_to_the_portfolio(brest: Portfolio) -> None:
    table = portfolio.actions(brest, EN)
    assert column(table, "Id") == list(brest.actions)
    assert added(table, "Cost") == total(table, "Cost") == brest.cost
    assert added(table, "Paid by partners") == brest.local_cost
    assert added(table, "Points") == total(table, "Points") == brest.value


def test_the_ledger_adds_up_to_the_portfolio(brest: Portfolio) -> None:
    for build in (portfolio.ledger, portfolio.group_ledger):
        table = build(brest, EN)
        assert added(table, "Pays") == total(table, "Pays") == brest.local_cost
        assert added(table, "Receives") == brest.local_cost
        assert added(table, "Benefit (points)") + brest.common == brest.value


def test_shares_of_groups_are_those_of_the_ledger(brest: Portfolio) -> None:
    table = portfolio.groups(brest, EN)
    assert column(table, "Benefit") == [line.benefit_share for line in brest.ledger.groups]
    assert added(table, "Inhabitants") == 1


def test_flows_have_the_sums_of_the_ledger(brest: Portfolio) -> None:
    table = portfolio.flows(brest, EN)
    assert table is not None
    for row in (*table.rows, *table.totals):
        assert sum(Fraction(str(cell)) for cell in row[1:-1] if cell is not None) == row[-1]
    for place in range(1, len(table.columns)):
        lines = (row[place] for row in table.rows)
        assert sum(Fraction(str(c)) for c in lines if c is not None) == table.totals[0][place]


def test_themes_add_up_to_the_ledger(brest: Portfolio) -> None:
    by_partner, by_group, between = (
        build(brest, EN) for build in (themes.ledger, themes.groups, themes.flows)
    )
    assert by_partner is not None
    assert by_group is not None
    assert between is not None
    assert added(by_partner, "Benefit (points)") == sum(p.benefit for p in brest.ledger.partners)
    assert added(by_group, "Pays") == added(by_partner, "Pays") == brest.local_cost
    assert added(between, "Amount") == brest.local_cost
    assert added(themes.themes(brest, EN), "Points") == brest.value


def test_criteria_add_up_to_the_value(brest: Portfolio) -> None:
    table = portfolio.criteria(brest, EN)
    assert added(table, "Points") == brest.value
    levels = [cell.amount for cell in column(table, "Expected total") if isinstance(cell, Measured)]
    assert levels == [brest.impacts[name] for name in brest.value_by_criterion]


def test_verdicts_are_exact_each_in_its_unit(brest: Portfolio) -> None:
    table = portfolio.verdicts(brest, EN)
    for row, verdict in zip(table.rows, brest.verdicts, strict=True):
        figures = [cell.amount for cell in row if isinstance(cell, Measured)]
        assert figures == [verdict.left, verdict.right, verdict.slack]
    budget = table.rows[0]
    assert [shown(c, k, EN) for c, k in zip(budget, table.columns, strict=True)][:4] == [
        "Partners' budget",
        "✓\u00a0MET",
        "in all",
        "2,509\u00a0k€",
    ]
    assert any(str(cell).startswith("≈\u00a0FRAGILE") for cell in column(table, "Verdict"))


@pytest.mark.parametrize(
    ("unit", "level", "text"),
    [
        ("money", Fraction(0), "€0"),
        ("money", Fraction(99), "€99.0"),
        ("money", Fraction(1000), "€1,000"),
        ("points", Fraction(1), "1.00\u00a0point"),
        ("points", Fraction(5, 2), "2.50\u00a0points"),
        ("actions", Fraction(3), "3\u00a0actions"),
        ("index", Fraction(1, 3), "0.333"),
        ("impact:gain", Fraction(21, 2), "10.5\u00a0u"),
    ],
)
def test_figures_of_verdicts_have_their_units(unit: str, level: Fraction, text: str) -> None:
    cell = measured(load(tiny()), unit, level, EN, "≥ ")
    assert shown(cell, portfolio.columns.points("Level", EN), EN) == f"≥ {text}"


def test_headings_speak_both_languages(brest: Portfolio) -> None:
    english, french = (portfolio.ledger(brest, one) for one in (EN, FR))
    assert [c.heading for c in english.columns][:4] == ["Partner", "Group", "Benefit (points)", "Pays"]
    assert [c.heading for c in french.columns][:4] == [
        "Partenaire",
        "Groupe",
        "Bénéfice (points)",
        "Contribution",
    ]
    assert [row[2:] for row in english.rows] == [row[2:] for row in french.rows]


@pytest.mark.parametrize("said", [EN, FR])
def test_every_table_is_rectangular_and_named_once(brest: Portfolio, said: Words) -> None:
    found = tables(alone(brest), said, date(2026, 11, 23))
    names = [table.name for table in found]
    assert len(set(names)) == len(names) > 20
    for table in found:
        widths = {len(row) for row in (*table.rows, *table.totals)}
        assert widths == {len(table.columns)}, table.name
        for row in (*table.rows, *table.totals):
            for cell, one in zip(row, table.columns, strict=True):
                assert one.is_numeric or cell is None or isinstance(cell, str), (table.name, cell)
                assert shown(cell, one, said) is not None


def test_a_scenario_without_partners_has_no_ledger() -> None:
    content = tiny(partners=[], shares=[])
    for action in content["actions"]:
        action.pop("lead")
    names = {table.name for table in tables(alone(judge(content, "A1 A2")), EN)}
    assert {"actions", "criteria", "verdicts"} - names <= {"verdicts"}
    assert not names & {"ledger", "groups", "flows", "theme_ledger", "partners", "shares"}


def test_value_of_no_single_action_is_told_apart() -> None:
    found = judge(tiny(gain={"scope": "portfolio"}), "A1 A2")
    table = portfolio.actions(found, EN)
    assert found.common > 0
    assert [row[0] for row in table.totals] == ["All actions together", "Total"]
    assert table.totals[0][-3] == found.common == table.totals[1][-3]
    assert [row[0] for row in portfolio.ledger(found, EN).totals] == ["Common value", "Total"]


def test_accounts_of_years_are_those_of_the_portfolio() -> None:
    rule = {"type": "ledger", "between": ["urban", ["periurban", "rural"]], "tolerance": "60 %"}
    found = listed(tiny({"account": rule}, years=[2027, 2029]), "A1 A3@2028")
    table, by_theme = years.accounts(found, EN)
    account = found.accounts[0]
    assert column(table, "Year") == [2027, 2028, 2029]
    assert added(table, "Given") == total(table, "Given") == account.given
    assert added(table, "Received") == account.received
    assert column(table, "Difference so far") == [at.balance for at in account.years]
    assert added(by_theme, "Given") == account.given
    assert table.note.startswith("From 2027 to 2029")
    assert column(portfolio.actions(found, EN), "Start") == [2027, 2028]
    assert shown(2027, table.columns[0], FR) == "2027"


def test_the_financing_plan_adds_up_to_the_cost() -> None:
    fund = {"fund": "STATE", "name": "State fund", "max_rate": 60, "step": 20, "envelope": 100}
    found = listed(tiny(funds=[fund], A2={"cofinancing": 10}), "A1+STATE.2 A2")
    plan, funds = financing.plan(found, EN), financing.funds(found, EN)
    assert plan is not None
    assert funds is not None
    payers = ["Granted before", "State fund", "Country", "Town"]
    assert sum(added(plan, payer) for payer in payers) == added(plan, "Cost") == found.cost
    assert [total(plan, payer) for payer in payers] == [added(plan, payer) for payer in payers]
    assert [row[2:] for row in funds.rows] == [(Fraction(40), Fraction(100), Fraction(60))]


def test_nothing_to_tell_is_no_table() -> None:
    found = judge(tiny(), "A1")
    assert portfolio.members(found, EN) is None
    assert portfolio.transfers(found, EN) is None
    assert portfolio.regrets(found, EN) is None
    assert financing.plan(found, EN) is None
    assert list(years.accounts(found, EN)) == []
    for build in (scenario.funds, scenario.links, scenario.colleges, scenario.changes, scenario.sources):
        assert build(found.scenario, EN) is None


def test_transfers_are_told_with_the_rule_they_serve() -> None:
    rule = {"type": "compensation", "label": "Nobody short"}
    found = judge(tiny({"fair": rule}, point_worth=12), "A1 A2")
    table = portfolio.transfers(found, EN)
    assert table is not None
    amounts = [amount for _, amount in sorted(found.transfers["fair"].items())]
    assert amounts
    assert [row[-1] for row in table.rows] == amounts
    assert {row[0] for row in table.rows} == {"Nobody short"}


def test_settings_of_rules_are_in_words() -> None:
    rules = {
        "most": {"type": "budget", "max": 500},
        "fair": {"type": "share", "of": "benefit", "group": "rural", "min": "20 %"},
    }
    told = scenario.rules(load(tiny(rules)), EN)
    assert [row[2] for row in told.rows] == [
        "at most: €500",
        "group: rural · at least: 20% · of: benefit",
    ]


def base() -> Scenario:
    return mcda.read("scenarios/brest")


def test_tables_of_a_scenario_hold_its_records() -> None:
    found = base()
    criteria, actions = scenario.criteria(found, EN), scenario.actions(found, EN)
    assert added(criteria, "Weight") == 1
    assert column(actions, "Cost") == [action.cost for action in found.actions]
    sources = scenario.sources(found, EN)
    assert sources is not None
    assert {row[0] for row in sources.rows} == {
        "Partners",
        "Criteria",
        "Actions",
        "Effects",
        "Shares",
        "Links",
    }
    changed = scenario.changes(mcda.read("scenarios/brest:frugal"), EN)
    assert changed is not None
    assert changed.rows == (("frugal", "rules.budget.max", "2600", "1900"),)


def test_provenance_names_source_proof_and_versions(brest: Portfolio) -> None:
    told = {row[0]: row[1] for row in provenance(brest, EN, date(2026, 11, 23)).rows}
    assert told["Read from"] == "scenarios/brest"
    assert told["Written on"] == "November 23, 2026"
    assert str(told["Proof"]).startswith("Proven best by")
    assert "ortools" in str(told["Versions"])
