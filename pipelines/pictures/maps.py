"""A map as SVG: countries in tints, places as circles whose area is their weight, labels that do not cover one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.pictures.framing import WIDTH, Frame, frame_of
from pipelines.pictures.labels import Box, Placed, Wish, fitted, placed
from pipelines.pictures.markup import EMPTY, Markup, element, joined
from pipelines.pictures.outlines import Country, Points, load_outlines
from pipelines.pictures.projections import World, clipped, vectors

MAX_RADIUS, MIN_RADIUS = 20.0, 3.2
"""Of circles, in pixels."""
FULL_WEIGHT = 8.0
"""Where no place weighs as much, the largest circle is smaller: three articles are not much news."""
MAX_COVER = 0.2
"""Share of the map that circles may take together."""
CAPTION_HEIGHT, HEADING_SIZE = 52, 17.0
LABEL_SIZE, COUNTRY_SIZE = 15.0, 12.0
"""In pixels, as `picture.css` has them."""
MAX_LABELS, MAX_COUNTRY_LABELS = 40, 30
TINTS = 3
NEAR_DEGREES = 8.0
"""How far from its heaviest point the densest part of a map reaches: some 900 km."""
OUTSIDE = 40.0
"""Outlines are drawn this many pixels beyond the frame, so that no edge of a cut is seen."""
MIN_STEP_TENTHS = 8
"""Outlines leave shorter steps out, in tenths of a pixel."""
MIN_COUNTRY_PIXELS = 2_500.0
"""A country is named where so much of it is seen."""
_ROUND_KM = (50, 100, 200, 250, 500, 1000, 2000)
Land = tuple[Country, list[Points]]
"""A country with what is seen of it, as rings in pixels."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map.

    Attributes:
        name: Its label.
        longitude: WGS 84 degrees.
        latitude: WGS 84 degrees.
        weight: What its circle's area stands for.
        href: An address inside the page that it leads to; empty for none.
        note: What is said of it when it is pointed at; its name and weight when empty.
        is_area: Whether the point only stands for a region: an open circle.
    """

    name: str
    longitude: float
    latitude: float
    weight: float
    href: str = ""
    note: str = ""
    is_area: bool = False


def map_of(
    spots: Sequence[Spot],
    *,
    name: str,
    title: str,
    description: str,
    countries: Mapping[str, float] | None = None,
    caption: str = "",
) -> Markup:
    """Return a map that shows all spots.

    Args:
        spots: The places, in any order; those with impossible coordinates are left out.
        name: Unique in the page: ids of the map's parts begin with it.
        title: What the map is of, for those who do not see it.
        description: What it shows, in a sentence or two.
        countries: Weight per ISO 3166 code, shown as a tint.
        caption: What the picture itself says under its title, for one that stands alone.
    """
    seen = _heaviest_first(spots)
    degrees = points_of(seen)
    frame = frame_of(degrees)
    at = frame.at(degrees) if seen else degrees
    heaviest = max((spot.weight for spot in seen), default=1.0)
    radii = _radii([spot.weight for spot in seen], heaviest, WIDTH * frame.height)
    lands = [(country, _seen_rings(country, frame)) for country in load_outlines().countries]
    labels = _labels(seen, at, radii, lands, Box(0, 0, WIDTH, frame.height))
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        _ground(frame),
        element("g", *_areas(lands, countries or {}), class_="land"),
        element("path", d=_lines(frame), class_="border"),
        element("g", *(_circle(spot, x, y, r) for spot, (x, y), r in zip(seen, at, radii, strict=True)), class_="dots"),
        element("g", *map(_label, labels), class_="labels", aria_hidden="true"),
        EMPTY if frame.is_world else _scale_bar(frame),
        _caption(title, caption) if caption else EMPTY,
        class_="map",
        viewBox=f"0 {-CAPTION_HEIGHT} {WIDTH} {frame.height + CAPTION_HEIGHT}"
        if caption
        else f"0 0 {WIDTH} {frame.height}",
        role="group",
        aria_labelledby=f"{name}-title {name}-desc",
        xmlns="http://www.w3.org/2000/svg",
    )


def points_of(spots: Sequence[Spot]) -> Points:
    """Return longitude and latitude of the spots that are on earth, a row each."""
    return np.array([[spot.longitude, spot.latitude] for spot in spots if _is_on_earth(spot)]).reshape(-1, 2)


def densest(spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots within `NEAR_DEGREES` of one of them that weigh most together, the heaviest first."""
    seen = _heaviest_first(spots)
    if not seen:
        return []
    unit = vectors(points_of(seen))
    is_near = unit @ unit.T >= np.cos(np.radians(NEAR_DEGREES))
    around = is_near[int(np.argmax(is_near @ np.array([spot.weight for spot in seen])))]
    return [spot for spot, near in zip(seen, around, strict=True) if near]


