"""Rows explained: the right ones, with the span in its sentence, the evidence, and who read them; for every table."""

from datetime import date

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.explain import ExplainError, Target, explained
from pipelines.explain.finding import targets_of
from pipelines.warehouse import Warehouse

TEXT = "Shelling hit Springfield. Ada Grossi spoke on Thursday."
TIME = {"earliest": date(2026, 3, 12), "latest": date(2026, 3, 12)}
READ = {"article_id": "article1", "score": 0.93, "annotator_id": "r@1+0"}
SPAN = {"field": "text", "start_char": 13, "end_char": 24, "surface": "Springfield"}
NAME = {"field": "text", "start_char": 26, "end_char": 36, "surface": "Ada Grossi", "entity_type": "PERSON"}
CANDIDATES = '[{"place_id": "p1", "name": "Springfield, US", "score": 0.9}, {"place_id": "p2", "name": "Springfield, AU", "score": 0.1}]'
ROWS = {
    "core.articles": [
        {
            "article_id": "article1",
            "text": TEXT,
            "title": "Grossi speaks",
            "is_title_in_text": False,
            "word_count": 8,
            "published_basis": "text",
            "published_score": 0.4,
            "published_date": date(2026, 3, 9),
            "annotator_id": "r@1+0",
            "is_current": True,
            "story_id": "s1",
        },
        {
            "article_id": "article2",
            "text": "x",
            "is_title_in_text": False,
            "word_count": 1,
            "published_basis": "none",
            "annotator_id": "r@1+0",
            "is_current": True,
        },
    ],
    "core.sentences": [
        {"article_id": "article1", "sentence_index": 0, "start_char": 0, "end_char": 25, "kind": "sentence"},
        {"article_id": "article1", "sentence_index": 1, "start_char": 26, "end_char": 55, "kind": "sentence"},
    ],
    "core.place_mentions": [
        {**READ, **SPAN, "place_id": "p1", "role": "literal", "role_score": 0.8, "candidates": CANDIDATES}
    ],
    "core.entity_mentions": [{**READ, **NAME, "local_name": "Ada Grossi", "entity_id": "e1", "score": 0.6}],
    "core.entities": [
        {
            "entity_id": "e1",
            "canonical_name": "Ada Grossi",
            "entity_type": "PERSON",
            "mention_count": 1,
            "article_count": 1,
        }
    ],
    "core.entity_aliases": [
        {"entity_id": "e1", "entity_type": "PERSON", "alias": alias, "mention_count": 1, "score": 1.0, "basis": "exact"}
        for alias in ("Ada Grossi", "Grossi")
    ],
    "core.time_mentions": [
        {
            **READ,
            **TIME,
            "field": "text",
            "start_char": 46,
            "end_char": 54,
            "surface": "Thursday",
            "timex_type": "DATE",
            "value": "2026-03-12",
        }
    ],
    "core.date_evidence": [
        {
            "article_id": "article1",
            "kind": "weekday",
            "start_char": 46,
            "end_char": 54,
            "surface": "Thursday",
            "weight": 0.3,
            "annotator_id": "r@1+0",
            **TIME,
        }
    ],
    "core.places": [
        {
            "place_id": "p1",
            "name": "Springfield",
            "feature_class": "P",
            "feature_code": "PPL",
            "country_code": "US",
            "latitude": 1.0,
            "longitude": 1.0,
            "h3_cell": "c",
        }
    ],
    "core.article_places": [
        {
            "article_id": "article1",
            "place_id": "p1",
            "mention_count": 1,
            "literal_count": 1,
            "focus_score": 0.9,
            "is_focus": True,
            "annotator_id": "r@1+0",
        }
    ],
    "core.topics": [
        {"topic_code": "t1", "scheme": "s", "name": "conflict", "level": 1},
        {"topic_code": "t2", "scheme": "s", "name": "shelling", "level": 2, "parent_code": "t1"},
    ],
    "core.article_topics": [
        {**READ, "topic_code": "t1", "rank": 1, "is_implied": True},
        {**READ, "topic_code": "t2", "rank": 2, "is_implied": False},
    ],
    "core.article_occurrences": [
        {
            "article_id": "article1",
            "document_id": "d1",
            "ordinal": 1,
            "start_char": 9,
            "end_char": 64,
            "boundary_score": 0.72,
            "boundary_basis": "model",
            "annotator_id": "r@1+0",
        }
    ],
    "raw.document_texts": [{"document_id": "d1", "part_index": 0, "start_char": 0, "text": f"The end.\n{TEXT}"}],
    "core.stories": [
        {
            "story_id": "s1",
            "label": "Shelling",
            "article_count": 1,
            "copy_count": 0,
            "source_count": 1,
            "representative_article_id": "article1",
        }
    ],
    "ops.annotators": [{"annotator_id": "r@1+0", "name": "reader", "version": "1", "config": "{}"}],
}


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with Warehouse(tmp_path_factory.mktemp("explain") / "w.duckdb").writer() as session:
        for name, rows in ROWS.items():
            filled = [row | ({"annotator_id": "r@1+0"} if name == "core.sentences" else {}) for row in rows]
            session.append(name, CONTRACTS[name].from_rows(filled))
        yield session


