"""Phrases of a batch of texts: runs of content words, how often each stands, and how much it tells of its text."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.topics.hashing import Ints
from pipelines.enrich.topics.words import Words

MAX_WORDS = 4
"""Words in a phrase."""

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

STEP = np.uint64(0xC2B2AE3D27D4EB4F)
"""An odd number by which hashes of words are chained to the hash of a phrase."""

Floats = npt.NDArray[np.float64]


class Grams(NamedTuple):
    """The phrases of one length, in all texts.

    Attributes:
        places: Numbers of the words at which a phrase stands, in order.
        phrase: Number of the distinct phrase at each place; a phrase belongs to one text.
        first: Per distinct phrase, the number of the word where it first stands.
        times: Per distinct phrase, how often it stands.
    """

    places: Ints
    phrase: Ints
    first: Ints
    times: Ints


def grams_of(words: Words) -> list[Grams]:
    """Phrases of one to `MAX_WORDS` words inside runs of content words."""
    found = []
    hashes = words.text.astype(np.uint64)
    for length in range(1, MAX_WORDS + 1):
        size = max(0, words.run.size - length + 1)
        hashes = hashes[:size] * STEP + words.key[length - 1 : length - 1 + size]
        places = np.flatnonzero((words.run[:size] > 0) & (words.run[:size] == words.run[length - 1 :][:size]))
        _, first, phrase, count = np.unique(hashes[places], return_index=True, return_inverse=True, return_counts=True)
        found.append(Grams(places, phrase, places[first], count))
    return found


def _word_weights(words: Words, singles: Grams) -> Floats:
    """How much each distinct content word tells of its text."""
    places, word, count = singles.places, singles.phrase, singles.times
    is_new = np.unique(word * (words.sentence.max() + 1) + words.sentence[places], return_index=True)[1]
    spread = np.bincount(word[is_new], minlength=count.size)
    capitals = np.bincount(word, words.is_capital[places], count.size)
    is_last = np.append(np.diff(words.text) != 0, True)
    sentences = np.zeros(words.text[-1] + 1)
    sentences[words.text[is_last]] = words.sentence[is_last] + 1
    return (
        np.log(1 + count)
        * (1 + spread / sentences[words.text[singles.first]])
        * np.where(capitals * 2 >= count, CAPITAL_FACTOR, 1.0)
        / np.log(3 + words.sentence[singles.first])
    )


class Candidates(NamedTuple):
    """Phrases of all lengths that may be chosen, those of a text together, best first.

    Attributes:
        text: Number of the text.
        length: Words in the phrase.
        phrase: Number of the distinct phrase among those of its length.
        members: Numbers of its distinct words, padded and with repetitions as -1; one row per phrase.
        score: Its score.
    """

    text: Ints
    length: Ints
    phrase: Ints
    members: Ints
    score: Floats


def candidates_of(words: Words, grams: Sequence[Grams]) -> Candidates:
    """The phrases that may be chosen: those that come back, stand in the opening, or open with a capital."""
    weights = _word_weights(words, grams[0])
    word_at = np.full(words.text.size + MAX_WORDS, -1)
    word_at[grams[0].places] = grams[0].phrase
    parts = []
    for index, phrases in enumerate(grams):
        length = index + 1
        members = word_at[phrases.first[:, None] + np.arange(MAX_WORDS)]
        members[:, length:] = -1
        score = _scores(words, phrases, weights[members[:, :length]], _holders(words, grams, index))
        keep = (
            (phrases.times > 1) | (words.position[phrases.first] < LEAD_WORDS) | words.is_capital[phrases.first]
        ).nonzero()[0]
        for later in range(1, length):
            repeats = (members[:, :later] == members[:, later : later + 1]).any(1)
            members[repeats, later] = -1
        parts.append((phrases.first[keep], np.full(keep.size, length), keep, members[keep], score[keep]))
    first, lengths, phrase, members, score = map(np.concatenate, zip(*parts, strict=True))
    order = np.lexsort((lengths, first, -score, words.text[first]))
    return Candidates(words.text[first][order], lengths[order], phrase[order], members[order], score[order])


def _holders(words: Words, grams: Sequence[Grams], index: int) -> Ints:
    """Of each phrase of a length, the count of the most frequent phrase, one word longer, that holds it."""
    held = np.zeros(grams[index].times.size, np.int64)
    if index + 1 < len(grams):
        phrase_at = np.full(words.text.size, -1)
        phrase_at[grams[index].places] = grams[index].phrase
        longer = grams[index + 1]
        for shift in (0, 1):
            np.maximum.at(held, phrase_at[longer.first + shift], longer.times)
    return held


def _scores(words: Words, phrases: Grams, weights: Floats, held: Ints) -> Floats:
    """Mean weight of the words, raised when the phrase as such comes back, lowered when it is a piece of a longer one."""
    length = weights.shape[1]
    mean = weights.sum(1) / length
    if length == 1:
        score = mean * SINGLE_WORD_FACTOR * np.sqrt(np.minimum(phrases.times, MAX_COUNTED))
    else:
        is_name = words.is_capital[phrases.first[:, None] + np.arange(length)].all(1)
        is_chance = (phrases.times == 1) & ~is_name
        score = mean * (1 + np.log(phrases.times)) * np.where(is_chance, ONCE_FACTOR ** (length - 1), 1.0)
    pieced: Floats = np.where(held == phrases.times, score * PIECE_FACTOR, score)
    return pieced
