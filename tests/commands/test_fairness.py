"""`mcda fairness`: sentences with figures recomputed from the tables, three forms, refusals."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from commands.running import SCENARIOS, Answer, run, written
from tiny import tiny

CAEN, BREST = SCENARIOS / "caen", SCENARIOS / "brest"
LIST = "C2,E1,E3,E4,F2,F3,F5,G1,G2,H1,L1,L2,M5,M7,M9,S2,T2,W4"
"""A list of actions of Caen; `mcda solve` finds it the best."""


def table(name: str) -> list[dict[str, str]]:
    with (CAEN / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def percent(cell: str | None) -> Fraction:
    return Fraction((cell or "0").replace("%", "").strip() or "0") / 100


@cache
def answer(form: str, lang: str) -> Answer:
    """What is told of the list, once for each form and language."""
    return run("fairness", CAEN, "--portfolio", LIST, *filter(None, [form]), lang=lang)


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, Fraction]]:
    """Shares of each group, added up from the tables; points by partner as the ledger has them."""
    partners = {row["partner"]: row for row in table("partners")}
    actions = {row["action"]: row for row in table("actions")}
    ledger = answer("--json", "en").json["partners"]
    parts: dict[str, dict[str, Fraction]] = {
        "people": {p: Fraction(row["population"]) for p, row in partners.items()},
        "benefit": {line["partner"]: Fraction(str(line["benefit"])) for line in ledger},
        "burden": dict.fromkeys(partners, Fraction(0)),
        "received": dict.fromkeys(partners, Fraction(0)),
    }
    for row in table("shares"):
        if row["action"] in LIST.split(",") and not row.get("criterion"):
            action = actions[row["action"]]
            local = Fraction(action["cost"]) * (1 - percent(action.get("cofinancing")))
            parts["burden"][row["partner"]] += local * percent(row["pays"])
            parts["received"][row["partner"]] += local * percent(row["receives"])
    groups = {p: row["group"] for p, row in partners.items()}
    return {
        of: {
            group: sum(amount for p, amount in amounts.items() if groups[p] == group)
            / sum(amounts.values())
            for group in set(groups.values())
        }
        for of, amounts in parts.items()
    }


def shown(share: Fraction, sign: str) -> str:
    return f"{float(100 * share):.1f}".replace(".", "," if sign.startswith("\u00a0") else ".") + sign


def test_english_sentences_hold_the_figures_of_the_tables(figures: Any) -> None:
    lines = answer("", "en").out.splitlines()
    for group in ("urban", "periurban", "rural"):
        people, benefit, burden, received = (
            shown(figures[of][group], "%") for of in ("people", "benefit", "burden", "received")
        )
        assert (
            f"The {group} partners ({people} of inhabitants) receive {benefit} of the benefits, pay "
            f"{burden} of the costs and have {received} of the money spent for them."
        ) in lines


def test_french_sentences_hold_the_figures_of_the_tables(figures: Any) -> None:
    lines = answer("", "fr").out.splitlines()
    for group, name in (("urban", "urbain"), ("periurban", "périurbain"), ("rural", "rural")):
        people, benefit, burden, received = (
            shown(figures[of][group], "\u00a0%") for of in ("people", "benefit", "burden", "received")
        )
        assert (
            f"Le groupe {name} ({people} des habitants) reçoit {benefit} du bénéfice, "
            f"apporte {burden} des contributions et bénéficie de {received} des dépenses."
        ) in lines


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The weakest partner, {name}, gets {benefit} of a possible {most} points."),
        (
            "fr",
            "Le partenaire le moins bien servi, {name}, reçoit {benefit} des {most} points possibles.",
        ),
    ],
)
def test_the_weakest_partner_is_told_with_what_it_could_have(lang: str, sentence: str) -> None:
    potentials = answer("--json", "en").json["reading"]["potentials"]
    least = min(potentials, key=lambda one: one["benefit"] / one["potential"])
    name = next(row["name"] for row in table("partners") if row["partner"] == least["partner"])
    benefit, most = (f"{least[key]:.1f}" for key in ("benefit", "potential"))
    if lang == "fr":
        benefit, most = benefit.replace(".", ","), most.replace(".", ",")
    said = sentence.format(name=name, benefit=benefit, most=most)
    assert said in answer("", lang).out.splitlines()


def test_per_inhabitant() -> None:
    """Points for 10,000 inhabitants, of the partner with fewest and of all together."""
    people = {row["partner"]: float(row["population"]) for row in table("partners")}
    points = {line["partner"]: line["benefit"] for line in answer("--json", "en").json["partners"]}
    least = min(points, key=lambda p: points[p] / people[p])
    assert least == "CLM"
    level = f"{10_000 * points['CLM'] / people['CLM']:.2f}".rstrip("0")
    average = f"{10_000 * sum(points.values()) / sum(people.values()):.2f}".rstrip("0")
    said = (
        f"Per inhabitant the benefit is smallest in CU Caen la Mer: {level} points for 10,000 "
        f"inhabitants, against {average} on average."
    )
    assert said in answer("", "en").out.splitlines()


def test_the_best_portfolio_is_shown_with_the_sentences_that_tell_most() -> None:
    """Two groups, and what inhabitants get; `fairness` has more to say."""
    screen = run("solve", BREST).out.splitlines()
    told = [line for line in screen if "of inhabitants)" in line or line.startswith("Per inhabitant")]
    assert len(told) == 3
    assert screen.index(told[0]) == 3
    assert set(told) < set(run("fairness", BREST).out.splitlines())


def test_the_json_has_the_fields_of_the_contract() -> None:
    found = run("fairness", BREST, "--json")
    assert found.code == 0
    record = found.json
    assert record["schema"] == "mcda/fairness/1"
    assert record["status"] == "optimal"
    for kind in ("benefit", "burden", "received"):
        for side in ("partners", "groups"):
            whole = [line[kind] for line in record[side]]
            parts = zip(
                *([line[kind] for line in theme[side]] for theme in record["themes"]), strict=True
            )
            assert [sum(part) for part in parts][: len(whole)] == pytest.approx(whole)
    for one in record["inequality"]["theil"]:
        assert one["between"] + one["within"] == pytest.approx(one["total"], abs=1e-12)
    readings = record["classification"]["readings"]
    assert readings[0]["kind"] == "main"
    assert all(one["verdicts"].keys() == readings[0]["verdicts"].keys() for one in readings)
    assert record["departures"] is None


def test_departures_in_three_forms(tmp_path: Path) -> None:
    small = written(tiny({"food": {"type": "coverage", "per": "theme", "min_actions": 1}}), tmp_path)
    found = run("fairness", small, "--departures", "--json").json["departures"]
    assert [one["partner"] for one in found] == ["R", "U", "V"]
    country, town, belt = found
    assert (country["status"], country["clash"]) == ("infeasible", ["food", "departure"])
    assert (town["status"], town["clash"]) == ("infeasible", ["food", "departure"])
    assert (belt["status"], belt["fell"], belt["lost"], belt["own"]) == ("optimal", ["A3"], 5, 5)
    assert [one["partner"] for one in belt["changes"]] == ["R", "U"]
    rows = list(csv.DictReader(io.StringIO(run("fairness", small, "--departures", "--csv").out)))
    assert [(row["leaves"], row["partner"], row["benefit"]) for row in rows] == [
        ("V", "R", "0.0"), ("V", "U", "0.0"),
    ]  # fmt: skip
    screen = run("fairness", small, "--departures").out
    assert "Without Town no portfolio meets all rules." in screen
    assert "Actions that fall with the departure" in screen


def test_the_csv_is_the_ledger_by_theme() -> None:
    rows = list(csv.DictReader(io.StringIO(run("fairness", BREST, "--csv").out)))
    assert list(rows[0]) == ["theme", "side", "name", "benefit", "burden", "received", "net"]
    assert {row["side"] for row in rows} == {"partner", "group"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_cannot_be_told_is_refused(lang: str, tmp_path: Path) -> None:
    plain = {k: v for k, v in tiny().items() if k not in ("partners", "shares")}
    for row in plain["actions"]:
        row.pop("lead", None)
    alone = run("fairness", written(plain, tmp_path), lang=lang)
    assert (alone.code, "[E275]" in alone.err) == (2, True)
    both = run("fairness", BREST, "--departures", "--portfolio", "A1", lang=lang)
    assert (both.code, "[E276]" in both.err) == (2, True)
    unknown = run("fairness", BREST, "--portfolio", "nothing", lang=lang)
    assert (unknown.code, "[E093]" in unknown.err) == (2, True)


def test_impossible_scenarios_tell_their_clash() -> None:
    found = run("fairness", f"{CAEN}:fair_90")
    assert found.code == 3
    assert "return" in found.err


def test_an_unsettled_verdict_names_the_partners_it_hangs_on() -> None:
    record = answer("--json", "en").json["classification"]
    assert record["borderline"] == ["CSN", "PBI", "PDF"]
    assert record["unsettled"] == ["rural"]
    assert {one["partner"] for one in record["decisive"]} == {"CSN", "PBI", "PDF"}
    hanging = "CC Cingal-Suisse Normande, CC Pré-Bocage Intercom or CC du Pays de Falaise"
    assert f"hangs on where {hanging} is counted." in answer("", "en").out


def test_nothing_selected_says_nothing_of_shares() -> None:
    found = run("fairness", BREST, "--portfolio", ",")
    assert found.code == 0
    assert "of the benefits" not in found.out
