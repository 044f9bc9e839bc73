import itertools

import pytest

from pipelines.enrich.entities.decode import TYPES
from pipelines.training.entities.news import DEV, TRAIN, annotated_articles


@pytest.mark.parametrize("path", [TRAIN, DEV], ids=lambda path: path.stem)
def test_every_annotated_window_holds_its_mentions(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, start, end, mentions = line.split("\t")
        spans = [(int(s), int(e), label) for s, e, label in (mention.split("-") for mention in mentions.split())]
        assert all(0 <= s < e <= int(end) - int(start) and label in TYPES for s, e, label in spans)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_no_measured_article_is_trained_on():
    assert not annotated_articles(TRAIN) & annotated_articles(DEV)
