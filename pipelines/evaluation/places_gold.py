"""Gold toponyms: XML of the LGL, GeoVirus and GeoWebNews kinds, and JSONL, read into one form."""

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.evaluation.gold import GoldError, read_gold_jsonl, read_gold_text

LITERAL_TYPES = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"})
ASSOCIATIVE_TYPES = frozenset(
    {"Metonymic", "Non_Literal_Modifier", "Demonym", "Language", "Homonym", "Embedded_Non_Lit"}
)
"""GeoWebNews types by role (Gritta, Pilehvar and Collier 2019); rows of any other type are no toponyms."""
ROLES = ("literal", "associative")
OFFSET_SHIFTS = (0, -1, 1)
"""Where the phrase is looked for around the stated offsets: GeoVirus counts from 1."""
_MISPLACED = "misplaced"
_MENTION_TAGS = ("toponym", "location")
_MARKUP_REFUSED = ("<!DOCTYPE", "<!ENTITY")
MAX_LATITUDE = 90.0
MAX_LONGITUDE = 180.0


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """One gold toponym; offsets count in its article's text.

    Attributes:
        start: First character.
        end: One past the last character.
        latitude: WGS 84 degrees; None when the gold gives no point.
        longitude: WGS 84 degrees; None when the gold gives no point.
        role: `literal` or `associative`; None when the gold does not say.
        country: ISO 3166-1 alpha-2 or English name of the country; None when the gold does not say.
    """

    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None
    role: str | None = None
    country: str | None = None

    @property
    def is_located(self) -> bool:
        """True when the gold gives a point."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One gold article and its toponyms, in text order, each span once.

    Attributes:
        article_id: As the file says, else the article's number.
        text: What the spans count in.
        toponyms: The gold.
        misplaced_count: Rows of an XML file left out because their offsets do not give their phrase; the published
            corpora have a few.
    """

    article_id: str
    text: str
    toponyms: tuple[GoldToponym, ...]
    misplaced_count: int = 0


def read_gold_places(path: Path) -> list[GoldArticle]:
    """The gold articles of a file.

    Args:
        path: `.xml` of `<article>` elements with a `<text>` and `<toponym>` or `<location>` elements, or JSONL of
            `{"id", "text", "toponyms": [{"start", "end", "latitude", "longitude", "role"?, "country"?}]}`.

    Raises:
        GoldError: If the file is in neither form; XML with a document type or entity declarations is refused.
    """
    is_xml = path.suffix.lower() == ".xml"
    articles = list(_xml_articles(path) if is_xml else _jsonl_articles(path))
    if not articles:
        raise GoldError(path, "expected at least one article")
    return articles


def _xml_articles(path: Path) -> Iterator[GoldArticle]:
    content = read_gold_text(path)
    for markup in _MARKUP_REFUSED:
        if markup in content:
            raise GoldError(path, f"expected XML without {markup}: declarations are not read")
    try:
        root = ET.fromstring(content)  # noqa: S314 declarations, the way to entity bombs, are refused above
    except ET.ParseError as error:
        raise GoldError(path, f"expected well-formed XML ({error.msg})", place=f"line {error.position[0]}") from error
    for number, element in enumerate(root.iter("article"), start=1):
        place = f"article {number}"
        text = element.findtext("text")
        if text is None:
            raise GoldError(path, "expected a <text> element", place=place)
        rows = [row for tag in _MENTION_TAGS for row in element.iter(tag)]
        read = [_xml_toponym(row, text, path, place) for row in rows]
        article_id = element.get("docid") or element.get("file") or str(number)
        toponyms = [t for t in read if isinstance(t, GoldToponym)]
        yield _article(article_id, text, toponyms, path, place, misplaced_count=read.count(_MISPLACED))


def _xml_toponym(row: ET.Element, text: str, path: Path, place: str) -> GoldToponym | str | None:
    kind = row.findtext("type")
    if kind is not None and kind not in LITERAL_TYPES | ASSOCIATIVE_TYPES:
        return None
    role = None if kind is None else ROLES[kind in ASSOCIATIVE_TYPES]
    values = {
        "start": row.findtext("start"),
        "end": row.findtext("end"),
        "latitude": _first_text(row, ("latitude", "lat", "gaztag/lat")),
        "longitude": _first_text(row, ("longitude", "lon", "gaztag/lon")),
    }
    toponym = _toponym(values, role, _first_text(row, ("gaztag/country",)), path, place)
    phrase = _first_text(row, ("phrase", "name", "extractedName"))
    for shift in OFFSET_SHIFTS:
        start, end = toponym.start + shift, toponym.end + shift
        if 0 <= start < end <= len(text) and phrase in (None, text[start:end]):
            return replace(toponym, start=start, end=end)
    return _MISPLACED


def _first_text(row: ET.Element, paths: tuple[str, ...]) -> str | None:
    return next((text for p in paths if (text := row.findtext(p))), None)


def _jsonl_articles(path: Path) -> Iterator[GoldArticle]:
    for number, record in read_gold_jsonl(path):
        place = f"line {number}"
        text, rows = record.get("text"), record.get("toponyms")
        if not isinstance(text, str) or not isinstance(rows, list):
            raise GoldError(path, 'expected "text", a string, and "toponyms", a list', place=place)
        toponyms = []
        for row in rows:
            if not isinstance(row, dict):
                raise GoldError(path, "expected each toponym to be an object", place=place)
            role, country = row.get("role"), row.get("country")
            if role not in (*ROLES, None):
                raise GoldError(path, f"expected role {' or '.join(ROLES)}, not {role!r}", place=place)
            toponyms.append(_toponym(row, role, country if isinstance(country, str) else None, path, place))
        yield _article(str(record.get("id", number)), text, toponyms, path, place)


def _toponym(values: dict[str, Any], role: str | None, country: str | None, path: Path, place: str) -> GoldToponym:
    try:
        start, end = int(values["start"]), int(values["end"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise GoldError(path, "expected whole numbers as start and end of a toponym", place=place) from error
    points: list[float | None] = []
    for name, bound in (("latitude", MAX_LATITUDE), ("longitude", MAX_LONGITUDE)):
        value = values.get(name)
        try:
            degrees = None if value in (None, "") else float(value)
        except (TypeError, ValueError) as error:
            raise GoldError(path, f"expected {name} in degrees, not {value!r}", place=place) from error
        if degrees is not None and not (math.isfinite(degrees) and abs(degrees) <= bound):
            raise GoldError(path, f"expected {name} within {bound} degrees, not {value!r}", place=place)
        points.append(degrees)
    return GoldToponym(start, end, points[0], points[1], role, country)


def _article(
    article_id: str, text: str, toponyms: list[GoldToponym], path: Path, place: str, *, misplaced_count: int = 0
) -> GoldArticle:
    by_span: dict[tuple[int, int], GoldToponym] = {}
    for toponym in toponyms:
        if not 0 <= toponym.start < toponym.end <= len(text):
            span = f"{toponym.start}:{toponym.end}"
            raise GoldError(path, f"expected spans within the text of {len(text)} characters, not {span}", place=place)
        by_span.setdefault((toponym.start, toponym.end), toponym)
    return GoldArticle(article_id, text, tuple(by_span[span] for span in sorted(by_span)), misplaced_count)
