"""`core.place_mentions` into `core.places` and `core.article_places`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.stages.increments import Increment, Report, pending_units, prune, rows_of_articles, unit_batches
from pipelines.warehouse import Session

if TYPE_CHECKING:
    from pipelines.gazetteer import Gazetteer

WeighPlaces = Callable[[pa.Table, pa.Table], pa.Table]
"""(rows of core.place_mentions, rows of core.articles) -> rows of core.article_places."""


def write_places(session: Session, gazetteer: "Gazetteer") -> int:
    """Makes `core.places` hold exactly the places in use; gives their number."""
    in_use = session.query(load_sql("core", "places").statement).column("place_id").to_pylist()
    rows = gazetteer.places(in_use)
    session.overwrite("core.places", rows)
    return int(rows.num_rows)


def weigh_places(
    session: Session, weigh: WeighPlaces, annotator_id: str, *, batch_words: int, report: Report | None = None
) -> Increment:
    """Brings `core.article_places` up to date, one transaction a batch of articles."""
    table_name = "core.article_places"
    pruned = prune(session, table_name)
    pending = pending_units(session, table_name, annotator_id)
    if pending.num_rows:
        session.note_annotator(annotator_id, {})
    done = row_count = 0
    for units in unit_batches(pending, batch_words):
        mentions = rows_of_articles(session, "core.place_mentions", units)
        rows = CONTRACTS[table_name].conform(weigh(mentions, rows_of_articles(session, "core.articles", units)))
        with session.transaction():
            session.replace(table_name, rows, unit_column="article_id", unit_ids=units.column("unit_id").to_pylist())
            session.note_done(table_name, units, annotator_id)
        done += units.num_rows
        row_count += rows.num_rows
        if report:
            report(done, pending.num_rows)
    return Increment(done, row_count, pruned)
