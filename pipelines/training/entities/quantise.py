"""Activations in int8 by constant scales, so that what a window reads does not depend on the windows beside it.

`python -m pipelines.training.entities.quantise DYNAMIC.onnx OUT.onnx EXAMPLES.jsonl ...` takes a graph that finds the scale of
each activation at run time, over a whole batch, and writes the same graph with scales measured on training text. Of each
activation, the range that loses least is kept: values beyond it are clipped.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

from pipelines.encoder.batching import kept_inputs, length_batches, model_inputs
from pipelines.encoder.session import Arrays, OnnxModel
from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.entities.candidates import Candidates
from pipelines.enrich.entities.recogniser import MARK_TOKENS, TOKENISER_FILE
from pipelines.enrich.entities.windows import MAX_WINDOW_CHARS
from pipelines.training.entities.examples import read

CONTRIB = "com.microsoft"
LEVELS = 255
SAMPLE_WINDOWS = 2000
SAMPLED_VALUES = 5_000
"""Values of an activation kept of each batch, beside its extremes."""
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
"""Shares of the full range on each side that are tried as the range."""

Floats = npt.NDArray[np.float32]


def batches(tokens: TokenEncoder, texts: Sequence[str]) -> Iterator[Arrays]:
    """The graph's inputs for texts, batch by batch, as at run time."""
    candidates = Candidates(tokens)
    encoded = tokens.encode(texts)
    kept = [candidates.kept(text) for text in encoded]
    worth = [i for i, part in enumerate(kept) if len(part) > 1]
    for group in length_batches([len(encoded[i]) for i in worth], [len(kept[i]) for i in worth]):
        chosen = [worth[i] for i in group]
        inputs = model_inputs([encoded[i] for i in chosen])
        yield inputs | kept_inputs([kept[i] for i in chosen], inputs["input_ids"].shape[1])


def observed(path: Path, names: Sequence[str], inputs: Sequence[Arrays]) -> dict[str, Floats]:
    """A sample of the values of each named tensor, with the extremes of every batch."""
    model = onnx.load(path)
    known = {output.name for output in model.graph.output}
    model.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names if name not in known)
    watched = path.with_suffix(".watched.onnx")
    onnx.save(model, watched)
    session = OnnxModel(watched)
    rng = np.random.default_rng(0)
    found: dict[str, list[Floats]] = {name: [] for name in names}
    for batch in inputs:
        for name, array in session.run(batch, names).items():
            values = array.astype(np.float32).ravel()
            sample = rng.choice(values, min(SAMPLED_VALUES, len(values)), replace=False)
            found[name].append(np.concatenate([sample, [values.min(), values.max()]]))
    watched.unlink()
    return {name: np.concatenate(parts) for name, parts in found.items()}


def best_range(values: Floats) -> tuple[float, float]:
    """The range that loses the least squared error when values within it have 256 levels and others are clipped."""
    low, high = float(min(values.min(), 0)), float(max(values.max(), 0))
    tried = [(low * below, high * above) for below in SHARES for above in SHARES]
    return min(tried, key=lambda pair: _lost(values, *pair))


def _lost(values: Floats, low: float, high: float) -> float:
    scale, zero = scale_and_zero(low, high)
    levels = np.clip(np.rint(values / scale) + zero, 0, LEVELS)
    return float(np.square((levels - zero) * scale - values).sum(dtype=np.float64))


def scale_and_zero(low: float, high: float) -> tuple[float, int]:
    """The step between the levels of a range, and the level that means 0."""
    scale = max(high - low, 1e-6) / LEVELS
    return scale, round(min(max(-low / scale, 0), LEVELS))


def constant_scales(model: onnx.ModelProto, ranges: dict[str, tuple[float, float]]) -> onnx.ModelProto:
    """The graph with each activation quantised in a constant range, and product, scale and bias as one step.

    Args:
        model: A graph of `quantize_dynamic`.
        ranges: Of each tensor that the graph quantises, the values that its lowest and highest levels mean.
    """
    graph = model.graph
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)

    def only(name: str, kind: str) -> onnx.NodeProto:
        (node,) = readers[name]
        if node.op_type != kind:
            raise ValueError(f"{name}: expected {kind} after it, found {node.op_type}; export the graph again")
        return node

    made: list[onnx.NodeProto] = []
    gone: set[int] = set()
    for node in graph.node:
        if id(node) in gone:
            continue
        if node.op_type == "DynamicQuantizeLinear":
            source = node.input[0]
            scale, zero = scale_and_zero(*ranges[source])
            graph.initializer.append(numpy_helper.from_array(np.array(scale, np.float32), node.output[1]))
            graph.initializer.append(numpy_helper.from_array(np.array(zero, np.uint8), node.output[2]))
            made.append(helper.make_node("QuantizeLinear", [source, *node.output[1:]], node.output[:1], node.name))
        elif node.op_type == "MatMulInteger":
            cast = only(node.output[0], "Cast")
            product = only(cast.output[0], "Mul")
            scales = next(n for n in graph.node if n.output[0] in set(product.input) - {cast.output[0]})
            total = only(product.output[0], "Add")
            weight_scale = next(name for name in scales.input if name != _scale_of(node))
            bias = next(name for name in total.input if name != product.output[0])
            inputs = [*node.input[:2], _scale_of(node), weight_scale, *node.input[2:], bias]
            made.append(helper.make_node("MatMulIntegerToFloat", inputs, total.output, node.name, domain=CONTRIB))
            gone |= {id(cast), id(product), id(scales), id(total)}
        else:
            made.append(node)
    kept = [node for node in made if id(node) not in gone]
    del graph.node[:]
    graph.node.extend(kept)
    return model


def _scale_of(product: onnx.NodeProto) -> str:
    return product.input[2].removesuffix("_zero_point") + "_scale"


def quantised(source: Path, out: Path, tokens: TokenEncoder, texts: Sequence[str]) -> None:
    """The graph at `source` with constant scales, measured on `texts`."""
    model = onnx.load(source)
    names = [node.input[0] for node in model.graph.node if node.op_type == "DynamicQuantizeLinear"]
    values = observed(source, names, list(batches(tokens, texts)))
    onnx.save(constant_scales(model, {name: best_range(part) for name, part in values.items()}), out)
    OnnxModel(out)


def run_time_tokens(folder: Path) -> TokenEncoder:
    """The tokeniser in a folder, as the recogniser uses it."""
    return TokenEncoder(folder / TOKENISER_FILE, max_tokens=MAX_WINDOW_CHARS + MARK_TOKENS)


def sampled(texts: Iterable[str]) -> list[str]:
    """The texts that scales are measured on, each cut at the longest window."""
    distinct = sorted({text[:MAX_WINDOW_CHARS] for text in texts if text})
    return random.Random(0).sample(distinct, min(SAMPLE_WINDOWS, len(distinct)))


def main() -> None:
    """Writes the graph."""
    source, out, *files = map(Path, sys.argv[1:])
    texts = sampled(example.text for file in files for example in read(file))
    quantised(source, out, run_time_tokens(source.parent), texts)


if __name__ == "__main__":
    main()
