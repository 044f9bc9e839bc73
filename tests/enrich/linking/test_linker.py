"""Linking: who a name is in an article, and NULL where that is not sure."""

import json
from datetime import date

import pyarrow as pa
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.linking import EntityLinker
from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.compiling.builder import Held, Name, Thing


def person(number, name, country, first, last, *, label="Minister of Finance", popularity=0.5, born=None):
    office = Held(label, 1, country, date(first, 1, 1), None if last is None else date(last, 12, 31))
    return Thing(
        number=number,
        kind="person",
        names=[Name(name)],
        country=country,
        popularity=popularity,
        offices=[office],
        born=born,
    )


TEXT = "Finance Minister {name} told parliament in {capital} that the budget of the government would pass. {name} spoke to voters."


def batch(
    name,
    *,
    capital="Vienna",
    country="AT",
    day=date(2016, 5, 1),
    entity_type="PERSON",
    text=TEXT,
    place_id="geonames:9",
):
    written = text.format(name=name, capital=capital)
    article = {
        "article_id": "a", "text": written, "is_title_in_text": False, "word_count": len(written.split()), "published_date": day,
        "published_basis": "metadata", "annotator_id": "t",
    }  # fmt: skip
    spans, at = [], written.find(name)
    while at >= 0:
        spans.append((at, at + len(name)))
        at = written.find(name, at + 1)
    mentions = [
        {
            "article_id": "a", "field": "text", "start_char": start, "end_char": end, "surface": name, "entity_type": entity_type,
            "local_name": name, "entity_id": "e", "score": 1.0, "annotator_id": "t",
        }
        for start, end in spans
    ]  # fmt: skip
    at = written.find(capital)
    place = {
        "article_id": "a", "field": "text", "start_char": at, "end_char": at + len(capital), "surface": capital,
        "place_id": place_id, "country_code": country, "role": "literal", "role_score": 1.0, "score": 1.0,
        "resolution_basis": "gazetteer", "annotator_id": "t",
    }  # fmt: skip
    entity = {
        "entity_id": "e",
        "canonical_name": name,
        "entity_type": entity_type,
        "mention_count": 2,
        "article_count": 1,
    }
    rows = {
        "core.articles": [article], "core.entity_mentions": mentions,
        "core.place_mentions": [place] if at >= 0 else [], "core.entities": [entity],
    }  # fmt: skip
    return {table: CONTRACTS[table].from_rows(values) for table, values in rows.items()}


@pytest.fixture
def link(make_pack):
    def run(things, tables, *more):
        bases = [KnowledgeBase(make_pack(part, name=f"pack-{n}")) for n, part in enumerate((things, *more))]
        return EntityLinker(bases).work(tables)["core.entity_links"].to_pylist()

    return run


def test_who_holds_the_office_in_this_country_is_linked(link):
    (row,) = link([person(7, "Rosa Lindqvist", "AT", 2014, None)], batch("Rosa Lindqvist"))
    assert row["wikidata_id"] == "Q7"
    assert row["pack_id"].startswith("pack-0@1+")
    assert json.loads(row["candidates"])[0]["wikidata_id"] == "Q7"


def test_a_name_without_a_row_has_no_row(link):
    assert link([person(7, "Rosa Lindqvist", "AT", 2014, None)], batch("Rosa Bergqvist")) == []


@pytest.mark.parametrize(("day", "best"), [(date(2016, 5, 1), "Q7"), (date(1981, 5, 1), "Q8")])
def test_the_minister_of_then_is_not_the_minister_of_now(link, day, best):
    things = [person(7, "Rosa Lindqvist", "AT", 2014, 2018), person(8, "Rosa Lindqvist", "AT", 1950, 1983)]
    (row,) = link(things, batch("Rosa Lindqvist", day=day))
    assert json.loads(row["candidates"])[0]["wikidata_id"] == best
    assert row["wikidata_id"] in {best, None}


def test_the_better_known_of_two_namesakes_needs_more_than_fame(link):
    famous = [
        person(7, "Rosa Lindqvist", "AT", 2014, None),
        person(8, "Rosa Lindqvist", "CA", 2014, None, popularity=0.6),
    ]
    in_austria = link(famous, batch("Rosa Lindqvist"))[0]
    in_canada = link(famous, batch("Rosa Lindqvist", capital="Ottawa", country="CA"))[0]
    assert in_austria["wikidata_id"] in {"Q7", None}
    assert in_canada["wikidata_id"] in {"Q8", None}
    best = [json.loads(row["candidates"])[0]["wikidata_id"] for row in (in_austria, in_canada)]
    assert best == ["Q7", "Q8"]


def test_someone_who_was_a_child_then_is_no_candidate(link):
    born_late = person(7, "Rosa Lindqvist", "AT", 2014, None, born=date(2005, 1, 1))
    assert link([born_late], batch("Rosa Lindqvist")) == []


def test_fifty_people_of_one_name_are_not_told_apart(link):
    things = [person(n, "Rosa Lindqvist", "AT", 2014, None) for n in range(1, 51)]
    (row,) = link(things, batch("Rosa Lindqvist"))
    assert row["wikidata_id"] is None
    assert row["pack_id"] is None
    assert row["candidate_count"] == 30


