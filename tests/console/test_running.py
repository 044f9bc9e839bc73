"""What a person sees of a run: a sign of life before the first table, and everything that was refused at its end."""

import io

import pytest
from rich.console import Console

from pipelines.console.running import STARTING, shown_progress
from pipelines.console.summary import print_summary
from pipelines.runs import RunOutcome
from pipelines.settings import load_settings
from pipelines.warehouse import open_warehouse
from pipelines.work.ingest import ingest, utc_now
from pipelines.work.run import publish_now


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_that_a_run_begins_and_then_its_tables():
    stream = Terminal()
    with shown_progress(stream) as listener:
        begun = stream.getvalue()
        listener("core.articles", 1, 2)
    assert STARTING in begun
    assert "core.articles" in stream.getvalue().rpartition(STARTING)[2]


def test_elsewhere_plain_lines_are_written():
    stream = io.StringIO()
    with shown_progress(stream) as listener:
        listener("core.articles", 1, 1)
    assert stream.getvalue() == "core.articles: 1/1\n"


@pytest.mark.parametrize("has_articles", [False, True], ids=["new warehouse", "standing warehouse"])
def test_a_run_that_only_refuses_says_so(tmp_path, has_articles):
    settings = load_settings()
    warehouse = open_warehouse(settings)
    good, bad = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    good.write_text('{"text": "One."}\n')
    bad.write_text("{broken\n")
    if has_articles:
        ingest(warehouse, [str(good)], now=utc_now)
    publish_now(warehouse)
    counts = ingest(warehouse, [str(bad)], now=utc_now)
    publish_now(warehouse)
    ingested = {"seen": 1, "accepted": 0, "known": 0, "rejected": 1, "batch_id": counts.batch_id}
    printed = io.StringIO()
    console = Console(file=printed, width=400, soft_wrap=True)
    assert print_summary(console, settings, [str(bad)], RunOutcome("r", True, ingested, ())) == 1
    assert f"refused: {bad}, line 1: invalid_json" in printed.getvalue()
