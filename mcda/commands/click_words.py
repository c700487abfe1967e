"""Click's own sentences, listed so that they are translated with ours.

Click looks its words up in gettext's current domain; `speak` makes that domain ours.
"""

from __future__ import annotations

import gettext
import os
from copy import copy

import click

from mcda.wording import LOCALE, N_, preferred_language, words

SENTENCES = (
    N_("Usage:"),
    N_("Options"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Missing command."),
    N_("No such option {name!r}."),
    N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"),
    N_("Could not open file {filename!r}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("Choose from:\n\t{choices}"),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("{name} {filename!r} does not exist."),
    N_("Option {name!r} does not take a value."),
    N_("default: {default}"),
    N_("Show the version and exit."),
    N_("Show this message and exit."),
    N_("Aborted!"),
    N_("unknown error"),
)


def speak(language: str) -> None:
    """Make click speak a language."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("mcda", str(LOCALE))
    gettext.textdomain("mcda")


OWN = {
    "help": N_("Show this message and exit."),
    "version": N_("Show the version and exit."),
}
"""Help of click's own options, which click translates only once."""


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The options of a command, their help in the reader's language."""
    say = words(preferred_language())
    records = []
    for option in command.get_params(ctx):
        if isinstance(option, click.Option):
            shown = copy(option)
            shown.help = say(OWN.get(shown.name or "", shown.help or ""))
            records.append(shown.get_help_record(ctx))
    with formatter.section(say(N_("Options"))):
        formatter.write_dl([record for record in records if record is not None])
