"""Keeps the side file in step with the published copy: where it lies, whether it lags, and who brings it up to date.

One process at a time does, under a lock that the system frees when its holder dies; the others wait for it and find it done.
A new file is filled under another name and renamed; a change of some articles is one transaction. So a kill at any moment
leaves the file as it was, and what is no side file, of another warehouse or of another version is built again.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
from filelock import FileLock, Timeout

from pipelines.beside import SEARCH_SUFFIX
from pipelines.search.index import (
    PARTIAL_SUFFIX,
    Entry,
    Mark,
    SearchError,
    is_damaged,
    last_number,
    make_tables,
    opened,
    read_entries,
    read_mark,
    read_stamp,
    stamp_text,
    write_entries,
    write_mark,
    write_stamp,
)
from pipelines.search.postings import numbers_of, read_named_keys, write_named
from pipelines.search.shown import Shown, read_shown_keys, write_shown
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

LOCK_SUFFIX = ".lock"
BATCH_ARTICLES = 2_000
"""Articles whose texts are in memory at once."""
NAMED_ARTICLES = 100_000
"""Articles of which it is looked up at once what they name: some two million rows."""
MOST_DEAD = 0.3
"""Share of rows that are found no more from which on all is built again."""
MOST_NEW = 0.5
"""Share of articles that are new from which on building all is quicker than adding."""
LOCK_TIMEOUT_S = 3_600.0
"""How long to wait for a search that builds the file of a large warehouse."""

Report = Callable[[int, int], None]
"""Told after each batch how many articles are done, of how many."""


def places_for(path: Path, home: Path) -> tuple[Path, Path]:
    """Return where the side file of a warehouse may lie: beside it, else, where nothing can be written, in `home`."""
    digest = hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:16]
    return path.with_name(path.name + SEARCH_SUFFIX), home / "search" / f"{digest}{SEARCH_SUFFIX}"


def publication_of(session: Session) -> Mark:
    """Return which publication a copy is."""
    rows = session.query(
        "select warehouse_id, publication_number, change_number from ops.publications "
        "order by publication_number desc limit 1"
    ).to_pylist()
    return Mark(**rows[0]) if rows else Mark("", 0, 0)


def in_step(places: tuple[Path, ...], mark: Mark) -> Path | None:
    """Return the side file that is in step with a publication; None when none is."""
    return next((path for path in places if path.is_file() and _mark_of(path) == mark.text), None)


def of_stamp(places: tuple[Path, ...], stamp: Sequence[int]) -> Path | None:
    """Return the side file that is in step with a state of the copy, which then need not be opened; None when none is."""
    return next((path for path in places if path.is_file() and _stamp_of(path) == stamp_text(stamp)), None)


def note_stamp(places: tuple[Path, ...], mark: Mark, stamp: Sequence[int]) -> None:
    """Note of which state of the copy a publication is, where that can be written."""
    path = in_step(places, mark)
    if path and _is_writable(path) and _stamp_of(path) != stamp_text(stamp):
        with suppress(sqlite3.DatabaseError), opened(path) as connection:
            write_stamp(connection, mark, stamp)


def bring_up_to_date(places: tuple[Path, ...], session: Session, mark: Mark, report: Report) -> Path:
    """Return a side file that is in step with a publication; it is made or changed where need be.

    Args:
        places: Where it may lie, the best place first.
        session: The copy, open.
        mark: Which publication it is.
        report: Told how far the work is.

    Raises:
        SearchError: If it can be written nowhere, or another search does not get done with it.
    """
    problems = []
    for path in places:
        if not _is_writable(path):
            problems.append(f"{path.parent} cannot be written")
            continue
        try:
            with _lock(path):
                if not in_step((path,), mark):
                    _renew(path, session, mark, report)
                return path
        except (OSError, sqlite3.OperationalError) as error:
            problems.append(f"{path}: {error}")
    raise SearchError(
        f"the words of the articles cannot be kept for searching: {'; '.join(problems)}; make room, or set "
        "DATELINE_HOME to a folder that can be written"
    )


def discard(path: Path) -> None:
    """Remove a side file that is damaged; the next search makes it again."""
    with _lock(path):
        path.unlink(missing_ok=True)


def _renew(path: Path, session: Session, mark: Mark, report: Report) -> None:
    try:
        if path.is_file() and _add(path, session, mark, report):
            return
    except sqlite3.DatabaseError as error:
        if not is_damaged(error):
            raise
    _build(path, session, mark, report)


def _add(path: Path, session: Session, mark: Mark, report: Report) -> bool:
    """Bring a standing file in step in one transaction; False when building it again is better."""
    with opened(path) as connection:
        standing = read_mark(connection)
        if not standing or not _is_kin(standing, mark):
            return False
        connection.execute("begin immediate")
        indexed = pa.table(read_entries(connection), schema=_INDEXED)
        wanted = session.query(load_sql("search", "articles_to_index").statement, indexed=indexed)
        gone = session.query(load_sql("search", "articles_to_forget").statement, indexed=indexed)
        living = indexed.num_rows - gone.num_rows + wanted.num_rows
        given = last_number(connection) + wanted.num_rows
        if wanted.num_rows > MOST_NEW * indexed.num_rows or living < (1 - MOST_DEAD) * given:
            return False
        write_entries(connection, gone.column(0).to_pylist(), _entries(session, wanted, report))
        write_shown(connection, _shown(session, read_shown_keys(connection)))
        _write_named(connection, session)
        write_mark(connection, mark)
        connection.execute("commit")
    return True


def _build(path: Path, session: Session, mark: Mark, report: Report) -> None:
    """Make the file under another name and put it in place by an atomic rename."""
    partial = path.with_name(path.name + PARTIAL_SUFFIX)
    partial.unlink(missing_ok=True)
    wanted = session.query(load_sql("search", "articles_to_index").statement, indexed=_INDEXED.empty_table())
    with opened(partial, is_new=True) as connection:
        make_tables(connection)
        connection.execute("begin")
        write_entries(connection, (), _entries(session, wanted, report))
        write_shown(connection, _shown(session, read_shown_keys(connection)))
        _write_named(connection, session)
        connection.execute("insert into words(words) values ('optimize')")
        write_mark(connection, mark)
        connection.execute("commit")
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder")
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    partial.replace(path)


def _entries(session: Session, wanted: pa.Table, report: Report) -> Iterator[Entry]:
    statement = load_sql("search", "texts_to_index").statement
    for start in range(0, wanted.num_rows, BATCH_ARTICLES):
        batch = wanted.slice(start, BATCH_ARTICLES)
        columns = session.query(statement, wanted=batch).to_pydict()
        yield from map(Entry, *(columns[name] for name in Entry._fields))
        report(start + batch.num_rows, wanted.num_rows)


def _shown(session: Session, kept: Mapping[str, list[str]]) -> Iterator[Shown]:
    rows = session.query(load_sql("search", "shown_to_keep").statement, kept=pa.table(kept, schema=_KEPT))
    for batch in rows.to_batches(max_chunksize=BATCH_ARTICLES):
        columns = batch.to_pydict()
        yield from map(Shown, *(columns[name] for name in Shown._fields))


def _write_named(connection: sqlite3.Connection, session: Session) -> None:
    """Keep what articles name, of those of which it is not kept or is something else now."""
    kept = pa.table(read_named_keys(connection), schema=_NAMED)
    wanted = session.query(load_sql("search", "named_to_keep").statement, kept=kept)
    for start in range(0, wanted.num_rows, NAMED_ARTICLES):
        part = wanted.slice(start, NAMED_ARTICLES)
        numbers = pa.array(numbers_of(connection, part.column("article_id").to_pylist()), pa.int64())
        lists = session.query(
            load_sql("search", "named_in_articles").statement, wanted=part.append_column("number", numbers)
        )
        write_named(connection, numbers.to_pylist(), part.column("named_key").to_pylist(), lists)


def _stamp_of(path: Path) -> str | None:
    try:
        with opened(path) as connection:
            return read_stamp(connection)
    except sqlite3.DatabaseError:
        return None


def _mark_of(path: Path) -> str | None:
    try:
        with opened(path) as connection:
            return read_mark(connection)
    except sqlite3.DatabaseError:
        return None


def _is_kin(standing: str, mark: Mark) -> bool:
    """Whether a file is of the same version and warehouse, so that only what changed has to be written."""
    return standing.rsplit(",", 2)[0] == mark.text.rsplit(",", 2)[0]


def _is_writable(path: Path) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    try:
        with FileLock(path.with_name(path.name + LOCK_SUFFIX), timeout=LOCK_TIMEOUT_S, poll_interval=0.05):
            yield
    except Timeout as error:
        raise SearchError(
            f"{path}: another search has been bringing this file up to date for an hour; end it, or delete the file"
        ) from error


_INDEXED = pa.schema([("article_id", pa.string()), ("content_key", pa.string())])
_NAMED = pa.schema([("article_id", pa.string()), ("named_key", pa.string())])
_KEPT = pa.schema([("article_id", pa.string()), ("shown_key", pa.string())])
