"""What the project itself knows of places: small tables of facts beside the code, in `facts/*.csv`.

Fields are separated by semicolons, several values in one field by bars. A column that a table does not have is empty.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

FACTS_DIR = Path(__file__).parent / "facts"
COUNTRIES = "countries"
ADMIN1 = "admin1"
ALIASES = "aliases"
CONTESTED_NOTE = "contested.md"
PLACE_TABLES = ("regions", "water", "land", "facilities", "neighbourhoods", "historical", "settlements")
"""Tables whose rows are places of their own, in the order in which they are compiled."""


class FactError(ValueError):
    """A fact file has a row that cannot be true; the message names file, line and field."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a fact table.

    Attributes:
        name: Main English name.
        code: GeoNames class and code, such as `H.STRT`.
        country: ISO 3166-1 alpha-2, or "".
        admin1: GeoNames code or name of the first-level division, or "".
        latitude: Degrees, None in tables that point to a place of another source.
        longitude: Degrees.
        extent_km: Radius-like size; 0 for a point.
        population: Inhabitants; 0 when unknown.
        geonames_id: GeoNames id; 0 when not known for certain.
        importance: Prior; 0 for the usual one of the feature code.
        official: Other usual or official English names.
        aliases: Other names.
        abbreviations: Short forms that only count when capitalised or dotted.
        demonyms: People and adjectives.
    """

    name: str
    code: str = ""
    country: str = ""
    admin1: str = ""
    latitude: float | None = None
    longitude: float | None = None
    extent_km: float = 0.0
    population: int = 0
    geonames_id: int = 0
    importance: float = 0.0
    official: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


_LISTS = ("official", "aliases", "abbreviations", "demonyms")
_NUMBERS = {
    "latitude": float,
    "longitude": float,
    "extent_km": float,
    "population": int,
    "geonames_id": int,
    "importance": float,
}


def read_facts(table: str, directory: Path = FACTS_DIR) -> Iterator[Fact]:
    """The rows of one fact table, in file order.

    Raises:
        FactError: If a row has too many or too few fields, an unknown column, a bad number or impossible coordinates.
    """
    path = directory / f"{table}.csv"
    known = {field.name for field in fields(Fact)}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=";", quoting=csv.QUOTE_NONE)
        header = next(rows)
        if unknown := set(header) - known:
            raise FactError(f"{path.name}, line 1: no such columns: {sorted(unknown)}")
        for line, row in enumerate(rows, start=2):
            if not row or row[0].startswith("#"):
                continue
            if len(row) != len(header):
                raise FactError(f"{path.name}, line {line}: {len(row)} fields, expected {len(header)}: {row[:3]}")
            yield _fact(dict(zip(header, row, strict=True)), f"{path.name}, line {line}")


def _fact(row: dict[str, str], where: str) -> Fact:
    values: dict[str, object] = {}
    for name, text in row.items():
        text = text.strip()  # noqa: PLW2901 the trimmed field
        if name in _LISTS:
            values[name] = tuple(part.strip() for part in text.split("|") if part.strip())
        elif name in _NUMBERS:
            if text:
                try:
                    values[name] = _NUMBERS[name](text)
                except ValueError as error:
                    raise FactError(f"{where}, {name}: expected a number, got {text!r}") from error
        else:
            values[name] = text
    fact = Fact(**values)  # type: ignore[arg-type]  # checked by name and type above
    if (fact.latitude is not None and abs(fact.latitude) > 90) or (
        fact.longitude is not None and abs(fact.longitude) > 180
    ):
        raise FactError(f"{where}: {fact.latitude}, {fact.longitude} is not on Earth")
    return fact
