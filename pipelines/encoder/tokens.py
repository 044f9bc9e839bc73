"""Text into the arrays an encoder reads: token ids, word shapes, and where each word stands in the text.

A word is what the tokeniser's pre-tokeniser gives, a run of letters and digits or one punctuation mark; its first token
speaks for it. Offsets are code points of the text as given, whatever the tokeniser normalised (case, accents, controls).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.encoder.session import ModelError
from pipelines.encoder.shapes import char_kinds, word_shapes

Ints = npt.NDArray[np.int64]

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """One text as an encoder reads it.

    Attributes:
        ids: Token ids, with the opening and closing marks.
        shapes: The shape class of the word that each token belongs to; 0 for the marks.
        first_tokens: Index of each word's first token.
        starts: First character of each word.
        ends: One past the last character of each word.
    """

    ids: Ints
    shapes: Ints
    first_tokens: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.ids)


class TokenEncoder:
    """A `tokenizers` file, applied to batches of texts.

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
        self._tokenizer.enable_truncation(max_tokens)

    def encode(self, texts: Sequence[str]) -> list[TokenisedText]:
        """Each text tokenised, in order. Lone surrogates, which no encoder can read, count as spaces."""
        clean = [text if text.isascii() else _without_surrogates(text) for text in texts]
        encodings = self._tokenizer.encode_batch(clean)
        return [
            _tokenised(text, encoding.ids, encoding.word_ids, encoding.offsets)
            for text, encoding in zip(clean, encodings, strict=True)
        ]


def _without_surrogates(text: str) -> str:
    """`text` of the same length with a space for each lone surrogate."""
    return _SURROGATE.sub(" ", text)


def _tokenised(text: str, ids: list[int], word_ids: list[int | None], offsets: list[tuple[int, int]]) -> TokenisedText:
    words = np.array([-1 if word is None else word for word in word_ids], dtype=np.int64)
    spans = np.array(offsets, dtype=np.int64).reshape(-1, 2)
    first = np.zeros(len(words), dtype=bool)
    last = np.zeros(len(words), dtype=bool)
    first[0] = words[0] >= 0
    first[1:] = (words[1:] != words[:-1]) & (words[1:] >= 0)
    last[-1] = words[-1] >= 0
    last[:-1] = (words[:-1] != words[1:]) & (words[:-1] >= 0)
    starts, ends = spans[first, 0], spans[last, 1]
    shapes = np.zeros(len(words), dtype=np.int64)
    inside = words >= 0
    if len(starts):
        shapes[inside] = word_shapes(char_kinds(text), starts, ends)[np.cumsum(first)[inside] - 1]
    return TokenisedText(np.array(ids, dtype=np.int64), shapes, np.flatnonzero(first), starts, ends)
