"""Click's own sentences, listed so that they are translated with ours.

Click looks its words up in gettext's current domain; `speak` makes that domain ours.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from copy import copy
from itertools import pairwise

import click

from mcda.wording import LOCALE, N_, Words, preferred_language, words

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


def language_of(line: Sequence[str] | None) -> str:
    """The language of a command line: that of its `--lang`, also where the line cannot be parsed."""
    line = line or ()
    apart = [value for option, value in pairwise(line) if option == "--lang"]
    joined = [one.removeprefix("--lang=") for one in line if one.startswith("--lang=")]
    return preferred_language(next(iter(apart + joined), None))


def words_for(line: Sequence[str] | None) -> Words:
    """The words of that language."""
    return words(language_of(line))


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
    say = words_for(ctx.obj)
    records = []
    for option in command.get_params(ctx):
        if isinstance(option, click.Option):
            shown = copy(option)
            shown.help = say(OWN.get(shown.name or "", shown.help or ""))
            records.append(shown.get_help_record(ctx))
    with formatter.section(say(N_("Options"))):
        formatter.write_dl([record for record in records if record is not None])
