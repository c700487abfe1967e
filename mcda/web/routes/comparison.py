"""Two to four portfolios side by side."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.responses import Response

from mcda.analysis.comparison import Comparison, Entry
from mcda.errors import Infeasible, InvalidScenario, Problem, UsageProblem
from mcda.show.datatables import comparison as tables
from mcda.web import records
from mcda.web.answer import Answer
from mcda.web.desk import PATIENCE, SIDE_BY_SIDE
from mcda.web.question import Question
from mcda.web.question import read as question_of
from mcda.web.routes import TEXT, answers, parameter
from mcda.web.visit import Here, Visit
from mcda.wording import N_

router = APIRouter()
OF, CALLED = "of", "called"
LONGEST_NAME = 120
SIDES = parameter(
    OF,
    {"type": "array", "items": TEXT, "minItems": min(SIDE_BY_SIDE), "maxItems": max(SIDE_BY_SIDE)},
    f"The query of a question, perhaps with a name, `{CALLED}`.",
    required=True,
)


@answers(
    router,
    "/compare",
    "Two to four portfolios side by side: `of` is the query of each question",
    "Comparison",
    parameters=[SIDES],
)
def compare(visit: Here) -> Response:
    """Portfolios of questions; each `of` is the query of an address, perhaps with a name, `called`."""
    named = [_named(visit, value) for key, value in visit.pairs if key == OF and value]
    if len(named) not in SIDE_BY_SIDE:
        raise UsageProblem(Problem("E416", details={"n": len(named)}))
    found = visit.desk.compare([question for _, question in named], PATIENCE)
    for answer in found:
        if answer.state == "wrong":
            raise InvalidScenario(answer.problems)
    scenario = found[0].scenario
    words = visit.reader.words(scenario)
    side_by_side = Comparison(
        tuple(_entry(name, answer) for (name, _), answer in zip(named, found, strict=True))
    )
    known = side_by_side.solved
    return visit.reply(
        "compare.html",
        lambda: records.comparison(found, words),
        scenario=scenario,
        named=[(name, question, a) for (name, question), a in zip(named, found, strict=True)],
        waits=any(answer.job for answer in found),
        again=visit.query,
        tables=[tables.variants(side_by_side, words), tables.who_is_where(side_by_side, words)]
        if known
        else [],
    )


def _named(visit: Visit, value: str) -> tuple[str, Question]:
    """A question with the name under which it is compared."""
    pairs = parse_qsl(value[:20_000])
    question = question_of(pairs)
    question = replace(question, source=visit.desk.library.book(question.source).name)
    called = next((text for key, text in pairs if key == CALLED), "")
    return called[:LONGEST_NAME] or short_name(visit, question), visit.desk.settled(question)


def short_name(visit: Visit, question: Question) -> str:
    """How a question is called that nobody has named."""
    name = f"{question.source}:{question.variant}" if question.variant else question.source
    moved = replace(question, source="", variant="", portfolio=()) != Question()
    return f"{name} ({visit.reader.words()(N_('changed'))})" if moved else name


def _entry(name: str, answer: Answer) -> Entry:
    failure = Infeasible(answer.clash, answer.relaxation) if answer.state == "infeasible" else None
    return Entry(name, answer.scenario, answer.portfolio, failure)
