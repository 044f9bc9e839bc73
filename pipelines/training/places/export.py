# ruff: noqa: ANN001
"""Trees as files that the pipeline reads."""

from pathlib import Path


def export(model, path: Path) -> None:
    """The trees as an ONNX TreeEnsemble with one float input `features` and outputs `label`, `probabilities`."""
    from onnxmltools import convert_lightgbm
    from onnxmltools.convert.common.data_types import FloatTensorType

    onnx_model = convert_lightgbm(
        model, initial_types=[("features", FloatTensorType([None, model.num_feature()]))], zipmap=False, target_opset=15
    )
    path.write_bytes(onnx_model.SerializeToString())
