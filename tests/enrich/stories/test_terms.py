"""Articles as weighted terms."""

import numpy as np
import pytest

from pipelines.enrich.stories import Rarity, story_terms
from pipelines.enrich.stories.terms import NAMES_KEPT, WORDS_KEPT, Kind
from pipelines.enrich.stories.words import codes_of

RARITY = Rarity(
    codes_of(["the", "strike"])[np.argsort(codes_of(["the", "strike"]))], np.array([0.0, 0.0], np.float32) + 5
)


def weights(terms, owner, kind):
    chosen = (terms.owner == owner) & (terms.kind == kind)
    return dict(zip(terms.term[chosen].tolist(), terms.weight[chosen].tolist(), strict=True))


def code(word):
    return int(codes_of([word])[0])


def test_squares_of_an_article_and_kind_sum_to_one():
    names = [{Kind.NAME: {"ann lee": 2, "bo": 1}, Kind.PLACE: {"kyiv": 1}}, {}]
    terms = story_terms([("Strike", "the strike in the harbour"), (None, "calm seas")], names, Rarity.load())
    for owner, kind in ((0, Kind.WORD), (0, Kind.NAME), (0, Kind.PLACE), (1, Kind.WORD)):
        assert sum(value**2 for value in weights(terms, owner, kind).values()) == pytest.approx(1)
    assert weights(terms, 1, Kind.NAME) == {}


def test_a_word_of_the_title_and_a_repeated_one_weigh_more():
    found = weights(story_terms([("harbour", "harbour crane crane walkout")], [{}], RARITY), 0, Kind.WORD)
    assert found[code("harbour")] > found[code("crane")] > found[code("walkout")]


def test_only_the_strongest_terms_are_kept():
    text = " ".join(f"word{number}x" for number in range(200))
    names = {Kind.NAME: {f"name {number}": 1 for number in range(200)}}
    terms = story_terms([(None, text)], [names], RARITY)
    assert len(weights(terms, 0, Kind.WORD)) == WORDS_KEPT
    assert len(weights(terms, 0, Kind.NAME)) == NAMES_KEPT


def test_terms_of_an_article_do_not_depend_on_the_others():
    one = (None, "dockers walked out"), {Kind.PLACE: {"rotterdam": 1}}
    other = ("Quake", "the earth shook"), {}
    both = story_terms([other[0], one[0]], [other[1], one[1]], RARITY)
    alone = story_terms([one[0]], [one[1]], RARITY)
    for kind in Kind:
        assert weights(both, 1, kind) == weights(alone, 0, kind)


@pytest.mark.parametrize("text", ["", "—", "a b"], ids=["empty", "no words", "letters"])
def test_a_text_without_words_has_no_terms(text):
    assert story_terms([(None, text)], [{}], RARITY).term.size == 0


def test_no_articles_have_no_terms():
    assert story_terms([], [], RARITY).owner.size == 0
