"""Collects places and their names, and turns them into gazetteer columns."""

import hashlib
import math
import re
from array import array
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa

from pipelines.gazetteer.columns import Columns
from pipelines.gazetteer.compiling.name_index import NameIndex
from pipelines.gazetteer.compiling.place_columns import CodeColumn, TextColumn, sparse_texts
from pipelines.gazetteer.fuzzy import MIN_CHARS, fuzzy_order
from pipelines.gazetteer.normalise import key_hash, name_key
from pipelines.gazetteer.place import NAME_KINDS
from pipelines.gazetteer.romanise import MIN_FOLD_CHARS, fold, scripts_of

FUZZY_MIN_IMPORTANCE = 0.2
"""The prior of a dump's creeks and farms is below it: millions of names that no misspelling means."""
FUZZY_MIN_POPULATION = 15_000
"""Smaller towns are not offered for misspelt names: among them a similar name is more often a different place."""
_SEPARATOR = "\x1f"
DIGEST_ROWS = 100_000
"""Texts joined at a time for the digest."""
ATTRIBUTION = "Contains data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0, changed by Dateline."
_KIND_IDS = {kind: position for position, kind in enumerate(NAME_KINDS)}
_COUNTRY_CODES = frozenset({"PCLI", "PCLD", "PCLS", "PCLIX", "PCL", "PCLF", "TERR"})
_FIXED_IMPORTANCE = {"CONT": 0.88, "RGN": 0.7, "OCN": 0.8, "SEA": 0.7, "PCLH": 0.7, "RGNE": 0.6}
_CLASS_IMPORTANCE = {"H": 0.5, "T": 0.5, "L": 0.5, "S": 0.5, "V": 0.4, "R": 0.3, "U": 0.4}


