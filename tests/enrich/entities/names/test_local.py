import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import resolve_local_names

CASES = [
    pytest.param(
        "Sergey Lavrov flew to Minsk. Lavrov's plane was late. Lavrov left.",
        {"Sergey Lavrov": "PERSON", "Lavrov's": "PERSON", "Lavrov": "PERSON"},
        ["Sergey Lavrov", "Sergey Lavrov", "Sergey Lavrov"],
        id="surname and possessive",
    ),
    pytest.param(
        "Putin spoke first. Later Vladimir Putin left.",
        {"Vladimir Putin": "PERSON", "Putin": "PERSON"},
        ["Vladimir Putin", "Vladimir Putin"],
        id="surname before the full name",
    ),
    pytest.param(
        "The International Atomic Energy Agency (IAEA) sent a team. The IAEA is in Vienna.",
        {"International Atomic Energy Agency": "ORG", "IAEA": "ORG"},
        ["International Atomic Energy Agency"] * 3,
        id="acronym in brackets",
    ),
    pytest.param(
        "The Intergovernmental Board on Coastal Change met. The IBCC will report.",
        {"Intergovernmental Board on Coastal Change": "ORG", "IBCC": "ORG"},
        ["Intergovernmental Board on Coastal Change"] * 2,
        id="acronym that leaves a preposition out",
    ),
    pytest.param(
        "The Security Service of Ukraine (SBU) denied it. An SBU officer agreed.",
        {"Security Service of Ukraine": "ORG", "SBU": "ORG"},
        ["Security Service of Ukraine"] * 3,
        id="acronym of another language, defined",
    ),
    pytest.param(
        "The SBU met the Security Service of Ukraine.",
        {"Security Service of Ukraine": "ORG", "SBU": "ORG"},
        ["SBU", "Security Service of Ukraine"],
        id="acronym of other letters, not defined",
    ),
    pytest.param(
        "Boris Johnson met Mike Johnson. Johnson was pleased.",
        {"Boris Johnson": "PERSON", "Mike Johnson": "PERSON", "Johnson": "PERSON"},
        ["Boris Johnson", "Mike Johnson", "Johnson"],
        id="two bearers, surname kept",
    ),
    pytest.param(
        "Boris Johnson spoke. Johnson was pleased. Then came Mike Johnson. Johnson left.",
        {"Boris Johnson": "PERSON", "Mike Johnson": "PERSON", "Johnson": "PERSON"},
        ["Boris Johnson", "Boris Johnson", "Mike Johnson", "Johnson"],
        id="only one introduced so far",
    ),
    pytest.param(
        "Donald Trump and Donald Trump Jr. came. Trump spoke, Trump Jr. did not.",
        {"Donald Trump Jr.": "PERSON", "Donald Trump": "PERSON", "Trump Jr.": "PERSON", "Trump": "PERSON"},
        ["Donald Trump", "Donald Trump Jr.", "Donald Trump", "Donald Trump Jr."],
        id="junior",
    ),
    pytest.param(
        "Kim Jong Un watched. Kim smiled.",
        {"Kim Jong Un": "PERSON", "Kim": "PERSON"},
        ["Kim Jong Un", "Kim Jong Un"],
        id="family name first",
    ),
    pytest.param(
        "Boris Johnson arrived. Boris waved.",
        {"Boris Johnson": "PERSON", "Boris": "PERSON"},
        ["Boris Johnson", "Boris Johnson"],
        id="first name",
    ),
    pytest.param(
        "Washington said no. Denzel Washington acted.",
        {"Denzel Washington": "PERSON", "Washington": "GPE"},
        ["Washington", "Denzel Washington"],
        id="types must agree",
    ),
    pytest.param(
        "The Brookings Institution agreed. Brookings said so.",
        {"Brookings Institution": "ORG", "Brookings": "ORG"},
        ["Brookings Institution", "Brookings Institution"],
        id="generic head left out",
    ),
    pytest.param(
        "Ursula von der Leyen met Maria de los Santos. Von der Leyen spoke, de los Santos did not.",
        {
            "Ursula von der Leyen": "PERSON",
            "Maria de los Santos": "PERSON",
            "Von der Leyen": "PERSON",
            "de los Santos": "PERSON",
        },
        ["Ursula von der Leyen", "Maria de los Santos", "Ursula von der Leyen", "Maria de los Santos"],
        id="surnames of several particles",
    ),
    pytest.param(
        "Lt Col Priya Raman spoke. King Harald listened to Gen. Raman.",
        {"Lt Col Priya Raman": "PERSON", "King Harald": "PERSON", "Gen. Raman": "PERSON"},
        ["Priya Raman", "King Harald", "Priya Raman"],
        id="ranks are no part of a name",
    ),
    pytest.param(
        "Leaders of the Group of Seven met. The G7 agreed.",
        {"Group of Seven": "ORG", "G7": "ORG"},
        ["Group of Seven", "Group of Seven"],
        id="letters and a number",
    ),
    pytest.param(
        "Mohammed bin Rashid spoke, and MbR left.",
        {"Mohammed bin Rashid": "PERSON", "MbR": "PERSON"},
        ["Mohammed bin Rashid", "Mohammed bin Rashid"],
        id="a person's initials",
    ),
    pytest.param(
        "Boris Allan Cox met Bill Adam Coe, and BAC left.",
        {"Boris Allan Cox": "PERSON", "Bill Adam Coe": "PERSON", "BAC": "PERSON"},
        ["Boris Allan Cox", "Bill Adam Coe", "BAC"],
        id="initials of two people",
    ),
    pytest.param(
        "Hamas denied it. The Hamas Health Ministry counted.",
        {"Hamas Health Ministry": "ORG", "Hamas": "ORG"},
        ["Hamas", "Hamas Health Ministry"],
        id="part of another organisation",
    ),
]


