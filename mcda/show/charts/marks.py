"""Marks of several kinds: a shape and a colour for each, which say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Look = tuple[str, str]
"""Shape and colour."""


def looks(field: str, kinds: Mapping[str, Look], **legend: Any) -> dict[str, Any]:
    """How marks are drawn by the kind in their field, in the order of the legend above the drawing."""
    import altair as alt

    explained = alt.Legend(**{"title": None, **legend})
    shape, colour = (
        alt.Scale(domain=list(kinds), range=[look[place] for look in kinds.values()]) for place in (0, 1)
    )
    return {
        "shape": alt.Shape(f"{field}:N", scale=shape, legend=explained),
        "color": alt.Color(f"{field}:N", scale=colour, legend=explained),
    }
