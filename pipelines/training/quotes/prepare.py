"""Writes marked articles as the arrays that the network is trained on.

python -m pipelines.training.quotes.prepare GOLD_FOLDER OUT.npz
"""

import sys
from pathlib import Path

import numpy as np

from pipelines.contracts import CONTRACTS
from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.entities.named import NamedEntityReader
from pipelines.enrich.quotes import tags
from pipelines.enrich.quotes.features import looks_of, words_of
from pipelines.enrich.quotes.marks import quoted_stretches
from pipelines.enrich.quotes.passages import passages
from pipelines.evaluation.quotes_gold import GoldText, Spans, read_quotes
from pipelines.segment import SentenceSplitter
from pipelines.worker import MODELS, rows_by_article

ARRAYS = ("first_pieces", "last_pieces", "shapes", "states", "names", "begins", "starts", "ends")
BATCH = 32


def main(gold: Path, out: Path) -> None:
    """Write the words of every passage, their tags, and which article each passage is of."""
    texts = read_quotes(gold)
    tokens = TokenEncoder(MODELS / "entities" / "tokeniser.json", max_tokens=4096)
    columns: dict[str, list[np.ndarray]] = {name: [] for name in (*ARRAYS, "tags")}
    lengths, articles = [], []
    reader, splitter = NamedEntityReader(threads=1), SentenceSplitter()
    misses = total = 0
    for begin in range(0, len(texts), BATCH):
        part = texts[begin : begin + BATCH]
        table = CONTRACTS["core.articles"].from_rows(
            [
                {
                    "article_id": str(number),
                    "title": None,
                    "text": text.text,
                    "is_title_in_text": True,
                    "word_count": 0,
                    "published_basis": "none",
                    "annotator_id": "gold",
                }
                for number, text in enumerate(part)
            ]
        )
        sentences = splitter.predict({"core.articles": table})
        mentions = rows_by_article(reader.predict({"core.articles": table, "core.sentences": sentences}))
        by_article = rows_by_article(sentences)
        for number, text in enumerate(part):
            spans = passages(text.text, [(r["start_char"], r["end_char"]) for r in by_article.get(str(number), [])])
            named = [(r["start_char"], r["end_char"], r["entity_type"]) for r in mentions.get(str(number), [])]
            looks = looks_of(text.text, quoted_stretches(text.text), named)
            char_tags, missed, linked = tags_of(text)
            misses, total = misses + missed, total + linked
            for (start, _), tokenised in zip(spans, tokens.encode([text.text[a:b] for a, b in spans]), strict=True):
                words = words_of(start, tokenised, looks)
                for name, array in words._asdict().items():
                    columns[name].append(array)
                columns["tags"].append(word_tags(words.starts, words.ends, char_tags))
                lengths.append(len(words))
                articles.append(begin + number)
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
    """On which side the nearest own cue stands, and whether it is the nearest of all on that side."""
    if not own:
        return tags.NOWHERE, True
    before = max((b for a, b in own if b <= start), default=-1)
    after = min((a for a, b in own if a >= end), default=1 << 60)
    side = tags.BEFORE if start - before <= after - end and before >= 0 else tags.AFTER
    if before < 0 and after == 1 << 60:
        return tags.BEFORE, False
    if side == tags.BEFORE:
        nearest = max((c for c in cues if c[1] <= start), key=lambda c: c[1])
    else:
        nearest = min((c for c in cues if c[0] >= end), key=lambda c: c[0])
    if nearest[2] != number:  # the other side may link rightly
        if (
            side == tags.BEFORE
            and after < 1 << 60
            and min((c for c in cues if c[0] >= end), key=lambda c: c[0])[2] == number
        ):
            return tags.AFTER, True
        if (
            side == tags.AFTER
            and before >= 0
            and max((c for c in cues if c[1] <= start), key=lambda c: c[1])[2] == number
        ):
            return tags.BEFORE, True
    return side, nearest[2] == number


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
