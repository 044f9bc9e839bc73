"""Whole dumps in the layouts in which people export: each article is one, with its own headline."""

import pytest
from printed_layouts import LAYOUTS

from pipelines.segment import Segmenter


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter()


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_article_of_a_layout_is_found(segmenter, name):
    dump = LAYOUTS[name]()
    found = segmenter.segment(dump.text).articles
    assert len(found) == len(dump.spans)
    before = 0
    for article, (start, end) in zip(found, dump.spans, strict=True):
        assert before <= article.start <= start
        assert article.end >= end
        before = end
    titles = [dump.text[a.title[0] : a.title[1]] if a.title else "" for a in found]
    assert [title for title, own in zip(titles, dump.titles, strict=True) if own] == [t for t in dump.titles if t]
