import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.enrich.entities.agreement import Found, agreed
from pipelines.enrich.entities.decode import TAGS, log_probabilities, spans_of_texts, word_spans
from pipelines.enrich.entities.titles import exact_span, is_written_as_name


def scores(*rows):
    """Log probabilities from {tag: logit} rows; every other tag has logit 0."""
    logits = np.zeros((len(rows), len(TAGS)), dtype=np.float32)
    for i, row in enumerate(rows):
        for tag, logit in row.items():
            logits[i, TAGS.index(tag)] = logit
    return log_probabilities(logits, 1.0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([{"S-GPE": 9}], [(0, 1, "GPE")], id="one word"),
        pytest.param([{"B-PERSON": 9}, {"I-PERSON": 9}, {"E-PERSON": 9}], [(0, 3, "PERSON")], id="three words"),
        pytest.param([{"B-ORG": 9}, {"E-PERSON": 8, "E-ORG": 7}], [(0, 2, "ORG")], id="a span keeps one type"),
        pytest.param([{"B-ORG": 5, "S-ORG": 4}, {"O": 9}], [(0, 1, "ORG")], id="an opened span must close"),
        pytest.param([{"I-ORG": 5, "O": 4}, {"O": 9}], [], id="a span must open"),
        pytest.param([{"S-GPE": 9}, {"S-GPE": 9}], [(0, 1, "GPE"), (1, 2, "GPE")], id="neighbours stay apart"),
    ],
)
def test_best_valid_sequence(rows, expected):
    assert [span[:3] for span in word_spans(scores(*rows), np.arange(len(rows)))] == expected


def test_a_span_does_not_reach_over_words_that_were_not_read():
    rows = [{"B-ORG": 5, "S-ORG": 4}, {"E-ORG": 5, "S-GPE": 4}]
    assert [span[:3] for span in word_spans(scores(*rows), np.array([3, 4]))] == [(0, 2, "ORG")]
    assert [span[:3] for span in word_spans(scores(*rows), np.array([3, 7]))] == [(0, 1, "ORG"), (1, 2, "GPE")]


def test_no_words_no_spans():
    assert word_spans(np.zeros((0, len(TAGS)), dtype=np.float32), np.arange(0)) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=1, max_value=14), st.integers(min_value=0, max_value=2**32 - 1))
def test_spans_never_overlap_and_scores_are_probabilities(words, seed):
    logits = np.random.default_rng(seed).normal(size=(words, len(TAGS))).astype(np.float32) * 3
    spans = word_spans(log_probabilities(logits, 1.0), np.arange(words))
    assert all(0 <= s.first < s.end <= words and 0 < s.score <= 1 for s in spans)
    assert all(a.end <= b.first for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("span", "entity_type", "expected"),
    [
        pytest.param("President Ana Ruiz", "PERSON", "Ana Ruiz", id="title out of a person"),
        pytest.param("Foreign Minister Ana Ruiz", "PERSON", "Ana Ruiz", id="title of two words"),
        pytest.param("Mr. Ruiz", "PERSON", "Ruiz", id="form of address"),
        pytest.param("the Coast Guard", "ORG", "Coast Guard", id="article out of an organisation"),
        pytest.param("The Hague", "GPE", "The Hague", id="article that is the name"),
        pytest.param("Ruiz's", "PERSON", "Ruiz", id="possessive"),
        pytest.param("Ruiz’s", "PERSON", "Ruiz", id="typographic possessive"),
        pytest.param("The Last Harvest", "WORK_OF_ART", "The Last Harvest", id="article of a title of a work"),
        pytest.param("President", "PERSON", "President", id="nothing but a title is left as read"),
        pytest.param("“Ruiz", "PERSON", "Ruiz", id="quotation mark"),
    ],
)
def test_what_is_not_part_of_the_name_is_cut(span, entity_type, expected):
    text = f"Yesterday {span} spoke"
    start, end = exact_span(text, 10, 10 + len(span), entity_type)
    assert text[start:end] == expected


def mention(surface, entity_type, score, start=0):
    return Found(start, start + len(surface), surface, entity_type, score)


@pytest.mark.parametrize(
    ("mentions", "types"),
    [
        pytest.param(
            [("Orbex", "ORG", 0.9), ("Orbex", "ORG", 0.9), ("Orbex", "PERSON", 0.5)],
            ["ORG"] * 3,
            id="majority settles a name",
        ),
        pytest.param([("Orbex", "ORG", 0.9), ("Orbex", "GPE", 0.8)], ["ORG", "GPE"], id="an even split is left alone"),
        pytest.param(
            [("Ana Marsh", "PERSON", 1.0), ("Ana Marsh", "PERSON", 1.0), ("Marsh", "GPE", 0.4)],
            ["PERSON"] * 3,
            id="full names speak for surnames",
        ),
    ],
)
def test_mentions_of_one_name_agree(mentions, types):
    found = agreed([mention(*m) for m in mentions])
    assert [m.entity_type for m in found] == types
    assert agreed(found) == found


def test_city_keeps_its_type_beside_a_person_of_its_name():
    found = agreed([mention("Denzel Washington", "PERSON", 0.9), *[mention("Washington", "GPE", 0.9)] * 3])
    assert [m.entity_type for m in found] == ["PERSON", "GPE", "GPE", "GPE"]


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        pytest.param("al-Qaida", True, id="capital inside"),
        pytest.param("s-300", True, id="digit"),
        pytest.param("kamikaze", False, id="plain word"),
    ],
)
def test_a_name_is_written_as_one(surface, expected):
    assert is_written_as_name(surface) is expected


@settings(max_examples=80, deadline=None)
@given(
    counts=st.lists(st.integers(0, 9), min_size=1, max_size=6),
    seed=st.integers(0, 2**32 - 1),
    sharpness=st.sampled_from([0.3, 3.0, 12.0]),
)
def test_texts_of_a_batch_are_decoded_as_each_alone(counts, seed, sharpness):
    rng = np.random.default_rng(seed)
    logits = (rng.normal(size=(sum(counts), len(TAGS))) * sharpness).astype(np.float32)
    logits[rng.random(len(logits)) < 0.5, 0] += 40
    scores = log_probabilities(logits, 1.0) if len(logits) else logits
    words_of = [np.cumsum(rng.integers(1, 3, size=count)) for count in counts]
    parts = np.split(scores, np.cumsum(counts)[:-1])
    assert list(spans_of_texts(scores, words_of)) == [word_spans(*pair) for pair in zip(parts, words_of, strict=True)]


def test_an_acronym_speaks_for_the_name_that_it_stands_for():
    full = Found(0, 20, "Hayat Tahrir al-Sham", "PERSON", 0.6)
    acronyms = [Found(at, at + 4, "HTAS", "ORG", 0.9) for at in (30, 40)]
    assert [mention.entity_type for mention in agreed([full, *acronyms])] == ["ORG", "ORG", "ORG"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        pytest.param("Nora bin Talal", "NBT", id="the initials of a clear name"),
        pytest.param("Pia La Fonte", "La Fonte", id="a surname of two words"),
    ],
)
def test_a_full_name_settles_what_the_person_is_called(full, short):
    found = agreed([Found(0, len(full), full, "PERSON", 0.95), Found(50, 50 + len(short), short, "GPE", 0.5)])
    assert [mention.entity_type for mention in found] == ["PERSON", "PERSON"]
