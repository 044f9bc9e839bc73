"""The quote network in int8, with constant scales measured on training text.

    python -m pipelines.training.quotes.quantise FLOATS.onnx SET.npz FOLDER

`FLOATS.onnx` is what `export.py` writes, `SET.npz` what `prepare.py` writes; `FOLDER` holds the vectors.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from pipelines.encoder.batching import length_batches
from pipelines.encoder.session import Arrays
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.lanes import lanes_of
from pipelines.enrich.quotes.tagger import FAR_FILE, NEAR_FILE
from pipelines.enrich.quotes.vectors import VECTORS_FILE, WordVectors
from pipelines.training.entities.quantise import best_range, observed, scale_and_zero
from pipelines.training.quotes.graphs import Scale, far_graph, near_graph

SAMPLE_PASSAGES = 2_000
WORDS_PER_BATCH = 1 << 13


def main() -> None:
    """Write both graphs."""
    source, data, folder = map(Path, sys.argv[1:])
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(source).graph.initializer}
    inputs = batches(data, WordVectors(folder / VECTORS_FILE))
    values = {"vectors": np.concatenate([batch["vectors"].ravel() for batch in inputs])}
    values |= observed(source, ["layer0", "layer1"], inputs)
    scales = {name: Scale(*scale_and_zero(*best_range(part))) for name, part in values.items()}
    print(scales)
    for name, graph in ((NEAR_FILE, near_graph(tensors, scales)), (FAR_FILE, far_graph(tensors, scales["layer1"]))):
        onnx.checker.check_model(graph)
        onnx.save(graph, folder / name)


def batches(path: Path, vectors: WordVectors) -> list[Arrays]:
    """The inputs of the graph in floats for some passages of a set."""
    data = np.load(path)
    ends = np.cumsum(data["lengths"])
    chosen = np.random.default_rng(0).permutation(len(ends))[:SAMPLE_PASSAGES]
    columns = [data[name] for name in Words._fields]
    lengths = data["lengths"][chosen].tolist()
    passages = [
        Words(*(column[end - length : end] for column in columns))
        for end, length in zip(ends[chosen].tolist(), lengths, strict=True)
    ]
    found: list[Arrays] = []
    for group in length_batches(lengths, lengths, WORDS_PER_BATCH):
        counts = np.array([lengths[i] for i in group])
        lanes = lanes_of(counts.tolist())
        words = lanes.words(counts)
        found.append(
            {
                "vectors": vectors.of(vectors.rows([passages[i] for i in group]), words),
                "mask": (words < counts.sum()).astype(np.float32)[:, :, None],
                "lengths": np.full(lanes.lane_count, lanes.place_count, np.int32),
            }
        )
    return found


if __name__ == "__main__":
    main()