def one(session, table, **how):
    [found] = explained(session, Target(table, **how))
    return found


def test_a_place_is_shown_in_its_sentence_with_its_candidates_and_its_reader(session):
    found = one(session, "core.place_mentions", article="article1", at=15)
    assert found.passage == "Shelling hit [Springfield]."
    assert "place_id: Springfield, US (p1) (core.places; NULL = unresolved)" in found.says
    assert found.sureness == "score 0.93: very sure"
    assert found.evidence[:2] == (
        "candidate Springfield, US (p1), score 0.9 (chosen)",
        "candidate Springfield, AU (p2), score 0.1",
    )
    assert found.reader == "reader, version 1, {} (r@1+0)"


@pytest.mark.parametrize(
    ("table", "how", "passage", "sureness", "evidence"),
    [
        (
            "entity_mentions",
            {"article": "article1"},
            "[Ada Grossi] spoke on Thursday.",
            "score 0.60: more likely right than wrong",
            ('"Ada Grossi" stands for Ada Grossi by exact, score 1.00', "other forms: Grossi"),
        ),
        (
            "time_mentions",
            {"article": "article1"},
            "Ada Grossi spoke on [Thursday].",
            "score 0.93: very sure",
            ("counted from the article's day, 2026-03-09 (text)",),
        ),
        (
            "date_evidence",
            {"article": "article1"},
            "Ada Grossi spoke on [Thursday].",
            "weight 0.30: more likely wrong",
            (),
        ),
        (
            "articles",
            {"article": "article1"},
            "",
            "published_score 0.40: more likely wrong",
            ('weekday, weight 0.30: 2026-03-12 to 2026-03-12, from "Thursday"',),
        ),
        (
            "article_topics",
            {"article": "article1", "keys": {"topic_code": "t1"}},
            "",
            "score 0.93: very sure",
            ("implied by the narrower topic shelling, score 0.93",),
        ),
        (
            "article_places",
            {"article": "article1"},
            "",
            "",
            ("Springfield: 1 mentions, literal, from character 13",),
        ),
        (
            "article_occurrences",
            {"keys": {"document_id": "d1", "ordinal": "1"}},
            "",
            "boundary_score 0.72: fairly sure",
            ("before: ...The end.", f"after: {TEXT}..."),
        ),
        ("stories", {"keys": {"story_id": "s1"}}, "", "", ("2026-03-09 Grossi speaks",)),
    ],
)
def test_every_kind_of_row_says_what_it_rests_on(  # noqa: PLR0917 one argument per column of the table
    session, table, how, passage, sureness, evidence
):
    found = one(session, table, **how)
    assert (found.passage, found.sureness) == (passage, sureness)
    assert found.evidence == evidence


def test_a_table_of_an_extension_would_be_explained_from_its_contract_alone(session):
    found = one(session, "core.sentences", article="article1", at=30)
    assert found.passage == "[Ada Grossi spoke on Thursday.]"
    assert "kind: sentence (`sentence`, `title`, `deck`, `subheading` or `list_item`)" in found.says


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (Target("place_mention"), "did you mean core.place_mentions"),
        (Target("core.place_mentions"), "which row"),
        (Target("core.place_mentions", "zzz"), "no article begins with 'zzz'"),
        (Target("core.place_mentions", "%"), "no article begins"),
        (Target("core.place_mentions", "article1", 0), "no such row at 0"),
        (Target("core.place_mentions", "article1", keys={"colour": "x"}), "no column 'colour'"),
        (Target("core.stories", "article1"), "not by article: give --key with one of story_id"),
        (Target("core.articles", keys={"word_count": "8"}), "word_count alone is too little"),
    ],
)
def test_what_cannot_be_explained_is_said(session, target, message):
    with pytest.raises(ExplainError, match=message):
        explained(session, target)


def test_two_articles_of_one_beginning_are_named(session):
    with pytest.raises(ExplainError, match="several articles begin with 'art': article1, article2"):
        explained(session, Target("core.articles", "art"))


def test_the_rows_of_a_query_are_facts_articles_or_stories():
    fact = list(targets_of([{"article_id": "a", "start_char": 3}], 1))
    assert {"core.place_mentions", "core.entity_mentions", "core.time_mentions", "core.date_evidence"} <= {
        target.table for target in fact
    }
    assert {(target.article, target.at) for target in fact} == {("a", 3)}
    assert list(targets_of([{"article_id": "a"}, {"article_id": "b"}], 1)) == [Target("core.articles", "a")]
    assert list(targets_of([{"story_id": "s"}], 5)) == [Target("core.stories", keys={"story_id": "s"})]
    with pytest.raises(ExplainError, match="they have: place_name"):
        list(targets_of([{"place_name": "x"}], 1))
