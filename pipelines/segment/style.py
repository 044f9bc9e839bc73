"""How far a line reads as a headline, a lead, the end of an article, by words that are no names.

A linear classifier over hashed sequences of one to three tokens in which names and figures are all alike, so that it
knows how articles begin and end and not what they are about.
"""

import numpy as np
import numpy.typing as npt

from pipelines.segment.tokens import Tokens

CLASSES = ("title", "deck", "lead", "second", "inner", "last", "subheading")
TABLE_BITS = 16
HEAD_TOKENS, TAIL_TOKENS = 40, 12  # of a line
_POSITIONED = 4  # opening and closing tokens that also count with their place
_MIX = np.uint64(0x9E3779B97F4A7C15)

Matrix = npt.NDArray[np.float32]


def style_grams(tokens: Tokens) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Line and table row of every sequence of tokens that the classifier sees."""
    place = np.arange(len(tokens.line)) - tokens.first[tokens.line]
    left = tokens.first[tokens.line + 1] - np.arange(len(tokens.line)) - 1
    read = (place < HEAD_TOKENS) | (left < TAIL_TOKENS)
    style = np.where(tokens.is_capital & ~tokens.is_initial, np.uint64(7), tokens.style.astype(np.uint64))
    line, place, left, style = tokens.line[read], place[read], left[read], style[read]
    lines, keys = [line], [style * _MIX]
    for size in (2, 3):
        if len(style) >= size:
            same = line[size - 1 :] == line[: len(line) - size + 1]
            key = np.zeros(len(style) - size + 1, np.uint64)
            for k in range(size):
                key = (key + style[k : len(style) - size + 1 + k] + np.uint64(size)) * _MIX
            lines.append(line[size - 1 :][same])
            keys.append(key[same])
    for mark, position in ((1, place), (2, left)):
        near = position < _POSITIONED
        lines.append(line[near])
        keys.append((style[near] + np.uint64(mark * 1000) + position[near].astype(np.uint64)) * _MIX * np.uint64(31))
    rows = (np.concatenate(keys) >> np.uint64(64 - TABLE_BITS)).astype(np.int64)
    return np.concatenate(lines), rows


def style_logits(tokens: Tokens, table: Matrix, bias: Matrix, count: int) -> Matrix:
    """One row of class logits a line.

    Args:
        tokens: The tokens of the lines.
        table: Weights, one row a hashed sequence and one column a class.
        bias: Of each class.
        count: How many lines.
    """
    line, rows = style_grams(tokens)
    grams = np.maximum(np.bincount(line, minlength=count), 1).astype(np.float32)
    sums = np.stack([np.bincount(line, weights=table[rows, k], minlength=count) for k in range(table.shape[1])], axis=1)
    logits: Matrix = (sums / np.sqrt(grams)[:, None] + bias).astype(np.float32)
    return logits
