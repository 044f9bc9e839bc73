"""Collects places and their names, and turns them into gazetteer columns."""

import hashlib
import math
import re
from array import array
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.enrich.places.gazetteer.columns import Columns
from pipelines.enrich.places.gazetteer.fuzzy import MIN_CHARS, fuzzy_order
from pipelines.enrich.places.gazetteer.normalise import key_hash, name_key
from pipelines.enrich.places.gazetteer.place import NAME_KINDS
from pipelines.enrich.places.gazetteer.romanise import MIN_FOLD_CHARS, fold, scripts_of

FUZZY_MIN_POPULATION = 15_000
"""Smaller towns are not offered for misspelt names: among them a similar name is more often a different place."""
ATTRIBUTION = "Contains data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0, changed by Dateline."
_KIND_IDS = {kind: position for position, kind in enumerate(NAME_KINDS)}
_COUNTRY_CODES = frozenset({"PCLI", "PCLD", "PCLS", "PCLIX", "PCL", "PCLF", "TERR"})
_FIXED_IMPORTANCE = {"CONT": 0.88, "RGN": 0.7, "OCN": 0.8, "SEA": 0.7, "PCLH": 0.7, "RGNE": 0.6}
_CLASS_IMPORTANCE = {"H": 0.5, "T": 0.5, "L": 0.5, "S": 0.5, "V": 0.4, "R": 0.3, "U": 0.4}


def slug_of(name: str) -> str:
    """A name as an id: lower case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")


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
        return 0.40 + 0.03 * size
    if feature_class == "A":
        return 0.15 + 0.035 * size
    if feature_class == "P":
        capital = {"PPLC": 0.12, "PPLA": 0.03, "PPLX": -0.08}.get(code, 0.0)
        return min(0.85, max(0.05, 0.09 * size + capital))
    return _CLASS_IMPORTANCE.get(feature_class, 0.3)


class Builder:
    """Places by row, and the names that lead to them."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.slugs: list[str] = []
        self.admin_codes: list[str] = []
        self.features: list[str] = []
        self.countries: list[str] = []
        self.numbers = {n: array("d") for n in ("latitude", "longitude", "extent_km", "importance")}
        self.integers = {
            n: array("q") for n in ("population", "geonames_id", "admin1_row", "admin2_row", "country_row")
        }
        self._hashes, self._hash_rows, self._hash_kinds = array("Q"), array("L"), array("B")
        self._fuzzy_keys: list[str] = []
        self._fuzzy_rows: list[int] = []

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
        """Adds a place under its main name and gives its row.

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
        self.slugs.append("" if geonames_id else slug or slug_of(name))
        self.admin_codes.append(admin_code)
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
        """Lets a name lead to a place; a name without letters is left out."""
        key = name_key(name)
        if not key or (len(key) < 2 and kind != "abbreviation"):
            return
        self._index(key, row, kind)
        if kind in {"abbreviation", "demonym", "admin_form"}:
            return
        if len(key) >= MIN_FOLD_CHARS and key.isascii():
            for script in scripts_of(self.countries[row]):
                self._index(fold(key, script), row, "transliteration")
        is_known = self.features[row][0] != "P" or self.integers["population"][row] >= FUZZY_MIN_POPULATION
        if kind in {"main", "official"} and is_known and len(key) >= MIN_CHARS and key.isascii():
            self._fuzzy_keys.append(key)
            self._fuzzy_rows.append(row)

    def _index(self, key: str, row: int, kind: str) -> None:
        self._hashes.append(key_hash(key))
        self._hash_rows.append(row)
        self._hash_kinds.append(_KIND_IDS[kind])

    def columns(self) -> Columns:
        """The columns: the name index by hash, then most important place first, one entry for a hash and a place."""
        hashes = np.frombuffer(self._hashes, np.uint64)
        rows = np.frombuffer(self._hash_rows, np.dtype(f"u{self._hash_rows.itemsize}")).astype(np.uint32)
        kinds = np.frombuffer(self._hash_kinds, np.uint8)
        importance = np.frombuffer(self.numbers["importance"], np.float64)
        order = np.lexsort((kinds, rows, -importance[rows], hashes))
        hashes, rows, kinds = hashes[order], rows[order], kinds[order]
        is_first = np.ones(len(hashes), bool)
        is_first[1:] = (hashes[1:] != hashes[:-1]) | (rows[1:] != rows[:-1])
        features, feature_ids = np.unique(np.array(self.features), return_inverse=True)
        codes = ["", *sorted(set(self.countries) - {""})]
        country_ids = {code: position for position, code in enumerate(codes)}
        fuzzy_keys, fuzzy_rows = fuzzy_order(self._fuzzy_keys, self._fuzzy_rows)
        arrays: dict[str, Any] = {name: np.frombuffer(values) for name, values in self.numbers.items()}
        arrays |= {name: np.frombuffer(values, np.int64) for name, values in self.integers.items()}
        arrays |= {
            "feature_id": feature_ids,
            "country_id": np.array([country_ids[code] for code in self.countries]),
            "name_hash": hashes[is_first],
            "name_row": rows[is_first],
            "name_kind": kinds[is_first],
            "fuzzy_row": fuzzy_rows,
        }
        texts = {
            "name": pa.array(self.names, pa.large_string()),
            "slug": pa.array(self.slugs, pa.large_string()),
            "admin_code": pa.array(self.admin_codes, pa.large_string()),
            "fuzzy_key": pa.array(fuzzy_keys, pa.large_string()),
            "feature_codes": pa.array(features.tolist(), pa.large_string()),
            "country_codes": pa.array(codes, pa.large_string()),
        }
        return Columns(arrays, texts, {"version": _digest(arrays, texts), "attribution": ATTRIBUTION})


def _digest(arrays: dict[str, Any], texts: dict[str, pa.Array]) -> str:
    """A version by content: equal content, equal version."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(np.ascontiguousarray(arrays[name]).tobytes())
    for name in sorted(texts):
        digest.update("\x1f".join(texts[name].to_pylist()).encode())
    return digest.hexdigest()[:12]
