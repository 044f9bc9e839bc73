"""What linking reads of a batch: only entities that a pack has a name or the place of."""

from datetime import date

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.linking.reading import articles_of, day_of
from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.compiling.builder import Name, Thing

TEXT = "Rosa Lindqvist of the Tin Union met Ada Berg in Freedonia (1) and Sylvania."
THINGS = [
    Thing(number=1, kind="person", names=[Name("Rosa Lindqvist")]),
    Thing(number=2, kind="country", names=[Name("Republic of Freedonia")], geonames_id=555),
]


def batch(mentions, text=TEXT, **resolved):
    rows, places, entities = [], [], {}
    for surface, entity_type in mentions:
        start = text.index(surface)
        span = {
            "article_id": "a",
            "field": "text",
            "start_char": start,
            "end_char": start + len(surface),
            "surface": surface,
        }
        rows.append(
            {**span, "entity_type": entity_type, "local_name": surface, "entity_id": surface, "score": 1.0, "annotator_id": "t"}
        )  # fmt: skip
        entities[surface] = {
            "entity_id": surface, "canonical_name": surface, "entity_type": entity_type, "mention_count": 1, "article_count": 1,
        }  # fmt: skip
        if entity_type == "GPE":
            places.append({
                **span, "place_id": resolved.get(surface), "country_code": "FD", "role": "literal", "role_score": 1.0, "score": 1.0,
                "resolution_basis": "gazetteer", "annotator_id": "t",
            })  # fmt: skip
    article = {
        "article_id": "a", "text": text, "is_title_in_text": False, "word_count": 9, "published_basis": "none", "annotator_id": "t",
    }  # fmt: skip
    found = {
        "core.articles": [article], "core.entity_mentions": rows, "core.place_mentions": places,
        "core.entities": list(entities.values()),
    }  # fmt: skip
    return {name: CONTRACTS[name].from_rows(values) for name, values in found.items()}


MENTIONS = (
    ("Rosa Lindqvist", "PERSON"),
    ("Tin Union", "ORG"),
    ("Ada Berg", "PERSON"),
    ("Freedonia", "GPE"),
    ("Sylvania", "GPE"),
)


@pytest.mark.parametrize(
    ("resolved", "read"),
    [
        pytest.param({}, ["Rosa Lindqvist"], id="by name"),
        pytest.param({"Freedonia": "geonames:555", "Sylvania": "geonames:6"}, ["Rosa Lindqvist", "Freedonia"], id="by place"),
        pytest.param({"Freedonia": "other:555"}, ["Rosa Lindqvist"], id="an id of another gazetteer"),
    ],
)  # fmt: skip
def test_only_what_a_pack_may_know_is_read(make_pack, resolved, read):
    packs = [KnowledgeBase(make_pack(THINGS))]
    (article,) = articles_of(batch(MENTIONS, **resolved), packs)
    assert [entity.entity_id for entity in article.mentioned] == read
    assert article.countries == {"FD": 1.0}


def test_any_of_the_packs_may_know_it(make_pack):
    packs = [KnowledgeBase(make_pack([thing], name=f"pack-{thing.number}")) for thing in THINGS]
    (article,) = articles_of(batch(MENTIONS, Freedonia="geonames:555"), packs)
    assert [entity.entity_id for entity in article.mentioned] == ["Rosa Lindqvist", "Freedonia"]


@pytest.mark.parametrize(
    ("published", "earliest", "latest", "day"),
    [
        pytest.param(
            date(2019, 3, 4), date(2019, 3, 4), date(2019, 3, 4), date(2019, 3, 4), id="the day of publication"
        ),
        pytest.param(None, date(2019, 1, 1), date(2019, 12, 31), date(2019, 7, 2), id="the middle of a year"),
        pytest.param(None, date(2010, 1, 1), date(2019, 12, 31), None, id="ten years say nothing"),
        pytest.param(None, None, None, None, id="nothing is known"),
    ],
)
def test_the_day_of_an_article_is_that_of_publication_or_the_middle_of_a_short_interval(
    published, earliest, latest, day
):
    assert day_of(published, earliest, latest) == day
