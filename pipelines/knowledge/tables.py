"""The tables of a knowledge pack: five Arrow IPC files whose rows refer to one another by position.

`entities`, `names` and `offices` may have several record batches; names and offices of an entity then stand in the batch of the
same number as the entity. The shipped pack is compressed with zstd; an installed base is stored plain, so that opening it is mapping it and memory
grows only with what is looked up.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from pipelines.knowledge.manifest import PackError

ENTITY_KINDS = ("person", "country", "place", "organisation", "constituency", "other")
"""What things are told apart by; a `constituency` is an electoral district, which is not the town of its name."""

ENTITIES = pa.schema(
    [
        ("number", pa.uint32()),  # of the Wikidata item: 7747 of Q7747
        ("kind", pa.uint8()),  # position in ENTITY_KINDS
        ("country", pa.dictionary(pa.int16(), pa.string())),  # ISO 3166-1 alpha-2
        ("geonames_id", pa.uint32()),  # 0: not known
        ("popularity", pa.uint16()),  # thousandths of 0 to 1
        ("born", pa.date32()),
        ("died", pa.date32()),
        ("description", pa.string()),
    ]
)
NAMES = pa.schema(
    [
        ("entity", pa.uint32()),  # row of ENTITIES; ascending, and an entity's first name is its canonical one
        ("name", pa.string()),
        ("language", pa.dictionary(pa.int16(), pa.string())),  # ISO 639-1; NULL where the source does not say
        ("script", pa.dictionary(pa.int8(), pa.string())),  # ISO 15924
    ]
)
OFFICES = pa.schema(
    [
        ("entity", pa.uint32()),  # ascending
        ("position", pa.uint32()),  # row of POSITIONS
        ("country", pa.dictionary(pa.int16(), pa.string())),  # ISO 3166-1 alpha-2; NULL: not known
        ("first_day", pa.date32()),  # earliest day that the stated start allows
        ("last_day", pa.date32()),  # latest day that the stated end allows; NULL: none is stated
    ]
)
POSITIONS = pa.schema([("number", pa.uint32()), ("label", pa.string())])
KEY_FORMS = {b"key_forms": b"2"}
"""Which keys names have (`names.full_keys`); packs without a word on it have those of initials (`names.initial_keys`) alone."""
KEYS = pa.schema([("key", pa.uint32()), ("entity", pa.uint32())], metadata=KEY_FORMS)  # ascending by key
TABLES: Mapping[str, pa.Schema] = {
    "entities.arrow": ENTITIES,
    "names.arrow": NAMES,
    "offices.arrow": OFFICES,
    "positions.arrow": POSITIONS,
    "keys.arrow": KEYS,
}
THOUSANDTHS = 1000.0


def item_number(wikidata_id: str) -> int | None:
    """Return 42 of `Q42`; None for what is not the id of an item."""
    is_item = wikidata_id[:1] == "Q" and wikidata_id[1:].isdecimal()
    return int(wikidata_id[1:]) if is_item else None


class PackTables(NamedTuple):
    """The tables of a pack, in the order of `TABLES`."""

    entities: pa.Table
    names: pa.Table
    offices: pa.Table
    positions: pa.Table
    keys: pa.Table


def write_table(path: Path, table: pa.Table, *, is_compressed: bool) -> None:
    """Write a table as one record batch; equal tables give equal bytes."""
    options = pa.ipc.IpcWriteOptions(compression=pa.Codec("zstd", 19) if is_compressed else None)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table.combine_chunks())


def read_tables(folder: Path) -> PackTables:
    """Map the tables of a pack.

    Raises:
        PackError: If a file is not such a table.
    """
    return PackTables(*(_read(folder / name, schema) for name, schema in TABLES.items()))


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    try:
        table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    except (OSError, pa.ArrowInvalid) as error:
        raise PackError(f"{path}: not an Arrow file that can be read ({error}); get the pack again") from error
    if table.schema.remove_metadata() != schema.remove_metadata():
        raise PackError(f"{path}: its columns are not those of this format; get the pack for this release")
    return table
