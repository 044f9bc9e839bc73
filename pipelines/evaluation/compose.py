"""Test dumps with known boundaries, composed from a user's own articles.

    python -m pipelines.evaluation.compose articles.jsonl dumps.jsonl --dumps 40 --seed 7

`articles.jsonl` has one article per line: `{"title": ..., "text": ...}`, paragraphs of the text on lines of their own; a line
that begins with `### ` is a sub-heading. Measure with `dateline evaluate segmentation dumps.jsonl`.
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.evaluation.gold import GoldError, read_gold_jsonl
from pipelines.segment.sentences import sentence_spans

LAYOUTS = ("headlines", "bodies", "blank_lines", "rich", "decks", "mixed")
SUBHEADING_MARK = "### "
MAX_ARTICLES = 200_000
MAX_PARAGRAPHS = 60  # of one article; longer ones are cut, so that a dump is not one essay
MAX_COSINE = 0.8  # articles nearer than this are versions of one another and no neighbours
_HASH_DIMS = 512
_RESIDUE_BETWEEN, _RESIDUE_INSIDE = 0.5, 0.05  # share of gaps between and inside articles that hold residue

RESIDUE = (
    "Advertisement", "ADVERTISEMENT", "Read more", "Read more: What we know so far", "Share", "Share this article", "Related articles",
    "Sign up for our newsletter", "Subscribe now for unlimited access", "Follow us on Telegram", "We use cookies to improve your experience.",
    "This site uses cookies. By continuing to browse you agree to our use of cookies.", "Story continues below advertisement",
    "Photo: Getty Images", "Image source, Reuters", "Getty Images", "File photo", "© 2025 All rights reserved", "All rights reserved.",
    "Home > News > World", "Most read", "Comments", "Click here to read the full story", "Skip to main content", "Watch: Scenes from the capital",
    "Tags: politics, economy", "Print this page", "Recommended for you", "Article continues after this ad", "Join our WhatsApp channel",
    "Copyright 2025 The News Company. This material may not be published, broadcast or rewritten.", "Listen 4 min", "3 min read", "Continue reading",
)  # fmt: skip
SUBHEADINGS = (
    "Background", "What happens next", "Why it matters", "A long road ahead", "Reaction", "What we know", "‘No choice’", "Rising costs", "The response",
    "How it began", "Mounting pressure", "Next steps", "A divided house", "Warnings ignored", "The wider picture", "‘We heard a blast’", "Key questions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """An article to compose with: headline (may be empty) and paragraphs, sub-headings still marked."""

    title: str
    paragraphs: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Dump:
    """A composed dump: its text, and where its articles stand."""

    layout: str
    text: str
    spans: tuple[tuple[int, int], ...]


def read_sources(path: Path) -> list[Source]:
    """The articles of a JSONL file.

    Raises:
        GoldError: If a line is no JSON object with a `text`, naming the file and the line.
    """
    sources: list[Source] = []
    for number, row in read_gold_jsonl(path):
        if not isinstance(row.get("text"), str):
            raise GoldError(path, 'expected {"title": ..., "text": ...}', place=f"line {number}")
        paragraphs = tuple(" ".join(p.split()) for p in row["text"].split("\n") if p.strip())
        if paragraphs and len(sources) < MAX_ARTICLES:
            sources.append(
                Source(" ".join(str(row.get("title") or "").split()), paragraphs, str(row.get("outlet") or ""))
            )
    if len(sources) < 2:
        raise GoldError(path, f"expected at least two articles to compose a dump, found {len(sources)}")
    return sources


def compose(
    articles: Path,
    out: Path,
    *,
    dumps: int = 40,
    layouts: Sequence[str] = LAYOUTS,
    articles_per_dump: tuple[int, int] = (4, 20),
    same_story: float = 0.5,
    seed: int = 0,
) -> int:
    """Write dumps composed from `articles` to `out` in the gold format of segmentation; the same seed, the same dumps.

    Args:
        articles: JSONL of articles.
        out: JSONL to write: id, layout, text, boundaries, articles.
        dumps: How many dumps.
        layouts: Layouts to take in turn, of `LAYOUTS`.
        articles_per_dump: Fewest and most articles of a dump.
        same_story: Share of dumps whose neighbours are about the same things.
        seed: Of the random choices.

    Returns:
        How many dumps were written.
    """
    unknown = set(layouts) - set(LAYOUTS)
    if unknown:
        raise ValueError(f"unknown layouts {sorted(unknown)}; known: {', '.join(LAYOUTS)}")
    rng = random.Random(seed)  # noqa: S311 composes test data
    sources = read_sources(articles)
    near = Neighbours(sources)
    with out.open("w", encoding="utf-8") as file:
        for number in range(dumps):
            count = min(rng.randint(*articles_per_dump), len(sources))
            chosen = near.story(rng, count) if rng.random() < same_story else rng.sample(range(len(sources)), count)
            dump = composed([sources[i] for i in chosen], layouts[number % len(layouts)], rng)
            row = {
                "id": f"{dump.layout}-{number}", "layout": dump.layout, "text": dump.text, "boundaries": [s for s, _ in dump.spans],
                "articles": [{"start": s, "end": e} for s, e in dump.spans],
            }  # fmt: skip
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return dumps


class Neighbours:
    """Articles about the same things, by the cosine of hashed, idf-weighted words."""

    def __init__(self, sources: Sequence[Source]) -> None:
        words = [set(re.findall(r"[^\W\d_]{4,}", " ".join((s.title, *s.paragraphs[:8])).lower())) for s in sources]
        counts: dict[str, int] = {}
        for bag in words:
            for word in bag:
                counts[word] = counts.get(word, 0) + 1
        self._vectors: npt.NDArray[np.float32] = np.zeros((len(sources), _HASH_DIMS), np.float32)
        for i, bag in enumerate(words):
            for word in sorted(bag):
                key = random.Random(word).getrandbits(20)  # noqa: S311 a hash that is the same in every process
                weight = np.log(len(sources) / counts[word]) ** 2
                self._vectors[i, key % _HASH_DIMS] += weight if key >> 19 else -weight
        self._vectors /= np.maximum(np.linalg.norm(self._vectors, axis=1, keepdims=True), 1e-6)

    def story(self, rng: random.Random, count: int, *, tries: int = 1) -> list[int]:
        """`count` articles near a random one, in random order, without versions of one another.

        Args:
            rng: Random choices.
            count: How many articles.
            tries: Of so many random articles, the one with the nearest neighbours is taken.
        """
        seeds = [rng.randrange(len(self._vectors)) for _ in range(tries)]
        seed = max(seeds, key=lambda i: self._nearness(i, count)) if tries > 1 else seeds[0]
        chosen: list[int] = []
        for i in np.argsort(-(self._vectors @ self._vectors[seed]), kind="stable"):
            if all(float(self._vectors[i] @ self._vectors[j]) < MAX_COSINE for j in chosen):
                chosen.append(int(i))
            if len(chosen) == count:
                break
        rng.shuffle(chosen)
        return chosen

    def _nearness(self, i: int, count: int) -> float:
        return float(np.sort(self._vectors @ self._vectors[i])[-count - 1 : -1].mean())


def composed(sources: Sequence[Source], layout: str, rng: random.Random, *, residue: Sequence[str] = RESIDUE) -> Dump:
    """One dump of `sources`, one after the other, in one of `LAYOUTS`.

    `headlines`: headline, then paragraphs, no blank lines. `bodies`: paragraphs only, residue between and inside.
    `blank_lines`: a blank line between all lines. `rich`: headline, summary, sub-headings. `decks`: a summary sentence
    without its full stop, then paragraphs. `mixed`: every choice anew for each article.
    """
    blank = {"blank_lines": "all", "mixed": rng.choice(("all", "none", "articles", "some"))}.get(layout, "none")
    has_residue = layout == "bodies" or (layout == "mixed" and rng.random() < 0.5)
    rows: list[tuple[str, int, bool]] = []  # text, article, blank line above
    for k, source in enumerate(sources):
        if k and has_residue and rng.random() < _RESIDUE_BETWEEN:
            rows += [(rng.choice(residue), -1, False) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        for j, line in enumerate(_article_lines(source, layout, rng)):
            if j and has_residue and rng.random() < _RESIDUE_INSIDE:
                rows.append((rng.choice(residue), -1, False))
            above = blank == "all" or (blank == "articles" and j == 0) or (blank == "some" and rng.random() < 0.3)
            rows.append((line, k, above))
    return _written(rows, layout, blank_all=blank == "all", count=len(sources))


def _written(rows: Sequence[tuple[str, int, bool]], layout: str, *, blank_all: bool, count: int) -> Dump:
    pieces: list[str] = []
    starts, ends = [-1] * count, [0] * count
    offset = 0
    for text, article, above in rows:
        gap = "" if not pieces else "\n\n" if above or blank_all else "\n"
        offset += len(gap)
        if article >= 0:
            starts[article] = offset if starts[article] < 0 else starts[article]
            ends[article] = offset + len(text)
        pieces += [gap, text]
        offset += len(text)
    return Dump(layout, "".join(pieces), tuple(zip(starts, ends, strict=True)))


def _article_lines(source: Source, layout: str, rng: random.Random) -> list[str]:
    paragraphs = source.paragraphs[:MAX_PARAGRAPHS]
    plain = [p for p in paragraphs if not p.startswith(SUBHEADING_MARK)]
    parts: Callable[[float], bool] = lambda share: rng.random() < share  # noqa: E731
    wants = {
        "headlines": (True, False, False), "bodies": (False, False, False), "blank_lines": (True, False, parts(0.3)),
        "rich": (True, True, True), "decks": (False, True, parts(0.2)), "mixed": (parts(0.6), parts(0.3), parts(0.3)),
    }[layout]  # fmt: skip
    lines = []
    if wants[0] and source.title:
        lines.append(source.title)
    if wants[1] or (wants[0] and not source.title):
        lines.append(deck_of(plain, rng))
    if not wants[2]:
        return lines + plain
    if len(plain) < len(paragraphs):
        return lines + [p.removeprefix(SUBHEADING_MARK) for p in paragraphs]
    step = rng.randint(3, 7)
    for i, paragraph in enumerate(plain):
        if i and i % step == 0 and i < len(plain) - 1:
            lines.append(subheading_of(plain[i:], rng))
        lines.append(paragraph)
    return lines


def deck_of(paragraphs: Sequence[str], rng: random.Random) -> str:
    """A summary line: a sentence of the opening paragraphs, at most 30 words, without its full stop."""
    head = " ".join(paragraphs[:4])[:1500]
    sentences = [head[s:e] for s, e in sentence_spans(head)]
    fitting = [s for s in sentences if 6 <= len(s.split()) <= 30 and s[0] not in "\"“'‘"] or sentences[:1]
    return re.sub(r"[.!]+[\"”']?$", "", " ".join(rng.choice(fitting).split()[:30]))


def subheading_of(paragraphs: Sequence[str], rng: random.Random) -> str:
    """A short line such as stands between the parts of an article: words of the paragraph below, or a stock phrase."""
    words = paragraphs[0].split()
    if len(words) < 8 or rng.random() < 0.4:
        return rng.choice(SUBHEADINGS)
    quoted = re.search(r"[“\"]([^”\"]{8,40})[”\"]", paragraphs[0])
    if quoted and rng.random() < 0.6:
        return f"‘{quoted[1].rstrip('.,!')}’"
    start = rng.randrange(max(1, len(words) - 6))
    piece = " ".join(words[start : start + rng.randint(2, 6)]).strip(".,;:'\"“”‘’()-–— ")
    return piece[:1].upper() + piece[1:] if piece else "Background"


def main() -> None:
    """The command line of the composer."""
    parser = argparse.ArgumentParser(description="Compose test dumps from a JSONL of articles.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dumps", type=int, default=40)
    parser.add_argument("--layouts", nargs="*", default=list(LAYOUTS), choices=LAYOUTS)
    parser.add_argument("--same-story", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    compose(
        given.articles,
        given.out,
        dumps=given.dumps,
        layouts=given.layouts,
        same_story=given.same_story,
        seed=given.seed,
    )


if __name__ == "__main__":
    main()
