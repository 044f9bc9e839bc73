"""Keyphrases of an article: what it is about in its own words, for topics of the day that no code list has.

Unsupervised, after YAKE (Campos et al. 2020): candidates are runs of words that hold no stop word and no punctuation;
a word scores by how often, how early, how spread and how capitalised it stands, and how rare its company is; a phrase
by its words and its own frequency.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from math import log, sqrt
from typing import ClassVar

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.annotator import Annotator, Json, Tables
from pipelines.enrich.topics.stopwords import STOP_WORDS

MAX_PHRASES = 10
"""Keyphrases that an article is given."""

MAX_WORDS = 4
"""Words in a phrase."""

MAX_READ_CHARS = 30_000
"""Characters of an article that are read: about 5,000 words."""

MIN_WORDS = 8
"""Words below which a text has nothing to summarise."""

MIN_WORD_CHARS = 3
SINGLE_WORD_FACTOR = 0.55
"""A single word says less than a phrase that holds it."""

CAPITAL_FACTOR = 1.35
"""Names are what articles are about more often than common nouns are."""

_WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
_LINK = re.compile(r"[ \u00a0]")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s|\n")


@dataclass(slots=True)
class _Phrase:
    """A candidate: its words, and every place and spelling it was seen in."""

    words: tuple[str, ...]
    spans: list[tuple[int, int]] = field(default_factory=list)


class KeyphraseExtractor(Annotator):
    """Gives each article up to ten keyphrases, in the article's own spelling, best first."""

    name: ClassVar[str] = "keyphrases-yake"
    version: ClassVar[str] = "1"
    table: ClassVar[str] = "core.article_keyphrases"

    def config(self) -> dict[str, Json]:
        """The number of phrases an article."""
        return {"max_phrases": MAX_PHRASES}

    def predict(self, batch: Tables) -> pa.Table:
        """Rows of `core.article_keyphrases` in the order of the articles, best phrase first."""
        annotator_id = self.annotator_id
        articles = batch["core.articles"].select(["article_id", "text"]).to_pydict()
        rows = [
            {
                "article_id": article_id,
                "keyphrase": text[start:end],
                "score": score,
                "rank": rank,
                "start_char": start,
                "end_char": end,
                "annotator_id": annotator_id,
            }
            for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
            for rank, (start, end, score) in enumerate(keyphrases(text), 1)
        ]
        return CONTRACTS[self.table].from_rows(rows)


def keyphrases(text: str) -> list[tuple[int, int, float]]:
    """Best phrases of a text as `(start, end, score)` of their first occurrence, best first.

    Scores are 0 to 1, relative to the text's best phrase. Spellings that differ only in case are one phrase.
    """
    text = text[:MAX_READ_CHARS]
    tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    if len(tokens) < MIN_WORDS:
        return []
    weights = _word_weights(text, tokens)
    scored = [(phrase, _score(text, phrase, weights)) for phrase in _candidates(text, tokens).values()]
    scored.sort(key=lambda item: (-item[1], item[0].spans[0]))
    chosen: list[tuple[_Phrase, float]] = []
    for phrase, score in scored:
        if score > 0 and not any(_overlaps(phrase.words, other.words) for other, _ in chosen):
            chosen.append((phrase, score))
            if len(chosen) == MAX_PHRASES:
                break
    best = chosen[0][1] if chosen else 1.0
    return [(*_first_span(text, phrase), round(score / best, 4)) for phrase, score in chosen]


def _word_weights(text: str, tokens: list[tuple[str, int, int]]) -> dict[str, float]:
    """How much each content word tells of the text."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    count: dict[str, int] = defaultdict(int)
    capitals: dict[str, int] = defaultdict(int)
    sentences: dict[str, set[int]] = defaultdict(set)
    first: dict[str, int] = {}
    sentence, is_opening = 0, True
    for word, start, _ in tokens:
        while sentence < len(ends) and ends[sentence] <= start:
            sentence += 1
            is_opening = True
        key = word.lower()
        if _is_content(key):
            count[key] += 1
            sentences[key].add(sentence)
            first.setdefault(key, sentence)
            if word[0].isupper() and not is_opening:
                capitals[key] += 1
        is_opening = False
    total = len(ends) + 1
    return {
        key: log(1 + n)
        * (1 + len(sentences[key]) / total)
        * (CAPITAL_FACTOR if capitals[key] * 2 >= n else 1.0)
        / log(3 + first[key])
        for key, n in count.items()
    }


def _is_content(key: str) -> bool:
    return len(key) >= MIN_WORD_CHARS and not key[0].isdigit() and key not in STOP_WORDS


def _candidates(text: str, tokens: list[tuple[str, int, int]]) -> dict[tuple[str, ...], _Phrase]:
    """Runs of content words, and the runs within them, of at most `MAX_WORDS`."""
    found: dict[tuple[str, ...], _Phrase] = {}
    run: list[tuple[str, int, int]] = []
    for word, start, end in tokens:
        key = word.lower()
        if run and not (start == run[-1][2] + 1 and _LINK.match(text, run[-1][2])):
            run = []
        if not _is_content(key):
            run = []
            continue
        run = [*run[-(MAX_WORDS - 1) :], (key, start, end)]
        for length in range(1, len(run) + 1):
            words = tuple(part[0] for part in run[-length:])
            phrase = found.get(words)
            if phrase is None:
                phrase = found[words] = _Phrase(words)
            phrase.spans.append((run[-length][1], end))
    return found


def _score(text: str, phrase: _Phrase, weights: dict[str, float]) -> float:
    """Mean weight of the words, raised when the phrase as such comes back."""
    mean = sum(weights[word] for word in phrase.words) / len(phrase.words)
    times = len(phrase.spans)
    start, end = phrase.spans[0]
    if len(phrase.words) == 1:
        return mean * SINGLE_WORD_FACTOR * sqrt(min(times, 4))
    is_name = all(part[:1].isupper() for part in text[start:end].split())
    if times == 1 and not is_name and len(phrase.words) > 2:
        return mean * 0.5
    return mean * (1 + log(times)) * (0.8 if times == 1 else 1.0)


def _overlaps(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True when one phrase holds the other or they share most of their words."""
    shared = len(set(words) & set(other))
    return shared * 2 > min(len(words), len(other))


def _first_span(text: str, phrase: _Phrase) -> tuple[int, int]:
    """The first place where the phrase stands in its most frequent spelling."""
    spellings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in phrase.spans:
        spellings[text[start:end]].append((start, end))
    return max(spellings.values(), key=len)[0]
