import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.enrich.topics import KeyphraseExtractor
from pipelines.enrich.topics.keyphrases import keyphrases, keyphrases_of

STORY = (
    "The river barrage at Tall Oaks will be closed for repairs, the water board said. Engineers found cracks in the river "
    "barrage last spring. Anna Velt, who leads the water board, told reporters that the repairs will cost two million. "
    "Farmers near Tall Oaks fear floods. Without the river barrage, Anna Velt warned, low fields may flood in autumn."
)


@pytest.fixture(scope="module")
def extractor():
    return KeyphraseExtractor()


def phrases(text):
    return [text[start:end] for start, end, _ in keyphrases(text)]


@pytest.mark.parametrize("phrase", ["river barrage", "Anna Velt", "Tall Oaks", "water board"])
def test_what_comes_back_is_a_keyphrase(phrase):
    assert phrase in phrases(STORY)[:5]


def test_no_phrase_holds_a_stop_word_or_crosses_punctuation():
    for phrase in phrases(STORY):
        assert not set(phrase.lower().split()) & {"the", "of", "said", "in", "will"}
        assert "." not in phrase
        assert "," not in phrase


def test_phrases_do_not_hold_one_another():
    found = [set(phrase.lower().split()) for phrase in phrases(STORY)]
    assert not any(a < b for a in found for b in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Hello", id="one-word"),
        pytest.param("the of and to in a is that it was for on", id="stop-words-only"),
        pytest.param("12 34 56 78 90 11 22 33 44 55", id="numbers-only"),
        pytest.param("... --- !!! ???", id="punctuation-only"),
    ],
)
def test_what_says_nothing_has_no_keyphrase(text):
    assert keyphrases(text) == []


def test_rows_follow_the_contract(extractor, make_articles):
    table = extractor.predict({"core.articles": make_articles(STORY, "", STORY.upper())})
    assert table.schema == CONTRACTS["core.article_keyphrases"].arrow_schema
    assert set(table["article_id"].to_pylist()) == {"a0", "a2"}


def test_an_empty_batch_gives_an_empty_table(extractor, make_articles):
    assert extractor.predict({"core.articles": make_articles()}).num_rows == 0


def test_a_batch_split_gives_the_same_rows(extractor, make_articles):
    table = make_articles(STORY, "", STORY * 3)
    parts = [row for i in range(3) for row in extractor.predict({"core.articles": table.slice(i, 1)}).to_pylist()]
    assert parts == extractor.predict({"core.articles": table}).to_pylist()


@given(st.lists(st.sampled_from([*STORY.split(), "\n", "naïve", "O’Brien", "\x00", "İ", "ß", "日本"]), max_size=80))
def test_offsets_slice_to_the_phrase_and_scores_fall(words):
    text = " ".join(words)
    found = keyphrases(text)
    scores = [score for _, _, score in found]
    assert len(found) <= 10
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    spans = [text[start:end] for start, end, _ in found]
    assert all(span and span == span.strip() for span in spans)
    assert len({span.lower() for span in spans}) == len(spans)


def test_the_most_frequent_spelling_is_given_where_it_first_stands():
    text = "RIVER BARRAGE. " + STORY
    start, end, _ = next(span for span in keyphrases(text) if text[span[0] : span[1]].lower() == "river barrage")
    assert (text[start:end], start) == ("river barrage", text.index("river barrage"))


def test_a_word_that_is_said_twice_in_a_row_is_one_phrase_once():
    found = phrases("Fans cheered Duran Duran. Critics praised Duran Duran. The band Duran Duran will tour the coast.")
    assert found.count("Duran Duran") == 1
    assert len(found) == len(set(found))


@given(st.lists(st.lists(st.sampled_from([*STORY.split(), ".", "\n"]), max_size=60), min_size=2, max_size=6))
def test_phrases_do_not_depend_on_other_texts(texts):
    texts = [" ".join(words) for words in texts]
    assert list(keyphrases_of(texts)) == [keyphrases(text) for text in texts]
