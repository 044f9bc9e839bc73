"""The news texts that networks are trained on, and the names that were annotated in some of them for this project.

The annotations (`annotated_train.tsv`, `annotated_dev.tsv`) hold offsets and types only, no text: a line is a set, an article, the
window's first and last offset, and its mentions as `start-end-TYPE`, counted from the window's start. They were made by
reading, one annotator a window, after the rules of OntoNotes with CoNLL's habits for teams and institutions.
`python -m pipelines.training.entities.news DATA OUT.jsonl [SET ...]` writes the measuring part for `dateline evaluate entities`.
"""

import html
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipelines.training.entities.examples import Example

FOLDER = Path(__file__).parent
TRAIN, DEV = FOLDER / "annotated_train.tsv", FOLDER / "annotated_dev.tsv"
UNLABELLED = "unlabelled"
"""Source of examples whose labels are not to be learnt."""

_TAG = re.compile(r"<[^>]+>")
_WRAP = re.compile(r"(?<!\n)\n(?!\n)")


@cache
def articles(data: Path, name: str) -> dict[str, str]:
    """The texts of one set under the names that the annotations use.

    Args:
        data: The folder of the corpora.
        name: `cnn` (title and body), `bbc`, `polnear` (its training part), `tempeval` (TimeBank and AQUAINT) or `gwn`.
    """
    if name == "cnn":
        with (data / "segmentation/cnn_2024/cnn_2024_unique.jsonl").open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        return {str(i): f"{row.get('title', '')}\n{row['text']}" for i, row in enumerate(rows)}
    if name == "bbc":
        files = sorted((data / "topics/bbc_fulltext/bbc").glob("*/*.txt"))
        return {f"{file.parent.name}/{file.stem}": file.read_text(encoding="latin-1") for file in files}
    if name == "polnear":
        files = sorted((data / "quotes/polnear/train/text").glob("*.txt"))
        return {file.stem: file.read_text(encoding="utf-8") for file in files}
    if name == "tempeval":
        files = sorted((data / "dates/tempeval3").glob("*/*.tml"))
        return {file.stem: _timeml(file.read_text(encoding="utf-8")) for file in files}
    return dict(enumerate_articles(data / "geo/geowebnews_first100/GWN_first100.xml"))


def _timeml(content: str) -> str:
    body = re.search(r"<TEXT>(.*?)</TEXT>", content, re.DOTALL)
    return _WRAP.sub(" ", html.unescape(_TAG.sub("", body[1]))) if body else ""


def enumerate_articles(path: Path) -> Iterator[tuple[str, str]]:
    """Number and text of each article of a GeoWebNews file."""
    for i, article in enumerate(re.findall(r"<article\b.*?</article>", path.read_text(encoding="utf-8"), re.DOTALL)):
        raw = re.search(r"<text>(.*?)</text>", article, re.DOTALL)
        if raw:
            body = raw[1].removeprefix("<![CDATA[").removesuffix("]]>")
            yield str(i), body if "CDATA" in raw[1] else html.unescape(body)


def annotated(path: Path, data: Path) -> Iterator[Example]:
    """The annotated windows of `path`, with their text out of the corpora."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, article, start, end, mentions = line.split("\t")
        text = articles(data, name)[article][int(start) : int(end)]
        spans = [(int(s), int(e), label) for s, e, label in (mention.split("-") for mention in mentions.split())]
        yield Example(text, spans, [], name, 1.0)


def annotated_articles(path: Path) -> set[tuple[str, str]]:
    """(set, article) of each annotated window."""
    return {(line.split("\t")[0], line.split("\t")[1]) for line in path.read_text(encoding="utf-8").splitlines()}


def measuring(path: Path, data: Path, sets: set[str]) -> Iterator[dict[str, object]]:
    """Articles of the annotated windows, one below the other, as gold for the evaluation."""
    texts: dict[str, str] = {}
    entities: dict[str, list[dict[str, object]]] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    for line, example in zip(lines, annotated(path, data), strict=True):
        name, article, *_ = line.split("\t")
        key = f"{name}/{article}"
        if sets and name not in sets:
            continue
        base = len(texts.setdefault(key, ""))
        texts[key] += example.text + "\n"
        mentions = [{"start": base + s, "end": base + e, "type": label} for s, e, label in example.spans]
        entities.setdefault(key, []).extend(mentions)
    for key, text in texts.items():
        yield {"id": key, "text": text, "entities": entities[key]}


def main() -> None:
    """Writes the measuring part."""
    data, out, *sets = sys.argv[1:]
    with Path(out).open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in measuring(DEV, Path(data), set(sets)))


if __name__ == "__main__":
    main()
