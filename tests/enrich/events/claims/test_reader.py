"""Claims of control and of losses: who says what of whom, with which number."""

from datetime import date

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


CLAIMED_PLACES = [
    ("Tarsk", "GPE"),
    ("Volna", "GPE"),
    ("Orsk Province", "GPE"),
    ("Borland", "GPE"),
    ("Borlandish", "NORP"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The hamlet of Tarsk, located in Volna and recently liberated by Borlandish forces, burns.", [("Tarsk", "took")], id="participle after a comma"),
        pytest.param("The town of Tarsk, located in Borland's Orsk Province and now held by rebels, burns.", [("Tarsk", "holds")], id="held by what holds it"),
        pytest.param("He left Tarsk, an area Borland seized from its neighbour in 1967.", [("Tarsk", "took")], id="clause without an object"),
        pytest.param("It lies near Tarsk, the contested town that troops withdrew from in May.", [("Tarsk", "lost")], id="withdrew from, without an object"),
        pytest.param("Near Tarsk, an area farmers visited, rebels seized, in May, a bus.", [], id="another verb without an object"),
        pytest.param("Rebels captured large chunks of Orsk Province.", [("Orsk Province", "took")], id="chunks"),
        pytest.param("Rebels captured Borland's Tarsk.", [("Tarsk", "took")], id="a place's place as object"),
        pytest.param("Borland's largest plant is under the control of rebels.", [], id="the largest thing in a country"),
        pytest.param("A clinic located in Tarsk and recently seized by rebels has reopened.", [("Tarsk", "took")], id="what lies in the place"),
        pytest.param("Tarsk, a town east of Volna, was captured by the militia.", [("Tarsk", "took")], id="apposition names another place"),
        pytest.param("Residents of Tarsk, a city in Orsk Province seized by rebels last year, fled.", [("Tarsk", "took")], id="explained by what holds it"),
        pytest.param("Tarsk, which lies in Orsk Province, was surrounded by troops.", [("Tarsk", "besieges")], id="relative clause between"),
        pytest.param("Tarsk and Volna were captured by rebels.", [("Tarsk", "took"), ("Volna", "took")], id="two subjects"),
        pytest.param("The rebels seized Tarsk and the village of Volna.", [("Tarsk", "took"), ("Volna", "took")], id="two objects"),
        pytest.param("The army's recapture of Tarsk was shown on television.", [("Tarsk", "took")], id="whose capture"),
        pytest.param("Tarsk's fall shocked the troops.", [("Tarsk", "took")], id="possessive"),
        pytest.param("The army lost control of Tarsk.", [("Tarsk", "lost")], id="lost control of"),
        pytest.param("The militia tightened its hold on Tarsk.", [("Tarsk", "holds")], id="hold on"),
        pytest.param("Troops were driven out of Tarsk.", [("Tarsk", "lost")], id="driven out"),
        pytest.param("Troops drove the rebels out of Tarsk.", [("Tarsk", "took")], id="drove them out"),
        pytest.param("Rebels entered the outskirts of Tarsk.", [("Tarsk", "entered")], id="outskirts"),
        pytest.param("Tarsk fell to the rebels.", [("Tarsk", "took")], id="fell to"),
        pytest.param("Tarsk remains in the hands of the rebels.", [("Tarsk", "holds")], id="in the hands of"),
        pytest.param("Soldiers raised their flag over Tarsk.", [("Tarsk", "took")], id="flag"),
        pytest.param("He lives in occupied Tarsk.", [("Tarsk", "holds")], id="adjective"),
        pytest.param("The major was captured in Tarsk by rebels.", [], id="a man is captured"),
        pytest.param("Soldiers freed the hostages still held by rebels in Tarsk.", [], id="hostages are held"),
        pytest.param("Rebels seized Tarsk officials.", [], id="a name before a noun"),
        pytest.param("Police seized weapons in Tarsk after fighting.", [], id="things in a place"),
        pytest.param("The offensive has taken Tarsk by surprise, rebels said.", [], id="by surprise"),
        pytest.param("Rebels seized Tarsk, and Borland has sent troops.", [("Tarsk", "took")], id="another clause begins"),
    ],
)  # fmt: skip
def test_which_place_is_meant(read_claims, text, expected):
    rows = [row for row in read_claims(text, names=CLAIMED_PLACES) if row["kind"] == "control"]
    assert sorted((row["place_id"].removeprefix("place:"), row["predicate"]) for row in rows) == expected


