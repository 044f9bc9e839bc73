"""The gazetteer at work: from a name to the places that it may name."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.gazetteer.columns import Columns, read_columns
from pipelines.gazetteer.forms import forms, is_cased
from pipelines.gazetteer.fuzzy import FuzzyIndex
from pipelines.gazetteer.normalise import MAX_NAME_CHARS, key_hash, name_key, normalise_name
from pipelines.gazetteer.place import NAME_KINDS, NAME_SCORES, Candidate, Containment, NameSpan, Place
from pipelines.gazetteer.priors import (
    COUNTRY_IMPORTANCE,
    FORM_DISCOUNT,
    MAX_AREAS,
    MAX_NAMESAKES,
    OUTSIDE_DISCOUNT,
)
from pipelines.gazetteer.regions import lies_in_region
from pipelines.gazetteer.romanise import MIN_FOLD_CHARS, SCRIPTS, fold
from pipelines.gazetteer.scan import is_word_in_capitals, name_windows
from pipelines.gazetteer.view import View, as_seen

EMBEDDED_FILE = Path(__file__).parent.parent / "models" / "places" / "gazetteer.arrow"
CANDIDATE_CACHE_ENTRIES = 1_024
"""Surfaces whose candidates are kept: about 1 MB for news, at most 10 MB if each had `MAX_CANDIDATES`. Readers keep what they make of
them; asked again are mostly the areas of "Paris, Texas"."""
MAX_CANDIDATES = 60
H3_RESOLUTION = 7
"""Cells of about 5 square kilometres: core.places."""
_FULL_KINDS = frozenset({"main", "official"})
_WEAK_KINDS = frozenset({"site", "part"})
_CASED_KINDS = frozenset({"abbreviation", "demonym"})


class Gazetteer:
    """Places, their names and what contains them, in columns.

    The columns are public for rankers: `latitude`, `longitude`, `population`, `extent_km`, `importance`,
    `feature_id` (into `feature_codes`, such as `P.PPLA`), `country_id` (into `country_codes`; 0 is none),
    `admin1_row`, `admin2_row`, `country_row` (-1 is none), `name_count` (names that a place is listed under). A row number holds for one gazetteer file only; a
    `place_id` holds for all.

    Attributes:
        version: Changes whenever the file's content or the view does; belongs in an annotator's configuration.
        attribution: What the licence of the data asks to be shown.
    """

    def __init__(self, columns: Columns, *, view: View | None = None) -> None:
        """A gazetteer over columns.

        Args:
            columns: As `read_columns` gives them.
            view: Country codes that replace ISO 3166; see `View`.
        """
        arrays = columns.arrays
        self.latitude: npt.NDArray[np.float32] = arrays["latitude"]
        self.longitude: npt.NDArray[np.float32] = arrays["longitude"]
        self.population: npt.NDArray[np.int64] = arrays["population"]
        self.extent_km: npt.NDArray[np.float32] = arrays["extent_km"]
        self.importance: npt.NDArray[np.float32] = arrays["importance"]
        self.feature_id: npt.NDArray[np.uint16] = arrays["feature_id"]
        self.country_id: npt.NDArray[np.uint16] = arrays["country_id"]
        self.admin1_row: npt.NDArray[np.int32] = arrays["admin1_row"]
        self.admin2_row: npt.NDArray[np.int32] = arrays["admin2_row"]
        self.country_row: npt.NDArray[np.int32] = arrays["country_row"]
        self.geonames_id: npt.NDArray[np.int64] = arrays["geonames_id"]
        self.feature_codes: tuple[str, ...] = tuple(columns.texts["feature_codes"].to_pylist())
        self.country_codes: tuple[str, ...] = tuple(columns.texts["country_codes"].to_pylist())
        self.version: str = columns.metadata["version"]
        self.attribution: str = columns.metadata["attribution"]
        self._names, self._slugs, self._admin_codes = (columns.texts[name] for name in ("name", "slug", "admin_code"))
        self._hashes, self._rows, self._kinds = (arrays[name] for name in ("name_hash", "name_row", "name_kind"))
        self.name_count: npt.NDArray[np.int64] = np.bincount(self._rows, minlength=len(self.latitude))
        self._fuzzy = FuzzyIndex(columns.texts["fuzzy_key"], arrays["fuzzy_row"])
        self._class_of = tuple(code[0] for code in self.feature_codes)
        self._id_order: npt.NDArray[Any] | None = None
        self._slug_rows: dict[str, int] | None = None
        self._cached = lru_cache(maxsize=CANDIDATE_CACHE_ENTRIES)(self._find)
        if view:
            seen = as_seen(self, view)
            self.country_id, self.country_row, self.country_codes, self.version = seen

    @classmethod
    def load(cls, path: Path | None = None, *, view: View | None = None) -> Self:
        """The gazetteer in a file; the embedded one when no path is given.

        Raises:
            GazetteerFileError: If the file is missing, damaged or of another format.
        """
        return cls(read_columns(path or EMBEDDED_FILE), view=view)

    def __len__(self) -> int:
        return len(self.latitude)

    def candidates(self, surface: str, *, limit: int = 30, fuzzy: bool = True) -> list[Candidate]:
        """The places that a surface may name, most plausible first; none for a surface without letters.

        Args:
            surface: As the text writes it; capitals tell "US" from "us".
            limit: The most to give.
            fuzzy: Whether to look for similar names when no other reading gives a place.
        """
        return list(self._cached(surface[:MAX_NAME_CHARS], fuzzy)[:limit])

    def prior(self, candidate: Candidate) -> float:
        """How plausible a candidate is when nothing but its name is known, 0 to 1."""
        return candidate.name_score * float(self.importance[candidate.row])

    def _find(self, surface: str, is_fuzzy: bool) -> tuple[Candidate, ...]:  # noqa: FBT001 positional for the cache
        found: dict[int, Candidate] = {}
        head, *areas = [part for part in surface.split(",", MAX_AREAS + 1)[: MAX_AREAS + 1] if part.strip()] or [""]
        if areas:
            found.update(self._inside(head, areas))
        key = name_key(surface)
        stripped = normalise_name(surface)
        for variant in (key,) if key == stripped else (key, stripped):
            self._collect(found, variant, surface)
            if found:
                break
        discount = FORM_DISCOUNT if any(c.name_kind in _FULL_KINDS for c in found.values()) else 1.0
        for form in forms(stripped):
            self._collect(found, form.key, surface, kind=form.kind, classes=form.classes, discount=discount)
        if len(stripped) >= MIN_FOLD_CHARS:
            for script in SCRIPTS:
                self._collect(
                    found, fold(stripped, script), surface, kind="transliteration", name=stripped, discount=discount
                )
        if is_fuzzy and all(c.name_kind in _WEAK_KINDS for c in found.values()):
            for row, name, score in self._fuzzy.similar(stripped):
                found.setdefault(row, Candidate(row, name, "fuzzy", score * NAME_SCORES["fuzzy"]))
        ranked = sorted(found.values(), key=lambda c: (-self.prior(c), c.row))
        return tuple(ranked[:MAX_CANDIDATES])

    def _inside(self, head: str, tails: list[str]) -> dict[int, Candidate]:
        """Candidates of "Paris, Texas": those of the first name that lie in a place of another come first."""
        areas = {c.row for tail in tails for c in self._cached(tail.strip(), False)}  # noqa: FBT003 for the cache
        named = {c.row: c for c in self._cached(head.strip(), False)}  # noqa: FBT003
        self._collect(named, normalise_name(head), head, most=MAX_NAMESAKES)
        found = {}
        for candidate in named.values():
            is_inside = candidate.row not in areas and (
                not areas.isdisjoint(self.containment(candidate.row)) or lies_in_region(self, candidate.row, areas)
            )
            score = candidate.name_score if is_inside else candidate.name_score * OUTSIDE_DISCOUNT
            found[candidate.row] = candidate._replace(name_score=score)
        return found

    def _collect(
        self,
        found: dict[int, Candidate],
        key: str,
        surface: str,
        *,
        kind: str = "",
        classes: str = "",
        name: str = "",
        discount: float = 1.0,
        most: int = MAX_CANDIDATES,
    ) -> None:
        if not key:
            return
        wanted = np.uint64(key_hash(key))
        first = int(self._hashes.searchsorted(wanted, side="left"))
        last = int(self._hashes.searchsorted(wanted, side="right"))
        for position in range(first, min(last, first + most)):
            row = int(self._rows[position])
            own_kind = NAME_KINDS[self._kinds[position]]
            if own_kind in _CASED_KINDS and (kind or not is_cased(surface, own_kind)):
                continue
            if classes and self._class_of[self.feature_id[row]] not in classes:
                continue
            is_other_form = kind and kind != own_kind
            score = discount * NAME_SCORES[own_kind] * (NAME_SCORES[kind] if is_other_form else 1.0)
            if row not in found or found[row].name_score < score:
                found[row] = Candidate(row, name or key, kind or own_kind, score)

    def matches_in(self, text: str) -> list[NameSpan]:
        """The known names in a text: longest first match over runs of capitalised words, left to right.

        Args:
            text: Any text; the time is linear in its length.
        """
        windows = name_windows(text)
        wanted = np.array([window.key_hash for window in windows], np.uint64)
        firsts = self._hashes.searchsorted(wanted, side="left")
        known = np.flatnonzero(self._hashes[np.minimum(firsts, len(self._hashes) - 1)] == wanted)
        lasts = self._hashes.searchsorted(wanted[known], side="right")
        spans: list[NameSpan] = []
        end = 0
        for number, first, last in zip(known.tolist(), firsts[known].tolist(), lasts.tolist(), strict=True):
            window = windows[number]
            if window.start_char < end:
                continue
            surface = text[window.start_char : window.end_char]
            for position in range(first, last):
                kind = NAME_KINDS[self._kinds[position]]
                row = int(self._rows[position])
                importance = float(self.importance[row])
                if (
                    kind == "abbreviation"
                    and importance < COUNTRY_IMPORTANCE
                    and is_word_in_capitals(text, window.start_char, window.end_char)
                ):
                    break
                if kind not in _CASED_KINDS or is_cased(surface, kind):
                    spans.append(NameSpan(window.start_char, window.end_char, row, kind, importance, last - first))
                    end = window.end_char
                    break
        return spans

    def place_id(self, row: int) -> str:
        """The id of the place in a row."""
        number = int(self.geonames_id[row])
        return f"geonames:{number}" if number and not self._slugs[row].as_py() else f"dateline:{self._slugs[row]}"

    def name(self, row: int) -> str:
        """Its main name."""
        return str(self._names[row])

    def containment(self, row: int) -> Containment:
        """What contains the place in a row."""
        return Containment(int(self.admin2_row[row]), int(self.admin1_row[row]), int(self.country_row[row]))

    def row(self, place_id: str) -> int:
        """The row of a place.

        Raises:
            KeyError: If this gazetteer has no such place; the message names it.
        """
        scheme, _, rest = place_id.partition(":")
        if scheme == "geonames" and rest.isascii() and rest.isdigit():
            if self._id_order is None:
                self._id_order = np.argsort(self.geonames_id, kind="stable")
            at = int(np.searchsorted(self.geonames_id, int(rest), sorter=self._id_order))
            if int(rest) and at < len(self) and int(self.geonames_id[self._id_order[at]]) == int(rest):
                return int(self._id_order[at])
        elif scheme == "dateline":
            if self._slug_rows is None:
                self._slug_rows = {slug: row for row, slug in enumerate(self._slugs.to_pylist()) if slug}
            if rest in self._slug_rows:
                return self._slug_rows[rest]
        raise KeyError(f"no place {place_id!r} in gazetteer {self.version}")

    def place(self, place_id: str) -> Place:
        """A place by its id.

        Raises:
            KeyError: As `row`.
        """
        return self.place_at(self.row(place_id))

    def place_at(self, row: int) -> Place:
        """The place in a row."""
        feature_class, _, feature_code = self.feature_codes[self.feature_id[row]].partition(".")
        admin2, admin1, _ = self.containment(row)
        number, inhabitants = int(self.geonames_id[row]), int(self.population[row])
        return Place(
            place_id=self.place_id(row),
            name=self.name(row),
            feature_class=feature_class,
            feature_code=feature_code,
            country_code=self.country_codes[self.country_id[row]] or None,
            admin1_code=str(self._admin_codes[admin1]) or None if admin1 >= 0 else None,
            admin1_name=self.name(admin1) if admin1 >= 0 else None,
            admin2_name=self.name(admin2) if admin2 >= 0 else None,
            latitude=round(float(self.latitude[row]), 5),
            longitude=round(float(self.longitude[row]), 5),
            population=inhabitants or None,
            geonames_id=number or None,
            extent_km=float(self.extent_km[row]),
            importance=float(self.importance[row]),
        )

    def places(self, place_ids: Iterable[str]) -> pa.Table:
        """Rows of `core.places`, one for each distinct id, in order of id.

        Raises:
            KeyError: If this gazetteer has no such place.
        """
        import h3

        contract = CONTRACTS["core.places"]
        rows = []
        for place in map(self.place, sorted(set(place_ids))):
            fields = place._asdict()
            fields["h3_cell"] = h3.latlng_to_cell(place.latitude, place.longitude, H3_RESOLUTION)
            rows.append({name: fields[name] for name in contract.column_names})
        return contract.from_rows(rows)
