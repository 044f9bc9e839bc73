"""Writes a trained quote network: the vectors of the pieces that news uses and the chain as they ship, and the graph in floats.

    python -m pipelines.training.quotes.export NETWORK.pt SET.npz FOLDER --encoder MINILM_FOLDER --news ARTICLES.jsonl ...

The pieces that ship are those that the set and the news have most; any other piece counts as unknown. The graph is written beside the network, as
`NETWORK.onnx`, for `quantise.py`.
"""

import argparse
import json
from itertools import islice
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes.reader import TOKENISER_FILE
from pipelines.enrich.quotes.tagger import CHAIN_FILE
from pipelines.enrich.quotes.tags import TAG_COUNT
from pipelines.enrich.quotes.vectors import VECTORS_FILE
from pipelines.training.quotes.network import REACHES, UNKNOWN, Chain, QuoteNetwork, piece_vectors
from pipelines.training.quotes.prepare import bodies_of
from pipelines.worker import MODELS

PIECES = 16_000
"""Vectors that ship."""
NEWS_ARTICLES = 700
"""Articles of each file of news whose pieces are counted."""
LEVELS = 127


def main() -> None:
    """Write the graph, the vectors and the chain."""
    parser = argparse.ArgumentParser()
    parser.add_argument("network", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--news", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    stored = torch.load(asked.network, weights_only=False)
    made = stored["asked"]
    vectors = piece_vectors(asked.encoder)
    network = QuoteNetwork(vectors, stored["frequent"], width=made["width"], hidden=made["hidden"])
    chain = Chain()
    network.load_state_dict(stored["network"])
    chain.load_state_dict(stored["chain"])
    data = np.load(asked.data)
    counts = np.bincount(np.concatenate([data["first_pieces"], data["last_pieces"]]), minlength=len(vectors))
    for path in asked.news:
        counts = counts + piece_counts(path, len(vectors))
    asked.folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(network.eval()), asked.network.with_suffix(".onnx"))
    np.savez_compressed(asked.folder / VECTORS_FILE, **tables(network, counts))
    steps = [[round(float(value), 3) for value in row] for row in chain.transitions().detach()]
    (asked.folder / CHAIN_FILE).write_text(json.dumps({"steps": steps}, separators=(",", ":")) + "\n", encoding="utf-8")


def piece_counts(path: Path, size: int) -> np.ndarray:
    """How often each piece is the first or the last of a word in articles, one a line, with `text` or `paragraphs`."""
    tokens = TokenEncoder(MODELS / TOKENISER_FILE, max_tokens=1 << 16)
    counts = np.zeros(size, np.int64)
    for text in tokens.encode(list(islice(bodies_of(path), NEWS_ARTICLES))):
        for tokens_of_words in (text.first_tokens, text.last_tokens):
            counts += np.bincount(text.ids[tokens_of_words], minlength=size)
    return counts


def tables(network: QuoteNetwork, counts: np.ndarray) -> dict[str, np.ndarray]:
    """The vectors of the pieces that `counts` has most, in int8, and those of what a word looks like."""
    with torch.no_grad():
        table = network.table().numpy()
    order = counts.copy()
    order[UNKNOWN] = counts.max() + 1
    chosen = np.argsort(-order, kind="stable")[:PIECES]
    print(f"pieces that ship: {counts[chosen].sum() / counts.sum():.4f} of those met")
    rows = np.zeros(len(table), np.uint16)
    rows[chosen] = np.arange(len(chosen))
    scale = (np.abs(table[chosen]).max(1) / LEVELS + 1e-9).astype(np.float32)
    looks = {name: as_array(getattr(network, name).weight) for name in ("shape", "state", "name", "begin")}
    levels = np.round(table[chosen] / scale[:, None]).astype(np.int8)
    return {"rows": rows, "levels": levels, "scale": scale, "last": as_array(network.last), **looks}


def graph(network: QuoteNetwork) -> onnx.ModelProto:
    """The graph from the vectors of words (words, passages, numbers) to tag scores (passages, words, tags)."""
    tensors: dict[str, object] = {
        "out_weight": network.out.weight.T,
        "out_bias": network.out.bias,
        "flat": np.array([0, 0, -1], np.int64),
        "first_axis": np.array([0], np.int64),
    }
    nodes = []

    def node(kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    states = "vectors"
    for number, (layer, reach) in enumerate(zip(network.near, REACHES, strict=True)):
        tensors |= {
            f"near{number}": layer.weight.T, f"near_bias{number}": layer.bias,
            f"pads{number}": np.array([reach, 0, 0, reach, 0, 0], np.int64),
            f"begin{number}": np.array([0], np.int64), f"back{number}": np.array([-2 * reach], np.int64),
            f"ahead{number}": np.array([2 * reach], np.int64), f"end{number}": np.array([1 << 40], np.int64),
        }  # fmt: skip
        padded = node("Pad", [states, f"pads{number}"], f"padded{number}")
        before = node("Slice", [padded, f"begin{number}", f"back{number}", "first_axis"], f"before{number}")
        after = node("Slice", [padded, f"ahead{number}", f"end{number}", "first_axis"], f"after{number}")
        beside = node("Concat", [before, states, after], f"beside{number}", axis=2)
        weighed = node("MatMul", [beside, f"near{number}"], f"weighed{number}")
        relu = node("Relu", [node("Add", [weighed, f"near_bias{number}"], f"biased{number}")], f"relu{number}")
        states = node("Mul", [node("Add", [states, relu], f"added{number}"), "mask"], f"layer{number}")
    hidden = network.far.hidden_size
    order = np.concatenate([np.arange(hidden) + gate * hidden for gate in (0, 3, 1, 2)])
    for short, names in (("w", ["weight_ih"]), ("r", ["weight_hh"]), ("b", ["bias_ih", "bias_hh"])):
        sides = [
            np.concatenate([getattr(network.far, f"{name}_l0{side}").detach().numpy()[order] for name in names])
            for side in ("", "_reverse")
        ]
        tensors[short] = np.stack(sides)
    out = node("LSTM", [states, "w", "r", "b", "lengths"], "far", hidden_size=hidden, direction="bidirectional")
    states = node("Reshape", [node("Transpose", [out], "sides", perm=[0, 2, 1, 3]), "flat"], "read")
    scores = node("Add", [node("MatMul", [states, "out_weight"], "weighted"), "out_bias"], "scores_by_word")
    node("Transpose", [scores], "scores", perm=[1, 0, 2])
    width = network.first.out_features
    inputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["words", "passages", width]),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["words", "passages", 1]),
        helper.make_tensor_value_info("lengths", TensorProto.INT32, ["passages"]),
    ]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["passages", "words", TAG_COUNT])
    initialisers = [
        numpy_helper.from_array(np.ascontiguousarray(as_array(value)), name) for name, value in tensors.items()
    ]
    made = helper.make_graph(nodes, "quotes", inputs, [output], initialisers)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def as_array(value: object) -> np.ndarray:
    """A tensor or an array as an array."""
    return value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)


if __name__ == "__main__":
    main()
