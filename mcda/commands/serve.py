"""The page: serve."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mcda.commands.options import Command, Output, limit_option, number_option, output_options
from mcda.wording import N_


@click.command(
    cls=Command,
    help=N_(
        "Serve a page on this machine: move weights, budgets and levels of equity, force actions, "
        "compare, save positions, take away the report. It prints its address and ends with Ctrl-C. "
        "Without --host nobody else can reach it."
    ),
    example="mcda serve scenarios/caen scenarios/brest --port 8080",
)
@click.argument("sources", nargs=-1, required=True, metavar="SCENARIO...")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help=N_("Where to listen; 0.0.0.0 lets other machines ask."),
)
@number_option(
    "--port", text=N_("Port to listen at; 0 takes a free one."), default=8000, least=0, most=65535
)
@number_option(
    "--workers",
    text=N_("Processes that serve; each has processes of its own that solve."),
    default=1,
    least=1,
    most=64,
)
@number_option(
    "--solvers",
    text=N_("Processes that solve, for each that serves."),
    default=2,
    least=1,
    most=64,
)
@limit_option(N_("Stop looking for one portfolio after this time."), most=3600, default=30.0)
@click.option(
    "--root-path",
    default="",
    metavar="PATH",
    help=N_("Path under which a proxy serves the page, such as /mcda."),
)
@click.option(
    "--allowed-host",
    "allowed_hosts",
    multiple=True,
    metavar="NAME",
    help=N_("Name under which the page may be asked for, besides this machine's (repeatable)."),
)
@click.option(
    "--positions",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help=N_("Where positions are saved, else beside the stored runs."),
)
@output_options()
def serve(
    sources: Sequence[str],
    host: str,
    port: int,
    workers: int,
    solvers: int,
    limit: float,
    root_path: str,
    allowed_hosts: Sequence[str],
    positions: str | None,
    output: Output,
) -> int:
    """Serve the page until somebody stops it."""
    check_installed()
    from mcda.web.serving import Service, run

    service = Service(
        sources=tuple(sources),
        language=output.asked_language or "",
        allowed_hosts=tuple(allowed_hosts),
        root_path=root_path,
        positions=positions,
        solvers=solvers,
        limit=limit,
    )
    say = output.words()

    def tell(address: str) -> None:
        click.echo(say(N_("The page is at {address} (Ctrl-C ends it)."), address=address))

    return run(service, host, port, workers, tell)


def check_installed() -> None:
    """What the page needs besides the base.

    Raises
    ------
    MissingComponent
        With the command that installs it.
    """
    from importlib.util import find_spec

    from mcda.errors import MissingComponent

    for module, name in (
        ("fastapi", "FastAPI"),
        ("uvicorn", "uvicorn"),
        ("python_multipart", "python-multipart"),
        ("altair", "Altair"),
        ("vl_convert", "vl-convert-python"),
    ):
        if find_spec(module) is None:
            raise MissingComponent(name, 'pip install "mcda-portfolio[web]"')
