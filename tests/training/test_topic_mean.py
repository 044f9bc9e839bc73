import numpy as np
import pytest

from pipelines.training.topics.mean import arrays, mean


def model(vector: float, weight: float, words: str = "a b") -> dict[str, np.ndarray]:
    return {
        "words": np.frombuffer(words.encode(), np.uint8), "pairs": np.zeros((0, 2), np.int32), "top_codes": np.array([1]),
        "node_codes": np.array([2]), "node_thresholds": np.array([0.5], np.float16), "vectors": np.full((2, 3), vector, np.float32),
        "top_weights": np.full((1, 4), weight, np.float16), "node_weights": np.full((1, 4), -weight, np.float16),
    }  # fmt: skip


def test_a_mean_lies_between_by_its_shares(tmp_path):
    np.savez_compressed(tmp_path / "mean.npz", **mean([(model(1.0, 2.0), 0.25), (model(-1.0, 4.0), 0.75)]))
    made = arrays(tmp_path / "mean.npz")
    assert np.allclose(made["vectors"], -0.5, atol=1e-3)
    assert (made["top_weights"] == 3.5).all()
    assert (made["node_weights"] == -3.5).all()


def test_models_of_other_words_have_no_mean():
    with pytest.raises(ValueError, match="differ in words"):
        mean([(model(1.0, 2.0), 0.5), (model(1.0, 2.0, words="a c"), 0.5)])


def test_shares_add_up_to_one():
    with pytest.raises(ValueError, match="must add up to 1"):
        mean([(model(1.0, 2.0), 0.5), (model(1.0, 2.0), 0.6)])
