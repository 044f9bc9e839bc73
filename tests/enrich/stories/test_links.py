"""Links: found in time, by what two articles have in common, whatever else is there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.stories import WINDOW_DAYS, LinkModel, Terms, Window, links_of
from pipelines.enrich.stories.links import FEATURES, MOST_LINKS, features

MODEL = LinkModel(np.array([10.0, *[0.0] * (len(FEATURES) - 1)]), -3.0)
"""Cosine of words only: one half at .3."""


def window(articles):
    """A window of (day, words of weight 1) in order of days."""
    owner = np.repeat(np.arange(len(articles)), [len(words) for _, words in articles])
    term = np.array([word for _, words in articles for word in words], np.int64)
    weight = np.array([len(words) ** -0.5 for _, words in articles for _ in words], np.float64)
    days = np.array([np.nan if day is None else day for day, _ in articles], np.float64)
    return Window(days, np.full(len(articles), 300.0), Terms(owner, np.zeros(owner.size, np.int32), term, weight))


def links(articles, wanted=None):
    chosen = np.ones(len(articles), np.bool_) if wanted is None else np.isin(np.arange(len(articles)), wanted)
    return {
        (int(min(one, other)), int(max(one, other))): float(score)
        for left, right, scores in links_of(window(articles), chosen, MODEL)
        for one, other, score in zip(left, right, scores, strict=True)
    }


def test_a_score_follows_the_common_words():
    found = links([(1, [1, 2, 3, 4]), (1, [1, 2, 3, 4]), (1, [1, 2, 8, 9]), (1, [1, 6, 7, 5])])
    assert found == {
        (0, 1): pytest.approx(1 / (1 + np.exp(-7))),
        (0, 2): pytest.approx(1 / (1 + np.exp(-2))),
        (1, 2): pytest.approx(1 / (1 + np.exp(-2))),
    }


@pytest.mark.parametrize(
    ("days", "is_linked"),
    [((0, WINDOW_DAYS), True), ((0, WINDOW_DAYS + 1), False), ((0, None), False), ((None, None), True)],
    ids=["near", "far", "one of unknown day", "both of unknown day"],
)
def test_articles_near_in_time_are_compared(days, is_linked):
    assert bool(links([(day, [1, 2, 3]) for day in days])) == is_linked


def test_links_of_wanted_articles_only():
    articles = [(1, [1, 2]), (1, [1, 2]), (1, [1, 2])]
    assert set(links(articles, [1])) == {(0, 1), (1, 2)}
    assert set(links(articles, [])) == set()


def test_what_many_pages_share_costs_a_bounded_number_of_links():
    articles = [(1, [1, 2])] * (MOST_LINKS + 40)
    last = [pair for pair in links(articles) if pair[1] == MOST_LINKS + 39]
    assert len(last) == MOST_LINKS


ARTICLES = st.lists(
    st.tuples(st.sampled_from([0, 5, 40]), st.lists(st.integers(0, 9), min_size=1, max_size=6, unique=True)), max_size=8
)


@given(ARTICLES, st.data())
def test_a_link_does_not_depend_on_the_other_articles(articles, data):
    articles = sorted(articles)
    whole = links(articles)
    kept = sorted(data.draw(st.sets(st.sampled_from(range(len(articles)))))) if articles else []
    part = links([articles[number] for number in kept])
    for (one, other), score in part.items():
        assert whole[kept[one], kept[other]] == pytest.approx(score)
    assert len(part) == sum(one in kept and other in kept for one, other in whole)


def test_features_stand_in_their_order():
    rows = features(np.array([[0.5, 0.25, 0.1]]), np.array([np.nan]), np.array([100.0]), np.array([[True, False]]))
    named = dict(zip(FEATURES, rows[0].tolist(), strict=True))
    assert named["is_undated"] == named["lacks_names"] == 1
    assert named["gap"] == named["length"] == named["lacks_places"] == named["words_gap"] == 0
    assert named["words_names"] == 0.125
    assert named["words_undated"] == 0.5


def test_weights_that_ship_have_one_number_per_feature():
    model = LinkModel.load()
    assert model.coefficients.shape == (len(FEATURES),)
    alike, unlike = np.eye(3)[[0, 0]] * [[0.7], [0.05]], np.zeros((2, 2), np.bool_)
    likely, unlikely = model.scores(features(alike, np.zeros(2), np.full(2, 300.0), unlike))
    assert likely > 0.9
    assert unlikely < 0.5
