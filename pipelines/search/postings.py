"""Which articles name what: of each entity, place, source and topic, the numbers of its articles in the side file.

A list is one value: numbers of four bytes, ascending. To narrow a search, lists become a mask with a byte per article, which costs
as much as copying them; DuckDB would look through all mentions. Of each article the side file keeps what it names, so that what
an article no longer names is taken out of just these lists. Numbers of articles that are gone stay in them: they are never found.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.search.index import last_number

Numbers = npt.NDArray[np.int64]
LISTED = np.dtype("<u4")
"""Numbers of articles and of subjects as they are stored: a file may go from one machine to another."""


class Subject(NamedTuple):
    """What articles name.

    Attributes:
        kind: `entity`, `place`, `literal` (a place that is meant as a location), `country`, `region`, `topic` or `source`.
        id: Its id among those of the kind.
    """

    kind: str
    id: str


def read_named_keys(connection: sqlite3.Connection) -> Mapping[str, list[str]]:
    """Return of which articles it is kept what they name: columns `article_id` and `named_key`."""
    rows = connection.execute("select article_id, named_key from articles inner join named using (number)").fetchall()
    return {"article_id": [row[0] for row in rows], "named_key": [row[1] for row in rows]}


def numbers_of(connection: sqlite3.Connection, article_ids: Iterable[str]) -> list[int]:
    """Return the numbers of articles, all of which the side file has."""
    find = "select number from articles where article_id = ?"
    return [connection.execute(find, (article_id,)).fetchone()[0] for article_id in article_ids]


def write_named(connection: sqlite3.Connection, numbers: Sequence[int], keys: Sequence[str], lists: pa.Table) -> None:
    """Put what articles name in the place of what they named, inside the caller's transaction.

    Args:
        connection: The side file.
        numbers: The articles.
        keys: What changes with what each of them names.
        lists: One row per subject that they name: `kind`, `id`, and the articles as `numbers`.
    """
    standing = _standing(connection, numbers)
    subjects = _numbered(connection, lists)
    named = lists.column("numbers").combine_chunks()
    present = _pairs(np.repeat(subjects, named.value_lengths().to_numpy()), named.flatten().to_numpy())
    lost, gained = (dict(_by_subject(pairs)) for pairs in (_without(standing, present), _without(present, standing)))
    for subject in sorted(lost.keys() | gained.keys()):
        [stored] = connection.execute("select articles from subjects where number = ?", (subject,)).fetchone()
        kept = np.setdiff1d(np.frombuffer(stored, LISTED), lost.get(subject, ()), assume_unique=True)
        listed = np.union1d(kept, gained.get(subject, ())).astype(LISTED)
        connection.execute("update subjects set articles = ? where number = ?", (listed.tobytes(), subject))
    of_article = dict(_by_subject(_pairs(present & _LOW, present >> _SHIFT)))
    connection.executemany(
        "insert or replace into named values (?, ?, ?)",
        (
            (number, key, of_article[number].astype(LISTED).tobytes() if number in of_article else b"")
            for number, key in zip(numbers, keys, strict=True)
        ),
    )


def mask_of(connection: sqlite3.Connection, narrowings: Sequence[Sequence[Subject]]) -> bytes:
    """Return a byte per number of an article: 1 where the article names one or more subjects of each narrowing, else 0."""
    size = last_number(connection) + 1
    mask = np.ones(size, np.bool_)
    for subjects in narrowings:
        named = np.zeros(size, np.bool_)
        for subject in subjects:
            row = connection.execute("select articles from subjects where kind = ? and id = ?", subject).fetchone()
            if row:
                named[np.frombuffer(row[0], LISTED)] = True
        mask &= named
    return mask.tobytes()


_SHIFT = 32
_LOW = (1 << _SHIFT) - 1


def _pairs(subjects: Numbers, articles: Numbers) -> Numbers:
    """Subjects and articles as one number each, so that sets of them are compared at once."""
    return (subjects.astype(np.int64) << _SHIFT) | articles.astype(np.int64)


def _without(pairs: Numbers, others: Numbers) -> Numbers:
    return np.setdiff1d(pairs, others, assume_unique=True)


def _by_subject(pairs: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Each subject of the pairs with its articles, ascending."""
    ordered = np.sort(pairs)
    subjects, articles = ordered >> _SHIFT, ordered & _LOW
    starts = np.flatnonzero(np.diff(subjects, prepend=-1))
    yield from zip(subjects[starts].tolist(), np.split(articles, starts[1:]), strict=True) if starts.size else ()


def _standing(connection: sqlite3.Connection, numbers: Sequence[int]) -> Numbers:
    """What is kept of articles, as pairs."""
    parts = [np.zeros(0, np.int64)]
    for number in numbers:
        row = connection.execute("select subjects from named where number = ?", (number,)).fetchone()
        if row:
            subjects = np.frombuffer(row[0], LISTED).astype(np.int64)
            parts.append(_pairs(subjects, np.full(subjects.size, number)))
    return np.concatenate(parts)


def _numbered(connection: sqlite3.Connection, lists: pa.Table) -> Numbers:
    """The numbers of subjects; new ones get one, and an empty list."""
    subjects = list(zip(*(lists.column(name).to_pylist() for name in Subject._fields), strict=True))
    connection.executemany("insert or ignore into subjects (kind, id, articles) values (?, ?, x'')", subjects)
    find = "select number from subjects where kind = ? and id = ?"
    return np.array([connection.execute(find, subject).fetchone()[0] for subject in subjects], np.int64)
