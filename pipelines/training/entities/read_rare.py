"""Windows read for the types that the corpora hold little of: facilities, products, events, works and laws.

`rare_train.tsv` holds offsets and types, no text, as `annotated_train.tsv` does: a line is a set, an article, the window's first and last
offset, its mentions as `start-end-TYPE`, and a digest of the window's text. Every name of the five types in a window is marked, after the
rules of OntoNotes; other types are not, and what has no sure type is marked `?`. So a teacher says what the rest of the words are, but
not that one of them is of the five types. `rare_held.tsv` holds stretches of outlets that nothing was trained on, `products_held.tsv`
windows of such outlets and of corpora that nothing was trained on, chosen for products, and `products_dev.tsv` the same of outlets
by which choices are made. What counts as a product is told in the card, `models/entities/recogniser.md`.

`python -m pipelines.training.entities.read_rare DATA OUT.jsonl PART` writes examples (`train`) or gold for `dateline evaluate entities`
(`held`, `products`, `dev`).
"""

import gzip
import hashlib
import html
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.entities.decode import TAGS
from pipelines.training.entities import news
from pipelines.training.entities.examples import Example, write

SOURCE = "read_rare"
TYPES = ("EVENT", "FAC", "LAW", "PRODUCT", "WORK_OF_ART")
UNSURE = "?"
UNTYPED = "MISC"
"""No loss is taken on a name of no sure type, and the evaluation leaves it out."""
FOLDER = Path(__file__).parent
PARTS = {
    "train": FOLDER / "rare_train.tsv",
    "held": FOLDER / "rare_held.tsv",
    "products": FOLDER / "products_held.tsv",
    "dev": FOLDER / "products_dev.tsv",
}
LEAST_OTHER = 1e-3
"""Where a teacher leaves other types and no name less than this together, the word is taken for no name."""
DIGEST_LETTERS = 8

_FOLDERS = {
    "allsides": "segmentation/allsides_abp/allsides_abp.jsonl.gz",
    "intl": "segmentation/intl_outlets_flat_2024/intl_outlets_flat_2024.jsonl.gz",
    "fnc1": "segmentation/fnc1_train_bodies/fnc1_train_bodies.jsonl.gz",
    "fakenewsnet": "segmentation/fakenewsnet_horne2017/fakenewsnet_horne2017.jsonl.gz",
    "ptc": "segmentation/ptc_propaganda/ptc_propaganda.jsonl.gz",
}
_LGL = re.compile(r'<article docid="(\d+)">.*?<text>(.*?)</text>', re.DOTALL)


class Window(NamedTuple):
    """A stretch of an article with its mentions in characters of it."""

    name: str
    article: str
    start: int
    text: str
    mentions: list[tuple[int, int, str]]


@cache
def articles(data: Path, name: str) -> dict[str, str]:
    """The texts of one set under the names that the annotations use: those of `news.articles`, `_FOLDERS` and `lgl`."""
    if name in _FOLDERS:
        with gzip.open(data / _FOLDERS[name], "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        return {row["id"]: (row.get("title") or "") + "\n" + "\n".join(row["paragraphs"]) for row in rows}
    if name == "lgl":
        raw = (data / "geo/lgl/lgl.xml").read_text(encoding="utf-8")
        return {article: _unwrapped(text) for article, text in _LGL.findall(raw)}
    return news.articles(data, name)


def _unwrapped(text: str) -> str:
    is_literal = text.startswith("<![CDATA[")
    return text.removeprefix("<![CDATA[").removesuffix("]]>") if is_literal else html.unescape(text)


def digest(text: str) -> str:
    """The digest of a window, which tells whether a corpus is the one that was read."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LETTERS]


def windows(path: Path, data: Path) -> Iterator[Window]:
    """The windows of a file, with their text out of the corpora.

    Raises:
        ValueError: A corpus holds another text where the window was read.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        name, article, start, end, mentions, expected = line.split("\t")
        text = articles(data, name)[article][int(start) : int(end)]
        if digest(text) != expected:
            raise ValueError(
                f"{name} {article} {start}-{end}: another text than was read; get the set that its card names"
            )
        parts = (mention.split("-") for mention in mentions.split())
        yield Window(name, article, int(start), text, [(int(s), int(e), label) for s, e, label in parts])


def examples(data: Path) -> Iterator[Example]:
    """The windows to train on: the teacher alone speaks of all words but those of the mentions."""
    for window in windows(PARTS["train"], data):
        spans = [(s, e, UNTYPED if label == UNSURE else label) for s, e, label in window.mentions]
        yield Example(window.text, spans, [(0, len(window.text))], SOURCE, 1.0)


def without_rare(probabilities: npt.NDArray[np.float16]) -> npt.NDArray[np.float16]:
    """A teacher's reading (words, tags) of a window in which every name of the five types is marked, without these types."""
    others = np.array([not tag.endswith(TYPES) for tag in TAGS])
    kept = np.where(others, probabilities.astype(np.float32), 0.0)
    total = kept.sum(axis=1, keepdims=True)
    kept[:, TAGS.index("O")] = np.where(total[:, 0] < LEAST_OTHER, 1.0, kept[:, TAGS.index("O")])
    result: npt.NDArray[np.float16] = (kept / kept.sum(axis=1, keepdims=True)).astype(np.float16)
    return result


def gold(data: Path, part: str = "held") -> Iterator[dict[str, object]]:
    """The stretches of a part to measure on, as the evaluation takes them; a name of no sure type is `MISC`."""
    for window in windows(PARTS[part], data):
        mentions = [{"start": s, "end": e, "type": UNTYPED if t == UNSURE else t} for s, e, t in window.mentions]
        yield {"id": f"{window.name}/{window.article}/{window.start}", "text": window.text, "entities": mentions}


def main() -> None:
    """Writes one part."""
    data, out, part = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    if part == "train":
        print(write(out, examples(data)))
        return
    with out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in gold(data, part))


if __name__ == "__main__":
    main()
