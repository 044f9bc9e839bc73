"""The tables that canonical names are kept in, as the warehouse stores them."""

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.contracts.table import STRING, Column, TableContract

_STORED = CONTRACTS["core.entity_aliases"]
_MORE = (
    Column("article_count", pa.int64(), "Articles with this form", nullable=False),
    Column("name_key", STRING, "What spellings of one name share; groups in core.entity_alias_keys", nullable=False),
)
ALIASES = TableContract(
    _STORED.schema_name,
    _STORED.name,
    _STORED.grain,
    _STORED.key,
    (*_STORED.columns, *(column for column in _MORE if column.name not in _STORED.column_names)),
)
KEYS = CONTRACTS.get("core.entity_alias_keys") or TableContract(
    "core",
    "entity_alias_keys",
    "One row per group of spellings and key under which other groups find it",
    ("entity_type", "name_key", "block_key"),
    (
        Column("entity_type", STRING, "OntoNotes name", nullable=False),
        Column("name_key", STRING, "The group: core.entity_aliases.name_key", nullable=False),
        Column(
            "block_key", pa.int64(), "64-bit hash of a key that names which may be one entity share", nullable=False
        ),
        Column(
            "roles",
            pa.int32(),
            "Sum of 1 (compared with its equals), 2 (a fuller name), 4 (a shorter name), 8 (a list says so)",
            nullable=False,
        ),
        Column("level", pa.int32(), "How much of a name it is: 0 fullest to 3 lone", nullable=False),
    ),
)
SHARING = pa.schema([
    ("block_key", pa.int64()), ("role", pa.int32()), ("entity_type", STRING), ("name_key", STRING),
])  # fmt: skip
"""What a standing warehouse returns of groups that share a key: one row per key, role and group."""
GROUP_IDS = pa.schema([("entity_type", STRING), ("name_key", STRING)])
