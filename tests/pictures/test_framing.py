"""A map shows what its points fill: a region, over the date line and a pole too, or the world."""

import numpy as np
import pytest

from pipelines.pictures.framing import WIDTH, enclosing_cap, frame_of

UKRAINE = [(37.6, 49.7), (30.5, 50.4), (35.2, 47.8)]
PACIFIC = [(178.4, -18.1), (-171.8, -13.8), (174.7, -36.8)]
ARCTIC = [(15.6, 78.2), (-156.8, 71.3), (128.8, 71.6)]
SOUTH_POLE = [(0.0, -90.0), (166.7, -77.8)]
EVERYWHERE = [(-71.6, -33.0), (135.7, 35.0), (2.3, 48.9), (151.2, -33.9), (-74.0, 40.7)]


@pytest.mark.parametrize(
    ("points", "is_world", "most_km"),
    [
        pytest.param(UKRAINE, False, 1_200, id="a country"),
        pytest.param(PACIFIC, False, 6_000, id="over the date line"),
        pytest.param(ARCTIC, False, 8_000, id="around the pole"),
        pytest.param(SOUTH_POLE, False, 4_000, id="a pole itself"),
        pytest.param(UKRAINE[:1], False, 701, id="one point"),
        pytest.param(EVERYWHERE, True, 41_000, id="the world"),
        pytest.param([], True, 41_000, id="nothing"),
    ],
)
def test_the_frame_is_as_wide_as_the_points_need(points, is_world, most_km):
    degrees = np.array(points).reshape(-1, 2)
    frame = frame_of(degrees)
    assert frame.is_world is is_world
    assert frame.km_per_pixel * WIDTH <= most_km
    at = frame.at(degrees)
    assert ((at > 0) & (at < [WIDTH, frame.height])).all()
    assert 0.4 * WIDTH < frame.height < 0.75 * WIDTH


def test_the_world_is_cut_where_no_point_is():
    frame = frame_of(np.array([*EVERYWHERE, (-170.0, 60.0), (178.0, -18.0)]))
    x = frame.at(np.array([(-170.0, 60.0), (178.0, -18.0)]))[:, 0]
    assert ((x > 20) & (x < WIDTH - 20)).all()


def test_the_cap_holds_all_points_and_little_more():
    (_, latitude), radius = enclosing_cap(np.array([(0.0, 0.0), (0.0, 20.0), (5.0, 10.0)]))
    assert (latitude, radius) == (pytest.approx(10, abs=0.5), pytest.approx(10, abs=0.5))


def test_opposite_points_have_a_cap_too():
    assert enclosing_cap(np.array([(0.0, 0.0), (180.0, 0.0)]))[1] >= 89
