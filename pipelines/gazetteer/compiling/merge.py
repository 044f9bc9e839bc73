"""Adds a staged GeoNames dump to the places that the embedded gazetteer knows.

What the embedded gazetteer knows stays: its places keep their rows and names. A place that the dump has too takes the
dump's coordinates, feature and inhabitants; a division without a GeoNames id takes the id.
"""

from array import array
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from pipelines.gazetteer.areas import bare_names
from pipelines.gazetteer.compiling.builder import Builder, importance_of
from pipelines.gazetteer.compiling.dump import CHUNK_ROWS
from pipelines.gazetteer.compiling.spelling import is_english_alternate
from pipelines.gazetteer.normalise import name_key

SKIPPED_FEATURES = frozenset({"P.PPLQ", "P.PPLW", "P.PPLH", "A.ADMDH", "A.PCLH", "A.ZN", "A.ZNB"})
"""Abandoned, destroyed and former places that share their names with living ones; the facts hold those in the news."""
_LEVELS = ("A.ADM1", "A.ADM2")
DUMP_IMPORTANCE = {"S": 0.1, "R": 0.05, "H": 0.15, "T": 0.15, "L": 0.15, "V": 0.12, "U": 0.1}
"""Prior of a dump's natural features and facilities: the facts hold those in the news, the rest are farms and creeks."""
SAME_PLACE_DEGREES = 0.15
"""A fact and a dump row of one name and class this near to each other (about 15 km) are one place."""


MAX_DENSE_ID = 40_000_000
"""GeoNames's ids end near 13 million; the table of a dump with ids up to this takes 160 MB, and beyond it a map is used."""
GROWTH_IDS = 100_000


class RowsById:
    """Rows by GeoNames id; ids are dense, so that a table by id is the smallest map of them."""

    def __init__(self) -> None:
        self._rows = array("i")
        self._far: dict[int, int] = {}

    def get(self, number: int) -> int | None:
        """The row of an id, or None."""
        if number >= MAX_DENSE_ID:
            return self._far.get(number)
        row = self._rows[number] if number < len(self._rows) else -1
        return row if row >= 0 else None

    def __setitem__(self, number: int, row: int) -> None:
        if number >= MAX_DENSE_ID:
            self._far[number] = row
            return
        if number >= len(self._rows):
            self._rows.extend([-1] * (number + GROWTH_IDS - len(self._rows)))
        self._rows[number] = row

    def __contains__(self, number: int) -> bool:
        return self.get(number) is not None


