"""The look of every chart: colours that all eyes can tell apart, one typeface, figures as spoken.

Colours: Okabe and Ito (2008), told apart with every common colour blindness; shape, order or
a label always says the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mcda.show.charts.chart import Chart
from mcda.show.datatables import DataTable

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#6b4c9a", "#4d4d4d")
INK, MUTED, RULE = "#1b1b1b", "#595959", "#d9d9d9"
TYPEFACE = "Liberation Sans, Arial, Helvetica, sans-serif"
Drawing = Any
"""An Altair chart of any kind: its methods are not typed."""
WIDTH = 620
"""Pixels of a chart's plot, which fills the width of A4."""
CONFIGURATION: Mapping[str, Any] = {
    "font": TYPEFACE,
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK, "titleColor": INK, "gridColor": RULE, "domainColor": MUTED,
        "tickColor": MUTED, "labelFontSize": 11, "titleFontSize": 12, "titleFontWeight": "normal",
        "labelLimit": 260,
    },
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 11, "titleFontSize": 12,
               "titleFontWeight": "normal", "orient": "top", "labelLimit": 260},
    "range": {"category": list(COLOURS)},
}  # fmt: skip


def chart(
    name: str,
    title: str,
    finding: str,
    alternative: str,
    table: DataTable,
    drawing: Drawing,
    language: str,
) -> Chart:
    """A chart from an Altair drawing, in the look of the house.

    Title and finding stand in the text around a chart, not in its drawing, so that they can be read,
    searched and translated; the drawing carries them as its description.
    """
    specification = drawing.configure(**CONFIGURATION).properties(description=alternative)
    return Chart(
        name=name,
        title=title,
        finding=finding,
        alternative=alternative,
        table=table,
        specification=specification.to_dict(validate=False),
        language=language,
    )


def data(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Rows for Altair, written into the specification; texts and floats, nothing else."""
    import altair

    return altair.InlineData(values=[dict(row) for row in rows])
