"""Contours of partners: what is read of a GeoJSON file, and what planners are told."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tiny import judge, tiny

from mcda.errors import InvalidScenario, Problem
from mcda.files.read import check, read
from mcda.files.write import write
from mcda.model.contour import UNITS, Contour
from mcda.optimise.solve import solve
from mcda.show.charts.partner_map import partner_map
from mcda.show.charts.render import svg
from mcda.wording import words

EXAMPLE = Path(__file__).parents[2] / "scenarios" / "brest"
IDS = ("BM", "CKB", "HCO", "MAC", "POH", "RMC")
Feature = dict[str, Any]


def square(west: float, south: float, side: float = 0.2) -> list[list[float]]:
    east, north = west + side, south + side
    return [
        [west, south],
        [(west + east) / 2, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
    ]


def feature(name: Any, geometry: Any = None, **more: Any) -> Feature:
    at = IDS.index(name) if name in IDS else 0
    shape = geometry or {"type": "Polygon", "coordinates": [square(-4 + 0.2 * at, 48)]}
    return {"type": "Feature", "properties": {"code": name}, "geometry": shape, **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "s"))


def supply(
    folder: Path, content: Any, setting: str = "{file: contours.geojson, property: code}"
) -> Path:
    """A scenario with these contours: features, or the text of the file."""
    text = content if isinstance(content, str) else json.dumps({"features": content})
    (folder / "contours.geojson").write_text(text, encoding="utf-8")
    yaml = folder / "scenario.yaml"
    yaml.write_text(yaml.read_text(encoding="utf-8") + f"\ncontours: {setting}\n", encoding="utf-8")
    return folder


def codes(folder: Path) -> set[str]:
    return {
        p.code for p in check(f"{folder}") if p.code[1:3] in ("44", "07") or p.code in ("E060", "E068")
    }


EVERYBODY = [feature(name) for name in IDS]


def test_contours_are_outlines_in_whole_units_without_needless_corners(folder: Path) -> None:
    scenario = read(supply(folder, [*EVERYBODY, feature("nobody")]))
    assert [one.partner for one in scenario.outlines] == [*IDS]
    first = scenario.outlines[0]
    west, south, side = -4 * UNITS, 48 * UNITS, UNITS // 5
    ((ring,),) = first.polygons
    step = 10  # of the grid: six squares side by side are 1.2 degrees wide
    assert len(ring) == 4, "the corner in the middle of a side says nothing"
    assert all(
        abs(x - at) <= step and abs(y - up) <= step
        for (x, y), (at, up) in zip(
            ring,
            [(west, south), (west + side, south), (west + side, south + side), (west, south + side)],
            strict=True,
        )
    )
    assert codes(folder) == set()


def test_neighbours_keep_their_common_border(folder: Path) -> None:
    outlines = {one.partner: one for one in read(supply(folder, EVERYBODY)).outlines}
    one, other = ({*outlines[name].polygons[0][0]} for name in ("BM", "CKB"))
    assert len(one & other) == 2


def test_points_and_lines_are_left_aside_and_parts_put_together(folder: Path) -> None:
    parts = {"type": "MultiPolygon", "coordinates": [[square(-3, 47)], [square(-3.5, 47)]]}
    point = feature("BM", {"type": "Point", "coordinates": [-4, 48]})
    scenario = read(supply(folder, [*EVERYBODY, point, feature("BM", parts)]))
    assert len(scenario.outlines[0].polygons) == 3


def test_the_id_of_a_feature_serves_where_no_property_is_named(folder: Path) -> None:
    features = [feature(None, id=name) for name in IDS]
    assert len(read(supply(folder, features, "{file: contours.geojson}")).outlines) == 6


LAMBERT = {
    "type": "Polygon",
    "coordinates": [[[142000.0, 6837000.0], [143000.0, 6837000.0], [142000.0, 1.0]]],
}


@pytest.mark.parametrize(
    ("content", "setting", "expected"),
    [
        ("{", "{file: contours.geojson}", "E440"),
        ("[1, 2]", "{file: contours.geojson}", "E440"),
        ("[" * 100_000, "{file: contours.geojson}", "E440"),
        ('{"features": [1]}', "{file: contours.geojson}", "E440"),
        (EVERYBODY, "{file: contours.geojson}", "E441"),
        (EVERYBODY, "{file: contours.geojson, property: cod}", "E441"),
        ([feature("nobody")], "{file: contours.geojson, property: code}", "E442"),
        ([feature("BM", {"type": "Polygon", "coordinates": [[["x", 1]]]})], None, "E443"),
        ([feature("BM", {"type": "Polygon", "coordinates": 3})], None, "E443"),
        ([feature("BM", LAMBERT)], None, "E444"),
        ('{"features": [{"properties": {"code": "BM"}, "geometry": {"type": "Polygon", '
         '"coordinates": [[[NaN, 1e999]]]}}]}', None, "E444"),
        (EVERYBODY, "{file: other.geojson}", "E060"),
        (EVERYBODY, "{file: ../../contours.geojson}", "E068"),
        (EVERYBODY, "{file: /etc/passwd}", "E068"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_contours_is_told(
    folder: Path, content: Any, setting: str | None, expected: str
) -> None:
    supply(folder, content, setting or "{file: contours.geojson, property: code}")
    assert expected in codes(folder)
    with pytest.raises(InvalidScenario):
        read(folder)


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    outside = folder.parent / "outside.geojson"
    outside.write_text(json.dumps({"features": EVERYBODY}), encoding="utf-8")
    supply(folder, EVERYBODY)
    (folder / "contours.geojson").unlink()
    (folder / "contours.geojson").symlink_to(outside)
    assert codes(folder) == {"E068"}


def test_a_wrong_property_is_met_with_a_suggestion(folder: Path) -> None:
    supply(folder, EVERYBODY, "{file: contours.geojson, property: cod}")
    assert [p.suggestion for p in check(f"{folder}") if p.code == "E441"] == ["code"]


def test_a_partner_without_contour_is_a_warning(folder: Path) -> None:
    supply(folder, EVERYBODY[1:])
    assert codes(folder) == {"W071"}
    assert [p.value for p in check(f"{folder}") if p.code == "W071"] == ["BM"]
    assert len(read(folder).outlines) == 5


def test_a_folder_takes_its_contours_along_and_a_workbook_says_it_cannot(folder: Path) -> None:
    supply(folder, EVERYBODY)
    again = write(folder, folder.parent / "again")
    assert read(again).outlines == read(folder).outlines
    told: list[Problem] = []
    write(folder, folder.parent / "s.xlsx", warn=told.append)
    assert [(problem.code, problem.value) for problem in told] == [("W072", "contours.geojson")]
    scenario = read(folder.parent / "s.xlsx")
    assert scenario.contours is None
    assert scenario.outlines == ()


def test_a_file_named_by_a_roundabout_way_is_written_inside_the_target(folder: Path) -> None:
    supply(folder, EVERYBODY, f"{{file: ../{folder.name}/contours.geojson, property: code}}")
    again = write(folder, folder.parent / "deep" / "again")
    assert (again / "contours.geojson").is_file()
    assert not (folder.parent / "deep" / folder.name).exists()
    assert len(read(again).outlines) == 6


# ---------------------------------------------------------------- the map


def test_the_map_shows_the_benefit_of_a_thousand_inhabitants(folder: Path) -> None:
    found = solve(read(supply(folder, EVERYBODY)))
    for language, mark in (("en", "."), ("fr", ",")):
        drawn = partner_map(found, words(language))
        assert drawn is not None
        features = [
            row for rows in drawn.specification["datasets"].values() for row in rows if "type" in row
        ]
        shown = {row["name"]: row["level"] for row in features}
        levels = {
            line.partner: 1000
            * line.benefit
            / (found.scenario.partner_by_id[line.partner].population or 1)
            for line in found.ledger.partners
        }
        assert sorted(shown.values()) == sorted(map(float, levels.values()))
        assert sorted(row[1] for row in drawn.table.rows) == sorted(levels.values())
        most = words(language).fixed(max(levels.values()), 2)
        assert mark in most
        assert most in drawn.finding
        assert any(most in row["said"] for row in features)


def test_a_name_with_markup_is_text_on_the_map_and_without_contours_there_is_none() -> None:
    found = judge(tiny({}, U={"name": "<b>Town</b>"}), "A1 A2")
    assert partner_map(found, words("en")) is None
    ring = ((0, 0), (900, 0), (900, 700))
    outlines = (Contour(partner="U", polygons=((ring,),)),)
    mapped = replace(found, scenario=found.scenario.changed(outlines=outlines))
    drawn = partner_map(mapped, words("en"))
    assert drawn is not None
    assert drawn.table.note == "2 partners have no contour."
    picture = svg(drawn)
    assert "<b>" not in picture
    assert "&lt;b" in picture
