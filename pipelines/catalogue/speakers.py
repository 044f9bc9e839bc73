"""`core.article_speakers` and the quotes' `speaker_entity_id`: kept in step with quotes and with canonical entities.

A quote names the mention of its speaker; which entity that is follows from the mention, and may change as articles arrive.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of
from pipelines.warehouse.few import of_few

if TYPE_CHECKING:
    from pipelines.settings import Settings
    from pipelines.warehouse import Warehouse

SPEAKERS = "core.article_speakers"

_EVERYTHING = "select article_id as unit_id from core.articles union select article_id from core.article_speakers order by unit_id"


def speakers(
    warehouse: "Warehouse",
    settings: "Settings",  # noqa: ARG001 one shape for all
    changed: pa.Table | None,
) -> Mapping[str, int | str | bool]:
    """Write the entity of each quote's speaker, and count who is quoted in which article.

    Args:
        warehouse: The warehouse.
        settings: Nothing of it matters here.
        changed: Articles whose quotes or entities were written, column `unit_id`; None for all.
    """
    with warehouse.writer() as session, session.transaction():
        if changed is None:
            changed = session.query(_EVERYTHING)
        statement = load_sql("core", "speakers_to_link").statement
        tables = ("core.entity_mentions", "core.quotes")
        moved = session.query(of_few(statement, changed, *tables, name="changed"), changed=changed)
        session.run(
            "update core.quotes as quote set speaker_entity_id = moved.entity_id from moved "
            "where quote.quote_id = moved.quote_id",
            moved=moved,
        )
        rows = session.query(load_sql("core", "article_speakers").statement, changed=changed)
        session.replace(SPEAKERS, rows, unit_column="article_id", units=changed)
        articles = session.query("select distinct article_id as unit_id from moved order by unit_id", moved=moved)
        log_changes(session, [SPEAKERS], articles, days_of(session, articles))
    return {"quotes_linked": moved.num_rows, "articles_linked": articles.num_rows}


def speakers_identity(settings: "Settings") -> str:  # noqa: ARG001 one shape for all
    """Return the version of the linking."""
    return "speakers@1"
