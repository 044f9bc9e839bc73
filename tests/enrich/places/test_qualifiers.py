import pytest

from pipelines.enrich.places.mentions import Mention, Reading
from pipelines.enrich.places.qualifiers import senses
from pipelines.enrich.places.surfaces import SurfaceIndex


@pytest.fixture(scope="module")
def index(gazetteer):
    return SurfaceIndex(gazetteer)


def reading(text, *surfaces):
    mentions, at = [], 0
    for surface in surfaces:
        at = text.index(surface, at)
        mentions.append(Mention("text", at, at + len(surface), surface, "GPE", 0.9))
        at += len(surface)
    return Reading("a", {"text": text}, mentions)


@pytest.mark.parametrize(
    ("text", "surfaces", "ways"),
    [
        pytest.param(
            "Aurora, Illinois, and Aurora, Colorado, agreed.",
            ("Aurora", "Illinois", "Aurora", "Colorado"),
            ["illinois", "", "colorado", ""],
            id="qualified in two ways",
        ),
        pytest.param(
            "Aurora, Illinois, beat Aurora (Colorado). Aurora won again.",
            ("Aurora", "Illinois", "Aurora", "Colorado", "Aurora"),
            ["illinois", "", "colorado", "", "colorado"],
            id="a bare name is as the one before it",
        ),
        pytest.param(
            "Aurora grew. Aurora, Illinois, and Aurora, Colorado, too.",
            ("Aurora", "Aurora", "Illinois", "Aurora", "Colorado"),
            ["illinois", "illinois", "", "colorado", ""],
            id="a bare name at first is as the first qualified one",
        ),
        pytest.param(
            "AURORA, Illinois. Aurora slept.", ("AURORA", "Illinois", "Aurora"), ["", "", ""], id="one way is one sense"
        ),
        pytest.param(
            "Delegates from Lima, Chile and Lima, Norway met.",
            ("Lima", "Chile", "Lima", "Norway"),
            ["", "", "", ""],
            id="no place of the name lies there",
        ),
        pytest.param("", (), [], id="nothing"),
    ],
)
def test_what_tells_places_of_one_name_apart(index, text, surfaces, ways):
    assert [sense.way for sense in senses(reading(text, *surfaces), index)] == ways


def test_a_bare_name_shares_the_area_of_the_qualified_one(index):
    found = senses(reading("AURORA, Illinois. Aurora slept.", "AURORA", "Illinois", "Aurora"), index)
    assert [sense.area for sense in found] == ["Illinois", "", "Illinois"]


@pytest.mark.parametrize(
    ("text", "area"),
    [
        pytest.param("Rep. Ann Roe, a Democrat from Georgia, flew to Kyiv.", "United States", id="a party"),
        pytest.param("Senator Jo Roe of Georgia spoke.", "United States", id="an office"),
        pytest.param("The governor of Georgia spoke.", "United States", id="no country has a governor"),
        pytest.param("Lawmakers in Georgia spoke.", "", id="a country has lawmakers as well"),
        pytest.param("Troops from Georgia marched.", "", id="no office"),
    ],
)
def test_an_office_says_that_a_name_is_a_state(index, text, area):
    assert [sense.area for sense in senses(reading(text, "Georgia"), index)] == [area]


def test_an_office_says_nothing_of_a_name_that_no_country_bears(index):
    assert [sense.area for sense in senses(reading("A Democrat from Ohio spoke.", "Ohio"), index)] == [""]
