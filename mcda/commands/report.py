"""What a committee reads: report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mcda.commands.options import Command, Output, output_options, solver_options
from mcda.commands.running import Work, opened, run_options
from mcda.errors import Place, Problem, UsageProblem
from mcda.wording import N_

if TYPE_CHECKING:
    from mcda.analysis.dossier import Dossier
    from mcda.wording import Words

ENDINGS = (".html", ".htm", ".pdf", ".xlsx")


@click.command(
    cls=Command,
    help=N_(
        "Write the committee's report: a note of two pages, then annexes with every action, rule, "
        "partner and source. The first scenario is the proposal, the others are variants to compare. "
        "One file that asks the network for nothing (.html), a tagged PDF, or a workbook (.xlsx). "
        "Exit code 3: no portfolio meets the rules of the proposal; nothing is written."
    ),
    example="mcda report scenarios/caen scenarios/caen:frugal -o rapport.html --lang fr",
)
@click.argument("sources", nargs=-1, required=True, metavar="SCENARIO...")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help=N_("Change a setting of all of them last (repeatable)."),
)
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("File to write: .html, .pdf or .xlsx."),
)
@click.option("--pdf", "with_pdf", is_flag=True, help=N_("Write the PDF beside the page."))
@solver_options
@run_options
@output_options()
def report(
    sources: Sequence[str],
    settings: Sequence[str],
    target: Path,
    with_pdf: bool,
    engine: str,
    limit: float | None,
    work: Work,
    output: Output,
) -> int:
    """Write a report, and tell on the standard error what was written."""
    from mcda.analysis.comparison import compare
    from mcda.analysis.dossier import Dossier

    check_target(target)
    scenario = opened(sources[0], settings)
    say = output.words(scenario)
    compared = compare([scenario, *sources[1:]], settings=settings, engine=engine, limit=limit)
    failure = compared.entries[0].failure
    if failure is not None:
        raise failure
    for path, content in contents(Dossier(compared), target, with_pdf, say).items():
        write(path, content)
        click.echo(say(N_("Written: {file}"), file=path), err=True)
    return 0


def check_target(target: Path) -> None:
    """Refuse what could not be written, before anything long is begun.

    Raises
    ------
    UsageProblem
        E380 or E381.
    """
    if target.is_dir():
        example = str(target / "report.html")
        raise UsageProblem(Problem("E381", value=str(target), details={"example": example}))
    if target.suffix.lower() not in ENDINGS:
        raise UsageProblem(Problem("E380", value=target.name))


def contents(dossier: Dossier, target: Path, with_pdf: bool, say: Words) -> Mapping[Path, bytes]:
    """What is to be written, by file."""
    ending = target.suffix.lower()
    return dict(_pages(dossier, target, with_pdf or ending == ".pdf", say))


def _pages(dossier: Dossier, target: Path, with_pdf: bool, say: Words) -> Iterator[tuple[Path, bytes]]:
    from mcda.show.report import report as told
    from mcda.show.report.page import page
    from mcda.show.report.pdf import pdf

    html = page(told(dossier, say, day=datetime.now(UTC).astimezone().date()), say)
    if target.suffix.lower() != ".pdf":
        yield target, html.encode()
    if with_pdf:
        yield target.with_suffix(".pdf"), pdf(html)


def write(path: Path, content: bytes) -> None:
    """Put a file in its place, whole.

    Raises
    ------
    UsageProblem
        E382.
    """
    from mcda.files.durable import write_file

    try:
        write_file(path, content)
    except OSError as refused:
        details = {"reason": refused.strerror or str(refused)}
        raise UsageProblem(Problem("E382", Place(str(path)), str(path), details)) from refused
