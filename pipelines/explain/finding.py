"""Which rows are to be explained: those of a table by article, place in the text or key, or those that a query found."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.explain.evidence import evidence_for
from pipelines.explain.wording import Explanation, in_words
from pipelines.likeness import likest
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

SCHEMAS = ("core", "raw", "ops", "marts")
"""Where a table is looked for that is named without its schema."""
MIN_LIKENESS = 70.0
"""Likeness (0 to 100) from which on a name is offered for one that is not known."""


class ExplainError(ValueError):
    """Nothing can be explained as asked; the message says why and what to do."""


class Target(NamedTuple):
    """Rows of a table.

    Attributes:
        table: The table, with or without its schema.
        article: An article_id or its beginning.
        at: A character of the span; all of the article's rows when None.
        keys: Further columns and their values, as text.
        limit: So many rows at most.
    """

    table: str
    article: str | None = None
    at: int | None = None
    keys: Mapping[str, str] = {}
    limit: int = 5


def explained(session: Session, target: Target) -> list[Explanation]:
    """Return the rows of a target explained.

    Raises:
        ExplainError: If there is no such table, column, article or row.
    """
    name = known_table(target.table)
    rows = _rows(session, name, target)
    if not rows:
        where = f" at {target.at}" if target.at is not None else ""
        raise ExplainError(
            f"{name} has no such row{where}; `dateline explain {name} --article ID` shows the first ones"
        )
    return [in_words(session, name, row, tuple(evidence_for(session, name, row))) for row in rows[: target.limit]]


def targets_of(rows: Sequence[Mapping[str, Any]], limit: int) -> Iterator[Target]:
    """Yield what the rows of a query are about: facts at a place in a text, articles, stories.

    Raises:
        ExplainError: If the rows name none of these.
    """
    read_tables = _read_tables()
    for row in rows[:limit]:
        if row.get("article_id") and row.get("start_char") is not None:
            for name in read_tables:
                yield Target(name, row["article_id"], int(row["start_char"]), limit=limit)
        elif row.get("article_id"):
            yield Target("core.articles", row["article_id"])
        elif row.get("story_id"):
            yield Target("core.stories", keys={"story_id": row["story_id"]})
        else:
            raise ExplainError(f"its rows name no article or story to look at; they have: {', '.join(row)}")


def known_table(name: str) -> str:
    """Return the qualified name of a table.

    Raises:
        ExplainError: If there is none; the message offers one that is like it.
    """
    for candidate in (name, *(f"{schema}.{name}" for schema in SCHEMAS)):
        if candidate in CONTRACTS:
            return candidate
    best = likest(name, list(CONTRACTS), MIN_LIKENESS)
    raise ExplainError(f"no table or query is called {name!r}" + (f"; did you mean {best}?" if best else ""))


def _read_tables() -> list[str]:
    """The tables whose rows stand in a text."""
    wanted = {"article_id", "start_char", "end_char"}
    return [
        name
        for name, contract in CONTRACTS.items()
        if wanted <= set(contract.column_names) and name not in {"core.sentences", "core.article_occurrences"}
    ]


def _rows(session: Session, name: str, target: Target) -> list[dict[str, Any]]:
    columns = CONTRACTS[name].column_names
    unknown = sorted(set(target.keys) - set(columns))
    if unknown:
        raise ExplainError(f"{name} has no column {unknown[0]!r}; it has: {', '.join(columns)}")
    keys = dict(target.keys)
    if target.article is not None:
        if "article_id" not in columns:
            raise ExplainError(f"{name} is not by article: give --key with one of {', '.join(CONTRACTS[name].key)}")
        keys["article_id"] = _article(session, target.article)
    if not keys:
        raise ExplainError("which row? Give --article ID (and --at CHARACTER), or --key COLUMN=VALUE")
    first = "article_id" if "article_id" in keys else next(iter(keys))
    if CONTRACTS[name].arrow_schema.field(first).type != pa.string():
        raise ExplainError(f"--key {first}: name an id or code first; {first} alone is too little")
    found = session.rows(name, unit_column=first, units=pa.table({"unit_id": [keys[first]]})).to_pylist()
    return [row for row in found if _is_at(row, target.at) and all(str(row[k]) == v for k, v in keys.items())]


def _is_at(row: Mapping[str, Any], at: int | None) -> bool:
    if at is None or "start_char" not in row:
        return True
    return row["start_char"] is not None and row["start_char"] <= at < max(row["end_char"], row["start_char"] + 1)


def _article(session: Session, beginning: str) -> str:
    found = session.query(load_sql("explain", "articles_beginning").statement, {"article": beginning})
    ids: list[str] = found.column(0).to_pylist()
    if not ids:
        raise ExplainError(f"no article begins with {beginning!r}; `dateline search` and `dateline sql` show ids")
    if len(ids) > 1 and ids[0] != beginning:
        raise ExplainError(f"several articles begin with {beginning!r}: {', '.join(ids)}; give more of the id")
    return ids[0]
