import shutil
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_stories import CHESS, COURT, FERRY, STORIES, WHEAT, dump

from pipelines.contracts import CONTRACTS
from pipelines.segment import (
    Corrections,
    Segmenter,
    article_id_of,
)
from pipelines.segment.cutting import CORRECTIONS, DOCUMENTS, OCCURRENCES, SET_ASIDE, TEXTS, DocumentCutter
from pipelines.segment.segmenter import MERGE_SCORE
from pipelines.worker import MODELS


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter()


def starts(found):
    return [a.start for a in found.articles]


@pytest.mark.parametrize(
    ("between", "inside"),
    [("\n", "\n"), ("\n\n", "\n\n"), ("\n\n", "\n"), ("\n\n\n", "\n\n")],
    ids=[
        "no blank lines",
        "blank lines everywhere",
        "blank lines between articles",
        "two blank lines between articles",
    ],
)
def test_headlined_articles_are_found_whatever_the_blank_lines(segmenter, between, inside):
    text, expected = dump(STORIES, between=between, inside=inside)
    found = segmenter.segment(text)
    assert starts(found) == expected
    assert [text[a.title[0] : a.title[1]] for a in found.articles if a.title] == [s[0] for s in STORIES]
    assert [a.basis for a in found.articles] == ["document", "model", "model", "model"]
    assert found.articles[0].score == 1.0
    assert all(0.5 <= a.score <= 1 for a in found.articles)


def test_bodies_alone_are_found(segmenter):
    text, expected = dump(STORIES, titles=False)
    assert starts(segmenter.segment(text)) == expected


@pytest.mark.parametrize("story", STORIES, ids=["ferry", "wheat", "chess", "court"])
@pytest.mark.parametrize("titles", [True, False], ids=["with headline", "body only"])
def test_one_article_stays_one(segmenter, story, titles):
    text, _ = dump([story], titles=titles)
    (article,) = segmenter.segment(text).articles
    assert (article.start, article.end, article.score, article.basis) == (0, len(text), 1.0, "document")


def test_a_sub_heading_does_not_cut(segmenter):
    body = [*FERRY[:4], "What passengers saw", *FERRY[4:]]
    text, expected = dump([WHEAT, body, CHESS])
    assert starts(segmenter.segment(text)) == expected


@pytest.mark.parametrize(
    "line",
    [
        lambda n: "\t".join(str((n * k) % 9973) for k in range(101, 109)),
        lambda n: f"2024-01-{n % 28 + 1:02d}T10:{n % 60:02d}:00Z INFO [worker-{n % 9}] request {n} took {n % 900} ms",
    ],
    ids=["a table of figures", "a log"],
)
def test_what_is_hardly_letters_is_one_document(segmenter, line):
    assert len(segmenter.segment("\n".join(line(n) for n in range(1, 3000))).articles) == 1


CAPTION = "The Maren Grieg in the harbour of Hallvik. Anna Berg/Getty Images"


def test_an_article_without_a_headline_opens_at_the_caption_above_its_text(segmenter):
    bodies = [list(story[1:]) for story in STORIES]
    bodies[1].insert(0, CAPTION)
    text = "\n".join(line for body in bodies for line in body)
    found = segmenter.segment(text)
    assert text[found.articles[1].start :].startswith(CAPTION)
    assert found.articles[1].title is None
    assert found.articles[1].score >= 0.5
    assert not found.set_aside


def test_a_caption_above_a_headline_stays_with_the_article_above(segmenter):
    text = "\n".join([*FERRY, CAPTION, *WHEAT, *CHESS])
    starts_found = starts(segmenter.segment(text))
    assert starts_found == [0, text.index(WHEAT[0]), text.index(CHESS[0])]


def test_residue_between_articles_is_set_aside_with_a_reason(segmenter):
    text = "\n".join(
        [
            "Skip to main content",
            *FERRY,
            "Advertisement",
            "Read more",
            *WHEAT,
            "© 2024 The Gazette. All rights reserved.",
        ]
    )
    found = segmenter.segment(text)
    assert [(text[b.start : b.end], b.reason_code) for b in found.set_aside] == [
        ("Skip to main content", "navigation"),
        ("Advertisement", "advertisement"),
        ("Read more", "related_link"),
        ("© 2024 The Gazette. All rights reserved.", "legal"),
    ]
    assert [text[a.start : a.end].split("\n")[0] for a in found.articles] == [FERRY[0], WHEAT[0]]
    assert text[found.articles[0].end - 7 : found.articles[0].end] == "Friday."


