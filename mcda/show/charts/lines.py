"""Charts whose lines are named: names at the left, marks on a line each, figures at their ends.

Lines are numbered, so that two of the same name stay two, and no name is taken for a setting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mcda.show.charts.style import INK, data, layered, readable, shortened

HEIGHT = 22
"""Pixels of a line."""
MOST_LINES = 60
"""More are not drawn; the table has them all."""


@dataclass(frozen=True)
class Line:
    """The name of a line; a heading stands above others."""

    name: str
    is_heading: bool = False


def place(number: int) -> Any:
    """The vertical place of every mark: its field `line`, of so many lines."""
    import altair as alt

    scale = alt.Scale(domain=list(range(number)), paddingInner=0.3, paddingOuter=0.15)
    return alt.Y("line:O", axis=None, scale=scale)


def height(number: int, line: int = HEIGHT) -> int:
    """Pixels of a plot with so many lines."""
    return line * max(number, 1)


def names(lines: Sequence[Line], most: int | None = None) -> Any:
    """The names at the left of a plot, headings at the very left in bold."""
    import altair as alt

    cut = {} if most is None else {"most": most}
    rows = [
        {"line": number, "name": shortened(line.name, **cut), "heading": line.is_heading}
        for number, line in enumerate(lines)
    ]
    base = alt.Chart(data(rows)).encode(
        x=alt.value(0), y=place(len(lines)), text=alt.Text("name:N"), color=alt.value(INK)
    )
    plain = base.transform_filter("!datum.heading").mark_text(align="right", dx=-8)
    if not any(line.is_heading for line in lines):
        return plain
    bold = base.transform_filter("datum.heading").mark_text(align="right", dx=-8, fontWeight="bold")
    return layered(plain, bold)


def figures(rows: Sequence[dict[str, Any]], field: str, number: int) -> Any:
    """What is written at `field`, behind the ends of bars: the field `figure`, readable anywhere."""
    import altair as alt

    base = alt.Chart(data(rows)).encode(
        x=alt.X(f"{field}:Q"), y=place(number), text=alt.Text("figure:N")
    )
    return readable(base, align="left", dx=5)
