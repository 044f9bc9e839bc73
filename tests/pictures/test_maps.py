"""A map is well-formed SVG with a circle per place, and says in words what it shows."""

import pytest
from lxml import etree

from pipelines.pictures.maps import Spot, densest, map_of

SVG = "{http://www.w3.org/2000/svg}"
SPOTS = [
    Spot("Kupyansk", 37.6, 49.7, 12, "#place-0"),
    Spot("Kyiv", 30.5, 50.4, 3, is_area=True),
    Spot("Vienna", 16.4, 48.2, 3),
]


def drawn(spots, **more):
    return etree.fromstring(map_of(spots, name="m", title="A & B", description="Two places", **more))


def test_every_place_is_a_circle_whose_area_is_its_weight():
    circles = list(drawn(SPOTS).iter(f"{SVG}circle"))
    radii = [float(circle.get("r")) for circle in circles]
    assert len(circles) == 3
    assert radii[0] ** 2 / radii[1] ** 2 == pytest.approx(4, rel=0.05)
    assert circles[1].get("class") == "dot area"


def test_those_who_do_not_see_it_are_told_what_it_shows():
    picture = drawn(SPOTS)
    named = {node.get("id"): node.text for node in picture if node.get("id")}
    assert [named[part] for part in picture.get("aria-labelledby").split()] == ["A & B", "Two places"]
    [entry] = picture.iter(f"{SVG}a")
    assert entry.get("href") == "#place-0"
    assert "Kupyansk" in entry.get("aria-label")


@pytest.mark.parametrize("address", ["https://example.org", "javascript:alert(1)"])
def test_circles_lead_nowhere_but_into_the_page(address):
    assert not list(drawn([Spot("Kyiv", 30.5, 50.4, 3, address)]).iter(f"{SVG}a"))


@pytest.mark.parametrize(
    "spot",
    [
        Spot("x", float("nan"), 0, 1),
        Spot("x", 0, 91, 1),
        Spot("x", 0, float("inf"), 1),
        Spot("x", 400, 0, 1),
        Spot("x", 0, 0, 0),
    ],
)
def test_impossible_places_are_left_out(spot):
    assert len(list(drawn([*SPOTS, spot]).iter(f"{SVG}circle"))) == 3


def test_countries_are_tinted_by_weight():
    kinds = [path.get("class") for path in drawn(SPOTS, countries={"UA": 9, "AT": 1, "": 5}).iter(f"{SVG}path")]
    assert kinds.count("tint-3") == 1
    assert kinds.count("tint-1") == 1


def test_names_are_text():
    assert "<script" not in map_of([Spot("<script>alert(1)</script>", 30, 50, 1)], name="m", title="t", description="d")


def test_no_places_is_a_map_of_the_world():
    assert not list(drawn([]).iter(f"{SVG}circle"))


def test_the_densest_part_is_where_most_weight_lies_together():
    far = [Spot("Suva", 178.4, -18.1, 9), Spot("Apia", -171.8, -13.8, 1)]
    assert [spot.name for spot in densest([*SPOTS[:2], *far])] == ["Kupyansk", "Kyiv"]
    assert densest([]) == []
