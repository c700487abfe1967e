"""The first page: which scenarios are served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fastapi import APIRouter
from starlette.responses import Response

from mcda.errors import InvalidScenario, Problem
from mcda.show import records
from mcda.web.question import Question
from mcda.web.routes import answers
from mcda.web.visit import Here, Json, Visit
from mcda.wording import N_, Words

router = APIRouter()


@dataclass(frozen=True)
class Shelf:
    """A scenario as the first page shows it."""

    question: Question
    title: str
    description: str = ""
    facts: str = ""
    variants: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


@answers(router, "/", "Scenarios that are served, with their variants", "Scenarios")
def start(visit: Here) -> Response:
    """Every scenario with its title and variants."""
    words = visit.reader.words()
    shelves = tuple(_shelves(visit))
    return visit.reply("start.html", lambda: record(shelves, words), shelves=shelves)


def _shelves(visit: Visit) -> Iterator[Shelf]:
    for name in visit.desk.library.names:
        question = Question(name)
        try:
            scenario = visit.desk.library.scenario(question)
            variants = visit.desk.library.variants(name)
        except InvalidScenario as invalid:
            yield Shelf(question, name, problems=invalid.problems)
            continue
        words = visit.reader.words(scenario)
        facts = (
            words.plural(N_("{n} action"), N_("{n} actions"), len(scenario.actions)),
            words.plural(N_("{n} partner"), N_("{n} partners"), len(scenario.partners)),
            words.plural(N_("{n} criterion"), N_("{n} criteria"), len(scenario.criteria)),
        )
        yield Shelf(
            question,
            words.label(scenario.title, name),
            words.label(scenario.description),
            ", ".join(facts),
            tuple(Question(name, variant) for variant in variants),
        )


def record(shelves: tuple[Shelf, ...], words: Words) -> Json:
    """The scenarios as JSON."""
    return {
        "schema": "mcda/scenarios/1",
        "scenarios": [
            {
                "scenario": shelf.question.source,
                "title": shelf.title,
                "description": shelf.description,
                "variants": [variant.variant for variant in shelf.variants],
                "problems": records.problems(shelf.problems, words)["problems"],
            }
            for shelf in shelves
        ],
    }
