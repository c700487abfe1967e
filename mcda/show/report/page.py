"""A report as one HTML file that asks nobody for anything."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from mcda.show.html import render
from mcda.show.report.content import Part, Report
from mcda.wording import Words


def page(report: Report, words: Words) -> str:
    """The whole file: style within, and a policy that lets nothing else in."""
    style = stylesheet()
    context = {"style": Markup(style), "policy": policy(style)}  # noqa: S704 - a file of this package
    return render("report/report.html", words, report=report, kind=kind, **context)


def stylesheet() -> str:
    """The look of a report, on a screen and on paper."""
    folder = files("mcda.show") / "templates" / "report"
    return (folder / "report.css").read_text(encoding="utf-8")


def policy(style: str) -> str:
    """What the file may load: itself. Styles by their digest, so that no text becomes one."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'"
    )


def kind(part: Part) -> str:
    """By what a template writes a part: `paragraph`, `datatable` ..."""
    return type(part).__name__.lower()
