"""What a committee reads: report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mcda.commands.options import (
    Command,
    Output,
    limit_option,
    listed,
    output_options,
    print_screen,
    refuse_idle,
    scenarios_argument,
    sentences,
)
from mcda.commands.running import Work, opened_with_warnings, run_options, running
from mcda.errors import Infeasible, InvalidScenario, McdaError, Place, Problem, Stopped, UsageProblem
from mcda.files.durable import check_writable, write_file
from mcda.wording import N_

if TYPE_CHECKING:
    from mcda.analysis.dossier import Dossier, Extra
    from mcda.model import Scenario
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
@scenarios_argument
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
@click.option(
    "--interactive", is_flag=True, help=N_("Charts that show their figures under the pointer (900 kB).")
)
@click.option(
    "--with",
    "further",
    multiple=True,
    metavar="NAME,NAME",
    help=N_("Further analyses, some of them long: prices, frontier, equity, robust, sensitivity."),
)
@click.option("--full", is_flag=True, help=N_("All of these analyses."))
@click.option(
    "--portfolio", metavar="ID,ID,...", help=N_("The committee's own list, to be judged beside.")
)
@limit_option(N_("Stop each search after this time; the report says what is not proven."))
@run_options
@output_options()
def report(
    sources: Sequence[str],
    settings: Sequence[str],
    target: Path,
    with_pdf: bool,
    interactive: bool,
    further: Sequence[str],
    full: bool,
    portfolio: str | None,
    limit: float | None,
    work: Work,
    output: Output,
) -> int:
    """Write a report, and tell on the standard error what was written."""
    form = Form(target, with_pdf, interactive)
    form.check()
    asked = Asked(analyses(further, full), portfolio, limit)
    scenario, warnings = opened_with_warnings(sources[0], settings)
    say = output.words(scenario)
    try:
        dossier = gathered(scenario, warnings, sources[1:], settings, asked, work, output)
    except Infeasible as clash:
        from mcda.show.failures import conflicts

        print_screen(conflicts(clash, scenario, say), stderr=True)
        return clash.exit_code
    except Stopped as stopped:
        if stopped.interrupted:
            click.echo(say(_interrupted(asked, work)), err=True)
            return stopped.exit_code
        raise
    for name, failure in failures(dossier):
        for sentence in sentences(failure, say):
            click.echo(f"{name}: {sentence}", err=True)
    for path, content in form.contents(dossier, say).items():
        write(path, content)
        click.echo(say(N_("Written: {file}"), file=path), err=True)
    return 0 if dossier.proposal.proof.status == "optimal" else 4


def failures(dossier: Dossier) -> Iterator[tuple[str, McdaError]]:
    """What could not be done, by name: further analyses, and variants that cannot be read."""
    for absence in dossier.absences:
        if absence.failure is not None:
            yield absence.subject, absence.failure
    for entry in dossier.comparison.entries:
        if isinstance(entry.failure, InvalidScenario):
            yield entry.name, entry.failure


def _interrupted(asked: Asked, work: Work) -> str:
    if asked.further and not work.no_store:
        return N_("Interrupted: nothing is written. The same command goes on with what is done.")
    return N_("Interrupted: nothing is written.")


# ---------------------------------------------------------------- what is told


FURTHER: tuple[Extra, ...] = ("prices", "frontier", "equity", "robust", "sensitivity")
SILENT = ("sources", "target", "with_pdf", "interactive", "further", "full", "portfolio")
"""Options that change no fact about the proposal: a second report finds what the first found."""


@dataclass(frozen=True)
class Asked:
    """What a report is to hold."""

    further: tuple[Extra, ...]
    portfolio: str | None
    limit: float | None

    @property
    def listed(self) -> list[str] | None:
        """The committee's own actions."""
        return None if self.portfolio is None else listed(self.portfolio)


def analyses(named: Sequence[str], full: bool) -> tuple[Extra, ...]:
    """The further analyses that were asked for.

    Raises
    ------
    UsageProblem
        E383.
    """
    names = [name.strip() for given in named for name in given.split(",") if name.strip()]
    for name in names:
        if name not in FURTHER:
            near = next(iter(get_close_matches(name, FURTHER, 1)), None)
            details = {"known": ", ".join(FURTHER)}
            raise UsageProblem(Problem("E383", value=name, details=details, suggestion=near))
    return tuple(name for name in FURTHER if full or name in names)


