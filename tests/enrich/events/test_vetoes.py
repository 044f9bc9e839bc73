"""What tells no event whatever its words are."""

import pytest

NAMES = [("Borland", "GPE"), ("Tarsk", "GPE"), ("Anna Holm", "PERSON")]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        pytest.param("A spokesman for Borland declined to comment on Monday.", "REJECT", id="no comment"),
        pytest.param("The ministry did not reply to a request for comment.", "REQUEST", id="request for comment"),
        pytest.param("Borland released a report on the floods.", "RETREAT", id="a report is released"),
        pytest.param("Anna Holm attacked the decision of the government.", "ASSAULT", id="attacked a decision"),
        pytest.param("The minister died of a heart attack in Tarsk.", "ASSAULT", id="heart attack"),
        pytest.param("Sixty people were killed when the bus crashed near Tarsk.", "ASSAULT", id="accident"),
        pytest.param("The party took control of the Senate in November.", "COERCE", id="control of a chamber"),
        pytest.param("Clinical trials of the drug began in Tarsk.", "COERCE", id="trials of a drug"),
        pytest.param("Anna Holm was asked whether she would resign.", "REQUEST", id="asked whether"),
        pytest.param("He worked for a telephone company in Tarsk.", "CONSULT", id="telephone company"),
        pytest.param("Borland backed out of the treaty.", "SUPPORT", id="backed out"),
        pytest.param("Tarsk attacked from the first minute, and the striker scored two goals.", "ASSAULT", id="sport"),
        pytest.param("At a press conference, as he prepared to leave, the minister smiled.", "REQUEST", id="a gap across clauses"),
    ],
)  # fmt: skip
def test_no_event_of_that_type(read_events, text, event_type):
    assert [row for row in read_events(text, names=NAMES) if row["event_type"] == event_type] == []


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        pytest.param("Borland declined to join the talks.", "REJECT", id="declined an offer"),
        pytest.param("Rebels released 12 hostages in Tarsk.", "RETREAT", id="people are released"),
        pytest.param("Police killed two men when their car crashed in Tarsk.", "ASSAULT", id="killed by somebody"),
        pytest.param("Rebels attacked Tarsk at dawn.", "ASSAULT", id="attacked a place"),
        pytest.param("Borland asked Tarsk to send aid.", "REQUEST", id="asked for aid"),
        pytest.param("Rebels took control of Tarsk.", "COERCE", id="control of a place"),
    ],
)
def test_what_stays_an_event(read_events, text, event_type):
    assert event_type in {row["event_type"] for row in read_events(text, least=0.25, names=NAMES)}
