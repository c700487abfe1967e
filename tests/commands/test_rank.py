"""`mcda rank`: what it prints, in three forms and two languages, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from commands.running import SCENARIOS, run, written
from tiny import tiny

CAEN, BREST = SCENARIOS / "caen", SCENARIOS / "brest"


def strict(text: str) -> Any:
    """JSON without NaN and infinities."""

    def refuse(word: str) -> Any:
        raise AssertionError(word)

    return json.loads(text, parse_constant=refuse)


def test_without_options_four_methods_side_by_side() -> None:
    answer = run("rank", CAEN)
    assert answer.code == 0
    assert answer.err == ""
    for name in ("mavt", "topsis", "vikor", "promethee_ii"):
        assert name in answer.out
    assert "the portfolio (mcda solve)" in answer.out


def test_the_json_has_the_fields_of_the_contract() -> None:
    record = strict(run("rank", CAEN, "--method", "topsis", "--method", "vikor", "--json").out)
    assert record["schema"] == "mcda/rank/1"
    assert record["scenario"].endswith("caen")
    assert {tuple(sorted(item)) for item in record["criteria"]} == {("criterion", "sense", "weight")}
    assert sum(item["weight"] for item in record["criteria"]) == pytest.approx(1)
    assert list(record["methods"]) == ["topsis", "vikor"]
    for method, better in (("topsis", True), ("vikor", False)):
        found = record["methods"][method]
        assert set(found) >= {
            "title", "scores", "ranks", "normalisation", "higher_is_better", "sensitive_to",
        }  # fmt: skip
        assert found["higher_is_better"] is better
        assert found["scores"].keys() == found["ranks"].keys()
        best = max if better else min
        first = best(found["scores"], key=found["scores"].get)
        assert found["ranks"][first] == 1
    assert record["methods"]["topsis"]["normalisation"] == "vector"
    assert record["methods"]["vikor"]["compromise"] == ["M5"]
    assert record["agreement"]["methods"] == ["topsis", "vikor"]
    assert [len(record["agreement"][key]) for key in ("kendall", "spearman", "ws")] == [2, 2, 2]
    assert record["reversal"] is None
    assert record["dominance"] is None


def test_one_method_has_no_agreement() -> None:
    record = strict(run("rank", BREST, "--method", "topsis", "--json").out)
    assert record["agreement"] is None


def test_every_detail_is_json() -> None:
    """Details by action, by pair, by criterion; none is a bare array of the wrong length."""
    names = "electre1,electre2,electre_iii,electre_tri,promethee_i,promethee_ii,mavt,spotis,simus"
    methods = strict(run("rank", CAEN, "--method", names, "--json").out)["methods"]
    actions = list(methods["mavt"]["ranks"])
    assert methods["electre1"]["scores"] is None
    assert set(methods["electre1"]["kernel"]) < set(actions)
    assert list(methods["electre_iii"]["credibility"]["M1"]) == actions
    assert methods["electre_tri"]["pessimistic"]["C2"] == "priority"
    assert set(methods["electre_tri"]["classes"]) == {"priority", "to mature", "set aside"}
    assert list(methods["promethee_ii"]["positive"]) == actions
    points = methods["mavt"]["points"]["M1"]
    assert sum(points.values()) == pytest.approx(methods["mavt"]["scores"]["M1"])


def test_reversal_and_dominance_are_there_when_asked_for() -> None:
    answer = run("rank", BREST, "--method", "mavt,topsis", "--reversal", "--dominance", "--json")
    record = strict(answer.out)
    assert record["reversal"]["mavt"]["removals"]["mean_share"] == 0
    assert set(record["reversal"]["topsis"]) == {"removals", "copies", "worst", "scale", "shift"}
    dominated = record["dominance"]["dominated"]
    assert not set(dominated) & set(record["dominance"]["undominated"])
    assert all(dominators for dominators in dominated.values())


def test_the_csv_has_a_row_for_each_method_and_action() -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("rank", BREST, "--method", "topsis,electre_iii", "--csv").out))
    )
    assert list(rows[0]) == ["method", "action", "score", "rank"]
    assert {row["method"] for row in rows} == {"topsis", "electre_iii"}
    assert all((row["score"] == "") == (row["method"] == "electre_iii") for row in rows)
    assert all(int(row["rank"]) >= 1 for row in rows)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("--method", "topsi"), "E176"),
        (("--v", "2"), "E177"),
        (("--q", "-1"), "E177"),
        (("--method", "electre_tri", "--cut", "0.2"), "E167"),
        (("--method", "topsis", "--normalisation", "round"), "E171"),
        (("--method", "wpm"), "E172"),
        (("--method", "promethee_ii", "--preference", "gaussian"), "E160"),
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_cannot_be_done_is_told_with_its_remedy(
    asked: tuple[str, ...], code: str, lang: str
) -> None:
    answer = run("rank", CAEN, *asked, lang=lang)
    assert answer.code == 2
    assert answer.out == ""
    assert f"[{code}]" in answer.err
    assert "Traceback" not in answer.err
    assert "{" not in answer.err
    (problem,) = strict(run("rank", CAEN, *asked, "--json").out)["problems"]
    assert problem["code"] == code
    assert problem["hint"]


def test_a_scenario_without_limits_of_classes_teaches_the_columns() -> None:
    answer = run("rank", BREST, "--method", "electre_tri")
    assert answer.code == 2
    assert "priority_from" in answer.err


def test_a_setting_changes_the_ranking_and_a_variant_too() -> None:
    base, heavier, variant = (
        strict(run("rank", source, "--method", "topsis", "--json", *more).out)
        for source, more in (
            (CAEN, ()),
            (CAEN, ("--set", "weights.transition=900")),
            (f"{CAEN}:climate_first", ()),
        )
    )
    ranks = [record["methods"]["topsis"]["ranks"] for record in (base, heavier, variant)]
    assert ranks[0] != ranks[1]
    assert ranks[0] != ranks[2]


def test_plain_capital_budgeting_is_ranked_too(tmp_path: Path) -> None:
    """Neither partners nor shares are needed."""
    tables = {key: value for key, value in tiny().items() if key not in ("partners", "shares", "links")}
    for action in tables["actions"]:
        action.pop("lead", None)
    record = strict(run("rank", written(tables, tmp_path / "s"), "--json").out)
    assert record["methods"]["mavt"]["ranks"] == {"A1": 2, "A2": 1, "A3": 3}
    assert record["methods"]["mavt"]["scores"] == {"A1": 10, "A2": 20, "A3": 5}


def test_french_and_english_screens_say_the_same_in_their_own_words() -> None:
    asked = ("rank", BREST, "--agreement", "--dominance")
    french, english = run(*asked, lang="fr").out, run(*asked, lang="en").out
    for phrase in (
        "Ranks of the actions",
        "What each method looks at",
        "Rankings look at actions one by one",
    ):
        assert phrase in english
        assert phrase not in french
    for phrase in ("Rangs des actions", "Ce que regarde chaque méthode"):
        assert phrase in french


def test_a_method_that_cannot_rank_leaves_the_others_be() -> None:
    answer = run("rank", SCENARIOS / "caen", "--method", "topsis,wpm", "--json")
    assert answer.code == 0
    assert list(answer.json["methods"]) == ["topsis"]
    assert answer.json["failed"]["wpm"]["code"] == "E172"
    assert (
        "wpm cannot rank these actions" in run("rank", SCENARIOS / "caen", "--method", "topsis,wpm").out
    )
