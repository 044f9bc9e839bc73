"""The worldwide newswire (53 outlets outside the West, 2022): gold of persons, organisations, places, people and other names.

Split by outlet, so that no outlet is both trained on and measured on. Its `Location` is a GPE or a LOC by the lists of this
project; its `Misc` mixes types, and each span of it was given one by reading (`worldwide_types.tsv`: document, first token,
one past the last, type; `O` for what has none, such as diseases, languages and days). So were its locations that are streets,
stations, hotels, palaces and other buildings: the set calls some of these `Facility` and some `Location`.
`python -m pipelines.training.entities.worldwide DATA OUT.jsonl train|dev|test` writes examples (train) or gold (the others).
"""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipelines.enrich.entities.windows import windows
from pipelines.training.entities.corpora import Sentence, tagged_spans
from pipelines.training.entities.examples import Example, rendered, write
from pipelines.training.entities.lexicon import LOC_HEADS, gazetteer

SOURCE = "worldwide"
TYPES = {"Person": "PERSON", "Organization": "ORG", "Location": "GPE", "NORP": "NORP", "Facility": "FAC", "Product": "PRODUCT", "Misc": "MISC"}  # fmt: skip
READ_TYPES = Path(__file__).with_name("worldwide_types.tsv")
_PARTS = ("test", "test", "dev", "dev", *["train"] * 6)
"""The part of an outlet by the last digit of its hash."""


class Document(NamedTuple):
    """A text and its spans in characters."""

    document_id: str
    text: str
    spans: list[tuple[int, int, str]]


def part_of(outlet: str) -> str:
    """`train`, `dev` or `test`."""
    return _PARTS[int(hashlib.md5(outlet.encode(), usedforsecurity=False).hexdigest(), 16) % len(_PARTS)]


@cache
def read_types() -> dict[tuple[str, int, int], str]:
    """The type read for each span of `Misc`, by document, first token and one past the last, counted over the document."""
    lines = READ_TYPES.read_text(encoding="utf-8").splitlines() if READ_TYPES.is_file() else []
    rows = (line.split("\t") for line in lines)
    return {(document, int(start), int(end)): label for document, start, end, label in rows}


def documents(data: Path, part: str) -> Iterator[Document]:
    """The documents of a part, a paragraph a line."""
    path = data / "ner/worldwide_newswire/worldwide_newswire.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if part_of(row["outlet"]) == part:
                yield _document(row)


def _document(row: dict) -> Document:
    text, spans, tokens = "", [], 0
    for paragraph in row["sentences"]:
        words = paragraph["tokens"]
        found = [(s, e, TYPES[label]) for s, e, label in tagged_spans(paragraph["tags"]) if label in TYPES]
        read = {(s, e): read_types().get((row["id"], tokens + s, tokens + e)) for s, e, _ in found}
        named = [(s, e, read.get((s, e)) or _typed(words[s:e], label)) for s, e, label in found]
        example = rendered(Sentence(words, named, source=SOURCE))
        spans += [(len(text) + s, len(text) + e, label) for s, e, label in example.spans if label != "O"]
        text += example.text + "\n"
        tokens += len(words)
    return Document(row["id"], text, spans)


def _typed(words: list[str], label: str) -> str:
    """The type of a span; a place is a GPE unless the lists or its own words make it a feature."""
    if label != "GPE":
        return label
    is_feature = len(words) > 1 and (LOC_HEADS.match(words[-1]) or words[0] in {"Mount", "Lake", "Cape"})
    return gazetteer().get(" ".join(words), "LOC" if is_feature else "GPE")


def examples(document: Document) -> Iterator[Example]:
    """The windows of a document that the recogniser would read."""
    for begin, end in windows(document.text):
        inside = [(s - begin, e - begin, label) for s, e, label in document.spans if s >= begin and e <= end]
        cut = [
            (max(s, begin) - begin, min(e, end) - begin) for s, e, _ in document.spans if s < begin < e or s < end < e
        ]
        yield Example(document.text[begin:end], inside, cut, SOURCE)


def main() -> None:
    """Writes one part."""
    data, out, part = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    found = list(documents(data, part))
    if part == "train":
        print(write(out, (example for document in found for example in examples(document))))
        return
    with out.open("w", encoding="utf-8") as file:
        for document in found:
            entities = [{"start": s, "end": e, "type": label} for s, e, label in document.spans]
            file.write(json.dumps({"id": document.document_id, "text": document.text, "entities": entities}) + "\n")


if __name__ == "__main__":
    main()
