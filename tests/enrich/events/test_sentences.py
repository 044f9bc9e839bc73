"""Quotation marks around parts of a text."""

import pytest

from pipelines.enrich.events.sentences import quoted_spans

FILLER = "Word after word without a mark stands here and goes on for quite some time. " * 8


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(FILLER + "“Go,” he said.", 1, id="curly"),
        pytest.param(FILLER + '"Go," he said. "Now."', 2, id="straight"),
        pytest.param(FILLER + "“Go, he said.\nNo mark.", 0, id="no partner"),
        pytest.param("“" + FILLER + "”", 0, id="whole text"),
        pytest.param(FILLER + "“" * 10_000, 0, id="ten thousand marks"),
    ],
)
def test_quoted_spans(text, count):
    assert len(quoted_spans(text)) == count
