"""`core.events`: the mentions that tell one event, kept in step with the articles that changed.

What an article tells is grouped first, then these groups across articles of one story, place or pair of parties. A link follows
from the two alone; what links tie together is grouped as a whole. Ids stay with the larger part. The entities behind actors,
targets and claimants are written here too, because they are known only when `core.entities` is.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.catalogue.event_groups import EVENTS, LINKS, MEMBERS, regroup
from pipelines.catalogue.event_meetings import let_go, meet
from pipelines.catalogue.event_tellers import links_of, members_of, own_events, told, told_together, write_parties
from pipelines.catalogue.events_as_a_whole import make_all
from pipelines.catalogue.slices import slices
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pipelines.settings import Settings
    from pipelines.warehouse import Warehouse

READ_AT_ONCE = 5_000
"""Articles whose sentences are in memory at once."""
SCORED_AT_ONCE = 50_000
"""Pairs that are scored together, with what the articles of both say."""

_COPIES = (
    "select unit_id from changed union select article_id from core.duplicates "
    "where canonical_article_id in (select unit_id from changed) order by unit_id"
)
_PAIRS = (
    "select least(one.local_event_id, other.local_event_id) as local_event_id, "
    "greatest(one.local_event_id, other.local_event_id) as other_local_event_id from (select distinct * from event_pairs) as pairs "
    "inner join event_locals as one on pairs.local = one.local inner join event_locals as other on pairs.other_local = other.local "
    "order by local_event_id, other_local_event_id"
)
_OF_PAIRS = (
    "with ids as (select local_event_id from pairs union select other_local_event_id from pairs) "
    "select event_mention_id, local_event_id, article_id as unit_id from members where local_event_id in (select local_event_id from ids) "
    "union all select event_mention_id, local_event_id, article_id from ops.event_members "
    "where article_id not in (select unit_id from changed) and local_event_id in (select local_event_id from ids)"
)


def events(
    warehouse: "Warehouse",
    settings: "Settings",  # noqa: ARG001 one shape for all
    changed: pa.Table | None,
) -> Mapping[str, int | str | bool]:
    """Bring events in line with the mentions that stand.

    Args:
        warehouse: The warehouse.
        settings: Nothing of it matters here.
        changed: Articles whose mentions, names, stories or copies changed, column `unit_id`; None for all.
    """
    if changed is None:
        return make_all(warehouse, datetime.now(UTC))
    with warehouse.writer() as session:
        changed = session.query(_COPIES, changed=changed)
    parts = [_members(warehouse, units) for units in slices(changed, READ_AT_ONCE)]
    members = pa.concat_tables([CONTRACTS[MEMBERS].empty(), *parts])
    links = _links(warehouse, changed, members)
    # one commit: after a kill between its steps nobody would know which events the mentions were in
    with warehouse.writer() as session, session.transaction():
        done = regroup(session, changed, members, links, datetime.now(UTC))
        total = session.count(EVENTS)
    return {"events": total, **done}


def events_identity(settings: "Settings") -> str:  # noqa: ARG001 one shape for all
    """Return the version of the rules, with the bytes of the weights."""
    from pipelines.enrich.events.joining import JOINING_FILE, VERSION
    from pipelines.worker import MODELS, file_digest

    return f"events@{VERSION}:{file_digest(MODELS / JOINING_FILE)}"


def _members(warehouse: "Warehouse", units: pa.Table) -> pa.Table:
    """Group what each article tells: rows of `ops.event_members`, each in an event of its own article."""
    from pipelines.enrich.events.said import said_of

    with warehouse.writer() as session:
        write_parties(session, units)
        rows = told(session, units)
    members = members_of(rows, *own_events(said_of(rows)))
    return CONTRACTS[MEMBERS].conform(members.append_column("event_id", members.column("local_event_id")))


def _links(warehouse: "Warehouse", changed: pa.Table, members: pa.Table) -> pa.Table:
    """Return the links between what changed articles and others tell, rows of `ops.event_links`."""
    from pipelines.enrich.events.joining import APART_DAYS

    if not members.num_rows:
        return CONTRACTS[LINKS].empty()
    standing = f"create or replace temp table standing as {load_sql('core', 'event_standing').statement}"
    with warehouse.writer() as session:
        session.run(standing, {"apart_days": APART_DAYS}, changed=changed, members=members)
        meet(session)
        pairs = session.query(_PAIRS)
        session.run("drop table standing")
        let_go(session)
    parts = [_scored(warehouse, part, changed, members) for part in slices(pairs, SCORED_AT_ONCE)]
    return pa.concat_tables([CONTRACTS[LINKS].empty(), *parts])


def _scored(warehouse: "Warehouse", pairs: pa.Table, changed: pa.Table, members: pa.Table) -> pa.Table:
    from pipelines.enrich.events.joining import JoiningModel

    with warehouse.writer() as session:
        needed = session.query(_OF_PAIRS, pairs=pairs, changed=changed, members=members)
        rows = told(session, needed.group_by("unit_id").aggregate([]))
    ids, said = told_together(rows, needed)
    sides = [pc.index_in(column, ids).combine_chunks() for column in pairs.columns]
    is_told = pc.and_(*(side.is_valid() for side in sides))
    one, other = (side.filter(is_told) for side in sides)
    chances = JoiningModel.load().chances(said, one.to_numpy(), other.to_numpy())
    return links_of(ids.take(one), ids.take(other), chances)
