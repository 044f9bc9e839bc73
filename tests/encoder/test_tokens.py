import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.encoder import ModelError
from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.entities.recogniser import MODEL_FOLDER, TOKENISER_FILE


@pytest.fixture(scope="module")
def encoder():
    return TokenEncoder(MODEL_FOLDER / TOKENISER_FILE, max_tokens=512)


def words(text, tokenised):
    return [text[s:e] for s, e in zip(tokenised.starts, tokenised.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kyiv's mayor", ["Kyiv", "'", "s", "mayor"], id="possessive is words of its own"),
        pytest.param(
            unicodedata.normalize("NFD", "Málaga won"), ["Ma\u0301laga", "won"], id="combining accent stays in its word"
        ),
        pytest.param("😀 Minsk", ["😀", "Minsk"], id="emoji is one code point"),
        pytest.param("İstanbul fell", ["İstanbul", "fell"], id="a capital whose lower case is two characters"),
        pytest.param("", [], id="empty text has no words"),
    ],
)
def test_words_of_text(encoder, text, expected):
    (tokenised,) = encoder.encode([text])
    assert words(text, tokenised) == expected


def test_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"absent\.json.*missing"):
        TokenEncoder(tmp_path / "absent.json")


def test_file_that_is_no_tokeniser_is_named(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"broken\.json.*not a usable tokeniser"):
        TokenEncoder(path)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_words_ascend_and_lie_in_the_text(encoder, text):
    (tokenised,) = encoder.encode([text])
    edges = [edge for pair in zip(tokenised.starts, tokenised.ends, strict=True) for edge in pair]
    assert edges == sorted(edges)
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))
    assert len(tokenised.first_tokens) == len(tokenised.starts)
