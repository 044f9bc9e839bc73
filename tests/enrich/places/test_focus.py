import pyarrow as pa
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.places import article_places, places_in_use

KUPYANSK, UKRAINE, MOSCOW = "geonames:703656", "geonames:690791", "geonames:524901"


def mentions(*rows):
    return CONTRACTS["core.place_mentions"].from_rows(
        [
            {
                "article_id": "a0",
                "field": field,
                "start_char": start,
                "end_char": start + 5,
                "surface": "xxxxx",
                "place_id": place_id,
                "role": role,
                "role_score": 0.9,
                "score": 0.9,
                "annotator_id": "test@1+0",
            }
            for place_id, role, field, start in rows
        ]
    )


def weighed(articles_of, gazetteer, *rows):
    table = article_places(mentions(*rows), articles_of("x" * 2000), "focus@1+0", gazetteer=gazetteer)
    return {r["place_id"]: r for r in table.to_pylist()}


def test_the_town_of_the_headline_comes_before_its_country(articles_of, gazetteer):
    found = weighed(
        articles_of, gazetteer,
        (KUPYANSK, "literal", "title", 0), (KUPYANSK, "literal", "text", 500), (UKRAINE, "literal", "text", 20),
    )  # fmt: skip
    assert found[KUPYANSK]["is_focus"]
    assert not found[UKRAINE]["is_focus"]
    assert found[KUPYANSK]["focus_score"] > found[UKRAINE]["focus_score"]


def test_a_government_is_not_the_focus(articles_of, gazetteer):
    found = weighed(
        articles_of, gazetteer,
        (MOSCOW, "associative", "text", 0), (MOSCOW, "associative", "text", 900), (KUPYANSK, "literal", "text", 10),
    )  # fmt: skip
    assert (found[MOSCOW]["is_focus"], found[KUPYANSK]["is_focus"]) == (False, True)
    assert (found[MOSCOW]["mention_count"], found[MOSCOW]["literal_count"]) == (2, 0)


def test_unresolved_mentions_and_bare_articles_give_no_row(articles_of, gazetteer):
    assert weighed(articles_of, gazetteer, (None, "literal", "text", 0)) == {}
    assert weighed(articles_of, gazetteer) == {}


def test_scores_are_chances(articles_of, gazetteer):
    found = weighed(articles_of, gazetteer, *[(UKRAINE, "literal", "text", n) for n in range(50)])
    assert 0.9 < found[UKRAINE]["focus_score"] <= 1.0


def test_places_in_use(gazetteer):
    table = places_in_use([KUPYANSK, None, KUPYANSK], gazetteer)
    assert table.column("name").to_pylist() == ["Kupyansk"]


def test_an_unknown_place_is_an_error(gazetteer):
    with pytest.raises(KeyError, match="geonames:1"):
        places_in_use(["geonames:1"], gazetteer)


def test_a_place_that_only_stands_for_an_unlisted_one_is_left_out(articles_of, gazetteer):
    table = mentions((KUPYANSK, "literal", "text", 0))
    column = table.schema.get_field_index("resolution_basis")
    around = table.set_column(column, table.schema.field(column), pa.array(["container"]))
    assert article_places(around, articles_of("x" * 100), "focus@1+0", gazetteer=gazetteer).num_rows == 0
