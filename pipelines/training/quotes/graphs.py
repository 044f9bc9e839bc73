"""The graphs of the quote network in int8: its near layers, and its recurrent layer with the scores of tags.

Products are sums of whole numbers, and the scale of each activation is constant, so what a passage gives depends neither on the passages beside it
nor on how many there are. Processors without VNNI hold the sum of two products in 16 bits, so two weights beside each other share 7 bits and a sign.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from pipelines.enrich.quotes.tags import TAG_COUNT
from pipelines.training.quotes.network import REACHES

CONTRIB = "com.microsoft"
PAIR_LEVELS = 127
"""Most that two weights beside each other are apart from 0 together: 255 levels of activations times 128 fit in 16 bits, even with both rounded up."""
STATE_SCALE, STATE_ZERO = 1 / 127, 128
"""A recurrent state is the product of a share and a hyperbolic tangent: -1 to 1."""
SIDES = ("ahead", "back")

Tensors = Mapping[str, np.ndarray]


class Scale(NamedTuple):
    """What the levels of an activation mean: the step from one to the next, and the level of nothing."""

    step: float
    zero: int


class _Graph:
    """Nodes and constants of a graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def node(self, kind: str, inputs: list[str], output: str, *more: str, **attributes: object) -> str:
        """Add a node and return its first output."""
        domain = CONTRIB if kind == "MatMulIntegerToFloat" else ""
        self.nodes.append(helper.make_node(kind, inputs, [output, *more], domain=domain, **attributes))
        return output

    def constant(self, name: str, value: object, kind: type) -> str:
        """Add a constant and return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(np.array(value, kind)), name))
        return name

    def levels(self, name: str, scale: Scale) -> tuple[str, str]:
        """The names of an activation's step and of its level of nothing."""
        step = self.constant(f"{name}_step", scale.step, np.float32)
        return step, self.constant(f"{name}_zero", scale.zero, np.uint8)

    def product(self, levels: str, weight: np.ndarray, bias: np.ndarray, scale: tuple[str, str], name: str) -> str:
        """Levels times a weight of floats, and a bias."""
        steps = _steps(weight)
        self.constant(f"{name}_weight", np.round(weight / steps), np.int8)
        self.constant(f"{name}_steps", steps, np.float32)
        self.constant(f"{name}_bias", bias, np.float32)
        inputs = [levels, f"{name}_weight", scale[0], f"{name}_steps", scale[1], "", f"{name}_bias"]
        return self.node("MatMulIntegerToFloat", inputs, name)

    def made(self, name: str, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> onnx.GraphProto:
        """The graph."""
        return helper.make_graph(self.nodes, name, inputs, outputs, self.constants)


def _steps(weight: np.ndarray) -> np.ndarray:
    """What one level of each column of a weight means."""
    return (np.abs(weight[::2]) + np.abs(weight[1::2])).max(0) / PAIR_LEVELS + 1e-12


def near_graph(tensors: Tensors, scales: Mapping[str, Scale]) -> onnx.ModelProto:
    """The graph from vectors and mask (places, lanes, numbers) to the levels that the recurrent layer reads.

    Args:
        tensors: Constants of the graph in floats.
        scales: Of `vectors` and of what each near layer gives (`layer0`, `layer1`).
    """
    made = _Graph()
    made.constant("first_axis", [0], np.int64)
    states = "vectors"
    width = tensors["near0"].shape[1]
    for number, reach in enumerate(REACHES):
        scale = made.levels(states, scales[states])
        levels = made.node("QuantizeLinear", [states, *scale], f"levels{number}")
        made.constant(f"pads{number}", [reach, 0, 0, reach, 0, 0], np.int64)
        padded = made.node("Pad", [levels, f"pads{number}", scale[1]], f"padded{number}")
        shifted = []
        for name, begin, end in (("before", 0, -2 * reach), ("after", 2 * reach, 1 << 40)):
            begins = made.constant(f"{name}_begin{number}", [begin], np.int64)
            ends = made.constant(f"{name}_end{number}", [end], np.int64)
            shifted.append(made.node("Slice", [padded, begins, ends, "first_axis"], f"{name}{number}"))
        beside = made.node("Concat", [shifted[0], levels, shifted[1]], f"beside{number}", axis=2)
        bias = tensors[f"near_bias{number}"]
        weighed = made.product(beside, tensors[f"near{number}"], bias, scale, f"near{number}")
        added = made.node("Add", [states, made.node("Relu", [weighed], f"relu{number}")], f"added{number}")
        states = made.node("Mul", [added, "mask"], f"layer{number}")
    made.node("QuantizeLinear", [states, *made.levels(states, scales[states])], "levels")
    inputs = [_value("vectors", TensorProto.FLOAT, width), _value("mask", TensorProto.FLOAT, 1)]
    return _model(made.made("quotes_near", inputs, [_value("levels", TensorProto.UINT8, width)]))


def far_graph(tensors: Tensors, scale: Scale) -> onnx.ModelProto:
    """The graph from levels and mask (places, lanes, numbers) to tag scores (places, lanes, tags).

    Args:
        tensors: Constants of the graph in floats; `w`, `r` and `b` are those of an LSTM of two directions.
        scale: What the levels mean.
    """
    width, hidden = tensors["w"].shape[2], tensors["r"].shape[2]
    made = _Graph()
    made.constant("hidden", [hidden], np.int64)
    made.node("Concat", [made.node("Shape", ["levels"], "lanes", start=1, end=2), "hidden"], "row", axis=0)
    for name, nothing in (("no_state", np.array([STATE_ZERO], np.uint8)), ("no_memory", np.array([0], np.float32))):
        made.node("ConstantOfShape", ["row"], name, value=numpy_helper.from_array(nothing))
    states = [f"{kind}_{side}" for side in SIDES for kind in ("state", "memory")]
    reads = ["levels", "mask"] * len(SIDES)
    outputs = [f"last_{name}" for name in states] + [f"read_{side}" for side in SIDES]
    made.node(
        "Scan", ["no_state", "no_memory"] * len(SIDES) + reads, outputs[0], *outputs[1:], body=_step(tensors, scale), num_scan_inputs=len(reads),
        scan_input_directions=[0, 0, 1, 1], scan_output_directions=[0, 1],
    )  # fmt: skip
    read = made.node("Concat", [f"read_{side}" for side in SIDES], "read", axis=2)
    state = made.levels("read", Scale(STATE_SCALE, STATE_ZERO))
    made.product(read, tensors["out_weight"], tensors["out_bias"], state, "scores")
    inputs = [_value("levels", TensorProto.UINT8, width), _value("mask", TensorProto.FLOAT, 1)]
    return _model(made.made("quotes_far", inputs, [_value("scores", TensorProto.FLOAT, TAG_COUNT)]))


def _step(tensors: Tensors, scale: Scale) -> onnx.GraphProto:
    """One step of both directions: what was read of a word and the state before it, to the state after it."""
    width, hidden = tensors["w"].shape[2], tensors["r"].shape[2]
    made = _Graph()
    one = made.constant("one", 1, np.float32), made.constant("zero", STATE_ZERO, np.uint8)
    state_step = made.constant("state_step", STATE_SCALE, np.float32)
    inputs, reads, outputs, written = [], [], [], []
    for number, side in enumerate(SIDES):
        beside = made.node("Concat", [f"word_{side}", f"state_{side}"], f"beside_{side}", axis=1)
        inside = tensors["w"][number].T.astype(np.float64) * scale.step
        weight = np.concatenate([inside, tensors["r"][number].T * STATE_SCALE])
        bias = tensors["b"][number].reshape(2, -1).sum(0, dtype=np.float64)
        gates = {}
        for part, gate in enumerate(("input", "output", "forget", "cell")):
            own = slice(part * hidden, (part + 1) * hidden)
            name = f"{gate}_{side}"
            # the word's levels count from another zero than the state's
            steps = _steps(weight[:, own])
            shift = (STATE_ZERO - scale.zero) * (np.round(weight[:width, own] / steps) * steps).sum(0)
            made.product(beside, weight[:, own], bias[own] + shift, one, name)
            gates[gate] = made.node("Tanh" if gate == "cell" else "Sigmoid", [name], f"{name}_open")
        new = made.node("Mul", [gates["input"], gates["cell"]], f"new_{side}")
        old = made.node("Mul", [gates["forget"], f"memory_{side}"], f"old_{side}")
        both = made.node("Add", [new, old], f"both_{side}")
        memory = made.node("Mul", [both, f"mask_{side}"], f"memory_after_{side}")
        shown = made.node("Mul", [gates["output"], made.node("Tanh", [memory], f"tanh_{side}")], f"shown_{side}")
        state = made.node("QuantizeLinear", [shown, state_step, one[1]], f"state_after_{side}")
        inputs += [_row(f"state_{side}", TensorProto.UINT8, hidden), _row(f"memory_{side}", TensorProto.FLOAT, hidden)]
        reads += [_row(f"word_{side}", TensorProto.UINT8, width), _row(f"mask_{side}", TensorProto.FLOAT, 1)]
        outputs += [_row(state, TensorProto.UINT8, hidden), _row(memory, TensorProto.FLOAT, hidden)]
        written.append(_row(made.node("Identity", [state], f"written_{side}"), TensorProto.UINT8, hidden))
    return made.made("step", inputs + reads, outputs + written)


def _value(name: str, kind: int, width: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, ["places", "lanes", width])


def _row(name: str, kind: int, width: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, ["lanes", width])


def _model(graph: onnx.GraphProto) -> onnx.ModelProto:
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)
