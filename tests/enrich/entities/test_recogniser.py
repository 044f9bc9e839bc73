import itertools
import unicodedata

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.recogniser import EntityRecogniser


def articles(*texts, titles=None):
    return CONTRACTS["core.articles"].from_rows(
        [
            {
                "article_id": f"a{i}",
                "title": titles[i] if titles else None,
                "text": text,
                "is_title_in_text": False,
                "word_count": len(text.split()),
                "published_basis": "none",
                "annotator_id": "test@1",
            }
            for i, text in enumerate(texts)
        ]
    )


@pytest.fixture(scope="module")
def recogniser():
    return EntityRecogniser(threads=1)


def read(recogniser, *texts):
    return recogniser.predict({"core.articles": articles(*texts)}).to_pylist()


def pairs(recogniser, text):
    return [(row["surface"], row["entity_type"]) for row in read(recogniser, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "President Vladimir Putin arrived in Minsk on Friday.",
            [("Vladimir Putin", "PERSON"), ("Minsk", "GPE")],
            id="title outside the person",
        ),
        pytest.param(
            "Russian forces entered Ukraine.",
            [("Russian", "NORP"), ("Ukraine", "GPE")],
            id="nationality apart from country",
        ),
        pytest.param(
            "Germany's parliament met in Berlin.", [("Germany", "GPE"), ("Berlin", "GPE")], id="possessive outside"
        ),
    ],
)
def test_names_in_plain_news(recogniser, text, expected):
    assert [pair for pair in pairs(recogniser, text) if pair in expected] == expected


HOSTILE = [
    pytest.param("", id="empty"),
    pytest.param("\x00\x01\x02", id="control characters"),
    pytest.param("A" * 100_000, id="one endless word in capitals"),
    pytest.param("Kyiv" * 25_000, id="no spaces"),
    pytest.param("Minsk and Kyiv " * 7_000, id="a sentence of a hundred thousand characters"),
    pytest.param("PUTIN MET XI IN BEIJING ON MONDAY", id="all capitals"),
    pytest.param("😀😀 Angela Merkel 😀 visited 😀 Paris 😀", id="emoji between names"),
    pytest.param("Angela\u200b Merkel\u200d visited\ufeff Par\u00adis", id="zero-width characters"),
    pytest.param("<p>Angela&nbsp;Merkel</p><br/><a href='x'>Paris</a>", id="HTML left-overs"),
    pytest.param("Ангела Меркель посетила Париж. 東京で会談。", id="other scripts"),
    pytest.param(unicodedata.normalize("NFD", "José Núñez flew to Málaga"), id="decomposed accents"),
    pytest.param(". . . ! ? " * 3_000, id="punctuation only"),
    pytest.param("." * 300_000, id="an endless ellipsis"),
    pytest.param("\n" * 50_000, id="empty lines only"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_offsets_are_exact_on_hostile_text(recogniser, text):
    rows = read(recogniser, text)
    assert all(text[row["start_char"] : row["end_char"]] == row["surface"] for row in rows)
    assert all(a["end_char"] <= b["start_char"] for a, b in itertools.pairwise(rows))


def test_offsets_after_emoji_and_accents_count_code_points(recogniser):
    text = "😀 e\u0301te\u0301: officials in Warsaw said so."
    assert ("Warsaw", text.index("Warsaw")) in [(r["surface"], r["start_char"]) for r in read(recogniser, text)]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("ABC abc.\n’")), max_size=300))
def test_any_text_gives_exact_spans(recogniser, text):
    for row in read(recogniser, text):
        assert text[row["start_char"] : row["end_char"]] == row["surface"]
        assert 0 < row["score"] <= 1


TEXTS = (
    "The Kremlin said Moscow would respond.\nAngela Merkel flew to Paris.",
    "Officials in Warsaw met the United Nations envoy.",
    "Nothing here is a name.",
    "Angela Merkel flew to Paris.",
)


def test_reading_twice_is_reading_once(recogniser):
    assert read(recogniser, *TEXTS) == read(recogniser, *TEXTS)


def test_rows_of_an_article_do_not_depend_on_its_neighbours(recogniser):
    together = {(r["article_id"], r["start_char"], r["end_char"], r["entity_type"]) for r in read(recogniser, *TEXTS)}
    apart = {
        (f"a{i}", r["start_char"], r["end_char"], r["entity_type"])
        for i, text in enumerate(TEXTS)
        for r in read(recogniser, text)
    }
    assert together == apart


def test_threads_do_not_change_rows(recogniser):
    batch = {"core.articles": articles(*TEXTS)}
    assert EntityRecogniser(threads=2).predict(batch).drop("score").equals(recogniser.predict(batch).drop("score"))


def test_empty_batch_gives_an_empty_table_of_the_contract(recogniser):
    table = recogniser.predict({"core.articles": articles()})
    assert isinstance(table, pa.Table)
    assert table.num_rows == 0
    assert table.schema == CONTRACTS["core.entity_mentions"].arrow_schema


def test_title_is_read_before_the_text_and_counts_for_itself(recogniser):
    table = recogniser.predict(
        {"core.articles": articles("Talks went on in Geneva.", titles=["Angela Merkel in Paris"])}
    )
    rows = table.to_pylist()
    assert [r["field"] for r in rows] == sorted([r["field"] for r in rows], reverse=True)
    assert ("title", "Paris") in [(r["field"], r["surface"]) for r in rows]


def test_local_name_is_the_surface_and_entity_is_unknown(recogniser):
    for row in read(recogniser, TEXTS[0]):
        assert row["local_name"] == row["surface"]
        assert row["entity_id"] is None


def test_configuration_changes_the_annotator_id():
    assert EntityRecogniser(agreement=False).annotator_id != EntityRecogniser().annotator_id
