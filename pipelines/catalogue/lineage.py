"""What a table is made by, all the way down: a change of it is what makes standing rows stale."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.catalogue.entries import Annotated, Catalogue, Derived, Entry, Mart, UnitKind
from pipelines.catalogue.mart_engines import Engine, engine_of
from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pipelines.settings import Settings

LINEAGE_CHARS = 16
TRANSFORMS = Path(__file__).parent.parent / "transforms"


def lineage_of(catalogue: Catalogue, entry: Entry, settings: "Settings") -> str:
    """Return a hash of the worker's identity and, for a reading of articles, of the readings that it rests on.

    What a reading rests on beside other readings (text, title, date) is in the input key of each unit, so that a new cut or
    a new date makes stale only what really changed.
    """
    parts = [own_identity(entry, settings)]
    if isinstance(entry, Annotated) and entry.units is UnitKind.ARTICLE:
        for name in entry.reads:
            other = catalogue[name]
            if isinstance(other, Annotated) and other.units is UnitKind.ARTICLE:
                parts.append(lineage_of(catalogue, other, settings))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LINEAGE_CHARS]


def own_identity(entry: Entry, settings: "Settings") -> str:
    """Return the identity of what makes an entry's tables, without what these rest on."""
    if isinstance(entry, Annotated):
        return entry.worker(settings).annotator_id
    if isinstance(entry, Derived):
        return entry.identity(settings)
    if isinstance(entry, Mart):
        parts = f"+{entry.parts}" if entry.parts else ""
        return f"{entry.name}@{_mart_digest(entry)}{parts}"
    return entry.name


def _mart_digest(entry: Mart) -> str:
    if engine_of(entry.name) is Engine.POLARS:
        return transforms_digest()
    statement = load_sql("marts", entry.name.removeprefix("marts.")).statement
    return hashlib.sha256(statement.encode()).hexdigest()[:LINEAGE_CHARS]


@lru_cache(maxsize=1)
def transforms_digest() -> str:
    """Return a hash of the code of all marts that Polars makes: they are cheap to make again, so any change counts for all."""
    digest = hashlib.sha256()
    for path in sorted(TRANSFORMS.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:LINEAGE_CHARS]
