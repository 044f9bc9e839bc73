import pytest

from pipelines.enrich.places.boundaries import dictionary_matches, settled
from pipelines.enrich.places.surfaces import SurfaceIndex


@pytest.fixture(scope="session")
def index(gazetteer):
    return SurfaceIndex(gazetteer)


@pytest.mark.parametrize(
    ("text", "mention", "names"),
    [
        pytest.param("in northern Syria today", "northern Syria", ["Syria"], id="a direction in lower case"),
        pytest.param("of Norman, Okla. today", "Okla", ["Okla."], id="the full stop of an abbreviation"),
        pytest.param("left the UK. He came back", "UK", ["UK"], id="the full stop of a sentence"),
        pytest.param("Central American migrants", "American", ["Central American"], id="the longer name around"),
        pytest.param("from Greece Italy or Spain", "Greece Italy", ["Greece", "Italy"], id="two names run together"),
        pytest.param("on Main Street at noon", "Main Street", ["Main Street"], id="a street stays whole"),
    ],
)
def test_settled(index, text, mention, names):
    start = text.index(mention)
    spans = settled(text, start, start + len(mention), dictionary_matches(text, index), index)
    assert [text[first:last] for first, last in spans] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("The Armenia-Italy group met.", ["Armenia", "Italy"], id="both sides of a hyphen"),
        pytest.param("Rain fell in Oslo.", ["Oslo"], id="no full stop"),
        pytest.param("It is Ukraine’s port.", ["Ukraine"], id="no possessive"),
        pytest.param("A court in The Hague ruled.", ["The Hague"], id="the article of a name"),
    ],
)
def test_dictionary_matches(index, text, names):
    found = [text[m.start_char : m.end_char] for m in dictionary_matches(text, index)]
    assert [name for name in found if name in names] == names
