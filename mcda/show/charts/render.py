"""A chart as a picture: SVG and PNG by vl-convert, with no browser and no request."""

from __future__ import annotations

import json
from typing import Literal

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
