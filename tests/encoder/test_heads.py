import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.encoder.heads import load_head, span_vectors, write_head

WORDS = np.array([[1.0, 0.0], [3.0, 2.0], [5.0, 4.0]], np.float32)


@pytest.mark.parametrize(
    ("first", "end", "rows"),
    [
        pytest.param(0, 2, [[2, 1], [5, 4], [0, 0]], id="no word before"),
        pytest.param(1, 2, [[3, 2], [5, 4], [1, 0]], id="words on both sides"),
        pytest.param(2, 3, [[5, 4], [0, 0], [3, 2]], id="no word after"),
    ],
)
def test_vectors_of_a_span_are_its_mean_and_its_neighbours(first, end, rows):
    assert span_vectors(WORDS, first, end).tolist() == rows


@pytest.fixture
def files(tmp_path):
    network = tmp_path / "network.onnx"
    network.write_bytes(b"weights")
    write_head(tmp_path / "head.json", np.array([[1, 0], [0, 1], [-1, 0]], np.float32), -0.5, ["LOC", "GPE"], network)
    return tmp_path / "head.json", network


def test_a_head_reads_back_with_its_types(files):
    head = load_head(*files)
    assert head.types == {"GPE", "LOC"}
    assert head.score(WORDS, 1, 2) == pytest.approx(1 / (1 + np.exp(-(3 + 4 - 1 - 0.5))))


def test_a_head_of_another_network_is_not_used(files):
    files[1].write_bytes(b"other weights")
    assert load_head(*files) is None


def test_a_missing_head_is_none(files):
    assert load_head(files[0].with_name("none.json"), files[1]) is None


@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=2, max_size=2))
def test_any_vector_gives_a_chance(tmp_path_factory, vector):
    folder = tmp_path_factory.mktemp("head")
    (folder / "n").write_bytes(b"n")
    write_head(folder / "h", np.ones((3, 2), np.float32), 0.0, ["GPE"], folder / "n")
    head = load_head(folder / "h", folder / "n")
    assert 0 <= head.score(np.array([vector], np.float32), 0, 1) <= 1
