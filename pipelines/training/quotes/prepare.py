"""Writes marked articles as the arrays that the network is trained on.

python -m pipelines.training.quotes.prepare GOLD_FOLDER OUT.npz
"""

import sys
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


def main(gold: Path, out: Path) -> None:
    """Write the words of every passage, their tags, and which article each passage is of."""
    texts = read_quotes(gold)
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
    main(Path(sys.argv[1]), Path(sys.argv[2]))
