"""`core.events`: the mentions that tell one event, kept in step with the articles that changed.

What an article tells is grouped first, then these groups across articles of one story, place or pair of parties. A link follows
from the two alone; what links tie together is grouped as a whole. Ids stay with the larger part. The entities behind actors,
targets and claimants are written here too, because they are known only when `core.entities` is.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.catalogue.event_groups import EVENTS, LINKS, MEMBERS, regroup
from pipelines.catalogue.groups import once
from pipelines.catalogue.slices import slices
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pipelines.enrich.events.joining import JoiningModel, Teller
    from pipelines.settings import Settings
    from pipelines.warehouse import Session, Warehouse

MENTIONS, CLAIMS = "core.event_mentions", "core.claims"
READ_AT_ONCE = 5_000
"""Articles whose sentences are in memory at once."""
MOST_CANDIDATES = 40
"""Events of other articles that one is compared with; bounds what a story of a thousand articles costs."""
LEAST_LINK = 0.05
"""Pairs that are less likely to be one event are not kept."""

_EVERYTHING = "select distinct article_id as unit_id from core.event_mentions union select article_id from ops.event_members union select article_id from core.claims order by unit_id"
_COPIES = (
    "select unit_id from changed union select article_id from core.duplicates "
    "where canonical_article_id in (select unit_id from changed) order by unit_id"
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
    with warehouse.writer() as session:
        changed = session.query(_EVERYTHING) if changed is None else session.query(_COPIES, changed=changed)
    parts = [_members(warehouse, units) for units in slices(changed, READ_AT_ONCE)]
    members = pa.concat_tables([CONTRACTS[MEMBERS].empty(), *parts])
    links = once(LINKS, [_links(warehouse, units, changed, members) for units in slices(changed, READ_AT_ONCE)])
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


def write_parties(session: "Session", units: pa.Table) -> None:
    """Write the entities of actors, targets and claimants on the mentions and claims of some articles."""
    for table, name, key, columns in (
        (MENTIONS, "event_parties", "event_mention_id", ("actor", "target")),
        (CLAIMS, "claim_parties", "claim_id", ("subject", "agent", "claimant")),
    ):
        found = session.query(load_sql("core", name).statement, units=units)
        parts = [f"{column}_entity_id" for column in columns]
        session.run(
            f"update {table} as standing set {', '.join(f'{part} = found.{part}' for part in parts)} from found "
            f"where standing.{key} = found.{key} and ({' or '.join(f'standing.{part} is distinct from found.{part}' for part in parts)})",
            found=found,
        )


def _members(warehouse: "Warehouse", units: pa.Table) -> pa.Table:
    """Group what each article tells: rows of `ops.event_members`, each in an event of its own article."""
    from pipelines.enrich.events.joining import JoiningModel

    with warehouse.writer() as session:
        write_parties(session, units)
        told = _tellers(session, units)
    by_article: dict[str, list[tuple[str, Teller]]] = defaultdict(list)
    for mention, teller in told.items():
        by_article[teller.article_id].append((mention, teller))
    model = JoiningModel.load()
    return CONTRACTS[MEMBERS].from_rows(
        [
            {
                "event_mention_id": own[number][0],
                "article_id": article_id,
                "local_event_id": own[group[0]][0],
                "event_id": own[group[0]][0],
            }
            for article_id, own in by_article.items()
            for group in local_groups([teller for _, teller in own], model)
            for number in group
        ]
    )


def _tellers(session: "Session", units: pa.Table) -> "dict[str, Teller]":
    """Return what each mention in some articles that counts says, in order."""
    from pipelines.enrich.events.joining import COUNTED_FROM, teller_of

    rows = session.query(load_sql("core", "event_tellers").statement, {"least_score": COUNTED_FROM}, units=units)
    return {row["event_mention_id"]: teller_of(row, row["sentence"]) for row in rows.to_pylist()}


def local_groups(tellers: "Sequence[Teller]", model: "JoiningModel") -> list[list[int]]:
    """Return which mentions of one article tell one event."""
    from pipelines.enrich.events.joining import THRESHOLD
    from pipelines.enrich.stories import grouped

    pairs = [
        (one, other)
        for other in range(len(tellers))
        for one in range(other)
        if tellers[one].event_type == tellers[other].event_type
    ]
    chances = model.chances([(tellers[one], tellers[other]) for one, other in pairs])
    links = [
        (one, other, float(chance)) for (one, other), chance in zip(pairs, chances, strict=True) if chance >= LEAST_LINK
    ]
    return grouped([None] * len(tellers), links, {}, threshold=THRESHOLD)


def _links(warehouse: "Warehouse", units: pa.Table, changed: pa.Table, members: pa.Table) -> pa.Table:
    """Return the links between what some of the changed articles and others tell, rows of `ops.event_links`."""
    from pipelines.enrich.events.joining import APART_DAYS, JoiningModel, together

    parameters = {"apart_days": APART_DAYS, "most": MOST_CANDIDATES}
    with warehouse.writer() as session:
        pairs = session.query(
            load_sql("core", "event_candidates").statement, parameters, units=units, changed=changed, members=members
        )
        needed = session.query(_OF_PAIRS, pairs=pairs, changed=changed, members=members)
        tellers = _tellers(session, needed.group_by("unit_id").aggregate([]))
    local_of = dict(
        zip(*(needed.column(name).to_pylist() for name in ("event_mention_id", "local_event_id")), strict=True)
    )
    told: dict[str, list[Teller]] = defaultdict(list)
    for mention, teller in tellers.items():
        if mention in local_of:
            told[local_of[mention]].append(teller)
    whole = {local: together(parts) for local, parts in told.items()}
    columns = (pairs.column(name).to_pylist() for name in ("local_event_id", "other_local_event_id"))
    ids = [(one, other) for one, other in zip(*columns, strict=True) if one in whole and other in whole]
    chances = JoiningModel.load().chances([(whole[one], whole[other]) for one, other in ids])
    return CONTRACTS[LINKS].from_rows(
        [
            {"local_event_id": one, "other_local_event_id": other, "score": round(float(chance), 4)}
            for (one, other), chance in zip(ids, chances, strict=True)
            if chance >= LEAST_LINK
        ]
    )
