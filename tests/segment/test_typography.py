import numpy as np
import pytest

from pipelines.segment.typography import mark_counts, typography_columns

CURLY = [
    "“We don’t know,” said Mr. Doe on Monday.",
    "The U.S. won’t pay 5 percent — ever.",
    "It’s over, he told them.",
    "“No,” she said. “We’ll stay.”",
]
STRAIGHT = [
    '"We don\'t know," said Mr Lee on Monday.',
    "The US won't pay 5 per cent - ever.",
    "It's over, he told them.",
    '"No," she said. "We\'ll stay."',
]


def columns(texts):
    return dict(typography_columns(texts))


def test_the_marks_change_where_another_outlet_begins():
    found = columns(CURLY + STRAIGHT)
    for name in ("hands_change", "hands_differ6", "hands_depth6"):
        assert int(np.argmax(found[name])) == 4, name
    assert found["hands_agree6"][4] < found["hands_agree6"][2]


@pytest.mark.parametrize("texts", [CURLY * 2, STRAIGHT * 2], ids=["curly", "straight"])
def test_one_hand_changes_nowhere(texts):
    found = columns(texts)
    assert found["hands_change"].max() < 0.6
    assert found["hands_habit"][0] == 1.0


def test_a_gap_without_marks_on_one_side_says_nothing():
    found = columns(["He left.", "She came.", *STRAIGHT])
    assert found["hands_differ6"][2] == 0
    assert found["hands_change"][2] == 0


@pytest.mark.parametrize("texts", [[], ["One line."]], ids=["no line", "one line"])
def test_few_lines_have_as_many_values(texts):
    assert all(len(column) == len(texts) for column in columns(texts).values())


def test_marks_are_counted_in_their_lines():
    assert mark_counts(["a “b” “c”", "", "“d"]).sum(axis=1).tolist() == [2, 0, 1]