def test_stated_structure_wins(segmenter):
    stories = STORIES[:3]
    text = "\n---\n".join("\n".join(story[1:]) for story in stories)
    found = segmenter.segment(text)
    assert [text[a.start :].split("\n")[0] for a in found.articles] == [story[1] for story in stories]
    assert {a.basis for a in found.articles} == {"structure"}
    assert [b.reason_code for b in found.set_aside] == ["separator", "separator"]


def test_asterisks_inside_one_article_do_not_cut_it(segmenter):
    text, expected = dump(STORIES)
    lines = text.split("\n")
    marked = "\n".join([*lines[:3], "***", *lines[3:]])
    assert starts(segmenter.segment(marked)) == [0, *(start + len("***\n") for start in expected[1:])]


def test_doubtful_merges_are_listed_inside_articles(segmenter):
    text, _ = dump(STORIES, titles=False)
    found = segmenter.segment(text)
    assert all(any(a.start < m.start < a.end for a in found.articles) for m in found.merges)
    assert all(MERGE_SCORE <= m.score < 1.0 for m in found.merges)
    forced = segmenter.segment(text, corrections=Corrections(frozenset(), frozenset(starts(found)[1:])))
    assert not {m.start for m in forced.merges} & set(starts(found))


@pytest.mark.parametrize(
    "line",
    [
        "{n}\t{m}\t{m}",
        "2024-01-02T03:{n:02d}:00Z INFO worker {n} took {m} ms",
        "Minister {n} to visit port {m} after talks",
    ],
    ids=["a table", "a log", "a list of headlines"],
)
def test_lines_that_are_no_prose_are_one_document(segmenter, line):
    text = "\n".join(line.format(n=n % 60, m=n * 37 % 101) for n in range(300))
    assert len(segmenter.segment(text).articles) == 1


def test_ten_copies_are_ten_articles(segmenter):
    text, _ = dump([FERRY])
    assert len(segmenter.segment("\n".join([text] * 10)).articles) == 10


def test_a_stated_title_is_the_title(segmenter):
    text = "\n".join(
        ["Title: Ferry burns", "Date: 2024-05-01", *FERRY[1:], "Title: Wheat falls", "Date: 2024-05-02", *WHEAT[1:]]
    )
    found = segmenter.segment(text)
    assert [text[a.title[0] : a.title[1]] for a in found.articles] == ["Ferry burns", "Wheat falls"]


def test_corrections_force_and_forbid(segmenter):
    text, expected = dump(STORIES)
    forced = text.index("Judge Helene")
    found = segmenter.segment(text, corrections=Corrections(frozenset({forced}), frozenset({expected[1]})))
    assert starts(found) == [expected[0], expected[2], expected[3], forced]
    assert found.articles[-1].basis == "correction"
    assert found.articles[-1].score == 1.0


HOSTILE = [
    pytest.param("", 0, id="empty"),
    pytest.param("\n" * 50_000, 0, id="all blank lines"),
    pytest.param("word " * 400_000, 1, id="one line of two megabytes"),
    pytest.param("x" * 500_000, 1, id="one word of half a megabyte"),
    pytest.param("Stop", 1, id="one word"),
    pytest.param("!!!\n???\n...", 0, id="symbols only"),
    pytest.param("\x00\x01\nabc\x7f\n\ud800", None, id="control characters and a lone surrogate"),
    pytest.param("عاجل\nقال الوزير يوم الاثنين إن الحدود أغلقت.\n" * 30, None, id="right to left"),
    pytest.param("The sea\nis grey\nand I am old\n\nthe wind\nis cold\nand I am told\n", 1, id="a poem"),
    pytest.param("year\tcount\n" + "\n".join(f"{y}\t{y % 7}" for y in range(1900, 2000)), None, id="a table"),
    pytest.param(
        "Der Minister trat am Montag zurück.\nМинистр ушёл в отставку в понедельник.\n大臣は月曜日に辞任した。\n" * 10,
        None,
        id="mixed languages",
    ),
    pytest.param(
        "((((" * 3000 + "\n" + "“" * 9000 + "\n" + "A.B." * 5000, None, id="brackets, quotes and initials without end"
    ),
]


@pytest.mark.parametrize(("text", "count"), HOSTILE)
def test_hostile_documents_give_valid_spans(segmenter, text, count):
    found = segmenter.segment(text)
    check(text, found)
    if count is not None:
        assert len(found.articles) == count


def test_ten_thousand_two_line_articles(segmenter):
    text = "\n".join(
        f"Harbour {i} shuts for winter\nThe harbour of town {i} was shut for the winter on Monday, Mayor Ann Number{i} said."
        for i in range(10_000)
    )
    found = segmenter.segment(text)
    check(text, found)
    assert len(found.articles) == 10_000


