"""A large base, part by part: each part is built in memory and lies on disk, then all are put into one pack.

Beyond the part that is being built, memory grows with the entities by 8 bytes per key and some bytes per entity: their order.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.knowledge.compiling.builder import Thing, tables_of
from pipelines.knowledge.tables import ENTITY_KINDS, KEYS, POSITIONS, TABLES, PackTables, read_tables, write_table

PART_THINGS = 50_000
"""Entities of a part: some 100 MB while it is built."""
_COUNTRY = ENTITY_KINDS.index("country")
_PART = "part-{:05d}"


def write_part(folder: Path, number: int, things: Sequence[Thing]) -> Path:
    """Write a part; it stands whole or not at all."""
    target = folder / _PART.format(number)
    partial = target.with_suffix(".partial")
    partial.mkdir(parents=True, exist_ok=True)
    for name, table in zip(TABLES, tables_of(things), strict=True):
        write_table(partial / name, table, is_compressed=False)
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)
    return target


def merge(parts: Sequence[Path], target: Path, codes: Mapping[str, str]) -> int:
    """Put parts into one pack's tables; return the number of entities.

    Args:
        parts: Folders of parts. An id that two of them have counts in the first.
        target: Folder of the pack.
        codes: ISO 3166-1 codes by `Q...` of countries.
    """
    opened = [read_tables(part) for part in parts]
    starts = np.cumsum([0, *(part.entities.num_rows for part in opened)])
    labels = _position_labels(opened)
    rows = {number: row for row, number in enumerate(labels)}
    target.mkdir(parents=True, exist_ok=True)
    _write(target, "entities.arrow", (_recoded(part.entities, codes) for part in opened))
    _write(target, "names.arrow", (_moved(part.names, int(start)) for part, start in zip(opened, starts, strict=False)))
    offices = (_placed(part, int(start), codes, rows) for part, start in zip(opened, starts, strict=False))
    _write(target, "offices.arrow", offices)
    positions = [{"number": number, "label": label} for number, label in labels.items()]
    write_table(target / "positions.arrow", pa.Table.from_pylist(positions, POSITIONS), is_compressed=False)
    write_table(target / "keys.arrow", _keys(opened, starts), is_compressed=False)
    return int(starts[-1])


def country_codes(things: Sequence[Thing]) -> Iterator[tuple[str, str]]:
    """Yield the `Q...` and the ISO code of each country that states one."""
    for thing in things:
        if thing.kind == ENTITY_KINDS[_COUNTRY] and thing.country and not thing.country.startswith("Q"):
            yield f"Q{thing.number}", thing.country


def _write(target: Path, name: str, tables: Iterator[pa.Table]) -> None:
    """Write a record batch per part; dictionaries are of texts, so that batches need not share them."""
    schema = TABLES[name]
    unified = _Dictionaries()
    with (
        pa.OSFile(str(target / f"{name}.batches"), "wb") as sink,
        pa.ipc.new_stream(sink, unified.plain(schema)) as writer,
    ):
        for table in tables:
            writer.write_batch(unified.encode(table))
    with (
        pa.OSFile(str(target / name), "wb") as sink,
        pa.ipc.new_file(sink, schema) as writer,
        pa.memory_map(str(target / f"{name}.batches")) as source,
    ):
        for batch in pa.ipc.open_stream(source):
            writer.write_batch(unified.decode(batch, schema))
    (target / f"{name}.batches").unlink()


class _Dictionaries:
    """One dictionary per coded column for all parts: an Arrow file holds no second one."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, int]] = {}

    @staticmethod
    def plain(schema: pa.Schema) -> pa.Schema:
        """Return the schema with numbers in the place of coded texts."""
        return pa.schema([
            pa.field(f.name, pa.int32() if pa.types.is_dictionary(f.type) else f.type) for f in schema
        ])  # fmt: skip

    def encode(self, table: pa.Table) -> pa.RecordBatch:
        """Return a part with its coded columns as numbers of the common dictionary."""
        arrays = []
        for field in table.schema:
            column = table.column(field.name).combine_chunks()
            if pa.types.is_dictionary(field.type):
                values = self._values.setdefault(field.name, {})
                numbers = pa.array(
                    [values.setdefault(v, len(values)) for v in column.dictionary.to_pylist()], pa.int32()
                )
                column = numbers.take(column.indices)
            arrays.append(column)
        return pa.RecordBatch.from_arrays(arrays, schema=self.plain(table.schema))

    def decode(self, batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
        """Return a batch as the format has it."""
        arrays = []
        for field in schema:
            column = batch.column(field.name)
            if pa.types.is_dictionary(field.type):
                values = pa.array(list(self._values.get(field.name, {})), pa.string())
                column = pa.DictionaryArray.from_arrays(column.cast(field.type.index_type), values)
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
    return pa.table([keys[order], owners[order]], KEYS)
