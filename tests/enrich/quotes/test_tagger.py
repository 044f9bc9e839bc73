"""The network as it ships: passages of any length, and files that are not there."""

import shutil

import numpy as np
import pytest

from pipelines.encoder.session import ModelError
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.tagger import FOLDER, QuoteTagger
from pipelines.enrich.quotes.vectors import VECTORS_FILE, WordVectors
from pipelines.worker import MODELS


def passage(length, seed):
    rng = np.random.default_rng(seed)
    sizes = (20_000, 20_000, 16, 10, 6, 2)
    return Words(*(rng.integers(0, size, length) for size in sizes), np.arange(length), np.arange(length) + 1)


def test_a_passage_gives_the_same_alone_and_among_others():
    tagger = QuoteTagger(MODELS)
    passages = [passage(length, seed) for seed, length in enumerate((40, 1, 200, 39, 0, 7, 40))]
    together = tagger.spans(passages)
    assert together[4] == []
    for one, spans in zip(passages, together, strict=True):
        [alone] = tagger.spans([one])
        assert alone == spans


def test_files_that_are_not_there_are_named(tmp_path):
    with pytest.raises(ModelError, match="vectors"):
        WordVectors(tmp_path / VECTORS_FILE)
    shutil.copytree(MODELS / FOLDER, tmp_path / FOLDER)
    (tmp_path / FOLDER / VECTORS_FILE).write_bytes(b"PK")
    with pytest.raises(ModelError, match="not usable vectors"):
        QuoteTagger(tmp_path)
