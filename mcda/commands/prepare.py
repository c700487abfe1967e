"""Commands that prepare: new, template, validate, convert, schema."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument
from mcda.errors import Problem, UsageProblem
from mcda.wording import N_


@click.command(
    cls=Command,
    help=N_(
        "List every problem of a scenario and of its variants at once, with its place and its "
        "remedy; warnings too. Exit code 2 if there is an error."
    ),
    example="mcda validate scenarios/caen",
)
@scenario_argument
@output_options("json", "csv")
def validate(source: str, settings: Sequence[str], output: Output) -> int:
    """Tell everything that is wrong with a scenario."""
    from rich.text import Text

    from mcda.files.read import check
    from mcda.problems import line
    from mcda.show import records

    found = [*check(source, settings), *_uncomputable_weights(source, settings)]
    say = output.words()
    errors = sum(problem.severity == "error" for problem in found)
    count = say.plural(N_("{n} error"), N_("{n} errors"), errors)
    warned = say.plural(N_("{n} warning"), N_("{n} warnings"), len(found) - errors)
    screen = [*(Text(line(problem, say)) for problem in found), Text(f"{count}, {warned}.")]
    record = records.problems(found, say)
    columns = ("code", "severity", "file", "sheet", "row", "column", "path", "value", "message", "hint")
    output.show(record, screen, record["problems"], columns)
    return 2 if errors else 0


def _uncomputable_weights(source: str, settings: Sequence[str]) -> list[Problem]:
    """Weights that are to follow from the impacts, where they cannot."""
    from mcda.errors import InvalidScenario
    from mcda.files.read import read
    from mcda.model.weighting import DataWeights

    try:
        scenario = read(source, settings=settings)
        if isinstance(scenario.weights, DataWeights):
            from mcda.scoring.weights import weigh

            weigh(scenario)
    except UsageProblem as refused:
        return [refused.problem]
    except InvalidScenario:
        return []
    return []


@click.command(
    cls=Command,
    help=N_(
        "Copy an example (caen, brest) or a commented blank scenario into a new folder. "
        "Nothing that exists is overwritten."
    ),
    example="mcda new my-territory --from caen",
)
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--from", "example", default="blank", show_default=True, metavar="NAME", help=N_("Example to copy.")
)
@output_options()
def new(directory: Path, example: str, output: Output) -> int:
    """Start a scenario."""
    from mcda.files.examples import new as copied

    made = copied(directory, example)
    say = output.words()
    ready = say(N_("{folder} is ready. Next: {command}"), folder=made, command=f"mcda solve {made}")
    click.echo(ready, err=True)
    return 0


@click.command(
    cls=Command,
    help=N_(
        "Write a workbook to fill in: drop-down lists, units, explanations in the headers and a "
        "small example that solves. mcda reads it as it is."
    ),
    example="mcda template -o gabarit.xlsx",
)
@click.option(
    "-o",
    "--output-file",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("gabarit.xlsx"),
    show_default=True,
    help=N_("File to write."),
)
@click.option("--force", is_flag=True, help=N_("Overwrite what exists."))
@output_options()
def template(target: Path, force: bool, output: Output) -> int:
    """Write a workbook to fill in."""
    from mcda.files.template import write_template

    say = output.words()
    made = write_template(target, language="en" if say.language == "en" else "fr", force=force)
    ready = N_("{file} is ready. Fill it in, then: {command}")
    click.echo(say(ready, file=made, command=f"mcda validate {made}"), err=True)
    return 0


@click.command(
    cls=Command,
    help=N_(
        "Write a scenario in another form, without loss: a folder, an .xlsx or .ods workbook, a .pb "
        "participatory-budget file. With a variant (FOLDER:variant), the scenario under it."
    ),
    example="mcda convert scenarios/caen caen.xlsx",
)
@click.argument("source", metavar="SCENARIO")
@click.argument("target", metavar="TARGET", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help=N_("Overwrite what exists."))
@output_options()
def convert(source: str, target: Path, force: bool, output: Output) -> int:
    """Turn a folder into a workbook, and back."""
    from mcda.files.write import write
    from mcda.problems import line

    if str(target) == "-":
        raise UsageProblem(Problem("E113", value="-", details={"known": ".xlsx, .ods, .pb"}))
    say = output.words()
    made = write(
        source, target, force=force, warn=lambda problem: click.echo(line(problem, say), err=True)
    )
    click.echo(say(N_("Written: {file}"), file=made), err=True)
    return 0


@click.command(
    cls=Command,
    help=N_("Print the JSON Schema of scenario.yaml, for editors that complete and check as you type."),
    example="mcda schema",
)
@output_options()
def schema(output: Output) -> int:
    """Print the JSON Schema of scenario.yaml."""
    from mcda.files.schema import schema_text

    click.echo(schema_text(), nl=False)
    return 0
