"""What articles tell, for joining: parties written on mentions, mentions of one article grouped, links of pairs scored."""

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.few import of_few

if TYPE_CHECKING:
    from pipelines.enrich.events.joining import Floats
    from pipelines.enrich.events.said import Numbers
    from pipelines.warehouse import Session

MENTIONS, CLAIMS, LINKS = "core.event_mentions", "core.claims", "ops.event_links"
LEAST_LINK = 0.05
"""Pairs that are less likely to be one event are not kept."""

IN_ORDER = "article_id, field desc, start_char, event_mention_id"
"""How mentions follow one another: those of an article together, its title first."""


def write_parties(session: "Session", units: pa.Table) -> None:
    """Write the entities of actors, targets and claimants on the mentions and claims of some articles."""
    for table, name, key, columns in (
        (MENTIONS, "event_parties", "event_mention_id", ("actor", "target")),
        (CLAIMS, "claim_parties", "claim_id", ("subject", "agent", "claimant")),
    ):
        statement = of_few(load_sql("core", name).statement, units, table, "core.entity_mentions")
        found = session.query(statement, units=units)
        parts = [f"{column}_entity_id" for column in columns]
        session.run(
            f"update {table} as standing set {', '.join(f'{part} = found.{part}' for part in parts)} from found "
            f"where standing.{key} = found.{key} and ({' or '.join(f'standing.{part} is distinct from found.{part}' for part in parts)})",
            found=found,
        )


def told(session: "Session", units: pa.Table) -> pa.Table:
    """Return what the mentions in some articles that count say: rows of `sql/core/event_tellers.sql`, in their order."""
    from pipelines.enrich.events.joining import COUNTED_FROM

    tellers = of_few(load_sql("core", "event_tellers").statement, units, MENTIONS)
    return session.query(f"select * from ({tellers}) order by {IN_ORDER}", {"least_score": COUNTED_FROM}, units=units)


def own_events(said: pa.RecordBatch) -> "tuple[Numbers, Numbers]":
    """Return which mentions of one article tell one event.

    Args:
        said: What mentions say, rows of `SAID`, those of an article one after another.

    Returns:
        Numbers of the mentions, those of an event one after another, the first one of it first; and how many each event has.
    """
    from pipelines.enrich.events.joining import THRESHOLD, JoiningModel
    from pipelines.enrich.stories import Links, grouped

    one, other = _pairs_in_articles(said)
    chances = JoiningModel.load().chances(said, one, other)
    is_kept = chances >= LEAST_LINK
    links = Links(one[is_kept], other[is_kept], chances[is_kept])
    groups = grouped([None] * said.num_rows, links, {}, threshold=THRESHOLD)
    sizes = np.fromiter(map(len, groups), np.int64, len(groups))
    return np.fromiter(chain.from_iterable(groups), np.int64, said.num_rows), sizes


def members_of(rows: pa.Table, order: "Numbers", sizes: "Numbers") -> pa.Table:
    """Return the mentions of events of articles, event after event; an event is known by its first mention.

    Args:
        rows: Rows of `sql/core/event_tellers.sql`.
        order: Numbers of the mentions, as `own_events` returns them.
        sizes: How many mentions each event has.

    Returns:
        Columns `event_mention_id`, `article_id`, `local_event_id`.
    """
    mentions = rows.column("event_mention_id").combine_chunks()
    firsts = np.repeat(order[np.cumsum(sizes) - sizes], sizes)
    return pa.table(
        {
            "event_mention_id": mentions.take(pa.array(order)),
            "article_id": rows.column("article_id").combine_chunks().take(pa.array(order)),
            "local_event_id": mentions.take(pa.array(firsts)),
        }
    )


def links_of(one: pa.Array, other: pa.Array, chances: "Floats") -> pa.Table:
    """Return the links of pairs of events of articles, rows of `ops.event_links`.

    Args:
        one: The id of the one of each pair.
        other: The id of the other.
        chances: The chance that the two are one event.
    """
    is_kept = chances >= LEAST_LINK
    left, right = (side.filter(pa.array(is_kept)) for side in (one, other))
    is_first = pc.less(left, right)
    columns = {
        "local_event_id": pc.if_else(is_first, left, right),
        "other_local_event_id": pc.if_else(is_first, right, left),
        "score": np.round(chances[is_kept], 4),
    }
    return CONTRACTS[LINKS].conform(pa.table(columns))


def told_together(rows: pa.Table, members: pa.Table) -> tuple[pa.Array, pa.RecordBatch]:
    """Return the ids of events of articles, and what the mentions of each say together.

    Args:
        rows: Rows of `sql/core/event_tellers.sql`; of mentions that are not in `members` nothing is taken.
        members: Columns `event_mention_id` and `local_event_id`.
    """
    from pipelines.enrich.events.said import said_of, together

    places = pc.index_in(rows.column("event_mention_id"), members.column("event_mention_id")).combine_chunks()
    locals_ = members.column("local_event_id").combine_chunks().take(places.drop_null()).dictionary_encode()
    events = locals_.indices.to_numpy().astype(np.int64)
    said = said_of(rows.filter(places.is_valid()))
    return locals_.dictionary, together(said, np.argsort(events, kind="stable"), np.bincount(events))


def _pairs_in_articles(said: pa.RecordBatch) -> "tuple[Numbers, Numbers]":
    """Pairs of mentions of one type in one article: numbers of the one, which comes first, and of the other."""
    article, kind = (said.column(name).to_numpy() for name in ("article", "event_type"))
    order = np.lexsort((kind, article))
    is_new = np.ones(order.size, bool)
    is_new[1:] = (np.diff(article[order]) != 0) | (np.diff(kind[order]) != 0)
    starts = np.maximum.accumulate(np.where(is_new, np.arange(order.size), 0))
    # each is a pair with every one of its article and type that comes before it
    before = np.arange(order.size) - starts
    steps = np.arange(before.sum()) - np.repeat(np.cumsum(before) - before, before)
    one, other = order[np.repeat(starts, before) + steps], np.repeat(order, before)
    by_other = np.lexsort((one, other))
    return one[by_other], other[by_other]