class DumpMerger:
    """Adds dump rows to a builder: first the divisions, then what lies in them."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self._known = RowsById()
        for row, number in enumerate(builder.integers["geonames_id"]):
            if number:
                self._known[number] = row
        self._countries: dict[str, int] = {}
        self._admin1: dict[tuple[str, str], int] = {}
        self._admin2: dict[tuple[int, str], int] = {}
        self._admin2_names: dict[tuple[int, str], int] = {}
        self._facts: dict[tuple[str, str, str], int] = {}
        for row, feature in enumerate(builder.features):
            if feature == "A.PCLI":
                self._countries[builder.countries[row]] = row
            elif feature == "A.ADM1" and row in builder.admin_codes:
                self._admin1[builder.countries[row], builder.admin_codes[row]] = row
            elif feature == "A.ADM2":
                self._admin2_names[builder.integers["admin1_row"][row], name_key(builder.names[row])] = row
            elif row in builder.slugs:
                self._facts[builder.countries[row], feature[0], name_key(builder.names[row])] = row

    def add_places(self, staged: Path) -> None:
        """Add the places of a staged file, divisions first."""
        for level in _LEVELS:
            for row in _rows(staged, level):
                self._add(row)
        for row in _rows(staged, skipped=SKIPPED_FEATURES | set(_LEVELS)):
            self._add(row)

    def add_codes(self, staged: Path) -> None:
        """Give divisions that no file of places had their GeoNames ids and names."""
        for row in _rows(staged):
            country, code, *rest = row["code"].split(".", 2)
            known = self._admin1.get((country, code))
            if known is not None and rest:
                known = self._admin2_names.get((known, name_key(row["name"])))
            if known is not None:
                self._identify(known, row["geonames_id"])
                self.builder.add_name(known, row["name"], "alternate")

    def add_hierarchy(self, staged: Path) -> None:
        """Put places without a first- or second-level division into the one that the hierarchy gives them."""
        builder = self.builder
        for row in _rows(staged):
            parent, child = self._known.get(row["parent_id"]), self._known.get(row["child_id"])
            if parent is None or child is None or parent == child:
                continue
            column = {"A.ADM1": "admin1_row", "A.ADM2": "admin2_row"}.get(builder.features[parent])
            if column and builder.integers[column][child] < 0:
                builder.integers[column][child] = parent

    def add_alternates(self, staged: Path) -> None:
        """Add the alternate names of a staged file to the places that are known by then."""
        for row in _rows(staged):
            at = self._known.get(row["geonames_id"])
            if at is not None and (row["kind"] == "abbreviation" or is_english_alternate(row["name"])):
                self.builder.add_name(at, row["name"], row["kind"])

    def _add(self, row: dict[str, Any]) -> None:
        feature, country = row["feature"], row["country"]
        admin1 = self._admin1.get((country, row["admin1"]), -1)
        admin2 = self._admin2.get((admin1, row["admin2"]), -1) if row["admin2"] else -1
        parents = (admin2, admin1, self._countries.get(country, -1))
        at = self._row_of(row, admin1)
        if at is None:
            at = self.builder.add(
                row["name"],
                feature,
                row["latitude"],
                row["longitude"],
                country=country,
                geonames_id=row["geonames_id"],
                population=row["population"],
                importance=DUMP_IMPORTANCE.get(feature[0], 0.0),
                admin_code=row["admin1"] if feature == "A.ADM1" else "",
                parents=parents,
            )
            self._known[row["geonames_id"]] = at
        elif feature[0] == "P" or feature.startswith("A.ADM"):
            self._update(at, row, parents)
        else:
            self._identify(at, row["geonames_id"])
        if feature == "A.ADM1":
            self._admin1[country, row["admin1"]] = at
            self.builder.integers["admin1_row"][at] = at
        elif feature == "A.ADM2":
            self._admin2[admin1, row["admin2"]] = at
        self._add_names(at, row)

    def _row_of(self, row: dict[str, Any], admin1: int) -> int | None:
        """The row that the place already has, by its id, as the division of its code or name, or as a fact."""
        if (at := self._known.get(row["geonames_id"])) is not None:
            return at
        if row["feature"] == "A.ADM1":
            return admin1 if admin1 >= 0 and not self.builder.integers["geonames_id"][admin1] else None
        return self._same_admin2(admin1, row) if row["feature"] == "A.ADM2" else self._same_fact(row)

    def _add_names(self, at: int, row: dict[str, Any]) -> None:
        names = {row["ascii_name"], *row["alternates"].split(",")} - {row["name"]}
        for name in sorted(filter(is_english_alternate, names)):
            self.builder.add_name(at, name, "alternate")
        if row["feature"].startswith("A.ADM"):
            for name in bare_names(row["name"]):
                self.builder.add_name(at, name, "admin_form")

    def _same_admin2(self, admin1: int, row: dict[str, Any]) -> int | None:
        for name in (row["name"], row["ascii_name"], *row["alternates"].split(",")):
            found = self._admin2_names.get((admin1, name_key(name)))
            if found is not None and not self.builder.integers["geonames_id"][found]:
                return found
        return None

    def _same_fact(self, row: dict[str, Any]) -> int | None:
        for name in (row["name"], row["ascii_name"]):
            found = self._facts.get((row["country"], row["feature"][0], name_key(name)))
            if found is None or self.builder.integers["geonames_id"][found]:
                continue
            latitude, longitude = (self.builder.numbers[n][found] for n in ("latitude", "longitude"))
            if max(abs(latitude - row["latitude"]), abs(longitude - row["longitude"])) <= SAME_PLACE_DEGREES:
                return found
        return None

    def _update(self, at: int, row: dict[str, Any], parents: tuple[int, int, int]) -> None:
        builder = self.builder
        self._identify(at, row["geonames_id"])
        builder.numbers["latitude"][at], builder.numbers["longitude"][at] = row["latitude"], row["longitude"]
        builder.features[at] = row["feature"]
        builder.integers["population"][at] = max(row["population"], builder.integers["population"][at])
        if row["feature"].startswith("P."):
            importance = importance_of(row["feature"], builder.integers["population"][at])
            builder.numbers["importance"][at] = max(importance, builder.numbers["importance"][at])
        for column, parent in zip(("admin2_row", "admin1_row", "country_row"), parents, strict=True):
            if parent >= 0:
                builder.integers[column][at] = parent
        builder.add_name(at, row["name"], "main")

    def _identify(self, at: int, geonames_id: int) -> None:
        if self.builder.integers["geonames_id"][at] == 0 and geonames_id not in self._known:
            self.builder.integers["geonames_id"][at] = geonames_id
            self.builder.slugs.pop(at, None)
            self._known[geonames_id] = at


def _rows(staged: Path, feature: str = "", skipped: Set[str] = frozenset()) -> Iterator[dict[str, Any]]:
    """Rows of a staged file; of places, only those of one feature, or none of the skipped ones."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    with pq.ParquetFile(staged) as file:
        for batch in file.iter_batches(batch_size=CHUNK_ROWS):
            kept = batch
            if feature:
                kept = batch.filter(pc.equal(batch.column("feature"), feature))
            elif skipped:
                named = pc.is_in(batch.column("feature"), value_set=pa.array(sorted(skipped)))
                kept = batch.filter(pc.invert(named))
            yield from kept.to_pylist()
