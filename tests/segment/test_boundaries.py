"""The second stage reads a dump again in the light of what it said before, and a text of one article once."""

import numpy as np
import pytest
from exported_articles import ARTICLES
from written_stories import STORIES

from pipelines.segment.boundaries import READINGS, BoundaryModel
from pipelines.segment.lines import lines_of


class Counted:
    """A model that keeps what it was given and what it answered."""

    def __init__(self, model):
        self.model, self.input_names, self.output_names = model, model.input_names, model.output_names
        self.rows, self.odds = [], []

    def run(self, inputs):
        self.rows.append(inputs[self.input_names[0]].copy())
        output = self.model.run(inputs)
        self.odds.append(output[self.output_names[0]].reshape(-1).astype(float))
        return output


@pytest.fixture
def read():
    model = BoundaryModel()
    model._second = Counted(model._second)
    return model


def dump_of(stories):
    return lines_of("\n".join("\n".join(story) for story in stories))


def test_a_dump_is_read_again_in_the_light_of_the_reading_before(read):
    scores = read.scores(dump_of([(title, *paragraphs * 4) for title, *paragraphs in (*ARTICLES, *STORIES)]), {})
    assert len(read._second.rows) == READINGS
    first = read._calibration.second.index("first")
    for before, rows in zip(read._second.odds[:-1], read._second.rows[1:], strict=True):
        doubted = np.flatnonzero(np.abs(before[1:]) < 5) + 1  # of surer lines the log odds are capped
        assert len(doubted)
        assert np.allclose(rows[doubted, first], before[doubted], atol=0.05)
        assert not np.array_equal(rows, read._second.rows[0])
    mean = np.mean(read._second.odds, axis=0)
    doubted = np.flatnonzero(np.abs(mean[1:]) < 5) + 1
    assert np.allclose(np.log(scores[doubted] / (1 - scores[doubted])), mean[doubted], atol=0.05)


@pytest.mark.parametrize("story", STORIES, ids=["ferry", "wheat", "chess", "court"])
def test_one_article_is_read_once(read, story):
    read.scores(dump_of([story]), {})
    assert len(read._second.rows) == 1


def test_a_dump_of_short_articles_is_read_once(read):
    read.scores(dump_of([*ARTICLES, *STORIES] * 2), {})
    assert len(read._second.rows) == 1
