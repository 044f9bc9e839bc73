"""The side file: what it holds, what it says of itself, and how it is changed.

It is an SQLite database with a contentless FTS5 table. An article that changes gets a new row; the old one stays in the
FTS5 table without a counterpart in `articles`, so that it is never found, until so many are dead that all is built again.
What a result shows lies beside: the texts compressed, for a column store is slow to give single ones; and what articles name.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

INDEX_VERSION = 3
"""Raise it when the tables, the tokenizer or what is indexed changes: older files are then built again."""
TOKENIZER = "unicode61 remove_diacritics 2"
"""Letters and digits of any script, without case and without what Unicode knows as a mark: Zürich is found as zurich."""
BUSY_TIMEOUT_S = 60.0
"""How long to wait for another search that is bringing the file up to date."""
CACHE_KB = 65_536
COMPRESSION = 1
"""The fastest: a text takes half of its room, and is read in a tenth of a millisecond."""
HASH_BYTES = 16 * 1024 * 1024
"""What FTS5 gathers in memory before it writes a segment: few segments are quick to search."""
PARTIAL_SUFFIX = ".partial"
_TABLES = (
    "create table mark (name text primary key, value text not null)",
    "create table articles (number integer primary key, article_id text unique, content_key text, day integer)",
    "create table texts (number integer primary key, title text not null, deck text not null, body blob not null)",
    "create table named (number integer primary key, named_key text not null, subjects blob not null)",
    "create table subjects (number integer primary key, kind text not null, id text not null, articles blob not null, unique (kind, id))",
    "create table shown (article_id text primary key, shown_key text not null, sources text, copy_kind text, copy_of text, story text)",
    f"create virtual table words using fts5(title, deck, body, content='', tokenize='{TOKENIZER}')",
)
# a word counts four times in the title and twice in the deck: they say what an article is about
_BEST = (
    "select articles.number, articles.article_id, articles.day, -bm25(words, 4.0, 2.0, 1.0) as score from words "
    "inner join articles on articles.number = words.rowid where words match :expression"
)
_LIMITS = {
    "since": " and articles.day >= :since",
    "until": " and articles.day <= :until",
    "allowed": " and is_allowed(words.rowid)",
}
_ORDER = " order by score desc, articles.number limit :limit"
_FORGET = (
    "delete from texts where number = (select number from articles where article_id = ?)",
    "delete from named where number = (select number from articles where article_id = ?)",
    "delete from articles where article_id = ?",
    "delete from shown where article_id = ?",
)


class SearchError(ValueError):
    """The search cannot be made as asked; the message says why and what to do."""


class Mark(NamedTuple):
    """Which publication of which warehouse a side file is in step with."""

    warehouse_id: str
    publication_number: int
    change_number: int

    @property
    def text(self) -> str:
        """The mark as the side file keeps it."""
        return json.dumps([INDEX_VERSION, *self])


class Entry(NamedTuple):
    """What is indexed of an article.

    Attributes:
        article_id: Its id.
        content_key: Changes with what is indexed of it.
        day: Its day, days since 0001-01-01; None when it has none.
        title: Its title; empty for none.
        deck: Its deck; empty for none.
        body: Its text.
    """

    article_id: str
    content_key: str
    day: int | None
    title: str
    deck: str
    body: str


class Hit(NamedTuple):
    """An article that was found.

    Attributes:
        number: Its number in the side file.
        article_id: Its id.
        day: Its day, as in `Entry.day`.
        score: BM25: the greater the better.
    """

    number: int
    article_id: str
    day: int | None
    score: float


@contextmanager
def opened(path: Path, *, is_new: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection to a side file, which must be there unless it is new; statements commit as they run."""
    mode = "rwc" if is_new else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None
    )
    try:
        connection.execute(f"pragma cache_size = -{CACHE_KB}")
        yield connection
    finally:
        connection.close()


