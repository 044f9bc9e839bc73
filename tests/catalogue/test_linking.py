"""Links in a warehouse: ids on the entities, in step with what changes, and the packs that they rest on."""

import json
from datetime import date

import pyarrow as pa
import pytest

from pipelines.catalogue import CATALOGUE, canonical, lineage_of, linking
from pipelines.contracts import CONTRACTS
from pipelines.knowledge.compiling.builder import Held, Name, Thing
from pipelines.knowledge.shelf import install, packs_folder

from .conftest import Standing, article

TEXT = "Finance Minister {0} told parliament in Vienna that the government of Austria would act. {0} spoke to voters."


def minister(number, name, country="AT", first=2014):
    office = Held("Minister of Finance", 1, country, date(first, 1, 1), None)
    return Thing(number=number, kind="person", names=[Name(name)], country=country, popularity=0.7, offices=[office])


class Linked(Standing):
    """A warehouse whose entities and links follow what is written."""

    def write(self, **names):
        texts = {article_id: TEXT.format(name) if name else "" for article_id, name in names.items()}
        rows = [article(article_id, texts[article_id], 1) for article_id, name in names.items() if name]
        units = self.put(list(names), rows)
        mentions = [row for a, name in names.items() if name for row in self.mentions(a, name, texts[a])]
        places = [row for a, name in names.items() if name for row in self.places(a, texts[a])]
        with self.warehouse.writer() as session:
            for table, found in (("core.entity_mentions", mentions), ("core.place_mentions", places)):
                session.replace(table, CONTRACTS[table].from_rows(found), unit_column="article_id", units=units)
        canonical.entities(self.warehouse, self.settings, units)
        with self.warehouse.writer() as session:
            noted = session.query("select distinct unit_id from ops.changes where table_name = 'core.entities'")
        both = pa.concat_tables([units, noted]).group_by("unit_id").aggregate([])
        return linking.entity_links(self.warehouse, self.settings, both)

    @staticmethod
    def mentions(article_id, name, text):
        for start in (text.find(name), text.rfind(name)):
            yield {
                "article_id": article_id, "field": "text", "start_char": start, "end_char": start + len(name), "surface": name,
                "entity_type": "PERSON", "local_name": name, "score": 1.0, "annotator_id": "t",
            }  # fmt: skip

    @staticmethod
    def places(article_id, text):
        for surface in ("Vienna", "Austria"):
            start = text.find(surface)
            yield {
                "article_id": article_id, "field": "text", "start_char": start, "end_char": start + len(surface),
                "surface": surface, "place_id": "geonames:9", "country_code": "AT", "role": "literal", "role_score": 1.0,
                "resolution_basis": "gazetteer", "score": 1.0, "annotator_id": "t",
            }  # fmt: skip

    def ids(self):
        rows = self.rows("select canonical_name, wikidata_id from core.entities order by canonical_name")
        return {row["canonical_name"]: row["wikidata_id"] for row in rows}

    def links(self):
        return self.rows("select article_id, entity_id, wikidata_id, score from core.entity_links order by article_id")


@pytest.fixture
def linked(tmp_path, make_pack):
    install(
        make_pack([minister(7, "Rosa Lindqvist"), minister(9, "Karl Obermoser")], name="ministers"), tmp_path / "home"
    )
    return Linked(tmp_path / "w.duckdb")


def test_entities_get_the_ids_that_their_articles_agree_on(linked):
    linked.write(a="Rosa Lindqvist", b="Karl Obermoser", c="Ina Namenlos")
    assert linked.ids() == {"Rosa Lindqvist": "Q7", "Karl Obermoser": "Q9", "Ina Namenlos": None}
    assert [row["article_id"] for row in linked.links()] == ["a", "b"]


def test_what_arrives_later_and_what_goes_leaves_the_same_as_all_at_once(linked):
    linked.write(a="Rosa Lindqvist")
    linked.write(b="Rosa Lindqvist", c="Karl Obermoser")
    linked.write(a=None)
    stepwise = linked.ids(), linked.links()
    linking.entity_links(linked.warehouse, linked.settings, None)
    assert (linked.ids(), linked.links()) == stepwise
    assert {row["article_id"] for row in stepwise[1]} == {"b", "c"}
    assert stepwise[0] == {"Rosa Lindqvist": "Q7", "Karl Obermoser": "Q9"}