def test_packs_that_give_one_name_two_ids_leave_it_open(link):
    one, other = person(7, "Rosa Lindqvist", "AT", 2014, None), person(8, "Rosa Lindqvist", "AT", 2014, None)
    (row,) = link([one], batch("Rosa Lindqvist"), [other])
    assert row["wikidata_id"] is None
    assert {c["pack_id"].split("@")[0] for c in json.loads(row["candidates"])} == {"pack-0", "pack-1"}


def test_of_two_packs_that_disagree_about_one_id_the_first_has_the_word(link):
    first, second = person(7, "Rosa Lindqvist", "AT", 2014, None), person(7, "Rosa Lindqvist", "CA", 1950, 1951)
    (row,) = link([first], batch("Rosa Lindqvist"), [second])
    assert (row["wikidata_id"], row["candidate_count"]) == ("Q7", 1)
    assert row["pack_id"].startswith("pack-0@")


def test_a_family_name_of_many_is_left_open(link):
    things = [person(n, f"{given} Lindqvist", "AT", 2014, None) for n, given in enumerate(("Rosa", "Anna", "Maria"), 1)]
    (row,) = link(things, batch("Lindqvist"))
    assert row["wikidata_id"] is None


@pytest.mark.parametrize(("day", "count"), [(date(2016, 5, 1), 1), (date(2021, 5, 1), 0), (None, 0)])
def test_a_family_name_alone_can_only_be_who_is_in_office(link, day, count):
    things = [person(7, "Rosa Lindqvist", "AT", 2014, 2018, popularity=0.9)]
    assert len(link(things, batch("Lindqvist", day=day))) == count


def test_a_footballer_of_that_name_is_not_the_member_of_parliament(link):
    text = "Striker {name} scored twice as the team won the league match. Coach praised {name} after the final in {capital}."
    member = person(
        7, "Michael Johnson", "AU", 2010, 2013, label="member of the House of Representatives", popularity=0.2
    )
    (row,) = link([member], batch("Michael Johnson", capital="Leeds", country="GB", text=text))
    assert row["wikidata_id"] is None


def test_a_country_is_found_by_what_the_gazetteer_says_too(link):
    country = Thing(
        number=3, kind="country", names=[Name("Republic of Freedonia")], country="FD", geonames_id=555, popularity=1.0
    )
    text = "The government of {capital} signed the treaty. {name} will ratify it in parliament."
    tables = batch(
        "Freedonia", capital="Freedonia", country="FD", entity_type="GPE", text=text, place_id="geonames:555"
    )
    assert [c["wikidata_id"] for row in link([country], tables) for c in json.loads(row["candidates"])] == ["Q3"]


def test_an_electoral_district_is_not_the_town_of_its_name(link):
    seat = Thing(number=4, kind="constituency", names=[Name("Perth")], country="AU")
    assert link([seat], batch("Perth", entity_type="GPE")) == []


def test_nothing_in_gives_nothing(make_pack):
    linker = EntityLinker([KnowledgeBase(make_pack([person(7, "Rosa Lindqvist", "AT", 2014, None)]))])
    empty = {name: CONTRACTS[name].empty() for name in linker.requires}
    assert linker.work(empty)["core.entity_links"].num_rows == 0


def test_what_else_is_linked_at_once_changes_no_row(make_pack):
    packs = [KnowledgeBase(make_pack([person(n, "Rosa Lindqvist", "AT", 2000 + n, None) for n in (7, 8, 9)]))]
    one, other = batch("Rosa Lindqvist"), batch("Rosa Lindqvist", capital="Ottawa", country="CA", day=date(2008, 5, 1))
    other = {
        name: CONTRACTS[name].from_rows(
            [row | {"article_id": "b"} if "article_id" in row else row for row in table.to_pylist()]
        )
        for name, table in other.items()
    }
    both = {name: pa.concat_tables([one[name], other[name]]) for name in one} | {"core.entities": one["core.entities"]}
    alone = [row for part in (one, other) for row in EntityLinker(packs).work(part)["core.entity_links"].to_pylist()]
    assert len(alone) == 2
    assert EntityLinker(packs).work(both)["core.entity_links"].to_pylist() == alone


def test_another_pack_is_another_identity(make_pack):
    one = EntityLinker(
        [KnowledgeBase(make_pack([person(7, "Rosa Lindqvist", "AT", 2014, None)], name="x"))]
    ).annotator_id
    other = EntityLinker(
        [KnowledgeBase(make_pack([person(7, "Rosa Lindqvist", "AT", 2013, None)], name="x"))]
    ).annotator_id
    assert one != other
    assert EntityLinker([], problems=["x: damaged"]).annotator_id != EntityLinker([]).annotator_id


def test_a_whole_base_has_weights_of_its_own(make_pack):
    folder = make_pack([person(7, "Rosa Lindqvist", "AT", 2014, None)])
    scores = []
    for basis in ("offices", "sitelinks"):
        manifest = json.loads((folder / "pack.json").read_text())
        (folder / "pack.json").write_text(json.dumps(manifest | {"popularity_basis": basis}))
        rows = EntityLinker([KnowledgeBase(folder)]).work(batch("Rosa Lindqvist"))["core.entity_links"]
        scores.append(rows["score"][0].as_py())
    assert scores[0] != scores[1]
