"""Dates undated articles anew by what dated ones report: names that are new in the warehouse since a day.

Runs after `core.articles` is written, and does nothing while the same articles are there: the anchors are a function of the
texts and of the dates that records and datelines state, never of dates that were inferred.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from pipelines.enrich.dating.anchors import event_anchors, names_in
from pipelines.warehouse import Session

NOTE = "core.articles/anchors"
"""The name under which `ops.annotations` notes that the anchors of these articles were used."""
UNIT = "warehouse"
PAGE_ARTICLES = 2_000
"""Texts in memory at once."""
_SURE = "published_basis in ('metadata', 'dateline') and published_earliest = published_latest"
_KEY = (
    f"select concat_ws('|', count(*), bit_xor(hash(article_id, {_SURE}, case when {_SURE} then published_date end))) "
    "from core.articles"
)

Row = dict[str, Any]


def use_anchors(
    session: Session, annotator_id: str, redate: Callable[[pa.Table, pa.Table], int], *, is_changed: bool
) -> int:
    """Dates the documents that name an event of dated articles anew; gives the number of articles written.

    Args:
        session: A writing session.
        annotator_id: Who dates.
        redate: Dates the documents of a table with `unit_id` and `size` by the anchors.
        is_changed: True when documents were dated since the last call; else the note tells whether there is work.
    """
    noted = session.scalar(
        "select count(*) from ops.annotations where table_name = $note and input_key = $key and annotator_id = $annotator",
        {"note": NOTE, "key": session.scalar(_KEY), "annotator": annotator_id},
    )
    if noted and not is_changed:
        return 0
    anchors = event_anchors(_dated(session), (row["text"] for row in _texts(session, f"not ({_SURE})")))
    documents = _documents(session, anchors)
    count = redate(documents, anchors) if documents.num_rows else 0
    units = pa.table(
        {"unit_id": pa.array([UNIT], pa.string()), "input_key": pa.array([session.scalar(_KEY)], pa.string())}
    )
    session.note_done(NOTE, units, annotator_id)
    return count


def _dated(session: Session) -> Iterator[tuple[str, date]]:
    for row in _texts(session, f"{_SURE} and published_date is not null"):
        yield row["text"], row["published_date"]


def _texts(session: Session, condition: str) -> Iterator[Row]:
    """Articles in the order of their ids, a page at a time."""
    after = ""
    while True:
        page = session.query(
            "select article_id, text, published_date from core.articles "
            f"where article_id > $after and {condition} order by article_id limit {PAGE_ARTICLES}",
            {"after": after},
        ).to_pylist()
        yield from page
        if len(page) < PAGE_ARTICLES:
            return
        after = page[-1]["article_id"]


def _documents(session: Session, anchors: pa.Table) -> pa.Table:
    """The documents of undated articles that name an anchor, or did when they were last dated."""
    phrases = set(anchors["phrase"].to_pylist())
    undated = _texts(session, f"not ({_SURE})") if phrases else ()
    naming = [row["article_id"] for row in undated if not phrases.isdisjoint(names_in(row["text"]))]
    return session.query(
        "select document_id as unit_id, char_count as size from raw.documents where document_id in ("
        "select document_id from core.article_occurrences where article_id in (select unit_id from units) or article_id in "
        "(select article_id from core.date_evidence where starts_with(kind, 'reported_event'))) order by 1",
        units=pa.table({"unit_id": pa.array(naming, pa.string())}),
    )
