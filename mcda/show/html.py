"""HTML by Jinja2: one environment, every text escaped, partials that report, page and notebook share."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mcda.show.charts import Chart
from mcda.show.datatables import shown
from mcda.wording import Words

TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""For `str.translate`: marks that would turn the rest of a sentence around; letters of a name stay."""


@cache
def environment(*packages: str) -> Environment:
    """Templates of `mcda.show` and, before them, of other packages; nothing undefined is let through."""
    from jinja2 import ChoiceLoader

    loaders = [PackageLoader(package) for package in (*packages, "mcda.show")]
    made = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(shown=shown, drawn=drawn)
    return made


def drawn(chart: Chart) -> Markup:
    """The drawing of a chart, for a page; vl-convert has escaped its texts."""
    from mcda.show.charts.render import svg

    return Markup(svg(chart))  # noqa: S704 - an SVG document, not a text of the scenario


def render(template: str, words: Words, **context: Any) -> str:
    """A template of `mcda.show`, in a language: `_` translates in it, `words` writes figures."""
    return environment().get_template(template).render(_=words, words=words, **context)