@pytest.mark.parametrize(
    ("text", "who"),
    [
        pytest.param("The rebels, who captured Tarsk, fled.", "rebels", id="relative"),
        pytest.param("Tarsk was abandoned by the militia.", "militia", id="passive"),
        pytest.param("Borlandish-occupied Tarsk was shelled.", "Borlandish", id="hyphen"),
        pytest.param("Tarsk is under the control of the rebels.", "rebels", id="state"),
        pytest.param("The army says it has captured Tarsk.", "army", id="pronoun of who says it"),
        pytest.param("Tarsk was captured on Monday.", None, id="nobody named"),
    ],
)
def test_who_is_said_to_hold_it(read_claims, text, who):
    (row,) = read_claims(text, names=CLAIMED_PLACES)
    assert (row["subject_surface"] or "").removeprefix("The ").removeprefix("the ") == (who or "")


@pytest.mark.parametrize(
    ("text", "is_denied"),
    [
        pytest.param("The general denied that rebels had captured Tarsk.", True, id="denied that"),
        pytest.param("Borland rejected the claim that rebels had captured Tarsk.", True, id="rejected the claim"),
        pytest.param("There was no truth to reports that rebels had captured Tarsk.", True, id="no truth to reports"),
        pytest.param("Rebels have not captured Tarsk.", True, id="not"),
        pytest.param("The general said that rebels had captured Tarsk.", False, id="said"),
        pytest.param("Borland denied any role in the militia's capture of Tarsk.", False, id="only its role is denied"),
    ],
)
def test_claims_that_are_refused(read_claims, text, is_denied):
    (row,) = [row for row in read_claims(text, names=CLAIMED_PLACES) if row["kind"] == "control"]
    assert row["is_denied"] is is_denied


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The rebels vowed to capture Tarsk.", id="vowed"),
        pytest.param("Rebels would capture Tarsk.", id="would"),
        pytest.param("Have rebels captured Tarsk?", id="asked"),
        pytest.param("The army fears the possible fall of Tarsk to rebels.", id="possible"),
    ],
)
def test_what_has_not_happened_scores_less(read_claims, text):
    (possible,) = [row for row in read_claims(text, names=CLAIMED_PLACES) if row["kind"] == "control"]
    (told,) = read_claims("Rebels captured Tarsk.", names=CLAIMED_PLACES)
    assert possible["score"] < 0.5 < told["score"]
    assert not possible["is_asserted"]


def test_a_war_of_the_past_has_its_own_days(read_claims):
    text = "Tarsk was a field of ruins in 1943. Borlandish troops captured Tarsk in heavy fighting."
    year = ("1943", date(1943, 1, 1), date(1943, 12, 31))
    (row,) = read_claims(text, names=CLAIMED_PLACES, times=[year])
    assert (row["earliest"], row["latest"], row["day_basis"]) == (year[1], year[2], "text")


def test_powers_that_are_gone_tell_of_no_day(read_claims):
    (row,) = read_claims("The Red Army captured Tarsk after a long siege.", names=CLAIMED_PLACES)
    assert (row["earliest"], row["latest"], row["day_basis"]) == (None, None, "none")


def test_who_is_counted_did_not_do_it(read_claims):
    rows = read_claims("The blasts killed 22 people and injured another 117 people in Tarsk.", names=CLAIMED_PLACES)
    assert [(row["predicate"], row["count_lowest"], row["agent_surface"]) for row in rows] == [
        ("killed", 22, None),
        ("wounded", 117, None),
    ]
