"""The tables that canonical names are kept in, as the warehouse stores them."""

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.contracts.table import STRING

ALIASES = CONTRACTS["core.entity_aliases"]
KEYS = CONTRACTS["core.entity_alias_keys"]
SHARING = pa.schema([
    ("block_key", pa.int64()), ("role", pa.int32()), ("entity_type", STRING), ("name_key", STRING),
])  # fmt: skip
"""What a standing warehouse returns of groups that share a key: one row per key, role and group."""
GROUP_IDS = pa.schema([("entity_type", STRING), ("name_key", STRING)])
