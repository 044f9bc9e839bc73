"""Articles cut into passages: nothing lost, nothing too long."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.quotes.passages import MAX_PASSAGE_CHARS, passages


def test_paragraphs_stay_together_while_they_fit():
    text = "One line.\nAnother line."
    assert passages(text, [(0, 9), (10, 23)]) == [(0, 23)]


def test_a_paragraph_that_does_not_fit_opens_the_next_passage():
    first, second = "A" * 500, "B" * 500
    assert passages(f"{first}\n{second}", [(0, 500), (501, 1001)]) == [(0, 500), (501, 1001)]


def test_a_long_paragraph_is_cut_between_sentences():
    sentence = "x" * 399 + " "
    text = sentence * 4
    spans = [(number * 400, number * 400 + 399) for number in range(4)]
    assert passages(text, spans) == [(0, 799), (800, 1599)]


def test_a_word_longer_than_a_passage_is_cut():
    text = "x" * (2 * MAX_PASSAGE_CHARS + 1)
    assert [end - start for start, end in passages(text, [(0, len(text))])] == [MAX_PASSAGE_CHARS, MAX_PASSAGE_CHARS, 1]


@given(st.lists(st.tuples(st.integers(1, 1200), st.booleans()), max_size=12))
def test_passages_hold_every_sentence_in_order(parts):
    text, spans = "", []
    for length, is_paragraph in parts:
        spans.append((len(text), len(text) + length))
        text += "w" * length + ("\n" if is_paragraph else " ")
    found = passages(text, spans)
    covered = {place for start, end in found for place in range(start, end)}
    assert all(place in covered for start, end in spans for place in range(start, end))
    assert all(0 < end - start <= MAX_PASSAGE_CHARS for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