def check(text, found):
    """Spans are in order, disjoint, trimmed, and lose no line."""
    spans = sorted([(a.start, a.end) for a in found.articles] + [(b.start, b.end) for b in found.set_aside])
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(0 <= s < e <= len(text) and text[s:e] == text[s:e].strip() for s, e in spans)
    for article in found.articles:
        for span in (article.title, article.deck):
            assert span is None or (
                article.start <= span[0] < span[1] <= article.end and "\n" not in text[span[0] : span[1]]
            )
    left, place = [], 0
    for start, end in spans:
        left.append(text[place:start])
        place = end
    assert not "".join([*left, text[place:]]).strip().strip("\ufeff\u200b\u200e\u200f\u2060")


@given(
    st.lists(
        st.sampled_from(
            [*FERRY, *COURT, "", "---", "Advertisement", "# Head", "Title: x", "\f", "***", " ", "Read more"]
        ),
        max_size=25,
    )
)
def test_any_order_of_lines_gives_valid_spans_and_the_same_ones_again(segmenter, lines):
    text = "\n".join(lines)
    found = segmenter.segment(text)
    check(text, found)
    assert segmenter.segment(text) == found


def documents(texts):
    """The tables of a batch of dumps."""
    ids = [f"d{number}" for number in range(len(texts))]
    schema = CONTRACTS[DOCUMENTS].arrow_schema
    read = pa.schema([schema.field(name) for name in ("external_id", "content_sha256", "char_count")])
    rest = pa.table([pa.nulls(len(ids), field.type) for field in read], names=read.names)
    return {
        DOCUMENTS: rest.append_column("document_id", pa.array(ids)).append_column(
            "is_dump", pa.array([True] * len(ids))
        ),
        TEXTS: pa.table({"document_id": ids, "part_index": [0] * len(ids), "text": texts}),
        CORRECTIONS: CONTRACTS[CORRECTIONS].empty(),
    }


def test_a_batch_is_its_documents(segmenter):
    cutter = DocumentCutter(segmenter)
    batch = documents([dump(STORIES)[0], "", dump([FERRY])[0] + "\nAdvertisement"])
    whole = cutter.work(batch)
    parts = [cutter.work(batch | {DOCUMENTS: batch[DOCUMENTS].slice(i, 1)})[OCCURRENCES] for i in range(3)]
    assert pa.concat_tables(parts).to_pylist() == whole[OCCURRENCES].to_pylist()
    assert whole[OCCURRENCES].schema == CONTRACTS["core.article_occurrences"].arrow_schema
    assert whole[SET_ASIDE].to_pylist()[0]["reason_code"] == "advertisement"
    row = whole[OCCURRENCES].to_pylist()[-1]
    text = batch[TEXTS].column("text")[2].as_py()
    assert row["article_id"] == article_id_of(text[row["start_char"] : row["end_char"]])
    assert row["annotator_id"] == cutter.annotator_id
    assert cutter.work({name: table.slice(0, 0) for name, table in batch.items()})[OCCURRENCES].num_rows == 0


def test_a_long_document_read_in_parts_gives_the_cuts_of_the_whole(segmenter):
    text, _ = dump(STORIES * 6)
    whole = [text[a.start : a.end] for a in segmenter.segment(text).articles]
    middle = text.index(STORIES[2][3], len(text) // 2)
    first = [text[a.start : a.end] for a in segmenter.segment(text[:middle]).articles]
    carried = first.pop()
    rest = text[text.rindex(carried, 0, middle) :]
    assert first + [rest[a.start : a.end] for a in segmenter.segment(rest).articles] == whole


@pytest.mark.parametrize("score", [0.0, 1.0, -2, 7])
def test_a_score_that_is_no_probability_is_refused(score):
    with pytest.raises(ValueError, match="min_score"):
        Segmenter(min_score=score)


def test_the_id_follows_every_file(tmp_path):
    shutil.copytree(MODELS / "segment", tmp_path / "segment")
    copied = Segmenter(models=tmp_path)
    assert copied.annotator_id == Segmenter().annotator_id
    calibration = tmp_path / "segment" / "boundaries.json"
    calibration.write_text(calibration.read_text() + " ")
    assert Segmenter(models=tmp_path).annotator_id != copied.annotator_id
    assert {path.name for path in copied.files()} == {
        p.name for p in (MODELS / "segment").iterdir() if p.suffix != ".md"
    }


def test_the_id_follows_the_configuration():
    assert Segmenter().annotator_id != Segmenter(min_score=0.7).annotator_id
    assert Segmenter().annotator_id.startswith("segment-trees@9+")
