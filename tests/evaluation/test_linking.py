"""Scoring links: what counts as right, as wrong and as neither, and what a bad gold file is told."""

import json

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.linking import EntityLinker
from pipelines.evaluation.gold import GoldError
from pipelines.evaluation.linking import GoldText, Label, known_ids, read_gold, score
from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.compiling.builder import Name, Thing

TEXT = "Freedonia signed. Sylvania did not. Osterlich waits."


def mention(surface):
    start = TEXT.find(surface)
    return {
        "article_id": "1", "field": "text", "start_char": start, "end_char": start + len(surface), "surface": surface,
        "entity_type": "GPE", "local_name": surface, "score": 1.0, "annotator_id": "t",
    }  # fmt: skip


def tables():
    article = {
        "article_id": "1", "text": TEXT, "is_title_in_text": False, "word_count": 8, "published_basis": "none", "annotator_id": "t",
    }  # fmt: skip
    return {
        "core.articles": CONTRACTS["core.articles"].from_rows([article]),
        "core.entity_mentions": CONTRACTS["core.entity_mentions"].from_rows([mention("Freedonia"), mention("Sylvania"), mention("Osterlich")]),
        "core.place_mentions": CONTRACTS["core.place_mentions"].empty(),
    }  # fmt: skip


def label(surface, wikidata_id, *, is_optional=False):
    start = TEXT.find(surface)
    return Label(start, start + len(surface), wikidata_id, "place", is_optional)


def test_right_wrong_and_optional_links_are_counted(make_pack):
    countries = [
        Thing(number=n, kind="country", names=[Name(name)], popularity=1.0)
        for n, name in ((1, "Freedonia"), (2, "Sylvania"), (3, "Osterlich"))
    ]
    pack = KnowledgeBase(make_pack(countries))
    labels = (label("Freedonia", "Q1"), label("Sylvania", "Q9"), label("Osterlich", None, is_optional=True))
    texts = [GoldText("1", None, TEXT, None, labels)]
    assert known_ids([pack], texts) == {"Q1"}
    found = score(texts, tables(), EntityLinker([pack]), frozenset({"Q1"}))
    assert (found["labels"], found["given"], found["right"]) == (2, 2, 1)
    assert (found["precision"], found["recall"], found["f1"]) == (0.5, 0.5, 0.5)
    assert found["coverage"] == {"place": {"labels": 2, "in_packs": 1, "linked_right": 1}}
    assert found["wrong"]["another id"] == 1


def test_a_link_where_the_gold_has_no_mention_is_wrong(make_pack):
    pack = KnowledgeBase(make_pack([Thing(number=1, kind="country", names=[Name("Freedonia")], popularity=1.0)]))
    found = score(
        [GoldText("1", None, TEXT, None, (label("Sylvania", "Q2"),))], tables(), EntityLinker([pack]), frozenset()
    )
    assert found["wrong"]["no mention there"] == 1
    assert found["precision"] == 0.0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param({"text": "x"}, "a list `labels`", id="no labels"),
        pytest.param({"text": "x", "labels": [{"span": [0], "entity_id": "Q1"}]}, "line 1", id="half a span"),
        pytest.param({"text": "x", "labels": [{"entity_id": "Q1"}]}, "`span`", id="no span"),
        pytest.param({"text": "x", "labels": [], "published_at": "once"}, "line 1", id="no day"),
    ],
)
def test_bad_gold_is_named_with_its_line(tmp_path, line, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line) + "\n")
    with pytest.raises(GoldError, match=message):
        read_gold(path)


def test_an_id_that_is_no_item_stands_for_nothing(tmp_path):
    path = tmp_path / "gold.jsonl"
    rows = [{"span": [0, 1], "entity_id": "<NIL>"}, {"span": [0, 1], "entity_id": "Q5", "type": "X|Q215627"}]
    path.write_text(json.dumps({"text": "x", "labels": rows, "published_at": "2016-05-01T10:00:00Z"}) + "\n")
    (text,) = read_gold(path)
    assert [(item.wikidata_id, item.type_name) for item in text.labels] == [(None, "other"), ("Q5", "person")]
    assert str(text.day) == "2016-05-01"
