"""`core.duplicates`: kept in step with the articles that changed, by an index of band hashes that stays in the warehouse.

Only changed articles are sketched, looked up and compared; only groups of copies that one of them is or was in are judged
again. The index and the pairs hold current articles; a killed run leaves an index that the next one completes.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.catalogue.copies_as_a_whole import find_all, groups_of_all, meet
from pipelines.catalogue.copy_texts import BANDS, KEPT_TEXTS, PAIRS, SKETCHED_AT_ONCE, TEXTS, let_go, sketched
from pipelines.catalogue.groups import units_of
from pipelines.catalogue.slices import slices
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of
from pipelines.warehouse.few import of_few

if TYPE_CHECKING:
    from pipelines.enrich.copies.words import Codes
    from pipelines.settings import Settings
    from pipelines.warehouse import Session, Warehouse

DUPLICATES = "core.duplicates"
WRITTEN_AT_ONCE = 20_000
"""Articles whose hashes are written, or whose candidates are looked up, in one pass over the index."""
COMPARED_AT_ONCE = 5_000
"""Pairs whose texts are fetched together."""

_OWN_BANDS = f"select article_id, band_hash from {BANDS} where article_id in (select unit_id from changed)"
_THEIR_BANDS = f"select article_id, band_hash from {BANDS} where band_hash in (select band_hash from asking_bands)"
_TOUCHED = (
    "select unit_id from changed union select article_id from ops.copy_pairs where other_article_id in "
    "(select unit_id from changed) union select other_article_id from ops.copy_pairs where article_id in "
    "(select unit_id from changed)"
)


def duplicates(
    warehouse: "Warehouse",
    settings: "Settings",  # noqa: ARG001 one shape for all
    changed: pa.Table | None,
) -> Mapping[str, int | str | bool]:
    """Bring the copies in line with the articles that stand.

    Args:
        warehouse: The warehouse.
        settings: Nothing of it matters here.
        changed: Articles that were written or removed, column `unit_id`; None for all.
    """
    if changed is None:
        return _as_a_whole(warehouse)
    codes: OrderedDict[str, Codes] = OrderedDict()
    for units in slices(changed, WRITTEN_AT_ONCE):
        bands = [sketched(warehouse, part, codes) for part in slices(units, SKETCHED_AT_ONCE)]
        with warehouse.writer() as session:
            session.replace(BANDS, pa.concat_tables(bands), unit_column="article_id", units=units)
    candidates = [_candidates(warehouse, units) for units in slices(changed, WRITTEN_AT_ONCE)]
    pairs = list(_compared(warehouse, _distinct(candidates), codes))
    with warehouse.writer() as session, session.transaction():
        seeds = session.query(_TOUCHED, changed=changed)
        session.run(
            f"delete from {PAIRS} where article_id in (select unit_id from changed) "
            "or other_article_id in (select unit_id from changed)",
            changed=changed,
        )
        session.append(PAIRS, CONTRACTS[PAIRS].from_rows(pairs))
        moved = _judge(session, session.query(load_sql("core", "copy_groups").statement, seeds=seeds))
        total = session.count(DUPLICATES)
    return {"copies": total, "pairs_found": len(pairs), "articles_moved": moved}


def duplicates_identity(settings: "Settings") -> str:  # noqa: ARG001 one shape for all
    """Return the version of the rules, and of the library whose hashes the index keeps."""
    from importlib.metadata import version

    from pipelines.enrich.copies import VERSION

    return f"copies@{VERSION}+rensa{version('rensa')}"


def _as_a_whole(warehouse: "Warehouse") -> Mapping[str, int | str | bool]:
    found_count, moved = find_all(warehouse), 0
    with warehouse.writer() as session:
        for group in groups_of_all(session):
            with session.transaction():
                moved += _judge(session, group)
        return {"copies": session.count(DUPLICATES), "pairs_found": found_count, "articles_moved": moved}


def _candidates(warehouse: "Warehouse", units: pa.Table) -> pa.Table:
    nearest = load_sql("core", "nearest_copies")
    with warehouse.writer() as session:
        session.run(f"create or replace temp table asking_bands as {_OWN_BANDS}", changed=units)
        session.run(f"create or replace temp table meeting_bands as {_THEIR_BANDS}")
        meet(session)
        return session.query(nearest.statement, nearest.parameters)


def _distinct(candidates: list[pa.Table]) -> pa.Table:
    names = ["article_id", "other_article_id"]
    schema = pa.schema([(name, pa.string()) for name in names])
    joined = pa.concat_tables([table.cast(schema) for table in candidates] or [schema.empty_table()])
    return joined.group_by(names).aggregate([]).sort_by([(name, "ascending") for name in names])


def _compared(
    warehouse: "Warehouse", candidates: pa.Table, codes: "OrderedDict[str, Codes]"
) -> Iterator[dict[str, int | str]]:
    """Yield the pairs of which one is a copy of the other."""
    from pipelines.enrich.copies import Pair, is_close, shared_words

    for batch in slices(candidates, COMPARED_AT_ONCE):
        left, right = (batch.column(name).to_pylist() for name in ("article_id", "other_article_id"))
        _fetch(warehouse, codes, {*left, *right})
        for article_id, other_id in zip(left, right, strict=True):
            one, other = codes[article_id], codes[other_id]
            shared = shared_words(one, other)
            pair = Pair(article_id, other_id, one.size, other.size, shared.left_count, shared.right_count)
            if is_close(pair):
                yield pair._asdict()


def _fetch(warehouse: "Warehouse", codes: "OrderedDict[str, Codes]", wanted: set[str]) -> None:
    """Have the words of these articles at hand; let go of those that were not asked for longest."""
    from pipelines.enrich.copies import word_codes

    missing = sorted(wanted - codes.keys())
    if not missing:
        return
    units = units_of(missing)
    with warehouse.writer() as session:
        texts = session.query(of_few(TEXTS, units, "core.articles"), units=units)
    for article_id in wanted & codes.keys():
        codes.move_to_end(article_id)
    for article_id, text in zip(*(texts.column(name).to_pylist() for name in texts.column_names), strict=True):
        codes[article_id] = word_codes(text).codes
    let_go(codes, max(KEPT_TEXTS, len(wanted)))


def _judge(session: "Session", group: pa.Table) -> int:
    """Judge whole groups of copies again; return the number of articles that the changes concern."""
    from pipelines.enrich.copies import Article, Pair, duplicates_of

    pairs = session.rows(PAIRS, unit_column="article_id", units=group)
    statement = of_few(load_sql("core", "copy_articles").statement, group, "core.articles", "core.article_occurrences")
    articles = session.query(statement, units=group)
    known = {row["article_id"]: Article(**row | {"source_codes": frozenset(row["source_codes"] or ())}) for row in articles.to_pylist()}  # fmt: skip
    rows = CONTRACTS[DUPLICATES].from_rows(duplicates_of((Pair(**row) for row in pairs.to_pylist()), known))
    standing = session.rows(DUPLICATES, unit_column="article_id", units=group)
    moved = session.query(
        "with moved as ((from rows except from standing) union all (from standing except from rows)) "
        "select article_id as unit_id from moved union select canonical_article_id from moved order by unit_id",
        rows=rows,
        standing=standing,
    )
    session.replace(DUPLICATES, rows, unit_column="article_id", units=group)
    if moved.num_rows:
        log_changes(session, [DUPLICATES], moved, days_of(session, moved))
    return int(moved.num_rows)
