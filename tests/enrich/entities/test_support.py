import pytest

from pipelines.enrich.entities.agreement import Found
from pipelines.enrich.entities.support import acronyms_of, known_of, passed_over, supported


def named(text, surface, entity_type, score=0.9):
    start = text.index(surface)
    return Found(start, start + len(surface), surface, entity_type, score)


@pytest.mark.parametrize(
    ("sure", "doubtful", "expected"),
    [
        pytest.param(("Le Pen", "PERSON"), ("Marine Le Pen", "PERSON"), "PERSON", id="a longer name of a person"),
        pytest.param(("Ada de Witt", "PERSON"), ("de Witt", "ORG"), "PERSON", id="the surname of one named in full"),
        pytest.param(("Aid Fund", "ORG"), ("AF", "PRODUCT"), "ORG", id="the letters of a body that is spelt out"),
        pytest.param(("Karova", "GPE"), ("Karova", "GPE"), "GPE", id="the same name read so elsewhere"),
        pytest.param(("Karova", "GPE"), ("Karova", "PRODUCT"), None, id="the same name read otherwise"),
        pytest.param(("Karova", "PERSON"), ("Brenik", "PERSON"), None, id="nothing speaks for it"),
        pytest.param(("Karova", "GPE"), ("Ines van der Meulen", "FAC"), "PERSON", id="particles are in people's names"),
        pytest.param(("Karova", "GPE"), ("Praia da Rocha Hotel", "FAC"), None, id="and in names of inns"),
    ],
)
def test_a_doubtful_name_stands_where_its_article_speaks_for_it(sure, doubtful, expected):
    known = known_of([Found(0, len(sure[0]), *sure, 0.9)])
    found = supported([Found(50, 50 + len(doubtful[0]), *doubtful, 0.25)], known)
    assert [mention.entity_type for mention in found] == ([expected] if expected else [])


def test_a_guess_vouches_for_nothing():
    known = known_of([Found(0, 6, "Karova", "GPE", 0.4)])
    assert supported([Found(9, 15, "Karova", "GPE", 0.25)], known) == []


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        pytest.param("Group of Seven", "G7", id="a number"),
        pytest.param("Panel on Coastal Change", "PCC", id="without small words"),
        pytest.param("League of the North", "LOTN", id="with small words"),
    ],
)
def test_letters_that_a_name_is_known_by(name, letters):
    assert letters in acronyms_of(name)


def test_one_word_is_known_by_no_letters():
    assert acronyms_of("Parliament") == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Red Valley Army fled. RVA men were seen.", ["RVA"], id="three letters"),
        pytest.param("The Green League lost. Voters left GL for good.", ["GL"], id="two letters in plain text"),
        pytest.param("The Green League lost.\nVOTERS LEAVE GL FOR GOOD", [], id="two letters among capitals"),
        pytest.param("The Red Valley Army fled. RVX men were seen.", [], id="other letters"),
    ],
)
def test_letters_are_found_where_the_network_passed_over_them(text, expected):
    name = "Red Valley Army" if "Red" in text else "Green League"
    sure = [named(text, name, "ORG")]
    assert [mention.surface for mention in passed_over(text, sure, known_of(sure))] == expected
