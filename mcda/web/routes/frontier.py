"""The exact frontier of value against what the partners pay, and the drawings of the page."""

from __future__ import annotations

from hashlib import sha256

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mcda.analysis.frontier import Frontier
from mcda.errors import Problem, UsageProblem
from mcda.show.datatables import exploration
from mcda.web import records
from mcda.web.answer import Work
from mcda.web.desk import PATIENCE
from mcda.web.drawings import MAKERS, Subject
from mcda.web.forms import Sent, text_of
from mcda.web.question import Question, address
from mcda.web.routes import ANEW, answers
from mcda.web.routes.portfolio import asked_of, base_of
from mcda.web.visit import Here, Visit
from mcda.wording import Words

router = APIRouter()
SEE_OTHER = 303
AT_ONCE = 10.0
"""Seconds to wait for an answer that has been shown already, before it is drawn."""


@answers(
    router,
    "/frontier",
    "The exact frontier of value against what partners pay",
    "Work",
    asks=True,
    parameters=[ANEW],
)
def frontier(visit: Here, request: Request) -> Response:
    """The frontier, or how far it is."""
    question = asked_of(visit)
    base = base_of(visit, question)
    words = visit.reader.words(base)
    done = visit.desk.studies.frontier(question, patience=PATIENCE, anew="anew" in request.query_params)
    found = done.record if isinstance(done.record, Frontier) else None
    subject = None if found is None else _subject(visit, question, found)
    return visit.reply(
        "frontier_part.html" if visit.reader.wants_part else "frontier.html",
        lambda: records.work(done, words),
        scenario=base,
        question=question,
        title=words.label(base.title, question.source),
        done=done,
        progress=told(done, words),
        chart=None if subject is None else visit.drawings.chart("frontier", subject, words),
        table=None if found is None else exploration.frontier(found, words),
    )


@router.post("/frontier/cancel", include_in_schema=False, response_model=None)
def cancel(visit: Here, form: Sent) -> Response:
    """End the computation of a frontier."""
    return ended(visit, form, "/frontier")


def ended(visit: Visit, form: FormData, path: str) -> Response:
    """End the computation that a form names, and show the page at a path again."""
    visit.desk.cancel(text_of(form, "job"))
    return RedirectResponse(visit.reader.link(path, address(asked_of(visit))), SEE_OTHER)


def told(done: Work, words: Words) -> str:
    """How far a work is, in words."""
    return "" if done.progress is None else str(records.progress(done.progress, words)["text"])


def _subject(visit: Visit, question: Question, found: Frontier | None) -> Subject | None:
    answer = visit.desk.ask(question, AT_ONCE)
    if answer.portfolio is None:
        return None
    return Subject(answer.portfolio, visit.desk.library.edition(question).mark, found)


@router.get("/drawing/{name}", include_in_schema=False, response_model=None)
def drawing(name: str, visit: Here, request: Request) -> Response:
    """A chart as SVG; the browser may keep it as long as it is the same."""
    if name not in MAKERS:
        raise UsageProblem(Problem("E428", value=name[:80]))
    question = asked_of(visit)
    found = (
        visit.desk.studies.frontier(question, patience=AT_ONCE).record if name == "frontier" else None
    )
    subject = _subject(visit, question, found)
    if subject is None:
        raise UsageProblem(Problem("E428", value=name))
    drawn = visit.drawings.svg(name, subject, visit.reader.words(base_of(visit, question)))
    tag = f'"{sha256(drawn.encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Language"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(drawn, media_type="image/svg+xml", headers=headers)
