"""Problems of the contours of partners, for a map: E44x, W070 to W072."""

from __future__ import annotations

from mcda.problems.words import KNOWN, Wording
from mcda.wording import N_

CONTOURS: dict[str, Wording] = {
    "E440": Wording(
        N_("“{value}” is not GeoJSON."),
        N_("Export the layer as GeoJSON, in longitude and latitude (WGS 84)."),
    ),
    "E441": Wording(N_("no contour has “{value}”, which should bear the id of a partner."), KNOWN),
    "E442": Wording(
        N_("“{value}” is never the id of a partner; contours have: {seen}."),
        N_("Name the property that bears the ids: {known}."),
    ),
    "E443": Wording(
        N_("the contour of {value} is damaged: not a list of points."), N_("Export the layer again.")
    ),
    "E444": Wording(
        N_("the contour of {value} is not in longitude and latitude."),
        N_("Export the layer in WGS 84 (EPSG:4326), not in Lambert 93."),
    ),
    "W070": Wording(
        N_("contours are read only beside scenario.yaml: no map will be drawn from “{value}”."),
        N_("Convert the scenario to a folder and put the file into it, or remove “contours”."),
    ),
    "W071": Wording(N_("no contour for: {value}."), N_("They will be missing on the map.")),
    "W072": Wording(
        N_("a file of this kind holds no contours: “{value}” was left out."),
        N_("Convert to a folder to keep the map."),
    ),
}
