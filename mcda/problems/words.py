"""What an entry of the catalogue is made of."""

from __future__ import annotations

from typing import NamedTuple

from mcda.wording import N_


class Term(str):
    """A detail that is a word of the catalogue: translated when the problem is shown."""

    __slots__ = ()


class Wording(NamedTuple):
    """What is wrong and how to mend it; both may use the problem's details and `{value}`."""

    message: str
    hint: str = ""


KNOWN = N_("Known: {known}.")
