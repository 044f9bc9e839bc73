import pytest

from pipelines.enrich.places.role_cues import TEMPLATES, NameForm, role_cues
from pipelines.enrich.places.role_words import WORD_TEMPLATES, word_cues

COUNTRY = NameForm("main", "c0", 1, is_upper=False, is_plural_people=False)


def cues(before, after=(), *, is_possessive=False):
    found = {}
    for number, cue in word_cues(before, after, "main", is_possessive=is_possessive):
        found.setdefault(WORD_TEMPLATES[number], []).append(cue)
    return found


@pytest.mark.parametrize(
    ("before", "template", "value"),
    [
        pytest.param(["sanctions", "on"], "governed noun,preposition", [("sanctions", "on")], id="what hangs on it"),
        pytest.param(["talks", "with", "the"], "governor word", ["with"], id="past an article"),
        pytest.param(["talks", "with", "Kyiv", "and"], "governed noun", ["talks"], id="past the names of a list"),
        pytest.param(["fled", ".", "In"], "word before", ["in"], id="not past the sentence"),
        pytest.param(["fled", "northern"], "governor word", ["fled"], id="past a direction"),
        pytest.param(["The"], "governor word", None, id="no governor"),
        pytest.param([], "last words", None, id="nothing before"),
    ],
)
def test_what_governs_the_name(before, template, value):
    assert cues(before).get(template) == value


@pytest.mark.parametrize(
    ("after", "is_possessive", "template", "value"),
    [
        pytest.param(["policies", "hurt"], True, "next word", [("policies", "'s")], id="what it possesses"),
        pytest.param(["has", "denounced"], False, "next words", [("has", "denounced")], id="what it does"),
        pytest.param(["said", ".", "Later"], False, "word after", ["said"], id="not past the sentence"),
        pytest.param([], False, "next word", None, id="nothing after"),
    ],
)
def test_what_the_name_governs(after, is_possessive, template, value):
    assert cues([], after, is_possessive=is_possessive).get(template) == value


def test_words_are_cues_beside_their_classes():
    text = "They agreed to new sanctions on Iran's banks."
    start = text.index("Iran")
    found = [(TEMPLATES[number], cue) for number, cue in role_cues(text, start, start + 4, COUNTRY, "GPE")]
    assert ("governed noun,preposition", ("sanctions", "on")) in found
    assert ("next word", ("banks", "'s")) in found
    assert ("p1", "against") in found
