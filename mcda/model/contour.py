"""Contours of partners, for a map: where a scenario has them, and what was read."""

from __future__ import annotations

from mcda.rules.base import Identifier, Record

Corner = tuple[int, int]
"""Longitude and latitude, in `UNITS` to the degree."""
Ring = tuple[Corner, ...]
"""A closed line, its first corner not repeated."""
Polygon = tuple[Ring, ...]
"""The line around, then those around holes."""
UNITS = 10_000
"""Steps of a degree: about ten metres."""


class Contours(Record):
    """Where contours are: a GeoJSON file under the scenario's folder."""

    file: str
    """Path of a GeoJSON file (longitude and latitude) in the scenario's folder or under it."""
    property: str | None = None
    """Property of a feature that bears the id of a partner; the `id` of the feature without it."""


class Contour(Record):
    """The outline of a partner, simplified to what a page can show."""

    partner: Identifier
    polygons: tuple[Polygon, ...]

    @property
    def corners(self) -> int:
        """How many corners it has."""
        return sum(len(ring) for polygon in self.polygons for ring in polygon)
