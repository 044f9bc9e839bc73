"""Writes a trained quote network as it ships: one graph with the vectors of the pieces that news uses, and the chain beside it.

    python -m pipelines.training.quotes.export NETWORK.pt SET.npz FOLDER --encoder MINILM_FOLDER --news ARTICLES.jsonl ...

The pieces that ship are those that the set and the news have most; any other piece counts as unknown.
"""

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes.tagger import CHAIN_FILE, NETWORK_FILE
from pipelines.enrich.quotes.tags import TAG_COUNT
from pipelines.training.quotes.network import REACHES, Chain, QuoteNetwork, piece_vectors
from pipelines.worker import MODELS

PIECES = 16_000
"""Vectors that ship."""
NEWS_ARTICLES = 700
"""Articles of each file of news whose pieces are counted."""
UNKNOWN = 1
LEVELS = 127


def main() -> None:
    """Write the graph and the chain."""
    parser = argparse.ArgumentParser()
    parser.add_argument("network", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--news", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    stored = torch.load(asked.network, weights_only=False)
    made = stored["asked"]
    vectors = piece_vectors(MODELS / "entities" / "tokeniser.json", asked.encoder)
    network = QuoteNetwork(vectors, stored["frequent"], width=made["width"], hidden=made["hidden"])
    chain = Chain()
    network.load_state_dict(stored["network"])
    chain.load_state_dict(stored["chain"])
    data = np.load(asked.data)
    counts = np.bincount(np.concatenate([data["first_pieces"], data["last_pieces"]]), minlength=len(vectors))
    for path in asked.news:
        counts = counts + piece_counts(path, len(vectors))
    asked.folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(network.eval(), counts), asked.folder / NETWORK_FILE)
    steps = [[round(float(value), 3) for value in row] for row in chain.transitions().detach()]
    (asked.folder / CHAIN_FILE).write_text(json.dumps({"steps": steps}, separators=(",", ":")) + "\n", encoding="utf-8")


def piece_counts(path: Path, size: int) -> np.ndarray:
    """How often each piece is the first or the last of a word in articles, one a line, with `text` or `paragraphs`."""
    tokens = TokenEncoder(MODELS / "entities" / "tokeniser.json", max_tokens=1 << 16)
    read = gzip.open if path.suffix == ".gz" else open
    with read(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(NEWS_ARTICLES), strict=False)]
    counts = np.zeros(size, np.int64)
    for text in tokens.encode([row.get("text") or " ".join(row["paragraphs"]) for row in rows]):
        firsts = text.first_tokens
        counts += np.bincount(text.ids[firsts], minlength=size)
        counts += np.bincount(text.ids[np.append(firsts[1:], len(text) - 1) - 1], minlength=size)
    return counts


def graph(network: QuoteNetwork, counts: np.ndarray) -> onnx.ModelProto:
    """The graph, with `counts` of how often each piece stands in the training texts."""
    with torch.no_grad():
        table = network.table().numpy()
        last = network.last.numpy()
    order = counts.copy()
    order[UNKNOWN] = counts.max() + 1
    chosen = np.argsort(-order, kind="stable")[:PIECES]
    print(f"pieces that ship: {counts[chosen].sum() / counts.sum():.4f} of those met")
    rows = np.zeros(len(table), np.int32)
    rows[chosen] = np.arange(len(chosen))
    scale = np.abs(table[chosen]).max(1) / LEVELS + 1e-9
    levels = np.round(table[chosen] / scale[:, None]).astype(np.int8)
    tensors = {
        "rows": rows, "levels": levels, "scale": scale.astype(np.float32), "last_weight": last,
        "shape_table": network.shape.weight, "state_table": network.state.weight, "name_table": network.name.weight,
        "begin_table": network.begin.weight, "out_weight": network.out.weight.T, "out_bias": network.out.bias,
        "flat": np.array([0, 0, -1], np.int64), "axis": np.array([-1], np.int64),
    }  # fmt: skip
    nodes = []

    def node(kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def pieces(name: str) -> str:
        row = node("Gather", ["rows", f"{name}_pieces"], f"{name}_rows")
        whole = node("Cast", [node("Gather", ["levels", row], f"{name}_levels")], f"{name}_float", to=TensorProto.FLOAT)
        size = node("Unsqueeze", [node("Gather", ["scale", row], f"{name}_scale"), "axis"], f"{name}_size")
        return node("Mul", [whole, size], f"{name}_vectors")

    states = node("Add", [pieces("first"), node("Mul", [pieces("last"), "last_weight"], "weighed")], "both")
    for name in ("shape", "state", "name", "begin"):
        states = node("Add", [states, node("Gather", [f"{name}_table", f"{name}s"], f"{name}_vectors")], f"with_{name}")
    states = node("Transpose", [node("Mul", [states, "mask"], "masked")], "by_number", perm=[0, 2, 1])
    flat_mask = node("Transpose", ["mask"], "mask_by_number", perm=[0, 2, 1])
    for number, (layer, reach) in enumerate(zip(network.near, REACHES, strict=True)):
        width = layer.out_features
        tensors[f"near{number}"] = layer.weight.reshape(width, 3, width).permute(0, 2, 1)
        tensors[f"near_bias{number}"] = layer.bias
        beside = node("Conv", [states, f"near{number}", f"near_bias{number}"], f"beside{number}",
                      kernel_shape=[3], dilations=[reach], pads=[reach, reach])  # fmt: skip
        added = node("Add", [states, node("Relu", [beside], f"relu{number}")], f"added{number}")
        states = node("Mul", [added, flat_mask], f"layer{number}")
    states = node("Transpose", [states], "by_word", perm=[2, 0, 1])
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
    names = ("first_pieces", "last_pieces", "shapes", "states", "names", "begins")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["passages", "words"]) for name in names]
    inputs.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, ["passages"]))
    inputs.append(helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["passages", "words", 1]))
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
