"""Links of articles that changed, or of all articles of some days, with the articles around them: rows of `ops.story_links`."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pipelines.enrich.stories import Terms, Window
    from pipelines.warehouse import Session, Warehouse

LINKS = "ops.story_links"
FEW = 500
"""Up to so many articles, those that can be linked to them are looked up by terms. Of more, the days around them hold
little else, and all of these days is loaded in one pass."""
FOUND_AT_ONCE = 1_000
"""Articles whose links are in memory at once: some 100 MB where each has as many as it may."""
_DAY_ZERO = np.datetime64("1970-01-01")


def linked(warehouse: "Warehouse", units: pa.Table) -> pa.Table:
    """Return the links of these articles, rows of `ops.story_links`.

    Args:
        warehouse: The warehouse.
        units: Articles that have terms, column `unit_id`.
    """
    with warehouse.writer() as session:
        articles = _around(session, units)
        window = _window(articles, _terms(session, articles))
    return pa.concat_tables([CONTRACTS[LINKS].empty(), *_found(articles, window)])


def linked_days(warehouse: "Warehouse", days: tuple[date, date] | None) -> Iterator[pa.Table]:
    """Yield the links of the articles of some days with one another and with those before; of unknown day for None.

    When all days are gone through, each link is found once: at the later of its articles. Terms are read by their days, so
    that those of other days cost nothing. Articles of one kind, such as reports of earnings, may have hundreds of links each.

    Args:
        warehouse: The warehouse, the terms of all articles in it.
        days: The first day and the last.
    """
    from pipelines.enrich.stories import WINDOW_DAYS

    with warehouse.writer() as session:
        if days is None:
            articles = session.query(load_sql("core", "story_undated").statement)
            among, bounds = "published_date is null", {}
        else:
            first, last = days
            values = {"first": first, "last": last, "window_days": WINDOW_DAYS}
            articles = session.query(load_sql("core", "story_days").statement, values)
            bounds = {"first": first - timedelta(days=WINDOW_DAYS), "last": last}
            among = "published_date between $first and $last"
        window = _window(articles, _terms(session, articles, among, bounds))
    yield from _found(articles, window)


def _found(articles: pa.Table, window: "Window") -> Iterator[pa.Table]:
    """Yield links, those of `FOUND_AT_ONCE` articles together, which bounds what is in memory."""
    from pipelines.enrich.stories import LinkModel, links_of

    ids = articles.column("article_id").combine_chunks()
    found = links_of(window, articles.column("is_wanted").to_numpy(), LinkModel.load())
    while parts := list(islice(found, FOUND_AT_ONCE)):
        left, right, scores = (np.concatenate(column) for column in zip(*parts, strict=True))
        one, other = ids.take(pa.array(left)), ids.take(pa.array(right))
        rows = {
            "article_id": pc.min_element_wise(one, other),
            "other_article_id": pc.max_element_wise(one, other),
            "score": scores,
        }
        yield CONTRACTS[LINKS].conform(pa.table(rows))


def _around(session: "Session", units: pa.Table) -> pa.Table:
    """Return these articles and at least those that can be linked to them, in order of days."""
    from pipelines.enrich.stories import LEAST_COMMON, WINDOW_DAYS, strongest

    if units.num_rows > FEW:
        return session.query(load_sql("core", "story_window").statement, {"window_days": WINDOW_DAYS}, units=units)
    ids = units.select(["unit_id"]).rename_columns(["article_id"])
    best = strongest(_terms(session, ids))
    sought = pa.table(
        {"article_id": ids.column(0).take(pa.array(best.owner)), "kind": best.kind, "term_hash": best.term}
    )
    parameters = {"window_days": WINDOW_DAYS, "least_common": LEAST_COMMON}
    return session.query(load_sql("core", "story_candidates").statement, parameters, sought=sought)


def _window(articles: pa.Table, terms: "Terms") -> "Window":
    from pipelines.enrich.stories import Window

    published = articles.column("published_date").to_numpy().astype("datetime64[D]")
    days = (published - _DAY_ZERO).astype(np.float64)
    days[np.isnat(published)] = np.nan
    lengths = articles.column("word_count").to_numpy().astype(np.float64)
    return Window(days, lengths, terms)


def _terms(
    session: "Session", articles: pa.Table, among: str = "true", bounds: Mapping[str, date] | None = None
) -> "Terms":
    """Return the terms of articles, owned by their numbers in the table; `among` says which rows can be theirs."""
    from pipelines.enrich.stories import Terms

    numbered = articles.select(["article_id"]).append_column("number", pa.array(np.arange(articles.num_rows)))
    terms = session.query(
        "select numbered.number, kind, term_hash, weight from ops.story_terms inner join numbered using (article_id) "
        f"where {among}",
        bounds,
        numbered=numbered,
    )
    return Terms(*(terms.column(name).to_numpy() for name in terms.column_names))
