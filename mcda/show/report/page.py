"""A report as one HTML file that asks nobody for anything."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from mcda.errors import MissingComponent
from mcda.show.html import TURNING, drawn, render
from mcda.show.report.content import Part, Report
from mcda.wording import Words


def page(report: Report, words: Words, *, interactive: bool = False) -> str:
    """The whole file: style within, and a policy that lets nothing else in.

    Interactive, it carries Vega (900 kB), and its charts show their figures under the pointer.

    Raises
    ------
    MissingComponent
        Nothing is there to draw charts with.
    """
    try:
        from mcda.show.charts.render import TOOLTIP_STYLE, embedded, interactive_script
    except ImportError as missing:
        raise unable_to_draw() from missing
    style = stylesheet() + (TOOLTIP_STYLE if interactive else "")
    script = interactive_script() if interactive else ""
    context = {
        "style": Markup(style),  # noqa: S704 - a file of this package
        "script": Markup(script),  # noqa: S704 - a script of this package
        "policy": policy(style, script),
        "draw": embedded if interactive else drawn,
    }
    written = render("report/report.html", words, report=report, kind=kind, **context)
    return written.translate(TURNING)


def unable_to_draw() -> MissingComponent:
    """What is needed for charts, and how to have it."""
    return MissingComponent("Altair, vl-convert", 'pip install "mcda-portfolio[report]"')


def stylesheet() -> str:
    """The look of a report, on a screen and on paper."""
    folder = files("mcda.show") / "templates" / "report"
    return (folder / "report.css").read_text(encoding="utf-8")


def policy(style: str, script: str = "") -> str:
    """What the file may load: itself.

    Style and script by their digest, so that no text becomes either. Live charts set styles of their
    own, which no digest can name.
    """
    styles = "'unsafe-inline'" if script else digest(style)
    rules = ["default-src 'none'", "img-src data:", f"style-src {styles}"]
    scripts = [f"script-src {digest(script)}"] if script else []
    return "; ".join([*rules, *scripts, "base-uri 'none'", "form-action 'none'"])


def digest(text: str) -> str:
    """A text as a content policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def kind(part: Part) -> str:
    """By what a template writes a part: `paragraph`, `datatable` ..."""
    return type(part).__name__.lower()
