import pytest

from pipelines.enrich.places.cues import KindCue, Link, kind_cue, link_between
from pipelines.enrich.places.mentions import SCAN, Mention


def mention(text, surface, start=0):
    at = text.index(surface, start)
    return Mention("text", at, at + len(surface), surface, SCAN, 1.0)


@pytest.mark.parametrize(
    ("text", "left", "right", "link"),
    [
        pytest.param("Paris, Texas", "Paris", "Texas", Link.COMMA, id="comma"),
        pytest.param("Lyman, in Donetsk", "Lyman", "Donetsk", Link.IN, id="in"),
        pytest.param("Sake, a small town in the eastern Congo", "Sake", "Congo", Link.IN, id="a town in the east of"),
        pytest.param("Ukraine's Kharkov Region", "Ukraine", "Kharkov Region", Link.HOLDS, id="possessive"),
        pytest.param("Syrian city of Aleppo", "Syrian", "Aleppo", Link.HOLDS, id="adjective and kind"),
        pytest.param("Lyman (Donetsk region)", "Lyman", "Donetsk", Link.BRACKET, id="bracket"),
        pytest.param("Aleppo and Homs", "Aleppo", "Homs", Link.BESIDE, id="and"),
        pytest.param("Aleppo. Homs", "Aleppo", "Homs", None, id="a sentence ends between"),
        pytest.param("Aleppo was hit while the people of the town of Homs", "Aleppo", "Homs", None, id="too far apart"),
    ],
)
def test_link_between(text, left, right, link):
    assert link_between(text, mention(text, left), mention(text, right)) == link


@pytest.mark.parametrize(
    ("text", "surface", "cue"),
    [
        pytest.param("in Walker County today", "Walker County", KindCue.AREA, id="last word of the name"),
        pytest.param("the Lake Victoria shore", "Lake Victoria", KindCue.WATER, id="first word of the name"),
        pytest.param("the town of Ames", "Ames", KindCue.TOWN, id="town of"),
        pytest.param("on Elm Street", "Elm Street", KindCue.SITE, id="a street"),
        pytest.param("in Perm region", "Perm", KindCue.AREA, id="kind after the name"),
        pytest.param("Paris slept", "Paris", KindCue.NONE, id="nothing"),
    ],
)
def test_kind_cue(text, surface, cue):
    assert kind_cue(text, mention(text, surface)) == cue
