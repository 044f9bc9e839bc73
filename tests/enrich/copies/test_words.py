"""Words of a text as codes."""

from zlib import crc32

import numpy as np
import pytest

from pipelines.enrich.copies import word_codes


def test_case_punctuation_and_line_breaks_do_not_count():
    assert np.array_equal(word_codes("Kyiv said:\nno.").codes, word_codes("KYIV  said “no”").codes)


def test_a_code_is_the_crc_of_the_word():
    assert word_codes("Kyiv said").codes.tolist() == [crc32(b"kyiv"), crc32(b"said")]


@pytest.mark.parametrize(
    ("text", "is_long"),
    [("the shells fell", [False, True, True]), ("в Киеве", [False, True]), ("基辅", [True, True]), ("", [])],
    ids=["English", "Cyrillic, in bytes", "no spaces", "nothing"],
)
def test_short_words_of_latin_letters_are_not_sketched(text, is_long):
    assert word_codes(text).is_long.tolist() == is_long


def test_half_a_surrogate_is_a_word_like_another():
    assert word_codes("a \ud800 b").codes.size >= 2
