import json
import shutil

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.enrich.places import PlaceResolver
from pipelines.enrich.places.resolver import MODEL_FILES
from pipelines.worker import MODELS

NAMES = [
    "Kupyansk",
    "Moscow",
    "Paris",
    "Texas",
    "Russian",
    "U.S.",
    "London Stock Exchange",
    "Springfield",
    "İzmir",
    "Xx",
    "Q",
]
JOINTS = [" in ", ", ", ". ", "\n", " and ", "'s ", " — ", " said ", " (", ") ", ""]


def row(rows, surface):
    return next(r for r in rows if r["surface"] == surface)


@pytest.mark.parametrize(
    ("text", "surface", "country", "latitude", "longitude"),
    [
        pytest.param(
            "Shells fell on Kupyansk overnight.", "Kupyansk", "UA", 49.71, 37.62, id="a town by its only reading"
        ),
        pytest.param("A fire broke out in Paris, Texas, on Monday.", "Paris", "US", 33.66, -95.56, id="town, state"),
        pytest.param(
            "Thousands marched in Paris and Lyon on Monday.", "Paris", "FR", 48.85, 2.35, id="beside a French city"
        ),
        pytest.param(
            "Police in Lima, Ohio, and in Toledo made arrests.",
            "Toledo",
            "US",
            41.66,
            -83.55,
            id="the state of the others",
        ),
        pytest.param(
            "Fighting went on near Lyman, in Donetsk region.", "Lyman", "UA", 48.99, 37.81, id="in its region"
        ),
        pytest.param("A bridge in Berlin was closed.", "Berlin", "DE", 52.52, 13.41, id="the capital by default"),
    ],
)
def test_context_decides_the_place(places_of, text, surface, country, latitude, longitude):  # noqa: PLR0917
    found = row(places_of(text, [(surface, "GPE")]), surface)
    assert found["country_code"] == country
    assert found["latitude"] == pytest.approx(latitude, abs=0.3)
    assert found["longitude"] == pytest.approx(longitude, abs=0.3)


@pytest.mark.parametrize(
    ("text", "surface", "role"),
    [
        pytest.param("Rockets hit a school in Kharkiv on Friday.", "Kharkiv", "literal", id="things happen there"),
        pytest.param("Moscow warned that it would respond.", "Moscow", "associative", id="a government speaks"),
        pytest.param("Russian forces withdrew.", "Russian", "associative", id="an adjective of people"),
        pytest.param("He has lived in London since May.", "London", "literal", id="someone is there"),
        pytest.param("Talks between Washington and Beijing stalled.", "Beijing", "associative", id="governments talk"),
    ],
)
def test_role(places_of, text, surface, role):
    assert row(places_of(text), surface)["role"] == role


@pytest.mark.parametrize(("literal_score", "role"), [(0.999, "literal"), (0.001, "associative")])
def test_the_literal_score_of_the_entity_decides_an_open_role(resolver, articles_of, entities_of, literal_score, role):
    text = "Beijing, by contrast, has grown."
    entities = entities_of(("a0", "text", 0, "Beijing", "GPE"))
    at = entities.schema.get_field_index("literal_score")
    scored = entities.set_column(at, entities.schema.field(at), pa.array([literal_score]))
    rows = resolver.predict({"core.articles": articles_of(text), "core.entity_mentions": scored}).to_pylist()
    assert [(row["surface"], row["role"]) for row in rows] == [("Beijing", role)]


def test_a_union_of_states_is_a_place_though_it_is_an_organisation(places_of):
    (row,) = places_of("Ministers of the EU met on Monday.", [("EU", "ORG")])
    assert row["surface"] == "EU"
    assert row["latitude"] is not None


def test_a_demonym_is_its_country(places_of):
    found = row(places_of("Turkish troops crossed the border.", [("Turkish", "NORP")]), "Turkish")
    assert (found["country_code"], found["role"]) == ("TR", "associative")


def test_every_place_entity_has_a_row_and_other_entities_none(places_of):
    text = "Zzyzxia and Qwerton Hall were shut, said Anna Borg of Initech, a Calvinist."
    entities = [
        ("Zzyzxia", "GPE"),
        ("Qwerton Hall", "FAC"),
        ("Anna Borg", "PERSON"),
        ("Initech", "ORG"),
        ("Calvinist", "NORP"),
    ]
    surfaces = {r["surface"] for r in places_of(text, entities)}
    assert {"Zzyzxia", "Qwerton Hall"} <= surfaces
    assert not surfaces & {"Anna Borg", "Initech", "Calvinist"}


