"""Points near the date line and the poles land where they are; areas are kept; outlines close."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.pictures.outlines import load_outlines
from pipelines.pictures.projections import Region, World, clipped, divided

DEGREES = st.tuples(st.floats(-180, 180), st.floats(-89, 89))


def area(ring):
    following = np.roll(ring, -1, axis=0)
    return float((ring[:, 0] * following[:, 1] - following[:, 0] * ring[:, 1]).sum()) / 2


def square(longitude, latitude, size):
    return np.array(
        [
            (longitude, latitude),
            (longitude + size, latitude),
            (longitude + size, latitude + size),
            (longitude, latitude + size),
        ]
    )


def area_on_earth(latitude, size):
    return np.radians(size) * (np.sin(np.radians(latitude + size)) - np.sin(np.radians(latitude)))


@given(DEGREES, DEGREES)
def test_a_region_keeps_distances_from_its_centre(centre, point):
    (x, y) = Region(*centre).points(np.array([point]))[0]
    a, b = np.radians(centre), np.radians(point)
    cosine = np.sin(a[1]) * np.sin(b[1]) + np.cos(a[1]) * np.cos(b[1]) * np.cos(a[0] - b[0])
    assert np.hypot(x, y) == pytest.approx(2 * np.sin(np.arccos(np.clip(cosine, -1, 1)) / 2), abs=1e-4)


@pytest.mark.parametrize(
    ("projection", "longitude", "latitude"),
    [
        *((World(middle), *corner) for middle in (11, -160) for corner in ((10, 50), (176, -10), (0, 70))),
        *((Region(0, 89), *corner) for corner in ((10, 50), (176, -10), (0, 70))),
        *((Region(20, 50), *corner) for corner in ((10, 50), (0, 70))),
        (Region(178, -17), 176, -10),
    ],
)
def test_areas_are_kept_wherever_a_square_lies(projection, longitude, latitude):
    ring = divided(np.concatenate((square(longitude, latitude, 8), square(longitude, latitude, 8)[:1])))
    drawn = sum(abs(area(part)) for part in projection.rings(ring))
    assert drawn == pytest.approx(area_on_earth(latitude, 8), rel=0.01)


def test_what_lies_on_either_side_of_the_date_line_is_near_in_a_region():
    east, west = Region(180, 0).points(np.array([[179.0, 0.0], [-179.0, 0.0]]))
    assert east[0] == pytest.approx(-np.radians(1), rel=1e-3)
    assert west[0] == pytest.approx(np.radians(1), rel=1e-3)


@given(DEGREES)
def test_the_world_shows_every_point_inside_its_edge(point):
    world = World(-160)
    (x, y) = world.points(np.array([point]))[0]
    edge = world.sphere()
    assert edge[:, 1].min() <= y <= edge[:, 1].max()
    nearest = edge[np.argsort(np.abs(edge[:, 1] - y))[:2]]
    assert abs(x) <= np.abs(nearest[:, 0]).max() + 0.05


@pytest.mark.parametrize("middle", [11, -160, 90])
def test_antarctica_covers_the_foot_of_the_world_and_no_land_spans_it_in_error(middle):
    world = World(middle)
    width = np.ptp(world.sphere()[:, 0])
    for country in load_outlines().countries:
        parts = [part for ring in country.rings for part in world.rings(ring)]
        assert parts, country.name
        if country.name == "Antarctica":
            assert min(part[:, 1].min() for part in parts) == pytest.approx(world.sphere()[:, 1].min(), abs=0.01)
        elif country.name != "Russia":
            assert max(np.ptp(part[:, 0]) for part in parts) < width / 2, country.name


def test_a_country_behind_the_horizon_is_not_drawn():
    shown = {c.name for c in load_outlines().countries if any(Region(30, 50).rings(ring) for ring in c.rings)}
    assert "Ukraine" in shown
    assert "New Zealand" not in shown


def test_a_ring_is_cut_at_an_edge():
    assert clipped(square(0, 0, 2), 0, 1, 1)[:, 0].max() == 1
    assert len(clipped(square(2, 0, 2), 0, 1, 1)) == 0
    assert len(clipped(np.empty((0, 2)), 0, 1, 1)) == 0
