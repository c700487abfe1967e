"""The scenarios that are served, by name; files that change are read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from time import monotonic

from mcda.analysis.knobs import swing_points
from mcda.elicitation.tree import families
from mcda.errors import NOWHERE, InvalidScenario, Problem
from mcda.exact import plain
from mcda.files.cells import nearest
from mcda.files.read import load, scenario_of
from mcda.files.sources import Raw, locate
from mcda.files.sources import load as load_as
from mcda.files.steps import COMMAND_LINE, declared
from mcda.model import Scenario
from mcda.portfolio.result import fingerprint
from mcda.web.memory import Memory
from mcda.web.places import ADDRESS
from mcda.web.question import Question
from mcda.web.uploads import PREFIX, Uploads

UPLOADED = "workbook"
"""Origin of an uploaded workbook."""
MOST_FILES = 200
"""Of a folder, looked at to see whether anything has changed."""
MOST_RAW = 16
"""Scenarios kept as they were written."""
MOST_EDITIONS = 64
"""Scenarios kept as questions change them."""
LOOKS = 0.5
"""Seconds for which a look at the files of a scenario holds, which is dozens of calls of the system."""
Signature = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Book:
    """One scenario of the library."""

    name: str
    source: str
    """As it was typed, its variant aside."""
    variant: str
    """Shown unless another is asked for."""
    changes: bool = True
    """Whether somebody may edit it while it is served."""


@dataclass(frozen=True)
class Edition:
    """A scenario as a question changes it."""

    scenario: Scenario
    text: str = field(repr=False)
    """The same as JSON, for other processes."""
    content: str
    """Fingerprint of what decides an answer; titles and labels aside."""
    mark: str
    """Fingerprint of everything."""


class Library:
    """Scenarios by the names under which they are served.

    Raises
    ------
    InvalidScenario
        A source is not there.
    """

    def __init__(self, sources: Sequence[str | Path], uploads: Uploads | None = None) -> None:
        self._books = {book.name: book for book in _books(sources)}
        self._uploads = uploads
        self._looked: Memory[str, tuple[float, Signature]] = Memory(MOST_RAW)
        self._raw: Memory[Signature, Raw] = Memory(MOST_RAW)
        self._editions: Memory[tuple[Signature, Question], Edition] = Memory(MOST_EDITIONS)

    @property
    def names(self) -> tuple[str, ...]:
        """In the order in which they were given."""
        return tuple(self._books)

    def book(self, name: str) -> Book:
        """The scenario of that name; the first for the empty name.

        Raises
        ------
        InvalidScenario
            E404 none is called so, E414 an uploaded workbook that is not kept any more.
        """
        if not name and self._books:
            return next(iter(self._books.values()))
        if name in self._books:
            return self._books[name]
        uploaded = None if self._uploads is None else self._uploads.find(name)
        if uploaded is not None:
            return Book(name, str(uploaded), "", changes=False)
        if name.startswith(PREFIX):
            raise InvalidScenario([Problem("E414")])
        details = {"known": ", ".join(self._books)}
        raise InvalidScenario([Problem("E404", NOWHERE, name, details, nearest(name, self.names))])

    def variants(self, name: str = "") -> tuple[str, ...]:
        """The variants that a scenario declares. Raises as `book`."""
        return declared(self._current(self.book(name))[1])

    def scenario(self, question: Question) -> Scenario:
        """The scenario that a question is about, everything changed. Raises as `edition`."""
        return self.edition(question).scenario

    def edition(self, question: Question) -> Edition:
        """The same with its fingerprints.

        Raises
        ------
        InvalidScenario
            With everything that is wrong with it.
        """
        book = self.book(question.source)
        signature, raw = self._current(book)
        asked = question.asked

        def read() -> Edition:
            variant = asked.variant or book.variant or None
            settings = (*self._completing(asked), *asked.settings())
            return _edition(scenario_of(raw, variant=variant, settings=settings))

        try:
            return self._editions.made((signature, asked), read)
        except InvalidScenario as invalid:
            if book.changes:
                raise InvalidScenario(by_name(invalid.problems, book)) from None
            raise InvalidScenario(without_file(invalid.problems)) from None

    def _completing(self, asked: Question) -> Iterator[str]:
        """Points of the criteria beside one that is moved, also where the scenario leaves them open."""
        if asked.weights:
            moved = {name for name, _ in asked.weights}
            before = self.scenario(Question(asked.source, asked.variant, college=asked.college))
            for siblings in families(before).values():
                if isinstance(before.weights, dict) and moved & {*siblings}:
                    points = swing_points(before, siblings)
                    yield from (f"weights.{s}={plain(points[s])}" for s in siblings if s not in moved)

    def _current(self, book: Book) -> tuple[Signature, Raw]:
        """What is written, read again where a file has changed."""
        at, signature = self._looked.get(book.source) or (-LOOKS, ())
        if monotonic() - at >= LOOKS:
            signature = tuple(_signature(book))
            self._looked.put(book.source, (monotonic(), signature))
        return signature, self._raw.made(signature, lambda: _written(book))


def _written(book: Book) -> Raw:
    """What is written; an uploaded workbook goes by a name of its own."""
    return load(book.source)[0] if book.changes else load_as(Path(book.source), UPLOADED)


def without_file(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems of an uploaded workbook, whose file on this machine has a name that says nothing."""
    return tuple(_in_file(p, ADDRESS if p.place.file == COMMAND_LINE else None) for p in problems)


def by_name(problems: Iterable[Problem], book: Book) -> Iterator[Problem]:
    """Problems without the path of this machine, which is nobody's business on the page."""
    told = {book.source: book.name, COMMAND_LINE: ADDRESS}
    for problem in problems:
        file = problem.place.file
        yield _in_file(problem, told.get(file or "", file))


def _in_file(problem: Problem, file: str | None) -> Problem:
    return replace(problem, place=replace(problem.place, file=file))


def _edition(scenario: Scenario) -> Edition:
    text = scenario.model_dump_json(by_alias=True)
    return Edition(scenario, text, fingerprint(scenario), sha256(text.encode()).hexdigest())


def _books(sources: Sequence[str | Path]) -> Iterator[Book]:
    """Each under the name of its folder or file, numbered where several are called the same."""
    taken: set[str] = set()
    for source in sources:
        _, origin, variant = locate(source)
        stem = Path(origin).resolve().stem if origin != "-" else "scenario"
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        yield Book(name, origin, variant or "")


def _signature(book: Book) -> Iterator[tuple[str, int, int]]:
    """Names, times and sizes of the files of a scenario."""
    path = Path(book.source)
    yield book.source, 0, 0
    if book.source == "-" or not book.changes:
        return
    files = sorted(path.rglob("*"))[:MOST_FILES] if path.is_dir() else [path]
    for file in files:
        found = file.stat()
        yield str(file), found.st_mtime_ns, found.st_size
