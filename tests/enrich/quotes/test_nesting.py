"""Statements inside statements."""

import numpy as np
import pytest

from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes.attributions import Attribution
from pipelines.enrich.quotes.chain import TaggedSpan
from pipelines.enrich.quotes.features import OUTSIDE, looks_of, words_of
from pipelines.enrich.quotes.marks import quoted_stretches
from pipelines.enrich.quotes.nesting import Nesting, inner_statements
from pipelines.enrich.quotes.tags import AFTER, BEFORE, CONTENT, CUE, KINDS, NOWHERE, SOURCE
from pipelines.worker import MODELS

TEXT = "“Lund warned us that it would rain,” Moe said."
CONTENT_SPAN = (0, 36)


@pytest.fixture(scope="module")
def tokens():
    return TokenEncoder(MODELS / "entities" / "tokeniser.json")


def words(tokens, text):
    [words] = words_of([(0, 0)], tokens.words([text]), looks_of([text], [quoted_stretches(text)], [[]]))
    return words


def test_what_is_said_is_read_again_where_a_verb_of_saying_stands_in_it(tokens):
    [(number, inner)] = Nesting(tokens).inner_passages([Attribution([CONTENT_SPAN])], words(tokens, TEXT))
    assert number == 0
    assert TEXT[inner.starts[0] : inner.ends[-1]] == TEXT[:36]
    assert set(inner.states.tolist()) == {OUTSIDE}


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param(
            "“It will certainly rain here all of tomorrow,” Moe said.", (0, 47), id="no verb of saying inside"
        ),
        pytest.param("“He said,” Moe said.", (0, 10), id="too short"),
    ],
)
def test_and_not_elsewhere(tokens, text, span):
    assert Nesting(tokens).inner_passages([Attribution([span])], words(tokens, text)) == []


def span(first, end, role, side=NOWHERE, chance=0.9):
    return TaggedSpan(first, end, KINDS.index((role, side)), chance)


def test_all_parts_have_to_be_there_and_likely(tokens):
    inner = words(tokens, "Lund warned us that it would rain")
    whole = [span(0, 1, SOURCE, AFTER), span(1, 2, CUE), span(3, 7, CONTENT, BEFORE)]
    [made] = inner_statements(whole, inner, 4)
    assert (made.parent, made.contents, made.source) == (4, [(15, 33)], (0, 4))
    assert not list(inner_statements(whole[1:], inner, 4))
    unsure = [*whole[:2], span(3, 7, CONTENT, BEFORE, chance=0.05)]
    assert not list(inner_statements(unsure, inner, 4))
    assert np.all(inner.starts[1:] >= inner.ends[:-1])
