"""`--json` is the contract with other programs: keys, types, units."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from commands.running import copied, run, small

NUMBER = (int, float)
MAYBE = (int, float, type(None))
TEXT = (str, type(None))
KEYS: dict[str, Any] = {
    "schema": str,
    "scenario": str,
    "status": str,
    "value": NUMBER,
    "value_exact": str,
    "bound": MAYBE,
    "gap": MAYBE,
    "verified": str,
    "objective": {"name": str, "value": MAYBE, "bound": MAYBE, "gap": MAYBE},
    "actions": [str],
    "cost": NUMBER,
    "local_cost": NUMBER,
    "common": NUMBER,
    "impacts": dict,
    "partners": [
        {"partner": str, "groups": dict, "benefit": NUMBER, "burden": NUMBER,
         "received": NUMBER, "net": MAYBE}
    ],
    "groups": [
        {"group": str, "benefit_share": MAYBE, "burden_share": MAYBE,
         "received_share": MAYBE, "population_share": MAYBE}
    ],
    "rules": [
        {"rule": str, "type": str, "verdict": str, "left": NUMBER, "right": NUMBER,
         "slack": NUMBER, "because": (dict, type(None))}
    ],
    "provenance": dict,
}  # fmt: skip
PROBLEM = {
    "code": str, "severity": str, "file": TEXT, "sheet": TEXT, "row": (int, type(None)),
    "column": TEXT, "path": TEXT, "value": TEXT, "message": str, "hint": str,
}  # fmt: skip


def fits(found: Any, expected: Any, path: str = "") -> None:
    """Every key that is promised is there, of the promised type; more is fine."""
    if isinstance(expected, Mapping):
        assert isinstance(found, dict), path
        for key, inner in expected.items():
            assert key in found, f"{path}.{key}"
            fits(found[key], inner, f"{path}.{key}")
    elif isinstance(expected, list):
        assert isinstance(found, list), path
        for number, item in enumerate(found):
            fits(item, expected[0], f"{path}[{number}]")
    else:
        assert isinstance(found, expected), f"{path}: {found!r}"
        assert not isinstance(found, bool) or expected is bool, path


def priced(folder: Path) -> Path:
    """The tiny scenario with a price of a point, an interval and a rule that it makes fragile."""
    return small(folder, point_worth=12)


# ---------------------------------------------------------------- solve


def test_solve_has_the_promised_keys(tmp_path: Path) -> None:
    result = run("solve", priced(tmp_path), "--json").json
    fits(result, KEYS)
    assert result["schema"] == "mcda/solve/1"


def test_solve_of_an_example_has_the_promised_keys() -> None:
    from commands.running import SCENARIOS

    result = run("solve", SCENARIOS / "brest", "--json").json
    fits(result, KEYS)
    assert result["actions"] == sorted(result["actions"])


def test_a_proven_solve_says_so(tmp_path: Path) -> None:
    result = run("solve", small(tmp_path), "--json").json
    assert (result["status"], result["verified"], result["gap"]) == ("optimal", "enumeration", 0)
    assert result["bound"] == result["value"] == 25
    stated = {"name": "value", "value": 25, "bound": 25, "gap": 0, "levels": [25]}
    assert result["objective"] == stated


def test_amounts_are_in_points_in_money_of_the_scenario_and_in_fractions_of_one(tmp_path: Path) -> None:
    """A2 and A3 of the tiny scenario, added up by hand; net = 12 euros a point - burden."""
    result = run("solve", priced(tmp_path), "--json").json
    assert result["actions"] == ["A2", "A3"]
    assert (result["cost"], result["local_cost"], result["common"]) == (250, 250, 0)
    assert result["impacts"] == {"gain": 25}
    assert {line.pop("partner"): line for line in result["partners"]} == {
        "U": {"groups": {"urban": 1}, "benefit": 0, "burden": 100, "received": 0, "net": -100},
        "V": {"groups": {"periurban": 1}, "benefit": 5, "burden": 50, "received": 50, "net": 10},
        "R": {"groups": {"rural": 1}, "benefit": 20, "burden": 100, "received": 200, "net": 140},
    }
    shares = {
        line["group"]: [line[f"{of}_share"] for of in ("benefit", "burden", "received", "population")]
        for line in result["groups"]
    }
    assert shares["rural"] == pytest.approx([20 / 25, 100 / 250, 200 / 250, 200 / 1700])
    assert shares["urban"] == pytest.approx([0, 100 / 250, 0, 1000 / 1700])


def test_verdicts_are_in_the_units_of_the_user(tmp_path: Path) -> None:
    rules = {rule["rule"]: rule for rule in run("solve", small(tmp_path), "--json").json["rules"]}
    budget, rural = rules["budget"], rules["rural"]
    assert (budget["type"], budget["left"], budget["right"], budget["slack"]) == ("budget", 250, 250, 0)
    assert (rural["type"], rural["left"], rural["right"], rural["slack"]) == ("share", 20, 12.5, 7.5)
    assert budget["verdict"] == rural["verdict"] == "MET"
    assert budget["because"] is None


def test_a_fragile_verdict_says_because_of_what_and_by_what_margin(tmp_path: Path) -> None:
    folder = small(tmp_path)
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    dearer = text.replace('"cost": 200', '"cost": 200, "cost.low": 200, "cost.high": 230')
    (folder / "scenario.yaml").write_text(dearer, encoding="utf-8")
    rules = {rule["rule"]: rule for rule in run("solve", folder, "--json").json["rules"]}
    assert rules["budget"]["verdict"] == "FRAGILE"
    assert rules["budget"]["because"]["kind"] == "costs"
    assert rules["budget"]["because"]["margin"] == -30


def test_the_exact_value_is_a_text_that_fractions_read(tmp_path: Path) -> None:
    for result in (
        run("solve", small(tmp_path), "--json").json,
        run("judge", small(tmp_path), "--portfolio", "A1", "--json").json,
    ):
        exact = Fraction(result["value_exact"])
        assert abs(exact - Fraction(str(result["value"]))) <= Fraction(str(result["rounding_bound"]))


def test_actions_are_sorted_whatever_the_order_they_were_given_in(tmp_path: Path) -> None:
    result = run("judge", small(tmp_path), "--portfolio", "A3,A1,A2", "--json").json
    assert result["actions"] == ["A1", "A2", "A3"]


def test_what_was_solved_is_on_record(tmp_path: Path) -> None:
    found = run("solve", f"{small(tmp_path)}:open", "--set", "rules.budget.max=300", "--json").json
    provenance = found["provenance"]
    assert provenance["source"] == str(tmp_path)
    assert provenance["variant"] == "open"
    assert [c["override"] for c in provenance["changes"]] == ["rich", "free", "--set"]
    assert len(provenance["scenario_sha256"]) == 64
    assert provenance["versions"].keys() >= {"python", "pulp", "ortools", "highspy"}


def test_clashing_rules_are_a_record_too(tmp_path: Path) -> None:
    result = run("solve", f"{small(tmp_path)}:impossible", "--json").json
    fits(result, {"schema": str, "scenario": str, "status": str, "clash": [str], "relaxation": dict})
    assert result["schema"] == "mcda/solve/1"


# ---------------------------------------------------------------- judge


def test_judge_has_the_keys_of_solve_with_what_is_better_and_what_is_cheaper(tmp_path: Path) -> None:
    """A1 and A3 against the rules: A2 alone is no dearer... in all 150, so nothing is better."""
    result = run("judge", priced(tmp_path), "--portfolio", "A1,A3", "--json").json
    fits(result, {**KEYS, "better": (dict, type(None)), "cheaper": (dict, type(None))})
    assert (result["schema"], result["status"]) == ("mcda/judge/1", "judged")


def test_what_is_better_is_a_portfolio_of_its_own(tmp_path: Path) -> None:
    """U and V may swap: A2 (20 points for 200) beats A1 with A3 (15 points for 150) only at 200."""
    result = run("judge", small(tmp_path), "--portfolio", "A1,A2", "--json",
                 "--set", "rules.budget.max=200").json  # fmt: skip
    fits(result["cheaper"] or result["within_rules"], KEYS)
    assert result["within_rules"]["actions"] == ["A2"]


# ---------------------------------------------------------------- compare, conflicts, verify


def test_compare_has_a_column_for_each_portfolio(tmp_path: Path) -> None:
    folder = small(tmp_path)
    result = run("compare", folder, f"{folder}:open", f"{folder}:impossible", "--json").json
    fits(result, {"schema": str, "portfolios": [dict], "actions": dict, "differences": dict})
    first, second, third = result["portfolios"]
    fits(first, KEYS)
    fits(second, KEYS)
    assert [p["scenario"] for p in result["portfolios"]] == [
        str(folder), f"{folder}:open", f"{folder}:impossible",
    ]  # fmt: skip
    assert third["status"] == "infeasible"
    assert third["clash"] == ["most", "least"]
    assert result["actions"] == {
        "A1": [False, True, False], "A2": [True, True, False], "A3": [True, True, False],
    }  # fmt: skip


def test_compare_tells_what_is_wrong_with_a_scenario_it_cannot_read(tmp_path: Path) -> None:
    folder = small(tmp_path)
    result = run("compare", folder, f"{folder}:nowhere", "--json").json
    assert result["portfolios"][1]["status"] == "invalid"
    fits(result["portfolios"][1]["problems"], [PROBLEM])


def test_conflicts_names_rules_and_amounts(tmp_path: Path) -> None:
    result = run("conflicts", f"{small(tmp_path)}:impossible", "--json").json
    fits(result, {"schema": str, "clash": [str], "relaxation": dict})
    assert result["schema"] == "mcda/conflicts/1"
    assert result["clash"] == ["most", "least"]
    assert result["relaxation"].keys() == {"most", "least"}
    assert result["relaxation"]["most"] == 1


def test_conflicts_of_a_possible_scenario_are_empty(tmp_path: Path) -> None:
    result = run("conflicts", small(tmp_path), "--json").json
    assert (result["clash"], result["relaxation"]) == ([], {})


def test_verify_lists_its_checks(tmp_path: Path) -> None:
    solved = run("solve", small(tmp_path), "--json")
    result = run("verify", "-", "--json", stdin=solved.out).json
    fits(result, {"schema": str, "checks": [{"name": str, "ok": bool, "detail": str}]})
    assert result["schema"] == "mcda/verify/1"
    assert all(check["ok"] for check in result["checks"])


# ---------------------------------------------------------------- validate, failures


def test_validate_of_a_sound_scenario_lists_nothing(tmp_path: Path) -> None:
    assert run("validate", small(tmp_path), "--json").json == {
        "schema": "mcda/validate/1",
        "problems": [],
    }


def test_a_problem_says_where_it_stands(tmp_path: Path) -> None:
    """Row: the line in the file, header = 1; column: the header's name."""
    folder = copied("blank", tmp_path / "s")
    path = folder / "actions.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines()
    cells = first.split(",")
    cells[header.split(",").index("cost")] = "12O"
    path.write_text("\n".join([header, ",".join(cells), *rest]) + "\n", encoding="utf-8")
    answer = run("validate", folder, "--json")
    (problem,) = answer.json["problems"]
    fits(problem, PROBLEM)
    assert answer.code == 2
    place = [problem[key] for key in ("code", "severity", "file", "row", "column", "value")]
    assert place == ["E012", "error", "actions.csv", 2, "cost", "12O"]


def test_input_that_cannot_be_used_is_a_record_for_every_command(tmp_path: Path) -> None:
    for command in ("validate", "solve", "conflicts"):
        answer = run(command, tmp_path / "nowhere", "--json")
        assert answer.code == 2
        fits(answer.json, {"schema": str, "problems": [PROBLEM]})


def test_a_request_that_cannot_be_met_is_a_record(tmp_path: Path) -> None:
    answer = run("judge", small(tmp_path), "--portfolio", "A9", "--json")
    assert answer.code == 2
    fits(answer.json["problems"], [PROBLEM])
    assert answer.json["problems"][0]["value"] == "A9"


def test_the_schema_is_a_json_schema_of_the_settings() -> None:
    found = run("schema").json
    assert found["$schema"].startswith("https://json-schema.org/")
    assert found["properties"].keys() >= {"mcda", "title", "money", "rules", "weights", "variants"}
