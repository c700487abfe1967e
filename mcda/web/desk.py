"""Where questions are answered: at once where the answer is known, else by a worker process."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import wait
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from mcda.errors import InvalidScenario, McdaError, Problem, UsageProblem
from mcda.model import Scenario
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Proof, assemble
from mcda.portfolio.result import fingerprint
from mcda.scoring import Scores, score
from mcda.web.answer import Answer, State
from mcda.web.jobs import Ended, Job, Jobs
from mcda.web.library import Library
from mcda.web.memory import Memory
from mcda.web.outcome import Outcome, outcome_of
from mcda.web.question import Question
from mcda.web.uploads import Uploads

PATIENCE = 0.25
"""Seconds to wait for the exact answer before a provisional one is given."""
LIMIT = 30.0
"""Seconds for one computation."""
GRACE = 5.0
"""Seconds after its limit when a process that does not stop is ended."""
MOST_OUTCOMES = 2_000
MOST_ANSWERS = 64


class Desk:
    """Answers questions about scenarios that are served.

    Parameters
    ----------
    sources
        As on the command line: folders, workbooks, files, each perhaps with `:variant`.
    workers
        Processes that solve.
    """

    def __init__(
        self,
        sources: Sequence[str | Path],
        *,
        workers: int = 2,
        limit: float = LIMIT,
        uploads: Uploads | None = None,
    ) -> None:
        self.library = Library(sources, uploads)
        self._limit = limit
        self._solvers = Jobs(workers, "mcda.web.work:warmed")
        self._outcomes: Memory[str, Outcome] = Memory(MOST_OUTCOMES)
        self._answers: Memory[tuple[Question, str], Answer] = Memory(MOST_ANSWERS)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        self._solvers.close()

    def ask(self, question: Question, patience: float = PATIENCE) -> Answer:
        """The exact answer where it comes within so many seconds, else what is known so far."""
        try:
            scenario = self.library.scenario(question)
        except InvalidScenario as invalid:
            return Answer(question, "wrong", problems=invalid.problems)
        key = sha256(f"solve {fingerprint(scenario)}".encode()).hexdigest()
        outcome = self._outcomes.get(key)
        if outcome is not None:
            return self._final(question, scenario, outcome)
        try:
            job = self._solvers.submit(
                key, "mcda.web.work:solved", self._task(scenario), self._limit + GRACE
            )
        except UsageProblem as busy:
            return self._meanwhile(question, scenario, None, busy.problem)
        job.result.add_done_callback(lambda result: self._remember(key, result))
        wait([job.result], patience)
        if not job.result.done():
            return self._meanwhile(question, scenario, job)
        try:
            return self._final(question, scenario, outcome_of(job.result.result()))
        except Ended as ended:
            return self._meanwhile(question, scenario, None, _why(ended, self._limit))
        except McdaError as refused:
            return Answer(question, "wrong", scenario, problems=_problems(refused))

    def cancel(self, key: str) -> bool:
        """End a computation; whether there was one."""
        return self._solvers.cancel(key)

    def _task(self, scenario: Scenario) -> Any:
        return lambda: {"scenario": scenario.model_dump_json(), "limit": self._limit}

    def _remember(self, key: str, result: Any) -> None:
        if not result.cancelled() and result.exception() is None:
            outcome = outcome_of(result.result())
            if outcome.kind != "stopped":
                self._outcomes.put(key, outcome)

    def _meanwhile(
        self, question: Question, scenario: Scenario, job: Job | None, *problems: Problem
    ) -> Answer:
        state: State = "stopped" if job is None else "provisional"
        return Answer(question, state, scenario, problems=problems, job=job.key if job else None)

    def _final(self, question: Question, scenario: Scenario, outcome: Outcome) -> Answer:
        known = self._answers.get((question, fingerprint(scenario)))
        if known is not None:
            return known
        scores = outcome.known_beforehand(score(scenario))
        if outcome.kind == "found":
            state: State = "exact" if outcome.proof.status == "optimal" else "stopped"
            answer = Answer(question, state, scenario, outcome.portfolio(scores))
        elif outcome.kind == "infeasible":
            answer = Answer(
                question, "infeasible", scenario, clash=outcome.clash, relaxation=outcome.relaxation
            )
        else:
            answer = Answer(question, "stopped", scenario)
        answer = _with_own(answer, scores)
        self._answers.put((question, fingerprint(scenario)), answer)
        return answer


def _with_own(answer: Answer, scores: Scores) -> Answer:
    """The answer with the list made by hand."""
    if not answer.question.portfolio:
        return answer
    try:
        options = options_of(scores, answer.question.portfolio)
    except UsageProblem as unknown:
        return replace(answer, problems=(*answer.problems, unknown.problem))
    return replace(answer, own=assemble(scores, options, Proof("judged")))


def _why(ended: Ended, limit: float) -> Problem:
    if ended.reason == "died":
        return Problem("E408", details={"reason": f"exit code {ended.args[-1]}"})
    if ended.reason == "overtime":
        return Problem("E407", details={"seconds": round(limit)})
    return Problem("E418")


def _problems(refused: McdaError) -> tuple[Problem, ...]:
    if isinstance(refused, InvalidScenario):
        return refused.problems
    return (refused.problem,) if isinstance(refused, UsageProblem) else ()
