"""Candidates by name: many names at once are answered as each would be alone."""

import pytest

from pipelines.enrich.linking.context import Mentioned
from pipelines.enrich.linking.finding import Finder
from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.compiling.builder import Name, Thing

THINGS = [
    Thing(number=1, kind="person", names=[Name("Rosa Lindqvist"), Name("R. Lindqvist")], popularity=0.2),
    Thing(number=2, kind="person", names=[Name("Rosa Lindqvist")], popularity=0.4),
    Thing(number=3, kind="country", names=[Name("Republic of Freedonia")], geonames_id=555),
    Thing(number=4, kind="organisation", names=[Name("Rosa Lindqvist")]),
    Thing(number=5, kind="constituency", names=[Name("Freedonia")]),
]
ENTITIES = [
    Mentioned("a", "PERSON", "Rosa Lindqvist"),
    Mentioned("b", "PERSON", "Rosa Lindqvist", {"Lindqvist": 2}),
    Mentioned("c", "PERSON", "Lindqvist"),
    Mentioned("d", "GPE", "Freedonia", places={555}),
    Mentioned("e", "ORG", "Rosa Lindqvist"),
    Mentioned("f", "PERSON", "Karl Obermoser"),
]


@pytest.fixture
def packs(make_pack):
    return [KnowledgeBase(make_pack(THINGS[:4])), KnowledgeBase(make_pack(THINGS[1:], name="second"))]


def found(packs, entities):
    return [
        [(candidate.entry.number, candidate.pack_id.split("@")[0], candidate.likeness) for candidate in own]
        for own in Finder(packs).of(entities)
    ]


def test_candidates_come_best_fitting_then_most_popular_first(packs):
    of_person, of_both, of_family, of_place, of_firm, of_nobody = found(packs[:1], ENTITIES)
    assert [number for number, *_ in of_person] == [number for number, *_ in of_both] == [2, 1]
    assert [likeness < 0.5 for *_, likeness in of_family] == [True, True]
    assert [number for number, *_ in of_place] == [3]
    assert [number for number, *_ in of_firm] == [4]
    assert of_nobody == []


def test_names_that_are_asked_together_are_answered_as_alone(packs):
    together = found(packs, [*ENTITIES, *ENTITIES])
    assert together == [own for entity in (*ENTITIES, *ENTITIES) for own in found(packs, [entity])]


def test_an_item_of_two_packs_stands_once_of_the_first(packs):
    (of_person,) = found(packs, ENTITIES[:1])
    assert [number for number, *_ in of_person] == [2, 1]
    assert len({pack for _, pack, _ in of_person}) == 1


def test_without_packs_nobody_is_found():
    assert Finder([]).of(ENTITIES[:2]) == [(), ()]