def test_an_entity_keeps_its_id_when_another_article_changes_its_row(linked):
    linked.write(a="Rosa Lindqvist")
    units = linked.put(["d"], [article("d", TEXT.format("Rosa Lindqvist"), 2)])
    with linked.warehouse.writer() as session:
        rows = CONTRACTS["core.entity_mentions"].from_rows(
            list(linked.mentions("d", "Rosa Lindqvist", TEXT.format("Rosa Lindqvist")))
        )
        session.replace("core.entity_mentions", rows, unit_column="article_id", units=units)
    canonical.entities(linked.warehouse, linked.settings, units)
    assert linked.ids() == {"Rosa Lindqvist": "Q7"}


def test_two_people_of_one_name_leave_the_entity_without_an_id(linked):
    linked.write(a="Rosa Lindqvist", b="Rosa Lindqvist")
    with linked.warehouse.writer() as session:
        session.run("update core.entity_links set wikidata_id = 'Q8' where article_id = 'b'")
        touched = session.query("select distinct entity_id from core.entity_links")
        linking._renew_ids(session, linked.settings, touched)
    assert linked.ids() == {"Rosa Lindqvist": None}


def test_the_users_alias_file_has_the_last_word(linked, tmp_path):
    aliases = tmp_path / "aliases.yaml"
    aliases.write_text("- {entity: Rosa Lindqvist, type: PERSON, wikidata: Q42}\n")
    linked.settings = linked.settings.model_copy(update={"alias_file": aliases})
    linked.write(a="Rosa Lindqvist")
    assert linked.ids() == {"Rosa Lindqvist": "Q42"}
    assert linked.links()[0]["wikidata_id"] == "Q7"


def test_the_offices_of_who_is_linked_are_in_the_warehouse(linked):
    linked.write(a="Rosa Lindqvist", b="Ina Namenlos")
    sql = "select wikidata_id, office, country_code, first_day, last_day, pack_id from core.entity_offices"
    (row,) = linked.rows(sql)
    assert (row["wikidata_id"], row["office"], row["country_code"]) == ("Q7", "Minister of Finance", "AT")
    assert (row["first_day"], row["last_day"]) == (date(2014, 1, 1), None)
    assert row["pack_id"].startswith("ministers@1+")
    linked.write(a=None)
    assert linked.rows(sql) == []


def test_the_packs_in_use_are_noted_and_those_of_before_stay(linked, tmp_path, make_pack):
    linked.write(a="Rosa Lindqvist")
    in_use = linked.rows("select name, kind, writes, licence, sources from ops.packs where is_in_use order by kind")
    assert [row["kind"] for row in in_use] == ["events", "gazetteer", "knowledge", "knowledge"]
    own = next(row for row in in_use if row["name"] == "ministers")
    assert json.loads(own["sources"]) == [{"name": "written for a test", "licence": "CC0-1.0", "note": ""}]
    install(make_pack([minister(7, "Rosa Lindqvist")], name="ministers", version="2"), tmp_path / "home")
    linking.entity_links(linked.warehouse, linked.settings, None)
    versions = linked.rows("select version, is_in_use from ops.packs where name = 'ministers' order by version")
    assert [(row["version"], row["is_in_use"]) for row in versions] == [("1", False), ("2", True)]


def test_a_changed_pack_makes_links_stale_and_nothing_else(linked, tmp_path, make_pack):
    def lineages(settings):
        return {entry.name: lineage_of(CATALOGUE, entry, settings) for entry in CATALOGUE.entries}

    before = lineages(linked.settings)
    install(make_pack([minister(7, "Rosa Lindqvist", first=2015)], name="ministers", version="2"), tmp_path / "home")
    after = lineages(linked.settings)
    assert [name for name in before if before[name] != after[name]] == ["core.entity_links"]


def test_a_pack_that_was_tampered_with_is_left_out_and_that_is_part_of_the_identity(linked, tmp_path):
    before = linking.entity_links_identity(linked.settings)
    path = packs_folder(tmp_path / "home") / "ministers" / "names.arrow"
    path.write_bytes(path.read_bytes().replace(b"Rosa", b"Rose"))
    assert linking.entity_links_identity(linked.settings) != before
    linked.write(a="Rosa Lindqvist")
    assert linked.ids() == {"Rosa Lindqvist": None}
