"""`dateline sql`: SQL or a named query, read-only, in any format that rows are written in."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from pipelines.console.delivering import DeliveryError, rendered
from pipelines.likeness import likest
from pipelines.settings import Settings
from pipelines.sqlfiles import SqlFile, list_sql, load_sql
from pipelines.warehouse import Session, open_warehouse

MIN_LIKENESS = 70.0
"""Likeness (0 to 100) from which on a name is offered for one that is not known."""
_NAME_LIKE = re.compile(r"\w[\w.\- ]*")
_SINGLE_WORD = re.compile(r"[\w.\-]+")


class QueryError(ValueError):
    """The query cannot be run as given; the message says why."""


class Answer(NamedTuple):
    """What a query found.

    Attributes:
        content: The rows in the format that was asked for.
        note: What to say beside them; empty when there are rows.
    """

    content: bytes
    note: str


def describe_queries() -> str:
    """The named queries with what they answer and their parameters."""
    lines = ["Named queries (dateline sql NAME [-p PARAMETER=VALUE]):", ""]
    for name in list_sql("queries"):
        query = load_sql("queries", name)
        lines.append(f"  {name}: {' '.join(query.description.split())}")
        for parameter, default in query.parameters.items():
            lines.append(f"      {parameter} ({'must be given' if default is None else f'default {default}'})")
    return "\n".join(lines)


def run_query(settings: Settings, query: str, parameters: Mapping[str, str], output: str) -> Answer:
    """The results of a named query, or of one or more statements.

    Args:
        settings: Which warehouse.
        query: SQL, or the name of a named query.
        parameters: Values of `$name` parameters.
        output: A format of `delivering`; all but `table` hold one result.

    Raises:
        QueryError: If the SQL is wrong, tries to write, misses a parameter, or is several statements where one is
            wanted, or the rows do not fit the format.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    results, note = ask(settings, query, parameters, output)
    try:
        return Answer(b"\n".join(rendered(rows, output) for rows in results), note)
    except DeliveryError as error:
        raise QueryError(str(error)) from error


def ask(settings: Settings, query: str, parameters: Mapping[str, str], output: str) -> tuple[list[pa.Table], str]:
    """The rows of a named query, or of each statement, and what to say beside them; as `run_query`, which writes them.

    Raises:
        QueryError: As `run_query`.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    named = load_sql("queries", query) if query in list_sql("queries") else None
    if named is None and _SINGLE_WORD.fullmatch(query.strip()):
        raise QueryError(f"no query is called {query.strip()!r}{_suggestion(query)}; `dateline sql` lists them")
    statements = _statements(named.statement if named else query)
    if len(statements) != 1 and output != "table":
        raise QueryError(f"{len(statements)} statements, and {output} holds one result: give one, or leave -f out")
    values = _values(named, parameters) if named else _used(parameters, statements)
    with open_warehouse(settings).reader() as session:
        results = [_rows(session, statement, values) for statement in statements]
        note = "" if any(rows.num_rows for rows in results) else _where_to_look(session, named, values)
    return results, note


def named_rows(session: Session, name: str, parameters: Mapping[str, str]) -> pa.Table:
    """Return the rows of a named query.

    Raises:
        QueryError: If it has no such parameter, misses one, or a value does not fit.
    """
    named = load_sql("queries", name)
    [statement] = _statements(named.statement)
    return _rows(session, statement, _values(named, parameters))


def _statements(query: str) -> list[duckdb.Statement]:
    try:
        found = duckdb.extract_statements(query)
    except duckdb.Error as error:
        raise QueryError(f"{str(error).strip()}{_suggestion(query)}") from error
    if not found:
        raise QueryError("no statement; give SQL or the name of a query, `dateline sql` lists them")
    return found


def _used(given: Mapping[str, str], statements: Sequence[duckdb.Statement]) -> dict[str, str]:
    unused = sorted(set(given).difference(*(statement.named_parameters for statement in statements)))
    if unused:
        raise QueryError(
            f"the SQL has no ${', $'.join(unused)}; leave -p {unused[0]}=... out, or use ${unused[0]} in it"
        )
    return dict(given)


def _rows(session: Session, statement: duckdb.Statement, values: Mapping[str, Any]) -> pa.Table:
    try:
        return session.query(
            statement.query, {name: value for name, value in values.items() if name in statement.named_parameters}
        )
    except duckdb.Error as error:
        raise QueryError(f"{str(error).strip()}") from error


def _values(named: SqlFile, given: Mapping[str, str]) -> dict[str, Any]:
    for name in sorted(set(given) - set(named.parameters)):
        has = ", ".join(named.parameters) or "none"
        raise QueryError(
            f"query {named.name} has no parameter {name!r}{_like(name, list(named.parameters))}; it has: {has}"
        )
    missing = [name for name, default in named.parameters.items() if default is None and name not in given]
    if missing:
        wanted = " ".join(f"-p {name}=..." for name in missing)
        raise QueryError(f"query {named.name} needs {', '.join(missing)}: dateline sql {named.name} {wanted}")
    return {name: given.get(name, default) for name, default in named.parameters.items()}


def _suggestion(query: str) -> str:
    """The named query that is meant, where what was typed could be a name."""
    if not _NAME_LIKE.fullmatch(query.strip()):
        return ""
    return _like(re.sub(r"[\s.\-]+", "_", query.strip().lower()), list_sql("queries"))


def _like(name: str, known: Sequence[str]) -> str:
    best = likest(name, known, MIN_LIKENESS)
    return f"; did you mean {best}?" if best else ""


def _where_to_look(session: Session, named: SqlFile | None, values: Mapping[str, Any]) -> str:
    """What to try when there are no rows."""
    if not session.scalar("select exists (from core.articles)"):
        return "no rows: this warehouse holds no articles yet; `dateline run PATH` brings some"
    if named and values:
        given = ", ".join(f"{name}={value}" for name, value in values.items())
        return (
            f"no rows for {given}: try another -p, or what is there: dateline sql top_places, dateline sql top_entities"
        )
    return 'no rows: `dateline sql` lists the named queries, `dateline sql "show all tables"` the tables'
