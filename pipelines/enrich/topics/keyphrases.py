"""Keyphrases of an article: what it is about in its own words, for topics of the day that no code list has.

Unsupervised, after YAKE (Campos et al. 2020): candidates are runs of words that hold no stop word and no punctuation;
a word scores by how often, how early, how spread and how capitalised it stands, and how rare its company is; a phrase
by its words and its own frequency.
"""

import re
from collections import Counter
from math import log, sqrt
from typing import ClassVar, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.topics.stopwords import STOP_WORDS
from pipelines.worker import Annotator, Json, Tables

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

ONCE_FACTOR = 0.7
"""Factor a further word for a phrase that is no name and stands once: chance neighbours look like that."""

PIECE_FACTOR = 0.5
"""Factor for a phrase that only ever stands inside one longer phrase."""

MAX_COUNTED = 6
"""Repetitions of a single word that count."""

LEAD_WORDS = 150
"""Words of the opening from which also phrases that stand once and are no names are taken."""

MIN_SCORE = 0.0001

_WORD = re.compile(r"[^\W_]+(?:['’\-.](?!s\b)[^\W_]+)*")
_LINKS = frozenset((" ", "\u00a0"))
_SENTENCE_END = re.compile(r"[.!?\n]")


Gram = tuple[str, ...]


class _Candidate(NamedTuple):
    """A phrase: its words in lower case, the tokens where it first stands, and how often it stands (`times`)."""

    words: Gram
    first: int
    times: int


class KeyphraseExtractor(Annotator):
    """Gives each article up to ten keyphrases, in the article's own spelling, best first."""

    name: ClassVar[str] = "keyphrases-yake"
    version: ClassVar[str] = "2"
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

    Scores are 0 to 1, relative to the text's best phrase. Spellings that differ only in case are one phrase, given in
    its most frequent spelling.
    """
    tokens = _tokens(text[:MAX_READ_CHARS])
    if len(tokens.keys) < MIN_WORDS:
        return []
    weights = _word_weights(tokens)
    candidates, nested = _candidates(tokens)
    scored = [(candidate, _score(candidate, tokens, weights, nested)) for candidate in candidates]
    scored.sort(key=lambda item: (-item[1], item[0].first))
    chosen: list[tuple[_Candidate, float]] = []
    for candidate, score in scored:
        if len(chosen) == MAX_PHRASES or score <= 0:
            break
        if not any(_overlaps(candidate.words, other.words) for other, _ in chosen):
            chosen.append((candidate, score))
    return [
        (*_first_span(text, tokens, candidate), max(MIN_SCORE, round(score / chosen[0][1], 4)))
        for candidate, score in chosen
    ]


class _Tokens(NamedTuple):
    """A text's words in parallel lists.

    Attributes:
        keys: Lower-case words.
        starts, ends: Offsets.
        runs: Number of the run of content words that a word is in; 0 for a word that belongs to none.
        sentences: Number of the sentence, from 0.
        is_capital: True for a word that is capitalised where no sentence opens.
    """

    keys: list[str]
    starts: list[int]
    ends: list[int]
    runs: list[int]
    sentences: list[int]
    is_capital: list[bool]


def _tokens(text: str) -> _Tokens:
    """The words of a text, with the runs of content words that a single space links."""
    tokens = _Tokens([], [], [], [], [], [])
    run = sentence = previous_end = 0
    was_content = False
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        key = word.lower()
        gap = text[previous_end:start]
        is_opening = not tokens.keys or (len(gap) > 1 and _SENTENCE_END.search(gap) is not None)
        sentence += is_opening and bool(tokens.keys)
        is_content = len(key) >= MIN_WORD_CHARS and key not in STOP_WORDS and not key[0].isdigit()
        if is_content and not (was_content and gap in _LINKS):
            run += 1
        tokens.keys.append(key)
        tokens.starts.append(start)
        tokens.ends.append(end)
        tokens.runs.append(run if is_content else 0)
        tokens.sentences.append(sentence)
        tokens.is_capital.append(not is_opening and word[0].isupper())
        was_content, previous_end = is_content, end
    return tokens


def _word_weights(tokens: _Tokens) -> dict[str, float]:
    """How much each content word tells of the text."""
    content = [index for index, run in enumerate(tokens.runs) if run]
    count = Counter(tokens.keys[index] for index in content)
    capitals = Counter(tokens.keys[index] for index in content if tokens.is_capital[index])
    spread = Counter(key for key, _ in {(tokens.keys[index], tokens.sentences[index]) for index in content})
    first = {tokens.keys[index]: tokens.sentences[index] for index in reversed(content)}
    total = tokens.sentences[-1] + 1
    return {
        key: log(1 + n)
        * (1 + spread[key] / total)
        * (CAPITAL_FACTOR if capitals[key] * 2 >= n else 1.0)
        / log(3 + first[key])
        for key, n in count.items()
    }


def _candidates(tokens: _Tokens) -> tuple[list[_Candidate], dict[Gram, int]]:
    """Phrases of at most `MAX_WORDS`, and of each phrase the count of the most frequent one that holds it."""
    runs = tokens.runs
    counts: dict[Gram, int] = {}
    first: dict[Gram, int] = {}
    nested: dict[Gram, int] = {}
    for length in range(1, MAX_WORDS + 1):
        places = [i for i in range(len(runs) - length + 1) if runs[i] and runs[i] == runs[i + length - 1]]
        grams = [tuple(tokens.keys[i : i + length]) for i in places]
        found = Counter(grams)
        counts.update(found)
        first.update(zip(reversed(grams), reversed(places), strict=True))
        if length > 1:
            for gram, count in found.items():
                for part in (gram[:-1], gram[1:]):
                    nested[part] = max(nested.get(part, 0), count)
    return [
        _Candidate(gram, first[gram], count)
        for gram, count in counts.items()
        if count > 1 or first[gram] < LEAD_WORDS or tokens.is_capital[first[gram]]
    ], nested


def _score(candidate: _Candidate, tokens: _Tokens, weights: dict[str, float], nested: dict[Gram, int]) -> float:
    """Mean weight of the words, raised when the phrase as such comes back, lowered when it is a piece of a longer one."""
    words, first, count = candidate
    mean = sum(weights[word] for word in words) / len(words)
    if len(words) == 1:
        score = mean * SINGLE_WORD_FACTOR * sqrt(min(count, MAX_COUNTED))
    else:
        is_name = all(tokens.is_capital[first : first + len(words)])
        once = 1.0 if is_name else ONCE_FACTOR ** (len(words) - 1)
        score = mean * (1 + log(count)) * (once if count == 1 else 1.0)
    return score * PIECE_FACTOR if nested.get(words, 0) == count else score


def _overlaps(words: Gram, other: Gram) -> bool:
    """True when one phrase holds the other or they share most of their words."""
    shared = len(set(words) & set(other))
    return shared * 2 > min(len(words), len(other))


def _first_span(text: str, tokens: _Tokens, candidate: _Candidate) -> tuple[int, int]:
    """The first place where the phrase stands in its most frequent spelling."""
    length = len(candidate.words)
    spans = [
        (tokens.starts[i], tokens.ends[i + length - 1])
        for i in range(candidate.first, len(tokens.keys) - length + 1)
        if tokens.keys[i] == candidate.words[0]
        and tuple(tokens.keys[i : i + length]) == candidate.words
        and tokens.runs[i] == tokens.runs[i + length - 1] != 0
    ]
    spellings = Counter(text[start:end] for start, end in spans)
    best = spellings.most_common(1)[0][0]
    return next((start, end) for start, end in spans if text[start:end] == best)
