"""Laws of the time tagger: spans are the text's own, nothing is lost, batches do not matter."""

from datetime import date

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.enrich.times import TimeTagger

_PIECES = st.sampled_from(
    ["Monday", "on", "3", "May", "2024", ",", ".", "last", "week", "the", "third", "quarter", "İ", "ﬁ", "\n\n", "30", "February",
     "ago", "two", "years", "10:30", "p.m.", "é", "\U0001f600", "1990s", "'s", "late", "end", "of", "every", "-", "Dec.", "now",
     "first", "in", "June", "24-26", "Q4", "0300 GMT", "9/11", "19-Nov-12", "2016-17", "half past six", "early hours of", "at dawn", "this month",
     "03/04/2024", "two and a half", "9.6 seconds"],
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=40).map(" ".join))
_DAYS = st.one_of(st.none(), st.dates())


def articles(*rows: tuple[str, date | None]) -> pa.Table:
    return CONTRACTS["core.articles"].from_rows(
        [
            {
                "article_id": str(index), "title": "A headline of Tuesday", "text": text, "is_title_in_text": index % 2 == 1,
                "word_count": 1, "published_date": day, "published_basis": "none", "annotator_id": "test",
            }
            for index, (text, day) in enumerate(rows)
        ],
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(_TEXTS, _DAYS)
def test_spans_are_the_surface_and_do_not_overlap(text: str, day: date | None) -> None:
    rows = TimeTagger().predict({"core.articles": articles((text, day))}).to_pylist()
    last = {"text": 0, "title": 0}
    for row in rows:
        source = text if row["field"] == "text" else "A headline of Tuesday"
        assert source[row["start_char"] : row["end_char"]] == row["surface"]
        assert row["surface"].strip() == row["surface"] != ""
        assert row["start_char"] >= last[row["field"]]
        last[row["field"]] = row["end_char"]
        assert row["timex_type"] in {"DATE", "TIME", "DURATION", "SET"}
        assert row["value"]
        assert (row["earliest"] is None) == (row["latest"] is None)
        assert row["earliest"] is None or row["earliest"] <= row["latest"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(_TEXTS, _DAYS), max_size=4))
def test_a_batch_is_the_sum_of_its_articles(rows: list[tuple[str, date | None]]) -> None:
    tagger = TimeTagger()
    table = articles(*rows)
    whole = tagger.predict({"core.articles": table})
    parts = [tagger.predict({"core.articles": table.slice(i, 1)}) for i in range(table.num_rows)]
    assert whole.equals(pa.concat_tables([tagger.empty(), *parts]))
    assert whole.equals(tagger.predict({"core.articles": table}))


def test_title_that_opens_the_text_is_read_once() -> None:
    rows = TimeTagger().predict({"core.articles": articles(("x", None), ("y", None))}).to_pylist()
    assert [(row["article_id"], row["field"], row["surface"]) for row in rows] == [("0", "title", "Tuesday")]


def test_empty_batch_gives_the_empty_table() -> None:
    tagger = TimeTagger()
    assert tagger.predict({"core.articles": articles()}).equals(tagger.empty())


def test_id_names_the_annotator() -> None:
    assert TimeTagger().annotator_id.startswith("times-grammar@")
