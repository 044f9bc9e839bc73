"""`core.events`: the mentions that tell one event, kept in step with the articles that changed.

What an article tells is grouped first, then these groups across articles of one story, place or pair of parties. A link follows
from the two alone; what links tie together is grouped as a whole. Ids stay with the larger part. The entities behind actors,
targets and claimants are written here too, because they are known only when `core.entities` is.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.catalogue.event_groups import EVENTS, LINKS, MEMBERS, TOUCHED, regroup
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
_LINKED = (
    "select local_event_id as unit_id from ops.event_links where other_local_event_id in (select unit_id from gone) union "
    "select other_local_event_id from ops.event_links where local_event_id in (select unit_id from gone)"
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
    before: dict[str, str] = {}
    seeds: set[str] = set()
    # one commit: after a kill between these steps nobody would know which events the mentions were in
    with warehouse.writer() as session, session.transaction():
        for units in slices(changed, READ_AT_ONCE):
            write_parties(session, units)
            seeds |= _unlink(session, units, before)
            _write_members(session, units)
        for units in slices(changed, READ_AT_ONCE):
            session.append(LINKS, _links(session, units))
        done = regroup(session, changed, seeds, before)
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


def _unlink(session: "Session", units: pa.Table, before: dict[str, str]) -> set[str]:
    """Take out the links of some articles; note which event their mentions had; return what their events and links reach."""
    old = session.query(
        "select event_mention_id, event_id from ops.event_members where article_id in (select unit_id from units)",
        units=units,
    )
    before |= dict(zip(*(old.column(name).to_pylist() for name in old.column_names), strict=True))
    touched = session.query(TOUCHED, changed=units)
    gone = session.query(
        "select distinct local_event_id as unit_id from ops.event_members where article_id in (select unit_id from units)",
        units=units,
    )
    linked = session.query(_LINKED, gone=gone)
    session.run(
        f"delete from {LINKS} where local_event_id in (select unit_id from gone) or other_local_event_id in (select unit_id from gone)",
        gone=gone,
    )
    return {*touched.column(0).to_pylist(), *linked.column(0).to_pylist()}


def _write_members(session: "Session", units: pa.Table) -> None:
    """Group what each article tells, and note it."""
    from pipelines.enrich.events.joining import COUNTED_FROM, JoiningModel, teller_of

    rows = session.query(load_sql("core", "event_tellers").statement, {"least_score": COUNTED_FROM}, units=units)
    by_article: dict[str, list[tuple[str, Teller]]] = {}
    for row in rows.to_pylist():
        by_article.setdefault(row["article_id"], []).append((row["event_mention_id"], teller_of(row, row["sentence"])))
    model = JoiningModel.load()
    members = [
        {
            "event_mention_id": told[number][0],
            "article_id": article_id,
            "local_event_id": told[group[0]][0],
            "event_id": told[group[0]][0],
        }
        for article_id, told in by_article.items()
        for group in local_groups([teller for _, teller in told], model)
        for number in group
    ]
    session.replace(MEMBERS, CONTRACTS[MEMBERS].from_rows(members), unit_column="article_id", units=units)


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


def _links(session: "Session", units: pa.Table) -> pa.Table:
    """Return the links between what these articles and others tell."""
    from pipelines.enrich.events.joining import APART_DAYS, COUNTED_FROM, JoiningModel, teller_of, together

    pairs = session.query(
        load_sql("core", "event_candidates").statement, {"apart_days": APART_DAYS, "most": MOST_CANDIDATES}, units=units
    )
    pairs = session.query(
        "select * from pairs anti join ops.event_links using (local_event_id, other_local_event_id) order by all",
        pairs=pairs,
    )
    needed = session.query(
        "select distinct article_id as unit_id, event_mention_id, local_event_id from ops.event_members where local_event_id in "
        "(select local_event_id from pairs union select other_local_event_id from pairs)",
        pairs=pairs,
    )
    local_of = dict(
        zip(*(needed.column(name).to_pylist() for name in ("event_mention_id", "local_event_id")), strict=True)
    )
    told: dict[str, list[Teller]] = {}
    wanted = needed.group_by("unit_id").aggregate([])
    rows = session.query(load_sql("core", "event_tellers").statement, {"least_score": COUNTED_FROM}, units=wanted)
    for row in rows.to_pylist():
        local = local_of.get(row["event_mention_id"])
        if local is not None:
            told.setdefault(local, []).append(teller_of(row, row["sentence"]))
    whole = {local: together(tellers) for local, tellers in told.items()}
    ids = [
        pair for pair in zip(*(pairs.column(name).to_pylist() for name in ("local_event_id", "other_local_event_id")), strict=True)
        if pair[0] in whole and pair[1] in whole
    ]  # fmt: skip
    chances = JoiningModel.load().chances([(whole[one], whole[other]) for one, other in ids])
    return CONTRACTS[LINKS].from_rows(
        [
            {"local_event_id": one, "other_local_event_id": other, "score": round(float(chance), 4)}
            for (one, other), chance in zip(ids, chances, strict=True)
            if chance >= LEAST_LINK
        ]
    )
