"""Positions: questions saved under a name, to come back to and to compare."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import JSONResponse, RedirectResponse, Response

from mcda.errors import Problem, UsageProblem
from mcda.web import records
from mcda.web.contract import one_of
from mcda.web.forms import Sent, text_of
from mcda.web.positions import LONGEST_NAME, Positions
from mcda.web.question import address
from mcda.web.routes import TEXT, answers, changes
from mcda.web.routes.comparison import CALLED
from mcda.web.routes.portfolio import asked_of
from mcda.web.visit import Here, Visit

router = APIRouter()
SEE_OTHER = 303
A_NAME = {**TEXT, "minLength": 1, "maxLength": LONGEST_NAME}


@answers(router, "/positions", "Positions that are saved", "Positions")
def positions(visit: Here) -> Response:
    """Every position, by name."""
    saved = () if visit.positions is None else visit.positions.all()
    served = {*visit.desk.library.names}
    return visit.reply(
        "positions.html",
        lambda: records.positions(saved),
        saved=[
            (position, f"{address(position.question)}&{urlencode({CALLED: position.name})}")
            for position in saved
        ],
        served=served,
    )


@changes(
    router,
    "/positions/save",
    "Save the question under `name`",
    "Positions",
    {"name": A_NAME, "replace": one_of("yes", "no")},
    asks=True,
    needed=("name",),
)
def save(visit: Here, form: Sent) -> Response:
    """Save the question of the address under the name of the form."""
    replace = text_of(form, "replace") == "yes"
    _store(visit).save(_name(form), asked_of(visit), replace=replace)
    return _back(visit)


@changes(
    router,
    "/positions/delete",
    "Forget the position `name`",
    "Positions",
    {"name": A_NAME},
    needed=("name",),
)
def delete(visit: Here, form: Sent) -> Response:
    """Forget a position."""
    _store(visit).delete(_name(form))
    return _back(visit)


def _name(form: FormData) -> str:
    name = text_of(form, "name")
    if not name.strip():
        raise UsageProblem(Problem("E427", value="name"))
    return name


def _store(visit: Visit) -> Positions:
    if visit.positions is None:
        raise UsageProblem(Problem("E420", value=visit.path[:80]))
    return visit.positions


def _back(visit: Visit) -> Response:
    """To the list: as JSON, or by a request of its own, so that nothing is sent twice."""
    if visit.reader.wants_json:
        return JSONResponse(records.positions(_store(visit).all()))
    return RedirectResponse(visit.reader.link("/positions"), SEE_OTHER)
