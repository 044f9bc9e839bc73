"""Files of all events while they are made again: what articles tell, in the order of their days, so that what meets lies together.

Neither reading nor scoring has the corpus in memory, and the warehouse is closed meanwhile. What each event of an article says stands
in a file of many small groups of rows, of which the ones that are needed are read.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.catalogue.event_tellers import Told, local_events, scored, told_by_article
from pipelines.contracts import CONTRACTS

if TYPE_CHECKING:
    from pipelines.enrich.events.joining import Teller

Numbers = npt.NDArray[np.int64]

READ_AT_ONCE = 10_000
"""Mentions whose sentences are in memory at once, those of one article together."""
KEPT_AT_ONCE = 20_000
"""Events of articles whose words are in memory while their pairs are scored: some 80 MB."""
SCORED_AT_ONCE = 10_000
"""Pairs whose features are in memory at once."""
ROWS_OF_GROUP = 2_048
"""Events of articles that a file keeps together."""
_TEXTS = pa.list_(pa.string())
_MEMBERS = pa.schema(
    [(name, pa.string()) for name in ("event_mention_id", "article_id", "local_event_id")]
    + [("local", pa.int64()), ("article", pa.int64())]
)
_SAID = pa.schema(
    [
        *(("local_event_id", pa.string()), ("event_type", pa.string()), ("modes", _TEXTS), ("expressions", _TEXTS), ("actors", _TEXTS)),
        *(("targets", _TEXTS), ("places", _TEXTS), ("earliest", pa.date32()), ("latest", pa.date32()), ("is_dated", pa.bool_())),
        *(("story_id", pa.string()), ("article_id", pa.string()), ("words", _TEXTS), ("start", pa.int64())),
    ]
)  # fmt: skip


def group_own(told: Path, members: Path, said: Path) -> None:
    """Group what each article tells.

    Args:
        told: Rows of `sql/core/event_tellers.sql`, those of an article together.
        members: Where the mentions go, with the numbers of their event and their article.
        said: Where the events of articles go, in the order of their numbers.
    """
    from pipelines.enrich.events.joining import JoiningModel

    model = JoiningModel.load()
    event_count = article_count = 0
    with (
        pq.ParquetWriter(members, _MEMBERS, compression="zstd") as members_file,
        pq.ParquetWriter(said, _SAID, compression="zstd") as said_file,
    ):
        for articles in _articles(told):
            found = [
                (article_count + number, event)
                for number, own in enumerate(articles)
                for event in local_events(own, model)
            ]
            members_file.write_table(_member_rows(found, event_count))
            said_file.write_table(_said_rows([event for _, event in found]), ROWS_OF_GROUP)
            article_count, event_count = article_count + len(articles), event_count + len(found)  # fmt: skip


def score_pairs(pairs: Path, said: Path, links: Path) -> None:
    """Write the links of pairs.

    Args:
        pairs: Columns `local`, `other_local`: numbers of events of articles, the lower one first, in order of parts of
            `KEPT_AT_ONCE` of it, and of the higher one within these.
        said: What `group_own` wrote of them.
        links: Where rows of `ops.event_links` go.
    """
    with (
        pq.ParquetFile(said) as file,
        pq.ParquetWriter(links, CONTRACTS["ops.event_links"].empty().schema) as links_file,
    ):
        events = _Said(file)
        part, kept = -1, dict[int, tuple[str, "Teller"]]()
        for lower, higher in _pairs(pairs):
            if lower[0] // KEPT_AT_ONCE != part:
                part = int(lower[0] // KEPT_AT_ONCE)
                kept = events.at(np.arange(part * KEPT_AT_ONCE, min(events.count, (part + 1) * KEPT_AT_ONCE)))
            others = events.at(np.unique(higher))
            found = [(*kept[one], *others[other]) for one, other in zip(lower.tolist(), higher.tolist(), strict=True)]
            links_file.write_table(scored(found))


class _Said:
    """What events of articles say, by their numbers.

    Args:
        file: What `group_own` wrote.
    """

    def __init__(self, file: pq.ParquetFile) -> None:
        self._file = file
        sizes = [file.metadata.row_group(index).num_rows for index in range(file.num_row_groups)]
        self._firsts = np.cumsum([0, *sizes])

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self._firsts[-1])

    def at(self, numbers: Numbers) -> "dict[int, tuple[str, Teller]]":
        """Return the ids of events and what they say; numbers in order."""
        from pipelines.enrich.events.joining import Teller

        found: dict[int, tuple[str, Teller]] = {}
        groups = np.searchsorted(self._firsts, numbers, side="right") - 1
        for group in np.unique(groups).tolist():
            own = numbers[groups == group]
            rows = self._file.read_row_group(group).take(pa.array(own - self._firsts[group]))
            columns = [_sets(column) if column.type == _TEXTS else column.to_pylist() for column in rows.columns]
            for number, (local, *fields) in zip(own.tolist(), zip(*columns, strict=True), strict=True):
                found[number] = local, Teller(*fields)
        return found


def _sets(column: pa.ChunkedArray) -> Sequence[frozenset[str]]:
    return [frozenset(texts) for texts in column.to_pylist()]


def _articles(told: Path) -> Iterator[list[Told]]:
    """Yield what some articles tell, of about `READ_AT_ONCE` mentions."""
    rows: list[Mapping[str, Any]] = []
    with pq.ParquetFile(told) as file:
        for batch in file.iter_batches(READ_AT_ONCE):
            rows += batch.to_pylist()
            whole = len(rows)
            while whole and rows[whole - 1]["article_id"] == rows[-1]["article_id"]:
                whole -= 1
            yield list(told_by_article(rows[:whole]))
            rows = rows[whole:]
    yield list(told_by_article(rows))


def _pairs(path: Path) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield pairs of which the lower ones are of one part."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(SCORED_AT_ONCE):
            parts = pc.divide(batch.column("local"), KEPT_AT_ONCE).to_numpy()
            bounds = [0, *(np.flatnonzero(np.diff(parts)) + 1).tolist(), batch.num_rows]
            for start, end in pairwise(bounds):
                yield tuple(
                    batch.column(name).slice(start, end - start).to_numpy() for name in ("local", "other_local")
                )


def _member_rows(found: Sequence[tuple[int, Told]], first: int) -> pa.Table:
    rows = [
        (mention, teller.article_id, event[0][0], first + number, article)
        for number, (article, event) in enumerate(found)
        for mention, teller in event
    ]
    return _table(rows, _MEMBERS)


def _said_rows(events: Sequence[Told]) -> pa.Table:
    from pipelines.enrich.events.joining import together

    rows = [
        (event[0][0], *(sorted(field) if isinstance(field, frozenset) else field for field in together([one for _, one in event])))
        for event in events
    ]  # fmt: skip
    return _table(rows, _SAID)


def _table(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
