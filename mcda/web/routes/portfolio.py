"""The workbench: a question on the left, its answer on the right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mcda.model import Scenario
from mcda.web import records
from mcda.web.answer import Answer
from mcda.web.controls import sliders
from mcda.web.desk import PATIENCE
from mcda.web.drawings import Subject
from mcda.web.forms import Sent, text_of
from mcda.web.panel import panel
from mcda.web.question import Question, address
from mcda.web.refusals import refused, status_of
from mcda.web.result import report, ways
from mcda.web.routes import ANEW, TEXT, answers, changes
from mcda.web.visit import Here, Visit
from mcda.wording import Words

router = APIRouter()
FORM = "question"
"""The id of the form, by which htmx says who asks."""
WAITING = "waiting"
"""That of the part that asks again while a provisional portfolio is shown."""


def asked_of(visit: Visit) -> Question:
    """The question of an address in its shortest form, its scenario named."""
    question = visit.question()
    named = replace(question, source=visit.desk.library.book(question.source).name)
    return visit.desk.settled(named)


def base_of(visit: Visit, question: Question) -> Scenario:
    """The scenario of a question, its variant chosen, without what is moved on the page."""
    return visit.desk.library.scenario(Question(question.source, question.variant))


@answers(
    router,
    "/portfolio",
    "The best portfolio of a scenario, as the question changes it",
    "Answer",
    asks=True,
    parameters=[ANEW],
)
def portfolio(visit: Here, request: Request) -> Response:
    """The answer as far as it is known within `PATIENCE`."""
    with visit.desk.turns.mine():
        question = asked_of(visit)
    anew = "anew" in request.query_params
    answer = visit.desk.ask(question, PATIENCE, anew=anew)
    if request.headers.get("hx-trigger") == WAITING and answer.state == "provisional":
        return _still_waiting(visit, answer)
    response = shown(visit, answer)
    if request.headers.get("hx-trigger") == FORM:
        response.headers["HX-Push-Url"] = visit.reader.link("/portfolio", address(question))
    return response


@changes(router, "/cancel", "End the computation of `job`", "Answer", {"job": TEXT}, asks=True)
def cancel(visit: Here, form: Sent) -> Response:
    """End a computation, and show what is known."""
    question = asked_of(visit)
    visit.desk.cancel(text_of(form, "job"))
    answer = replace(visit.desk.ask(question, 0), job=None)
    if answer.state == "provisional":
        answer = replace(answer, state="stopped")
    return shown(visit, answer)


def shown(visit: Visit, answer: Answer) -> Response:
    """The page of an answer, the part of it that has changed, or its record."""
    with visit.desk.turns.mine():
        question = answer.question
        base = base_of(visit, question)
        if answer.state == "wrong" and not visit.reader.wants_part:
            return refused(visit, answer.problems, base)
        words = visit.reader.words(base)
        return visit.reply(
            "result_part.html" if visit.reader.wants_part else "portfolio.html",
            lambda: records.answer(answer, words),
            scenario=base,
            status=status_of(answer.problems) if answer.state == "wrong" else 200,
            **({} if visit.reader.wants_json else _context(visit, answer, base, words)),
        )


def _still_waiting(visit: Visit, answer: Answer) -> Response:
    """Only how long it has taken: the portfolio that is shown meanwhile stays as it is."""
    base = base_of(visit, answer.question)
    context = {"answer": answer, "question": answer.question, "seconds": _seconds(visit, answer)}
    part = visit.page("waiting.html", scenario=base, **context)
    return HTMLResponse(part, headers={"HX-Retarget": f"#{WAITING}", "HX-Reswap": "outerHTML"})


def _context(visit: Visit, answer: Answer, base: Scenario, words: Words) -> dict[str, Any]:
    """What the templates say of an answer."""
    question = answer.question
    return {
        "title": words.label(base.title, question.source),
        "answer": answer,
        "question": question,
        "panel": panel(base, question, visit.desk.library.variants(question.source), words),
        "report": report(answer, words),
        "ways": tuple(ways(answer, sliders(base, words), words)),
        "seconds": _seconds(visit, answer),
        "groups": _drawn_groups(visit, answer) if answer.state == "exact" else None,
    }


def _seconds(visit: Visit, answer: Answer) -> int:
    """How long the answer has been computed."""
    going_on = visit.desk.progress(answer.job) if answer.job else None
    return 0 if going_on is None else int(going_on.seconds)


def _drawn_groups(visit: Visit, answer: Answer) -> object:
    """The chart of what each group gives and receives; None without groups."""
    found = answer.portfolio
    if found is None or not found.ledger.groups:
        return None
    mark = visit.desk.library.edition(answer.question).mark
    words = visit.reader.words(found.scenario)
    return visit.drawings.chart("groups", Subject(found, mark), words)
