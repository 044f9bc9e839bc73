"""Pairs of events of articles that may be one event: met part by part in tables that DuckDB may put on disk."""

from typing import TYPE_CHECKING

from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pipelines.warehouse import Session

MOST_CANDIDATES = 40
"""Events of other articles that one is compared with; bounds what a story of a thousand articles costs."""
MET_AT_ONCE = 20_000
"""Events of articles whose candidates are looked for together: as news goes some fifty each, of which the nearest are kept."""
_PARTS = (
    "select min(number) as first, max(number) as last, min(reach_first_day) as first_day, max(reach_last_day) as last_day from "
    "(select number, reach_first_day, reach_last_day, (row_number() over (order by number) - 1) // $at_once::bigint as part "
    "from event_locals where is_wanted) group by part order by part"
)


def meet(session: "Session") -> None:
    """Make the temporary tables `event_locals` and `event_pairs` (columns `local`, `other_local`; a pair once or twice).

    Args:
        session: A session that can write, with a relation `standing`: one row per mention, columns `event_mention_id`,
            `article_id`, `local_event_id`, `is_wanted`, and numbers of its event and article, `local` and `article`.
    """
    from pipelines.enrich.events.joining import APART_DAYS

    locals_of = load_sql("core", "event_locals").statement
    session.run(f"create or replace temp table event_locals as {locals_of}", {"apart_days": APART_DAYS})
    session.run(
        "create or replace temp table event_pairs as select 0::bigint as local, 0::bigint as other_local limit 0"
    )
    meetings = load_sql("core", "event_meetings").statement
    for part in session.query(_PARTS, {"at_once": MET_AT_ONCE}).to_pylist():
        session.run(f"insert into event_pairs {meetings}", {**part, "most": MOST_CANDIDATES})


def let_go(session: "Session") -> None:
    """Drop what `meet` made."""
    for name in ("event_locals", "event_pairs"):
        session.run(f"drop table if exists {name}")
