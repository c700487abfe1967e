"""An SVG as Vega writes it, without what draws nothing: half the size, the same picture."""

from __future__ import annotations

import re
from html import escape

from mcda.show.charts.style import TYPEFACE

TAG = re.compile(r"<[^<>]*>")
EMPTY = re.compile(r'<path class="(?:background|foreground)"(?:(?! (?:fill|stroke)=)[^<>])*/>')
"""Grounds of groups that have neither colour nor line."""
SILENT = re.compile(
    r' (?:pointer-events="none"|opacity="1"|fill-opacity="1"|stroke-width="1"|role="[^"]*"|class="[^"]*"'
    r'|aria-\w+="[^"]*"|xmlns:xlink="[^"]*"|version="1.1"|text-anchor="start"'
    rf'|font-family="{re.escape(TYPEFACE)}"|transform="translate\(0,0\)")'
)
"""What is so anyway; words for programs that read drawings aloud, in English whatever the language."""
LONG = re.compile(r"-?\d+\.\d\d+")
BARE = re.compile(r"<g>((?:(?!</?g\b).)*)</g>")
"""A group that says nothing, of marks."""


def compact(svg: str, name: str) -> str:
    """The same drawing, shorter; `name` is what it is called by those who do not see it.

    Coordinates are to the tenth of a pixel. Texts between tags stay as they are.
    """
    short = TAG.sub(_tag, EMPTY.sub("", svg))
    while (bare := BARE.sub(r"\1", short)) != short:
        short = bare
    label = escape(name)
    return short.replace("<svg", f'<svg role="img" aria-label="{label}" font-family="{TYPEFACE}"', 1)


def _tag(found: re.Match[str]) -> str:
    return LONG.sub(
        lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), SILENT.sub("", found[0])
    )
