"""The knowledge pack that ships: office-holders with their dated offices, countries, legislatures, parties and seats.

    python -m pipelines.training.knowledge.office_holders POLITICIANS.jsonl.gz NAMES.jsonl.gz OUT --version 1 --date 2023-03-31

Every id and name stands in a row of one of the two files; nothing is added. Country codes and GeoNames ids are those of the
embedded gazetteer.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.gazetteer import Gazetteer
from pipelines.knowledge.compiling.builder import Held, Name, Thing, script_of, tables_of, write_pack
from pipelines.knowledge.compiling.items import wikidata_day
from pipelines.knowledge.manifest import Manifest, Source

SOURCES = (
    Source(
        "every-politician-scrapers (86 repositories), from Wikidata",
        "CC0-1.0",
        "query results from Wikidata; the repositories state no licence, CC0 is Wikidata's own statement",
    ),
    Source("unitedstates/congress-legislators", "CC0-1.0"),
    Source("datasets/country-codes", "PDDL-1.0"),
    Source(
        "everypolitician/proto-commons (United Kingdom, Australia, India, South Korea)",
        "CC0-1.0",
        "no licence file; built from Wikidata (CC0) with the names of electoral districts",
    ),
    Source("GeoNames", "CC-BY-4.0", "ids and codes of countries"),
)
KINDS = {
    "person": "person",
    "country": "country",
    "area": "constituency",
    "branch": "organisation",
    "party": "organisation",
}
SOURCE_COUNTRIES = {
    "proto-commons-united-kingdom": "GB", "proto-commons-australia": "AU", "proto-commons-india": "IN",
    "proto-commons-south-korea": "KR", "congress-legislators": "US",
}  # fmt: skip
LEFT_OUT = {"Q29999": "the row names the Kingdom by the name of the country in Europe, which is another item"}
"""Rows whose name means another item in texts; a name without a row stays without an id."""
_HEAD = re.compile(
    r"^(?:acting )?(?:president|prime minister|chancellor|king|queen|emperor|taoiseach|premier|supreme leader|secretary[- ]general|monarch)\b(?! (?:of the )?(?:senate|parliament|national assembly|chamber|house|court|bank))",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(
    r"minister|secretary|governor|vice president|speaker|ambassador|representative to|mayor|attorney general|commissioner|leader of|chief|president",
    re.IGNORECASE,
)
_UPPER = re.compile(r"senator|united states representative|european parliament|house of lords", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2,3}")
_QUALIFIER = re.compile(r"\s*\([^)]*\)$")
RANKS = ((_HEAD, 1.0), (_GOVERNMENT, 0.6), (_UPPER, 0.45))
MEMBER_RANK = 0.25
WIKI, OFFICE, SOURCES_SHARE, COUNT = 0.25, 0.45, 0.15, 0.15
"""Shares of popularity: an article in the English Wikipedia, the highest office, sources, number of offices."""
MANY_OFFICES, MANY_SOURCES = 8, 3


def popularity_of(record: Mapping[str, Any]) -> float:
    """Return a stand-in for how often a person is written about, 0 to 1, from the offices that rows state."""
    labels = [office.get("position_label") or "" for office in record.get("offices", ())]
    rank = max(
        (next((value for pattern, value in RANKS if pattern.search(label)), MEMBER_RANK) for label in labels), default=0
    )
    return (
        WIKI * bool(record.get("enwiki"))
        + OFFICE * rank
        + SOURCES_SHARE * min(len(record.get("sources", ())) - 1, MANY_SOURCES) / MANY_SOURCES
        + COUNT * min(len(labels), MANY_OFFICES) / MANY_OFFICES
    )


def day(text: str | None, *, is_end: bool = False) -> date | None:
    """Return the first or, for an end, the last day that YYYY, YYYY-MM or YYYY-MM-DD allows."""
    return wikidata_day(text + "-00" * (2 - text.count("-")), is_end=is_end) if text else None


class Countries:
    """Country codes and GeoNames ids by name, as the embedded gazetteer has them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @lru_cache(maxsize=1024)  # noqa: B019 lives as long as the command
    def find(self, *names: str) -> tuple[str | None, int]:
        """Return code and GeoNames id of the first name that is a country or territory."""
        for name in names:
            for candidate in self._gazetteer.candidates(name, fuzzy=False):
                place = self._gazetteer.place_at(candidate.row)
                if place.feature_code.startswith(("PCL", "TERR")) and place.country_code:
                    return place.country_code, place.geonames_id or 0
        return None, 0


