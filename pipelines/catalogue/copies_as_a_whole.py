"""All copies found again: sketched day by day, met band by band, compared as a stream, judged group by group.

Nothing here is held for all articles at once. Candidates are joined with their texts once, into a file beside the warehouse, so
that no text is looked for pair by pair. A run that is killed starts from here again; the copies that stand stay until they are judged.
"""

from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.beside import COMPARED_NAME
from pipelines.catalogue.copy_texts import BANDS, PAIRS, SKETCHED_AT_ONCE, let_go, sketched
from pipelines.catalogue.day_parts import day_parts, days_of_articles, units_of_days
from pipelines.catalogue.slices import slices
from pipelines.catalogue.ties import tie_together
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.enrich.copies.words import Codes
    from pipelines.warehouse import Session, Warehouse

LISTED_AT_ONCE = 100_000
"""Articles of whole days whose ids are listed together."""
MET_AT_ONCE = 250_000
"""Articles, about, whose bands are joined at once: 8 million rows."""
COMPARED_AT_ONCE = 1_000
"""Pairs whose texts are read together: some 6 MB."""
KEPT_TEXTS = 5_000
"""Articles whose words stay in memory while pairs are compared: some 15 MB."""
JUDGED_AT_ONCE = 50_000
"""Articles with copies, about, that are judged together. A group of copies is not cut."""
_SHARED_BANDS = (
    f"with own as (select article_id, band_hash from {BANDS} where hash(band_hash) % $parts::ubigint = $part::ubigint) "
    "select * from own where band_hash in (select band_hash from own group by band_hash having count(*) > 1)"
)
_PAIR_TEXTS = (
    "select pairs.article_id, pairs.other_article_id, one.text, other.text as other_text from compared_pairs as pairs "
    "inner join core.articles as one on pairs.article_id = one.article_id "
    "inner join core.articles as other on pairs.other_article_id = other.article_id "
    "where coalesce(one.is_current, true) and coalesce(other.is_current, true)"
)


def find_all(warehouse: "Warehouse") -> int:
    """Sketch all articles and write the pairs of which one is a copy of the other; return their number."""
    with warehouse.writer() as session:
        days = days_of_articles(session)
        with session.transaction():
            session.empty(BANDS)
            session.empty(PAIRS)
    for part in day_parts(days, LISTED_AT_ONCE):
        with warehouse.writer() as session:
            units = units_of_days(session, part)
        for few in slices(units, SKETCHED_AT_ONCE):
            bands = sketched(warehouse, few, OrderedDict(), part)
            with warehouse.writer() as session, session.transaction():
                session.run(f"insert into {BANDS} by name from bands", bands=CONTRACTS[BANDS].conform(bands))
    path = warehouse.working_folder / COMPARED_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with warehouse.writer() as session:
            _meet(session)
            session.save_parquet(_PAIR_TEXTS, path)
        return _compare(warehouse, path)
    finally:
        path.unlink(missing_ok=True)


def groups_of_all(session: "Session") -> Iterator[pa.Table]:
    """Yield all articles that are tied by pairs of copies, column `unit_id`: whole groups; then those that are no longer."""
    tie_together(session, f"select article_id as one, other_article_id as other from {PAIRS}")
    parts = 1 + int(session.scalar("select count(*) from tied")) // JUDGED_AT_ONCE
    for part in range(parts):
        yield session.query(
            "select unit_id from tied where hash(label) % $parts::ubigint = $part::ubigint order by unit_id",
            {"parts": parts, "part": part},
        )
    yield session.query(
        "select article_id as unit_id from core.duplicates where article_id not in (select unit_id from tied) order by unit_id"
    )
    session.run("drop table tied")


def meet(session: "Session", *, is_more: bool = False) -> None:
    """Make the temporary table `copy_meetings`, or add to it: the pairs of articles that share bands.

    Args:
        session: A session that can write, with the temporary tables `asking_bands` and `meeting_bands`, which are dropped.
        is_more: Whether the table is there.
    """
    found = load_sql("core", "copy_meetings")
    verb = "insert into copy_meetings" if is_more else "create or replace temp table copy_meetings as"
    session.run(f"{verb} {found.statement}", found.parameters)
    for name in ("asking_bands", "meeting_bands"):
        session.run(f"drop table {name}")


def _meet(session: "Session") -> None:
    """Make the temporary table `compared_pairs`: the pairs of articles that may share words."""
    parts = 1 + session.count("core.articles") // MET_AT_ONCE
    for part in range(parts):
        session.run(f"create or replace temp table meeting_bands as {_SHARED_BANDS}", {"parts": parts, "part": part})
        session.run("create or replace temp table asking_bands as select * from meeting_bands")
        meet(session, is_more=part > 0)
    nearest = load_sql("core", "nearest_copies")
    session.run(f"create or replace temp table compared_pairs as {nearest.statement}", nearest.parameters)
    session.run("drop table copy_meetings")


def _compare(warehouse: "Warehouse", path: "Path") -> int:
    """Write the pairs that are close; return their number. The warehouse is closed while they are compared."""
    from pipelines.enrich.copies import Pair, is_close, shared_words, word_codes

    found: list[dict[str, Any]] = []
    count = 0
    codes: OrderedDict[str, Codes] = OrderedDict()

    def of(article_id: str, text: str) -> "Codes":
        if article_id in codes:
            codes.move_to_end(article_id)
        else:
            codes[article_id] = word_codes(text).codes
            let_go(codes, KEPT_TEXTS)
        return codes[article_id]

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(COMPARED_AT_ONCE):
            for one_id, other_id, text, other_text in zip(
                *(column.to_pylist() for column in batch.columns), strict=True
            ):
                one, other = of(one_id, text), of(other_id, other_text)
                shared = shared_words(one, other)
                pair = Pair(one_id, other_id, one.size, other.size, shared.left_count, shared.right_count)
                if is_close(pair):
                    found.append(pair._asdict())
            if len(found) >= JUDGED_AT_ONCE:
                count += _store(warehouse, found)
                found = []
    return count + _store(warehouse, found)


def _store(warehouse: "Warehouse", found: list[dict[str, Any]]) -> int:
    with warehouse.writer() as session, session.transaction():
        session.run(f"insert into {PAIRS} by name from pairs", pairs=CONTRACTS[PAIRS].from_rows(found))
    return len(found)
