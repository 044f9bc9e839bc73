import numpy as np
import pytest
from written_stories import STORIES

from pipelines.segment.wholes import MIN_JUDGED_CUTS, MIN_READ_CHARS, believed, is_news

NEWS = [line for story in STORIES for line in story] * 5
MANUAL = [
    "The option sets the width of the left margin in columns, and the value of zero turns it off.",
    "Give the name of the file in which the marks are kept; the default is the folder of the project.",
    "When the buffer is full the oldest entry is dropped, and the counter of lost entries goes up by one.",
    "See the section on keys for a list of what each of them is bound to in this mode.",
] * 30
GERMAN = ["Die Fähre fiel aus, weil im Maschinenraum ein Feuer brannte, und alle stiegen in die Boote um."] * 120


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(NEWS, True, id="news names days and speakers"),
        pytest.param([line.upper() for line in NEWS], True, id="in capitals too"),
        pytest.param(MANUAL, False, id="a manual names neither"),
        pytest.param(NEWS[:6], None, id="too short to say"),
        pytest.param(GERMAN, None, id="another language"),
        pytest.param(
            ["On Monday it rained in the valley, and on Tuesday the sun came out."] * 200, False, id="days alone"
        ),
        pytest.param(
            ["“I will not go,” said the old man, and he said it to the wall."] * 200, False, id="speech alone"
        ),
        pytest.param([], None, id="nothing"),
    ],
)
def test_news_is_told_by_days_and_by_who_said_so(texts, expected):
    assert is_news(texts) is expected


def test_a_document_is_judged_by_lines_of_all_of_it():
    assert sum(map(len, MANUAL)) > MIN_READ_CHARS
    assert is_news(MANUAL * 60 + NEWS) is False
    assert is_news(NEWS * 60 + MANUAL) is True


@pytest.mark.parametrize(
    ("made", "texts", "kept"),
    [
        ([0.6] * 19 + [0.85], NEWS, 0),
        ([0.6] * 20 + [0.97], NEWS, 1),
        ([0.6] * (MIN_JUDGED_CUTS - 2) + [0.85], NEWS, MIN_JUDGED_CUTS - 1),
        ([0.6] * 14 + [0.95] * 6, NEWS, 20),
        ([0.6] * 14 + [0.95] * 6, GERMAN, 20),
        ([0.6] * 14 + [0.92] * 4 + [0.96, 0.98], MANUAL, 1),
        ([0.7] * 7 + [0.96] * 13, MANUAL, 20),
        ([0.97] * 20 + [0.1] * 60, NEWS, 80),
        ([0.79], NEWS, 0),
        ([0.81], NEWS, 1),
        ([0.6, 0.9, 0.75], NEWS, 2),
        ([0.6, 0.75], NEWS, 0),
        ([0.6] * 4, NEWS, 4),
        ([], NEWS, 0),
    ],
    ids=[
        "news without openings",
        "its surest cut",
        "too few to judge",
        "a third is sure",
        "in another language too",
        "of a manual the surest alone",
        "openings so good are believed in any text",
        "a low threshold",
        "one article with one doubtful line",
        "a file of two articles",
        "a file of three",
        "of two doubtful lines one is left, and it is lone",
        "four doubtful lines bear one another out",
        "nothing to judge",
    ],
)
def test_cuts_stand_when_the_whole_bears_them_out(made, texts, kept):
    assert len(believed(list(range(len(made))), np.array(made, float), texts)) == kept
