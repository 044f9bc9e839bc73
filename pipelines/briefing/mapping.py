"""The section with the map: where the articles say that things are."""

from collections.abc import Sequence

from pipelines.briefing.pieces import PASSAGE, passage, table
from pipelines.briefing.reading import Findings, Row
from pipelines.briefing.words import counted
from pipelines.pictures import EMPTY, Markup, element, joined
from pipelines.pictures.framing import frame_of
from pipelines.pictures.maps import Spot, densest, map_of, points_of

TOO_LARGE = ("PCL", "CONT", "RGN", "OCN", "SEA")
"""How GeoNames codes begin of what is too large for a point; countries are tinted instead."""
LISTED = 20
"""Places in the table under the map."""
NAMED_COUNTRIES = 8
MIN_SHARE = 0.3
"""A second map shows the densest part of a wide one where so much of its weight lies there."""
MIN_SPOTS = 4


def where(found: Findings) -> Markup:
    """A map of literal places, with what stands behind each."""
    points = [row for row in found.places if not row["feature_code"].startswith(TOO_LARGE)]
    if not found.places:
        return EMPTY
    spots = [_spot(row, number) for number, row in enumerate(points)]
    listed = points[:LISTED]
    rows = (
        (_named(row), f"{row['article_count']:,}", f"{row['mention_count']:,}", passage(found, row["span"]))
        for row in listed
    )
    columns = ("Place", "Articles", "Mentions", PASSAGE)
    places = table("Places that most articles name as a location", columns, rows, numeric={1, 2}, anchor="place")
    return joined((_maps(found, spots), _countries(found), places if points else EMPTY))


def _maps(found: Findings, spots: Sequence[Spot]) -> Markup:
    """One map, and a nearer one of its densest part where the first is too wide to show it."""
    largest = f"Largest: {', '.join(spot.name for spot in spots[:5])}." if spots else "No place is a point."
    told = (
        f"{counted(len(spots), 'place')} that the articles name as a location. A circle’s area is the number of articles, an open "
        "circle stands for a region; countries are tinted by the articles that name a place in them. Governments and peoples "
        "(“Moscow warned”) are left out, and so are names that the gazetteer does not know. Borders as Natural Earth draws them, "
        "as they are held and not as they are claimed."
    )
    figures = [_figure(found, spots, name="map", title="Places of the news", told=largest, caption=told)]
    nearer = densest(spots)
    if (
        frame_of(points_of(spots)).is_wide
        and len(nearer) >= MIN_SPOTS
        and _weight(nearer) >= MIN_SHARE * _weight(spots)
    ):
        around = f"Nearer: {counted(len(nearer), 'place')} around {nearer[0].name}."
        figures.append(
            _figure(found, nearer, name="nearer", title=f"Places around {nearer[0].name}", told=around, caption=around)
        )
    return joined(figures)


def _figure(found: Findings, spots: Sequence[Spot], *, name: str, title: str, told: str, caption: str) -> Markup:
    tints = {row["country_code"]: float(row["article_count"]) for row in found.countries}
    picture = map_of(spots, name=name, title=title, description=told, countries=tints)
    return element("figure", element("div", picture, class_="figure-scroll"), element("figcaption", caption))


def _spot(row: Row, number: int) -> Spot:
    told = (
        f"{row['place_name']}: {counted(row['article_count'], 'article')}, {counted(row['mention_count'], 'mention')}"
    )
    return Spot(
        row["place_name"],
        row["longitude"],
        row["latitude"],
        row["article_count"],
        f"#place-{number}" if number < LISTED else "",
        told,
        is_area=row["feature_class"] not in {"P", "S"},
    )


def _named(row: Row) -> Markup:
    within = ", ".join(part for part in (row["admin1_name"], row["country_code"]) if part and part != row["place_name"])
    return joined(
        (element("bdi", row["place_name"]), element("div", element("bdi", within), class_="meta") if within else None)
    )


def _countries(found: Findings) -> Markup:
    if not found.countries:
        return EMPTY
    named = (f"{row['country_code']} {row['article_count']:,}" for row in found.countries[:NAMED_COUNTRIES])
    return element("p", f"Articles by country: {', '.join(named)}.", class_="meta")


def _weight(spots: Sequence[Spot]) -> float:
    return sum(spot.weight for spot in spots)
