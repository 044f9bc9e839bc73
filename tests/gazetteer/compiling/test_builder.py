import pytest

from pipelines.gazetteer.areas import area_shape, bare_names
from pipelines.gazetteer.compiling.builder import Builder, importance_of, slug_of
from pipelines.gazetteer.compiling.spelling import is_english_alternate
from pipelines.gazetteer.gazetteer import Gazetteer


def small() -> Builder:
    builder = Builder()
    country = builder.add("Freedonia", "A.PCLI", 10.0, 20.0, country="UA", geonames_id=1, population=5_000_000)
    builder.add_name(country, "FD", "abbreviation")
    builder.add(
        "Kupyansk", "P.PPL", 10.1, 20.1, country="UA", geonames_id=2, population=27_000, parents=(-1, -1, country)
    )
    builder.add("Kupyansk", "P.PPL", 11.1, 21.1, country="UA", geonames_id=3, population=600, parents=(-1, -1, country))
    return builder


def test_namesakes_come_by_importance() -> None:
    gazetteer = Gazetteer(small().columns())
    assert [gazetteer.place_id(c.row) for c in gazetteer.candidates("Kupyansk")] == ["geonames:2", "geonames:3"]


def test_another_romanisation_scores_lower() -> None:
    gazetteer = Gazetteer(small().columns())
    (best, *_) = gazetteer.candidates("Kupjansk")
    assert (best.row, best.name_kind, best.name_score) == (1, "transliteration", 0.6)


def test_equal_places_give_an_equal_version_and_others_another() -> None:
    other = small()
    other.add_name(0, "Sylvania", "alternate")
    assert small().columns().metadata == small().columns().metadata
    assert other.columns().metadata["version"] != small().columns().metadata["version"]


def test_extending_keeps_every_row_and_name() -> None:
    first = small().columns()
    again = Builder.extending(first).columns()
    assert again.metadata == first.metadata


def test_a_country_stands_above_its_capital_and_a_town_above_its_county() -> None:
    country, capital = importance_of("A.PCLI", 40_000_000), importance_of("P.PPLC", 3_000_000)
    town, county = importance_of("P.PPL", 100_000), importance_of("A.ADM2", 100_000)
    assert country > capital > town > county


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Orange County", ("Orange",)),
        ("Respublika Adygeya", ("Adygeya",)),
        ("Kharkivs'ka Oblast'", ("Kharkivs'ka", "Kharkiv", "Kharkivsk")),
        ("Bavaria", ()),
    ],
)
def test_bare_names(name: str, bare: tuple[str, ...]) -> None:
    assert bare_names(name) == bare


def test_an_area_across_the_date_line_lies_at_the_date_line() -> None:
    shape = area_shape([(-17.0, 179.0, 10), (-17.0, -179.0, 10)])
    assert abs(shape.longitude) == 180.0
    assert shape.extent_km < 300
    assert shape.population == 20


def test_an_area_of_one_town_is_a_point() -> None:
    assert area_shape([(50.0, 30.0, 7)]) == (50.0, 30.0, 0.0, 7)


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [("Kupiansk", True), ("Куп'янськ", True), ("LON", False), ("swldw", False), ("東京", False), ("", False)],
)
def test_is_english_alternate(name: str, is_kept: bool) -> None:
    assert is_english_alternate(name) is is_kept


def test_slug_of() -> None:
    assert slug_of("Bab el-Mandeb (Strait)") == "bab-el-mandeb-strait"
