"""Words of sentences and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.events.words import MAX_WORDS, cut


@pytest.mark.parametrize(
    ("text", "lowers"),
    [
        pytest.param("Troops entered Kherson, he said.", ["troops", "entered", "kherson", ",", "he", "said", "."], id="plain"),
        pytest.param("The U.S. army won’t leave", ["the", "u.s.", "army", "wo", "n't", "leave"], id="initials and not"),
        pytest.param("Russia's 47th brigade lost 1,200.5 men", ["russia", "'s", "47th", "brigade", "lost", "1,200.5", "men"], id="numbers"),
        pytest.param("“Russian-held” land (now)", ["“", "russian-held", "”", "land", "(", "now", ")"], id="marks and hyphens"),
        pytest.param("Kherson.He fled", ["kherson", ".", "he", "fled"], id="no space behind a stop"),
        pytest.param("İzmir fell", ["izmir", "fell"], id="a capital that is two characters in lower case"),
        pytest.param("a\n\tb\u00a0 c", ["a", "b", "c"], id="white space of all kinds"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_words_of_a_sentence(text, lowers):
    assert cut(text, 0, len(text)).lowers == lowers


def test_more_words_than_are_read_are_left_out():
    text = "one " * (MAX_WORDS + 5)
    assert len(cut(text, 0, len(text)).words()) == MAX_WORDS


@given(st.text("aAbnN'’tTİéΣ.-,0 1\n\u00a0“%$", max_size=40), st.text("x \n", max_size=3))
def test_words_stand_where_they_say(part, before):
    text = before + part
    sentence = cut(text, len(before), len(text))
    words = sentence.words()
    assert sentence.starts() == [word.start for word in words]
    surfaces = [text[word.start : word.end] for word in words]
    assert "".join(surfaces) == "".join(part.split())
    assert [surface[0].isupper() for surface in surfaces] == [word.is_capital for word in words]
    for surface, word in zip(surfaces, words, strict=True):
        assert surface.replace("İ", "I").lower().replace("’", "'").replace("ς", "σ") == word.lower.replace("ς", "σ")
