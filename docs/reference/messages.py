"""Every message with its code and its remedy, from the catalogue of problems."""

from __future__ import annotations

from mcda.problems import CATALOGUE
from mcda.wording import words
from reference.text import code, head, plain, table

TITLES = {"fr": "Messages et remèdes", "en": "Messages and remedies"}
ABOUT = {
    "fr": "Chaque message porte un code, qui ne change pas. E : une erreur, qui empêche de continuer ; "
    "W : un avertissement. Les mots entre accolades sont remplacés par ce qui a été lu.",
    "en": "Each message has a code, which does not change. E: an error, which stops the work; "
    "W: a warning. What was read takes the place of words in braces.",
}
HEADINGS = {"fr": ("code", "message", "remède"), "en": ("code", "message", "remedy")}


def page(language: str) -> str:
    """The catalogue in a language."""
    say = words(language)
    rows = (
        (code(name), plain(say(wording.message)), plain(say(wording.hint)))
        for name, wording in sorted(CATALOGUE.items())
    )
    return head(TITLES[language], ABOUT[language]) + table(HEADINGS[language], rows)
