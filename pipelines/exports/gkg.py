"""GDELT's Global Knowledge Graph, format 2.1 (codebook of 19 February 2015): 27 columns, tab-separated, no header.

What Dateline does not read stays empty, as the codebook allows: counts, tone, images, amounts, translation. Where it has another
source than GDELT: themes are IPTC Media Topics with the prefix `MEDTOP_`; features are GeoNames ids; countries are FIPS 10-4, as in GDELT,
and first-level divisions are not coded. Offsets count code points of the article's text. An article without a day has no
row, since the format has no place for one.
"""

import html
import re
from collections.abc import Iterable, Iterator

from pipelines.exports.fips import FIPS_OF_ISO
from pipelines.exports.scope import Row, Scope

COLUMN_COUNT = 27
WEB, CITATION_ONLY = "1", "2"
"""Kinds of source: an address on the web, or words that cite it."""
COUNTRY, US_STATE, US_CITY, WORLD_CITY, WORLD_STATE = "1", "2", "3", "4", "5"
_RESERVED = re.compile(r"[\t\r\n\x00-\x1f#;|,]+")
"""What separates columns and the parts of a column: none of it may stand in a value."""
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$")
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_YEAR = re.compile(r"^(\d{4})$")


def as_gkg(scope: Scope) -> bytes:
    """Return one line per article with a day."""
    lines, counts = [], dict[str, int]()
    for article in scope.articles:
        if article["published_date"] is None:
            continue
        day = article["published_date"].strftime("%Y%m%d") + "000000"
        counts[day] = counts.get(day, -1) + 1
        lines.append("\t".join(_columns(scope, article, day, counts[day])))
    return "".join(f"{line}\n" for line in lines).encode()


def _columns(scope: Scope, article: Row, day: str, number: int) -> list[str]:
    article_id = article["article_id"]
    places = [row for row in scope.of("place_mentions", article_id) if row["field"] == "text"]
    persons = _mentions(scope, article_id, "PERSON")
    organisations = _mentions(scope, article_id, "ORG")
    names = [row for row in scope.of("entity_mentions", article_id) if row["field"] == "text"]
    themes = _unique(_theme(row["topic_name"]) for row in scope.of("topics", article_id))
    columns = {
        1: f"{day}-{number}",
        2: day,
        3: WEB if article["url"] else CITATION_ONLY,
        4: plain(article["source_code"] or "unknown"),
        5: re.sub(r"\s", " ", article["url"] or f"{article['source_code'] or 'unknown'}, {article_id}"),
        8: "".join(f"{theme};" for theme in themes),
        10: ";".join(_unique(_location(row) for row in places)),
        11: ";".join(_location(row, offset=row["start_char"]) for row in places),
        12: ";".join(_unique(plain(row["canonical_name"]).lower() for row in persons)),
        13: ";".join(f"{plain(row['canonical_name'])},{row['start_char']}" for row in persons),
        14: ";".join(_unique(plain(row["canonical_name"]).lower() for row in organisations)),
        15: ";".join(f"{plain(row['canonical_name'])},{row['start_char']}" for row in organisations),
        17: ";".join(_dates(scope.of("times", article_id))),
        18: f"wc:{article['word_count']}",
        23: "#".join(_quotations(scope.of("quotes", article_id))),
        24: ";".join(f"{plain(row['surface'])},{row['start_char']}" for row in names),
        27: _extras(article),
    }
    return [columns.get(number, "") for number in range(1, COLUMN_COUNT + 1)]


def plain(text: str) -> str:
    """Return a text without what separates columns and parts, on one line."""
    return " ".join(_RESERVED.sub(" ", text).split())


def _mentions(scope: Scope, article_id: str, entity_type: str) -> list[Row]:
    rows = scope.of("entity_mentions", article_id)
    return [row for row in rows if row["entity_type"] == entity_type and row["field"] == "text"]


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _theme(name: str) -> str:
    return "MEDTOP_" + re.sub(r"\W+", "_", name.upper()).strip("_")


def _location(row: Row, offset: int | None = None) -> str:
    """A location's parts, with the second-level division and the offset in the enhanced form."""
    country = FIPS_OF_ISO.get(row["country_code"] or "", "")
    parts = [_kind(row), _full_name(row), country, country]
    parts += [""] if offset is not None else []
    parts += [f"{row['latitude']:.6g}", f"{row['longitude']:.6g}"]
    feature = country if _kind(row) == COUNTRY else str(row["geonames_id"] or row["place_id"])
    return "#".join([*parts, feature, *([str(offset)] if offset is not None else [])])


def _kind(row: Row) -> str:
    code, is_us = row["feature_code"] or "", row["country_code"] == "US"
    if code.startswith("PCL"):
        return COUNTRY
    if code == "ADM1":
        return US_STATE if is_us else WORLD_STATE
    return US_CITY if is_us else WORLD_CITY


def _full_name(row: Row) -> str:
    """`Kupiansk, Kharkiv Oblast, UA`: GDELT writes the country's name last, which the gazetteer keeps as a code."""
    parts = [row["place_name"]]
    if row["admin1_name"] and row["admin1_name"] != row["place_name"]:
        parts.append(row["admin1_name"])
    if row["country_code"] and not (row["feature_code"] or "").startswith("PCL"):
        parts.append(row["country_code"])
    return ", ".join(plain(part) for part in parts)


def _dates(rows: Iterable[Row]) -> Iterator[str]:
    """Dates as resolution#month#day#year#offset: 3 for a day, 2 for a month, 1 for a year."""
    for row in rows:
        if row["field"] != "text":
            continue
        for pattern, resolution in ((_DAY, 3), (_MONTH, 2), (_YEAR, 1)):
            if found := pattern.match(row["value"]):
                year, month, day = (*(int(part) for part in found.groups()), 0, 0)[:3]
                yield f"{resolution}#{month}#{day}#{year}#{row['start_char']}"


def _quotations(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        if row["is_direct"]:
            start, end = row["content_start_char"], row["content_end_char"]
            yield f"{start}|{end - start}|{plain(row['cue'] or '')}|{plain(row['content'])}"


def _extras(article: Row) -> str:
    title = article["title"]
    return f"<PAGE_TITLE>{html.escape(' '.join(title.split()))}</PAGE_TITLE>" if title else ""
