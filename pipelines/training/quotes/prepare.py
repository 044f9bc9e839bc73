"""Writes articles as the arrays that the network is trained on.

    python -m pipelines.training.quotes.prepare GOLD_FOLDER OUT.npz
    python -m pipelines.training.quotes.prepare ARTICLES.jsonl.gz OUT.npz --articles 2000

The second form takes some articles that nobody marked, for a teacher to mark.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes import tags
from pipelines.enrich.quotes.articles import articles_of, words_of_articles
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.passages import MAX_PASSAGE_TOKENS
from pipelines.enrich.quotes.reader import TOKENISER_FILE
from pipelines.evaluation.quotes import batches
from pipelines.evaluation.quotes_gold import GoldText, Spans, read_quotes
from pipelines.worker import MODELS

MAX_ARTICLE_CHARS = 12_000
"""Of an unmarked article: a long read would crowd out many short items."""


def bodies_of(path: Path) -> Iterator[str]:
    """Yield the texts of a file of news, one article a line with `text` or `paragraphs`."""
    read = gzip.open if path.suffix == ".gz" else open
    with read(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row.get("text") or "\n\n".join(row["paragraphs"])


def unmarked(path: Path, count: int) -> list[GoldText]:
    """Some articles of a file of news, one a line with `text` or `paragraphs`, drawn evenly from the whole of it."""
    every = list(bodies_of(path))
    chosen = np.sort(np.random.default_rng(0).permutation(len(every))[:count])
    bodies = [every[i] for i in chosen]
    return [
        GoldText(f"news_{i}", body[:MAX_ARTICLE_CHARS], ())
        for i, body in zip(chosen, bodies, strict=True)
        if body.strip()
    ]


def main() -> None:
    """Write the words of every passage, their tags, and which article each passage is of."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, help="how many articles of a file of unmarked news to take")
    asked = parser.parse_args()
    out = asked.out
    texts = unmarked(asked.gold, asked.articles) if asked.articles else read_quotes(asked.gold)
    tokens = TokenEncoder(MODELS / TOKENISER_FILE, max_tokens=MAX_PASSAGE_TOKENS)
    columns: dict[str, list[np.ndarray]] = {name: [] for name in (*Words._fields, "tags")}
    lengths, articles = [], []
    misses = total = 0
    read = (found for _, batch in batches(texts) for found in words_of_articles(list(articles_of(batch)), tokens))
    for number, (text, found) in enumerate(zip(texts, read, strict=True)):
        char_tags, missed, linked = tags_of(text)
        misses, total = misses + missed, total + linked
        for words in found:
            for name, array in words._asdict().items():
                columns[name].append(array)
            columns["tags"].append(word_tags(words.starts, words.ends, char_tags))
            lengths.append(len(words))
            articles.append(number)
    np.savez_compressed(
        out,
        lengths=lengths,
        articles=articles,
        names_of=np.array([t.name for t in texts]),
        **{name: np.concatenate(parts) for name, parts in columns.items()},
    )
    print(
        f"{len(texts)} articles, {len(lengths)} passages, {sum(lengths)} words; nearest cue is another: {misses} of {total}"
    )


def tags_of(text: GoldText) -> tuple[list[tuple[int, int, int]], int, int]:
    """The spans with their kind, and how many links to the nearest cue are wrong, of how many."""
    cues = sorted((start, end, number) for number, quote in enumerate(text.quotes) for start, end in quote.cue)
    found = [(start, end, tags.KINDS.index((tags.CUE, tags.NOWHERE))) for start, end, _ in cues]
    misses = total = 0
    for number, quote in enumerate(text.quotes):
        for role, spans in ((tags.SOURCE, quote.source), (tags.CONTENT, quote.content)):
            for start, end in spans:
                side, right = side_of(start, end, quote.cue, cues, number)
                total += 1
                misses += not right
                found.append((start, end, tags.KINDS.index((role, side))))
    return found, misses, total


def side_of(start: int, end: int, own: Spans, cues: list[tuple[int, int, int]], number: int) -> tuple[str, bool]:
    """On which side an own cue stands that is the nearest of all there, else the nearest own one; and whether there is such a cue."""
    if not own:
        return tags.NOWHERE, True
    gaps = {
        tags.BEFORE: min((start - b for a, b in own if b <= start), default=None),
        tags.AFTER: min((a - end for a, b in own if a >= end), default=None),
    }
    sides = sorted((side for side, gap in gaps.items() if gap is not None), key=lambda side: gaps[side])
    nearest = {
        tags.BEFORE: max((c for c in cues if c[1] <= start), key=lambda c: c[1], default=None),
        tags.AFTER: min((c for c in cues if c[0] >= end), key=lambda c: c[0], default=None),
    }
    right = [side for side in sides if nearest[side][2] == number]
    return (*right, *sides, tags.BEFORE)[0], bool(right)


def word_tags(starts: np.ndarray, ends: np.ndarray, spans: list[tuple[int, int, int]]) -> np.ndarray:
    """The tag of each word; where spans overlap, the longer one is written first."""
    result = np.zeros(len(starts), np.int64)
    for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        inside = np.flatnonzero((starts < end) & (ends > start))
        if len(inside):
            result[inside] = tags.inside(kind)
            result[inside[0]] = tags.opening(kind)
    return result


if __name__ == "__main__":
    main()
