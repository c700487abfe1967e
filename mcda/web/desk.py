"""Where questions are answered: at once where the answer is known, else by a worker process.

What a process finds is remembered by the fingerprint of the scenario, so that equal questions, however
they were asked, are computed once. Nothing else is shared: any server process answers any question.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import wait
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic

from mcda.errors import InvalidScenario, McdaError, Problem, UsageProblem
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.scoring import Scores, score
from mcda.web.answer import Answer, Effect, Receipt, State, Work
from mcda.web.controls import Slider, levels, sliders
from mcda.web.jobs import MOST_WAITING, Ended, Job, Jobs
from mcda.web.known import Known, Options
from mcda.web.library import Edition, Library
from mcda.web.memory import Memory
from mcda.web.outcome import Json, Outcome, is_settled, outcome_of
from mcda.web.question import Question
from mcda.web.studies import Studies, problems_of, why_ended
from mcda.web.turns import Turns
from mcda.web.uploads import Uploads
from mcda.wording import Words

PATIENCE = 0.15
"""Seconds to wait for the exact answer before a provisional one is given."""
IN_A_QUEUE = 0.2
"""The part of them for which a question waits where others wait for a process."""
CHECKING = 5.0
"""Seconds to wait for the problems of a workbook."""
LIMIT = 30.0
"""Seconds for one portfolio; a long analysis has more."""
GRACE = 5.0
"""Seconds after its limit when a process that does not stop is ended."""
MOST_ANSWERS = 64
MOST_SCORES = 32
HINTS = 8
"""Known portfolios of which a process may learn what is at least possible: the latest."""
SIDE_BY_SIDE = range(2, 5)
SOLVED = "mcda.web.work:solved"
WARMED = "mcda.web.work:warmed"


class Desk:
    """Answers questions about the scenarios that are served.

    Parameters
    ----------
    sources
        As on the command line: folders, workbooks, files, each perhaps with `:variant`.
    workers
        Processes that solve; one more does long analyses.
    limit
        Seconds for one portfolio.
    uploads
        Where uploaded workbooks are kept; without it there are none.
    ahead
        Solve every scenario and variant, and find the frontiers, while nobody asks.
    most_waiting
        Questions that may wait for a process; more get no exact answer.

    Raises
    ------
    InvalidScenario
        A source is not there.
    """

    def __init__(
        self,
        sources: Sequence[str | Path],
        *,
        workers: int = 2,
        limit: float = LIMIT,
        uploads: Uploads | None = None,
        ahead: bool = True,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self.uploads = uploads
        self.library = Library(sources, uploads)
        self.limit = limit
        self.turns = Turns()
        self._solvers = Jobs(workers, WARMED, is_settled, most_waiting=most_waiting)
        self._answers: Memory[tuple[Question, str, State], Answer] = Memory(MOST_ANSWERS)
        self._nothing_since: Memory[tuple[Question, str], tuple[Options, ...]] = Memory(MOST_ANSWERS)
        self._scores: Memory[str, Scores] = Memory(MOST_SCORES)
        self._known = Known()
        self.studies = Studies(self.library, self._known.add)
        if ahead:
            for question in self._beforehand():
                self._start(question, in_background=True)
            for name in self.library.names:
                self.studies.prepare(Question(source=name))

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        self._solvers.close()
        self.studies.close()

    def ask(self, question: Question, patience: float = PATIENCE, *, anew: bool = False) -> Answer:
        """The exact answer where it is there within so many seconds, else what is known so far.

        Asking again for the same question waits for the same computation. One that was stopped is begun
        again only with `anew`, or after a minute.
        """
        try:
            with self.turns.mine():
                edition = self.library.edition(question)
            if anew:
                self._solvers.forget(_key(edition))
            try:
                job = self._submitted(question, edition, patience)
            except UsageProblem as busy:
                known = self._best_known(question, edition)
                return replace(known, state="stopped", problems=(busy.problem,))
            over = monotonic() + patience
            wait([job.result], patience * IN_A_QUEUE)
            if self._is_next(job):
                wait([job.result], patience / 2)
            if not job.result.done():
                known = self._best_known(question, edition)
                if self._is_next(job):
                    wait([job.result], max(0.0, over - monotonic()))
                if not job.result.done():
                    return replace(known, job=job.key)
            return self._final(question, edition, outcome_of(job.result.result()))
        except Ended as ended:
            return self._unanswered(question, why_ended(ended, self.limit))
        except UsageProblem as refused:
            return self._unanswered(question, refused.problem)
        except McdaError as refused:
            return Answer(question, "wrong", problems=problems_of(refused))

    def compare(self, questions: Sequence[Question], patience: float = PATIENCE) -> tuple[Answer, ...]:
        """The answers of two to four questions, computed at the same time.

        Raises
        ------
        UsageProblem
            E416 that many cannot be compared.
        """
        if len(questions) not in SIDE_BY_SIDE:
            raise UsageProblem(Problem("E416", details={"n": len(questions)}))
        return self._together(questions, patience)

    def force(self, question: Question, action: str, inside: bool, patience: float = PATIENCE) -> Effect:
        """What everybody has before and after an action is forced in, or out."""
        questions = (question, question.forcing(action, inside))
        before, after = self._together(questions, patience)
        return Effect(action, inside, before, after)

    def receive(self, file: str, content: bytes, patience: float = CHECKING) -> Receipt:
        """Keep an uploaded workbook, and look for everything that is wrong with it.

        Raises
        ------
        UsageProblem
            E406 too much is being done, E413 it is too large, E415 it is no workbook or none are taken
            here, E417 too many are kept.
        """
        if self.uploads is None:
            raise UsageProblem(Problem("E415", value=Path(file).name[:80]))
        name = self.uploads.keep(file, content)
        found = self.studies.check(name, patience)
        is_wrong = any(problem.severity == "error" for problem in found.record or ())
        if is_wrong:
            self.uploads.drop(name)
        return Receipt("" if is_wrong else name, found)

    def sliders(self, question: Question, words: Words) -> tuple[Slider, ...]:
        """What may be moved, as the question has it. `InvalidScenario` where it cannot be read."""
        return sliders(self.library.scenario(replace(question, college="").asked), words)

    def settled(self, question: Question) -> Question:
        """The question without sliders that stand where the scenario has them anyhow.

        `InvalidScenario` is raised where the scenario without them cannot be read.
        """
        resting = replace(question.asked.unforced, weights=(), levels=(), college="")
        return question.settled(levels(self.library.scenario(resting)))

    def progress(self, key: str) -> Work | None:
        """How far a computation is; None where none of that key is going on."""
        job = self._solvers.find(key)
        if job is not None:
            return Work(Question(), "working", seconds=job.seconds, job=key)
        return self.studies.progress(key)

    def cancel(self, key: str) -> bool:
        """End a computation for everybody who waits for it; whether there was one."""
        return self._solvers.cancel(key) or self.studies.cancel(key)

    def _together(self, questions: Sequence[Question], patience: float) -> tuple[Answer, ...]:
        for question in questions:
            self._start(question, in_background=False)
        over = monotonic() + patience
        return tuple(self.ask(question, max(0.0, over - monotonic())) for question in questions)

    def _beforehand(self) -> list[Question]:
        """Every scenario, then its variants; what cannot be read is told to whoever asks for it."""
        found = [Question(source=name) for name in self.library.names]
        for name in self.library.names:
            try:
                variants = self.library.variants(name)
            except InvalidScenario:
                continue
            found += [Question(source=name, variant=variant) for variant in variants]
        return found

    def _is_next(self, job: Job) -> bool:
        """Whether a process computes it, and nobody else waits for one: then it is soon there."""
        return job.begun is not None and not self._solvers.waiting

    def _start(self, question: Question, *, in_background: bool) -> None:
        """Begin to compute an answer; what is wrong is told to whoever asks for it."""
        with suppress(McdaError):
            self._submitted(question, self.library.edition(question), in_background=in_background)

    def _submitted(
        self,
        question: Question,
        edition: Edition,
        patience: float = 0.0,
        *,
        in_background: bool = False,
    ) -> Job:
        source = self.library.book(question.source).source

        def task() -> Json:
            known = [sorted(options) for options in self._known.of(source)[:HINTS]]
            return {"scenario": edition.text, "limit": self.limit, "known": known}

        def done(record: Json) -> None:
            if record["kind"] == "found":
                self._known.add(source, frozenset(record["options"]))

        key, limit = _key(edition), self.limit + GRACE
        if in_background:
            return self._solvers.prepare(key, SOLVED, task, limit, done)
        return self._solvers.submit(key, SOLVED, task, limit, done, patience=patience)

    def _unanswered(self, question: Question, problem: Problem) -> Answer:
        """What is known where no process computes the answer: busy, cancelled or out of time."""
        try:
            edition = self.library.edition(question)
        except InvalidScenario as invalid:
            return Answer(question, "wrong", problems=invalid.problems)
        best = self._best_known(question, edition)
        return replace(best, state="stopped", problems=(*best.problems, problem))

    def _best_known(self, question: Question, edition: Edition) -> Answer:
        """The best of what is known; where nothing did, looked for again when more has become known."""
        provisional: State = "provisional"
        key, source = (question, edition.mark), self.library.book(question.source).source
        answer, latest = self._answers.get((*key, provisional)), self._known.of(source)[:1]
        if answer is not None:
            return answer
        with self.turns.mine():
            scores, best = self._scored(edition), None
            if self._nothing_since.get(key) != latest:
                best = self._known.best(source, scores)
            answer = _with_own(Answer(question, provisional, edition.scenario, best), scores)
        if best is not None:
            self._answers.put((*key, provisional), answer)
        else:
            self._nothing_since.put(key, latest)
        return answer

    def _scored(self, edition: Edition) -> Scores:
        return self._scores.made(edition.mark, lambda: score(edition.scenario))

    def _final(self, question: Question, edition: Edition, outcome: Outcome) -> Answer:
        def made() -> Answer:
            scores = outcome.known_beforehand(self._scored(edition))
            return _with_own(_answer(question, edition, outcome, scores), scores)

        state: State = "exact" if outcome.is_settled else "stopped"
        with self.turns.mine():
            return self._answers.made((question, edition.mark, state), made)


def _key(edition: Edition) -> str:
    return f"solve-{edition.content}"


def _answer(question: Question, edition: Edition, outcome: Outcome, scores: Scores) -> Answer:
    scenario = edition.scenario
    if outcome.kind == "infeasible":
        rules = outcome.clash
        return Answer(question, "infeasible", scenario, clash=rules, relaxation=outcome.relaxation)
    if outcome.kind == "stopped":
        return Answer(question, "stopped", scenario)
    found = outcome.portfolio(scores)
    state: State = "exact" if outcome.is_settled else "stopped"
    return Answer(question, state, scenario, found)


def _with_own(answer: Answer, scores: Scores) -> Answer:
    """The answer with the list made by hand, judged by the same rules."""
    if not answer.question.portfolio:
        return answer
    try:
        own: Portfolio = assemble(scores, options_of(scores, answer.question.portfolio), Proof("judged"))
    except UsageProblem as unknown:
        return replace(answer, problems=(*answer.problems, unknown.problem))
    return replace(answer, own=own)
