"""Who was first, and what the others are to it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.copies import Article, Pair, duplicates_of, is_close

EARLY, LATE = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


def article(article_id, day=1, collected_at=EARLY, title="T", sources=()):
    return Article(article_id, date(2026, 3, day) if day else None, collected_at, title, frozenset(sources))


NINE_TENTHS = (Pair("a", "b", 100, 100, 90, 90),)


def judged(*articles, pairs=NINE_TENTHS):
    return duplicates_of(pairs, {item.article_id: item for item in articles})


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        (article("a", 2), article("b", 1), "a"),
        (article("a", 1, LATE), article("b", 1, EARLY), "a"),
        (article("a", None, EARLY), article("b", 5, LATE), "a"),
        (article("a"), article("b"), "b"),
    ],
    ids=["day", "collected", "no day is late", "id"],
)
def test_who_was_first(one, other, copy):
    (row,) = judged(one, other)
    assert row["article_id"] == copy


def test_the_longer_of_equals_was_first():
    (row,) = judged(article("a"), article("b"), pairs=[Pair("a", "b", 60, 100, 60, 60)])
    assert (row["article_id"], row["added_word_count"], row["removed_word_count"]) == ("a", 0, 40)


@pytest.mark.parametrize(
    ("one", "other", "shared", "kind"),
    [
        (article("a"), article("b"), 100, "exact"),
        (article("a", sources="x"), article("b", sources="x"), 100, "exact"),
        (article("a", sources="x"), article("b", sources="xy"), 90, "revision"),
        (article("a", sources="x"), article("b", sources="y"), 90, "copy"),
        (article("a", sources="x"), article("b", None, sources="x"), 90, "revision"),
        (article("a"), article("b"), 90, "copy"),
    ],
    ids=["same words", "same words, same outlet", "same outlet", "another outlet", "no day", "no outlet"],
)
def test_what_it_is(one, other, shared, kind):
    (row,) = judged(one, other, pairs=[Pair("a", "b", 100, 100, shared, shared)])
    assert row["kind"] == kind
    assert row["similarity_score"] == shared / 100


def test_an_outlet_that_prints_its_text_again_a_year_later_copies_it():
    old = Article("a", date(2025, 3, 1), EARLY, "T", frozenset("x"))
    (row,) = judged(old, article("b", sources="x"))
    assert row["kind"] == "copy"


def test_a_title_in_other_case_is_the_same():
    assert not judged(article("a", title="Power cut"), article("b", title="POWER  CUT"))[0]["is_title_changed"]
    assert judged(article("a", title="Power cut"), article("b", title=None))[0]["is_title_changed"]


@pytest.mark.parametrize(
    ("pair", "is_copy"),
    [
        (Pair("a", "b", 100, 100, 54, 54), False),
        (Pair("a", "b", 100, 100, 55, 55), True),
        (Pair("a", "b", 40, 1000, 40, 40), True),
        (Pair("a", "b", 100, 300, 100, 100), True),
    ],
    ids=["below half", "above half", "a flash quoted in a report", "wrapped"],
)
def test_how_much_makes_a_copy(pair, is_copy):
    assert is_close(pair) == is_copy


def test_a_report_that_quotes_an_earlier_flash_is_not_a_copy_of_it():
    assert judged(article("a", 1), article("b", 2), pairs=[Pair("a", "b", 40, 1000, 40, 40)]) == []
    assert [row["article_id"] for row in judged(article("a", 2), article("b", 1), pairs=[Pair("a", "b", 40, 1000, 40, 40)])] == ["a"]  # fmt: skip


def test_a_copy_of_a_copy_is_a_copy_of_the_first():
    pairs = [Pair("a", "b", 100, 100, 60, 60), Pair("b", "c", 100, 100, 60, 60)]
    rows = judged(article("a", 1), article("b", 2), article("c", 3), pairs=pairs)
    assert {row["article_id"]: row["canonical_article_id"] for row in rows} == {"b": "a", "c": "a"}


NAMES = "abcdef"
PAIRS = st.dictionaries(
    st.sampled_from([(one, other) for one in NAMES for other in NAMES if one < other]), st.integers(0, 100), max_size=12
)


@given(PAIRS, st.lists(st.sampled_from([None, 1, 2]), min_size=6, max_size=6), st.randoms())
def test_rows_do_not_depend_on_order_and_point_at_a_first(shares, days, random):
    pairs = [Pair(one, other, 100, 100, share, share) for (one, other), share in shares.items()]
    articles = [article(name, day) for name, day in zip(NAMES, days, strict=True)]
    rows = judged(*articles, pairs=pairs)
    random.shuffle(pairs)
    random.shuffle(articles)
    assert judged(*articles, pairs=pairs) == rows
    copies = {row["article_id"] for row in rows}
    assert not copies & {row["canonical_article_id"] for row in rows}
