import numpy as np
import pytest

from pipelines.encoder.shapes import (
    CAPITALISED,
    CAPITALS,
    DIGITS,
    GLUED,
    INITIAL,
    LOWER,
    MIXED,
    OTHER,
    UNCASED,
    char_kinds,
    word_shapes,
)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        pytest.param("river", LOWER, id="plain word"),
        pytest.param("Odesa", CAPITALISED, id="name"),
        pytest.param("NATO", CAPITALS, id="acronym"),
        pytest.param("McRae", MIXED, id="second capital inside"),
        pytest.param("iPhone", MIXED, id="capital only inside"),
        pytest.param("F16", DIGITS, id="digit wins over capital"),
        pytest.param("J", INITIAL, id="initial"),
        pytest.param(",", OTHER, id="punctuation"),
        pytest.param("Київ", CAPITALISED, id="cased script beyond Latin"),
        pytest.param("東京", UNCASED, id="script without case"),
        pytest.param("😀", UNCASED, id="beyond the table"),
    ],
)
def test_shape_of_one_word(word, shape):
    assert word_shapes(char_kinds(word), np.array([0]), np.array([len(word)])).tolist() == [shape]


def test_word_without_space_before_is_glued():
    text = "Kyiv-based"
    shapes = word_shapes(char_kinds(text), np.array([0, 4, 5]), np.array([4, 5, 10]))
    assert shapes.tolist() == [CAPITALISED, OTHER + GLUED, LOWER + GLUED]


def test_no_words_have_no_shapes():
    assert word_shapes(char_kinds(""), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)).tolist() == []