@pytest.mark.parametrize(("text", "names", "expected"), CASES)
def test_local_name(build, text, names, expected):
    assert [name for _, name in build.resolved(text, names)] == expected


def test_a_title_is_read_with_the_text(build):
    found = build.resolved(
        "Sergey Lavrov spoke.", {"Sergey Lavrov": "PERSON", "Lavrov": "PERSON"}, title="Lavrov speaks"
    )
    assert found == [("Lavrov", "Sergey Lavrov"), ("Sergey Lavrov", "Sergey Lavrov")]


def test_articles_do_not_share_names(build):
    rows = build.mentions("a0", "Sergey Lavrov spoke.", {"Sergey Lavrov": "PERSON"}) + build.mentions(
        "a1", "Lavrov spoke.", {"Lavrov": "PERSON"}
    )
    found = resolve_local_names(
        CONTRACTS["core.entity_mentions"].from_rows(rows), build.articles("Sergey Lavrov spoke.", "Lavrov spoke.")
    )
    assert found["local_name"].to_pylist() == ["Sergey Lavrov", "Lavrov"]


def test_no_mentions(build):
    empty = CONTRACTS["core.entity_mentions"].empty()
    assert resolve_local_names(empty, build.articles("Nobody.")).equals(empty)


WORDS = st.sampled_from(
    [
        "Boris",
        "Johnson",
        "Boris Johnson",
        "IAEA",
        "U.S.",
        "Jr.",
        "'s",
        "Kim",
        "Kim Jong Un",
        "",
        "\u200b",
        "😀",
        "Ян",
        "a-b",
        "(",
        "x" * 300,
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(WORDS, min_size=1, max_size=3), st.sampled_from(["PERSON", "ORG", "GPE", "LAW"])),
        max_size=12,
    )
)
def test_laws_of_resolution(build, pieces):
    rows, text = [], ""
    for words, entity_type in pieces:
        surface = " ".join(words) or "-"
        rows.append({
            "article_id": "a0", "field": "text", "start_char": len(text), "end_char": len(text) + len(surface), "surface": surface,
            "entity_type": entity_type, "local_name": surface, "score": 1.0, "annotator_id": "test",
        })  # fmt: skip
        text += surface + " "
    table = CONTRACTS["core.entity_mentions"].from_rows(rows)
    articles = build.articles(text or "-")
    found = resolve_local_names(table, articles)
    kept = [name for name in table.column_names if name not in ("local_name", "entity_type")]
    assert found.select(kept).equals(table.select(kept)), "only local_name and a type change"
    moved = [
        pair
        for pair in zip(table["entity_type"].to_pylist(), found["entity_type"].to_pylist(), strict=True)
        if pair[0] != pair[1]
    ]
    assert {frozenset(pair) for pair in moved} <= {frozenset({"PERSON", "ORG"})}
    assert resolve_local_names(found, articles).equals(found), "a second run changes nothing"
    backwards = resolve_local_names(table.take(pa.array(list(range(table.num_rows))[::-1], pa.int64())), articles)
    assert backwards["local_name"].to_pylist()[::-1] == found["local_name"].to_pylist(), "row order does not matter"