def _heaviest_first(spots: Sequence[Spot]) -> list[Spot]:
    return sorted(filter(_is_on_earth, spots), key=lambda spot: (-spot.weight, spot.name, spot.longitude))


def _is_on_earth(spot: Spot) -> bool:
    return bool(
        np.isfinite([spot.longitude, spot.latitude, spot.weight]).all()
        and abs(spot.latitude) <= 90
        and abs(spot.longitude) <= 360
        and spot.weight > 0
    )


def _radii(weights: Sequence[float], heaviest: float, area: float) -> list[float]:
    """Radii whose squares are the weights; of many circles smaller ones, so that the map is seen under them."""
    wanted = MAX_RADIUS * np.sqrt(np.array(weights) / max(heaviest, FULL_WEIGHT))
    share = float(np.pi * (wanted**2).sum()) / area
    return [
        float(radius) for radius in np.maximum(MIN_RADIUS, wanted * min(1.0, np.sqrt(MAX_COVER / max(share, 1e-9))))
    ]


def _caption(title: str, caption: str) -> Markup:
    """Title and caption above the map."""
    heading = element("text", fitted(title, WIDTH, HEADING_SIZE), x=4, y=20 - CAPTION_HEIGHT, class_="heading")
    return element(
        "g", heading, element("text", caption, x=4, y=40 - CAPTION_HEIGHT, class_="remark"), class_="caption"
    )


def _ground(frame: Frame) -> Markup:
    if isinstance(frame.projection, World):
        return element("path", d=_path([frame.pixels(frame.projection.sphere())], is_closed=True), class_="sea")
    return element("rect", width=WIDTH, height=frame.height, class_="sea")


def _areas(lands: Sequence[Land], weights: Mapping[str, float]) -> Iterable[Markup]:
    most = max(weights.values(), default=0.0)
    for country, rings in lands:
        path = _path(rings, is_closed=True)
        if path:
            weight = weights.get(country.code, 0.0) if country.code else 0.0
            tint = int(np.ceil(TINTS * np.sqrt(weight / most))) if weight else 0
            told = element("title", f"{country.name}: {weight:,.0f}") if weight else EMPTY
            yield element("path", told, d=path, class_=f"tint-{tint}" if tint else None)


def _seen_rings(country: Country, frame: Frame) -> list[Points]:
    flat = (frame.pixels(part) for ring in country.rings for part in frame.projection.rings(ring))
    return [part for ring in flat if len(part := _inside(ring, frame)) > 2]


def _inside(ring: Points, frame: Frame) -> Points:
    low, high = ring.min(axis=0), ring.max(axis=0)
    if high[0] < -OUTSIDE or low[0] > WIDTH + OUTSIDE or high[1] < -OUTSIDE or low[1] > frame.height + OUTSIDE:
        return ring[:0]
    for axis, most in ((0, WIDTH), (1, frame.height)):
        ring = clipped(clipped(ring, axis, most + OUTSIDE, 1), axis, -OUTSIDE, -1)
    return ring


def _lines(frame: Frame) -> str:
    parts: list[Points] = []
    for line in load_outlines().lines:
        for flat in frame.projection.lines(line):
            pixels = frame.pixels(flat)
            is_near = (pixels > -OUTSIDE).all(axis=1) & (pixels < [WIDTH + OUTSIDE, frame.height + OUTSIDE]).all(axis=1)
            if is_near.any():
                near = np.flatnonzero(is_near | np.roll(is_near, 1) | np.roll(is_near, -1))
                parts.extend(
                    pixels[run] for run in np.split(near, np.flatnonzero(np.diff(near) > 1) + 1) if len(run) > 1
                )
    return _path(parts, is_closed=False)


