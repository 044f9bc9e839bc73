"""One commit: the slice of some units is replaced, audited, marked as done and noted as changed, or nothing is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts import CONTRACTS
from pipelines.warehouse.audit import audit_slice
from pipelines.warehouse.changes import NO_DAYS, log_changes
from pipelines.warehouse.few import among_units
from pipelines.warehouse.marks import forget_marks, note_all_done
from pipelines.warehouse.session import Session

ARTICLES, EVIDENCE = "core.articles", "core.date_evidence"
_DAYS = (
    "select article_id as unit_id, published_date from core.articles where article_id in (select unit_id from units)"
)


class Written(NamedTuple):
    """The rows that a worker made of some units.

    Attributes:
        tables: Its tables with the units' new rows, the main one first.
        annotator_id: Who made them.
        units: Columns `unit_id`, `input_key`.
    """

    tables: Mapping[str, pa.Table]
    annotator_id: str
    units: pa.Table


def commit(session: Session, written: Sequence[Written], unit_column: str) -> None:
    """Put rows in the place of what stood for their units, in one transaction.

    Args:
        session: A session on the working file.
        written: What workers made, all of the same units.
        unit_column: The column that says which unit a row belongs to: `article_id` or `document_id`.

    Raises:
        AuditError: If rows break their contract or a blocking check; nothing is written.
    """
    units = written[0].units
    with session.transaction():
        for item in written:
            for name, rows in item.tables.items():
                session.replace(name, rows, unit_column=unit_column, units=units)
        for item in written:
            for name, rows in item.tables.items():
                audit_slice(session, name, unit_column, units, rows)
        mains = [next(iter(item.tables)) for item in written]
        note_all_done(
            session, {main: (item.units, item.annotator_id) for main, item in zip(mains, written, strict=True)}
        )
        log_changes(session, mains, units, days_of(session, units, unit_column))


def remove(session: Session, table_names: Sequence[str], units: pa.Table, unit_column: str) -> None:
    """Remove the rows and the marks of units that are no more, in one transaction; the main table stands first."""
    if not units.num_rows:
        return
    main = table_names[0]
    with session.transaction():
        before = days_of(session, units, unit_column)
        for name in table_names:
            session.replace(name, CONTRACTS[name].empty(), unit_column=unit_column, units=units)
        forget_marks(session, main, units)
        log_changes(session, [main], units, before)


def days_of(session: Session, units: pa.Table, unit_column: str = "article_id") -> pa.Table:
    """Return the days that articles count for; documents count for none.

    Args:
        session: A session on the working file.
        units: Column `unit_id`.
        unit_column: What the units are.
    """
    if unit_column != "article_id":
        return NO_DAYS
    return session.query(_DAYS, units=units)


def commit_articles(session: Session, made: Mapping[str, pa.Table], wanted: pa.Table) -> None:
    """Put these articles and their evidence in the place of what stood, in one transaction.

    An article that no current document holds stays, no longer current, while a replaced or forgotten document holds it;
    an article that no document holds at all is removed.

    Args:
        session: A session on the working file.
        made: The new rows of `core.articles` and `core.date_evidence`.
        wanted: Column `article_id`: the articles that were to be made; one without a new row is no longer current.
    """
    units = wanted.select(["article_id"]).rename_columns(["unit_id"])
    with session.transaction():
        before = days_of(session, units, "article_id")
        kept = session.query(
            f"select {', '.join(CONTRACTS[ARTICLES].column_names)} from (select * from {ARTICLES} where "
            f"{among_units(ARTICLES, 'article_id', units)}) anti join made using (article_id) "
            "semi join core.article_occurrences using (article_id)",
            units=units,
            made=made[ARTICLES],
        )
        index = kept.schema.get_field_index("is_current")
        kept = kept.set_column(index, "is_current", pa.array([False] * kept.num_rows, pa.bool_()))
        rows = pa.concat_tables([made[ARTICLES], CONTRACTS[ARTICLES].conform(kept)])
        session.replace(ARTICLES, rows, unit_column="article_id", units=units)
        session.replace(EVIDENCE, made[EVIDENCE], unit_column="article_id", units=units)
        for name, standing in ((ARTICLES, rows), (EVIDENCE, made[EVIDENCE])):
            audit_slice(session, name, "article_id", units, standing)
        after = days_of(session, units, "article_id")
        log_changes(session, [ARTICLES], units, pa.concat_tables([before, after]))


def commit_redated(session: Session, made: Mapping[str, pa.Table], wanted: pa.Table) -> None:
    """Put articles that others tell other things of in the place of what stood, in one transaction.

    Most come out as they were: of these what is told is written, and they are not noted as changed.

    Args:
        session: A session on the working file.
        made: The new rows of `core.articles` and `core.date_evidence`.
        wanted: Column `article_id`: the articles that were made.
    """
    units = wanted.select(["article_id"]).rename_columns(["unit_id"])
    with session.transaction():
        of_dates = _differing(session, ARTICLES, made[ARTICLES], units)
        of_reasons = _differing(session, EVIDENCE, made[EVIDENCE], units, "kind <> 'told'")
        changed = pa.chunked_array(
            [*of_dates.column("unit_id").chunks, *of_reasons.column("unit_id").chunks], pa.string()
        )
        is_redated = pc.is_in(wanted.column("article_id"), changed)
        is_of_redated = {name: pc.is_in(rows.column("article_id"), changed) for name, rows in made.items()}
        if pc.any(is_redated).as_py():
            moved = {name: rows.filter(is_of_redated[name]) for name, rows in made.items()}
            commit_articles(session, {**moved, ARTICLES: _owned(session, moved[ARTICLES])}, wanted.filter(is_redated))
        same = units.filter(pc.invert(is_redated))
        rows = made[EVIDENCE].filter(pc.invert(is_of_redated[EVIDENCE]))
        session.replace(EVIDENCE, rows, unit_column="article_id", units=same)
        audit_slice(session, EVIDENCE, "article_id", same, rows)


def _owned(session: Session, articles: pa.Table) -> pa.Table:
    """Return articles with the columns that others fill as they stand: another day alone makes no other story of one."""
    columns = [column for column in CONTRACTS[ARTICLES].columns if column.owner is not None]
    standing = ", ".join(f"standing.{column.name} as {column.name}" for column in columns)
    units = articles.select(["article_id"]).rename_columns(["unit_id"])
    rows = session.query(
        f"select articles.* replace ({standing}) from articles left join (select * from {ARTICLES} where "
        f"{among_units(ARTICLES, 'article_id', units)}) as standing using (article_id) order by article_id",
        articles=articles,
        units=units,
    )
    return CONTRACTS[ARTICLES].conform(rows)


def _differing(session: Session, table_name: str, rows: pa.Table, units: pa.Table, condition: str = "true") -> pa.Table:
    """Return the articles whose rows are not those that stand, column `unit_id`; columns that others fill do not count.

    Args:
        session: A session on the working file.
        table_name: Qualified name of the table.
        rows: The articles' new rows.
        units: The articles, column `unit_id`.
        condition: Which rows count, as SQL.
    """
    columns = ", ".join(column.name for column in CONTRACTS[table_name].columns if column.owner is None)
    return session.query(
        f"with standing as (select {columns} from {table_name} where {among_units(table_name, 'article_id', units)}), "
        f"anew as (select {columns} from incoming), "
        "either as ((select * from standing except select * from anew) union all (select * from anew except select * from standing)) "
        f"select distinct article_id as unit_id from either where {condition}",
        units=units,
        incoming=rows,
    )
