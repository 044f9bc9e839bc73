"""GeoNames dump files: their columns, what a row must be, and their staging as Parquet.

The format is described in the readme of https://download.geonames.org/export/dump/ .
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

PLACE_COLUMNS = 19
CODE_COLUMNS = 4
HIERARCHY_COLUMNS = frozenset({2, 3})
ALTERNATE_COLUMNS = 10
ALTERNATE_COLUMNS_OLD = 8
CHUNK_ROWS = 25_000
"""Rows held at once while staging and merging: about 40 MB."""
HASH_CHUNK_BYTES = 1 << 20
ALTERNATE_LANGUAGES = frozenset({"", "en", "abbr", "de", "fr", "es"})
"""Languages whose names English-language news prints; links, postal and airport codes are no names."""

PLACE_SCHEMA = pa.schema(
    [
        ("geonames_id", pa.int64()),
        ("name", pa.string()),
        ("ascii_name", pa.string()),
        ("alternates", pa.string()),
        ("latitude", pa.float32()),
        ("longitude", pa.float32()),
        ("feature", pa.string()),
        ("country", pa.string()),
        ("admin1", pa.string()),
        ("admin2", pa.string()),
        ("population", pa.int64()),
    ]
)
ALTERNATE_SCHEMA = pa.schema([("geonames_id", pa.int64()), ("name", pa.string()), ("kind", pa.string())])
HIERARCHY_SCHEMA = pa.schema([("parent_id", pa.int64()), ("child_id", pa.int64())])
CODE_SCHEMA = pa.schema([("code", pa.string()), ("name", pa.string()), ("geonames_id", pa.int64())])


class DumpError(ValueError):
    """A dump file has a row that cannot be read; the message names file, line, what was expected and what to do."""


class DumpFile(NamedTuple):
    """A file of the dump and how its rows are read."""

    path: Path
    schema: pa.Schema
    parse: Callable[[list[str]], tuple[object, ...] | None]


def dump_files(source_dir: Path) -> list[DumpFile]:
    """The files of a dump folder that are used: places first, then codes and alternate names.

    `allCountries.txt` stands for all places; without it, every country file (`UA.txt`) and `cities*.txt` is read.

    Raises:
        DumpError: If the folder has no file of places.
    """
    everything = source_dir / "allCountries.txt"
    places = [everything] if everything.is_file() else sorted(source_dir.glob("[A-Z][A-Z].txt"))
    if not everything.is_file():
        places += sorted(source_dir.glob("cities*.txt"), key=lambda path: (-path.stat().st_size, path.name))
    if not places:
        raise DumpError(
            f"{source_dir}: no allCountries.txt, country file (UA.txt) or cities*.txt; unpack the dump here"
        )
    files = [DumpFile(path, PLACE_SCHEMA, _place) for path in places]
    for name, schema, parse in (
        ("admin1CodesASCII.txt", CODE_SCHEMA, _code),
        ("admin2Codes.txt", CODE_SCHEMA, _code),
        ("hierarchy.txt", HIERARCHY_SCHEMA, _parent),
        ("alternateNamesV2.txt", ALTERNATE_SCHEMA, _alternate),
    ):
        if (source_dir / name).is_file():
            files.append(DumpFile(source_dir / name, schema, parse))
    return files


def stage(file: DumpFile, staging: Path) -> Path:
    """Read and check a dump file into Parquet, unless an equal file is already staged there.

    Raises:
        DumpError: If a row is wrong; nothing is left staged for the file.
    """
    import pyarrow.parquet as pq

    staging.mkdir(parents=True, exist_ok=True)
    staged, note = staging / f"{file.path.name}.parquet", staging / f"{file.path.name}.json"
    source_hash = file_hash(file.path)
    if staged.is_file() and note.is_file():
        known = json.loads(note.read_text(encoding="utf-8"))
        if known == {"source_sha256": source_hash, "staged_sha256": file_hash(staged)}:
            return staged
    partial = staged.with_suffix(".partial")
    with pq.ParquetWriter(partial, file.schema, compression="zstd") as writer:
        for rows in _chunks(file):
            columns = [pa.array(c, f.type) for c, f in zip(zip(*rows, strict=True), file.schema, strict=True)]
            writer.write_batch(pa.record_batch(columns, schema=file.schema))
    partial.replace(staged)
    note.write_text(json.dumps({"source_sha256": source_hash, "staged_sha256": file_hash(staged)}), encoding="utf-8")
    return staged


def file_hash(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(HASH_CHUNK_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def _chunks(file: DumpFile) -> Iterator[list[tuple[object, ...]]]:
    rows: list[tuple[object, ...]] = []
    with file.path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.endswith("\n") and number > 1 and "\t" not in line[-2:] and _is_cut(line, file):
                raise DumpError(_message(file, number, "the last line is cut short; download the file again"))
            if not line.strip() or line.startswith("#"):
                continue
            try:
                row = file.parse(line.rstrip("\r\n").split("\t"))
            except ValueError as error:
                raise DumpError(_message(file, number, str(error))) from error
            if row is not None:
                rows.append(row)
            if len(rows) >= CHUNK_ROWS:
                yield rows
                rows = []
    if rows:
        yield rows


def _is_cut(line: str, file: DumpFile) -> bool:
    """Whether a last line without a line end lacks columns, or the date that a whole row of places ends with."""
    fields = line.split("\t")
    if file.schema is PLACE_SCHEMA:
        return len(fields) < PLACE_COLUMNS or len(fields[-1]) != len("2026-01-31")
    if file.schema is HIERARCHY_SCHEMA:
        return len(fields) < min(HIERARCHY_COLUMNS)
    return len(fields) < (CODE_COLUMNS if file.schema is CODE_SCHEMA else ALTERNATE_COLUMNS_OLD)


def _message(file: DumpFile, number: int, problem: str) -> str:
    return f"{file.path}, line {number}: {problem}"


def _place(fields: list[str]) -> tuple[object, ...]:
    if len(fields) != PLACE_COLUMNS:
        raise ValueError(f"{len(fields)} columns, expected {PLACE_COLUMNS} separated by tabs")
    latitude, longitude = _degrees(fields[4], 90.0, "latitude"), _degrees(fields[5], 180.0, "longitude")
    return (
        _integer(fields[0], "geonameid"),
        fields[1],
        fields[2],
        fields[3],
        latitude,
        longitude,
        f"{fields[6] or 'P'}.{fields[7] or 'PPL'}",
        fields[8],
        fields[10],
        fields[11],
        _integer(fields[14] or "0", "population"),
    )


def _code(fields: list[str]) -> tuple[object, ...]:
    if len(fields) != CODE_COLUMNS:
        raise ValueError(f"{len(fields)} columns, expected {CODE_COLUMNS} separated by tabs")
    if "." not in fields[0]:
        raise ValueError(f"code is {fields[0]!r}, expected a country and a division such as UA.05")
    return fields[0], fields[1], _integer(fields[3], "geonameid")


def _parent(fields: list[str]) -> tuple[object, ...]:
    if len(fields) not in HIERARCHY_COLUMNS:
        raise ValueError(f"{len(fields)} columns, expected 2 or 3 separated by tabs")
    return _integer(fields[0], "parentId"), _integer(fields[1], "childId")


def _alternate(fields: list[str]) -> tuple[object, ...] | None:
    if len(fields) not in {ALTERNATE_COLUMNS_OLD, ALTERNATE_COLUMNS}:
        raise ValueError(f"{len(fields)} columns, expected {ALTERNATE_COLUMNS} separated by tabs")
    number = _integer(fields[1], "geonameid")
    if fields[2] not in ALTERNATE_LANGUAGES:
        return None
    is_preferred = fields[2] == "en" and fields[4] == "1"
    return number, fields[3], "official" if is_preferred else "abbreviation" if fields[2] == "abbr" else "alternate"


def _degrees(text: str, limit: float, column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{column} is {text!r}, expected a number") from None
    if not -limit <= value <= limit:
        raise ValueError(f"{column} is {text}, expected -{limit:g} to {limit:g}")
    return value


def _integer(text: str, column: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{column} is {text!r}, expected a whole number")
    return int(text)
