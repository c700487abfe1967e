"""Long analyses for the page: the frontier, why an action is in or out, the check of a workbook.

Each is done by a process of its own, tells how far it is, and can be cancelled; results are remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import wait
from contextlib import suppress
from fractions import Fraction
from hashlib import sha256
from typing import Any, Literal

from mcda.analysis.frontier import Frontier, Objective, Point
from mcda.errors import Infeasible, InvalidScenario, McdaError, Problem, UsageProblem
from mcda.model import Scenario
from mcda.portfolio.listing import highest_tranches
from mcda.portfolio.portfolio import starting_years
from mcda.runs.progress import Progress
from mcda.scoring import score
from mcda.web.answer import Work
from mcda.web.documents import bytes_of
from mcda.web.jobs import Ended, Job, Jobs
from mcda.web.library import Edition, Library, without_file
from mcda.web.outcome import Json
from mcda.web.packing import problem_of
from mcda.web.question import Question

VALUE_FOR_MONEY = ("value", "local_cost")
Hear = Callable[[str, frozenset[str]], None]
LIMITS = {"explained": 120.0, "explored": 600.0, "checked": 60.0, "documented": 120.0}
"""Seconds for each kind of work."""
GRACE = 10.0
PROCESSES = 2
MOST_WAITING = 16
MOST_REMEMBERED = 64


class Studies:
    """Processes for what takes longer than a reader waits; what nobody asked for leaves one free.

    `hear` is told the source and the options of each portfolio that a frontier finds.
    """

    def __init__(self, library: Library, hear: Hear) -> None:
        self._library = library
        self._hear = hear
        self._jobs = Jobs(
            PROCESSES,
            "mcda.web.work:warmed_for_long",
            lambda record: bool(record.get("complete", True)),
            most_waiting=MOST_WAITING,
            most_remembered=MOST_REMEMBERED,
        )

    def frontier(
        self,
        question: Question,
        objectives: Sequence[str] = VALUE_FOR_MONEY,
        patience: float = 0.0,
        *,
        anew: bool = False,
    ) -> Work:
        """The exact frontier of a question; the record is a `Frontier`."""

        def made(edition: Edition, found: Json) -> Frontier:
            return frontier_of(edition.scenario, found)

        details = {"objectives": list(objectives)}
        return self._asked(question, "explored", details, made, patience, anew=anew)

    def prepare(self, question: Question) -> None:
        """Find the frontier while nobody waits for another work; what is wrong is told later."""
        with suppress(McdaError):
            edition = self._library.edition(question)
            self._begun(question, edition, "explored", {"objectives": list(VALUE_FOR_MONEY)}, later=True)

    def why(
        self,
        question: Question,
        action: str,
        language: str,
        patience: float = 0.0,
        *,
        anew: bool = False,
    ) -> Work:
        """Why an action is in or out and what would turn it; the record is that of `explain --json`."""
        details = {"action": action, "language": language}
        return self._asked(question, "explained", details, lambda _, found: found, patience, anew=anew)

    def document(self, question: Question, document: str, language: str, patience: float = 0.0) -> Work:
        """A file to take away (one of `mcda.web.documents.DOCUMENTS`); the record is its bytes."""
        try:
            book, scenario = self._library.book(question.source), self._library.scenario(question)
        except InvalidScenario as invalid:
            return Work(question, "wrong", problems=invalid.problems)
        details = {
            "document": document,
            "language": language,
            "source": book.source,
            "variant": question.variant or book.variant or None,
            "settings": list(scenario.settings),
        }
        return self._asked(
            question, "documented", details, lambda _, found: bytes_of(found), patience, anew=False
        )

    def check(self, name: str, patience: float = 0.0) -> Work:
        """All problems of a scenario and its variants; the record is a tuple of `Problem`."""
        question = Question(source=name)
        try:
            book = self._library.book(name)
        except InvalidScenario as invalid:
            return Work(question, "wrong", problems=invalid.problems)

        def made(found: Json) -> tuple[Problem, ...]:
            problems = tuple(problem_of(record) for record in found["problems"])
            return problems if book.changes else without_file(problems)

        key = f"checked-{sha256(book.source.encode()).hexdigest()}"
        limit = LIMITS["checked"] + GRACE
        task = {"path": book.source}
        job = self._jobs.submit(key, "mcda.web.work:checked", lambda: task, limit, patience=patience)
        return _done(question, job, made, patience)

    def progress(self, key: str) -> Work | None:
        """How far a work is; None where none of that key is going on."""
        job = self._jobs.find(key)
        return None if job is None else _working(Question(), job)

    def cancel(self, key: str) -> bool:
        """End a work for everybody who waits for it; whether there was one."""
        return self._jobs.cancel(key)

    def close(self) -> None:
        """End the process."""
        self._jobs.close()

    def _asked(
        self,
        question: Question,
        function: str,
        details: Json,
        made: Callable[[Edition, Json], Any],
        patience: float,
        *,
        anew: bool,
    ) -> Work:
        """A work about a scenario: done, or how far it is."""
        try:
            edition = self._library.edition(question)
            if anew:
                self._jobs.forget(_key(function, edition, details))
            job = self._begun(question, edition, function, details, patience)
        except McdaError as refused:
            return Work(question, "wrong", problems=problems_of(refused))
        return _done(question, job, lambda found: made(edition, found), patience)

    def _begun(
        self,
        question: Question,
        edition: Edition,
        function: str,
        details: Json,
        patience: float = 0.0,
        *,
        later: bool = False,
    ) -> Job:
        source, limit = self._library.book(question.source).source, LIMITS[function]

        def task() -> Json:
            return {"scenario": edition.text, "limit": limit, **details}

        def done(found: Json) -> None:
            for point in found.get("points", ()):
                self._hear(source, frozenset(point["options"]))

        key, name = _key(function, edition, details), f"mcda.web.work:{function}"
        if later:
            return self._jobs.prepare(key, name, task, limit + GRACE, done)
        return self._jobs.submit(key, name, task, limit + GRACE, done, patience=patience)


def _done(question: Question, job: Job, made: Callable[[Json], Any], patience: float) -> Work:
    """What a job has found within so many seconds, or how far it is."""
    wait([job.result], patience)
    if not job.result.done():
        return _working(question, job)
    try:
        return Work(question, "done", made(job.result.result()))
    except Ended as ended:
        return Work(question, "stopped", problems=(why_ended(ended, job.limit),))
    except Infeasible:
        return Work(question, "infeasible")
    except McdaError as refused:
        problems = problems_of(refused)
        state: Literal["wrong", "stopped"] = "wrong" if problems else "stopped"
        return Work(question, state, problems=problems)


def frontier_of(scenario: Scenario, found: Json) -> Frontier:
    """The frontier that a process found, its portfolios taken apart again."""
    scores = score(scenario)

    def point(record: Json) -> Point:
        options = frozenset(record["options"])
        return Point(
            levels=tuple(map(Fraction, record["levels"])),
            options=options,
            actions=tuple(sorted(options & scores.actions.keys())),
            starts=starting_years(scores, options),
            tranches=highest_tranches(scores, options),
            supported=record["supported"],
        )

    return Frontier(
        scenario=scenario,
        objectives=tuple(Objective(name, sense) for name, sense in found["objectives"]),
        points=tuple(map(point, found["points"])),
        complete=found["complete"],
        verified=found["verified"],
        share_open=found["share_open"],
        canonical=found["canonical"],
        seconds=found["seconds"],
    )


def why_ended(ended: Ended, limit: float) -> Problem:
    """A computation without an answer, as a problem."""
    if ended.reason == "died":
        return Problem("E408", details={"reason": f"code {ended.args[-1]}"})
    if ended.reason == "overtime":
        return Problem("E407", details={"seconds": round(limit)})
    return Problem("E419" if ended.reason == "cancelled" else "E406")


def problems_of(refused: McdaError) -> tuple[Problem, ...]:
    """What is wrong, of errors that say so."""
    if isinstance(refused, InvalidScenario):
        return refused.problems
    return (refused.problem,) if isinstance(refused, UsageProblem) else ()


def _working(question: Question, job: Job) -> Work:
    told = None if job.told is None else Progress(**job.told)
    return Work(question, "working", progress=told, seconds=job.seconds, job=job.key)


def _key(function: str, edition: Edition, details: Json) -> str:
    told = sha256(repr(sorted(details.items())).encode()).hexdigest()[:16]
    return f"{function}-{edition.content}-{told}"
