"""ONNX models, loaded once a process and run on a stated number of threads. The only module that imports onnxruntime."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[np.generic]]


class ModelError(RuntimeError):
    """A model file is missing or cannot be loaded."""


class OnnxModel:
    """One ONNX graph with named inputs and outputs, run on the CPU.

    Args:
        path: The `.onnx` file.
        threads: Threads that one call may use.

    Raises:
        ModelError: If the file is missing or is not a model; the message names it.
    """

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        import onnxruntime as ort

        if not path.is_file():
            raise ModelError(f"{path}: model file is missing; reinstall dateline")
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"{path}: not a usable ONNX model ({error}); reinstall dateline") from error
        self.input_names = tuple(i.name for i in self._session.get_inputs())
        self.output_names = tuple(o.name for o in self._session.get_outputs())

    def run(self, inputs: Arrays, outputs: Sequence[str] | None = None) -> Arrays:
        """The named outputs (all by default) for one batch of inputs."""
        names = list(outputs or self.output_names)
        return dict(zip(names, cast("list[npt.NDArray[np.generic]]", self._session.run(names, inputs)), strict=True))


@lru_cache(maxsize=16)
def load_model(path: Path, threads: int = 1) -> OnnxModel:
    """The model at `path`, loaded at most once a process."""
    return OnnxModel(path, threads=threads)
