"""A large base, part by part: each part is built in memory and lies on disk, then all are put into one pack.

Beyond the part that is being built, memory grows with the entities by 8 bytes per key and some bytes per entity: their order.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.knowledge.compiling.builder import Thing, tables_of
from pipelines.knowledge.tables import (
    ENTITY_KINDS,
    KEY_FORMS,
    KEYS,
    POSITIONS,
    TABLES,
    PackTables,
    read_tables,
    write_table,
)

PART_THINGS = 50_000
"""Entities of a part: some 100 MB while it is built."""
_COUNTRY = ENTITY_KINDS.index("country")


def part_folder(folder: Path, number: int) -> Path:
    """Return where a part lies."""
    return folder / f"part-{number:05d}"


def write_part(folder: Path, number: int, things: Sequence[Thing]) -> None:
    """Write a part; it stands whole or not at all."""
    target = part_folder(folder, number)
    partial = target.with_suffix(".partial")
    partial.mkdir(parents=True, exist_ok=True)
    for name, table in zip(TABLES, tables_of(things), strict=True):
        write_table(partial / name, table, is_compressed=False)
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)


def merge(parts: Sequence[Path], target: Path, codes: Mapping[str, str]) -> int:
    """Put parts into one pack's tables; return the number of entities.

    Args:
        parts: Folders of parts.
        target: Folder of the pack.
        codes: ISO 3166-1 codes by `Q...` of countries.
    """
    opened = [read_tables(part) for part in parts]
    starts = np.cumsum([0, *(part.entities.num_rows for part in opened)])
    labels = _position_labels(opened)
    rows = {number: row for row, number in enumerate(labels)}
    target.mkdir(parents=True, exist_ok=True)
    placed = list(zip(opened, starts.tolist(), strict=False))
    _write(target, "entities.arrow", lambda: (_recoded(part.entities, codes) for part in opened))
    _write(target, "names.arrow", lambda: (_moved(part.names, start) for part, start in placed))
    _write(target, "offices.arrow", lambda: (_placed(part, start, codes, rows) for part, start in placed))
    positions = [{"number": number, "label": label} for number, label in labels.items()]
    write_table(target / "positions.arrow", pa.Table.from_pylist(positions, POSITIONS), is_compressed=False)
    write_table(target / "keys.arrow", _keys(opened, starts), is_compressed=False)
    return int(starts[-1])


def country_codes(things: Sequence[Thing]) -> Iterator[tuple[str, str]]:
    """Yield the `Q...` and the ISO code of each country that states one."""
    for thing in things:
        if thing.kind == ENTITY_KINDS[_COUNTRY] and thing.country and not thing.country.startswith("Q"):
            yield f"Q{thing.number}", thing.country


def _write(target: Path, name: str, tables: Callable[[], Iterator[pa.Table]]) -> None:
    """Write a record batch per part; the tables are asked for twice, as an Arrow file holds one dictionary per column."""
    schema = TABLES[name]
    values = _values(schema, tables())
    with pa.OSFile(str(target / name), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for table in tables():
            writer.write_batch(_encoded(table, schema, values))


def _values(schema: pa.Schema, tables: Iterable[pa.Table]) -> dict[str, pa.Array]:
    """Return the texts of each coded column, of all parts together."""
    found: dict[str, dict[str, None]] = {f.name: {} for f in schema if pa.types.is_dictionary(f.type)}
    for table in tables:
        for name, texts in found.items():
            texts.update(dict.fromkeys(table.column(name).combine_chunks().dictionary.to_pylist()))
    return {name: pa.array(list(texts), pa.string()) for name, texts in found.items()}


def _encoded(table: pa.Table, schema: pa.Schema, values: Mapping[str, pa.Array]) -> pa.RecordBatch:
    """Return a part whose coded columns count in these texts."""
    arrays = []
    for field in schema:
        column = table.column(field.name).combine_chunks()
        if field.name in values:
            places = pc.index_in(column.dictionary, values[field.name]).cast(field.type.index_type)
            column = pa.DictionaryArray.from_arrays(places.take(column.indices), values[field.name])
        arrays.append(column)
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _recoded(table: pa.Table, codes: Mapping[str, str]) -> pa.Table:
    """Return a table whose countries are codes; one whose code no item states is NULL."""
    column = table.column("country").combine_chunks()
    values = column.dictionary.to_pylist()
    known = pa.array([codes.get(v) if v.startswith("Q") else v for v in values], pa.string())
    recoded = known.take(column.indices).dictionary_encode().cast(table.schema.field("country").type)
    return table.set_column(table.schema.get_field_index("country"), table.schema.field("country"), recoded)


def _moved(table: pa.Table, start: int) -> pa.Table:
    moved = pa.array(table.column("entity").to_numpy() + np.uint32(start), pa.uint32())
    return table.set_column(table.schema.get_field_index("entity"), table.schema.field("entity"), moved)


def _placed(part: PackTables, start: int, codes: Mapping[str, str], rows: Mapping[int, int]) -> pa.Table:
    """Return the offices of a part, with the positions of the whole."""
    numbers = part.positions.column("number").to_pylist()
    own = np.array([rows[number] for number in numbers], np.uint32)
    moved = _moved(_recoded(part.offices, codes), start)
    positions = pa.array(own[moved.column("position").to_numpy()] if len(own) else np.empty(0, np.uint32), pa.uint32())
    return moved.set_column(moved.schema.get_field_index("position"), moved.schema.field("position"), positions)


def _position_labels(parts: Sequence[PackTables]) -> dict[int, str]:
    """Return the label of every position that someone held; "" where no part has its item."""
    wanted = np.unique(
        np.concatenate([np.empty(0, np.uint32), *(p.positions.column("number").to_numpy() for p in parts)])
    )
    labels: dict[int, str] = dict.fromkeys(wanted.tolist(), "")
    for part in parts:
        numbers = part.entities.column("number").to_numpy()
        owners = part.names.column("entity").to_numpy()
        for row in np.flatnonzero(np.isin(numbers, wanted)).tolist():
            labels[int(numbers[row])] = part.names.column("name")[int(np.searchsorted(owners, row))].as_py()
    return labels


def _keys(parts: Sequence[PackTables], starts: Any) -> pa.Table:  # noqa: ANN401 an array of numbers
    keys = np.concatenate([np.empty(0, np.uint32), *(part.keys.column("key").to_numpy() for part in parts)])
    owners = np.concatenate([
        np.empty(0, np.uint32),
        *(part.keys.column("entity").to_numpy() + np.uint32(start) for part, start in zip(parts, starts, strict=False)),
    ])  # fmt: skip
    order = np.argsort(keys, kind="stable")
    # a part may be of an installation that an older release began
    is_narrow = all(part.keys.schema.metadata == KEY_FORMS for part in parts)
    return pa.table([keys[order], owners[order]], KEYS if is_narrow else KEYS.remove_metadata())
