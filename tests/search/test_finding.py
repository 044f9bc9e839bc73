"""What a search finds, in which order, and what it shows of it."""

from datetime import date

import pytest

from pipelines.search import SearchError, Wanted, search


def test_an_article_must_have_all_words_and_the_title_weighs_more(shared):
    assert shared.found("nuclear plants") == ["plant", "truce"]
    assert shared.found("plant ceasefire") == ["truce"]


def test_without_an_article_that_has_all_words_those_with_some_are_found_and_it_is_said(shared):
    found = search(shared.settings, Wanted("ceasefire bakery"), lambda *_: None)
    assert set(found.rows.column("article_id").to_pylist()) == {"truce", "cakes"}
    assert found.is_any
    assert not search(shared.settings, Wanted("bakery"), lambda *_: None).is_any


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ('"nuclear plant"', {"plant", "truce"}),
        ('"plant nuclear"', set()),
        ("enerho*", {"plant"}),
        ("łodz", {"cakes"}),
        ("SHELLING", {"plant"}),
        ("NOT bakery", {"cakes"}),
        ("nothing", set()),
        ("'; drop table words; --", set()),
    ],
)
def test_phrases_beginnings_letters_and_case(shared, words, ids):
    assert set(shared.found(words)) == ids


def test_a_row_says_when_who_and_shows_the_words(shared):
    [row] = shared.rows("ceasefire")
    assert (row["published_date"], row["sources"], row["copy_kind"]) == (date(2026, 3, 16), "post", None)
    assert row["snippet"] == "A [ceasefire] was agreed, and the nuclear plant has power."
    assert row["score"] > 0


def test_a_copy_is_marked(archive):
    row = {"article_id": "truce", "canonical_article_id": "plant", "kind": "copy", "similarity_score": 0.9}
    change = {"added_word_count": 1, "removed_word_count": 1, "is_title_changed": False}
    archive.replace("core.duplicates", "truce", row | change)
    archive.publish()
    [found] = archive.rows("ceasefire")
    assert (found["copy_kind"], found["copy_of"]) == ("copy", "plant")


def test_what_is_not_current_is_not_found(archive):
    archive.put("truce", "A ceasefire was agreed, and the nuclear plant has power.", is_current=False)
    archive.publish()
    assert archive.found("ceasefire") == []


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        ({"since": date(2026, 3, 10)}, ["truce"]),
        ({"until": date(2026, 3, 9)}, ["plant"]),
        ({"source": "POST"}, ["truce", "cakes"]),
        ({"source": "post", "until": date(2026, 3, 16)}, ["truce"]),
        ({"limit": 1}, ["plant"]),
    ],
    ids=["since", "until", "source", "both", "limit"],
)
def test_limits_narrow_the_search(shared, limits, ids):
    assert sorted(shared.found("plant", **limits)) == sorted(ids)


def test_an_empty_warehouse_finds_nothing(archive):
    for article_id in ("plant", "truce", "cakes"):
        archive.put(article_id, "x", is_current=False)
    archive.publish()
    assert archive.found("plant") == []


def test_nothing_to_look_for_is_an_error(shared):
    with pytest.raises(SearchError, match="nothing to look for"):
        shared.found("--")
