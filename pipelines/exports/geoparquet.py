"""GeoParquet 1.1: a row per article and place that it means, with the place as a point. QGIS, GDAL and GeoPandas read it."""

import io
import json
import struct
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.exports.scope import Scope

VERSION = "1.1.0"
GEOMETRY = "geometry"
_WKB_POINT = struct.Struct("<BIdd")
LITTLE_ENDIAN, POINT = 1, 1
"""Codes of well-known binary: byte order and kind of geometry."""
_SCHEMA = pa.schema(
    [
        ("article_id", pa.string()),
        ("published_date", pa.date32()),
        ("source_code", pa.string()),
        ("headline", pa.string()),
        ("place_id", pa.string()),
        ("place_name", pa.string()),
        ("country_code", pa.string()),
        ("feature_code", pa.string()),
        ("mention_count", pa.int64()),
        ("literal_count", pa.int64()),
        ("focus_score", pa.float64()),
        ("is_focus", pa.bool_()),
        (GEOMETRY, pa.binary()),
    ]
)


def as_geoparquet(scope: Scope) -> bytes:
    """Return a Parquet file with the `geo` metadata of the specification; coordinates are longitude and latitude, WGS 84."""
    rows, positions = [], []
    for article in scope.articles:
        for place in scope.of("places", article["article_id"]):
            positions.append((place["longitude"], place["latitude"]))
            point = _WKB_POINT.pack(LITTLE_ENDIAN, POINT, *positions[-1])
            merged: dict[str, Any] = {**article, **place, GEOMETRY: point}
            rows.append({name: merged[name] for name in _SCHEMA.names})
    table = pa.Table.from_pylist(rows, schema=_SCHEMA)
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(_metadata(positions))}), buffer, compression="zstd")
    return buffer.getvalue()


def _metadata(positions: list[tuple[float, float]]) -> dict[str, Any]:
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if positions:
        x, y = zip(*positions, strict=True)
        column["bbox"] = [min(x), min(y), max(x), max(y)]
    return {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