def slug_of(name: str) -> str:
    """A name as an id: lower case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")


KNOWN_STATE_BONUS = 0.09
"""A first-level division that the facts name is one that the news names."""


def importance_of(feature: str, population: int) -> float:
    """The prior of a place by its feature (`P.PPLA`) and inhabitants, 0 to 1.

    A country stands above its capital, a state about level with its largest city, a county near a town.
    """
    feature_class, _, code = feature.partition(".")
    size = math.log10(max(population, 0) + 1)
    if code in _COUNTRY_CODES:
        return min(0.97, 0.75 + 0.022 * size)
    if code in _FIXED_IMPORTANCE:
        return _FIXED_IMPORTANCE[code]
    if code == "ADM1":
        return 0.27 + 0.03 * size
    if feature_class == "A":
        return 0.15 + 0.035 * size
    if feature_class == "P":
        capital = {"PPLC": 0.12, "PPLA": 0.03, "PPLX": -0.08}.get(code, 0.0)
        return min(0.85, max(0.05, 0.09 * size + capital))
    return _CLASS_IMPORTANCE.get(feature_class, 0.3)


class Builder:
    """Places by row, and the names that lead to them.

    Args:
        folder: Where the index of names goes when it is large; None keeps it in memory.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.names = TextColumn()
        self.slugs: dict[int, str] = {}
        self.admin_codes: dict[int, str] = {}
        self.features = CodeColumn()
        self.countries = CodeColumn()
        self.numbers = {n: array("f") for n in ("latitude", "longitude", "extent_km", "importance")}
        self.integers = {n: array("q") for n in ("population", "geonames_id")}
        self.integers |= {n: array("i") for n in ("admin1_row", "admin2_row", "country_row")}
        self._index_names = NameIndex(folder)
        self._fuzzy_keys: list[str] = []
        self._fuzzy_rows: list[int] = []

    @classmethod
    def extending(cls, columns: Columns, folder: Path | None = None) -> Self:
        """A builder that begins with all places and names of a gazetteer, in the same rows."""
        builder = cls(folder)
        features, countries = (columns.texts[n].to_pylist() for n in ("feature_codes", "country_codes"))
        builder.names = TextColumn(columns.texts["name"].to_pylist())
        builder.slugs = {row: slug for row, slug in enumerate(columns.texts["slug"].to_pylist()) if slug}
        builder.admin_codes = {row: code for row, code in enumerate(columns.texts["admin_code"].to_pylist()) if code}
        builder.features = CodeColumn(features[i] for i in columns.arrays["feature_id"].tolist())
        builder.countries = CodeColumn(countries[i] for i in columns.arrays["country_id"].tolist())
        for name, numbers in builder.numbers.items():
            numbers.frombytes(columns.arrays[name].tobytes())
        for name, integers in builder.integers.items():
            integers.frombytes(columns.arrays[name].tobytes())
        builder._index_names.extend(*(columns.arrays[name] for name in ("name_hash", "name_row", "name_kind")))
        builder._fuzzy_keys = columns.texts["fuzzy_key"].to_pylist()
        builder._fuzzy_rows = columns.arrays["fuzzy_row"].tolist()
        return builder

    def __len__(self) -> int:
        return len(self.names)

    def add(
        self,
        name: str,
        feature: str,
        latitude: float,
        longitude: float,
        *,
        country: str = "",
        slug: str = "",
        geonames_id: int = 0,
        population: int = 0,
        extent_km: float = 0.0,
        importance: float = 0.0,
        admin_code: str = "",
        parents: tuple[int, int, int] = (-1, -1, -1),
    ) -> int:
        """Add a place under its main name and return its row.

        Args:
            name: Main name.
            feature: GeoNames class and code, `P.PPL`.
            latitude: Degrees.
            longitude: Degrees.
            country: ISO 3166-1 alpha-2, or "".
            slug: Id of a place without a GeoNames id.
            geonames_id: GeoNames id, or 0.
            population: Inhabitants, or 0.
            extent_km: Radius-like size.
            importance: Prior; 0 for the usual one.
            admin_code: GeoNames code, for administrative areas.
            parents: Rows of second-level area, first-level area and country; -1 for none.
        """
        row = len(self.names)
        self.names.append(name)
        if not geonames_id:
            self.slugs[row] = slug or slug_of(name)
        if admin_code:
            self.admin_codes[row] = admin_code
        self.features.append(feature)
        self.countries.append(country)
        for column, value in (("latitude", latitude), ("longitude", longitude), ("extent_km", extent_km)):
            self.numbers[column].append(value)
        self.numbers["importance"].append(importance or importance_of(feature, population))
        for column, number in zip(
            ("population", "geonames_id", "admin2_row", "admin1_row", "country_row"),
            (population, geonames_id, *parents),
            strict=True,
        ):
            self.integers[column].append(number)
        self.add_name(row, name, "main")
        return row

    def add_name(self, row: int, name: str, kind: str) -> None:
        """Let a name lead to a place; a name without letters is left out."""
        key = name_key(name)
        if not key or (len(key) < 2 and kind != "abbreviation"):
            return
        self._index(key, row, kind)
        if kind in {"abbreviation", "demonym", "admin_form"}:
            return
        if len(key) >= MIN_FOLD_CHARS and key.isascii():
            for script in scripts_of(self.countries[row]):
                self._index(fold(key, script), row, "transliteration")
        if self.features[row][0] == "P":
            is_known = self.integers["population"][row] >= FUZZY_MIN_POPULATION
        else:
            is_known = self.numbers["importance"][row] >= FUZZY_MIN_IMPORTANCE
        if kind in {"main", "official"} and is_known and len(key) >= MIN_CHARS and key.isascii():
            self._fuzzy_keys.append(key)
            self._fuzzy_rows.append(row)

    def _index(self, key: str, row: int, kind: str) -> None:
        self._index_names.add(key_hash(key), row, _KIND_IDS[kind])

    def columns(self) -> Columns:
        """The columns: the name index by hash, then most important place first, one entry for a hash and a place."""
        index = self._index_names.sorted(np.frombuffer(self.numbers["importance"], np.float32))
        features = sorted(self.features.used())
        codes = ["", *sorted(self.countries.used() - {""})]
        fuzzy_keys, fuzzy_rows = fuzzy_order(self._fuzzy_keys, self._fuzzy_rows)
        arrays: dict[str, Any] = {n: np.frombuffer(values, np.float32) for n, values in self.numbers.items()}
        arrays |= {n: np.frombuffer(v, np.int64 if v.itemsize == 8 else np.int32) for n, v in self.integers.items()}
        arrays |= {
            "feature_id": self.features.numbered(features),
            "country_id": self.countries.numbered(codes),
            "name_hash": index.hashes,
            "name_row": index.rows,
            "name_kind": index.kinds,
            "fuzzy_row": fuzzy_rows,
        }
        texts = {
            "name": self.names.arrow(),
            "slug": sparse_texts(self.slugs, len(self)),
            "admin_code": sparse_texts(self.admin_codes, len(self)),
            "fuzzy_key": pa.array(fuzzy_keys, pa.large_string()),
            "feature_codes": pa.array(features, pa.large_string()),
            "country_codes": pa.array(codes, pa.large_string()),
        }
        return Columns(arrays, texts, {"version": _digest(arrays, texts), "attribution": ATTRIBUTION})


def _digest(arrays: dict[str, Any], texts: dict[str, pa.Array]) -> str:
    """A version by content: equal content, equal version."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(np.ascontiguousarray(arrays[name]).view(np.uint8).data)
    for name in sorted(texts):
        for first in range(0, len(texts[name]), DIGEST_ROWS):
            joined = _SEPARATOR.join(texts[name].slice(first, DIGEST_ROWS).to_pylist())
            digest.update((_SEPARATOR + joined if first else joined).encode())
    return digest.hexdigest()[:12]