def test_an_unknown_name_alone_stays_unresolved(places_of):
    (found,) = places_of("Qxzvoria fell.", [("Qxzvoria", "GPE")])
    assert (found["place_id"], found["latitude"], found["longitude"], found["country_code"]) == (None, None, None, None)
    assert found["resolution_basis"] == "none"
    assert json.loads(found["candidates"]) == []


def test_below_the_threshold_candidates_are_kept(gazetteer, articles_of, entities_of):
    strict = PlaceResolver(gazetteer=gazetteer, resolve_score=1.1)
    batch = {
        "core.articles": articles_of("Berlin slept."),
        "core.entity_mentions": entities_of(("a0", "text", 0, "Berlin", "GPE")),
    }
    (found,) = strict.predict(batch).to_pylist()
    assert found["place_id"] is None
    assert json.loads(found["candidates"])[0]["name"] == "Berlin"


def test_the_score_is_the_chance_that_place_and_role_are_right(places_of):
    (found,) = places_of("Shells fell on Kupyansk overnight.", [("Kupyansk", "GPE")])
    place = json.loads(found["candidates"])[0]["score"]
    assert found["resolution_basis"] == "gazetteer"
    assert found["score"] == pytest.approx(place * found["role_score"], abs=1e-4)


def test_a_name_that_the_article_qualifies_in_two_ways_has_two_senses(places_of):
    text = "Aurora, Illinois, signed a deal with Aurora, Colorado."
    rows = places_of(text, [("Aurora", "GPE"), ("Illinois", "GPE"), ("Aurora", "GPE"), ("Colorado", "GPE")])
    first, second = (r for r in rows if r["surface"] == "Aurora")
    assert first["longitude"] == pytest.approx(-88.3, abs=0.5)
    assert second["longitude"] == pytest.approx(-104.8, abs=0.5)


@pytest.mark.parametrize(
    ("text", "surfaces", "country"),
    [
        pytest.param("A mill in Naples, Florida, burned.", ("Naples", "Florida"), "US", id="the town in the state"),
        pytest.param("Police in Lebanon, Ohio, left.", ("Lebanon", "Ohio"), "US", id="not the country"),
    ],
)
def test_a_qualified_name_lies_in_what_qualifies_it(places_of, text, surfaces, country):
    found = row(places_of(text, [(surface, "GPE") for surface in surfaces]), surfaces[0])
    assert found["country_code"] == country


@pytest.mark.parametrize(
    ("text", "surfaces", "country"),
    [
        pytest.param("The West must act.", ("West",), None, id="a side of the world"),
        pytest.param("A plant in West, Texas, burned.", ("West", "Texas"), "US", id="a town that is qualified"),
    ],
)
def test_a_bare_side_is_no_place(places_of, text, surfaces, country):
    found = row(places_of(text, [(surface, "GPE") for surface in surfaces]), surfaces[0])
    assert found["country_code"] == country


def test_two_states_with_a_comma_between_are_a_list(places_of, resolver):
    entities = [("Nevada", "GPE"), ("Texas", "GPE"), ("Utah", "GPE")]
    found = row(places_of("Voters in Nevada, Texas and Utah stayed at home.", entities), "Nevada")
    assert resolver.gazetteer.place(found["place_id"]).feature_code == "ADM1"


def test_initials_after_a_person_are_a_degree_and_no_state(places_of):
    text = "Jane Roe, M.D., left. John Doe, M.A., stayed in Boston."
    entities = [("Jane Roe", "PERSON"), ("M.D.", "GPE"), ("John Doe", "PERSON"), ("Boston", "GPE")]
    assert [r["surface"] for r in places_of(text, entities)] == ["Boston"]


def test_the_identity_names_every_model_file(resolver):
    assert {path.name for path in resolver.files()} == set(MODEL_FILES)
    assert all(path.is_file() for path in resolver.files())


def test_one_byte_of_a_model_is_another_identity(gazetteer, tmp_path):
    shutil.copytree(MODELS / "places", tmp_path / "places", ignore=shutil.ignore_patterns("gazetteer*"))
    before = PlaceResolver(gazetteer=gazetteer, models=tmp_path).annotator_id
    path = tmp_path / "places" / "homes.json"
    path.write_bytes(path.read_bytes() + b" ")
    assert PlaceResolver(gazetteer=gazetteer, models=tmp_path).annotator_id != before


def test_a_name_has_one_sense_in_an_article(places_of):
    rows = places_of(
        "In Athens, Georgia, a court sat. Later, Athens was quiet.",
        [("Athens", "GPE"), ("Georgia", "GPE"), ("Athens", "GPE")],
    )
    assert len({r["place_id"] for r in rows if r["surface"] == "Athens"}) == 1


