"""The words of a batch of texts as arrays: where they stand, which are the same, which sentence and run they are in.

Everything is computed over the code points of all texts at once. Words are compared by 64-bit hashes; two of an article's
words share one by chance in fewer than one article in a million million.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.topics.hashing import Hashes, Ints, stretch_hashes

Bools = npt.NDArray[np.bool_]

MIN_WORD_CHARS = 3
"""Characters below which a word is no content word."""

_TABLE_SIZE = 0x20000
"""Code points of the two planes that hold all scripts; beyond them stand rare ideographs and symbols."""

_SEED = 20_240_229
_JOINERS = "'’-."
_LINKS = " \u00a0"
_SENTENCE_ENDS = ".!?\n"
_PAD = "\n\n\n"
"""What stands between two texts: breaks every word, and lets each character look two ahead."""


class Words(NamedTuple):
    """The words of all texts of a batch, in order; one element per word.

    Attributes:
        text: Number of the text that the word is in.
        position: Number of the word in its text, from 0.
        start, end: Offsets in the text.
        base: Where the text starts in the code points of the batch.
        key: Hash of the word in lower case.
        run: Number of the run of content words, linked by single spaces, that it is in; 0 for a word that is in none.
        sentence: Number of the sentence in its text, from 0.
        is_capital: True for a word that is capitalised where no sentence opens.
    """

    text: Ints
    position: Ints
    start: Ints
    end: Ints
    base: Ints
    key: Hashes
    run: Ints
    sentence: Ints
    is_capital: Bools


class _Tables(NamedTuple):
    """What each code point below `_TABLE_SIZE` is, as Python's own Unicode tables say."""

    is_letter: Bools
    is_digit: Bools
    is_upper: Bools
    lower: Ints
    code: Hashes


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """Make the tables, once per process."""
    points = np.arange(_TABLE_SIZE)
    characters = points.astype(np.uint32).view("<U1")
    is_letter, is_upper = np.strings.isalnum(characters), np.strings.isupper(characters)
    is_cased = is_letter | is_upper
    lower = points.copy()
    lower[is_cased] = [
        ord(low) if len(low := char.lower()) == 1 else ord(char) for char in characters[is_cased].tolist()
    ]
    return _Tables(
        is_letter=is_letter,
        is_digit=np.strings.isdigit(characters),
        is_upper=is_upper,
        lower=lower,
        code=np.random.default_rng(_SEED).integers(1, 2**64, _TABLE_SIZE, dtype=np.uint64),
    )


def code_points(texts: Sequence[str]) -> Ints:
    """The code points of texts, each followed by a pad; rare ideographs and symbols fall together."""
    joined = "".join(text + _PAD for text in texts).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(joined, np.uint32).astype(np.int64)
    rare = points >= _TABLE_SIZE
    if rare.any():
        distinct, which = np.unique(points[rare], return_inverse=True)
        stands_for = [ord("王") if chr(point).isalnum() else ord("☐") for point in distinct.tolist()]
        points[rare] = np.array(stands_for)[which]
    return points


def hashes(points: Ints, starts: Ints, ends: Ints) -> Hashes:
    """Hashes of the stretches `points[starts:ends]`."""
    return stretch_hashes(_tables().code.take(points), starts, ends)


def hashes_of(words: Sequence[str]) -> Hashes:
    """The `key` of each of some words in lower case."""
    sizes = np.array([len(word) for word in words])
    starts = np.cumsum(sizes + len(_PAD)) - sizes - len(_PAD)
    return hashes(code_points(words), starts, starts + sizes)


def words_of(texts: Sequence[str], points: Ints, stop_words: Hashes) -> Words:
    """The words of texts.

    A word is a stretch of letters and digits, with apostrophes, hyphens and full stops inside it; a possessive `'s` is no
    part of it. Content words have three characters or more, open with no digit, and are no stop words.

    Args:
        texts: The texts.
        points: Their `code_points`.
        stop_words: Keys of the stop words.
    """
    tables = _tables()
    offsets = np.fromiter(accumulate((len(text) + len(_PAD) for text in texts), initial=0), np.int64, len(texts) + 1)
    starts, ends = _stretches(points, tables.is_letter.take(points))
    text = np.searchsorted(offsets, starts, side="right") - 1
    number = np.arange(starts.size)
    is_first = np.diff(text, prepend=-1) != 0
    first = np.maximum.accumulate(np.where(is_first, number, 0))
    gap = np.where(is_first, 0, starts - np.append(0, ends)[: starts.size])
    marks = np.append(np.flatnonzero(_is_one_of(points, _SENTENCE_ENDS)), points.size)
    has_end = (gap > 1) & (marks[np.searchsorted(marks, starts - gap)] < starts)
    key = hashes(tables.lower.take(points), starts, ends)
    opening = points.take(starts)
    is_content = (ends - starts >= MIN_WORD_CHARS) & ~np.isin(key, stop_words) & ~tables.is_digit.take(opening)
    is_linked = (gap == 1) & _is_one_of(points[starts - 1], _LINKS) & np.append(False, is_content)[: starts.size]
    sentence = np.cumsum(has_end)
    return Words(
        text=text,
        position=number - first,
        start=starts - offsets[text],
        end=ends - offsets[text],
        base=offsets[text],
        key=key,
        run=np.where(is_content, np.cumsum(is_content & ~is_linked), 0),
        sentence=sentence - sentence[first],
        is_capital=~is_first & ~has_end & tables.is_upper.take(opening),
    )


def _stretches(points: Ints, is_letter: Bools) -> tuple[Ints, Ints]:
    """Where words start and end."""
    joins = np.flatnonzero(_is_one_of(points, _JOINERS))
    joins = joins[(joins > 0) & (joins < points.size - len(_PAD))]
    after = joins + 2
    is_possessive = (points[joins + 1] == ord("s")) & ~is_letter[after] & (points[after] != ord("_"))
    joins = joins[is_letter[joins - 1] & is_letter[joins + 1] & ~is_possessive]
    in_word = np.zeros(points.size + 2, np.bool_)
    in_word[1:-1] = is_letter
    in_word[joins + 1] = True
    edges = np.flatnonzero(in_word[1:] != in_word[:-1])
    return edges[::2], edges[1::2]


def _is_one_of(points: Ints, characters: str) -> Bools:
    found: Bools = points == ord(characters[0])
    for character in characters[1:]:
        found |= points == ord(character)
    return found
