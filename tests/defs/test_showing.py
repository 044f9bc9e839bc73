"""What a materialisation shows: numbers, tables and charts of its table, a speed, and a link to the briefing."""

from datetime import UTC, datetime

import dagster as dg
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.defs.showing import briefing_shown, shown, speed
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish


@pytest.fixture
def session(tmp_path):
    with Warehouse(tmp_path / "w.duckdb").writer() as opened:
        document = {
            "document_id": "d", "source_code": "a|b", "uri": "a.txt", "media_type": "text/plain", "is_dump": False,
            "content_sha256": "x", "byte_count": 20, "char_count": 20, "batch_id": "b",
            "collected_at": datetime(2026, 3, 9, tzinfo=UTC),
        }  # fmt: skip
        opened.append("raw.documents", CONTRACTS["raw.documents"].from_rows([document]))
        yield opened


def test_a_table_shows_its_numbers_its_rows_and_its_chart(session):
    metadata = shown(session, "raw.documents")
    assert (metadata["documents"], metadata["dated_share"]) == (1, 0.0)
    assert isinstance(metadata["sources"], dg.MarkdownMetadataValue)
    assert r"| a\|b | 1 |" in metadata["sources"].value
    assert "data:image/svg+xml" in metadata["by_collection_day"].value


def test_the_worst_cuts_are_beside_the_cuts(session):
    assert "None." in shown(session, "core.article_occurrences")["worst_cuts"].value


def test_a_table_without_figures_shows_none(session):
    assert shown(session, "ops.copy_pairs") == {}


@pytest.mark.parametrize(
    ("summary", "seconds", "wanted"),
    [({"words": 900}, 3.0, {"words_per_second": 300.0}), ({"units": 4}, 3.0, {}), ({"words": 900}, 0.0, {})],
)
def test_speed_is_of_the_words_that_were_read(summary, seconds, wanted):
    assert speed(summary, seconds) == wanted


def test_the_briefing_is_told_and_its_page_kept_up_to_date_once_one_stands(tmp_path):
    warehouse = Warehouse(tmp_path / "my news.duckdb")
    assert "no warehouse" in briefing_shown(warehouse)["briefing_problem"]
    publish(warehouse, datetime(2026, 3, 9, tzinfo=UTC))
    assert "none of them dated" in briefing_shown(warehouse)["briefing_stories"].md_str
    page = tmp_path / "my news.briefing.html"
    assert not page.exists()
    page.write_text("of yesterday")
    assert briefing_shown(warehouse)["briefing"].url == page.as_uri()
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
