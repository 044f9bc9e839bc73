"""Band hashes: shared by texts that share words."""

import numpy as np
import pytest

from pipelines.enrich.copies import band_hashes, word_codes
from pipelines.enrich.copies.sketch import BANDS

VOCABULARY = [f"word{number}" for number in range(5000)]


def text_of(seed, size=400):
    return " ".join(np.random.default_rng(seed).choice(VOCABULARY, size))


def shared(left, right):
    owner, value = band_hashes([word_codes(left), word_codes(right)])
    return len(set(value[owner == 0].tolist()) & set(value[owner == 1].tolist()))


def test_the_same_words_share_every_hash():
    assert shared(text_of(1), text_of(1).upper().replace(" ", "\n")) == BANDS + 1


def test_other_words_share_none():
    assert shared(text_of(1), text_of(2)) == 0


@pytest.mark.parametrize("share", [0.1, 0.2, 0.3])
def test_a_text_with_words_replaced_shares_some(share):
    random = np.random.default_rng(7)
    words = np.array(text_of(3).split())
    words[random.random(words.size) < share] = "other"
    assert shared(text_of(3), " ".join(words)) >= 1


def test_hashes_do_not_depend_on_what_else_is_there():
    owner, value = band_hashes([word_codes(text_of(number)) for number in range(3)])
    alone = band_hashes([word_codes(text_of(2))])[1]
    assert np.array_equal(value[owner == 2], alone)


def test_short_texts_are_found_by_all_their_words():
    owner, value = band_hashes([word_codes("No."), word_codes("NO"), word_codes("so"), word_codes("")])
    assert owner.tolist() == [0, 1, 2]
    assert value[0] == value[1] != value[2]


def test_no_texts_have_no_hashes():
    owner, value = band_hashes([])
    assert owner.size == value.size == 0
