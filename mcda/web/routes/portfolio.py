"""The workbench: a question on the left, its answer on the right."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mcda.model import Scenario
from mcda.portfolio.result import as_json
from mcda.show import records
from mcda.web.answer import Answer
from mcda.web.controls import levels
from mcda.web.desk import PATIENCE
from mcda.web.panel import Panel, panel
from mcda.web.question import Question, address
from mcda.web.refusals import refused, status_of
from mcda.web.result import report, ways
from mcda.web.routes import answers
from mcda.web.visit import Here, Json, Visit
from mcda.wording import Words

router = APIRouter()


@answers(router, "/portfolio", "The best portfolio of a scenario, as the question changes it", asks=True)
def portfolio(visit: Here, request: Request) -> Response:
    """The answer as far as it is known within `PATIENCE`."""
    asked = visit.question()
    plain = Question(asked.source, asked.variant)
    base = visit.desk.library.scenario(plain)
    question = replace(asked.settled(levels(base)), source=visit.desk.library.book(asked.source).name)
    answer = visit.desk.ask(question, PATIENCE)
    response = shown(visit, answer, base)
    if request.headers.get("hx-trigger") == "question":
        response.headers["HX-Push-Url"] = visit.reader.link("/portfolio", address(question))
    return response


def shown(visit: Visit, answer: Answer, base: Scenario) -> Response:
    """The page of an answer, or the part of it that has changed."""
    if answer.state == "wrong" and not visit.reader.wants_part:
        return refused(visit, answer.problems, base)
    words = visit.reader.words(base)
    question = answer.question
    variants = visit.desk.library.variants(question.source)
    form: Panel = panel(base, question, variants, words)
    return visit.reply(
        "result_part.html" if visit.reader.wants_part else "portfolio.html",
        lambda: record(answer, words),
        scenario=base,
        status=status_of(answer.problems) if answer.state == "wrong" else 200,
        title=words.label(base.title, question.source),
        answer=answer,
        question=question,
        panel=form,
        report=report(answer, words),
        ways=tuple(ways(answer, words)),
        seconds=0,
        asked_language=visit.reader.asked,
    )


def record(answer: Answer, words: Words) -> Json:
    """An answer as JSON: as `mcda solve --json`, with its state."""
    found = answer.portfolio
    known = {} if found is None else as_json(found)
    return {
        **known,
        "schema": "mcda/answer/1",
        "state": answer.state,
        "job": answer.job,
        "address": address(answer.question),
        "clash": list(answer.clash),
        "problems": records.problems(answer.problems, words)["problems"],
    }