def test_title_and_text_are_both_read(resolver, articles_of, entities_of):
    batch = {
        "core.articles": articles_of("Rain fell in Oslo.", titles=("Floods in Bergen",)),
        "core.entity_mentions": entities_of(),
    }
    assert [(r["field"], r["surface"]) for r in resolver.predict(batch).to_pylist()] == [
        ("title", "Bergen"),
        ("text", "Oslo"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("A", id="one letter"),
        pytest.param("Å Q Z . , X", id="one-letter names"),
        pytest.param("\x00\u202e￿ \ud83d\ude00 ((((", id="garbage"),
        pytest.param("of the and\n\n\n", id="no capital"),
        pytest.param("Paris" * 5000, id="one word of 25,000 letters"),
    ],
)
def test_hostile_text_gives_rows_or_none(places_of, text):
    for found in places_of(text.encode("utf-8", "ignore").decode()):
        assert found["surface"] == text[found["start_char"] : found["end_char"]]


def test_ten_thousand_toponyms_in_one_article(resolver, articles_of, entities_of):
    text = " ".join(f"In Aleppo{'abcdefghij'[n % 10]}{n} and Springfield, Ohio, and Paris." for n in range(2500))
    rows = resolver.predict({"core.articles": articles_of(text), "core.entity_mentions": entities_of()})
    assert rows.num_rows > 5000


def test_an_empty_batch_gives_an_empty_table(resolver):
    batch = {
        "core.articles": CONTRACTS["core.articles"].empty(),
        "core.entity_mentions": CONTRACTS["core.entity_mentions"].empty(),
    }
    assert resolver.predict(batch).equals(CONTRACTS["core.place_mentions"].empty())


texts = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(JOINTS)), max_size=12).map(
    lambda parts: "".join(name + joint for name, joint in parts)
)


@given(texts)
def test_offsets_slice_to_the_surface_and_spans_do_not_overlap(places_of, text):
    last = 0
    for found in places_of(text):
        assert found["surface"] == text[found["start_char"] : found["end_char"]]
        assert found["start_char"] >= last
        last = found["end_char"]


@given(st.lists(texts, max_size=4))
def test_an_article_reads_the_same_alone_and_in_any_batch(resolver, articles_of, entities_of, some):
    articles, none = articles_of(*some), entities_of()
    together = resolver.predict({"core.articles": articles, "core.entity_mentions": none}).to_pylist()
    apart = [
        found
        for number in range(len(some))
        for found in resolver.predict(
            {"core.articles": articles.slice(number, 1), "core.entity_mentions": none}
        ).to_pylist()
    ]
    assert together == apart


def test_the_annotator_id_changes_with_the_threshold(gazetteer):
    assert (
        PlaceResolver(gazetteer=gazetteer).annotator_id
        != PlaceResolver(gazetteer=gazetteer, resolve_score=0.5).annotator_id
    )


def test_an_unlisted_street_is_resolved_to_the_town_around_it_and_marked(places_of):
    text = "A tram hit a car on Qworble Street in Dresden. Dresden police closed the road."
    found = row(places_of(text, [("Qworble Street", "FAC"), ("Dresden", "GPE")]), "Qworble Street")
    best = json.loads(found["candidates"])[0]
    assert (best["name"], best["is_around"], found["country_code"]) == ("Dresden", True, "DE")
    assert found["resolution_basis"] == "container"


@pytest.mark.parametrize(
    ("text", "surface", "feature_class"),
    [
        pytest.param("The spokesman said Kiev should heed the warnings.", "Kiev", "P", id="a bare name is the town"),
        pytest.param("Shelling went on in Kharkov Region overnight.", "Kharkov Region", "A", id="a division says so"),
    ],
)
def test_a_town_comes_before_the_division_named_after_it(places_of, resolver, text, surface, feature_class):
    found = row(places_of(text, [(surface, "GPE")]), surface)
    assert resolver.gazetteer.place(found["place_id"]).feature_class == feature_class


@pytest.mark.parametrize(
    ("title", "surfaces"),
    [
        pytest.param("Orchards lose half their crop", [], id="a common noun that opens the title"),
        pytest.param("Berlin closes its airport", ["Berlin"], id="a city that opens it"),
    ],
)
def test_the_first_word_of_a_title_needs_more_to_be_a_place(resolver, articles_of, title, surfaces):
    nothing = CONTRACTS["core.entity_mentions"].from_rows([])
    found = resolver.predict(
        {"core.articles": articles_of("It was cold.", titles=(title,)), "core.entity_mentions": nothing}
    )
    assert found.column("surface").to_pylist() == surfaces