def is_damaged(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says that a file is gone, damaged or no side file; not that it is busy or the disk is full."""
    missing = ("no such", "unable to open")
    return not isinstance(error, sqlite3.OperationalError) or any(words in str(error) for words in missing)


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of a new side file, to be filled in one go and put in place afterwards."""
    connection.execute("pragma journal_mode = off")
    connection.execute("pragma synchronous = off")
    for statement in _TABLES:
        connection.execute(statement)


def read_mark(connection: sqlite3.Connection) -> str | None:
    """Return which publication the file is in step with, as `Mark.text`; None when it does not say.

    Raises:
        sqlite3.DatabaseError: If the file is no side file.
    """
    row = connection.execute("select value from mark where name = 'publication'").fetchone()
    return str(row[0]) if row else None


def read_entries(connection: sqlite3.Connection) -> Mapping[str, list[str]]:
    """Return what is indexed: columns `article_id` and `content_key`."""
    rows = connection.execute("select article_id, content_key from articles").fetchall()
    return {"article_id": [row[0] for row in rows], "content_key": [row[1] for row in rows]}


def last_number(connection: sqlite3.Connection) -> int:
    """Return how many rows the FTS5 table was ever given: those of `articles`, and those that are found no more."""
    last = connection.execute("select value from mark where name = 'last_number'").fetchone()
    return int(last[0]) if last else 0


def write_entries(connection: sqlite3.Connection, gone: Iterable[str], entries: Iterable[Entry]) -> None:
    """Take out what is gone and add what is new, inside the caller's transaction."""
    connection.execute("insert into words(words, rank) values ('hashsize', ?)", (HASH_BYTES,))
    for article_id in gone:
        for statement in _FORGET:
            connection.execute(statement, (article_id,))
    number = last_number(connection)
    for number, entry in enumerate(entries, start=number + 1):  # noqa: B020 counts on from where it stands
        connection.execute(
            "insert into articles values (?, ?, ?, ?)", (number, entry.article_id, entry.content_key, entry.day)
        )
        connection.execute(
            "insert into texts values (?, ?, ?, ?)",
            (number, entry.title, entry.deck, zlib.compress(entry.body.encode(), COMPRESSION)),
        )
        connection.execute(
            "insert into words (rowid, title, deck, body) values (?, ?, ?, ?)",
            (number, entry.title, entry.deck, entry.body),
        )
    connection.execute("insert or replace into mark values ('last_number', ?)", (str(number),))


def write_mark(connection: sqlite3.Connection, mark: Mark) -> None:
    """Note which publication the file is in step with; of which file's state that is, nobody has said yet."""
    connection.execute("insert or replace into mark values ('publication', ?)", (mark.text,))
    connection.execute("delete from mark where name = 'stamp'")


def read_stamp(connection: sqlite3.Connection) -> str | None:
    """Return the state of the copy that the file is known to be in step with, as `write_stamp` noted it, and its version."""
    row = connection.execute("select value from mark where name = 'stamp'").fetchone()
    return str(row[0]) if row else None


def stamp_text(stamp: Sequence[int]) -> str:
    """Return a state of the copy as the file keeps it."""
    return json.dumps([INDEX_VERSION, *stamp])


def write_stamp(connection: sqlite3.Connection, mark: Mark, stamp: Sequence[int]) -> None:
    """Note that a state of the copy is this publication, unless the file has moved on to another one."""
    connection.execute(
        "insert or replace into mark select 'stamp', ? from mark where name = 'publication' and value = ?",
        (stamp_text(stamp), mark.text),
    )


def best_hits(
    connection: sqlite3.Connection,
    expression: str,
    limit: int,
    *,
    allowed: bytes | None = None,
    since: int | None = None,
    until: int | None = None,
) -> list[Hit]:
    """Return the articles that match best, the best first.

    Args:
        connection: The side file.
        expression: In FTS5's language.
        limit: So many at most.
        allowed: A byte per number of an article: 0 where it is not to be found; all are when None.
        since: First day, counted as in `Entry.day`; articles without a day are left out then.
        until: Last day.
    """
    values = {"expression": expression, "limit": limit, "since": since, "until": until}
    statement = _BEST + "".join(
        clause for name, clause in _LIMITS.items() if name != "allowed" and values[name] is not None
    )
    if allowed is not None:
        connection.create_function("is_allowed", 1, allowed.__getitem__)
        statement += _LIMITS["allowed"]
    return [Hit(*row) for row in connection.execute(statement + _ORDER, values)]
