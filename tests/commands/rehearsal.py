"""A long command for the tests: it squares numbers with many workers, as analyses do."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from typing import Any

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument
from mcda.commands.running import Work, opened, run_options, running
from mcda.errors import Infeasible, Stopped
from mcda.runs.many import many

FAILURES: dict[str, BaseException] = {
    "stopped": Stopped(interrupted=True),
    "interrupt": KeyboardInterrupt(),
    "infeasible": Infeasible(["budget"], {}),
}


@click.command(cls=Command, help="Square numbers.")
@scenario_argument
@click.option("--numbers", type=int, default=4)
@click.option("--name", "names", multiple=True)
@click.option("--within", type=float, default=0.5)
@click.option("--seed", type=int, default=1)
@click.option("--limit", type=float)
@click.option("--fail", type=click.Choice([*FAILURES, "killed", "bug"]))
@run_options
@output_options("json", "csv")
def rehearsal(
    source: str,
    settings: Sequence[str],
    numbers: int,
    names: Sequence[str],
    within: float,
    seed: int,
    limit: float | None,
    fail: str | None,
    work: Work,
    output: Output,
) -> int:
    scenario = opened(source, settings)
    with running(scenario, work, output, seed=seed, silent=("fail",)) as run:
        tasks = [{"number": n, "seconds": 0} for n in range(numbers)]
        most = len(tasks) if limit is None else int(limit)
        found: list[Any] = []
        for result in many(
            "chores:slowly", tasks[:most], journal=run.journal, listen=run.listen, **vars(run.hands)
        ):
            found.append(result)
            _fail(fail)
        complete = most >= len(tasks)
        actions = [action.action for action in scenario.actions][: len(found)]
        record = run.finished(
            {"schema": "mcda/rehearsal/1", "squares": found, "actions": actions, "within": within},
            complete=complete,
        )
    output.show(record, [str(found), str(list(names))], [{"squares": str(found)}], ("squares",))
    return 0 if complete else 4


def _fail(how: str | None) -> None:
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "bug":
        raise ZeroDivisionError
    if how is not None:
        raise FAILURES[how]
