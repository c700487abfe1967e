"""Commands that decide: solve, judge, compare, conflicts, verify."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mcda.commands.options import (
    Command,
    Output,
    listed,
    output_options,
    scenario_argument,
    scenarios_argument,
    solver_options,
    warn_of_contradictions,
    warn_of_unserved,
)
from mcda.errors import Infeasible, InvalidScenario, Problem, UsageProblem
from mcda.wording import N_

if TYPE_CHECKING:
    from mcda.model import Scenario
    from mcda.portfolio import Portfolio


ACTION = ("action", "selected", "value", "cost", "local_cost")
"""Columns of a portfolio in CSV; where there are years, the start too."""


@click.command(
    cls=Command,
    help=N_(
        "Find the best portfolio under all rules, prove it and have a second engine check that "
        "nothing better exists. Exit code 3: the rules clash; 4: stopped at the limit, not proven."
    ),
    example="mcda solve scenarios/caen:frugal --json",
)
@scenario_argument
@solver_options
@click.option(
    "--export",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_("Write the model as .lp or .mps instead of solving it."),
)
@click.option(
    "--as",
    "college",
    metavar="COLLEGE",
    help=N_("Most value by the weights of one college, which rules on value follow too."),
)
@output_options("json", "csv")
def solve(
    source: str,
    settings: Sequence[str],
    college: str | None,
    engine: str,
    limit: float | None,
    export: Path | None,
    output: Output,
) -> int:
    """Find the best portfolio and check that nothing better exists."""
    from mcda.files.read import read
    from mcda.optimise import solve as best
    from mcda.portfolio.result import as_json
    from mcda.show import tables

    eyes = [] if college is None else [f"weights.college={college}", "objective=value"]
    scenario = read(source, settings=[*settings, *eyes])
    if export is not None:
        return _export(scenario, export, output)
    warn_of_contradictions(scenario, output)
    warn_of_unserved(scenario, output)
    try:
        found = best(scenario, engine=engine, limit=limit)
    except Infeasible as clash:
        return _infeasible(clash, scenario, output)
    output.show(
        as_json(found),
        tables.portfolio(found, output.words(scenario)),
        _action_rows(found),
        _columns(found),
    )
    if found.proof.interrupted:
        return 130
    return 0 if found.proof.status == "optimal" else 4


@click.command(
    cls=Command,
    help=N_(
        "Judge a list of actions made by hand: what it breaks, what it is worth, who pays and who "
        "receives, what is better at the same cost, what is cheaper at the same value."
    ),
    example="mcda judge scenarios/caen --portfolio G1,M5,W4,E1,L1,F3",
)
@scenario_argument
@click.option(
    "--portfolio", required=True, metavar="ID,ID,...", help=N_("The actions, separated by commas.")
)
@solver_options
@output_options("json", "csv")
def judge(
    source: str,
    settings: Sequence[str],
    portfolio: str,
    engine: str,
    limit: float | None,
    output: Output,
) -> int:
    """Judge a portfolio made by hand."""
    from mcda.analysis.judgement import judge as judged
    from mcda.files.read import read
    from mcda.show import records, tables

    scenario = read(source, settings=settings)
    found = judged(scenario, listed(portfolio), engine=engine, limit=limit)
    screen = tables.judgement(found, output.words(scenario))
    output.show(
        records.judgement(found), screen, _action_rows(found.portfolio), _columns(found.portfolio)
    )
    return 0


@click.command(
    cls=Command,
    help=N_(
        "Solve several scenarios or variants and put them side by side: value, cost, equity, who is "
        "in where, and which override made which difference. One that fails is a row with its reason."
    ),
    example="mcda compare scenarios/caen scenarios/caen:frugal scenarios/caen:rural_first",
)
@scenarios_argument
@click.option("--variants", is_flag=True, help=N_("Add every variant of each scenario."))
@solver_options
@output_options("json", "csv")
def compare(
    sources: Sequence[str],
    settings: Sequence[str],
    variants: bool,
    engine: str,
    limit: float | None,
    output: Output,
) -> int:
    """Put portfolios side by side."""
    from mcda.analysis.comparison import compare as compared
    from mcda.files.read import declared_variants
    from mcda.show import records, side_by_side

    asked = list(sources)
    if variants:
        asked = [name for s in sources for name in (s, *(f"{s}:{v}" for v in declared_variants(s)))]
    found = compared(asked, settings=settings, engine=engine, limit=limit)
    say = output.words(next((e.scenario for e in found.entries if e.scenario is not None), None))
    rows = records.comparison_rows(found)
    columns = ("scenario", "action", "selected")
    output.show(records.comparison(found, say), side_by_side.comparison(found, say), rows, columns)
    return 0


@click.command(
    cls=Command,
    help=N_(
        "Tell which rules of a scenario cannot hold together, and by how much each of them alone "
        "would have to give way for the others to hold."
    ),
    example="mcda conflicts scenarios/caen:fair_90",
)
@scenario_argument
@output_options("json", "csv")
def conflicts(source: str, settings: Sequence[str], output: Output) -> int:
    """Tell which rules clash."""
    from mcda.files.read import read
    from mcda.optimise.solve import diagnose

    scenario = read(source, settings=settings)
    _show_conflicts(diagnose(scenario), scenario, output)
    return 0


@click.command(
    cls=Command,
    help=N_(
        "Re-check a result of `solve --json` from the scenario alone, without the optimiser: value, "
        "ledger, verdicts, and up to 20 actions that nothing better exists. Exit code 2: refuted."
    ),
    example="mcda solve scenarios/brest --json | mcda verify -",
)
@click.argument("result", metavar="RESULT", type=click.File(encoding="utf-8"))
@click.option(
    "--scenario", "source", metavar="SCENARIO", help=N_("The scenario, where it has moved since.")
)
@output_options("json", "csv")
def verify(result: Any, source: str | None, output: Output) -> int:
    """Re-check a result from the scenario alone."""
    from mcda.files.read import read
    from mcda.portfolio.certify import verify_result
    from mcda.show import checks

    content = _result(result)
    try:
        scenario = read(source or content["scenario"], settings=_settings_of(content))
    except InvalidScenario as unreadable:
        if source is not None:
            raise
        raise UsageProblem(Problem("E096", value=content["scenario"])) from unreadable
    found = verify_result(content, scenario)
    say = output.words(scenario)
    record = checks.record(found, say)
    output.show(record, checks.screen(found, say), record["checks"], ("name", "ok", "detail"))
    return 0 if all(check.ok for check in found) else 2


def _settings_of(content: dict[str, Any]) -> list[str]:
    """The `--set` that a result was made with; what is no list of texts is not followed."""
    provenance = content.get("provenance")
    settings = provenance.get("settings", ()) if isinstance(provenance, dict) else ()
    return [str(setting) for setting in settings] if isinstance(settings, list) else []


def _result(file: Any) -> dict[str, Any]:
    """A result of `solve --json`, refused if it is something else."""
    try:
        content = json.load(file)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise UsageProblem(Problem("E094", value=str(file.name))) from wrong
    if not isinstance(content, dict) or not isinstance(content.get("scenario"), str):
        raise UsageProblem(Problem("E094", value=str(file.name)))
    return content


def _infeasible(clash: Infeasible, scenario: Scenario, output: Output) -> int:
    _show_conflicts(clash, scenario, output, status="infeasible")
    return clash.exit_code


def _show_conflicts(
    clash: Infeasible | None, scenario: Scenario, output: Output, status: str | None = None
) -> None:
    from mcda.show import failures, records

    name = "solve" if status else "conflicts"
    record = {"schema": f"mcda/{name}/1", "scenario": scenario.name, "status": status or "diagnosed"}
    rows = records.conflict_rows(clash)
    screen = failures.conflicts(clash, scenario, output.words(scenario))
    output.show({**record, **records.conflicts(clash)}, screen, rows, ("rule", "relaxation"))


def _columns(found: Portfolio) -> tuple[str, ...]:
    return ACTION if found.scenario.years is None else (*ACTION, "start")


def _action_rows(found: Portfolio) -> list[dict[str, Any]]:
    """Every action of the scenario, one row each: selected or not, what it brings and costs."""
    lines = {line.action: line for line in found.by_action}
    dated = found.scenario.years is not None
    return [
        {
            "action": action,
            "selected": int(action in lines),
            "value": float(lines[action].value) if action in lines else 0.0,
            "cost": float(lines[action].cost) if action in lines else 0.0,
            "local_cost": float(lines[action].local_cost) if action in lines else 0.0,
            **({"start": found.starts.get(action)} if dated else {}),
        }
        for action in found.scenario.action_by_id
    ]


def _export(scenario: Scenario, target: Path, output: Output) -> int:
    from mcda.optimise.prepare import prepared
    from mcda.optimise.programme import formulate

    if target.suffix not in (".lp", ".mps"):
        raise UsageProblem(Problem("E095", value=str(target)))
    programme = formulate(prepared(scenario), exact=True)
    programme.export(target)
    if programme.has_curves:
        left_out = N_("What is not linear (indices, transfers, welfare) is left out of it.")
        click.echo(output.words(scenario)(left_out), err=True)
    return 0
