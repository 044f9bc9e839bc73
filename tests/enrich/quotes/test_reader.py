"""Texts in, statements out, with the weights that ship; and input that is meant to hurt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.named import NamedEntityReader
from pipelines.enrich.quotes.reader import QuoteReader
from pipelines.segment import SentenceSplitter

HARBOUR = (
    "The harbour of Suva will close on Monday, Fijian Transport Minister Ada Grossi said.\n"
    "“We have no choice,” she told reporters. “The pier is not safe.”\n"
    "Boris Venn, who leads the dockers' union, warned that ships would be lost.\n"
    "According to the Harbour Board, repairs will take a year."
)


@pytest.fixture(scope="module")
def readers():
    return SentenceSplitter(), NamedEntityReader(threads=1), QuoteReader()


def read(readers, *texts):
    splitter, names, quotes = readers
    rows = [
        {
            "article_id": f"a{number}", "title": None, "text": text, "is_title_in_text": True, "word_count": 0,
            "published_basis": "none", "annotator_id": "t@1",
        }
        for number, text in enumerate(texts)
    ]  # fmt: skip
    batch = {"core.articles": CONTRACTS["core.articles"].from_rows(rows)}
    batch["core.sentences"] = splitter.predict(batch)
    batch["core.entity_mentions"] = names.predict(batch)
    return quotes.predict(batch)


def said(rows):
    return {(row["speaker_name"], row["kind"], row["content"]) for row in rows.to_pylist()}


def test_direct_and_indirect_statements_with_their_speakers(readers):
    found = said(read(readers, HARBOUR))
    assert ("Ada Grossi", "indirect", "The harbour of Suva will close on Monday") in found
    assert ("Boris Venn", "indirect", "that ships would be lost") in found
    assert ("Harbour Board", "indirect", "repairs will take a year") in found
    direct = {(speaker, content) for speaker, kind, content in found if kind == "direct"}
    assert {speaker for speaker, _ in direct} == {"Ada Grossi"}
    assert "“We have no choice,”" in next(content for _, content in direct)


def test_a_row_does_not_depend_on_its_batch(readers):
    alone = read(readers, HARBOUR).to_pylist()
    others = ["The sun shone.", "“Go,” said Ida Moe. " * 40, HARBOUR[:120]]
    batch = [row for row in read(readers, HARBOUR, *others).to_pylist() if row["article_id"] == "a0"]
    assert [row | {"score": round(row["score"], 2)} for row in batch] == [
        row | {"score": round(row["score"], 2)} for row in alone
    ]


def test_nothing_gives_nothing(readers):
    assert read(readers).num_rows == 0
    assert read(readers, "", " ").num_rows == 0


BAD = {
    "a mark never closed": "“We go on, Ada Grossi said.\nNobody answered.\n" * 3,
    "a mark never opened": "We go on,” Ada Grossi said.",
    "scare quotes": "The “deal” of the “century” was no “deal”, and its “experts” are “experts”.",
    "a headline in quotes": "‘We were lied to’: dockers’ anger at ‘broken promises’\n\nThe dockers met on Monday.",
    "a transcript": "GROSSI: We go on.\nVENN: You do not.\nGROSSI: We do, Mr. Venn.\n" * 30,
    "all of it in quotes": "“" + "The harbour closed. Ships waited. " * 60 + "”",
    "ten thousand marks": "“" * 10_000,
    "ten thousand straight marks": '" ' * 10_000,
    "ten thousand single marks": "'a " * 10_000,
    "a poem": "O harbour, my harbour\n  the “sea” says\n    nothing\n\n" * 40,
    "a song": "(Chorus)\nShe said, she said, she said oh\nHe said no\n" * 40,
    "one long word": "x" * 20_000,
    "one long sentence": "and then he said that she said that " * 600,
    "only line ends": "\n" * 5_000,
    "odd characters": "\u202e“\U0001f600” \x00 said \u0301\u0301\u0301 \ufeff«”\u2028",
    "no space": "“We go,”saidAdaGrossi.“Now.”Butwhy?",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_bad_input_gives_rows_that_stand_in_the_text(readers, text):
    for row in read(readers, text).to_pylist():
        assert_stands(row, text)


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "‘", "’", "Ada Grossi", " said ", " that ", "he ", "\n", ". ", ", ", "it rained"]
        )
    )
)
def test_rows_stand_in_any_text(readers, parts):
    text = "".join(parts)
    for row in read(readers, text).to_pylist():
        assert_stands(row, text)


def assert_stands(row, text):
    assert 0 <= row["start_char"] <= row["content_start_char"] < row["content_end_char"] <= row["end_char"] <= len(text)
    assert text[row["content_start_char"] :].startswith(row["content"].split(" ... ")[0])
    for words, prefix in ((row["cue"], "cue"), (row["speaker_surface"], "speaker")):
        if words is not None:
            assert text[row[f"{prefix}_start_char"] : row[f"{prefix}_end_char"]] == words
    assert 0 <= row["score"] <= 1
    assert row["is_direct"] == (row["kind"] == "direct")
