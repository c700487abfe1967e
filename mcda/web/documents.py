"""Files to take away: report, results, the scenario itself. Made by a worker process, as bytes."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from mcda.model import Scenario
from mcda.wording import Words, words

if TYPE_CHECKING:
    from mcda.analysis.dossier import Dossier

Json = dict[str, Any]
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
DOCUMENTS = ("report.html", "report.pdf", "results.xlsx", "scenario.xlsx", "scenario.zip")
"""Names of the files that can be taken away."""


def document(task: Json) -> Json:
    """The bytes of a document, in base64; what is known of it stands in the task."""
    name = task["document"]
    if name.startswith("scenario."):
        content = _scenario(task["source"], task["variant"], task["settings"], Path(name).suffix)
    else:
        say = words(task["language"])
        content = _MAKERS[name](_dossier(task), say)
    return {"content": b64encode(content).decode()}


def bytes_of(found: Json) -> bytes:
    """What `document` has made."""
    return b64decode(found["content"])


def _dossier(task: Json) -> Dossier:
    """As for `mcda report`; raises why there is no portfolio."""
    from mcda.analysis.dossier import gather

    return gather([Scenario.model_validate_json(task["scenario"])], limit=task["limit"])


def _today() -> date:
    """By the clock of this machine."""
    return datetime.now(UTC).astimezone().date()


def _html(dossier: Dossier, say: Words) -> bytes:
    from mcda.show.report import report
    from mcda.show.report.page import page

    return page(report(dossier, say, day=_today()), say).encode()


def _pdf(dossier: Dossier, say: Words) -> bytes:
    from mcda.show.report.pdf import pdf

    return pdf(_html(dossier, say).decode())


def _results(dossier: Dossier, say: Words) -> bytes:
    from mcda.show.workbook import write

    return write(dossier, say, _today())


_MAKERS: dict[str, Callable[[Dossier, Words], bytes]] = {
    "report.html": _html,
    "report.pdf": _pdf,
    "results.xlsx": _results,
}


def _scenario(source: str, variant: str | None, settings: list[str], suffix: str) -> bytes:
    """The scenario as the question changes it, as a workbook or as the files of a folder."""
    from mcda.files.pages import content_of
    from mcda.files.read import read_all
    from mcda.files.write import MAKERS, folder_files, without_variants

    reading = read_all(source, variant=variant, settings=settings)
    content = content_of(reading.raw)
    if variant or settings:
        content = without_variants(content)
    if suffix != ".zip":
        return MAKERS[suffix](content)
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as zipped:
        for name, text in folder_files(content).items():
            zipped.writestr(name, text)
    return archive.getvalue()
