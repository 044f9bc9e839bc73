"""Compile Natural Earth's 110m countries, as world-atlas packs them, into the file that ships.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m pipelines.training.maps.outlines package/countries-110m.json pipelines/models/maps/countries.json

Coordinates are kept to a hundredth of a degree (about 1 km, the data set's own precision at this scale), arcs as differences.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pycountry

UNITS_PER_DEGREE = 100
NAMED = {"Kosovo": "XK"}
"""Countries that world-atlas has without a number and that the gazetteer has a code for."""


def main(source: Path, target: Path) -> None:
    """Write the compact file."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    compact = {
        "units_per_degree": UNITS_PER_DEGREE,
        "arcs": [_arc(arc, topology["transform"]) for arc in topology["arcs"]],
        "countries": sorted(
            (_country(geometry) for geometry in topology["objects"]["countries"]["geometries"]),
            key=lambda country: country["name"],
        ),
    }
    target.write_text(json.dumps(compact, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(
        f"{target}: {target.stat().st_size:,} bytes, {len(compact['arcs'])} arcs, {len(compact['countries'])} countries"
    )


def _arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[int]:
    """One flat list: the first point, then differences, in units; points that fall together are one."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    points: list[tuple[int, int]] = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        degrees = (x * scale_x + shift_x, y * scale_y + shift_y)
        point = (round(degrees[0] * UNITS_PER_DEGREE), round(degrees[1] * UNITS_PER_DEGREE))
        if not points or point != points[-1]:
            points.append(point)
    before = [(0, 0), *points[:-1]]
    return [number for (x, y), (was_x, was_y) in zip(points, before, strict=True) for number in (x - was_x, y - was_y)]


def _country(geometry: dict[str, Any]) -> dict[str, Any]:
    """Name, ISO 3166 code (empty where there is none) and polygons as rings of arc numbers."""
    name = geometry["properties"]["name"]
    found = pycountry.countries.get(numeric=geometry["id"]) if geometry.get("id") else None
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return {"name": name, "code": found.alpha_2 if found else NAMED.get(name, ""), "polygons": polygons}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
