"""Tables of labels, aliases and sitelinks: a folder of tab-separated files with a header line each.

`labels.tsv` (id, language, label) must be there; `aliases.tsv` (id, language, alias), `sitelinks.tsv` (id, count) and
`items.tsv` (id, kind, country, geonames_id, born, died; empty where not known) may be. `.gz` is read through. An id is `Q42`;
`kind` is person, country, place, organisation or other; `country` an ISO 3166-1 code; days are YYYY-MM-DD. Rows need no order.
"""

import gzip
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO

from pipelines.knowledge.compiling.builder import Thing
from pipelines.knowledge.compiling.items import LANGUAGES, Item, thing_of
from pipelines.knowledge.manifest import PackError
from pipelines.knowledge.tables import ENTITY_KINDS, item_number

FILES = {
    "labels": ("id", "language", "label"),
    "aliases": ("id", "language", "alias"),
    "sitelinks": ("id", "count"),
    "items": ("id", "kind", "country", "geonames_id", "born", "died"),
}
BUCKETS = 256
"""Files that rows are dealt to by id; one is in memory at a time: of 100 million labels, some 30 MB."""


def things(folder: Path, scratch: Path) -> Iterator[Thing]:
    """Yield the entities of tables, bucket by bucket.

    Raises:
        PackError: If a table is missing, or a row is not as its header says; the message names file and line.
    """
    if not any((folder / f"labels.tsv{suffix}").is_file() for suffix in ("", ".gz")):
        raise PackError(f"{folder}: no labels.tsv; expected tables of labels, aliases and sitelinks")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    with ExitStack() as stack:
        buckets = [stack.enter_context((scratch / f"{n}.tsv").open("w", encoding="utf-8")) for n in range(BUCKETS)]
        for name in FILES:
            _deal(folder, name, buckets)
    for number in range(BUCKETS):
        yield from _bucket(scratch / f"{number}.tsv")
    shutil.rmtree(scratch)


def _deal(folder: Path, name: str, buckets: Sequence[IO[str]]) -> None:
    path = next((p for p in (folder / f"{name}.tsv", folder / f"{name}.tsv.gz") if p.is_file()), None)
    if path is None:
        return
    columns = FILES[name]
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            fields = line.rstrip("\r\n").split("\t")
            if number == 1:
                if tuple(fields) != columns:
                    raise PackError(f"{path}, line 1: expected the columns {', '.join(columns)}")
                continue
            item = item_number(fields[0])
            if len(fields) != len(columns) or item is None:
                raise PackError(
                    f"{path}, line {number}: expected {', '.join(columns)}; the table is damaged or cut short"
                )
            buckets[item % BUCKETS].write("\t".join((name, *fields)) + "\n")


def _bucket(path: Path) -> Iterator[Thing]:
    items: dict[int, Item] = {}
    kinds: dict[int, tuple[str, str]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            name, entity_id, *fields = line.rstrip("\n").split("\t")
            number = int(entity_id[1:])
            _add(items.setdefault(number, Item(number)), name, fields)
            if name == "items":
                kinds[number] = (fields[0], fields[1])
    for number, item in sorted(items.items()):
        thing = thing_of(item)
        if thing is not None:
            kind, country = kinds.get(number, ("other", ""))
            yield replace(thing, kind=kind if kind in ENTITY_KINDS else "other", country=country or None)


def _add(item: Item, name: str, fields: list[str]) -> None:
    if name == "labels" and fields[0] in LANGUAGES:
        item.labels[fields[0]] = fields[1]
    elif name == "aliases" and fields[0] in LANGUAGES:
        item.aliases.setdefault(fields[0], []).append(fields[1])
    elif name == "sitelinks":
        item.sitelinks = int(fields[0]) if fields[0].isdecimal() else 0
    elif name == "items":
        item.geonames_id = int(fields[2]) if fields[2].isdecimal() else 0
        item.born, item.died = _day(fields[3]), _day(fields[4])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
