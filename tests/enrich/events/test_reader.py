"""Events in sentences: what, who, where, when, and whether it happened."""

from datetime import date

import pytest

from pipelines.contracts import CONTRACTS

MONDAY = ("on Monday", date(2026, 3, 16), date(2026, 3, 16))


def test_an_attack_has_its_parties_its_place_and_its_day(read_events):
    text = "Russian forces shelled the city of Kharkiv on Monday."
    (row,) = read_events(text, names=[("Russian", "NORP"), ("Kharkiv", "GPE")], times=[MONDAY])
    assert (row["event_type"], row["mode"]) == ("ASSAULT", "heavy-weapons")
    assert (row["actor_surface"], row["target_surface"]) == ("Russian forces", "city of Kharkiv")
    assert (row["place_id"], row["earliest"], row["latest"], row["day_basis"]) == (
        "place:Kharkiv",
        date(2026, 3, 16),
        date(2026, 3, 16),
        "text",
    )
    assert (row["status"], row["is_asserted"]) == ("asserted", True)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        pytest.param("Police arrested 45 protesters in Minsk.", "COERCE", id="arrest"),
        pytest.param("Thousands of workers took to the streets in Minsk.", "PROTEST", id="protest"),
        pytest.param("The United States imposed new sanctions on Belarus.", "SANCTION", id="sanctions, with a gap"),
        pytest.param("Iran threatened to strike Israel.", "THREATEN", id="threat, whose content is no second event"),
        pytest.param("President Smith met with Chancellor Weber in Geneva.", "CONSULT", id="meeting"),
        pytest.param(
            "Belarus demanded the release of its diplomats.", "REQUEST", id="demand, whose content is no second event"
        ),
        pytest.param("Germany condemned the decision of the Belarus government.", "ACCUSE", id="disapproval"),
        pytest.param("Serbia rejected the proposal of Kosovo.", "REJECT", id="rejection"),
    ],
)
def test_types(read_events, text, event_type):
    names = [(name, "GPE*") for name in ("Belarus", "Iran", "Israel", "Germany", "Serbia", "Kosovo", "United States")]
    rows = read_events(
        text, names=[*names, ("Minsk", "GPE"), ("Geneva", "GPE"), ("Smith", "PERSON"), ("Weber", "PERSON")]
    )
    assert [row["event_type"] for row in rows] == [event_type]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("The ministry denied that its troops had shelled Popasna.", "denied", id="denied"),
        pytest.param("Russian troops did not shell Popasna.", "denied", id="negated"),
        pytest.param("If Russian troops shell Popasna, the pupils will be moved.", "hypothetical", id="condition"),
        pytest.param("Russian troops plan to shell Popasna.", "planned", id="plan"),
        pytest.param("Russian troops shelled Popasna.", "asserted", id="fact"),
    ],
)
def test_status(read_events, text, status):
    rows = read_events(text, least=0.25, names=[("Popasna", "GPE"), ("Russian", "NORP")])
    assert [row["status"] for row in rows if row["mode"] == "heavy-weapons"] == [status]
    assert all(row["is_asserted"] == (row["status"] == "asserted") for row in rows)


def test_what_a_named_speaker_says_is_claimed(read_events):
    text = "Troops shelled Popasna, the governor said."
    (row,) = read_events(text, names=[("Popasna", "GPE")], quotes=[("Troops shelled Popasna", "the governor")])
    assert (row["status"], row["is_asserted"], row["quote_id"]) == ("claimed", False, "q0")


def test_an_event_of_1943_is_of_1943(read_events):
    text = "German troops invaded the island of Kos in 1943."
    rows = read_events(
        text, names=[("German", "NORP"), ("Kos", "LOC")], times=[("1943", date(1943, 1, 1), date(1943, 12, 31))]
    )
    assert {(row["earliest"], row["latest"]) for row in rows} == {(date(1943, 1, 1), date(1943, 12, 31))}


def test_a_past_event_without_a_day_lies_just_before_the_article(read_events):
    (row,) = read_events("Gunmen kidnapped a priest in Jos.", names=[("Jos", "GPE")])
    assert (row["earliest"], row["latest"], row["day_basis"]) == (date(2026, 3, 14), date(2026, 3, 17), "article")


def test_without_any_date_no_day_is_made_up(read_events):
    (row,) = read_events("Gunmen kidnapped a priest in Jos.", names=[("Jos", "GPE")], published=None)
    assert (row["earliest"], row["latest"], row["day_basis"]) == (None, None, "none")


def test_a_sarcastic_headline_is_told_at_most_as_its_words_say(read_events):
    rows = read_events("The mayor slept well.", title="Mayor heroically attacks third breakfast, defeats it")
    assert all(row["field"] == "title" and row["target_surface"] is None for row in rows)


def test_an_article_inside_quotation_marks_is_no_quotation(read_events):
    body = "“" + "Russian forces shelled Kharkiv again. Police arrested two men in Lviv. " * 6 + "Nobody was hurt.”"
    rows = read_events(body, names=[("Kharkiv", "GPE"), ("Lviv", "GPE"), ("Russian", "NORP")])
    assert len(rows) == 12
    assert all(row["is_asserted"] for row in rows)


def test_words_that_tell_no_event_give_none(read_events):
    assert read_events("The recipe needs two eggs, and the bread was warm. Our team lost the second half.") == []


def test_no_article_gives_no_rows(event_reader):
    names = ("core.articles", *event_reader.requires)
    assert event_reader.predict({name: CONTRACTS[name].empty() for name in names}).num_rows == 0


def test_identity_follows_every_list_and_weight(event_reader):
    assert {path.name for path in event_reader.files()} == {
        "triggers.txt",
        "actors.txt",
        "types.npz",
        "roles.npz",
        "factuality.npz",
    }
