"""GeoParquet: the metadata of the specification, and points where the places are."""

import io
import json
import struct

import pyarrow.parquet as pq

from pipelines.exports.geoparquet import as_geoparquet


def test_rows_are_places_of_articles_as_points(scope):
    table = pq.read_table(io.BytesIO(as_geoparquet(scope)))
    [row] = table.to_pylist()
    assert struct.unpack("<BIdd", row["geometry"]) == (1, 1, 37.61516, 49.71065)
    assert (row["article_id"], row["place_name"], row["is_focus"]) == ("a1", "Kupiansk", True)


def test_metadata_are_those_of_version_1_1(scope):
    metadata = json.loads(pq.read_schema(io.BytesIO(as_geoparquet(scope))).metadata[b"geo"])
    assert metadata == {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": ["Point"],
                "bbox": [37.61516, 49.71065, 37.61516, 49.71065],
            }
        },
    }


def test_without_places_the_file_is_whole_and_has_no_bounds(nothing):
    content = io.BytesIO(as_geoparquet(nothing))
    assert pq.read_table(content).num_rows == 0
    assert "bbox" not in json.loads(pq.read_schema(content).metadata[b"geo"])["columns"]["geometry"]
