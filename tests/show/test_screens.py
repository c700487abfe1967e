"""What people see says what the record says, in French and in English."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from commands.running import ROOT, SCENARIOS, run, small
from loading import load
from rich.console import Console
from tiny import tiny

import mcda
from mcda.analysis.judgement import judge
from mcda.commands import REGISTRY
from mcda.errors import InvalidScenario, Place, Problem
from mcda.optimise import solve
from mcda.portfolio.certify import verify_result
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.result import as_json
from mcda.scoring import score
from mcda.show import checks as rechecked
from mcda.show import failures, labels, side_by_side, tables
from mcda.show.layout import together
from mcda.wording import Words, words

LANGUAGES = pytest.mark.parametrize("say", [words("fr"), words("en")], ids=["fr", "en"])
RAW_KEY = re.compile(r"\{\w*\}|%\(|N_\(")
RULES: dict[str, Any] = {
    "budget": {"type": "budget", "max": 350, "fragile_to": "costs"},
    "rural": {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"},
    "themes": {"type": "coverage", "per": "theme", "min_actions": 1},
    "town": {"type": "floor", "of": "received", "min": 10, "only": ["U"]},
    "pays": {"type": "share", "of": "burden", "group": "rural", "max": "50 %"},
}
BIG = 1_234_567


def seen(parts: Iterable[Any]) -> str:
    """What a terminal without colour shows."""
    console = Console(file=io.StringIO(), width=200, color_system=None, highlight=False)
    for part in parts:
        console.print(part)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def scenario(**changes: Any) -> mcda.Scenario:
    return load(tiny(RULES, point_worth=12, A2={"cost.low": 190, "cost.high": 230}, **changes))


def by_hand(chosen: str) -> Portfolio:
    return assemble(score(scenario()), chosen.split(), Proof("judged"))


def compared(folder: Path) -> mcda.Comparison:
    place = small(folder)
    names = ["", ":open", ":strict", ":impossible", ":nowhere"]
    return mcda.compare([f"{place}{variant}" for variant in names])


# ---------------------------------------------------------------- figures


@LANGUAGES
@pytest.mark.parametrize("chosen", ["", "A1", "A2 A3", "A1 A2 A3"])
def test_a_portfolio_shows_the_figures_of_its_record(chosen: str, say: Words) -> None:
    found = by_hand(chosen)
    text = seen(tables.portfolio(found, say))
    money = [found.cost, found.local_cost, *(item.cost for item in found.by_action)]
    for line in found.ledger.partners:
        money += [line.burden, line.received, line.net or 0]
        assert say.fixed(line.benefit, 2) in text
    for amount in money:
        assert labels.money(found.scenario, amount, say) in text
    assert f"{say.fixed(found.value, 2)} points" in text
    for group in found.ledger.groups:
        for share in (group.benefit_share, group.burden_share, group.population_share):
            assert (say.percent(share) if share is not None else "–") in text


@LANGUAGES
def test_an_example_shows_every_action_partner_criterion_and_rule(say: Words) -> None:
    found = mcda.solve(mcda.read(SCENARIOS / "brest"))
    text = seen(tables.portfolio(found, say))
    shown = "".join(text.split())
    names = [labels.action(found.scenario, a, say) for a in found.actions]
    names += [labels.partner(found.scenario, p.partner, say) for p in found.scenario.partners]
    names += [labels.criterion(found.scenario, c, say) for c in found.impacts]
    names += [labels.rule(found.scenario, v.rule, say) for v in found.verdicts]
    assert [name for name in names if "".join(name.split()) not in shown] == []
    assert say.fixed(found.value, 2) in text


@LANGUAGES
def test_verdicts_show_level_bound_and_slack(say: Words) -> None:
    found = by_hand("A2 A3")
    rows = {labels.rule(found.scenario, v.rule, say): v for v in found.verdicts}
    text = seen(tables.verdicts(found, say))
    for name, item in rows.items():
        (line,) = [line for line in text.splitlines() if line.strip().startswith(name)]
        for amount in (item.left, item.right, item.slack):
            assert together(labels.quantity(found.scenario, item.unit, amount, say)) in line


@LANGUAGES
def test_a_comparison_shows_value_and_cost_of_each_scenario(say: Words, tmp_path: Path) -> None:
    found = compared(tmp_path)
    text = seen(side_by_side.comparison(found, say))
    for variant in ("open", "strict", "impossible", "nowhere"):
        assert variant in text
    for entry in found.solved:
        assert entry.portfolio is not None
        assert say.fixed(entry.portfolio.value, 2) in text
        assert labels.money(entry.portfolio.scenario, entry.portfolio.local_cost, say) in text
    assert "[most]" in text
    assert "E027" in text


@LANGUAGES
def test_a_judgement_shows_what_could_be_had_instead(say: Words) -> None:
    """A1 with A3 breaks the rule on rural benefit: A1 alone does not."""
    judged = judge(load(tiny({"rural": RULES["rural"]})), ["A1", "A3"])
    text = seen(tables.judgement(judged, say))
    others = [p for p in (judged.better, judged.cheaper, judged.within_rules) if p is not None]
    assert [other.actions for other in others] == [("A1",)]
    for other in others:
        assert say.fixed(other.value, 2) in text
        assert labels.money(other.scenario, other.cost, say) in text


@LANGUAGES
def test_a_proof_tells_what_is_known_and_what_is_not(say: Words) -> None:
    known = {
        Proof("optimal", verified="enumeration", engine="cpsat"),
        Proof("optimal", verified="highs", engine="cpsat"),
        Proof("optimal", verified="no", engine="highs"),
        Proof("feasible", engine="cpsat"),
        Proof("judged"),
    }
    assert len({tables.proof(proof, say).plain for proof in known}) == len(known)


# ---------------------------------------------------------------- words


@LANGUAGES
def test_no_screen_shows_a_key_that_was_not_filled_in(say: Words, tmp_path: Path) -> None:
    found = scenario()
    portfolio = solve(found)
    comparison = compared(tmp_path)
    clash = comparison.entries[3].failure
    assert isinstance(clash, mcda.Infeasible)
    impossible = comparison.entries[3].scenario
    assert impossible is not None
    checks = verify_result(as_json(portfolio), found)
    forged = verify_result({**as_json(portfolio), "value": 0, "actions": ["A1"]}, found)
    problem = Problem("E093", Place("s"), "A9", {"known": "A1"}, "A1")
    for parts in (
        tables.portfolio(portfolio, say),
        tables.judgement(judge(found, ["A1", "A2"]), say),
        failures.conflicts(clash, impossible, say),
        failures.conflicts(None, found, say),
        rechecked.screen(checks, say),
        rechecked.screen(forged, say),
        failures.error(InvalidScenario([problem]), None, say),
        side_by_side.comparison(comparison, say),
    ):
        assert RAW_KEY.findall(seen(parts)) == []


@pytest.mark.parametrize("verdict", ["MET", "NOT MET", "VACUOUS", "FRAGILE"])
@LANGUAGES
def test_a_verdict_is_a_sign_and_a_word_of_its_own(verdict: str, say: Words) -> None:
    """Whoever does not see colours, or prints in black, reads the same."""
    others = set(labels.VERDICTS) - {verdict}
    assert labels.SIGNS[verdict] not in {labels.SIGNS[other] for other in others}
    assert say(labels.VERDICTS[verdict]) not in {say(labels.VERDICTS[other]) for other in others}


@LANGUAGES
@pytest.mark.parametrize("chosen", ["", "A1", "A2 A3", "A1 A2 A3"])
def test_no_verdict_is_told_by_colour_alone(chosen: str, say: Words) -> None:
    found = by_hand(chosen)
    lines = seen(tables.verdicts(found, say)).splitlines()
    for item in found.verdicts:
        name = labels.rule(found.scenario, item.rule, say)
        (line,) = [line for line in lines if line.strip().startswith(name)]
        assert f"{labels.SIGNS[item.verdict]}\u00a0{say(labels.VERDICTS[item.verdict])}" in line


def test_the_portfolios_of_these_tests_have_every_verdict() -> None:
    found = [v.verdict for chosen in ("", "A1", "A2 A3", "A1 A2 A3") for v in by_hand(chosen).verdicts]
    assert {*found} == {"MET", "NOT MET", "VACUOUS", "FRAGILE"}


@LANGUAGES
def test_a_check_that_fails_is_told_by_a_sign(say: Words) -> None:
    forged = verify_result({**as_json(solve(scenario())), "value": 0}, scenario())
    lines = seen(rechecked.screen(forged, say)).splitlines()
    for check in forged:
        (line,) = [line for line in lines if line.split()[:1] == [check.name]]
        assert ("✓" if check.ok else "✗") in line


def test_french_and_english_screens_differ() -> None:
    found = by_hand("A2 A3")
    french, english = (seen(tables.portfolio(found, words(language))) for language in ("fr", "en"))
    for word in ("RESPECTÉ", "Bénéfice", "Solde"):
        assert word in french
        assert word not in english
    for word in ("Benefit", "Net", "Reciprocity ledger", "Selected actions", "MET"):
        assert word in english
        assert word not in french


@pytest.mark.parametrize(
    "banned", [r"\bwinner", r"\bloser", r"\bgagnant", r"\bperdant", "ranking of territories"]
)
def test_nobody_is_called_a_winner_or_a_loser(banned: str) -> None:
    """Neither in the code, nor in its translation, nor in the examples."""
    files = [*(ROOT / "mcda").rglob("*.py"), *(ROOT / "mcda").rglob("*.po"),
             *SCENARIOS.rglob("*.yaml"), *SCENARIOS.rglob("*.csv")]  # fmt: skip
    assert [str(p) for p in files if re.search(banned, p.read_text(encoding="utf-8").lower())] == []


@pytest.mark.parametrize("name", REGISTRY)
def test_the_help_of_a_command_shows_no_raw_key(name: str) -> None:
    for lang in ("fr", "en"):
        assert RAW_KEY.findall(run(name, "--help", lang=lang).out) == []


# ---------------------------------------------------------------- money and figures


def test_money_is_written_as_the_french_write_it() -> None:
    """Narrow no-break spaces between thousands, a no-break space before the unit."""
    say = words("fr")
    assert say.money(BIG, "€") == "1\u202f234\u202f567\u00a0€"
    assert say.money(-BIG, "€") == "\u22121\u202f234\u202f567\u00a0€"
    assert say.money(1234.5, "k€", 2) == "1\u202f234,5\u00a0k€"
    assert say.percent(0.125) == "12,5\u00a0%"
    assert say.number(0.1 + 0.2, 3) == "0,3"


def test_money_is_written_as_the_english_write_it() -> None:
    say = words("en")
    assert say.money(BIG, "€") == "€1,234,567"
    assert say.money(-BIG, "€") == "\u2212€1,234,567"
    assert say.money(1234.5, "k€", 2) == "1,234.5\u00a0k€"
    assert say.percent(0.125) == "12.5%"


@pytest.mark.parametrize(
    ("language", "written"), [("fr", "1\u202f234\u202f567\u00a0€"), ("en", "€1,234,567")]
)
def test_a_screen_writes_money_so(language: str, written: str) -> None:
    found = assemble(score(load(tiny({}, money="€", A1={"cost": BIG}))), ["A1"], Proof("judged"))
    assert written in seen(tables.portfolio(found, words(language)))


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [("fr", 0, "0 erreur"), ("fr", 1, "1 erreur"), ("fr", 2, "2 erreurs"),
     ("en", 0, "0 errors"), ("en", 1, "1 error"), ("en", 2, "2 errors")],
)  # fmt: skip
def test_numbers_agree_with_what_they_count(language: str, number: int, said: str) -> None:
    """In French, nought is singular."""
    assert words(language).plural("{n} error", "{n} errors", number) == said


@pytest.mark.parametrize("actions", [0, 1, 2])
def test_a_headline_agrees_with_its_number_of_actions(actions: int) -> None:
    chosen = " ".join(["A1", "A2", "A3"][:actions])
    found = by_hand(chosen)
    assert ("actions" in tables.headline(found, words("en")).plain) is (actions != 1)
    assert ("actions" in tables.headline(found, words("fr")).plain) is (actions > 1)
