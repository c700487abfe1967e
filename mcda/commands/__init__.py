"""The command line: a registry of commands, each imported when it is called.

`mcda --help` reads the registry alone, so that it answers at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NamedTuple

import click

from mcda.commands.click_words import language_of, speak, words_for, write_options
from mcda.wording import N_


class Entry(NamedTuple):
    """Where a command lives, and what it does in a line."""

    module: str
    help: str


REGISTRY = {
    "new": Entry("prepare", N_("Start a scenario from an example or from nothing")),
    "template": Entry("prepare", N_("Write a workbook to fill in, with an example")),
    "validate": Entry("prepare", N_("Tell everything that is wrong with a scenario")),
    "convert": Entry("prepare", N_("Turn a folder into a workbook, and back, without loss")),
    "schema": Entry("prepare", N_("Print the JSON Schema of scenario.yaml")),
    "values": Entry("appraise", N_("Show the value functions with the actions on them")),
    "weights": Entry("appraise", N_("Show the weights, what they imply, and how firm they are")),
    "solve": Entry("decide", N_("Find the best portfolio, prove it, check the proof")),
    "judge": Entry("decide", N_("Judge a portfolio made by hand")),
    "rank": Entry("explore", N_("Rank the actions by classical methods, beside the portfolio")),
    "compare": Entry("decide", N_("Put the portfolios of several scenarios side by side")),
    "frontier": Entry("frontier", N_("Show every point that no portfolio beats in all objectives")),
    "equity": Entry("equity", N_("Show what each level of a rule costs, exactly")),
    "alternatives": Entry("alternatives", N_("Show what else could be done, nearly as good")),
    "robust": Entry("robust", N_("Tell what stays right whatever the weights, effects and costs")),
    "sensitivity": Entry("sensitivity", N_("Tell what the best portfolio hangs on, and how firm it is")),
    "explain": Entry("explain", N_("Tell why an action is in or out, and what would turn it")),
    "conflicts": Entry("decide", N_("Tell which rules clash, and what would have to give")),
    "fairness": Entry("fairness", N_("Tell in plain words who gives and who receives")),
    "share": Entry("cooperate", N_("Tell how gains could be shared, and who would do better alone")),
    "serve": Entry("serve", N_("Serve a page to ask, compare and save, on this machine")),
    "verify": Entry("decide", N_("Re-check a result from the scenario alone")),
    "report": Entry("report", N_("Write the committee's note with its annexes, or a workbook")),
    "runs": Entry("runs", N_("See stored runs, go on with one, compare two")),
}


class Registry(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(REGISTRY)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in REGISTRY:
            return None
        module = import_module(f"mcda.commands.{REGISTRY[cmd_name].module}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command when one is unknown."""
        if args[0] not in REGISTRY and not args[0].startswith("-"):
            from difflib import get_close_matches

            say = words_for(ctx.obj)
            message = say(N_("unknown command “{command}”."), command=args[0])
            for near in get_close_matches(args[0], REGISTRY, 1):
                message += " " + say(N_("Did you mean “{suggestion}”?"), suggestion=near)
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        say = words_for(ctx.obj)
        with formatter.section(say(N_("Commands"))):
            formatter.write_dl([(name, say(entry.help)) for name, entry in REGISTRY.items()])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.indentation():
            formatter.write_text(words_for(ctx.obj)(ABOUT))
            formatter.write_paragraph()
            formatter.write_text("mcda new caen --from caen && mcda solve caen")


ABOUT = N_(
    "Balanced portfolios of city-countryside cooperation: proven optima, equity rules, "
    "a reciprocity ledger."
)


@click.group(cls=Registry, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mcda-portfolio", prog_name="mcda")
def group() -> None:
    """Balanced portfolios of city-countryside cooperation."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exit with the code that says what happened."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")
    line = tuple(sys.argv[1:] if arguments is None else arguments)
    speak(language_of(line))
    try:
        code = group.main(arguments, prog_name="mcda", standalone_mode=False, obj=line)
    except click.ClickException as problem:
        problem.show()
        code = problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    sys.exit(code if isinstance(code, int) else 0)
