import pytest

from pipelines.segment.roundups import Stretch, stretches

ITEMS = [
    "Fire closes bridge: A fire shut the road for six hours.",
    "Zoo birth: A calf was born.",
    "Bank fined: A court fined a bank.",
]
SPOKEN = ["Jo Doe: What happened?", "Ann Lee: It burned.", "Jo Doe: And then?", "Ann Lee: We ran."]
LIVE = [
    line for n in range(5) for line in (f"1{n}:05 GMT", "Shells fell on the port, its mayor said.", "Two ships left.")
]

CASES = [
    pytest.param(["He left.", "News in brief", *ITEMS, "Port reopens"], [Stretch(1, 5, True)], id="labelled items under their heading"),
    pytest.param(["He left.", "Ministers meet in Oslo", *ITEMS], [], id="another heading"),
    pytest.param(["News in brief", *ITEMS[:2]], [], id="two items"),
    pytest.param(["World briefing", *SPOKEN], [], id="an interview repeats its labels"),
    pytest.param(["War: live", *LIVE, "Port reopens"], [Stretch(0, 15, True)], id="a live blog from its heading to its last entry"),
    pytest.param(["War enters its third week", *LIVE, "Port reopens"], [Stretch(1, 15, False)], id="stamps below another heading"),
    pytest.param(["Storm: live updates", *(f"1{n}:05 The road office says that bridge {n} is shut." for n in range(5)), "Port reopens"], [Stretch(0, 6, True)], id="entries beside their stamps"),
    pytest.param(["14:05 GMT", "He left.", "15:10 GMT", "She came."], [], id="two stamps"),
    pytest.param([f"{n} people were hurt in the attack." for n in range(9)], [], id="figures are no stamps"),
    pytest.param([], [], id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), CASES)
def test_stretches(texts, expected):
    assert stretches(texts) == expected
