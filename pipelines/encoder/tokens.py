"""Text into the arrays an encoder reads: token ids, word shapes, and where each word stands in the text.

A word is what the tokeniser's pre-tokeniser gives, a run of letters and digits or one punctuation mark; its first token
speaks for it. Offsets are code points of the text as given, whatever the tokeniser normalised (case, accents, controls).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipelines.encoder.session import ModelError
from pipelines.encoder.shapes import char_kinds, code_points, has_capital, word_shapes
from pipelines.encoder.tokenised import Bools, Ints, TokenisedText, TokenisedWords

if TYPE_CHECKING:
    from tokenizers import Encoding

_SURROGATE = re.compile("[\ud800-\udfff]")
LAST_SPACE = 0x3000
"""The white space with the highest code point."""

CACHED_TOKENS = 1 << 18
"""Tokens of the runs remembered before the memory is emptied: a million words of news use about 70,000; 20 MB at most."""


class _Arrays(NamedTuple):
    """The tokens and words of runs, one run after the other.

    Token `token_ends[i - 1]` is the first of run `i`, and word `word_ends[i - 1]`; first tokens, starts and ends of words
    count from the run's own first token and character. Of each word, `first_ids`, `last_ids` and `word_shapes` are what `ids` and
    `shapes` say of its first and last token.
    """

    ids: Ints
    shapes: Ints
    token_ends: Ints
    first_tokens: Ints
    starts: Ints
    ends: Ints
    capitals: Bools
    word_ends: Ints
    first_ids: Ints
    last_ids: Ints
    word_shapes: Ints


class _Runs:
    """Runs that were tokenised, by number. Arrays grow before the numbers do, so that threads may read without a lock."""

    def __init__(self) -> None:
        none = np.zeros(0, dtype=np.int64)
        self.numbers: dict[str, int] = {}
        self.arrays = _Arrays(none, none, none, none, none, none, none.astype(bool), none, none, none, none)

    def add(self, runs: Sequence[str], encodings: Sequence["Encoding"]) -> None:
        """Remember runs that have no number yet."""
        old, new = self.arrays, _tokenised(runs, encodings)
        new = new._replace(token_ends=new.token_ends + len(old.ids), word_ends=new.word_ends + len(old.starts))
        self.arrays = _Arrays(*(np.concatenate(pair) for pair in zip(old, new, strict=True)))
        self.numbers.update(zip(runs, range(len(self.numbers), len(self.numbers) + len(runs)), strict=True))


class _Tokeniser:
    """A `tokenizers` file with the runs that it has tokenised, shared by all encoders of a process that read by it."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        if not path.is_file():
            raise ModelError(f"{path}: tokeniser file is missing; reinstall dateline")
        try:
            self.tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:
            raise ModelError(f"{path}: not a usable tokeniser ({error}); reinstall dateline") from error
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._runs = _Runs()
        self._lock = Lock()

    def known(self, wanted: set[str]) -> _Runs:
        """Runs that hold all those wanted; a full memory is left to the threads that still read it."""
        runs = self._runs
        if wanted <= runs.numbers.keys():
            return runs
        with self._lock:
            runs = self._runs
            missing = sorted(wanted - runs.numbers.keys())
            if len(runs.arrays.ids) > CACHED_TOKENS:
                runs, missing = _Runs(), sorted(wanted)
            runs.add(missing, self.tokenizer.encode_batch(missing, add_special_tokens=False))
            self._runs = runs
        return runs


@lru_cache(maxsize=4)
def _tokeniser(path: Path, modified_ns: int) -> _Tokeniser:  # noqa: ARG001 the time is part of the key
    return _Tokeniser(path)


