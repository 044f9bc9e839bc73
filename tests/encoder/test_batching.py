import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.encoder.batching import kept_inputs, length_batches


@given(st.lists(st.integers(min_value=1, max_value=400), max_size=80), st.integers(min_value=1, max_value=900))
def test_every_text_stands_in_one_batch_within_the_bound(lengths, tokens):
    groups = length_batches(lengths, tokens)
    assert sorted(i for group in groups for i in group) == list(range(len(lengths)))
    for group in groups:
        assert len(group) == 1 or len(group) * max(lengths[i] for i in group) <= tokens


def test_like_lengths_stand_together():
    assert length_batches([3, 90, 4, 88], 200) == [[1, 3], [2, 0]]


def test_kept_tokens_stand_in_one_row_and_find_their_way_home():
    inputs = kept_inputs([np.array([0, 2]), np.array([0, 1, 3])], 4)
    assert inputs["kept"].tolist() == [0, 2, 4, 5, 7]
    assert inputs["slots"].tolist() == [[0, 1, 0], [2, 3, 4]]
    assert inputs["slot_mask"].tolist() == [[1, 1, 0], [1, 1, 1]]
    assert inputs["back"].tolist() == [0, 1, 3, 4, 5]
