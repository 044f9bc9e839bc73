import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.entities.candidates import RADIUS, Candidates
from pipelines.enrich.entities.recogniser import MODEL_FOLDER, TOKENISER_FILE


@pytest.fixture(scope="module")
def encoder():
    return TokenEncoder(MODEL_FOLDER / TOKENISER_FILE, max_tokens=512)


@pytest.fixture(scope="module")
def candidates(encoder):
    return Candidates(encoder)


def read(encoder, candidates, text):
    """The words that the upper layers read, in order."""
    (tokenised,) = encoder.encode([text])
    (kept,) = candidates.kept_of([tokenised])
    return " ".join(text[tokenised.starts[w] : tokenised.ends[w]] for w in kept.words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "rain fell on the town of Lyman overnight again", "town of Lyman overnight again", id="two each side"
        ),
        pytest.param(
            "he rested at the Bank of the West today", "at the Bank of the West today", id="gap of two is bridged"
        ),
        pytest.param("The rain fell and then it was gone.", "", id="a common opening word is no name"),
        pytest.param("On Monday it was quiet, they said.", "", id="weekdays are no names"),
        pytest.param("they asked WHO about it", "they asked WHO about it", id="capitals are a name whatever the word"),
        pytest.param("ministers of the G20 met", "of the G20 met", id="a capital beside digits"),
        pytest.param(
            "they drove through 東京 at night in rain", "drove through 東 京 at night", id="letters without case"
        ),
        pytest.param("it cost 40 per cent more", "", id="digits alone are no name"),
    ],
)
def test_words_read(encoder, candidates, text, expected):
    assert read(encoder, candidates, text) == expected


@settings(max_examples=80, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("aBé .,東5-’\u200b"), max_size=50))
def test_every_word_in_capitals_is_read_with_its_neighbours(encoder, candidates, text):
    (tokenised,) = encoder.encode([text])
    (part,) = candidates.kept_of([tokenised])
    kept, words, at = part
    assert kept[0] == 0
    assert (np.diff(kept) > 0).all()
    assert (kept[at] == tokenised.first_tokens[words]).all()
    for word in np.flatnonzero(tokenised.capitals):
        surface = text[tokenised.starts[word] : tokenised.ends[word]]
        if len(surface) > 1 and surface[1:] != surface[1:].lower():
            near = range(max(0, word - RADIUS), min(len(tokenised.starts), word + RADIUS + 1))
            assert set(near) <= set(words.tolist())


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(alphabet=st.sampled_from("aB é.,5"), max_size=30), max_size=5))
def test_what_is_read_of_a_text_does_not_depend_on_other_texts(encoder, candidates, texts):
    encoded = encoder.encode(texts)
    together = candidates.kept_of(encoded)
    alone = [candidates.kept_of([text])[0] for text in encoded]
    assert [[part.tolist() for part in kept] for kept in together] == [
        [part.tolist() for part in kept] for kept in alone
    ]