class TokenEncoder:
    """A `tokenizers` file, applied to batches of texts.

    News repeats its words, so each run of characters without a space is tokenised once per process and remembered, and the tokens
    of a batch are put together as arrays.

    Args:
        path: The tokeniser's JSON file.
        max_tokens: Tokens of one text beyond which its rest is not read; cut texts into windows before.

    Raises:
        ModelError: If the file is missing or is not a tokeniser; the message names it.
    """

    def __init__(self, path: Path, *, max_tokens: int = 512) -> None:
        self._shared = _tokeniser(path, path.stat().st_mtime_ns if path.is_file() else 0)
        self._max_tokens = max_tokens
        self._opening, self._closing = self._shared.tokenizer.encode("").ids
        self.vocabulary_size = max(self._shared.tokenizer.get_vocab().values()) + 1

    def ids_of(self, words: Iterable[str]) -> frozenset[int]:
        """The ids of those words that the vocabulary holds whole."""
        ids = (self._shared.tokenizer.token_to_id(word) for word in words)
        return frozenset(i for i in ids if i is not None)

    def encode(self, texts: Sequence[str]) -> list[TokenisedText]:
        """Each text tokenised, in order. Lone surrogates, which no encoder can read, count as spaces."""
        clean = [text if text.isascii() else _SURROGATE.sub(" ", text) for text in texts]
        runs_of = [text.split() for text in clean]
        runs = self._shared.known(set(chain.from_iterable(runs_of)))
        numbers = runs.numbers
        which_of = [np.array([numbers[run] for run in part], dtype=np.int64) for part in runs_of]
        arrays = runs.arrays
        counts = np.diff(arrays.token_ends, prepend=0)
        room = self._max_tokens - 2
        for index, which in enumerate(which_of):
            if len(which) > room or counts[which].sum() > room:
                fits = int(np.searchsorted(np.cumsum(counts[which]), room, side="right"))
                which_of[index], runs_of[index] = which[:fits], runs_of[index][:fits]
        begins = [_begins(text, part) for text, part in zip(clean, runs_of, strict=True)]
        return list(self._put_together(arrays, which_of, begins))

    def words(self, texts: Sequence[str]) -> TokenisedWords:
        """The words of all texts, as `encode` reads them; no text is cut."""
        clean = [text if text.isascii() else _SURROGATE.sub(" ", text) for text in texts]
        together = "\n".join(clean)
        runs = together.split()
        known = self._shared.known(set(runs))
        arrays = known.arrays
        which = np.fromiter(map(known.numbers.__getitem__, runs), dtype=np.int64, count=len(runs))
        words, word_counts = _spread(arrays.word_ends, which)
        shift = np.repeat(_run_starts(together), word_counts)
        starts, ends = arrays.starts[words] + shift, arrays.ends[words] + shift
        sizes = np.array([len(text) + 1 for text in clean], dtype=np.int64)
        begins = np.cumsum(sizes) - sizes
        counts = np.diff(np.searchsorted(starts, begins), append=len(starts))
        own = np.repeat(begins, counts)
        return TokenisedWords(
            arrays.first_ids[words], arrays.last_ids[words], arrays.word_shapes[words], starts - own, ends - own, counts
        )

    def _put_together(
        self, arrays: _Arrays, which_of: Sequence[Ints], begins: Sequence[Ints]
    ) -> Iterator[TokenisedText]:
        """The texts that runs make up, given the number and the first character of each run."""
        which = np.concatenate([*which_of, np.zeros(0, dtype=np.int64)])
        text_of_run = np.repeat(np.arange(len(which_of)), [len(part) for part in which_of])
        tokens, token_counts = _spread(arrays.token_ends, which)
        words, word_counts = _spread(arrays.word_ends, which)
        sizes = np.bincount(text_of_run, token_counts, len(which_of)).astype(np.int64) + 2
        edges = np.concatenate([[0], np.cumsum(sizes)])
        ids = np.full(edges[-1], self._closing, dtype=np.int64)
        shapes = np.zeros(edges[-1], dtype=np.int64)
        ids[edges[:-1]] = self._opening
        inside = np.arange(len(tokens)) + np.repeat(2 * text_of_run + 1, token_counts)
        ids[inside] = arrays.ids[tokens]
        shapes[inside] = arrays.shapes[tokens]
        first_of_run = np.cumsum(token_counts) - token_counts + 2 * text_of_run + 1 - edges[text_of_run]
        first_tokens = arrays.first_tokens[words] + np.repeat(first_of_run, word_counts)
        shift = np.repeat(np.concatenate([*begins, np.zeros(0, dtype=np.int64)]), word_counts)
        starts, ends, capitals = arrays.starts[words] + shift, arrays.ends[words] + shift, arrays.capitals[words]
        word_edges = np.cumsum(np.bincount(text_of_run, word_counts, len(which_of)).astype(np.int64)).tolist()
        bounds = edges.tolist()
        for text, (word, end) in enumerate(zip([0, *word_edges], word_edges, strict=False)):
            own, part = slice(bounds[text], bounds[text + 1]), slice(word, end)
            yield TokenisedText(ids[own], shapes[own], first_tokens[part], starts[part], ends[part], capitals[part])


