import pytest

from pipelines.enrich.entities.agreement import Found
from pipelines.enrich.entities.evidence import Evidence, apposed, is_headline_case, weighed


def mention(text, surface, entity_type, score=0.8):
    start = text.index(surface)
    return Found(start, start + len(surface), surface, entity_type, score)


def kept(title, body, *found, field="title"):
    """Surfaces and types after weighing, of mentions given as (surface, type) in the title or the body."""
    text = title if field == "title" else body
    mentions = sorted(mention(text, surface, entity_type) for surface, entity_type in found)
    return [(m.surface, m.entity_type) for m in weighed(text, mentions, Evidence([title, body]))]


@pytest.mark.parametrize(
    ("title", "body", "found", "expected"),
    [
        pytest.param(
            "Mudslides cut road", "The mudslides came at dawn.", [("Mudslides", "PERSON")], [], id="small in the body"
        ),
        pytest.param(
            "Mudslides Cut Road in Peru",
            "The mudslides came at dawn, and the road is closed.",
            [("Road", "ORG"), ("Peru", "GPE")],
            [("Peru", "GPE")],
            id="inside a line that raises every word",
        ),
        pytest.param(
            "Apple sues grower",
            "The grower sold an apple drink. In court Apple said no.",
            [("Apple", "ORG")],
            [("Apple", "ORG")],
            id="a capital inside a sentence of the body",
        ),
        pytest.param(
            "Police hunt Fox", "A fox was seen.", [("Fox", "PERSON")], [("Fox", "PERSON")], id="raised by choice"
        ),
        pytest.param(
            "Kyiv shelled", "It was night.", [("Kyiv", "GPE")], [("Kyiv", "GPE")], id="not in the body at all"
        ),
        pytest.param(
            "Liberals gain", "The liberals won.", [("Liberals", "NORP")], [("Liberals", "NORP")], id="people stay"
        ),
    ],
)
def test_a_capital_of_the_headline_is_no_name_where_the_body_knows_the_word(title, body, found, expected):
    assert kept(title, body, *found) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        pytest.param(
            "Meridian Foods, Inc. rose.", [("Meridian Foods", "ORG"), ("Inc.", "ORG")], [("Meridian Foods, Inc.", "ORG")],
            id="a legal form joins its firm",
        ),
        pytest.param("The Inc. list is out.", [("Inc.", "ORG")], [], id="a legal form alone is no firm"),
        pytest.param(
            "the Alder-Brandt ticket won", [("Alder-Brandt", "PERSON")], [("Alder", "PERSON"), ("Brandt", "PERSON")],
            id="two running mates",
        ),
        pytest.param("Ann Rees-Mole won", [("Ann Rees-Mole", "PERSON")], [("Ann Rees-Mole", "PERSON")], id="a double surname"),
        pytest.param(
            "The USS Ralph B. Ames sailed.", [("Ralph B. Ames", "PERSON")], [("USS Ralph B. Ames", "PRODUCT")],
            id="a ship is not its namesake",
        ),
        pytest.param("HMS Otter and HMS Swan left.", [], [("HMS Otter", "PRODUCT"), ("HMS Swan", "PRODUCT")], id="two ships"),
        pytest.param("The USS Ames Monday left.", [], [("USS Ames", "PRODUCT")], id="a day is not part of a ship"),
    ],
)  # fmt: skip
def test_forms_pairs_and_ships(text, found, expected):
    assert kept("", text, *found, field="text") == expected


@pytest.mark.parametrize(
    ("text", "surface", "entity_type", "expected"),
    [
        pytest.param(
            "Brandt, the carmaker run by Ann Ito, paid.", "Brandt", "PERSON", "ORG", id="a firm in apposition"
        ),
        pytest.param("Brandt, the company founder, paid.", "Brandt", "PERSON", "PERSON", id="a person of a firm"),
        pytest.param("Chester Marsh, 34, rents a flat.", "Chester Marsh", "GPE", "PERSON", id="an age"),
        pytest.param("Chester, 34, rents a flat.", "Chester", "GPE", "GPE", id="one word with a number may be a score"),
    ],
)
def test_words_right_after_a_name_state_its_type(text, surface, entity_type, expected):
    assert apposed(text, mention(text, surface, entity_type)).entity_type == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Mudslides Bury Bus in Northern Peru", True, id="every longer word"),
        pytest.param("Mudslides bury bus in northern Peru", False, id="first word alone"),
        pytest.param("Ann Ito Met Peter Brandt Today.", False, id="ends as a sentence does"),
        pytest.param("", False, id="empty"),
        pytest.param("Peru", False, id="one word"),
    ],
)
def test_lines_set_as_headlines(line, expected):
    assert is_headline_case(line) is expected
