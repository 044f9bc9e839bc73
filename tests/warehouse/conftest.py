"""Sentences: rows small enough to write and look for."""

from pipelines.contracts import CONTRACTS

SENTENCE = {
    "article_id": "a",
    "sentence_index": 0,
    "start_char": 0,
    "end_char": 4,
    "kind": "sentence",
    "annotator_id": "t@1",
}


def sentences(*rows):
    return CONTRACTS["core.sentences"].from_rows([SENTENCE | row for row in rows])
