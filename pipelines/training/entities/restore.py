"""A network that shipped as a checkpoint again, so that training goes on where it ended.

`python -m pipelines.training.entities.restore RECOGNISER.onnx OUT.pt`. Word vectors were never trained, so they are the
encoder's own with its whole vocabulary; everything else is what int8 left of it.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from pipelines.training.entities.network import Tagger, from_sentence_encoder, save
from pipelines.training.entities.train import ENCODER


def products(model: onnx.ModelProto, stored: dict[str, np.ndarray]) -> list[np.ndarray]:
    """The weight of each int8 product in float, (outputs, inputs), in the order of the graph."""
    names = [node.input[1] for node in model.graph.node if node.op_type in {"MatMulInteger", "MatMulIntegerToFloat"}]
    scales = [stored[name.removesuffix("_quantized") + "_scale"] for name in names]
    return [(stored[name] * scale).astype(np.float32).T.copy() for name, scale in zip(names, scales, strict=True)]


def restored(path: Path) -> Tagger:
    """The network of a shipped graph."""
    model = onnx.load(path)
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    uppers = sorted({int(name.split(".")[1]) for name in stored if name.startswith("upper.")})
    encoder = from_sentence_encoder(ENCODER)
    inner = [len(stored[f"upper.{i}.up.bias"]) for i in uppers]
    network = Tagger(encoder.words.num_embeddings, [len(stored["lower.0.up.bias"])], inner)
    state = network.state_dict() | {"words.weight": encoder.words.weight.data}
    state |= {name: torch.from_numpy(array.copy()) for name, array in stored.items() if name in state}
    table = stored["shapes.weight_quantized"].astype(np.float32) - stored["shapes.weight_zero_point"]
    state["shapes.weight"] = torch.from_numpy(table * stored["shapes.weight_scale"])
    key_value, query, *rest = products(model, stored)
    state["lower.0.qkv.weight"] = torch.from_numpy(np.concatenate([query, key_value]))
    names = ["lower.0.out", "lower.0.up", "lower.0.down"]
    names += [f"upper.{i}.{part}" for i in uppers for part in ("qkv", "out", "up", "down")] + ["head"]
    state |= {f"{name}.weight": torch.from_numpy(weight) for name, weight in zip(names, rest, strict=True)}
    state["lower.0.qkv.bias"] = torch.from_numpy(
        np.concatenate(
            [_unnamed(stored, network.words.embedding_dim), _unnamed(stored, 2 * network.words.embedding_dim)]
        )
    )
    network.load_state_dict(state)
    return network.eval()


def _unnamed(stored: dict[str, np.ndarray], size: int) -> np.ndarray:
    """The bias of the first layer's queries, or of its keys and values: the exporter gave them numbers for names."""
    (found,) = (
        a
        for n, a in stored.items()
        if n.startswith("onnx::") and a.dtype == np.float32 and a.shape == (size,) and "scale" not in n
    )
    return found


def main() -> None:
    """Writes the checkpoint."""
    source, out = map(Path, sys.argv[1:])
    save(restored(source), out)


if __name__ == "__main__":
    main()
