import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.encoder import ModelError, tokens
from pipelines.encoder.tokens import LAST_SPACE, TokenEncoder
from pipelines.enrich.entities.recogniser import MODEL_FOLDER, TOKENISER_FILE


@pytest.fixture(scope="module")
def encoder():
    return TokenEncoder(MODEL_FOLDER / TOKENISER_FILE, max_tokens=512)


def unread(max_tokens=512):
    """An encoder that remembers nothing that was read before."""
    tokens._tokeniser.cache_clear()
    return TokenEncoder(MODEL_FOLDER / TOKENISER_FILE, max_tokens=max_tokens)


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
    assert len(tokenised.first_tokens) == len(tokenised.starts) == len(tokenised.last_tokens)
    following = [*tokenised.first_tokens[1:], len(tokenised) - 1]
    assert all(last == first - 1 for last, first in zip(tokenised.last_tokens, following, strict=False))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="aB é.,’-\u200b", max_size=20), max_size=6))
def test_what_was_read_before_changes_nothing(encoder, texts):
    fresh = unread()
    together = encoder.encode(texts)
    for text, tokenised in zip(texts, together, strict=True):
        (alone,) = fresh.encode([text])
        for name in ("ids", "shapes", "first_tokens", "starts", "ends", "capitals"):
            assert getattr(alone, name).tolist() == getattr(tokenised, name).tolist()


def test_a_text_is_cut_before_the_run_that_does_not_fit():
    (tokenised,) = TokenEncoder(MODEL_FOLDER / TOKENISER_FILE, max_tokens=5).encode(["rain fell on Minsk."])
    assert len(tokenised) == 5
    assert words("rain fell on Minsk.", tokenised) == ["rain", "fell", "on"]


def test_memory_of_runs_is_bounded(monkeypatch):
    monkeypatch.setattr("pipelines.encoder.tokens.CACHED_TOKENS", 3)
    encoder = unread()
    held = []
    for text in ("rain fell on", "snow fell in", "Minsk slept well", "rain fell in Minsk"):
        (tokenised,) = encoder.encode([text])
        assert words(text, tokenised) == text.split()
        held.append(len(encoder._shared._runs.numbers))
    assert max(held) <= 3 + 3


def test_threads_share_an_encoder():
    encoder = unread()
    texts = [
        [f"unit {number} of {number * 7} left Minsk{number}" for number in range(start, start + 40)]
        for start in range(8)
    ]
    with ThreadPoolExecutor(max_workers=4) as pool:
        read = list(pool.map(encoder.encode, texts))
    for part, tokenised in zip(texts, read, strict=True):
        alone = unread().encode(part)
        assert [one.ids.tolist() for one in tokenised] == [one.ids.tolist() for one in alone]


def test_no_white_space_lies_beyond_the_table():
    assert not any(chr(code).isspace() for code in range(LAST_SPACE + 1, sys.maxunicode + 1))
    assert chr(LAST_SPACE).isspace()


@pytest.mark.parametrize("space", ["\u00a0\u00a0", " \n\n", "\t \u3000", "\x1c\r\n"])
def test_words_stand_behind_any_white_space(encoder, space):
    (tokenised,) = encoder.encode([f"{space}Rain{space}fell{space}"])
    assert tokenised.starts.tolist() == [len(space), 2 * len(space) + 4]


def test_encoders_of_one_file_share_what_they_have_read(monkeypatch):
    unread().encode(["rain fell on Minsk"])
    other = TokenEncoder(MODEL_FOLDER / TOKENISER_FILE, max_tokens=4)
    monkeypatch.setattr(tokens._Runs, "add", None)
    (tokenised,) = other.encode(["Minsk fell on rain"])
    assert words("Minsk fell on rain", tokenised) == ["Minsk", "fell"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(), max_size=60), max_size=4))
def test_words_are_those_of_the_tokens(encoder, texts):
    found = encoder.words(texts)
    ends = found.counts.cumsum()
    assert len(found.counts) == len(texts)
    for tokenised, first, end in zip(encoder.encode(texts), ends - found.counts, ends, strict=True):
        assert found.first_ids[first:end].tolist() == tokenised.ids[tokenised.first_tokens].tolist()
        assert found.last_ids[first:end].tolist() == tokenised.ids[tokenised.last_tokens].tolist()
        assert found.shapes[first:end].tolist() == tokenised.shapes[tokenised.first_tokens].tolist()
        assert found.starts[first:end].tolist() == tokenised.starts.tolist()
        assert found.ends[first:end].tolist() == tokenised.ends.tolist()
