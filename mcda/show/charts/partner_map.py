"""A map of the partners, where the scenario has contours: what each one's inhabitants get.

The map is flat: longitudes are shortened by the cosine of the middle latitude, which is right to a
few parts in a thousand over a region. It is drawn from what stands in it; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import cos, radians
from textwrap import wrap
from typing import Any

from mcda.analysis.reading import benefit_per_head, own_lines
from mcda.model.contour import UNITS, Contour, Ring
from mcda.portfolio import Portfolio
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.style import INK, MUTED, WIDTH, Drawing, chart, data, layered
from mcda.show.datatables import Column, DataTable
from mcda.wording import N_, Words

LOWEST, HIGHEST = 220, 620
"""Least and largest height, in pixels."""
LIGHT, DARK = "#eef5fb", "#7fb8de"
"""Ends of the shades; black is read on both."""
PEOPLE = 1000
"""Inhabitants to whom a figure of the map refers."""
LINE = 20
"""Characters of a line of a name."""


@dataclass(frozen=True)
class Shading:
    """What is shown of each partner on the map."""

    levels: Mapping[str, Fraction | None]
    """By partner, in order of the contours; None where it is not known."""
    heading: str
    title: str
    said: str
    """The finding: from where to where."""


def partner_map(found: Portfolio, words: Words) -> Chart | None:
    """Partners shaded by benefit per inhabitant, each with its name and its figure.

    Benefit itself where no partner has inhabitants. None where the scenario has no contours.
    """
    lines = own_lines(found)
    contours = [one for one in found.scenario.outlines if one.partner in lines]
    if not contours:
        return None
    shading = _shading(found, [one.partner for one in contours], words)
    squeeze = _squeeze(contours)
    features = [_feature(found, one, squeeze, shading, words) for one in contours]
    drawn = layered(*_layers(features, shading, words)).properties(width=WIDTH, height=_height(contours))
    return chart(
        "partner_map",
        title=words(shading.title),
        finding=finding(shading, words),
        alternative=words(
            N_("A map of the partners: each bears its name and its figure, the darker the greater.")
        ),
        table=table(found, shading, words),
        drawing=drawn.project(type="identity", reflectY=True),
        language=words.language,
    )


def _shading(found: Portfolio, partners: list[str], words: Words) -> Shading:
    lines = own_lines(found)
    heads = benefit_per_head(found.scenario, lines)
    if heads.keys() & {*partners}:
        levels = {p: PEOPLE * heads[p] if p in heads else None for p in partners}
        heading = N_("Points per 1,000 inhabitants")
        title = N_("Benefit per inhabitant, partner by partner")
        said = N_("The benefit goes from {least} to {most} points per 1,000 inhabitants.")
        return Shading(levels, heading, title, said)
    title, heading = N_("Benefit, partner by partner"), N_("Benefit (points)")
    said = N_("The benefit goes from {least} to {most} points.")
    return Shading({p: lines[p].benefit for p in partners}, heading, title, said)


# ---------------------------------------------------------------- drawing


def _squeeze(contours: list[Contour]) -> float:
    """Length of a degree of longitude in the middle of the map, that of a latitude being 1."""
    latitudes = [y for one in contours for polygon in one.polygons for ring in polygon for _, y in ring]
    return cos(radians((min(latitudes) + max(latitudes)) / 2 / UNITS))


def _height(contours: list[Contour]) -> int:
    """Pixels that a map as wide as the page needs."""
    corners = [
        corner for one in contours for polygon in one.polygons for ring in polygon for corner in ring
    ]
    wide, high = (max(c[n] for c in corners) - min(c[n] for c in corners) for n in (0, 1))
    across = wide * _squeeze(contours)
    return round(min(max(WIDTH * high / across, LOWEST), HIGHEST)) if across else LOWEST


def _feature(
    found: Portfolio, contour: Contour, squeeze: float, shading: Shading, words: Words
) -> Mapping[str, Any]:
    """A partner as GeoJSON, with its figure and where to write it."""
    level = shading.levels[contour.partner]
    name = labels.partner(found.scenario, contour.partner, words)
    figure = "–" if level is None else words.fixed(level, 2)
    around = max((polygon[0] for polygon in contour.polygons), key=lambda ring: abs(_area(ring)))
    x, y = _middle(around)
    return {
        "type": "Feature",
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [
                [_flat(ring, squeeze) for ring in polygon] for polygon in contour.polygons
            ],
        },
        "level": None if level is None else float(level),
        "name": name,
        "figure": figure,
        "said": [*wrap(name, LINE, max_lines=2, placeholder=" …"), figure],
        "x": x * squeeze,
        "y": y,
    }  # fmt: skip


def _flat(ring: Ring, squeeze: float) -> list[list[int]]:
    """A closed ring on the page."""
    return [[round(x * squeeze), y] for x, y in (*ring, ring[0])]


def _area(ring: Ring) -> int:
    """Twice the signed area within a ring."""
    following = (*ring[1:], ring[0])
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, following, strict=True))


def _middle(ring: Ring) -> tuple[float, float]:
    """Centre of gravity of what a ring surrounds; mean of its corners where that is nothing."""
    area = _area(ring)
    if not area:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    following = (*ring[1:], ring[0])
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, following, strict=True)]
    x = sum((a[0] + b[0]) * across for a, b, across in pairs) / (3 * area)
    return x, sum((a[1] + b[1]) * across for a, b, across in pairs) / (3 * area)


def _layers(features: list[Mapping[str, Any]], shading: Shading, words: Words) -> Iterator[Drawing]:
    """The areas, then their names over a light outline."""
    import altair as alt

    heading = words(shading.heading)
    tips = [
        alt.Tooltip("name:N", title=words(N_("Partner"))),
        alt.Tooltip("figure:N", title=heading),
    ]
    scale = alt.Scale(range=[LIGHT, DARK])
    areas = alt.Chart(data(features)).mark_geoshape(stroke=MUTED, strokeWidth=1)
    shade = alt.condition(
        "isValid(datum.level)", alt.Color("level:Q", title=heading, scale=scale), alt.value("#ffffff")
    )
    yield areas.encode(color=shade, tooltip=tips)
    keys = ("said", "x", "y")
    names = alt.Chart(data([{key: one[key] for key in keys} for one in features]))
    names = names.encode(
        longitude=alt.Longitude("x:Q"), latitude=alt.Latitude("y:Q"), text=alt.Text("said:N")
    )
    yield names.mark_text(
        fontSize=11,
        lineHeight=13,
        dy=-9,
        stroke="white",
        strokeWidth=3,
        strokeJoin="round",
        opacity=0.8,
    )
    yield names.mark_text(fontSize=11, lineHeight=13, dy=-9, color=INK)


# ---------------------------------------------------------------- words and figures


def finding(shading: Shading, words: Words) -> str:
    """From where to where the figures go; no partner is named."""
    known = [level for level in shading.levels.values() if level is not None]
    least, most = (words.fixed(level, 2) for level in (min(known), max(known)))
    return words(shading.said, least=least, most=most)


def table(found: Portfolio, shading: Shading, words: Words) -> DataTable:
    """The figure of each partner on the map; how many have no contour below."""
    columns = (Column(words(N_("Partner"))), Column(words(shading.heading), "number"))
    rows = tuple(
        (labels.partner(found.scenario, partner, words), level)
        for partner, level in shading.levels.items()
    )
    missing = [partner for partner in own_lines(found) if partner not in shading.levels]
    one, many = N_("{n} partner has no contour."), N_("{n} partners have no contour.")
    note = words.plural(one, many, len(missing)) if missing else ""
    return DataTable("partner_map", words(shading.title), columns, rows, note=note)
