import sys
import warnings

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities import load_recogniser
from pipelines.enrich.entities.spacy_backend import MAX_PIECE_CHARS, RecogniserUnavailableError
from pipelines.enrich.entities.titles import exact_span

NEEDS_SPACY = "spaCy is not installed; it comes with the extra `spacy`"

TRAINING = [
    (
        "President Anna Berg of Norland met the Acme Council on Monday.",
        [(0, 19, "PERSON"), (23, 30, "GPE"), (35, 51, "ORG"), (55, 61, "DATE")],
    ),
    (
        "President Karl Holm of Norland met the Zeta Council on Friday.",
        [(0, 19, "PERSON"), (23, 30, "GPE"), (35, 51, "ORG"), (55, 61, "DATE")],
    ),
    ("Anna Berg's plan angered Norland.", [(0, 11, "PERSON"), (25, 32, "GPE")]),
]


def articles(*texts, title=None):
    return CONTRACTS["core.articles"].from_rows([
        {
            "article_id": f"a{place}", "title": title, "text": text, "is_title_in_text": False, "word_count": 1,
            "published_basis": "none", "annotator_id": "test",
        }
        for place, text in enumerate(texts)
    ])  # fmt: skip


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    """A spaCy pipeline with a trained `ner`, on disk."""
    spacy = pytest.importorskip("spacy", reason=NEEDS_SPACY)
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(7)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    examples = [Example.from_dict(nlp.make_doc(text), {"entities": spans}) for text, spans in TRAINING]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        optimizer = nlp.initialize(lambda: examples)
        for _ in range(40):
            nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def recogniser(pipeline):
    return load_recogniser(f"spacy:{pipeline}")


def test_types_and_boundaries_are_this_projects(recogniser):
    rows = recogniser.predict({"core.articles": articles(TRAINING[0][0])}).to_pylist()
    assert [(row["surface"], row["entity_type"]) for row in rows] == [
        ("Anna Berg", "PERSON"),
        ("Norland", "GPE"),
        ("Acme Council", "ORG"),
    ]


def test_offsets_slice_to_the_surface_in_titles_and_texts(recogniser):
    text = "😀 " + TRAINING[1][0] + "\n\n" + TRAINING[2][0]
    table = articles(text, title=TRAINING[0][0])
    rows = recogniser.predict({"core.articles": table}).to_pylist()
    assert {row["field"] for row in rows} == {"title", "text"}
    fields = {"title": TRAINING[0][0], "text": text}
    assert all(fields[row["field"]][row["start_char"] : row["end_char"]] == row["surface"] for row in rows)


def test_a_batch_reads_as_its_articles_do(recogniser):
    texts = [text for text, _ in TRAINING]
    together = recogniser.predict({"core.articles": articles(*texts)})
    alone = [recogniser.predict({"core.articles": articles(*texts).slice(place, 1)}) for place in range(len(texts))]
    assert together.to_pylist() == [row for table in alone for row in table.to_pylist()]
    assert recogniser.predict({"core.articles": articles(*texts)}).equals(together)


@pytest.mark.parametrize(
    "text",
    [pytest.param(" ", id="space"), pytest.param("\u200b", id="zero width"), pytest.param("x" * 5000, id="no spaces")],
)
def test_text_without_names(recogniser, text):
    assert (
        recogniser.predict({"core.articles": articles(text)}).schema == CONTRACTS["core.entity_mentions"].arrow_schema
    )


def test_a_text_longer_than_a_piece_keeps_its_offsets(recogniser):
    text = "word " * (MAX_PIECE_CHARS // 5 + 1) + TRAINING[0][0]
    rows = recogniser.predict({"core.articles": articles(text)}).to_pylist()
    assert "Anna Berg" in {row["surface"] for row in rows}
    assert all(text[row["start_char"] : row["end_char"]] == row["surface"] for row in rows)


def test_no_articles_no_mentions(recogniser):
    assert recogniser.predict({"core.articles": articles()}).num_rows == 0


def test_the_id_names_the_pipeline(recogniser):
    assert recogniser.annotator_id.startswith("entities-spacy@1+")
    assert recogniser.config()["pipeline"].startswith("en_")


def test_a_missing_pipeline_says_how_to_get_it():
    pytest.importorskip("spacy", reason=NEEDS_SPACY)
    with pytest.raises(RecogniserUnavailableError, match="python -m spacy download en_no_such_pipeline"):
        load_recogniser("spacy:en_no_such_pipeline")


def test_a_pipeline_without_entities_is_refused(tmp_path):
    spacy = pytest.importorskip("spacy", reason=NEEDS_SPACY)
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(RecogniserUnavailableError, match="finds no entities"):
        load_recogniser(f"spacy:{tmp_path / 'blank'}")


def test_without_spacy_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(RecogniserUnavailableError, match=r"dateline\[spacy\]"):
        load_recogniser("spacy:en_core_web_sm")


@pytest.mark.parametrize("backend", ["", "spacy", "spacy:", "bert"])
def test_an_unknown_backend_says_what_there_is(backend):
    with pytest.raises(ValueError, match="expected 'minilm' or 'spacy:<pipeline>'"):
        load_recogniser(backend)


@pytest.mark.parametrize(
    ("text", "entity_type", "expected"),
    [
        pytest.param("President Vladimir Putin", "PERSON", "Vladimir Putin", id="title"),
        pytest.param("Lt. Gen. Ann Lee", "PERSON", "Ann Lee", id="two titles"),
        pytest.param("Putin's", "PERSON", "Putin", id="possessive"),
        pytest.param("the United Nations’s", "ORG", "United Nations", id="article and typographic possessive"),
        pytest.param("The Great Gatsby", "WORK_OF_ART", "The Great Gatsby", id="a work keeps its article"),
        pytest.param("“Acme”", "ORG", "Acme", id="quotes"),
        pytest.param("U.S.", "GPE", "U.S.", id="abbreviation keeps its stop"),
        pytest.param("Donald Trump Jr.", "PERSON", "Donald Trump Jr.", id="suffix keeps its stop"),
        pytest.param("President", "PERSON", "President", id="a title alone stays"),
        pytest.param("the", "ORG", "the", id="an article alone stays"),
        pytest.param(" -- ", "ORG", None, id="nothing left"),
    ],
)
def test_boundaries_are_those_of_the_shipped_recogniser(text, entity_type, expected):
    start, end = exact_span(text, 0, len(text), entity_type)
    assert (text[start:end] if start < end else None) == expected
