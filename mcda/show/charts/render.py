"""A chart as a picture, by vl-convert, with no browser and no request; or alive in a page.

A live chart is drawn again in the browser by Vega, which stands once in the page; figures then
appear under the pointer. Vega's own interpreter of expressions is used, so that a content policy
need not allow `unsafe-eval`; no style is injected. A page that runs no script keeps the picture.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Literal

from markupsafe import Markup

from mcda.show.charts.chart import Chart
from mcda.show.charts.compact import compact

LOCALES: dict[str, Literal["fr-FR", "en-US"]] = {"fr": "fr-FR", "en": "en-US"}
"""Figures on axes, as d3 writes them."""


def svg(chart: Chart) -> str:
    """The drawing, to stand in a page: its text alternative is its accessible name."""
    import vl_convert

    written = vl_convert.vegalite_to_svg(_text(chart), format_locale=LOCALES[chart.language])
    return compact(written, chart.alternative)


def png(chart: Chart, scale: float = 2) -> bytes:
    """The drawing in pixels, `scale` of them for one on the page."""
    import vl_convert

    return vl_convert.vegalite_to_png(_text(chart), scale=scale, format_locale=LOCALES[chart.language])


def _text(chart: Chart) -> str:
    return json.dumps(chart.specification, ensure_ascii=False)


# ---------------------------------------------------------------- alive in a page

START = """
for (const place of document.querySelectorAll("[data-specification]")) {
  const read = JSON.parse(document.getElementById(place.dataset.specification).textContent);
  vegaEmbed(place, read.specification, {
    ast: true, actions: false, renderer: "svg", defaultStyle: false,
    tooltip: {disableDefaultStyle: true}, formatLocale: read.figures
  }).then(() => place.querySelector("svg").setAttribute("aria-hidden", "true"));
}
"""
"""Draws every chart of the page again, where its picture stands; its alternative stays that of the place
around it."""
TOOLTIP_STYLE = """
#vg-tooltip-element { display: none; position: fixed; z-index: 1000; padding: 0.4em 0.6em;
  max-width: 24em; background: #fff; color: #1b1b1b; border: 1px solid #595959; font-size: 0.85rem; }
#vg-tooltip-element.visible { display: block; }
#vg-tooltip-element td { padding: 0 0.4em 0 0; vertical-align: top; }
#vg-tooltip-element td.key { color: #595959; text-align: right; }
"""
"""For the style sheet of a page with live charts: figures under the pointer."""


@cache
def interactive_script() -> str:
    """Vega and what starts it, as the text of one `<script>` at the end of a page (900 kB).

    The same text each time: a content policy may name its hash.
    """
    import vl_convert

    bundle: str = vl_convert.javascript_bundle(START)
    return bundle.replace("</script", "<\\/script")


def embedded(chart: Chart) -> Markup:
    """A chart for a page with `interactive_script`: its picture, and the data to draw it again."""
    import vl_convert

    figures = vl_convert.get_format_locale(LOCALES[chart.language])
    read = {"specification": chart.specification, "figures": figures}
    place = Markup('<div data-specification="{id}">{picture}</div>')
    data = Markup('<script type="application/json" id="{id}">{read}</script>')
    name = f"specification-{chart.name}"
    picture = Markup(svg(chart))  # noqa: S704 - an SVG document, its texts escaped
    told = Markup(in_script(read))  # noqa: S704 - JSON that ends no script
    return place.format(id=name, picture=picture) + data.format(id=name, read=told)


def in_script(content: object) -> str:
    """JSON that no text in it can end before its time, inside a `<script>`."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
