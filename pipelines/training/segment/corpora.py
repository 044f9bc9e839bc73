"""Article collections of one or a few outlets in their own formats, for `outlets`: outlet, title, paragraphs.

Sub-headings that a source marks keep the mark `### `, so that the composer knows them. The Reuters and Choi sets are
measured on and never read here.
"""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from pipelines.segment.sentences import sentence_spans

Article = dict[str, object]


def paragraphs_of(text: str, rng: random.Random) -> list[str]:
    """The paragraphs of a text; lines made of many sentences, whose breaks were lost, are broken anew."""
    paragraphs: list[str] = []
    for line in re.split(r"\n+", text):
        stripped = " ".join(line.split())
        if not stripped:
            continue
        spans = sentence_spans(stripped)
        if len(spans) <= 7:
            paragraphs.append(stripped)
            continue
        i = 0
        while i < len(spans):
            j = min(len(spans), i + rng.choice((1, 1, 2, 2, 2, 3, 3, 4)))
            paragraphs.append(stripped[spans[i][0] : spans[j - 1][1]])
            i = j
    return paragraphs


def articles(data: Path) -> Iterator[Article]:
    """Every article of the training collections under `data`."""
    rng = random.Random(1)
    yield from _cnn(data, rng)
    yield from _bbc(data, rng)
    yield from _polnear(data, rng)
    yield from _lgl(data, rng)
    yield from _geo(data, rng)
    yield from _timeml(data, rng)
    yield from _pages(data, rng)


def _cnn(data: Path, rng: random.Random) -> Iterator[Article]:
    seen = set()
    with (data / "segmentation/cnn_2024/cnn_2024_unique.jsonl").open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["title"] not in seen:
                seen.add(row["title"])
                yield _article("cnn", row["title"], paragraphs_of(row["text"], rng))


def _bbc(data: Path, rng: random.Random) -> Iterator[Article]:
    seen = set()
    for path in sorted((data / "topics/bbc_fulltext/bbc").glob("*/*.txt")):
        title, _, body = _bbc_text(path).partition("\n")
        if title not in seen:
            seen.add(title)
            yield _article("bbc", title.strip(), paragraphs_of(body, rng))


def _bbc_text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _polnear(data: Path, rng: random.Random) -> Iterator[Article]:
    seen = set()
    for path in sorted((data / "quotes/polnear").glob("*/text/*.txt")):
        outlet, _, _ = path.stem.partition("_")
        text = path.read_text(encoding="utf-8")
        if text[:200] in seen:
            continue
        seen.add(text[:200])
        head, _, body = text.partition("\n\n")
        is_titled = (
            len(head) < 260
            and len(head.split()) < 36
            and body.strip()
            and not head.rstrip().endswith(("said.", "”", '"'))
        )
        title = " ".join(head.split()).rstrip(".") if is_titled and outlet in TITLED_POLNEAR else ""
        yield _article(f"polnear-{outlet}", title, paragraphs_of(body if title else text, rng))


TITLED_POLNEAR = ("breitbart", "huff-post", "nyt", "politico", "usa-today", "wash-post", "west-journal")


def _lgl(data: Path, rng: random.Random) -> Iterator[Article]:
    root = ET.parse(data / "geo/lgl/lgl.xml").getroot()  # noqa: S314 the collections are trusted
    for node in root.iter("article"):
        title, text = (node.findtext("title") or "").strip(), (node.findtext("text") or "").strip()
        text = text.removeprefix(title).lstrip(" .")
        yield _article("lgl", title, paragraphs_of(text, rng))


def _geo(data: Path, rng: random.Random) -> Iterator[Article]:
    for outlet, name in (("geovirus", "geovirus/GeoVirus.xml"), ("geowebnews", "geowebnews_first100/GWN_first100.xml")):
        for node in ET.parse(data / "geo" / name).getroot().iter("article"):  # noqa: S314 the collections are trusted
            yield _article(
                outlet, (node.findtext("title") or "").strip(), paragraphs_of(node.findtext("text") or "", rng)
            )


def _timeml(data: Path, rng: random.Random) -> Iterator[Article]:
    for outlet in ("TimeBank", "AQUAINT"):
        for path in sorted((data / "dates/tempeval3" / outlet).glob("*.tml")):
            root = ET.parse(path).getroot()  # noqa: S314 the collections are trusted
            node = root.find("TEXT")
            text = "".join(node.itertext()) if node is not None else ""
            text = re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip())
            yield _article(outlet.lower(), (root.findtext("TITLE") or "").strip(), paragraphs_of(text, rng))


def _pages(data: Path, rng: random.Random) -> Iterator[Article]:
    for path in sorted((data / "segmentation/ukraine_web_pages_2026/filtered_corpus").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        match = re.search(r'^title: "?([^"|\n]+)', text, re.MULTILINE)
        body = re.sub(r"\[[^\]]*\]\([^)]*\)|\*\*|__|_(?=\w)|\[\[\w+\]\]\S*", "", text.split("---", 2)[-1])
        lines = [line for line in paragraphs_of(body, rng) if len(line) > 100][:60]
        yield _article("ukraine-pages", match[1].strip() if match else "", lines)


def _article(outlet: str, title: str, paragraphs: list[str]) -> Article:
    return {"outlet": outlet, "title": " ".join(title.split()), "text": "\n".join(paragraphs)}
