"""What is exported: current articles that are no copies, of the days that were asked for, with their facts."""

from datetime import UTC, date, datetime

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.exports import as_geoparquet, as_gkg, as_stix, read_scope
from pipelines.exports.scope import BEGINNING
from pipelines.warehouse import Warehouse


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with Warehouse(tmp_path_factory.mktemp("scope") / "w.duckdb").writer() as session:
        base = {"text": "x", "is_title_in_text": False, "word_count": 1, "annotator_id": "t"}
        days = {"a1": date(2026, 3, 9), "copy": date(2026, 3, 9), "old": date(2026, 3, 9), "a2": None}
        rows = [
            {
                **base,
                "article_id": article_id,
                "published_date": day,
                "is_current": article_id != "old",
                "published_basis": "metadata" if day else "none",
            }
            for article_id, day in days.items()
        ]
        session.append("core.articles", CONTRACTS["core.articles"].from_rows(rows))
        copy = {"article_id": "copy", "canonical_article_id": "a1", "kind": "copy", "similarity_score": 1.0}
        change = {"added_word_count": 0, "removed_word_count": 0, "is_title_changed": False}
        session.append("core.duplicates", CONTRACTS["core.duplicates"].from_rows([copy | change]))
        yield session


@pytest.mark.parametrize(
    ("since", "until", "ids"),
    [
        (None, None, ["a1", "a2"]),
        (date(2026, 3, 9), None, ["a1"]),
        (None, date(2026, 3, 9), ["a1"]),
        (date(2026, 3, 10), None, []),
    ],
    ids=["all", "since", "until", "none of the days"],
)
def test_articles_of_the_days_are_read_copies_and_replaced_ones_are_not(session, since, until, ids):
    assert [article["article_id"] for article in read_scope(session, since, until).articles] == ids


def test_a_warehouse_that_was_never_published_has_its_times(session):
    assert read_scope(session).published_at == BEGINNING == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("write", [as_stix, as_gkg, as_geoparquet])
def test_articles_of_which_nothing_was_read_are_written(session, write):
    assert write(read_scope(session))