def _begins(text: str, runs: Sequence[str]) -> Ints:
    """The first character of each run; where single spaces part all of a text, their lengths tell."""
    sizes = np.fromiter(map(len, runs), dtype=np.int64, count=len(runs)) + 1
    if sizes.sum() == len(text) + 1:
        return np.cumsum(sizes) - sizes
    return _run_starts(text)[: len(runs)]


def _run_starts(text: str) -> Ints:
    """The first character of each run of characters without a space."""
    is_space = _spaces()[np.minimum(code_points(text), LAST_SPACE + 1)]
    follows_space = np.concatenate([[True], is_space[:-1]])
    return np.flatnonzero(follows_space & ~is_space)


@lru_cache(maxsize=1)
def _spaces() -> Bools:
    """For each code point up to one past the last white space, whether it is white space."""
    return np.array([chr(code).isspace() for code in range(LAST_SPACE + 2)])


def _spread(ends: Ints, which: Ints) -> tuple[Ints, Ints]:
    """The indices of all elements of the runs in `which`, one run after the other, and how many each has."""
    begins = np.concatenate([[0], ends])[which]
    counts = ends[which] - begins
    return np.arange(counts.sum()) + np.repeat(begins - np.cumsum(counts) + counts, counts), counts


def _tokenised(texts: Sequence[str], encodings: Sequence["Encoding"]) -> _Arrays:
    """The tokens of runs with the shapes of their words, which are read in one pass over all runs."""
    sizes = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    at = np.cumsum(sizes) - sizes
    counts = np.array([len(encoding.ids) for encoding in encodings], dtype=np.int64)
    run = np.repeat(np.arange(len(texts)), counts)
    words = np.array([word for encoding in encodings for word in encoding.word_ids], dtype=np.int64)
    spans = np.array([span for encoding in encodings for span in encoding.offsets], dtype=np.int64).reshape(-1, 2)
    first = np.ones(len(words), dtype=bool)
    first[1:] = (words[1:] != words[:-1]) | (run[1:] != run[:-1])
    last = np.roll(first, -1)
    kinds = char_kinds("\n".join(texts))
    offset = at[run[first]]
    starts, ends = spans[first, 0], spans[last, 1]
    token_ends = np.cumsum(counts)
    ids = np.array([i for encoding in encodings for i in encoding.ids], dtype=np.int64)
    shapes = word_shapes(kinds, offset + starts, offset + ends)
    return _Arrays(
        ids=ids,
        shapes=shapes[np.cumsum(first) - 1],
        token_ends=token_ends,
        first_tokens=np.flatnonzero(first) - (token_ends - counts)[run[first]],
        starts=starts,
        ends=ends,
        capitals=has_capital(kinds, offset + starts, offset + ends),
        word_ends=np.cumsum(np.bincount(run[first], minlength=len(texts))),
        first_ids=ids[first],
        last_ids=ids[last],
        word_shapes=shapes,
    )
