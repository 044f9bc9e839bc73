import numpy as np
import pytest

from pipelines.segment.briefs import brief_starts, one_a_line

BRIEFS = [
    "Harbour shuts for winter",
    "The harbour of Hallvik was shut for the winter on Monday.",
    "Bridge opens",
    "The old bridge in Selim opens again next week, the mayor said.",
    "Wheat falls",
    "Wheat prices fell to a low on Thursday, traders said.",
]


def test_headline_and_sentence_in_turn_are_briefs():
    assert brief_starts(BRIEFS) == [0, 2, 4]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            [
                "The sea is grey",
                "and I am old.",
                "The wind is cold",
                "and I am told.",
                "The sea is deep",
                "and I will sleep.",
            ],
            id="a poem",
        ),
        pytest.param(
            [*BRIEFS, *["He said on Monday that this was all there was to say."] * 5], id="headlines in a longer text"
        ),
        pytest.param(BRIEFS[:4], id="too few"),
        pytest.param([], id="nothing"),
    ],
)
def test_other_texts_are_not(texts):
    assert brief_starts(texts) == []


@pytest.mark.parametrize(
    ("scores", "raised"),
    [
        ([0.0, 0.99, 0.98, 0.97, 0.95, 0.4], [5]),
        ([0.0, 0.99, 0.98, 0.97, 0.95, 0.1], []),
        ([0.0, 0.99, 0.98, 0.4, 0.1, 0.1], []),
        ([0.0, 0.99, 0.98, 0.97, 0.4], []),
        ([], []),
    ],
    ids=["the last is doubtful", "the last goes on", "articles of several lines", "too few lines", "no line"],
)
def test_where_nearly_every_line_opens_an_article_a_doubtful_one_does(scores, raised):
    assert one_a_line(np.array(scores, float)) == raised
