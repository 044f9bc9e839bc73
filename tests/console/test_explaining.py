"""`dateline explain` as a user types it."""

from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.contracts import CONTRACTS
from pipelines.settings import load_settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish

runner = CliRunner()


@pytest.fixture
def warehouse():
    made = Warehouse(load_settings().warehouse)
    article = {"article_id": "a1", "text": "Kupyansk was shelled.", "is_title_in_text": False, "word_count": 3}
    dated = {"published_date": date(2026, 3, 9), "published_basis": "metadata", "annotator_id": "r@1+0"}
    mention = {"article_id": "a1", "field": "text", "start_char": 0, "end_char": 8, "surface": "Kupyansk", "score": 0.2}
    with made.writer() as session:
        session.append("core.articles", CONTRACTS["core.articles"].from_rows([article | dated]))
        row = mention | {"role": "literal", "role_score": 0.9, "annotator_id": "r@1+0"}
        session.append("core.place_mentions", CONTRACTS["core.place_mentions"].from_rows([row]))
    publish(made, datetime(2026, 3, 20, tzinfo=UTC))


def test_a_fact_is_laid_out(warehouse):
    result = runner.invoke(app, ["explain", "core.place_mentions", "--article", "a1", "--at", "0"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("core.place_mentions: One row per toponym mention\n\n    [Kupyansk] was shelled.\n")
    assert "  score 0.20: more likely wrong\n" in result.output
    assert result.output.endswith("  read by r@1+0\n")


def test_the_rows_of_a_named_query_are_explained(warehouse):
    result = runner.invoke(app, ["explain", "unsure_facts", "-p", "kind=place"])
    assert (result.exit_code, "[Kupyansk] was shelled." in result.output) == (0, True), result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["core.place_mention", "--article", "a1"], "did you mean core.place_mentions"),
        (["core.place_mentions"], "which row"),
        (["core.place_mentions", "--key", "x"], "--key wants NAME=VALUE"),
        (["core.place_mentions", "-p", "kind=place"], "-p is for named queries"),
        (["unsure_facts", "-p", "kinds=place"], "did you mean kind"),
        (["top_entities"], "no rows to explain"),
    ],
)
def test_wrong_usage_is_said(warehouse, arguments, message):
    result = runner.invoke(app, ["explain", *arguments])
    assert (result.exit_code, message in result.output) == (2, True), result.output
