import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.topics.hashing import HashIndex, stretch_hashes
from pipelines.enrich.topics.terms import Vocabulary
from pipelines.enrich.topics.vectors import OPENING_TOKENS, Stored, Vectoriser

WORDS = ["cup", "final", "world", "war", "new", "york"]
PAIRS = np.array([[2, 0], [0, 1], [4, 5]], np.int32)


def terms(*texts):
    found = Vocabulary(WORDS, PAIRS).read(texts)
    return [
        [(int(term), int(at)) for term, part, at in zip(*found, strict=True) if part == number]
        for number in range(len(texts))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("unknown words", [], id="nothing-known"),
        pytest.param("War", [(3, 0)], id="case-does-not-count"),
        pytest.param("the war's end", [(3, 1)], id="a-possessive-is-dropped"),
        pytest.param("the war’s end", [(3, 1)], id="a-typographic-possessive-too"),
        pytest.param("warm prewar war2", [], id="parts-of-words-do-not-count"),
        pytest.param("World Cup final", [(2, 0), (0, 1), (1, 2), (6, 0), (7, 1)], id="pairs-overlap"),
        pytest.param("new and york", [(4, 0), (5, 2)], id="a-pair-stands-together"),
        pytest.param("\x00war\ufffd🙂", [(3, 0)], id="what-is-not-ascii-parts-words"),
    ],
)
def test_known_words_and_pairs(text, found):
    assert terms(text) == [found]


def test_no_pair_crosses_texts():
    assert terms("world", "cup", "") == [[(2, 0)], [(0, 0)], []]


@given(st.lists(st.lists(st.sampled_from([*WORDS, "x", "'s"]), max_size=8), min_size=1, max_size=5))
def test_a_texts_terms_do_not_depend_on_its_neighbours(texts):
    texts = [" ".join(words) for words in texts]
    assert terms(*texts) == [terms(text)[0] for text in texts]


@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=50), st.lists(st.integers(0, 2**64 - 1), max_size=10))
def test_an_index_finds_what_is_listed_and_nothing_else(listed, others):
    wanted = listed + others
    found = HashIndex(np.array(listed, np.uint64)).look_up(np.array(wanted, np.uint64))
    assert found.tolist() == [listed.index(number) if number in listed else -1 for number in wanted]


@given(st.lists(st.integers(1, 2**64 - 1), min_size=2, max_size=40), st.integers(0, 30))
def test_a_stretch_has_one_hash_wherever_it_stands(codes, shift):
    alone = stretch_hashes(np.array(codes, np.uint64), np.array([0]), np.array([len(codes)]))
    moved = np.array([7] * shift + codes + [9], np.uint64)
    assert stretch_hashes(moved, np.array([shift]), np.array([shift + len(codes)])) == alone


def test_a_title_and_the_lead_weigh_more():
    vectoriser = Vectoriser(WORDS, PAIRS, np.eye(len(WORDS) + len(PAIRS), dtype=np.float32))
    bags = vectoriser.bags(["war " + "x " * 100 + "york"], ["cup"])
    ids, weights = bags.of(0)
    assert ids.tolist() == [0, 3, 5]
    assert weights.tolist() == pytest.approx([3.0**0.5, 1.6**0.5, 1.0])


def test_an_opening_holds_title_and_first_words_alone():
    vectoriser = Vectoriser(WORDS, PAIRS, np.eye(len(WORDS) + len(PAIRS), dtype=np.float32))
    encoded = vectoriser.encode(["war " + "x " * OPENING_TOKENS + "york", "war", ""], ["cup", None, None])
    assert np.flatnonzero(encoded.vectors[0]).tolist() == [0, 3, 5]
    assert np.flatnonzero(encoded.openings[0]).tolist() == [0, 3]
    assert np.array_equal(encoded.vectors[1:], encoded.openings[1:])
    assert np.linalg.norm(encoded.openings, axis=1).tolist() == pytest.approx([1.0, 1.0, 0.0])


def test_vectors_as_they_are_stored_give_the_same_as_numbers():
    draw = np.random.default_rng(3)
    count = len(WORDS) + len(PAIRS)
    levels, scales = draw.integers(-127, 128, (count, 8), np.int8), draw.random(count, np.float32)
    texts = ["war york cup", "cup", "nothing known"]
    stored, numbers = (
        Vectoriser(WORDS, PAIRS, vectors).encode(texts)
        for vectors in (Stored(levels, scales), levels.astype(np.float32) * scales[:, None])
    )
    for one, other in zip(arrays_of(stored), arrays_of(numbers), strict=True):
        assert np.array_equal(one, other)


def arrays_of(encoded):
    return encoded.vectors, encoded.evidence, encoded.openings
