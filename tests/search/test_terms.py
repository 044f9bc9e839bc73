"""A user's words: phrases and beginnings are meant, everything else is text, however much it looks like an operator."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.search.terms import TermsError, number_forms, parsed_terms


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("peace talk", '("peace" OR "peaces") AND ("talk" OR "talks")'),
        ('"peace talks" UN', '"peace talks" AND "UN"'),
        ("cease*", '"cease" *'),
        ('"never closed', '"never closed"'),
        ("AND", '"AND"'),
        ("a -b (c) d:e ^f", '"a" AND "-b" AND "(c)" AND "d:e" AND "^f"'),
        ('" " x -- *', '"x"'),
        ("Łódź", '"Łódź"'),
    ],
)
def test_words_become_an_expression(text, expression):
    assert parsed_terms(text).all_of == expression


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("strike", {"strike", "strikes"}),
        ("strikes", {"strikes", "strike"}),
        ("cities", {"cities", "city"}),
        ("city", {"city", "cities"}),
        ("churches", {"churches", "church", "churche"}),
        ("houses", {"houses", "hous", "house"}),
        ("church", {"church", "churches"}),
        ("press", {"press", "presses"}),
        ("crisis", {"crisis", "crisises"}),
        ("survey", {"survey", "surveys"}),
        ("gas", {"gas"}),
        ("UN", {"UN"}),
        ("covid19", {"covid19"}),
        ("Łódź", {"Łódź"}),
    ],
)
def test_a_word_stands_for_its_singular_and_plural(word, forms):
    assert set(number_forms(word)) == forms


@pytest.mark.parametrize("text", ["", "  ", '"', "***", "- -- ()", '""""'])
def test_nothing_to_look_for_is_said(text):
    with pytest.raises(TermsError, match="nothing to look for"):
        parsed_terms(text)


def test_a_whole_text_is_no_question():
    with pytest.raises(TermsError, match="41 words"):
        parsed_terms("x " * 41)


@given(st.text(max_size=60))
def test_no_text_is_an_error_to_the_index(text):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create virtual table words using fts5(title, deck, body)")
        connection.execute("insert into words values ('', '', 'a b')")
        try:
            terms = parsed_terms(text)
        except TermsError:
            return
        for expression in terms:
            connection.execute("select rowid from words where words match ?", (expression,)).fetchall()
