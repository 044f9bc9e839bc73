"""What narrows a search: names of places, people and topics, distance; unknown ones are said with one that is like them."""

import pytest

from pipelines.search import SearchError

PLACES = {
    # name, class, code, country, region, latitude, longitude
    "kup": ("Kupiansk", "P", "PPL", "UA", "Kharkiv Oblast", 49.71, 37.61),
    "obl": ("Kharkiv Oblast", "A", "ADM1", "UA", "Kharkiv Oblast", 49.9, 36.4),
    "ukr": ("Ukraine", "A", "PCLI", "UA", None, 49.0, 32.0),
    "lodz": ("Łódź", "P", "PPLA", "PL", "Łódź Voivodeship", 51.77, 19.46),
    "suva": ("Suva", "P", "PPLC", "FJ", None, -18.14, 178.44),
    "tav": ("Taveuni", "T", "ISL", "FJ", None, -16.85, -179.97),
    "camp": ("North Camp", "S", "CMP", None, None, 89.9, 10.0),
    "post": ("North Post", "S", "CMP", None, None, 89.9, -170.0),
}


@pytest.fixture(scope="module")
def atlas(shared):
    with shared.batch():
        fill(shared)
    shared.publish()
    return shared


def fill(archive):
    for place_id, (name, kind, code, country, region, latitude, longitude) in PLACES.items():
        row = {"place_id": place_id, "name": name, "feature_class": kind, "feature_code": code, "country_code": country}
        where = {"admin1_name": region, "latitude": latitude, "longitude": longitude, "h3_cell": "c"}
        archive.replace("core.places", place_id, row | where, unit="place_id")
        archive.put(place_id, f"News of {place_id}.")
        share = {"mention_count": 1, "literal_count": int(place_id != "lodz"), "focus_score": 1.0, "is_focus": True}
        archive.replace(
            "core.article_places",
            place_id,
            {"article_id": place_id, "place_id": place_id, "annotator_id": "t"} | share,
        )
    spelled = {"article_id": "kup", "field": "text", "start_char": 0, "end_char": 8, "surface": "Kupyansk"}
    read = {"place_id": "kup", "resolution_basis": "gazetteer", "role": "literal", "role_score": 1.0, "score": 1.0}
    archive.replace("core.place_mentions", "kup", spelled | read | {"annotator_id": "t"})
    for number, (name, kind) in enumerate([("Ada Grossi", "PERSON"), ("Grossi Foods", "ORG")]):
        entity = {"entity_id": f"e{number}", "canonical_name": name, "entity_type": kind}
        archive.replace(
            "core.entities", f"e{number}", entity | {"mention_count": 1, "article_count": 1}, unit="entity_id"
        )
        mention = {"field": "text", "start_char": 0, "end_char": 4, "surface": "x", "entity_type": kind}
        named = {"local_name": name, "entity_id": f"e{number}", "score": 1.0, "annotator_id": "t"}
        archive.replace(
            "core.entity_mentions", ["kup", "suva"][number], {"article_id": ["kup", "suva"][number]} | mention | named
        )


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        pytest.param({"place": "Kupiansk"}, {"kup"}, id="place"),
        pytest.param({"place": "kupyansk"}, {"kup"}, id="spelling"),
        pytest.param({"place": "Ukraine"}, {"kup", "obl", "ukr"}, id="country with what is in it"),
        pytest.param({"place": "Kharkiv Oblast"}, {"kup", "obl"}, id="region with what is in it"),
        pytest.param({"person": "Grossi"}, {"kup"}, id="surname of a person"),
        pytest.param({"name": "grossi foods"}, {"suva"}, id="name of any kind"),
        pytest.param({"place": "Ukraine", "person": "Ada Grossi"}, {"kup"}, id="both"),
        pytest.param({"near": "Kupyansk", "within_km": 100.0}, {"kup"}, id="around a place, without its region"),
        pytest.param({"near": "51.7,19.4", "within_km": 100.0}, set(), id="only literal mentions are around a point"),
        pytest.param({"near": "Suva", "within_km": 250.0}, {"suva", "tav"}, id="across the date line eastwards"),
        pytest.param({"near": "Taveuni", "within_km": 250.0}, {"suva", "tav"}, id="across the date line westwards"),
        pytest.param({"near": "90,0", "within_km": 20.0}, {"camp", "post"}, id="around the pole"),
        pytest.param({"near": "89.9,10", "within_km": 5.0}, {"camp"}, id="not across the pole"),
        pytest.param({"near": "0,0", "within_km": 20_016.0}, set(PLACES) - {"lodz", "obl", "ukr"}, id="all the world"),
    ],
)
def test_articles_are_those_of_the_name(atlas, limits, ids):
    assert set(atlas.found("news", limit=50, **limits)) == ids


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"place": "Kupiank"}, "no place 'Kupiank'; did you mean Kupiansk"),
        ({"place": "%"}, "no place '%'"),
        ({"place": "x' or 'a'='a"}, "no place"),
        ({"person": "Ada Grosi"}, "did you mean Ada Grossi"),
        ({"person": "Grossi Foods"}, "no person"),
        ({"source": "wirre"}, "did you mean wire"),
        ({"topic": "sport"}, "no topic 'sport'"),
        ({"near": "Kupiank"}, "did you mean Kupiansk"),
        ({"near": "91,0"}, "latitude is -90 to 90"),
        ({"near": "Suva", "within_km": 0.0}, "more than 0"),
        ({"near": "Suva", "within_km": float("nan")}, "more than 0"),
    ],
)
def test_an_unknown_name_is_said_with_a_like_one(atlas, limits, message):
    with pytest.raises(SearchError, match=message):
        atlas.found("news", **limits)
