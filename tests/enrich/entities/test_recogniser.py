import itertools
import shutil
import unicodedata

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.encoder.heads import load_head
from pipelines.enrich.entities.common_words import COMMON_WORDS_FILE
from pipelines.enrich.entities.recogniser import MODEL_FILE, MODEL_FOLDER, TOKENISER_FILE, EntityRecogniser
from pipelines.worker import MODELS


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
    "Kyiv",
    "",
    "PUTIN MET XI IN BEIJING ON MONDAY\nThe Chinese and Russian leaders spoke for two hours in the Great Hall of the People.",
    "Shares of Nordea, Telia and Ericsson fell in Stockholm, Helsinki and Oslo. " * 12,
    "Lagos " * 90,
)


@pytest.fixture(scope="module")
def reader():
    """The recogniser with the head of roles, whose vectors a neighbour could change as well."""
    folder = MODELS / "places" / "literal_head.json"
    return EntityRecogniser(threads=1, literal_head=load_head(folder, MODEL_FOLDER / MODEL_FILE))


def rows_of_each(reader, order, size):
    """The rows of each text, without their article, when the texts in `order` are read in batches of `size`."""
    rows = {number: [] for number in order}
    for begin in range(0, len(order), size):
        part = order[begin : begin + size]
        for row in read(reader, *(TEXTS[number] for number in part)):
            rows[part[int(row.pop("article_id")[1:])]].append(row)
    return rows


def test_reading_twice_is_reading_once(recogniser):
    assert read(recogniser, *TEXTS) == read(recogniser, *TEXTS)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(len(TEXTS))), count=st.integers(1, len(TEXTS)), size=st.integers(1, len(TEXTS)))
def test_rows_of_an_article_are_the_same_to_the_bit_whatever_stands_beside_it(reader, order, count, size):
    chosen = order[:count]
    alone = rows_of_each(reader, chosen, 1)
    assert rows_of_each(reader, chosen, size) == alone
    assert any(row["literal_score"] is not None for row in alone.get(0, [])) is (0 in chosen)


def test_threads_do_not_change_rows(recogniser):
    batch = {"core.articles": articles(*(TEXTS * 3))}
    assert EntityRecogniser(threads=2).predict(batch).equals(recogniser.predict(batch))


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


MARKS = {MODEL_FILE: b"onnx.quantize", TOKENISER_FILE: b"}", COMMON_WORDS_FILE: b"\n"}
"""Bytes of each file that may be others without making it unreadable."""


@pytest.mark.parametrize("name", list(MARKS))
def test_one_byte_of_a_file_changes_the_annotator_id(tmp_path, name):
    folder = tmp_path / "entities"
    shutil.copytree(MODEL_FOLDER, folder)
    before = EntityRecogniser(models=tmp_path)
    assert before.files() == (folder / MODEL_FILE, folder / TOKENISER_FILE, folder / COMMON_WORDS_FILE)
    assert before.annotator_id == EntityRecogniser().annotator_id
    content = bytearray((folder / name).read_bytes())
    at = content.rindex(MARKS[name])
    content[at : at + 1] = b"O" if name == MODEL_FILE else b" }"
    (folder / name).write_bytes(content)
    assert EntityRecogniser(models=tmp_path).annotator_id != before.annotator_id


def test_the_head_of_roles_changes_the_annotator_id(reader, recogniser):
    assert reader.annotator_id != recogniser.annotator_id
