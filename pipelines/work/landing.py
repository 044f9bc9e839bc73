"""What lies in the landing folder and is not in the warehouse yet: names, sizes and times only, no file is opened.

A file counts when it has been left alone since the look before: a file that is still being written is not read half.
"""

import hashlib
import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import pyarrow as pa

from pipelines.settings import Settings
from pipelines.sources import readable_entries
from pipelines.sources.names import printable
from pipelines.warehouse import WarehouseError, open_warehouse

KEY_CHARS = 24
Stamps = Mapping[str, list[int]]
"""Path to size and time of last change (ns)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found.

    Attributes:
        unread: Files that the warehouse does not have in their present state.
        settled_key: Hash of those of them that have been left alone; empty when there are none.
        ticks_waited: Looks since a run with these files was last asked for.
        reason: Why there is nothing to do, for the person who asks.
    """

    unread: Stamps = field(default_factory=dict)
    settled_key: str = ""
    ticks_waited: int = 0
    reason: str = ""

    @classmethod
    def parse(cls, cursor: str | None) -> Self:
        """Return the look that a sensor's cursor keeps; one that cannot be read is as good as none."""
        try:
            values = json.loads(cursor or "{}")
            return cls(dict(values.get("unread", {})), values.get("key", ""), int(values.get("waited", 0)))
        except (ValueError, AttributeError, TypeError):
            return cls()

    def dump(self) -> str:
        """Return the look as a sensor's cursor keeps it."""
        return json.dumps({"unread": self.unread, "key": self.settled_key, "waited": self.ticks_waited})

    def asked(self) -> "Look":
        """Return the look after a run was asked for."""
        return replace(self, ticks_waited=0)


def look_at(settings: Settings, before: Look) -> Look:
    """Look at the landing folder and compare with the look before.

    Args:
        settings: The landing folder and the warehouse, whose published copy says what was read.
        before: The last look.
    """
    unread = _unread(settings)
    settled = {uri: stamp for uri, stamp in unread.items() if before.unread.get(uri) == stamp}
    if not settled:
        reason = "files are still being written" if unread else f"nothing new in {settings.landing}"
        return Look(unread, reason=reason)
    key = hashlib.sha256(json.dumps(sorted(settled.items())).encode()).hexdigest()[:KEY_CHARS]
    waited = before.ticks_waited + 1 if key == before.settled_key else 0
    return Look(unread, key, waited)


def _met(settings: Settings) -> pa.Table:
    """The files that lie there, in columns: of 100,000 known ones, no value per file outlives the look."""
    uris: list[str] = []
    sizes, times = array("q"), array("q")
    for entry in readable_entries(settings.landing):
        try:
            stat = entry.stat()
        except OSError:
            continue  # it vanished between two looks; the next look will not find it
        uris.append(printable(entry.path))
        sizes.append(stat.st_size)
        times.append(stat.st_mtime_ns)
    columns = (pa.array(uris, pa.string()), pa.array(sizes, pa.int64()), pa.array(times, pa.int64()))
    return pa.table(columns, names=["uri", "byte_count", "modified_ns"])


def _unread(settings: Settings) -> dict[str, list[int]]:
    met = _met(settings)
    try:
        with open_warehouse(settings).reader() as session:
            met = session.query(
                "select met.* from met anti join ops.files using (uri, byte_count, modified_ns)", met=met
            )
    except WarehouseError:
        pass  # nothing is published, or an older file: the run that this look asks for carries it forward
    uris, sizes, times = (column.to_pylist() for column in met.columns)
    return {uri: [size, time] for uri, size, time in zip(uris, sizes, times, strict=True)}