def _path(lines: Iterable[Points], *, is_closed: bool) -> str:
    """Path data in tenths of a pixel, each step as a difference; points too near to the one before to be seen are left out."""
    written = []
    for line in lines:
        tenths = np.round(line * 10).astype(int)
        kept = tenths[np.concatenate(([True], np.abs(np.diff(tenths, axis=0)).max(axis=1) >= MIN_STEP_TENTHS))]
        if len(kept) < 2:
            continue
        steps = np.diff(kept, axis=0)
        numbers = " ".join(f"{x / 10:g} {y / 10:g}" for x, y in steps)
        written.append(f"M{kept[0, 0] / 10:g} {kept[0, 1] / 10:g}l{numbers}{'z' if is_closed else ''}")
    return "".join(written).replace(" -", "-")


def _circle(spot: Spot, x: float, y: float, radius: float) -> Markup:
    note = spot.note or f"{spot.name}: {spot.weight:,.0f}"
    shape = element(
        "circle",
        element("title", note),
        cx=f"{x:.1f}",
        cy=f"{y:.1f}",
        r=f"{radius:.1f}",
        class_="dot area" if spot.is_area else "dot",
    )
    return element("a", shape, href=spot.href, aria_label=note) if spot.href.startswith("#") else shape


def _labels(
    spots: Sequence[Spot], at: Points, radii: Sequence[float], lands: Sequence[Land], view: Box
) -> list[Placed]:
    """Places first, the heaviest before others; then countries where there is room."""
    circles = [Box(x - r, y - r, x + r, y + r) for (x, y), r in zip(at, radii, strict=True)]
    wishes = [
        Wish(_shortened(spot.name), float(x), float(y), r, LABEL_SIZE)
        for spot, (x, y), r in zip(spots, at, radii, strict=True)
    ]
    found = placed(wishes[: 2 * MAX_LABELS], view, circles)[:MAX_LABELS]
    named = placed(_country_wishes(lands), view, [*circles, *(label.box for label in found)])
    return [*found, *named[:MAX_COUNTRY_LABELS]]


def _shortened(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:27]}…"


def _country_wishes(lands: Sequence[Land]) -> list[Wish]:
    wishes = []
    for country, rings in lands:
        largest = max(rings, key=_area, default=None)
        if largest is not None and (area := _area(largest)) >= MIN_COUNTRY_PIXELS:
            x, y = _centroid(largest)
            wishes.append((area, Wish(country.name, x, y, 0.0, COUNTRY_SIZE, is_centred=True)))
    return [wish for _, wish in sorted(wishes, key=lambda pair: -pair[0])]


def _crosses(ring: Points) -> Points:
    following = np.roll(ring, -1, axis=0)
    return ring[:, 0] * following[:, 1] - following[:, 0] * ring[:, 1]


def _area(ring: Points) -> float:
    return abs(float(_crosses(ring).sum())) / 2


def _centroid(ring: Points) -> tuple[float, float]:
    crosses = _crosses(ring)
    x, y = ((ring + np.roll(ring, -1, axis=0)) * crosses[:, None]).sum(axis=0) / (3 * crosses.sum())
    return float(x), float(y)


def _label(label: Placed) -> Markup:
    kind = "country" if label.wish.is_centred else "place"
    return element(
        "text", label.wish.text, x=f"{label.x:.1f}", y=f"{label.y:.1f}", text_anchor=label.anchor, class_=kind
    )


def _scale_bar(frame: Frame) -> Markup:
    km = max((km for km in _ROUND_KM if km / frame.km_per_pixel <= WIDTH / 5), default=_ROUND_KM[0])
    length, y = km / frame.km_per_pixel, frame.height - 14
    return joined(
        (
            element("path", d=f"M16 {y - 5}v5h{length:.1f}v-5", class_="scale"),
            element("text", f"{km:,} km", x=f"{22 + length:.1f}", y=y, class_="scale-name"),
        )
    )
