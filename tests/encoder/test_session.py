import pytest

from pipelines.encoder.session import ModelError, load_model
from pipelines.worker import MODELS

RUN_TIME_SCALES = b"DynamicQuantizeLinear"
"""Takes a scale over all of a batch: a row would depend on its neighbours."""


@pytest.mark.parametrize("path", sorted(MODELS.rglob("*.onnx")), ids=lambda path: path.name)
def test_shipped_graphs_have_constant_scales(path):
    content = path.read_bytes()
    assert content.startswith(b"\x08"), "an ONNX file begins with the version of its format"
    assert RUN_TIME_SCALES not in content


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"none\.onnx: model file is missing; reinstall dateline"):
        load_model(tmp_path / "none.onnx")


def test_a_file_that_is_not_a_model_is_named(tmp_path):
    (tmp_path / "bad.onnx").write_bytes(b"not a graph")
    with pytest.raises(ModelError, match=r"bad\.onnx: not a usable ONNX model"):
        load_model(tmp_path / "bad.onnx")
