"""What has room on two pages: names that are cut, lists that are told in part."""

from __future__ import annotations

from collections.abc import Sequence

from mcda.show import labels
from mcda.show.reading import enumerated
from mcda.wording import N_, Words

LONGEST = 70
"""Characters of a name in the note; the annexes write it whole."""
MOST = 12


def brief(name: str, longest: int = LONGEST) -> str:
    """A name that fits."""
    return labels.cut(name, longest)


def listed(names: Sequence[str], words: Words, most: int = MOST) -> str:
    """`one, two and three`, or the first of them and how many more there are."""
    shown = [brief(name) for name in names[:most]]
    left = len(names) - len(shown)
    if left:
        shown.append(words.plural(N_("{n} other"), N_("{n} others"), left))
    return enumerated(shown, words) if shown else "–"


def moved(entered: Sequence[str], left: Sequence[str], words: Words, most: int) -> str:
    """`+ one, two; − three`: names of what enters and leaves, so many of each."""
    clauses = [
        f"{sign}\u00a0{listed([brief(name, 40) for name in names], words, most=most)}"
        for sign, names in (("+", entered), ("−", left))
        if names
    ]
    return words(N_("; ")).join(clauses)
