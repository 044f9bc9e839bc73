"""Events that dated articles report: which names burst, and what they are worth in an undated article."""

import random
from collections import Counter
from datetime import date, timedelta

import pyarrow as pa
import pytest

from pipelines.enrich.dating.anchors import (
    MIN_ARTICLES,
    MIN_BEFORE,
    article_names,
    event_anchors,
    name_bursts,
    names_in,
)
from pipelines.enrich.dating.events import MAX_READ_CHARS

DAY = date(2024, 5, 20)
QUIET = [
    (f"The council met in Arden Vale for item {i}.", DAY - timedelta(days=1 + i % 40)) for i in range(MIN_BEFORE + 10)
]
NEWS = [("Ferry Tansy Bell sank near Old Quay.", DAY + timedelta(days=i)) for i in range(MIN_ARTICLES)]
UNDATED = ["Divers found the Tansy Bell on Tuesday, and Arden Vale mourns."]


def phrases(dated: list[tuple[str, date]], undated: list[str] | None = None) -> dict[str, tuple[date, int]]:
    table = event_anchors(dated, UNDATED if undated is None else undated).to_pylist()
    return {row["phrase"]: (row["event_date"], row["article_count"]) for row in table}


def test_a_name_that_is_new_and_spreads_is_an_anchor_on_its_first_day() -> None:
    assert phrases(QUIET + NEWS) == {"Tansy Bell": (DAY, MIN_ARTICLES)}


@pytest.mark.parametrize(
    "dated",
    [
        QUIET + NEWS[:-1],
        QUIET[: MIN_BEFORE // 2] + NEWS,
        [*QUIET, *NEWS, ("The Tansy Bell was built.", DAY - timedelta(days=300))],
        QUIET + [(text, DAY + timedelta(days=40 * i)) for i, (text, _) in enumerate(NEWS)],
        [],
    ],
    ids=["too few articles", "too little before", "printed long before", "spread over months", "nothing dated"],
)
def test_no_anchor(dated: list[tuple[str, date]]) -> None:
    assert phrases(dated) == {}


def test_only_names_of_undated_articles_are_counted() -> None:
    assert phrases(QUIET + NEWS, ["Nothing here."]) == {}
    assert phrases(QUIET + NEWS, []) == {}


def test_the_order_of_articles_does_not_matter() -> None:
    mixed = QUIET + NEWS
    random.Random(3).shuffle(mixed)
    assert event_anchors(mixed, UNDATED).equals(event_anchors(QUIET + NEWS, UNDATED))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ferry Tansy Bell", {"Ferry Tansy", "Tansy Bell", "Ferry Tansy Bell"}),
        ("the Bank of Norland’s head", {"Bank of Norland"}),
        ("Arden. Vale", set()),
        ("arden vale", set()),
        ("", set()),
    ],
    ids=["pairs and triples", "particle and possessive", "end of a sentence", "lower case", "empty"],
)
def test_names(text: str, names: set[str]) -> None:
    assert names_in(text) == names


def test_a_very_long_text_is_read_up_to_the_cap() -> None:
    assert names_in("x " * MAX_READ_CHARS + "Tansy Bell") == set()
    assert names_in("A" * 200_000) == set()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A" + "a" * 50_000 + " Bcd", id="one endless word"),
        pytest.param("A-" * 25_000 + "a Bcd", id="an endless chain of hyphens"),
        pytest.param("A'" * 25_000 + "a Bcd", id="an endless chain of apostrophes"),
    ],
)
def test_names_are_short_whatever_the_text(text: str) -> None:
    assert all(len(name) < 200 for name in names_in(text))


def test_kept_names_give_the_anchors_that_all_texts_give() -> None:
    mixed = QUIET + NEWS
    texts = pa.table({"article_id": [str(i) for i in range(len(mixed))], "text": [text for text, _ in mixed]})
    kept = pa.concat_tables([article_names(texts.slice(0, 20)), article_names(texts.slice(20))])
    wanted = set().union(*map(names_in, UNDATED))
    rows = [(row["phrase"], mixed[int(row["article_id"])][1]) for row in kept.to_pylist() if row["phrase"] in wanted]
    printed = pa.table({"phrase": [row[0] for row in rows], "published_date": [row[1] for row in rows]})
    counts = Counter(day for _, day in mixed)
    days = pa.table({"published_date": list(counts), "article_count": list(counts.values())})
    assert name_bursts(printed, days).equals(event_anchors(mixed, UNDATED))
