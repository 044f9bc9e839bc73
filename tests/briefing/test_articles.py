"""An article cut into stretches: together they are the text, and no two facts lie on one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.briefing.articles import KINDS, Fact, date_words, read_article, stretches
from pipelines.briefing.scope import BriefingError

FACTS = st.lists(
    st.builds(Fact, st.integers(-3, 40), st.integers(-3, 40), st.sampled_from(list(KINDS)), st.just("x"), st.just(0.5)),
    max_size=12,
)


@given(st.text(max_size=30), FACTS)
def test_stretches_are_the_text(text, facts):
    found = stretches(text, facts)
    assert "".join(stretch.words for stretch in found) == text
    ends = [stretch.fact for stretch in found if stretch.is_end]
    assert len(ends) == len(set(ends))
    assert {s.fact for s in found if s.fact} == set(ends)


def test_a_place_stands_over_its_name_and_a_statement_under_both():
    name, place = Fact(3, 7, "name", "GPE: Kyiv", 0.9), Fact(3, 7, "place", "Kyiv, UA", 0.9)
    quote = Fact(0, 8, "quote", "Oleh", 0.9)
    found = [(s.words, s.fact, s.quote) for s in stretches("In Kyiv, he said", [name, place, quote])]
    assert found == [("In ", None, quote), ("Kyiv", place, quote), (",", None, quote), (" he said", None, None)]


def test_an_article_is_found_by_the_beginning_of_its_id(news):
    with news.reader() as session:
        article = read_article(session, "a")
    assert article.row["sources"] == "wire"
    assert [(s.words, s.fact.kind) for s in article.text if s.fact] == [
        ("Kupyansk", "place"),
        ("Oleh Marchenko", "person"),
    ]
    assert (article.counts["person"], article.counts["place"]) == (1, 1)
    assert "".join(s.words for s in article.title) == "Shelling in Kupyansk"


def test_the_latest_article_has_a_name_of_its_own(news):
    with news.reader() as session:
        assert read_article(session, "latest").row["article_id"] == "d"


@pytest.mark.parametrize(
    ("wanted", "message"), [("zz", "no article has an id"), ("", "no article"), ("%", "no article")]
)
def test_no_such_article_is_said(news, wanted, message):
    with news.reader() as session, pytest.raises(BriefingError, match=message):
        read_article(session, wanted)


def test_several_articles_are_listed(builder):
    builder.article("ab1", "Somewhere in Kyiv.", title="One")
    builder.article("ab2", "Elsewhere in Kyiv.", title="Two")
    with builder.publish().reader() as session, pytest.raises(BriefingError, match="(?s)several.*ab1.*One.*ab2.*Two"):
        read_article(session, "ab")


@pytest.mark.parametrize(
    ("day", "earliest", "latest", "words"),
    [
        ("2026-03-17", None, None, "2026-03-17 (text)"),
        (None, "2026-03-01", "2026-03-09", "undated, between 2026-03-01 and 2026-03-09"),
        (None, None, None, "undated"),
    ],
)
def test_a_day_is_said_with_how_it_is_known(day, earliest, latest, words):
    row = {"published_date": day, "published_basis": "text", "published_earliest": earliest, "published_latest": latest}
    assert date_words(row) == words
