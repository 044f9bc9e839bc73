"""The words of a document's lines, as numbers that arrays can be computed from."""

import re
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MAX_HEAD_CHARS, MAX_TAIL_CHARS = 1_600, 200  # of a line; what stands between is not read, so one huge line costs little
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{1,2}(?!\w))?|\d+(?:[.,]\d+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
WORD, NUMBER, PUNCTUATION = 0, 1, 2
_SENTENCE_MARKS = frozenset('.!?:;“”"«»‘•–—-…(')
NAME_STYLE, NUMBER_STYLE = zlib.crc32(b"<name>"), zlib.crc32(b"<number>")
SHORT_WORD_CHARS = 3  # words up to this long carry no topic


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of all lines, in order.

    Attributes:
        line: Line of each token.
        word: Hash of the lower-cased token, possessive ending left out.
        style: Hash of the token as style sees it: names and numbers are all alike.
        kind: `WORD`, `NUMBER` or `PUNCTUATION`.
        is_capital: Begins with a capital.
        is_initial: Opens a line or a sentence, so that its capital says nothing.
        surface: The token, possessive ending left out.
        first: Index of each line's first token, and the number of tokens at the end.
    """

    line: npt.NDArray[np.int64]
    word: npt.NDArray[np.uint32]
    style: npt.NDArray[np.uint32]
    kind: npt.NDArray[np.int8]
    is_capital: npt.NDArray[np.bool_]
    is_initial: npt.NDArray[np.bool_]
    surface: list[str]
    first: npt.NDArray[np.int64]


def tokens_of(texts: list[str]) -> Tokens:
    """The tokens of `texts`; of very long lines only the beginning and the end."""
    memo: dict[str, tuple[int, int, int, bool, str, bool]] = {}
    line: list[int] = []
    rows: list[tuple[int, int, int, bool, str, bool]] = []
    initial: list[bool] = []
    first = [0]
    for i, text in enumerate(texts):
        read = (
            text
            if len(text) <= MAX_HEAD_CHARS + MAX_TAIL_CHARS
            else f"{text[:MAX_HEAD_CHARS]} {text[-MAX_TAIL_CHARS:]}"
        )
        opens = True
        for token in _TOKEN.findall(read):
            row = memo.get(token)
            if row is None:
                row = memo[token] = _row(token)
            rows.append(row)
            initial.append(opens)
            opens = row[5]
        line += [i] * (len(rows) - first[-1])
        first.append(len(rows))
    word, style, kind, capital, surface, _ = zip(*rows, strict=True) if rows else ((), (), (), (), (), ())
    return Tokens(
        line=np.array(line, np.int64),
        word=np.array(word, np.uint32),
        style=np.array(style, np.uint32),
        kind=np.array(kind, np.int8),
        is_capital=np.array(capital, np.bool_),
        is_initial=np.array(initial, np.bool_),
        surface=list(surface),
        first=np.array(first, np.int64),
    )


def word_hash(word: str) -> int:
    """The number that stands for a lower-cased word, the same in every process."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _row(token: str) -> tuple[int, int, int, bool, str, bool]:
    lower = token.lower()
    if token[0].isdigit():
        return word_hash(lower), NUMBER_STYLE, NUMBER, False, token, False
    if not token[0].isalpha():
        return word_hash(token), word_hash(token), PUNCTUATION, False, token, token in _SENTENCE_MARKS
    surface = _POSSESSIVE.sub("", token)
    capital = token[0].isupper()
    return word_hash(surface.lower()), word_hash(lower), WORD, capital, surface, False