def politicians(path: Path, countries: Countries) -> Iterator[Thing]:
    """Yield a person per row."""
    for record in _records(path):
        country, _ = countries.find(record["country"].replace("-", " "))
        names = list(dict.fromkeys([*record["names"], _QUALIFIER.sub("", record.get("enwiki", ""))]))
        yield Thing(
            number=int(record["qid"][1:]),
            kind="person",
            names=_latin_first(name for name in names if name),
            popularity=popularity_of(record),
            country=country,
            born=day(record.get("birth_date")),
            died=day(record.get("death_date"), is_end=True),
            offices=[
                Held(
                    office.get("position_label") or "",
                    int((office.get("position_qid") or "Q0")[1:]),
                    countries.find(office["country"].replace("-", " "))[0] if "country" in office else country,
                    day(office.get("start")),
                    day(office.get("end"), is_end=True),
                )
                for office in record.get("offices", ())
                if office.get("position_label")
            ],
        )


def others(path: Path, countries: Countries) -> Iterator[Thing]:
    """Yield a thing per row of the second file."""
    for record in _records(path):
        if record["qid"] in LEFT_OUT:
            continue
        kind = KINDS[record["type"]]
        aliases = [name for name in record["aliases"] if kind != "country" or not _CODE.fullmatch(name)]
        code, geonames_id = countries.find(*aliases) if kind == "country" else (None, 0)
        code = code or next((SOURCE_COUNTRIES[s] for s in record["sources"] if s in SOURCE_COUNTRIES), None)
        yield Thing(
            number=int(record["qid"][1:]),
            kind=kind,
            names=_latin_first(aliases),
            popularity=1.0 if kind == "country" else (WIKI if "congress-legislators" in record["sources"] else 0.0),
            country=code,
            geonames_id=geonames_id,
        )


def joined(things: Iterator[Thing]) -> list[Thing]:
    """Return each id once: of two rows, the one with offices, with the names of both."""
    found: dict[int, Thing] = {}
    for thing in things:
        known = found.get(thing.number)
        if known is None:
            found[thing.number] = thing
            continue
        main, other = (known, thing) if len(known.offices) >= len(thing.offices) else (thing, known)
        names = {name.text: name for name in (*main.names, *other.names)}
        found[thing.number] = Thing(**{f: getattr(main, f) for f in Thing.__slots__} | {"names": tuple(names.values())})
    return list(found.values())


def _latin_first(names: Iterator[str] | list[str]) -> list[Name]:
    ordered = sorted(names, key=lambda name: script_of(name) != "Latn")
    return [Name(name) for name in ordered]


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    """Write the pack."""
    parser = argparse.ArgumentParser(description="Write the knowledge pack that ships.")
    parser.add_argument("politicians", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--date", required=True, type=date.fromisoformat, help="day of the newest facts")
    given = parser.parse_args()
    countries = Countries(Gazetteer.load(None))
    things = joined(iter([*politicians(given.politicians, countries), *others(given.names, countries)]))
    manifest = Manifest(
        name="office-holders",
        kind="knowledge",
        version=given.version,
        date=given.date,
        licence="CC0-1.0 AND PDDL-1.0 AND CC-BY-4.0",
        sources=SOURCES,
        popularity_basis="offices",
    )
    whole = write_pack(given.out, manifest, tables_of(things), is_compressed=True)
    size = sum(path.stat().st_size for path in given.out.iterdir())
    print(f"{whole.pack_id}: {whole.entity_count:,} entities, {size:,} bytes")


if __name__ == "__main__":
    main()
