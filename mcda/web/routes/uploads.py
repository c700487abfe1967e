"""Upload of a workbook: everything that is wrong with it, by its cells; else a link to the questions."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from mcda.errors import Problem, UsageProblem
from mcda.web import records
from mcda.web.answer import Receipt
from mcda.web.forms import sent
from mcda.web.question import Question
from mcda.web.routes import TEXT, answers, changes, parameter, response
from mcda.web.uploads import LARGEST
from mcda.web.visit import Here, Visit

router = APIRouter()
FIELD = "workbook"
WRONG = response("Uploaded", "The workbook has errors; it is not kept.")


@answers(
    router,
    "/upload",
    "How to upload a workbook; how the check of one is going",
    "Uploading",
    parameters=[parameter("scenario", TEXT, "Name of an uploaded workbook.")],
    responses={422: WRONG},
)
def upload(visit: Here) -> Response:
    """The form, and after an upload what is known of the workbook."""
    name = dict(visit.pairs).get("scenario", "")
    if name:
        return _told(visit, Receipt(name, visit.desk.studies.check(name, 1.0)))
    record = {"schema": "mcda/web/upload/1", "most_bytes": LARGEST}
    return visit.reply("upload.html", lambda: record, most=LARGEST // 10**6)


@changes(
    router,
    "/upload",
    "Upload a workbook as `workbook`",
    "Uploaded",
    {FIELD: {**TEXT, "format": "binary"}},
    needed=(FIELD,),
    media_type="multipart/form-data",
    responses={422: WRONG},
)
async def receive(visit: Here, request: Request) -> Response:
    """Keep a workbook and check it."""
    from anyio.to_thread import run_sync

    async for form in sent(request):
        file = form.get(FIELD)
        if isinstance(file, UploadFile) and file.filename:
            content, name = await file.read(), file.filename
            receipt = await run_sync(visit.desk.receive, name, content)
            return await run_sync(_told, visit, receipt, name)
    raise UsageProblem(Problem("E427", value=FIELD))


def _told(visit: Visit, receipt: Receipt, file: str = "") -> Response:
    """What is wrong with a workbook, and where to go on; `file` is the name that its owner gave it."""
    words = visit.reader.words()
    problems = (*receipt.check.problems, *(receipt.check.record or ()))
    errors = sum(problem.severity == "error" for problem in problems)
    return visit.reply(
        "uploaded.html",
        lambda: {"scenario": receipt.name, **records.work(receipt.check, words)},
        status=422 if errors else 200,
        file=file[:120],
        receipt=receipt,
        question=Question(receipt.name),
        problems=problems,
        errors=errors,
    )
