"""Contours of partners from a GeoJSON file: only outlines are kept, simplified to what a page shows.

Corners are set on a grid common to all partners, so that shared borders stay shared. Nothing is
computed from them: they are for a map.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from mcda.errors import Place, Problem
from mcda.files.cells import nearest
from mcda.files.csv_table import read_text
from mcda.files.draft import listed
from mcda.files.tree import Tree
from mcda.model.contour import UNITS, Contour, Contours, Corner, Polygon, Ring

LARGEST = 16_000_000
"""Most bytes of the file."""
GRID = 1_200
"""Steps of the grid across the larger side of all contours: finer is not seen on a page."""
LEAST = 3
"""Corners of the smallest ring."""
Read = tuple[tuple[Contour, ...], list[Problem]]


class NotAPolygonError(Exception):
    """A geometry that cannot be drawn; its argument is a code of a problem."""


def read_contours(
    asked: Contours | None, folder: Path | None, tree: Tree, partners: Mapping[str, bool]
) -> Read:
    """The contours of partners, sorted, with everything that is wrong.

    Parameters
    ----------
    folder
        That of the scenario; None where it has none: nothing is read then, which is a warning (W070).
    partners
        Whether a contour is missed (W071) of each partner that may have one. A contour of nobody is
        left aside.
    """
    if asked is None:
        return (), []
    at = tree.place(("contours", "file"))
    if folder is None:
        return (), [Problem("W070", at, asked.file)]
    path = (folder / asked.file).resolve()
    if not path.is_relative_to(folder.resolve()):
        return (), [Problem("E068", at, asked.file)]
    if not path.is_file():
        beside = [entry.name for entry in folder.glob("*json")]
        return (), [Problem("E060", at, asked.file, {}, nearest(asked.file, beside))]
    text = read_text(path, asked.file, LARGEST)
    if isinstance(text, Problem):
        return (), [text]
    features = _features(text, asked.file)
    if isinstance(features, Problem):
        return (), [features]
    return _of_partners(features, asked, tree, partners)


def files_beside(settings: Mapping[str, Any], folder: Path | None) -> dict[str, bytes]:
    """The file of contours that settings name, by its path under the scenario's folder.

    None where there is no such file: what is written then says nothing of contours.
    """
    asked = settings.get("contours")
    if folder is None or not isinstance(asked, Mapping):
        return {}
    path = (folder / str(asked.get("file"))).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return {}
    return {path.relative_to(folder.resolve()).as_posix(): path.read_bytes()}


def with_contours_at(settings: Mapping[str, Any], path: str | None) -> dict[str, Any]:
    """Settings whose contours are at a path; without contours where there is none."""
    own = {key: value for key, value in settings.items() if key != "contours"}
    return own if path is None else {**own, "contours": {**settings["contours"], "file": path}}


# ---------------------------------------------------------------- the file


def _features(text: str, file: str) -> list[Mapping[str, Any]] | Problem:
    """The features of a collection, or of one alone."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        return Problem("E440", Place(file, row=error.lineno), file)
    except (ValueError, RecursionError):
        return Problem("E440", Place(file), file)
    found = content.get("features", [content]) if isinstance(content, Mapping) else None
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        return Problem("E440", Place(file), file)
    return found


def _of_partners(
    features: list[Mapping[str, Any]], asked: Contours, tree: Tree, partners: Mapping[str, bool]
) -> Read:
    names = [_name(feature, asked) for feature in features]
    if all(name is None for name in names):
        return (), [_nameless(features, asked, tree)]
    if not partners.keys() & {*names}:
        seen = listed(sorted({name[:40] for name in names if name is not None}), 5)
        details = {"seen": seen, "known": listed(sorted(partners))}
        return (), [Problem("E442", Place(asked.file), asked.property or "id", details)]
    shapes: dict[str, list[Polygon]] = {}
    problems: list[Problem] = []
    for name, feature in zip(names, features, strict=True):
        if name is None or name not in partners:
            continue
        try:
            shapes.setdefault(name, []).extend(_polygons(feature.get("geometry")))
        except NotAPolygonError as error:
            problems.append(Problem(str(error), Place(asked.file), name))
    contours = _simplified(shapes)
    told = {one.partner for one in contours} | {problem.value for problem in problems}
    left = sorted(partner for partner, missed in partners.items() if missed and partner not in told)
    if left:
        problems.append(Problem("W071", Place(asked.file), listed(left)))
    return contours, problems


