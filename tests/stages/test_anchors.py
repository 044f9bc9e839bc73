"""Dating anew by what dated articles report: who is dated, when it is done again, and what stands."""

import json
from datetime import date, timedelta

import pyarrow as pa
import pytest

from pipelines.enrich.dating.anchors import MIN_ARTICLES, MIN_BEFORE, anchor_index
from pipelines.stages.articles import write_articles
from pipelines.stages.cut import cut_documents
from pipelines.stages.ingest import ingest

from .conftest import NOW, Dating, LineSegmenter, RecordDater

DAY = date(2026, 3, 9)


class AnchorDater(RecordDater):
    """Gives an article without a record the first day of an anchor that it names."""

    def __init__(self):
        super().__init__()
        self.anchored_calls = 0

    def date(self, articles, event_anchors=None):
        dating = super().date(articles)
        if event_anchors is None:
            return dating
        self.anchored_calls += 1
        index = anchor_index(event_anchors)
        rows = dating.dates.to_pylist()
        for row, text in zip(rows, articles["text"].to_pylist(), strict=True):
            matches = index.matches(text)
            if matches and row["published_basis"] == "none":
                row |= {"published_date": matches[0].event.first, "published_basis": "text", "published_score": 0.8}
        return Dating(pa.Table.from_pylist(rows, schema=dating.dates.schema), dating.evidence)


def record(number, text, day):
    stamp = f"{day.isoformat()}T12:00:00Z" if day else None
    return json.dumps({"id": number, "text": text} | ({"date": stamp} if stamp else {})) + "\n"


@pytest.fixture
def source(tmp_path):
    quiet = [
        record(i, f"The council met for item {i}.", DAY - timedelta(days=1 + i % 40)) for i in range(MIN_BEFORE + 5)
    ]
    news = [record(f"n{i}", f"Ferry Tansy Bell sank, {i} said.", DAY + timedelta(days=i)) for i in range(MIN_ARTICLES)]
    undated = [record("u", "Divers found the Tansy Bell.", None), record("v", "Nothing here.", None)]
    path = tmp_path / "in.jsonl"
    path.write_text("".join(quiet + news + undated))
    return path


def run(session, path, dater):
    ingest(session, [str(path)], now=NOW)
    cut_documents(session, LineSegmenter())
    return write_articles(session, dater, lambda _: "en")


def undated(session):
    return session.query(
        "select text, published_date from core.articles where published_basis not in ('metadata', 'dateline') order by text"
    ).to_pylist()


def test_an_undated_article_gets_the_day_of_a_reported_event(session, source):
    counts = run(session, source, AnchorDater())
    assert counts.anchored_count == 1
    assert undated(session) == [
        {"text": "Divers found the Tansy Bell.", "published_date": DAY},
        {"text": "Nothing here.", "published_date": None},
    ]


def test_a_second_run_does_nothing(session, source):
    run(session, source, AnchorDater())
    before = session.query("select * from core.articles order by article_id")
    again = AnchorDater()
    assert write_articles(session, again, lambda _: "en").anchored_count == 0
    assert again.anchored_calls == 0
    assert session.query("select * from core.articles order by article_id").equals(before)


def test_a_run_that_was_killed_before_the_anchors_makes_good(session, source, monkeypatch):
    def die(*_, **__):
        raise RuntimeError("killed here")

    with monkeypatch.context() as patch:
        patch.setattr("pipelines.stages.articles.use_anchors", die)
        with pytest.raises(RuntimeError, match="killed here"):
            run(session, source, AnchorDater())
    assert undated(session)[0]["published_date"] is None
    assert write_articles(session, AnchorDater(), lambda _: "en").anchored_count == 1
    assert undated(session)[0]["published_date"] == DAY


def test_a_record_keeps_its_own_date(session, source):
    run(session, source, AnchorDater())
    own = session.query("select published_date from core.articles where text like 'Ferry%' order by published_date")[
        "published_date"
    ].to_pylist()
    assert own == [DAY + timedelta(days=i) for i in range(MIN_ARTICLES)]
