"""Keyphrases of an article: what it is about in its own words, for topics of the day that no code list has.

Unsupervised, after YAKE (Campos et al. 2020): candidates are runs of words that hold no stop word and no punctuation;
a word scores by how often, how early, how spread and how capitalised it stands, and how rare its company is; a phrase
by its words and its own frequency. All articles of a batch are scored at once; no article's phrases depend on another.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar

import numpy as np
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.topics.hashing import Hashes, Ints
from pipelines.enrich.topics.phrases import STEP, Candidates, Grams, candidates_of, grams_of
from pipelines.enrich.topics.stopwords import STOP_WORDS
from pipelines.enrich.topics.words import Bools, Words, code_points, hashes, hashes_of, words_of
from pipelines.worker import Annotator, Json, Tables

MAX_PHRASES = 10
"""Keyphrases that an article is given."""

MAX_READ_CHARS = 30_000
"""Characters of an article that are read: about 5,000 words."""

BATCH_CHARS = 400_000
"""Characters of articles that are scored at once, which bounds memory."""

MIN_WORDS = 8
"""Words below which a text has nothing to summarise."""

MIN_SCORE = 0.0001

Phrase = tuple[int, int, float]


class KeyphraseExtractor(Annotator):
    """Gives each article up to ten keyphrases, in the article's own spelling, best first."""

    name: ClassVar[str] = "keyphrases-yake"
    version: ClassVar[str] = "3"
    table: ClassVar[str] = "core.article_keyphrases"

    def config(self) -> dict[str, Json]:
        """The number of phrases per article."""
        return {"max_phrases": MAX_PHRASES}

    def predict(self, batch: Tables) -> pa.Table:
        """Rows of `core.article_keyphrases` in the order of the articles, best phrase first."""
        articles = batch["core.articles"]
        ids, texts = articles["article_id"].to_pylist(), articles["text"].to_pylist()
        rows = [
            (article_id, text[start:end], score, rank, start, end)
            for article_id, text, found in zip(ids, texts, keyphrases_of(texts), strict=True)
            for rank, (start, end, score) in enumerate(found, 1)
        ]
        columns = zip(*rows, strict=True) if rows else [()] * 6
        names = ("article_id", "keyphrase", "score", "rank", "start_char", "end_char")
        table = pa.table(dict(zip(names, map(list, columns), strict=True)))
        return CONTRACTS[self.table].conform(
            table.append_column("annotator_id", pa.array([self.annotator_id] * len(rows), pa.string()))
        )


def keyphrases(text: str) -> list[Phrase]:
    """Best phrases of a text as `(start, end, score)` of their first occurrence, best first.

    Scores are 0 to 1, relative to the text's best phrase. Spellings that differ only in case are one phrase, given in
    its most frequent spelling.
    """
    return next(keyphrases_of([text]))


def keyphrases_of(texts: Sequence[str]) -> Iterator[list[Phrase]]:
    """The keyphrases of each text, see `keyphrases`."""
    read = [text[:MAX_READ_CHARS] for text in texts]
    share = np.cumsum([0, *map(len, read)]) // BATCH_CHARS
    cuts = [0, *(np.flatnonzero(np.diff(share[:-1])) + 1).tolist(), len(read)]
    for first, last in pairwise(cuts):
        yield from _read(read[first:last])


def _read(texts: Sequence[str]) -> list[list[Phrase]]:
    found: list[list[Phrase]] = [[] for _ in texts]
    points = code_points(texts)
    words = words_of(texts, points, _stop_words())
    enough = np.bincount(words.text, minlength=len(texts))[words.text] >= MIN_WORDS
    words = Words._make(column[enough] for column in words)
    if not words.text.size:
        return found
    grams = grams_of(words)
    candidates = candidates_of(words, grams)
    chosen = _choose(candidates)
    text, score = candidates.text[chosen], candidates.score[chosen]
    best = np.maximum.accumulate(np.where(np.diff(text, prepend=-1) != 0, np.arange(text.size), 0))
    relative = np.maximum(MIN_SCORE, np.round(score / score[best], 4))
    starts, ends = _spans(words, points, grams, candidates, chosen)
    for number, start, end, value in zip(text.tolist(), starts, ends, relative.tolist(), strict=True):
        found[number].append((start, end, value))
    return found


@lru_cache(maxsize=1)
def _stop_words() -> Hashes:
    return hashes_of(sorted(STOP_WORDS))


def _choose(candidates: Candidates) -> Ints:
    """The best candidates of each text, none of which holds another or shares most of its words.

    Round by round every text looks at its next best candidate, and takes it unless it overlaps with one taken before.
    """
    first = np.flatnonzero(np.diff(candidates.text, prepend=-1))
    count = np.diff(first, append=candidates.text.size)
    taken = np.full((first.size, MAX_PHRASES), -1)
    size = np.zeros(first.size, np.int64)
    active = np.arange(first.size)
    for rank in range(int(count.max(initial=0))):
        active = active[(count[active] > rank) & (size[active] < MAX_PHRASES)]
        if not active.size:
            break
        some = first[active] + rank
        fits = active[~_overlaps(candidates, some, taken[active])]
        taken[fits, size[fits]] = first[fits] + rank
        size[fits] += 1
    return taken[taken >= 0]


def _overlaps(candidates: Candidates, some: Ints, taken: Ints) -> Bools:
    """True where a phrase and one of those taken hold one another or share most of their words."""
    mine, theirs = candidates.members[some], candidates.members[taken]
    shared = ((mine[:, None, :, None] == theirs[:, :, None, :]) & (mine >= 0)[:, None, :, None]).any(3).sum(2)
    shortest = np.minimum(candidates.length[some][:, None], candidates.length[taken])
    overlaps: Bools = ((shared * 2 > shortest) & (taken >= 0)).any(1)
    return overlaps


def _spans(
    words: Words, points: Ints, grams: Sequence[Grams], candidates: Candidates, chosen: Ints
) -> tuple[list[int], list[int]]:
    """Return where each chosen phrase first stands in its most frequent spelling."""
    rows, starts, ends = [], [], []
    for index, phrases in enumerate(grams):
        row_of = np.full(phrases.times.size, -1)
        is_length = np.flatnonzero(candidates.length[chosen] == index + 1)
        row_of[candidates.phrase[chosen[is_length]]] = is_length
        row = row_of[phrases.phrase]
        places = phrases.places[row >= 0]
        rows.append(row[row >= 0])
        starts.append((words.start + words.base)[places])
        ends.append((words.end + words.base)[places + index])
    row, start, end = map(np.concatenate, (rows, starts, ends))
    spelling = hashes(points, start, end) + row.astype(np.uint64) * STEP
    order = np.lexsort((start, row))
    _, first, count = np.unique(spelling[order], return_index=True, return_counts=True)
    first = order[first]
    best = first[np.lexsort((start[first], -count, row[first]))]
    best = best[np.diff(row[best], prepend=-1) != 0]
    base = words.base[np.searchsorted(words.text, candidates.text[chosen])]
    return (start[best] - base).tolist(), (end[best] - base).tolist()