def _name(feature: Mapping[str, Any], asked: Contours) -> str | None:
    """The id that a feature bears, as a text: codes may be written as numbers."""
    if asked.property is None:
        value = feature.get("id")
    else:
        properties = feature.get("properties")
        value = properties.get(asked.property) if isinstance(properties, Mapping) else None
    is_name = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value).strip() if is_name else None


def _nameless(features: list[Mapping[str, Any]], asked: Contours, tree: Tree) -> Problem:
    """No feature has what should bear the id of a partner."""
    kept = (feature.get("properties") for feature in features)
    known = sorted({str(key) for one in kept if isinstance(one, Mapping) for key in one})
    wanted = asked.property or "id"
    at = tree.place(("contours", "property" if asked.property else "file"))
    return Problem("E441", at, wanted, {"known": listed(known) or "–"}, nearest(wanted, known))


# ---------------------------------------------------------------- polygons


def _polygons(geometry: Any) -> Iterator[Polygon]:
    """The polygons of a geometry; points and lines are left aside."""
    if not isinstance(geometry, Mapping):
        return
    coordinates, kind = geometry.get("coordinates"), geometry.get("type")
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        return
    for polygon in _listed(coordinates):
        yield tuple(tuple(_corner(point) for point in _listed(ring)) for ring in _listed(polygon))


def _listed(coordinates: Any) -> list[Any]:
    if not isinstance(coordinates, list):
        raise NotAPolygonError("E443")
    return coordinates


def _corner(point: Any) -> Corner:
    """Longitude and latitude in whole units; a height is left aside."""
    numbers = _listed(point)[:2]
    if len(numbers) < 2 or not all(
        isinstance(n, float | int) and not isinstance(n, bool) for n in numbers
    ):
        raise NotAPolygonError("E443")
    longitude, latitude = numbers
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):  # also where one of them is no number
        raise NotAPolygonError("E444")
    return round(longitude * UNITS), round(latitude * UNITS)


def _simplified(shapes: Mapping[str, list[Polygon]]) -> tuple[Contour, ...]:
    """The contours on a common grid; what is smaller than a cell of it disappears."""
    corners = [corner for polygons in shapes.values() for p in polygons for ring in p for corner in ring]
    if not corners:
        return ()
    sides = [max(corner[n] for corner in corners) - min(corner[n] for corner in corners) for n in (0, 1)]
    step = max(1, max(sides) // GRID)
    contours = []
    for partner, polygons in sorted(shapes.items()):
        kept = [_on_grid(polygon, step) for polygon in polygons]
        if any(kept):
            contours.append(Contour(partner=partner, polygons=tuple(p for p in kept if p)))
    return tuple(contours)


def _on_grid(polygon: Polygon, step: int) -> Polygon:
    """A polygon without what is too small to see; empty if that is all of it."""
    rings = [_ring_on_grid(ring, step) for ring in polygon]
    return tuple(ring for ring in rings if ring) if rings and rings[0] else ()


def _ring_on_grid(ring: Ring, step: int) -> Ring:
    """Corners on the grid, none that repeats the one before or lies on a straight line."""
    snapped = [(round(x / step) * step, round(y / step) * step) for x, y in ring]
    kept: list[Corner] = []
    for corner in chain(snapped, snapped[:1]):
        if kept and corner == kept[-1]:
            continue
        while len(kept) >= 2 and _is_straight(kept[-2], kept[-1], corner):
            kept.pop()
        kept.append(corner)
    closed = kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept
    return tuple(closed) if len(closed) >= LEAST else ()


def _is_straight(one: Corner, middle: Corner, other: Corner) -> bool:
    across = (middle[0] - one[0]) * (other[1] - one[1]) - (middle[1] - one[1]) * (other[0] - one[0])
    return across == 0
