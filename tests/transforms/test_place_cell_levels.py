"""Cells of several resolutions: as H3 itself makes them, with the centre of what they hold, also at the date line."""

from datetime import date

import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.transforms.place_cell_levels import RESOLUTIONS, place_cell_levels

from .conftest import frame

DAY = date(2026, 3, 16)


def cells(*places):
    """The rows for one article that names places, given as latitude, longitude and mentions."""
    named = [
        (f"p{number}", "P", latitude, longitude, h3.latlng_to_cell(latitude, longitude, 7))
        for number, (latitude, longitude, _) in enumerate(places)
    ]
    result = place_cell_levels(
        articles=frame("core.articles", "article_id published_date published_basis", ("a", DAY, "metadata")),
        duplicates=frame("core.duplicates", "article_id"),
        article_places=frame(
            "core.article_places",
            "article_id place_id mention_count literal_count",
            *(("a", f"p{number}", mentions, 1) for number, (_, _, mentions) in enumerate(places)),
        ),
        places=frame("core.places", "place_id feature_class latitude longitude h3_cell", *named),
    )
    return result.sort("h3_resolution", "h3_cell").collect().to_dicts()


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_cells_and_their_parents_are_those_of_h3(latitude, longitude):
    rows = cells((latitude, longitude, 1))
    finest = h3.latlng_to_cell(latitude, longitude, 7)
    assert [(row["h3_resolution"], row["h3_cell"]) for row in rows] == [
        (resolution, h3.cell_to_parent(finest, resolution)) for resolution in RESOLUTIONS
    ]
    assert [row["parent_h3_cell"] for row in rows] == [None, *(row["h3_cell"] for row in rows[:-1])]
    for row in rows:
        assert row["latitude"] == pytest.approx(latitude, abs=1e-6)
        assert h3.great_circle_distance((row["latitude"], row["longitude"]), (latitude, longitude)) < 1e-3


def test_an_article_counts_once_in_a_coarse_cell_that_holds_two_of_its_places():
    rows = cells((49.71, 37.61, 3), (49.99, 36.23, 1))
    coarse = [row for row in rows if row["h3_resolution"] == 1]
    assert [(row["place_count"], row["article_count"], row["mention_count"]) for row in coarse] == [(2, 1, 4)]
    assert len([row for row in rows if row["h3_resolution"] == 7]) == 2
    assert coarse[0]["longitude"] == pytest.approx(37.26, abs=0.01)


def test_the_centre_of_places_on_both_sides_of_the_date_line_is_between_them():
    [row] = [row for row in cells((-16.8, 179.9, 1), (-16.8, -179.9, 1)) if row["h3_resolution"] == 1]
    assert abs(row["longitude"]) == pytest.approx(180, abs=1e-6)


def test_the_centre_of_places_around_the_pole_is_the_pole():
    [row] = [row for row in cells((89.9, 0.0, 1), (89.9, 180.0, 1)) if row["h3_resolution"] == 1]
    assert row["latitude"] == pytest.approx(90, abs=1e-6)
