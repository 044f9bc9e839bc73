"""One search: the side file brought in step, the best articles of those asked for, with date, source and snippet."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from pipelines.search.describing import described, nothing
from pipelines.search.index import Hit, SearchError, best_hits, is_damaged, opened
from pipelines.search.keeping import (
    Report,
    bring_up_to_date,
    discard,
    in_step,
    note_stamp,
    of_stamp,
    places_for,
    publication_of,
)
from pipelines.search.narrowing import Wanted, narrowed
from pipelines.search.postings import Subject, mask_of
from pipelines.search.terms import Terms, TermsError, parsed_terms
from pipelines.settings import Settings
from pipelines.warehouse import Session, open_warehouse
from pipelines.warehouse.stamps import file_stamp

TRIES = 3
"""How often the copy may be replaced while a search begins, before it goes on with the one it has."""


class Found(NamedTuple):
    """What was found.

    Attributes:
        rows: One row per article, the best first.
        is_any: True when no article has all the words, and these have some of them.
    """

    rows: pa.Table
    is_any: bool


def search(settings: Settings, wanted: Wanted, report: Report) -> Found:
    """Return the articles of the published copy that match best.

    Args:
        settings: Which warehouse.
        wanted: What is looked for.
        report: Told how far the side file is, when it has to be brought up to date.

    Raises:
        SearchError: If nothing can be looked for as asked.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    terms, places = _terms(wanted), places_for(settings.warehouse, settings.home)
    stamp = file_stamp(settings.warehouse)
    path = of_stamp(places, stamp) if stamp and not wanted.is_narrowed else None
    if path:
        try:
            return _found(path, terms, wanted)
        except sqlite3.DatabaseError:
            pass  # the copy is asked, and what is wrong with the file is found out there
    warehouse = open_warehouse(settings)
    for _ in range(TRIES):
        stamp = file_stamp(settings.warehouse)
        with warehouse.reader() as session:
            found = search_copy(session, settings, wanted, report, stamp)
            if found:
                if stamp and file_stamp(settings.warehouse) == stamp:
                    note_stamp(places, publication_of(session), stamp)
                return found
    with warehouse.reader() as session:
        return search_copy(session, settings, wanted, report) or Found(nothing(), is_any=False)


def search_copy(
    session: Session, settings: Settings, wanted: Wanted, report: Report, stamp: list[int] | None = None
) -> Found | None:
    """Return the articles of an open copy that match best; None when another copy was put in its place meanwhile.

    Args:
        session: The published copy, which may stay open for many searches.
        settings: Which warehouse.
        wanted: What is looked for.
        report: Told how far the side file is, when it has to be brought up to date.
        stamp: The stamp that the copy had when it was opened: the side file only ever moves to what stands now.

    Raises:
        SearchError: If nothing can be looked for as asked.
    """
    terms = _terms(wanted)
    places = places_for(settings.warehouse, settings.home)
    mark = publication_of(session)
    narrowings = narrowed(session, wanted)
    for is_last in (False, True):
        path = in_step(places, mark)
        if path is None:
            if stamp and file_stamp(settings.warehouse) != stamp:
                return None
            path = bring_up_to_date(places, session, mark, report)
        try:
            return _found(path, terms, wanted, narrowings)
        except sqlite3.DatabaseError as error:
            if is_last or not is_damaged(error):
                raise SearchError(f"{path}: {error}; delete the file, it is made again") from error
            discard(path)
    return None


def _terms(wanted: Wanted) -> Terms:
    try:
        return parsed_terms(wanted.words)
    except TermsError as error:
        raise SearchError(str(error)) from error


def _found(path: Path, terms: Terms, wanted: Wanted, narrowings: Sequence[Sequence[Subject]] = ()) -> Found:
    with opened(path) as connection:
        allowed = mask_of(connection, narrowings) if narrowings else None
        hits, expression = _hits(connection, terms, wanted, allowed)
        return Found(described(connection, hits, expression), is_any=expression == terms.any_of != terms.all_of)


def _hits(connection: sqlite3.Connection, terms: Terms, wanted: Wanted, allowed: bytes | None) -> tuple[list[Hit], str]:
    hits: list[Hit] = []
    if allowed is not None and b"\1" not in allowed:
        return hits, terms.all_of
    for expression in dict.fromkeys(terms):
        hits = best_hits(
            connection,
            expression,
            wanted.limit,
            allowed=allowed,
            since=wanted.since.toordinal() if wanted.since else None,
            until=wanted.until.toordinal() if wanted.until else None,
        )
        if hits:
            return hits, expression
    return hits, terms.all_of
