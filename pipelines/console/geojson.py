"""Rows as GeoJSON (RFC 7946): points where there are coordinates, hexagons where there are H3 cells."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import h3
import pyarrow as pa

from pipelines.console.printing import json_value

COORDINATE_NAMES = (("longitude", "latitude"), ("lon", "lat"), ("lng", "lat"))
CELL_NAME = "h3_cell"
POLE_DEGREES = 90.0
HALF_TURN = 180.0

Position = tuple[float, float]
Geometry = dict[str, Any] | None


class NoGeometryError(ValueError):
    """The rows have no column that says where they are; the message says which would."""


def as_geojson(rows: pa.Table) -> str:
    """Return a feature per row; rows without a usable position have no geometry and are kept.

    Raises:
        NoGeometryError: If no column says where a row is.
    """
    used, geometry = _geometry_of(rows.column_names)
    features = [
        {
            "type": "Feature",
            "geometry": geometry(row),
            "properties": {name: json_value(value) for name, value in row.items() if name not in used},
        }
        for row in rows.to_pylist()
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, default=str, indent=1) + "\n"


def _geometry_of(names: Sequence[str]) -> tuple[frozenset[str], Callable[[Mapping[str, Any]], Geometry]]:
    for x, y in COORDINATE_NAMES:
        if x in names and y in names:
            return frozenset((x, y)), partial(_point_of, x=x, y=y)
    if CELL_NAME in names:
        return frozenset(), lambda row: cell_polygon(row[CELL_NAME])
    raise NoGeometryError(
        f"geojson needs columns longitude and latitude, or {CELL_NAME}; these rows have: {', '.join(names)}"
    )


def _point_of(row: Mapping[str, Any], *, x: str, y: str) -> Geometry:
    longitude, latitude = row[x], row[y]
    if not isinstance(longitude, int | float) or not isinstance(latitude, int | float):
        return None
    if not (abs(longitude) <= HALF_TURN and abs(latitude) <= POLE_DEGREES):
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}


def cell_polygon(cell: str | None) -> Geometry:
    """Return the outline of an H3 cell, cut at the date line where it crosses it; None for what is no cell."""
    if not cell or not h3.is_valid_cell(cell):
        return None
    ring = [(longitude, latitude) for latitude, longitude in h3.cell_to_boundary(cell)]
    turned = _turned(ring)
    if abs(turned[-1][0] - turned[0][0]) > HALF_TURN:
        return _around_a_pole(turned)
    west, east = min(x for x, _ in turned), max(x for x, _ in turned)
    if west >= -HALF_TURN and east <= HALF_TURN:
        return {"type": "Polygon", "coordinates": [_closed(turned)]}
    line = HALF_TURN if east > HALF_TURN else -HALF_TURN
    beyond = [(x - 2 * line, y) for x, y in _clipped(turned, line, is_below=line < 0)]
    inside = _clipped(turned, line, is_below=line > 0)
    return {"type": "MultiPolygon", "coordinates": [[_closed(inside)], [_closed(beyond)]]}


def _turned(ring: Sequence[Position]) -> list[Position]:
    """The ring with longitudes that run on past the date line; its first corner again at its end shows a full turn."""
    turned = [ring[0]]
    for x, y in (*ring[1:], ring[0]):
        last = turned[-1][0]
        turned.append((x + 360 * round((last - x) / 360), y))
    return turned if abs(turned[-1][0] - turned[0][0]) > HALF_TURN else turned[:-1]


def _around_a_pole(turned: Sequence[Position]) -> Geometry:
    """A cell that holds a pole: its corners from west to east, closed along the pole."""
    pole = POLE_DEGREES if turned[0][1] > 0 else -POLE_DEGREES
    corners = sorted((((x + HALF_TURN) % 360) - HALF_TURN, y) for x, y in turned[:-1])
    (x0, y0), (x1, y1) = corners[-1], corners[0]
    share = (HALF_TURN - x0) / (x1 + 360 - x0)
    height = y0 + share * (y1 - y0)
    outline = [(-HALF_TURN, height), *corners, (HALF_TURN, height), (HALF_TURN, pole), (-HALF_TURN, pole)]
    return {"type": "Polygon", "coordinates": [_closed(outline if pole > 0 else outline[::-1])]}


def _clipped(ring: Sequence[Position], line: float, *, is_below: bool) -> list[Position]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman 1974)."""
    kept: list[Position] = []
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        is_in, is_next_in = (x0 <= line, x1 <= line) if is_below else (x0 >= line, x1 >= line)
        if is_in:
            kept.append((x0, y0))
        if is_in != is_next_in:
            kept.append((line, y0 + (line - x0) / (x1 - x0) * (y1 - y0)))
    return kept


def _closed(ring: Sequence[Position]) -> list[list[float]]:
    return [list(position) for position in (*ring, ring[0])]