def gathered(
    scenario: Scenario,
    warnings: Sequence[Problem],
    others: Sequence[str],
    settings: Sequence[str],
    asked: Asked,
    work: Work,
    output: Output,
) -> Dossier:
    """What the report tells. What takes long is stored, and found again by the next report.

    Raises
    ------
    McdaError
        There is no proposal, or the committee's own list names what is not there.
    """
    from mcda.analysis.dossier import gather

    sources: list[str | Scenario] = [scenario, *others]
    if not asked.further:
        return gather(
            sources,
            settings=settings,
            portfolio=asked.listed,
            limit=asked.limit,
            warnings=warnings,
        )
    with running(scenario, work, output, silent=SILENT) as run:
        found = gather(
            sources,
            settings=settings,
            extras=asked.further,
            portfolio=asked.listed,
            limit=asked.limit,
            warnings=warnings,
            journal=run.journal,
            listen=run.listen,
            hands=run.hands,
        )
        left = {absence.subject for absence in found.absences if absence.cause in ("clock", "failure")}
        run.finished({}, complete=not left.intersection(asked.further))
    return found


# ---------------------------------------------------------------- what is written


@dataclass(frozen=True)
class Form:
    """In what form, and where."""

    target: Path
    with_pdf: bool
    interactive: bool

    def check(self) -> None:
        """Refuse what could not be written, before anything long is begun.

        Raises
        ------
        UsageProblem
            E380 to E382; E098 for a workbook that is asked to be a page.
        MissingComponent
            Nothing is there to draw charts with, or to write a PDF.
        """
        if self.target.is_dir():
            example = str(self.target / "report.html")
            raise UsageProblem(Problem("E381", value=str(self.target), details={"example": example}))
        if self.ending not in ENDINGS:
            raise UsageProblem(Problem("E380", value=self.target.name))
        if self.ending == ".xlsx":
            refuse_idle("with_pdf", "interactive", beside=self.target.name)
        if self.ending == ".pdf":
            refuse_idle("interactive", beside=self.target.name)
        self._check_components()
        for path in (self.target, *([self.beside] if self.with_pdf else [])):
            try:
                check_writable(path)
            except OSError as refused:
                raise unwritable(path, refused) from refused

    def _check_components(self) -> None:
        """Whether charts can be drawn, and a PDF written, as far as a look tells."""
        if self.ending == ".xlsx":
            return
        if not (find_spec("altair") and find_spec("vl_convert")):
            from mcda.show.report.page import unable_to_draw

            raise unable_to_draw()
        if (self.with_pdf or self.ending == ".pdf") and not find_spec("weasyprint"):
            from mcda.show.report.pdf import unable_to_print

            raise unable_to_print()

    @property
    def ending(self) -> str:
        return self.target.suffix.lower()

    @property
    def beside(self) -> Path:
        """The PDF: the target itself, or a file beside the page."""
        return self.target if self.ending == ".pdf" else self.target.with_suffix(".pdf")

    def contents(self, dossier: Dossier, say: Words) -> dict[Path, bytes]:
        """What is to be written, by file."""
        day = datetime.now(UTC).astimezone().date()
        if self.ending == ".xlsx":
            from mcda.show import workbook

            return {self.target: workbook.write(dossier, say, day)}
        return dict(self._pages(dossier, say, day))

    def _pages(self, dossier: Dossier, say: Words, day: date) -> Iterator[tuple[Path, bytes]]:
        from mcda.show.report import report as told
        from mcda.show.report.page import page
        from mcda.show.report.pdf import pdf

        whole = told(dossier, say, day=day)
        if self.ending != ".pdf":
            yield self.target, page(whole, say, interactive=self.interactive).encode()
        if self.with_pdf or self.ending == ".pdf":
            yield self.beside, pdf(page(whole, say))


def write(path: Path, content: bytes) -> None:
    """Put a file in its place, whole.

    Raises
    ------
    UsageProblem
        E382.
    """
    try:
        write_file(path, content)
    except OSError as refused:
        raise unwritable(path, refused) from refused


def unwritable(path: Path, refused: OSError) -> UsageProblem:
    """E382."""
    from mcda.problems.system import reason

    return UsageProblem(Problem("E382", Place(str(path)), str(path), {"reason": reason(refused)}))
