"""Batches of like length, so that little of what is computed is padding."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from pipelines.encoder.session import Arrays, OnnxModel
from pipelines.encoder.tokenised import Ints, TokenisedText

Floats = npt.NDArray[np.float32]

TOKENS_A_BATCH = 512
"""Padded tokens of one call: enough to fill the matrix kernels, small enough that activations stay in the cache; 6 % more
words a processor second than 1,536 on two AVX2 cores."""


LENGTH_STEP = 8
"""Texts whose lengths are as near as this stand by how many tokens are kept: padding is paid for in both, and what attention
pays for kept tokens outweighs some padding below. Of 4, 8, 12 and 16, 8 reads most words a processor second: 5 % more than 16."""


def length_batches(lengths: Sequence[int], kept: Sequence[int], tokens: int = TOKENS_A_BATCH) -> list[list[int]]:
    """Indices grouped so that texts of like length, and then of like kept tokens, stand together, the longest group first.

    Args:
        lengths: Tokens of each text.
        kept: Tokens of each text that the upper layers read.
        tokens: Padded tokens that a group may hold; a longer text is a group of its own.
    """
    groups: list[list[int]] = []
    group: list[int] = []
    longest = 0
    for index in sorted(range(len(lengths)), key=lambda i: (-(lengths[i] // LENGTH_STEP), -kept[i])):
        longest = max(longest, lengths[index])
        if group and (len(group) + 1) * longest > tokens:
            groups.append(group)
            group, longest = [], lengths[index]
        group.append(index)
    if group:
        groups.append(group)
    return groups


def model_inputs(texts: Sequence[TokenisedText]) -> Arrays:
    """Texts padded to the longest, under the names that the encoder's graph uses."""
    width = max(len(text) for text in texts)
    ids, mask, shapes = (np.zeros((len(texts), width), dtype=np.int64) for _ in range(3))
    for row, text in enumerate(texts):
        size = len(text)
        ids[row, :size] = text.ids
        mask[row, :size] = 1
        shapes[row, :size] = text.shapes
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": shapes}


def kept_inputs(kept: Sequence[Ints], width: int) -> Arrays:
    """The tokens that the upper layers read, under the names `kept`, `slots`, `slot_mask` and `back` of the graph.

    Args:
        kept: Token indices of each text, ascending, at least one a text.
        width: Padded tokens of a text.
    """
    counts = np.array([len(part) for part in kept], dtype=np.int64)
    rows = np.repeat(np.arange(len(kept), dtype=np.int64), counts)
    filled = np.arange(counts.max()) < counts[:, None]
    back = np.flatnonzero(filled)
    slots = np.zeros(filled.shape, dtype=np.int64)
    slots[filled] = np.arange(len(back))
    return {
        "kept": np.concatenate(kept) + rows * width,
        "slots": slots,
        "slot_mask": filled.astype(np.int64),
        "back": back,
    }


def run_batches(
    model: OnnxModel, texts: Sequence[TokenisedText], kept: Sequence[Ints], outputs: Sequence[str]
) -> Iterator[tuple[list[int], list[Floats]]]:
    """The named outputs of the kept tokens of every text, batch by batch.

    Args:
        model: A model loaded with one thread; callers run side by side instead.
        texts: What to read.
        kept: Indices of the tokens of each text that the upper layers read, ascending.
        outputs: Names of outputs of shape (kept tokens, width).

    Yields:
        Indices into `texts`, and for each output the rows of their kept tokens, one text after the other.
    """
    for group in length_batches([len(text) for text in texts], [len(part) for part in kept]):
        inputs = model_inputs([texts[i] for i in group])
        inputs |= kept_inputs([kept[i] for i in group], inputs["input_ids"].shape[1])
        results = model.run({name: inputs[name] for name in model.input_names}, outputs)
        yield group, [results[name].astype(np.float32, copy=False) for name in outputs]
