"""`core.stories` and the articles' `story_id`: kept in step with the articles that changed.

A link between two articles follows from these two alone, and a tangle of linked articles is grouped as a whole, so that
stories do not depend on the order of arrival, unless a tangle is larger than `LARGEST_AT_ONCE`. Ids stay with the larger
part. Copies belong to the story of the article that they copy and have no say.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.catalogue.groups import once
from pipelines.catalogue.slices import slices
from pipelines.catalogue.stories_as_a_whole import make_all
from pipelines.catalogue.story_groups import regroup
from pipelines.catalogue.story_links import linked
from pipelines.catalogue.story_terms import TERMS, WEIGHED_AT_ONCE, names_of, weighed
from pipelines.warehouse.few import of_few

if TYPE_CHECKING:
    from pipelines.settings import Settings
    from pipelines.warehouse import Warehouse

STORIES, LINKS = "core.stories", "ops.story_links"
WRITTEN_AT_ONCE = 10_000
"""Articles whose terms are written in one pass over the table: some 60 MB."""
LINKED_AT_ONCE = 10_000
"""Changed articles, whole days of them, that are looked at together with those of the days around."""

_CHANGED = (
    "select unit_id from changed union select canonical_article_id from core.duplicates "
    "where article_id in (select unit_id from changed) order by unit_id"
)
_BY_DAY = (
    "select article_id as unit_id, published_date from core.articles where article_id in (select unit_id from changed) "
    "and article_id in (select article_id from ops.story_terms where article_id in (select unit_id from changed)) "
    "order by published_date nulls last, article_id"
)


def stories(
    warehouse: "Warehouse",
    settings: "Settings",  # noqa: ARG001 one shape for all
    changed: pa.Table | None,
) -> Mapping[str, int | str | bool]:
    """Bring the stories in line with the articles that stand.

    Args:
        warehouse: The warehouse.
        settings: Nothing of it matters here.
        changed: Articles that were written or removed, or whose names or copies were, column `unit_id`; None for all.
    """
    if changed is None:
        return make_all(warehouse, datetime.now(UTC))
    with warehouse.writer() as session:
        changed = session.query(_CHANGED, changed=changed)
    for units in slices(changed, WRITTEN_AT_ONCE):
        terms = [_weighed(warehouse, part) for part in slices(units, WEIGHED_AT_ONCE)]
        with warehouse.writer() as session:
            session.replace(TERMS, pa.concat_tables(terms), unit_column="article_id", units=units)
    with warehouse.writer() as session:
        days = session.query(of_few(_BY_DAY, changed, "core.articles", name="changed"), changed=changed)
    links = once(LINKS, [linked(warehouse, units) for units in _whole_days(days)])
    with warehouse.writer() as session, session.transaction():
        done = regroup(session, changed, links, datetime.now(UTC))
        total = session.count(STORIES)
    return {"stories": total, **done}


def stories_identity(settings: "Settings") -> str:  # noqa: ARG001 one shape for all
    """Return the version of the rules, with the bytes of the lists and weights."""
    from pipelines.enrich.stories import RARITY_FILE, VERSION
    from pipelines.enrich.stories.links import MODEL_FILE
    from pipelines.worker import MODELS, file_digest

    return ":".join([f"stories@{VERSION}", *(file_digest(MODELS / name) for name in (RARITY_FILE, MODEL_FILE))])


def _weighed(warehouse: "Warehouse", units: pa.Table) -> pa.Table:
    with warehouse.writer() as session:
        mentions = names_of(session, units)
    return weighed(warehouse, units, mentions)


def _whole_days(days: pa.Table) -> Iterator[pa.Table]:
    """Yield the articles in slices of whole days."""
    values = days.column("published_date").to_pylist()
    start = 0
    for index in range(1, len(values) + 1):
        is_end = index == len(values)
        if is_end or (index - start >= LINKED_AT_ONCE and values[index] != values[index - 1]):
            yield days.select(["unit_id"]).slice(start, index - start)
            start = index
