"""Words and how rare they are."""

from zlib import crc32

import numpy as np
import pytest

from pipelines.enrich.stories import Rarity
from pipelines.enrich.stories.words import codes_of, word_counts, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kyiv's troops", ["kyiv", "troop"]),
        ("The boss’s press", ["the", "boss", "press"]),
        ("a 5 was 17", ["was", "17"]),
        ("", []),
    ],
    ids=["possessive and plural", "a typographic one", "one letter says nothing", "nothing"],
)
def test_words_are_without_endings(text, words):
    assert words_of(text) == words


def test_words_are_counted():
    assert word_counts("strike Strikes strike's") == {"strike": 3}


def test_a_code_is_the_crc_of_a_word_or_name():
    assert codes_of(["kyiv", "new york"]).tolist() == [crc32(b"kyiv"), crc32(b"new york")]
    assert codes_of([]).size == 0


def test_a_word_that_is_not_listed_is_as_rare_as_the_rarest():
    rarity = Rarity(np.array([3, 7], np.uint32), np.array([1.0, 6.0], np.float32))
    assert rarity.of(np.array([7, 3, 5, 9], np.uint32)).tolist() == [6.0, 1.0, 6.0, 6.0]


def test_the_list_that_ships_knows_what_is_common():
    said, governor, unknown = Rarity.load().of(codes_of(["said", "governor", "qzxv"])).tolist()
    assert said < 1 < governor < unknown
