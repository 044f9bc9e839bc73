from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.gazetteer import EMBEDDED_FILE, NAME_KINDS, Gazetteer, GazetteerFileError
from pipelines.gazetteer.compiling.compile import MAX_BYTES


def first(gazetteer: Gazetteer, surface: str) -> tuple[str, str, str | None]:
    """Name, kind and country of the most plausible candidate."""
    candidate = gazetteer.candidates(surface)[0]
    place = gazetteer.place_at(candidate.row)
    return place.name, candidate.name_kind, place.country_code


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        pytest.param("Ukraine's", ("Ukraine", "main", "UA"), id="possessive"),
        pytest.param("Russian", ("Russia", "demonym", "RU"), id="demonym of a country"),
        pytest.param("Texans", ("Texas", "demonym", "US"), id="demonym of a state"),
        pytest.param("European", ("Europe", "demonym", None), id="demonym of a continent"),
        pytest.param("U.S.", ("United States", "abbreviation", "US"), id="dotted abbreviation"),
        pytest.param("UK", ("United Kingdom", "abbreviation", "GB"), id="abbreviation"),
        pytest.param("Ky.", ("Kentucky", "abbreviation", "US"), id="press abbreviation"),
        pytest.param("B.C.", ("British Columbia", "abbreviation", "CA"), id="province abbreviation"),
        pytest.param("Holland", ("Netherlands", "official", "NL"), id="common name"),
        pytest.param("Kharkov Region", ("Kharkiv Oblast", "official", "UA"), id="the area and not its city"),
        pytest.param("Zhytomyr Oblast", ("Zhytomyr Oblast", "main", "UA"), id="oblast"),
        pytest.param("northern Syria", ("Syria", "part", "SY"), id="part of a country"),
        pytest.param("City of Mosul", ("Mosul", "admin_form", "IQ"), id="city of"),
        pytest.param("Paris, Texas", ("Paris", "main", "US"), id="a town in its state"),
        pytest.param("Aleppo Airport", ("Aleppo", "site", "SY"), id="a site called after a city"),
        pytest.param("Zaporozhye NPP", ("Zaporizhzhia Nuclear Power Plant", "official", "UA"), id="facility"),
        pytest.param("Donbass", ("Donbas", "official", "UA"), id="macro region"),
        pytest.param("New York", ("New York City", "official", "US"), id="a city above its state"),
        pytest.param("Philadelpia", ("Philadelphia", "fuzzy", "US"), id="misspelt"),
    ],
)
def test_most_plausible_candidate(gazetteer: Gazetteer, surface: str, expected: tuple[str, str, str | None]) -> None:
    assert first(gazetteer, surface) == expected


@pytest.mark.parametrize(
    "surface",
    [
        pytest.param("", id="nothing"),
        pytest.param("   ", id="white space"),
        pytest.param("…!?", id="no letters"),
        pytest.param(",", id="a comma"),
        pytest.param(",,,,,,,", id="only commas"),
        pytest.param("zzzzqqqq", id="no such name"),
        pytest.param("x" * 100_000, id="endless word"),
    ],
)
def test_what_is_no_name_has_no_candidates(gazetteer: Gazetteer, surface: str) -> None:
    assert gazetteer.candidates(surface) == []


@pytest.mark.parametrize("surface", ["us", "in", "or", "me", "russian"])
def test_abbreviations_and_demonyms_need_capitals(gazetteer: Gazetteer, surface: str) -> None:
    assert not {c.name_kind for c in gazetteer.candidates(surface)} & {"abbreviation", "demonym"}


def test_fuzzy_candidates_can_be_left_out(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Philadelpia", fuzzy=False) == []


def test_a_limit_keeps_the_best(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Springfield", limit=3) == gazetteer.candidates("Springfield")[:3]


@given(text=st.text(max_size=60))
def test_any_text_gives_ordered_candidates_once(gazetteer: Gazetteer, text: str) -> None:
    candidates = gazetteer.candidates(text)
    assert candidates == gazetteer.candidates(text)
    assert len({c.row for c in candidates}) == len(candidates) <= 30
    assert all(c.name_kind in NAME_KINDS and 0 < c.name_score <= 1 for c in candidates)
    priors = [gazetteer.prior(c) for c in candidates]
    assert priors == sorted(priors, reverse=True)


def test_of_ten_thousand_commas_only_the_first_few_count(gazetteer: Gazetteer) -> None:
    candidates = gazetteer.candidates("Kupyansk, " * 10_000)
    assert candidates
    assert candidates == gazetteer.candidates("Kupyansk, " * 20)


def test_a_name_of_ten_thousand_words_is_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Kupyansk " * 10_000) == []


def test_containment_is_a_chain(gazetteer: Gazetteer) -> None:
    town = gazetteer.candidates("Kupyansk")[0].row
    _, admin1, country = gazetteer.containment(town)
    assert (gazetteer.name(admin1), gazetteer.name(country)) == ("Kharkiv Oblast", "Ukraine")


def test_places_conform_to_their_contract(gazetteer: Gazetteer) -> None:
    ids = ["geonames:690791", gazetteer.place_id(gazetteer.candidates("Donbas")[0].row), "geonames:690791"]
    table = gazetteer.places(ids)
    assert table.schema == CONTRACTS["core.places"].arrow_schema
    assert table.column("name").to_pylist() == ["Donbas", "Ukraine"]
    assert all(len(cell) == 15 for cell in table.column("h3_cell").to_pylist())


def test_no_places_are_an_empty_table(gazetteer: Gazetteer) -> None:
    assert gazetteer.places([]).num_rows == 0


@pytest.mark.parametrize(
    "place_id", ["geonames:0", "geonames:999999999999", "geonames:x", "dateline:none", "", "paris"]
)
def test_an_unknown_place_is_named(gazetteer: Gazetteer, place_id: str) -> None:
    with pytest.raises(KeyError, match=f"no place '{place_id}'"):
        gazetteer.place(place_id)


def test_place_ids_are_unique_and_lead_back(gazetteer: Gazetteer) -> None:
    rows = [*range(0, len(gazetteer), 997), len(gazetteer) - 1]
    ids = [gazetteer.place_id(row) for row in rows]
    assert [gazetteer.row(place_id) for place_id in ids] == rows


def test_coordinates_are_on_earth(gazetteer: Gazetteer) -> None:
    assert np.abs(gazetteer.latitude).max() <= 90
    assert np.abs(gazetteer.longitude).max() <= 180
    assert np.isfinite(gazetteer.extent_km).all()


def test_contested_places_have_the_country_of_the_standard_unless_a_view_says_otherwise(gazetteer: Gazetteer) -> None:
    crimea = gazetteer.place_id(gazetteer.candidates("Crimea")[0].row)
    seen = Gazetteer.load(view={crimea: "RU"})
    assert [g.place(crimea).country_code for g in (gazetteer, seen)] == ["UA", "RU"]
    assert [g.place("geonames:693805").country_code for g in (gazetteer, seen)] == ["UA", "RU"]
    assert seen.version != gazetteer.version


def test_the_embedded_file_is_small_enough_to_ship() -> None:
    assert EMBEDDED_FILE.stat().st_size <= MAX_BYTES


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerFileError, match="no such gazetteer"):
        Gazetteer.load(tmp_path / "none.arrow")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.99])
def test_a_cut_file_is_refused(tmp_path: Path, share: float) -> None:
    whole = EMBEDDED_FILE.read_bytes()
    cut = tmp_path / "cut.arrow"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(GazetteerFileError, match="not a whole gazetteer file"):
        Gazetteer.load(cut)
