"""What the side file keeps of articles to show them, and the words around what was found."""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

from pipelines.search.index import TOKENIZER, Hit


class Shown(NamedTuple):
    """What is said of an article beside its own words.

    Attributes:
        article_id: Its id.
        shown_key: Changes with the rest.
        sources: Who brought it, in order, with commas between.
        copy_kind: How it is like the article that it is a copy of; None when it is none.
        copy_of: The id of that article.
        story: The label of its story.
    """

    article_id: str
    shown_key: str
    sources: str | None
    copy_kind: str | None
    copy_of: str | None
    story: str | None


def read_shown_keys(connection: sqlite3.Connection) -> Mapping[str, list[str]]:
    """Return of which articles what is shown: columns `article_id` and `shown_key`."""
    rows = connection.execute("select article_id, shown_key from shown").fetchall()
    return {"article_id": [row[0] for row in rows], "shown_key": [row[1] for row in rows]}


def write_shown(connection: sqlite3.Connection, shown: Iterable[Shown]) -> None:
    """Put what is shown of articles in the place of what was, inside the caller's transaction."""
    connection.executemany("insert or replace into shown values (?, ?, ?, ?, ?, ?)", shown)


def texts_of(connection: sqlite3.Connection, hits: Sequence[Hit]) -> dict[str, tuple[str, str, str]]:
    """Return title, deck and text of articles that were found, by id."""
    found = {}
    for hit in hits:
        title, deck, body = connection.execute(
            "select title, deck, body from texts where number = ?", (hit.number,)
        ).fetchone()
        found[hit.article_id] = (title, deck, zlib.decompress(body).decode())
    return found


def shown_of(connection: sqlite3.Connection, hits: Sequence[Hit]) -> dict[str, Shown]:
    """Return what is said of articles that were found, by id."""
    rows = (
        connection.execute("select * from shown where article_id = ?", (hit.article_id,)).fetchone() for hit in hits
    )
    return {row[0]: Shown(*row) for row in rows if row}


def snippets(texts: Mapping[str, tuple[str, str, str]], expression: str, words: int) -> dict[str, str]:
    """Return a few words around what was found, with `[` and `]` about each word of the search.

    Args:
        texts: Title, deck and text by article.
        expression: In FTS5's language.
        words: So many at most; FTS5 allows 64.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"create virtual table words using fts5(title, deck, body, tokenize='{TOKENIZER}')")
        ids = list(texts)
        connection.executemany(
            "insert into words (rowid, title, deck, body) values (?, ?, ?, ?)",
            ((number, *texts[article_id]) for number, article_id in enumerate(ids)),
        )
        found = connection.execute(
            "select rowid, snippet(words, -1, '[', ']', ' ... ', ?) from words where words match ?", (words, expression)
        ).fetchall()
    return {ids[number]: " ".join(snippet.split()) for number, snippet in found}
