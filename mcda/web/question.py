"""A question put to the page, and the address that says it.

    scenario=caen&variant=frugal            which scenario
    &weights.water=120&rules.budget.max=9000   sliders: points of a weight, a level of a rule
    &rules.rural.min.percent=55             the same as rules.rural.min=0.55
    &college=rural                          through another college's eyes
    &with=M1&without=F2                     actions forced in and out (repeatable)
    &portfolio=G1,M5                        a list made by hand, to be judged beside it

All of the page's state lies in the address, so that any process can answer it, and a link can be sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from urllib.parse import urlencode

from mcda.errors import InvalidScenario, Problem
from mcda.exact import plain

Pairs = Iterable[tuple[str, str]]
Level = tuple[str, Fraction]
"""What is moved, and to where."""
Pair = tuple[str, str]

MOST_PARTS = 1000
"""Of an address: names with their values."""
LONGEST_ID = 64
LONGEST_NAME = 200
LONGEST_LIST = 20_000
"""Characters of a list of actions."""
DIGITS = 12
"""Of a number, before the decimal separator and after it."""
NUMBER = re.compile(rf"([-\u2212]?\d{{1,{DIGITS}}}(?:[.,]\d{{1,{DIGITS}}})?)\s*%?", re.ASCII)
ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
START = re.compile(r"[A-Za-z][A-Za-z0-9_]*(@\d{4})?", re.ASCII)
"""An action of a list made by hand, perhaps with its year."""
VARIANT = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\+[A-Za-z][A-Za-z0-9_]*)*", re.ASCII)
SEPARATORS = re.compile(r"[\s,;]+")
PERCENT = ".percent"
FORCED = "forced_on_the_page"
"""Rule that holds the actions forced in and out."""


@dataclass(frozen=True)
class Question:
    """What somebody wants to know. Equal questions have equal answers."""

    source: str = ""
    """Name under which a scenario is served, or `upload:TOKEN`; empty for the first."""
    variant: str = ""
    """A variant, or overrides joined by `+`."""
    weights: tuple[Level, ...] = ()
    """Criteria and branches with their swing points, in order of ids."""
    levels: tuple[Level, ...] = ()
    """`rules.ID.PARAMETER` with their levels, in order of keys; shares are parts of 1."""
    beyond_all: tuple[str, ...] = ()
    """Those of the levels that are shares of more than all, which only a percentage can write."""
    college: str = ""
    """Whose weights decide; those moved are left out then."""
    included: tuple[str, ...] = ()
    """Actions that are in every portfolio, sorted."""
    excluded: tuple[str, ...] = ()
    """Actions that are in none, sorted."""
    portfolio: tuple[str, ...] = ()
    """A list made by hand, sorted; `M1@2028` starts in 2028."""

    def settings(self) -> tuple[str, ...]:
        """What `--set` would need for the same."""
        moved = [f"weights.{name}={plain(points)}" for name, points in self.weights]
        levels = [
            f"{key}={plain(level * 100)} %" if key in self.beyond_all else f"{key}={plain(level)}"
            for key, level in self.levels
        ]
        eyes = [f"weights.college={self.college}", "objective=value"] if self.college else []
        return (*moved, *levels, *eyes, *self._forced())

    def _forced(self) -> Iterator[str]:
        if self.included or self.excluded:
            inside, outside = json.dumps(self.included), json.dumps(self.excluded)
            yield f"rules.{FORCED}={{type: status, mandatory: {inside}, excluded: {outside}}}"

    @property
    def asked(self) -> Question:
        """The question without the list made by hand, which has no part in the answer."""
        return replace(self, portfolio=())

    @property
    def unforced(self) -> Question:
        """The question without actions forced in or out."""
        return replace(self, included=(), excluded=())

    def forcing(self, action: str, inside: bool | None) -> Question:
        """The question with an action forced in, forced out, or free again."""
        included, excluded = {*self.included} - {action}, {*self.excluded} - {action}
        if inside is not None:
            (included if inside else excluded).add(action)
        return replace(self, included=tuple(sorted(included)), excluded=tuple(sorted(excluded)))

    def moving(self, key: str, level: Fraction, *, share: bool = False) -> Question:
        """The question with one slider moved: `weights.ID` or `rules.ID.PARAMETER`, perhaps a share."""
        if key.startswith("weights."):
            return replace(self, weights=_with(self.weights, key.removeprefix("weights."), level))
        beyond = {*self.beyond_all} - {key} | ({key} if share and level > 1 else set())
        levels = _with(self.levels, key, level)
        return replace(self, levels=levels, beyond_all=tuple(sorted(beyond)))

    def settled(self, levels: Iterable[Level]) -> Question:
        """The question without sliders that stand where the scenario has them anyhow.

        `levels` are keys (`weights.ID`, `rules.ID.PARAMETER`) with what the scenario says. The points
        of criteria are kept or left out together: they only mean something beside each other.
        """
        present = dict(levels)
        stay = all(present.get(f"weights.{name}") == points for name, points in self.weights)
        moved = tuple(level for level in self.levels if present.get(level[0]) != level[1])
        beyond = tuple(key for key, _ in moved if key in self.beyond_all)
        weights = () if stay else self.weights
        return replace(self, weights=weights, levels=moved, beyond_all=beyond)


def _with(levels: Sequence[Level], key: str, level: Fraction) -> tuple[Level, ...]:
    return tuple(sorted({**dict(levels), key: level}.items()))


def address(question: Question) -> str:
    """The query of the address that asks a question, always in the same form."""
    return urlencode(list(parts(question)))


def parts(question: Question) -> Iterator[Pair]:
    """Names and values of the address, also for hidden fields of a form."""
    if question.source:
        yield "scenario", question.source
    if question.variant:
        yield "variant", question.variant
    for name, points in question.weights:
        yield f"weights.{name}", plain(points)
    for key, level in question.levels:
        is_beyond = key in question.beyond_all
        yield (f"{key}{PERCENT}", plain(level * 100)) if is_beyond else (key, plain(level))
    if question.college:
        yield "college", question.college
    for action in question.included:
        yield "with", action
    for action in question.excluded:
        yield "without", action
    if question.portfolio:
        yield "portfolio", ",".join(question.portfolio)


def read(pairs: Pairs) -> Question:
    """The question that names and values of an address or a form ask.

    Empty values say nothing; of a name that is there twice the last counts, but those that may be
    repeated. Names that are no part of a question are left alone.

    Raises
    ------
    InvalidScenario
        E400 to E403 and E405: everything that cannot be read.
    """
    given = [(key, value.strip()) for key, value in pairs if value.strip()]
    if len(given) > MOST_PARTS:
        raise InvalidScenario(
            [Problem("E400", details={"n": len(given), "most": MOST_PARTS})],
        )
    reading = _Reading(given)
    weights, levels = reading.levels("weights."), reading.levels("rules.")
    college = reading.text("college", ID, LONGEST_ID)
    included, excluded = reading.ids("with", ID), reading.ids("without", ID)
    for action in sorted({*included} & {*excluded}):
        reading.problems.append(Problem("E405", value=action))
    question = Question(
        source=reading.text("scenario", None, LONGEST_NAME),
        variant=reading.text("variant", VARIANT, LONGEST_NAME),
        weights=() if college else tuple((key.removeprefix("weights."), v) for key, v in weights),
        levels=levels,
        beyond_all=tuple(sorted(reading.beyond_all)),
        college=college,
        included=included,
        excluded=excluded,
        portfolio=reading.ids("portfolio", START),
    )
    if reading.problems:
        raise InvalidScenario(reading.problems)
    return question


class _Reading:
    """Names and values, and what is wrong with them."""

    def __init__(self, given: Sequence[Pair]) -> None:
        self.given = given
        self.problems: list[Problem] = []
        self.beyond_all: set[str] = set()

    def text(self, key: str, form: re.Pattern[str] | None, most: int) -> str:
        """The last value of a name, empty if there is none."""
        value = next((value for name, value in reversed(self.given) if name == key), "")
        if len(value) > most:
            self._refuse("E402", key, "", n=len(value), most=most)
            return ""
        if value and form is not None and not form.fullmatch(value):
            self._refuse("E403", key, value)
            return ""
        return value

    def ids(self, key: str, form: re.Pattern[str]) -> tuple[str, ...]:
        """All ids of a name, sorted, none of them twice."""
        found: set[str] = set()
        for value in (value for name, value in self.given if name == key):
            if len(value) > LONGEST_LIST:
                self._refuse("E402", key, "", n=len(value), most=LONGEST_LIST)
                continue
            for part in filter(None, SEPARATORS.split(value)):
                if len(part) > LONGEST_ID or not form.fullmatch(part):
                    self._refuse("E403", key, part[:LONGEST_ID])
                else:
                    found.add(part)
        return tuple(sorted(found))

    def levels(self, prefix: str) -> tuple[Level, ...]:
        """Numbers of the names that begin so, in order of names."""
        found: dict[str, Fraction] = {}
        for name, value in self.given:
            if not name.startswith(prefix):
                continue
            key = name.removesuffix(PERCENT)
            names = key.split(".")[1:]
            if len(names) != (1 if prefix == "weights." else 2) or not all(map(_is_id, names)):
                self._refuse("E403", prefix.rstrip("."), name[:LONGEST_ID])
                continue
            in_percent = key != name or value.endswith("%")
            level = self._number(name, value)
            if level is not None:
                found[key] = level / 100 if in_percent else level
                is_beyond = prefix == "rules." and in_percent and found[key] > 1
                (self.beyond_all.add if is_beyond else self.beyond_all.discard)(key)
        return tuple(sorted(found.items()))

    def _number(self, key: str, value: str) -> Fraction | None:
        number = NUMBER.fullmatch(value) if len(value) <= LONGEST_ID else None
        if number is None:
            self._refuse("E401", key, value[:LONGEST_ID], digits=DIGITS)
            return None
        return Fraction(number[1].replace(",", ".").replace("\u2212", "-"))

    def _refuse(self, code: str, key: str, value: str, **details: int) -> None:
        self.problems.append(Problem(code, value=value, details={"key": key, **details}))


def _is_id(text: str) -> bool:
    return len(text) <= LONGEST_ID and ID.fullmatch(text) is not None
