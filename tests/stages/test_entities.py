"""Canonical entities in the warehouse: ids on the mentions, exact counts, nothing redone without need."""

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.stages.checks import run_checks
from pipelines.stages.entities import write_entities


def mention(article_id, start, surface, local_name, entity_type="PERSON"):
    return {
        "article_id": article_id,
        "field": "text",
        "start_char": start,
        "end_char": start + len(surface),
        "surface": surface,
        "entity_type": entity_type,
        "local_name": local_name,
        "score": 0.9,
        "annotator_id": "n@1",
    }


@pytest.fixture
def mentions(session):
    rows = [
        mention("a", 0, "Vladimir Zelensky", "Vladimir Zelensky"),
        mention("a", 30, "Zelensky", "Vladimir Zelensky"),
        mention("a", 60, "Volodymyr Zelenskyy", "Volodymyr Zelenskyy"),
        mention("b", 0, "Volodymyr Zelenskyy", "Volodymyr Zelenskyy"),
        mention("b", 40, "Kyiv", "Kyiv", "GPE"),
    ]
    session.append("core.entity_mentions", CONTRACTS["core.entity_mentions"].from_rows(rows))
    return session


def entities(session):
    return {row["canonical_name"]: row for row in session.query("select * from core.entities").to_pylist()}


def test_mentions_carry_their_entity_and_articles_are_counted_once(mentions):
    write_entities(mentions)
    people = [row for row in entities(mentions).values() if row["entity_type"] == "PERSON"]
    assert [(row["mention_count"], row["article_count"]) for row in people] == [(4, 2)]
    assert mentions.scalar("select count(*) from core.entity_mentions where entity_id is null") == 0
    assert all(check.is_passed for check in run_checks(mentions, "core.entity_aliases"))


def test_every_surface_is_listed_with_its_entity(mentions):
    write_entities(mentions)
    rows = mentions.query(
        "select surface, mention_count from core.entity_surfaces where entity_type = 'PERSON' order by surface"
    ).to_pylist()
    assert rows == [
        {"surface": "Vladimir Zelensky", "mention_count": 1},
        {"surface": "Volodymyr Zelenskyy", "mention_count": 2},
        {"surface": "Zelensky", "mention_count": 1},
    ]


def test_without_new_names_nothing_is_done(mentions):
    first = write_entities(mentions)
    before = mentions.query("select * from core.entities order by all").to_pylist()
    again = write_entities(mentions)
    assert (first.is_unchanged, again.is_unchanged) == (False, True)
    assert mentions.query("select * from core.entities order by all").to_pylist() == before


def test_ids_stay_when_more_names_arrive(mentions):
    write_entities(mentions)
    before = {row["entity_id"] for row in entities(mentions).values()}
    more = [mention("c", 0, "Sergey Lavrov", "Sergey Lavrov"), mention("c", 20, "Kiev", "Kiev", "GPE")]
    mentions.append("core.entity_mentions", CONTRACTS["core.entity_mentions"].from_rows(more))
    write_entities(mentions)
    after = {row["entity_id"] for row in entities(mentions).values()}
    assert before <= after
    assert len(after) == 3


def test_an_id_that_lives_again_is_no_merge_any_more(mentions):
    write_entities(mentions)
    alive = mentions.scalar("select min(entity_id) from core.entities")
    merge = {"from_entity_id": alive, "to_entity_id": "x", "reason": "same name"}
    mentions.append("ops.entity_merges", CONTRACTS["ops.entity_merges"].from_rows([merge]))
    mentions.run("delete from ops.annotations")
    write_entities(mentions)
    assert mentions.count("ops.entity_merges") == 0
