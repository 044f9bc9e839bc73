"""Text into the arrays an encoder reads: token ids, word shapes, and where each word stands in the text.

A word is what the tokeniser's pre-tokeniser gives, a run of letters and digits or one punctuation mark; its first token
speaks for it. Offsets are code points of the text as given, whatever the tokeniser normalised (case, accents, controls).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.encoder.session import ModelError
from pipelines.encoder.shapes import char_kinds, has_capital, word_shapes

if TYPE_CHECKING:
    from tokenizers import Encoding

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_SURROGATE = re.compile("[\ud800-\udfff]")
_RUN = re.compile(r"\S+")

CACHED_RUN_CHARS = 32
"""A longer run of characters without a space is markup, an address or another script, and seldom comes again."""

CACHED_RUNS = 1 << 16
"""Runs remembered before the memory is emptied: news uses about 40,000 in a million words; 30 MB at most."""


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """One text as an encoder reads it.

    Attributes:
        ids: Token ids, with the opening and closing marks.
        shapes: The shape class of the word that each token belongs to; 0 for the marks.
        first_tokens: Index of each word's first token.
        starts: First character of each word.
        ends: One past the last character of each word.
        capitals: Whether each word holds a capital, or a letter of a script without case.
    """

    ids: Ints
    shapes: Ints
    first_tokens: Ints
    starts: Ints
    ends: Ints
    capitals: Bools

    def __len__(self) -> int:
        return len(self.ids)


class _Run(NamedTuple):
    """The tokens of characters without a space; positions count from its first token and its first character."""

    ids: list[int]
    shapes: list[int]
    first_tokens: list[int]
    starts: list[int]
    ends: list[int]
    capitals: list[bool]


class TokenEncoder:
    """A `tokenizers` file, applied to batches of texts.

    News repeats its words, so each run of characters without a space is tokenised once and remembered: three times
    the speed of the tokeniser alone.

    Args:
        path: The tokeniser's JSON file.
        max_tokens: Tokens of one text beyond which its rest is not read; cut texts into windows before.

    Raises:
        ModelError: If the file is missing or is not a tokeniser; the message names it.
    """

    def __init__(self, path: Path, *, max_tokens: int = 512) -> None:
        from tokenizers import Tokenizer

        if not path.is_file():
            raise ModelError(f"{path}: tokeniser file is missing; reinstall dateline")
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:
            raise ModelError(f"{path}: not a usable tokeniser ({error}); reinstall dateline") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._max_tokens = max_tokens
        self._opening, self._closing = self._tokenizer.encode("").ids
        self._runs: dict[str, _Run] = {}
        self.vocabulary_size = max(self._tokenizer.get_vocab().values()) + 1

    def ids_of(self, words: Iterable[str]) -> frozenset[int]:
        """The ids of those words that the vocabulary holds whole."""
        ids = (self._tokenizer.token_to_id(word) for word in words)
        return frozenset(i for i in ids if i is not None)

    def encode(self, texts: Sequence[str]) -> list[TokenisedText]:
        """Each text tokenised, in order. Lone surrogates, which no encoder can read, count as spaces."""
        clean = [text if text.isascii() else _SURROGATE.sub(" ", text) for text in texts]
        runs = [[(match.start(), match[0]) for match in _RUN.finditer(text)] for text in clean]
        known = self._known({run for text in runs for _, run in text})
        return [self._tokenised(text, known) for text in runs]

    def _known(self, wanted: set[str]) -> dict[str, _Run]:
        """The tokens of every run wanted; what is short is remembered. Threads may share an encoder: a full memory is left, not emptied."""
        runs = self._runs
        missing = [run for run in wanted if run not in runs]
        if not missing:
            return runs
        encodings = self._tokenizer.encode_batch(missing, add_special_tokens=False)
        made = dict(zip(missing, _runs(missing, encodings), strict=True))
        short = {run: tokens for run, tokens in made.items() if len(run) <= CACHED_RUN_CHARS}
        if len(runs) + len(short) > CACHED_RUNS:
            self._runs = short
        else:
            runs.update(short)
        return made | {run: runs[run] for run in wanted if run not in made}

    def _tokenised(self, runs: Sequence[tuple[int, str]], known: dict[str, _Run]) -> TokenisedText:
        ids, shapes = [self._opening], [0]
        first_tokens: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        capitals: list[bool] = []
        for at, run in runs:
            tokens = known[run]
            base = len(ids)
            if base + len(tokens.ids) >= self._max_tokens:
                break
            ids += tokens.ids
            shapes += tokens.shapes
            if len(tokens.first_tokens) == 1:
                first_tokens.append(base)
                starts.append(at + tokens.starts[0])
                ends.append(at + tokens.ends[0])
            else:
                first_tokens += [base + token for token in tokens.first_tokens]
                starts += [at + start for start in tokens.starts]
                ends += [at + end for end in tokens.ends]
            capitals += tokens.capitals
        ids.append(self._closing)
        shapes.append(0)
        return TokenisedText(
            np.array(ids, dtype=np.int64),
            np.array(shapes, dtype=np.int64),
            np.array(first_tokens, dtype=np.int64),
            np.array(starts, dtype=np.int64),
            np.array(ends, dtype=np.int64),
            np.array(capitals, dtype=bool),
        )


def _runs(texts: Sequence[str], encodings: Sequence["Encoding"]) -> Iterator[_Run]:
    """The tokens of each run with the shapes of its words, which are read in one pass over all runs."""
    sizes = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    at = np.cumsum(sizes) - sizes
    counts = [len(encoding.ids) for encoding in encodings]
    run = np.repeat(np.arange(len(texts)), counts)
    words = np.array([word for encoding in encodings for word in encoding.word_ids], dtype=np.int64)
    spans = np.array([span for encoding in encodings for span in encoding.offsets], dtype=np.int64).reshape(-1, 2)
    first = np.ones(len(words), dtype=bool)
    first[1:] = (words[1:] != words[:-1]) | (run[1:] != run[:-1])
    last = np.roll(first, -1)
    kinds = char_kinds("\n".join(texts))
    offset = at[run[first]]
    starts, ends = spans[first, 0], spans[last, 1]
    shapes = word_shapes(kinds, offset + starts, offset + ends)[np.cumsum(first) - 1].tolist()
    capitals = has_capital(kinds, offset + starts, offset + ends).tolist()
    firsts = first.tolist()
    token = word = 0
    for encoding, count in zip(encodings, counts, strict=True):
        first_tokens = [i for i in range(count) if firsts[token + i]]
        end = word + len(first_tokens)
        yield _Run(
            encoding.ids,
            shapes[token : token + count],
            first_tokens,
            starts[word:end].tolist(),
            ends[word:end].tolist(),
            capitals[word:end],
        )
        token, word = token + count, end
