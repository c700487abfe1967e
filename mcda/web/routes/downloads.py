"""Files to take away, made by a worker process; until one is ready the page says so and looks again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from fastapi import Path as InPath
from starlette.responses import Response

from mcda.errors import Problem, UsageProblem
from mcda.web import records
from mcda.web.desk import PATIENCE
from mcda.web.documents import DOCUMENTS, TYPES
from mcda.web.question import Question
from mcda.web.refusals import refused
from mcda.web.routes import TEXT, answers, response
from mcda.web.routes.portfolio import asked_of, base_of
from mcda.web.visit import Here

router = APIRouter()
ACCEPTED = 202
Named = InPath(json_schema_extra={"enum": [*DOCUMENTS]})
"""What the document says of it; another name is told in plain words."""
SOON = "2"
"""Seconds after which the browser looks again, without any script."""
FILE = {
    "description": "The file.",
    "content": {
        kind.partition(";")[0]: {"schema": {**TEXT, "format": "binary"}} for kind in TYPES.values()
    },
}


@answers(
    router,
    "/download/{name}",
    f"A file: {', '.join(DOCUMENTS)}",
    "Work",
    asks=True,
    responses={200: FILE, ACCEPTED: response("Work", "It is being made: ask again.")},
)
def download(name: Annotated[str, Named], visit: Here) -> Response:
    """The file, or a page that waits for it."""
    if name not in DOCUMENTS:
        details = {"known": ", ".join(DOCUMENTS)}
        raise UsageProblem(Problem("E420", value=name[:80], details=details))
    question = asked_of(visit)
    base = base_of(visit, question)
    words = visit.reader.words(base)
    done = visit.desk.studies.document(question, name, words.language, PATIENCE)
    if done.state == "done":
        return _file(question, name, done.record)
    if done.state != "working":
        return refused(visit, done.problems or (Problem("E430", value=name),), base)
    response = visit.reply(
        "download.html",
        lambda: records.work(done, words),
        scenario=base,
        status=ACCEPTED,
        question=question,
        name=name,
        again=visit.query,
    )
    response.headers["Refresh"] = SOON
    return response


def _file(question: Question, name: str, content: bytes) -> Response:
    """A file under the name of its scenario."""
    kept = "".join(c for c in question.source if c.isascii() and (c.isalnum() or c in "-_"))[:60]
    headers = {"Content-Disposition": f'attachment; filename="{kept or "mcda"}-{name}"'}
    return Response(content, media_type=TYPES[name.rpartition(".")[2]], headers=headers)
