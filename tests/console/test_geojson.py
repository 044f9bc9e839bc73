"""GeoJSON: positions where rows have them, cells cut at the date line and closed at the poles, rows kept without."""

import json
from itertools import pairwise

import h3
import pyarrow as pa
import pytest

from pipelines.console.geojson import NoGeometryError, as_geojson, cell_polygon


def features(**columns):
    return json.loads(as_geojson(pa.table(columns)))["features"]


@pytest.mark.parametrize("names", [("longitude", "latitude"), ("lon", "lat"), ("lng", "lat")], ids=" ".join)
def test_a_row_with_coordinates_is_a_point(names):
    [feature] = features(name=["Kupyansk"], **dict(zip(names, ([37.6], [49.7]), strict=True)))
    assert feature["geometry"] == {"type": "Point", "coordinates": [37.6, 49.7]}
    assert feature["properties"] == {"name": "Kupyansk"}


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(None, 1.0), (1.0, None), (181.0, 0.0), (0.0, 90.5), (float("nan"), 0.0)],
    ids=["no longitude", "no latitude", "beyond the date line", "beyond the pole", "no number"],
)
def test_a_row_without_a_usable_position_is_kept_without_geometry(longitude, latitude):
    columns = {
        "longitude": pa.array([longitude], pa.float64()),
        "latitude": pa.array([latitude], pa.float64()),
        "n": [float("inf")],
    }
    [feature] = features(**columns)
    assert feature["geometry"] is None
    assert feature["properties"] == {"n": None}


@pytest.mark.parametrize("position", [(180.0, 90.0), (-180.0, -90.0)], ids=["north", "south"])
def test_poles_and_date_line_are_positions(position):
    [feature] = features(longitude=[position[0]], latitude=[position[1]])
    assert feature["geometry"]["coordinates"] == list(position)


def test_rows_that_say_no_place_are_refused_with_the_columns_that_would():
    with pytest.raises(NoGeometryError, match="longitude and latitude, or h3_cell; these rows have: name"):
        as_geojson(pa.table({"name": ["x"]}))


def area(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


@pytest.mark.parametrize(
    ("latitude", "longitude", "resolution", "kind"),
    [
        pytest.param(49.7, 37.6, 7, "Polygon", id="on land"),
        pytest.param(-16.8, 179.99, 3, "MultiPolygon", id="date line from the west"),
        pytest.param(-16.8, -179.99, 3, "MultiPolygon", id="date line from the east"),
        pytest.param(89.9, 20.0, 1, "Polygon", id="north pole"),
        pytest.param(-89.9, 20.0, 1, "Polygon", id="south pole"),
    ],
)
def test_cells_are_closed_counterclockwise_rings_within_the_world(latitude, longitude, resolution, kind):
    geometry = cell_polygon(h3.latlng_to_cell(latitude, longitude, resolution))
    assert geometry["type"] == kind
    polygons = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    for [ring] in polygons:
        assert ring[0] == ring[-1]
        assert area(ring) > 0
        assert all(abs(x) <= 180 and abs(y) <= 90 for x, y in ring)
        assert max(x for x, _ in ring) - min(x for x, _ in ring) <= (360 if abs(latitude) > 80 else 30)


def test_the_halves_of_a_cut_cell_are_the_cell():
    cell = h3.latlng_to_cell(-16.8, 179.99, 3)
    halves = cell_polygon(cell)["coordinates"]
    whole = [(x if x > 0 else x + 360, y) for y, x in h3.cell_to_boundary(cell)]
    assert sum(area(ring) for [ring] in halves) == pytest.approx(area([*whole, whole[0]]))


def test_what_is_no_cell_has_no_geometry():
    assert [feature["geometry"] for feature in features(h3_cell=[None, "nowhere"])] == [None, None]
