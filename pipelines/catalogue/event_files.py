"""Files of all events while they are made again: what articles tell, in the order of their days, so that what meets lies together.

Neither reading nor scoring has the corpus in memory, and the warehouse is closed meanwhile. What each event of an article says stands
in a file of many small groups of rows, of which the ones that are needed are read.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.catalogue.event_tellers import links_of, members_of, own_events
from pipelines.contracts import CONTRACTS

if TYPE_CHECKING:
    from pipelines.enrich.events.said import Numbers

READ_AT_ONCE = 10_000
"""Mentions whose sentences are in memory at once, those of one article together."""
KEPT_AT_ONCE = 50_000
"""Events of articles that are in memory while their pairs are scored: some 20 MB."""
SCORED_AT_ONCE = 50_000
"""Pairs that are scored together, with what the others of them say: some 20 MB more."""
ROWS_OF_GROUP = 2_048
"""Events of articles that a file keeps together."""
_MEMBERS = pa.schema(
    [(name, pa.string()) for name in ("event_mention_id", "article_id", "local_event_id")]
    + [("local", pa.int64()), ("article", pa.int64())]
)


def group_own(told: Path, members: Path, said: Path) -> None:
    """Group what each article tells.

    Args:
        told: Rows of `sql/core/event_tellers.sql`, those of an article together.
        members: Where the mentions go, with the numbers of their event and their article.
        said: Where the events of articles go, in the order of their numbers.
    """
    from pipelines.enrich.events.said import said_of, together

    event_count = article_count = 0
    with pq.ParquetWriter(members, _MEMBERS, compression="zstd") as members_file, _SaidWriter(said) as said_file:
        for rows in _articles(told):
            own = said_of(rows)
            order, sizes = own_events(own)
            mentions = members_of(rows, order, sizes)
            articles = own.column("article").dictionary_encode()
            numbers = {
                "local": event_count + np.repeat(np.arange(sizes.size), sizes),
                "article": article_count + articles.indices.to_numpy()[order],
            }
            columns = {**dict(zip(mentions.column_names, mentions.columns, strict=True)), **numbers}
            members_file.write_table(pa.table(columns, schema=_MEMBERS))
            ids = mentions.column("local_event_id").take(pa.array(np.cumsum(sizes) - sizes))
            said_file.write(together(own, order, sizes), ids)
            article_count, event_count = article_count + len(articles.dictionary), event_count + sizes.size


def score_pairs(pairs: Path, said: Path, links: Path) -> None:
    """Write the links of pairs.

    Args:
        pairs: Columns `local`, `other_local`: numbers of events of articles, the lower one first, in order of parts of
            `KEPT_AT_ONCE` of it, and of the higher one within these.
        said: What `group_own` wrote of them.
        links: Where rows of `ops.event_links` go.
    """
    from pipelines.enrich.events.joining import JoiningModel

    model = JoiningModel.load()
    with (
        _SaidReader(said) as events,
        pq.ParquetWriter(links, CONTRACTS["ops.event_links"].empty().schema) as links_file,
    ):
        part, kept = -1, events.at(np.arange(0))
        for lower, higher in _pairs(pairs):
            if lower[0] // KEPT_AT_ONCE != part:
                part = int(lower[0] // KEPT_AT_ONCE)
                kept = events.at(np.arange(part * KEPT_AT_ONCE, min(events.count, (part + 1) * KEPT_AT_ONCE)))
            others, places = np.unique(higher, return_inverse=True)
            met = pa.concat_tables([kept, events.at(others)]).combine_chunks()
            one, other = lower - part * KEPT_AT_ONCE, kept.num_rows + places
            ids = met.column("local_event_id").combine_chunks()
            chances = model.chances(met.drop_columns("local_event_id").to_batches()[0], one, other)
            links_file.write_table(links_of(ids.take(pa.array(one)), ids.take(pa.array(other)), chances))


class _SaidWriter:
    """Writes what events of articles say, in groups of `ROWS_OF_GROUP`.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._file = pa.ipc.new_file(path, _said_schema())
        self._waiting = _said_schema().empty_table()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what waits; close the file."""
        self._write(self._waiting.num_rows)
        self._file.close()

    def write(self, said: pa.RecordBatch, ids: pa.ChunkedArray) -> None:
        """Take up events, and write those that fill groups."""
        columns = [ids, *said.columns]
        more = pa.Table.from_arrays(columns, schema=_said_schema())
        self._waiting = pa.concat_tables([self._waiting, more])
        self._write(self._waiting.num_rows // ROWS_OF_GROUP * ROWS_OF_GROUP)

    def _write(self, count: int) -> None:
        whole, self._waiting = self._waiting.slice(0, count).combine_chunks(), self._waiting.slice(count)
        self._file.write_table(whole, max_chunksize=ROWS_OF_GROUP)


class _SaidReader:
    """What events of articles say, by their numbers.

    Args:
        path: What `_SaidWriter` wrote.
    """

    def __init__(self, path: Path) -> None:
        self._source = pa.OSFile(str(path))
        self._file = pa.ipc.open_file(self._source)
        last = self._file.num_record_batches - 1
        self.count = 0 if last < 0 else last * ROWS_OF_GROUP + self._file.get_batch(last).num_rows

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._source.close()

    def at(self, numbers: "Numbers") -> pa.Table:
        """Return the ids of events and what they say; numbers in order."""
        groups = numbers // ROWS_OF_GROUP
        bounds = [*np.flatnonzero(np.diff(groups, prepend=-1)).tolist(), groups.size]
        found = [
            self._file.get_batch(int(groups[start])).take(pa.array(numbers[start:end] % ROWS_OF_GROUP))
            for start, end in pairwise(bounds)
        ]
        return pa.Table.from_batches(found, _said_schema())


def _said_schema() -> pa.Schema:
    from pipelines.enrich.events.said import SAID

    return pa.schema([("local_event_id", pa.string()), *SAID])


def _articles(told: Path) -> Iterator[pa.Table]:
    """Yield what some articles tell, of about `READ_AT_ONCE` mentions."""
    with pq.ParquetFile(told) as file:
        waiting = file.schema_arrow.empty_table()
        for batch in file.iter_batches(READ_AT_ONCE):
            rows = pa.concat_tables([waiting, pa.table(batch)])
            articles = rows.column("article_id")
            whole = pc.index(articles, articles[-1]).as_py()
            yield rows.slice(0, whole)
            waiting = rows.slice(whole)
    yield waiting


def _pairs(path: Path) -> Iterator[tuple["Numbers", "Numbers"]]:
    """Yield pairs of which the lower ones are of one part."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(SCORED_AT_ONCE):
            parts = pc.divide(batch.column("local"), KEPT_AT_ONCE).to_numpy()
            bounds = [0, *(np.flatnonzero(np.diff(parts)) + 1).tolist(), batch.num_rows]
            for start, end in pairwise(bounds):
                yield tuple(
                    batch.column(name).slice(start, end - start).to_numpy() for name in ("local", "other_local")
                )
