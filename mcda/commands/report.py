"""What a committee reads: report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mcda.commands.options import Command, Output, output_options, refuse_idle, solver_options
from mcda.commands.running import Running, Work, opened, run_options, running
from mcda.errors import Place, Problem, UsageProblem
from mcda.runs.journal import Chapter
from mcda.wording import N_

if TYPE_CHECKING:
    from mcda.analysis.dossier import Dossier
    from mcda.analysis.judgement import Judgement
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
@click.option(
    "--interactive", is_flag=True, help=N_("Charts that show their figures under the pointer (900 kB).")
)
@click.option(
    "--with",
    "further",
    multiple=True,
    metavar="NAME,NAME",
    help=N_("Further analyses, some of them long: frontier, equity, robust, sensitivity."),
)
@click.option("--full", is_flag=True, help=N_("All of these analyses."))
@click.option(
    "--portfolio", metavar="ID,ID,...", help=N_("The committee's own list, to be judged beside.")
)
@solver_options
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
    engine: str,
    limit: float | None,
    work: Work,
    output: Output,
) -> int:
    """Write a report, and tell on the standard error what was written."""
    form = Form(target, with_pdf, interactive)
    form.check()
    asked = Asked(analyses(further, full), portfolio, engine, limit)
    scenario = opened(sources[0], settings)
    say = output.words(scenario)
    dossier = gathered(scenario, sources[1:], settings, asked, work, output)
    for path, content in form.contents(dossier, say).items():
        write(path, content)
        click.echo(say(N_("Written: {file}"), file=path), err=True)
    return 0 if dossier.proposal.proof.status == "optimal" else 4


# ---------------------------------------------------------------- what is told


FURTHER = ("frontier", "equity", "robust", "sensitivity")
SILENT = ("sources", "target", "with_pdf", "interactive", "further", "full", "portfolio")
"""Options that change no fact about the proposal: a second report finds what the first found."""


@dataclass(frozen=True)
class Asked:
    """What a report is to hold."""

    further: frozenset[str]
    portfolio: str | None
    engine: str
    limit: float | None

    @property
    def means(self) -> dict[str, Any]:
        """Of every search."""
        return {"engine": self.engine, "limit": self.limit}


def analyses(named: Sequence[str], full: bool) -> frozenset[str]:
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
    return frozenset(FURTHER if full else names)


def gathered(
    scenario: Scenario,
    others: Sequence[str],
    settings: Sequence[str],
    asked: Asked,
    work: Work,
    output: Output,
) -> Dossier:
    """What the report tells. What took long is stored, and found again by the next report.

    Raises
    ------
    Infeasible, Stopped
        There is no proposal.
    """
    from mcda.analysis.comparison import compare
    from mcda.analysis.dossier import Dossier

    compared = compare([scenario, *others], settings=settings, **asked.means)
    failure = compared.entries[0].failure
    if failure is not None:
        raise failure
    dossier = Dossier(compared, own_list=_own_list(scenario, asked))
    if not asked.further:
        return dossier
    with running(scenario, work, output, silent=SILENT) as run:
        whole = replace(dossier, **_further(scenario, asked, run))
        run.finished({})
    return whole


def _own_list(scenario: Scenario, asked: Asked) -> Judgement | None:
    if asked.portfolio is None:
        return None
    from mcda.analysis.judgement import judge

    listed = asked.portfolio.replace(";", ",").replace(" ", ",").split(",")
    return judge(scenario, [action for action in listed if action], **asked.means)


def _further(scenario: Scenario, asked: Asked, run: Running) -> dict[str, Any]:
    """The analyses that take long, by the field of the dossier that they fill."""
    from mcda.analysis.frontier import frontier
    from mcda.analysis.price_of_equity import prices_of_equity
    from mcda.analysis.robustness import robust
    from mcda.analysis.sensitivity import sensitivity

    def means(name: str) -> dict[str, Any]:
        return {**asked.means, "journal": Chapter(name, run.journal), "listen": run.listen}

    found: dict[str, Any] = {}
    if "frontier" in asked.further:
        names = ("value", "local_cost")
        found["frontier"] = frontier(scenario, names, nested=True, **means("frontier"))
    if "equity" in asked.further and any(rule.concerns_equity for rule in scenario.rules.values()):
        found["curves"] = prices_of_equity(scenario, **asked.means).curves
    if "robust" in asked.further:
        found["robustness"] = robust(scenario, **means("robust"))
    if "sensitivity" in asked.further:
        means_of_many = {**means("sensitivity"), "hands": run.hands}
        found["sensitivity"] = sensitivity(scenario, **means_of_many)
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
            E380 or E381; E098 for a workbook that is asked to be a page.
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

    @property
    def ending(self) -> str:
        return self.target.suffix.lower()

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
            yield self.target.with_suffix(".pdf"), pdf(page(whole, say))


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
