import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.encoder.batching import kept_inputs, length_batches


@given(
    sizes=st.lists(
        st.integers(1, 400).flatmap(lambda size: st.tuples(st.just(size), st.integers(1, size))), max_size=80
    ),
    tokens=st.integers(min_value=1, max_value=900),
)
def test_every_text_stands_in_one_batch_within_the_bound(sizes, tokens):
    lengths = [length for length, _ in sizes]
    groups = length_batches(lengths, [kept for _, kept in sizes], tokens)
    assert sorted(i for group in groups for i in group) == list(range(len(sizes)))
    for group in groups:
        assert len(group) == 1 or len(group) * max(lengths[i] for i in group) <= tokens


@pytest.mark.parametrize(
    ("lengths", "kept", "groups"),
    [
        pytest.param([3, 90, 4, 88], [1, 9, 2, 9], [[1, 3], [2, 0]], id="like lengths"),
        pytest.param([90, 91, 92, 93], [5, 40, 6, 41], [[3, 1], [2, 0]], id="like kept tokens among like lengths"),
    ],
)
def test_like_texts_stand_together(lengths, kept, groups):
    assert length_batches(lengths, kept, 200) == groups


def test_kept_tokens_stand_in_one_row_and_find_their_way_home():
    inputs = kept_inputs([np.array([0, 2]), np.array([0, 1, 3])], 4)
    assert inputs["kept"].tolist() == [0, 2, 4, 5, 7]
    assert inputs["slots"].tolist() == [[0, 1, 0], [2, 3, 4]]
    assert inputs["slot_mask"].tolist() == [[1, 1, 0], [1, 1, 1]]
    assert inputs["back"].tolist() == [0, 1, 3, 4, 5]
