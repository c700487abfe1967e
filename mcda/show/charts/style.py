"""The look of every chart: colours that all eyes can tell apart, one typeface, figures as spoken.

Colours: after Okabe and Ito (2008), told apart with every common colour blindness, each at least
3:1 against white; shape, order or a label always says the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mcda.show.charts.chart import Chart
from mcda.show.datatables import DataTable
from mcda.wording import N_, Words

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#c2649a", "#a87e00", "#3a97cf", "#6b4c9a", "#4d4d4d")
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down", "triangle-right")
"""As many as have no common factor with the colours: pairs come back after 56."""
INK, MUTED, RULE = "#1b1b1b", "#595959", "#d9d9d9"
TYPEFACE = "Liberation Sans, Arial, Helvetica, sans-serif"
Drawing = Any
"""An Altair chart of any kind: its methods are not typed."""
WIDTH = 620
"""Pixels of a chart's plot, which fills the width of A4."""
TEXT = 11
"""Pixels of every text, 12 of titles of axes."""
LONGEST_NAME = 38
"""Characters of a name in a drawing; its table has it whole."""
PERCENT = ".0%"
FIGURES = ",.12~g"
"""Thousands apart, decimals where there are any (d3-format)."""
NO_BREAK = "\u00a0\u202f"
"""Spaces within figures, which stay."""
DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Categories of Unicode that draw nothing, or turn around what follows."""
CONFIGURATION: Mapping[str, Any] = {
    "font": TYPEFACE,
    "background": "white",
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK, "titleColor": INK, "gridColor": RULE, "domainColor": MUTED,
        "tickColor": MUTED, "labelFontSize": TEXT, "titleFontSize": 12, "titleFontWeight": "normal",
        "labelLimit": 260, "labelSeparation": 8,
    },
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": TEXT, "titleFontSize": 12,
               "titleFontWeight": "normal", "orient": "top", "labelLimit": 260, "titleLimit": WIDTH},
    "header": {"labelColor": INK, "labelFontSize": TEXT, "labelLimit": 260},
    "text": {"color": INK, "fontSize": TEXT},
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
    searched and translated; the drawing carries what is drawn as its description. The table bears a name
    of its own, since a page may show the same rows elsewhere too. The look is written into the finished
    specification: Altair's own `configure` copies every part of a drawing once more.
    """
    from altair.utils import update_nested

    drawn = drawing.to_dict(validate=False)
    look = {"config": update_nested(drawn["config"], CONFIGURATION), "description": alternative}
    return Chart(
        name=name,
        title=title,
        finding=finding,
        alternative=alternative,
        table=replace(table, name=f"{name}_figures"),
        specification={**drawn, **look},
        language=language,
    )


def data(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Rows for Altair, written into the specification; texts and floats, nothing else."""
    import altair

    return altair.InlineData(values=[dict(row) for row in rows])


def layered(*drawings: Any) -> Any:
    """Drawings on top of each other."""
    import altair

    return altair.layer(*map(_plain, drawings))


def _plain(drawing: Any) -> Any:
    """The same drawing with its parts as plain data.

    Altair copies a drawing at every step, and a part with each of the dozens of settings that it
    might have.
    """
    import altair

    if not isinstance(drawing, altair.Chart):
        return drawing
    plain = drawing.copy(deep=False)
    if isinstance(drawing.mark, altair.SchemaBase):
        plain.mark = drawing.mark.to_dict(validate=False)
    if isinstance(drawing.encoding, altair.SchemaBase):
        channels = drawing.encoding.to_dict(validate=False, context={})
        plain.encoding = type(drawing.encoding)(**channels)
    return plain


def readable(written: Any, **how: Any) -> Any:
    """Texts on any ground: white around them."""
    ground = written.mark_text(**how, stroke="white", strokeWidth=3, strokeJoin="round")
    return layered(ground, written.mark_text(**how))


def shortened(name: str, most: int = LONGEST_NAME) -> str:
    """A name that fits a drawing: one line, no character that turns others around, cut at a word."""
    spaced = (" " if char.isspace() and char not in NO_BREAK else char for char in name[: 20 * most])
    drawn = (char for char in spaced if unicodedata.category(char) not in DROPPED)
    text = " ".join(part for part in "".join(drawn).split(" ") if part)
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > most // 2 else cut).rstrip(" ,;:–-") + "…"


def distinct(names: Sequence[str], most: int = 30) -> list[str]:
    """Names that fit a legend, numbered where two would look the same."""
    shown: list[str] = []
    for number, name in enumerate(names, start=1):
        text = shortened(name, most)
        shown.append(f"{text} ({number})" if text in shown else text)
    return shown


def money_title(text: str, money: str, words: Words) -> str:
    """The title of an axis of amounts, with their unit."""
    return words(N_("{what} ({unit})"), what=words(text), unit=shortened(money, 12))
