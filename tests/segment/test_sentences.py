import itertools

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.segment.sentences import SentenceSplitter, sentence_spans

CASES = [
    pytest.param("He left. She stayed.", ["He left.", "She stayed."], id="plain"),
    pytest.param(
        "Mr. Smith met Gen. Mark A. Lee on Jan. 5.",
        ["Mr. Smith met Gen. Mark A. Lee on Jan. 5."],
        id="titles, initials, months",
    ),
    pytest.param(
        "U.S. troops left. The U.S. The end.",
        ["U.S. troops left.", "The U.S.", "The end."],
        id="an abbreviation ends a sentence before a common opening word",
    ),
    pytest.param(
        "It rose 3.5 percent to No. 1 in St. Louis.",
        ["It rose 3.5 percent to No. 1 in St. Louis."],
        id="decimals and numbers",
    ),
    pytest.param("He said no. We left.", ["He said no.", "We left."], id="no is a word before a word"),
    pytest.param(
        "“Go!” he said. “Why?” Petrov asked.",
        ["“Go!” he said.", "“Why?” Petrov asked."],
        id="a quotation goes on in its attribution",
    ),
    pytest.param("“We won.” He smiled.", ["“We won.”", "He smiled."], id="a quotation that ends"),
    pytest.param("We wait ... and wait. Then we go...", ["We wait ... and wait.", "Then we go..."], id="ellipsis"),
    pytest.param("They met at 5 p.m. on Friday.", ["They met at 5 p.m. on Friday."], id="time of day"),
    pytest.param("他走了。她留下。", ["他走了。", "她留下。"], id="full-width stops"),
    pytest.param("هل ذهب؟ نعم.", ["هل ذهب؟", "نعم."], id="right to left"),
    pytest.param("no punctuation at all", ["no punctuation at all"], id="no stop"),
    pytest.param("   ", [], id="white space"),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences(text, sentences):
    assert [text[s:e] for s, e in sentence_spans(text)] == sentences


@given(st.text(alphabet=st.sampled_from("aB. ?!”\"\n1'’(U.S.)“"), max_size=80))
def test_sentences_hold_every_visible_character_once(text):
    spans = sentence_spans(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())


def articles(*rows):
    keys = ("article_id", "title", "deck", "text", "is_title_in_text")
    filled = [dict(zip(keys, row, strict=True), word_count=1, published_basis="none", annotator_id="x") for row in rows]
    return {"core.articles": CONTRACTS["core.articles"].from_rows(filled)}


def test_kinds():
    text = "Bridge shuts\nRepairs to last two years\nThe bridge is shut. It was old.\nA long wait\n- first, the deck.\nIt opens in May."
    rows = (
        SentenceSplitter().predict(articles(("a", "Bridge shuts", "Repairs to last two years", text, True))).to_pylist()
    )
    assert [(text[r["start_char"] : r["end_char"]], r["kind"]) for r in rows] == [
        ("Bridge shuts", "title"),
        ("Repairs to last two years", "deck"),
        ("The bridge is shut.", "sentence"),
        ("It was old.", "sentence"),
        ("A long wait", "sentence"),
        ("- first, the deck.", "list_item"),
        ("It opens in May.", "sentence"),
    ] or rows[4]["kind"] == "subheading"
    assert [r["sentence_index"] for r in rows] == list(range(7))


def test_a_batch_may_be_split_and_read_again():
    batch = articles(
        ("a", None, None, "One. Two.", False), ("b", None, None, "", False), ("c", None, None, "Three.", False)
    )
    splitter = SentenceSplitter()
    whole = splitter.predict(batch)
    parts = [splitter.predict({"core.articles": batch["core.articles"].slice(i, 1)}) for i in range(3)]
    assert pa.concat_tables(parts).to_pylist() == whole.to_pylist() == splitter.predict(batch).to_pylist()
    assert splitter.predict(articles()).num_rows == 0


@pytest.mark.parametrize(
    "text",
    ["." * 300_000, "a." * 100_000, ".”" * 100_000, "No. " * 50_000, "(" * 200_000],
    ids=["full stops", "initials", "closed quotes", "abbreviations", "brackets"],
)
def test_hostile_runs_cost_no_square(text):
    spans = sentence_spans(text)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
