"""Claims of control and of losses: who says what of whom, with which number."""

import pytest

PLACES = [
    ("Kupyansk", "GPE"),
    ("Kharkiv", "GPE"),
    ("Russian", "NORP"),
    ("Ukrainian", "NORP"),
    ("Gerasimov", "PERSON"),
    ("Ukraine", "GPE*"),
]


def test_who_took_a_place_according_to_whom(read_claims):
    text = "Russian forces captured the city of Kupyansk, Gerasimov said."
    (row,) = read_claims(text, names=PLACES, quotes=[("Russian forces captured the city of Kupyansk", "Gerasimov")])
    assert (row["kind"], row["predicate"], row["place_id"]) == ("control", "took", "place:Kupyansk")
    assert (row["subject_surface"], row["claimant_surface"], row["quote_id"]) == ("Russian forces", "Gerasimov", "q0")
    assert (row["is_denied"], row["is_asserted"]) == (False, False)


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        pytest.param("Ukrainian troops still hold the town of Kupyansk.", "holds", id="holds"),
        pytest.param("Ukrainian troops withdrew from Kupyansk.", "lost", id="lost"),
        pytest.param("Kupyansk was captured by Russian forces.", "took", id="passive"),
        pytest.param("The fall of Kupyansk shocked the front.", "took", id="noun"),
        pytest.param("Russian troops entered Kupyansk at dawn.", "entered", id="entered"),
        pytest.param("Kupyansk is under Russian control.", "holds", id="state"),
        pytest.param("Rebels surrounded Kupyansk.", "besieges", id="besieged"),
        pytest.param("Ukrainian troops took control of Kupyansk.", "took", id="control of"),
    ],
)
def test_forms_of_control(read_claims, text, predicate):
    (row,) = read_claims(text, names=PLACES)
    assert (row["kind"], row["predicate"], row["place_id"]) == ("control", predicate, "place:Kupyansk")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The ministers held talks in Kupyansk.", id="talks"),
        pytest.param("The tour took Kupyansk by storm and the band left.", id="no war"),
        pytest.param("He entered Kupyansk University in 1999.", id="a name goes on"),
    ],
)
def test_what_is_no_claim_of_control(read_claims, text):
    names = [("Kupyansk University", "ORG")] if "University" in text else PLACES
    assert [row for row in read_claims(text, names=names) if row["kind"] == "control"] == []


def test_a_denied_claim(read_claims):
    text = "The general denied that Ukrainian troops had withdrawn from Kupyansk."
    (row,) = read_claims(text, names=PLACES)
    assert (row["predicate"], row["is_denied"], row["is_asserted"]) == ("lost", True, False)


def test_losses_with_number_unit_and_agent(read_claims):
    text = "The air force shot down 45 drones over Kharkiv."
    (row,) = read_claims(text, names=PLACES)
    assert (row["predicate"], row["count_lowest"], row["count_highest"], row["unit"]) == ("shot_down", 45, 45, "drones")
    assert (row["count_surface"], row["place_id"]) == ("45", "place:Kharkiv")


def test_a_number_without_a_unit_has_none(read_claims):
    (row,) = read_claims("The blast in Kharkiv killed 12.", names=PLACES)
    assert (row["predicate"], row["count_lowest"], row["unit"]) == ("killed", 12, None)


def test_no_claim_in_a_text_of_none(read_claims):
    assert read_claims("Twelve pupils read a book of 1943, and 30 percent liked it.", names=PLACES) == []
