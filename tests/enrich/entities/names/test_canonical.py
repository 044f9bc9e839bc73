import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import Override, Overrides, kinds

SAME = [
    pytest.param("PERSON", "Volodymyr Zelenskyy", "Vladimir Zelensky", id="ukrainian and russian spelling"),
    pytest.param("PERSON", "Wolodymyr Selenskyj", "Volodymyr Zelensky", id="german spelling"),
    pytest.param("PERSON", "Sergei Lawrow", "Sergey Lavrov", id="german w"),
    pytest.param("PERSON", "Michail Gorbatschow", "Mikhail Gorbachev", id="german sibilants and yo"),
    pytest.param("PERSON", "Novak Đoković", "Novak Djokovic", id="serbian dj"),
    pytest.param("PERSON", "Vladimir Poutine", "Vladimir Putin", id="french spelling"),
    pytest.param("PERSON", "Владимир Путин", "Vladimir Putin", id="cyrillic script"),
    pytest.param("PERSON", "Serhiy Haidai", "Sergei Gaidai", id="ukrainian h is russian g"),
    pytest.param("PERSON", "Muammar Gaddafi", "Moammar al-Qadhafi", id="arabic consonants and article"),
    pytest.param("PERSON", "Saddam Hussein", "Saddam Husayn", id="arabic vowels"),
    pytest.param("PERSON", "Osama bin Laden", "Usama Bin Ladin", id="arabic particle"),
    pytest.param("PERSON", "Abdel Fattah el-Sisi", "Abdul Fattah al-Sissi", id="abd compound"),
    pytest.param("PERSON", "Mohammad Javad Zarif", "Javad Zarif", id="muhammad left out"),
    pytest.param("PERSON", "Mao Tse-tung", "Mao Zedong", id="wade-giles"),
    pytest.param("PERSON", "Xi, Jinping", "Xi Jinping", id="comma"),
    pytest.param("PERSON", "Heung-min Son", "Son Heung-min", id="korean order"),
    pytest.param("PERSON", "Kim Jong-un", "Kim Jong Un", id="hyphen"),
    pytest.param("PERSON", "Park Geun-hye", "Pak Kun-hye", id="korean romanisations"),
    pytest.param("PERSON", "Shinzo Abe", "Abe Shinzo", id="japanese order"),
    pytest.param("PERSON", "Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", id="diacritics"),
    pytest.param("PERSON", "Kemal Kılıçdaroğlu", "KEMAL KILICDAROGLU", id="dotless i and capitals"),
    pytest.param("PERSON", "J.K. Rowling", "J. K. Rowling", id="spaced initials"),
    pytest.param("PERSON", "JK Rowling", "Joanne Rowling", id="initials and the name"),
    pytest.param("PERSON", "Donald Trump", "Donald J. Trump", id="middle initial"),
    pytest.param("PERSON", "Bill Clinton", "William J. Clinton", id="nickname with the same surname"),
    pytest.param("PERSON", "Nicolás Maduro", "Nicolas Maduro Moros", id="second surname"),
    pytest.param("PERSON", "Olusegun Obasanjo", "Olusegan Obasanjo", id="slip in a long name"),
    pytest.param("PERSON", "Zelensky", "Volodymyr Zelenskyy", id="surname with one bearer"),
    pytest.param("PERSON", "von der Leyen", "Ursula von der Leyen", id="surname of three words"),
    pytest.param("PERSON", "Det Insp Gary Holt", "Gary Holt", id="ranks"),
    pytest.param("ORG", "Group of Seven", "G7", id="letters and a number"),
    pytest.param("ORG", "Hayat Tahrir al-Sham", "HTS", id="letters without the arabic article"),
    pytest.param("ORG", "International Atomic Energy Agency", "IAEA", id="acronym"),
    pytest.param("ORG", "U.N.", "United Nations", id="listed acronym of two letters"),
    pytest.param("ORG", "Ministry of Defence of Ukraine", "Ukrainian Defense Ministry", id="ministry order"),
    pytest.param("ORG", "Ukraine's Ministry of Defense", "Ukrainian Defence Ministry", id="ministry possessive"),
    pytest.param("ORG", "Gazprom", "PJSC Gazprom", id="legal form before"),
    pytest.param("ORG", "Apple", "Apple Inc.", id="legal form behind"),
    pytest.param("ORG", "Johnson & Johnson", "Johnson and Johnson", id="ampersand"),
    pytest.param("ORG", "the World Bank", "World Bank", id="article"),
    pytest.param("GPE", "Kiev", "Kyiv", id="russian and ukrainian city"),
    pytest.param("GPE", "U.S.", "America", id="country by three names"),
    pytest.param("LOC", "Mt. Everest", "Mount Everest", id="abbreviated word"),
    pytest.param("NORP", "Russians", "Russian", id="plural people"),
]

APART = [
    pytest.param("PERSON", "George W. Bush", "George H. W. Bush", id="middle names"),
    pytest.param("PERSON", "Vitali Klitschko", "Wladimir Klitschko", id="brothers"),
    pytest.param("PERSON", "Kim Jong Un", "Kim Jong Il", id="korean father and son"),
    pytest.param("PERSON", "Donald Trump", "Donald Trump Jr.", id="junior"),
    pytest.param("PERSON", "Bill Clinton", "Hillary Clinton", id="couple"),
    pytest.param("PERSON", "Saddam Hussein", "Saddam Hassan", id="vowels that tell apart"),
    pytest.param("PERSON", "Martin Luther", "Martin Luther King", id="prefix of a name"),
    pytest.param("PERSON", "Thomas Grant", "Grant Thomas", id="order matters in the west"),
    pytest.param("PERSON", "Robert Johnson", "Robert Johnston", id="one letter in a western surname"),
    pytest.param("PERSON", "Daniel Pearl", "Danielle Pearl", id="gender"),
    pytest.param("PERSON", "Bill Gates", "Melinda Gates", id="same surname"),
    pytest.param("PERSON", "Davis", "Davies", id="short surnames alone"),
    pytest.param("PERSON", "King Hussein", "Hussein", id="regnal title"),
    pytest.param("ORG", "Ukrainian Defence Ministry", "Russian Defence Ministry", id="other country"),
    pytest.param("ORG", "Defence Ministry", "Ukrainian Defence Ministry", id="no country"),
    pytest.param("ORG", "University of Washington", "Washington University", id="two universities"),
    pytest.param("ORG", "Bank of China", "People's Bank of China", id="two banks"),
    pytest.param("ORG", "Gazprom", "Gazprom Neft", id="subsidiary"),
    pytest.param("ORG", "Group of Seven", "G20", id="another number"),
    pytest.param("PERSON", "Le Van Tam", "Do Van Tam", id="vietnamese names that look like particles"),
    pytest.param("GPE", "Iran", "Iraq", id="one letter"),
    pytest.param("GPE", "Niger", "Nigeria", id="prefix of a country"),
    pytest.param("NORP", "Koreans", "North Koreans", id="part of a people"),
]


@pytest.mark.parametrize(("entity_type", "one", "other"), SAME)
def test_one_entity(build, entity_type, one, other):
    assert build.are_one(entity_type, one, other)


@pytest.mark.parametrize(("entity_type", "one", "other"), APART)
def test_two_entities(build, entity_type, one, other):
    assert not build.are_one(entity_type, one, other)


@pytest.mark.parametrize(
    ("short", "bearers"),
    [
        pytest.param("Bush", ["George W. Bush", "Jeb Bush"], id="surname of two"),
        pytest.param("George Bush", ["George W. Bush", "George H. W. Bush"], id="middle name left out of two"),
        pytest.param("J. Smith", ["John Smith", "Jane Smith"], id="initial of two"),
    ],
)
def test_a_short_form_of_two_people_is_neither(build, short, bearers):
    assert frozenset({short}) in build.groups(build.canonical(*[(name, "PERSON", 5) for name in [short, *bearers]]))


def test_an_acronym_of_two_organisations_is_neither(build):
    names = ["ICRC", "International Cycling Race Committee", "Inter-City Railway Company"]
    assert frozenset({"ICRC"}) in build.groups(build.canonical(*[(name, "ORG", 5) for name in names]))


@pytest.mark.parametrize(
    ("bearers", "joined"),
    [
        pytest.param({"Donald Trump": 90, "Ivanka Trump": 3}, True, id="one bearer dominates"),
        pytest.param({"Donald Trump": 90, "Ivanka Trump": 30}, False, id="the other is often meant"),
        pytest.param({"Donald Trump": 3}, True, id="the only bearer"),
        pytest.param({"Donald Trump Jr.": 3}, False, id="junior is not the surname's bearer"),
    ],
)
def test_a_surname_alone_means_who_dominates_it(build, bearers, joined):
    names = [("Trump", "PERSON", 20), *((name, "PERSON", count) for name, count in bearers.items())]
    assert (frozenset({"Trump"}) not in build.groups(build.canonical(*names))) is joined


def test_the_score_of_a_surname_says_how_known_its_bearer_is(build):
    rare = build.canonical(("Oduya", "PERSON", 2), ("Amina Oduya", "PERSON", 2)).aliases.to_pylist()[1]
    known = build.canonical(("Oduya", "PERSON", 9), ("Amina Oduya", "PERSON", 9)).aliases.to_pylist()[1]
    assert (rare["basis"], known["basis"]) == ("surname", "surname")
    assert rare["score"] < 0.9 < known["score"]


def test_types_never_mix(build):
    result = build.canonical(("Washington", "GPE", 3), ("Washington", "PERSON", 2))
    assert result.entities.num_rows == 2


def test_a_rare_expansion_does_not_take_a_frequent_acronym(build):
    assert build.canonical(("AIG", "ORG", 90), ("Armed Islamic Group", "ORG", 1)).entities.num_rows == 2


def test_rows_say_who_how_often_and_why(build):
    result = build.canonical(
        ("Volodymyr Zelenskyy", "PERSON", 7), ("Zelensky", "PERSON", 2), ("Wolodymyr Selenskyj", "PERSON", 1)
    )
    (entity,) = result.entities.to_pylist()
    assert (entity["canonical_name"], entity["mention_count"], entity["article_count"]) == (
        "Volodymyr Zelenskyy",
        10,
        10,
    )
    assert [(row["alias"], row["basis"]) for row in result.aliases.to_pylist()] == [
        ("Volodymyr Zelenskyy", "exact"),
        ("Wolodymyr Selenskyj", "transliteration"),
        ("Zelensky", "surname"),
    ]
    scores = {row["basis"]: row["score"] for row in result.aliases.to_pylist()}
    assert scores["exact"] > scores["transliteration"] >= scores["surname"] > 0.5


def test_the_canonical_name_is_a_full_form_even_when_the_short_one_is_more_frequent(build):
    result = build.canonical(("IAEA", "ORG", 9), ("International Atomic Energy Agency", "ORG", 3))
    assert result.entities["canonical_name"].to_pylist() == ["International Atomic Energy Agency"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param({"America": 50, "U.S.": 90, "United States": 2}, "United States", id="the rarest of three"),
        pytest.param({"Burma": 3}, "Myanmar", id="never seen in full"),
        pytest.param(
            {"DRC": 3, "Democratic Republic of Congo": 1}, "Democratic Republic of the Congo", id="small words"
        ),
        pytest.param({"Kiev": 9, "Kyiv": 2}, "Kiev", id="a town is called what it is called most"),
    ],
)
def test_a_country_is_shown_by_its_common_full_name(build, names, expected):
    result = build.canonical(*[(name, "GPE", count) for name, count in names.items()])
    assert expected in result.entities["canonical_name"].to_pylist()


def test_ids_stay_when_more_names_arrive(build):
    before = build.canonical(("Zelensky", "PERSON", 5))
    after = build.canonical(("Zelensky", "PERSON", 5), ("Volodymyr Zelenskyy", "PERSON", 9), known=before)
    assert after.entities["entity_id"].to_pylist() == before.entities["entity_id"].to_pylist()
    assert after.merges.num_rows == 0
    assert after.entities["canonical_name"].to_pylist() == ["Volodymyr Zelenskyy"]


def test_a_merge_of_two_known_entities_is_recorded(build):
    first = build.canonical(("Sergey Lavrov", "PERSON", 9), ("International Atomic Energy Agency", "ORG", 1))
    second = build.canonical(("IAEA", "ORG", 4))
    known = type(first)(
        entities=pa_concat(first.entities, second.entities),
        aliases=pa_concat(first.aliases, second.aliases),
        keys=first.keys,
        merges=first.merges,
    )
    names = [("Sergey Lavrov", "PERSON", 9), ("International Atomic Energy Agency", "ORG", 1), ("IAEA", "ORG", 4)]
    result = build.canonical(*names, known=known)
    (merge,) = result.merges.to_pylist()
    ids = {row["canonical_name"]: row["entity_id"] for row in known.entities.to_pylist()}
    assert merge["from_entity_id"] == ids["International Atomic Energy Agency"]
    assert merge["to_entity_id"] == ids["IAEA"]
    assert "IAEA" in merge["reason"]
    assert merge["from_entity_id"] not in result.entities["entity_id"].to_pylist()


def test_an_entity_that_splits_keeps_its_id_with_its_full_name(build):
    before = build.canonical(("George W. Bush", "PERSON", 9), ("Bush", "PERSON", 2))
    after = build.canonical(
        ("George W. Bush", "PERSON", 9), ("Bush", "PERSON", 2), ("Jeb Bush", "PERSON", 5), known=before
    )
    ids = {row["canonical_name"]: row["entity_id"] for row in after.entities.to_pylist()}
    assert ids["George W. Bush"] == before.entities["entity_id"].to_pylist()[0]
    assert len(set(ids.values())) == 3


def pa_concat(*tables):
    import pyarrow as pa

    return pa.concat_tables(tables)


def test_the_alias_file_wins(build):
    entry = Override("Acme Holding", "ORG", ("Zeta Works", "IAEA"), "Q42", ("Acme",))
    names = [
        (name, "ORG", 3)
        for name in ("Zeta Works", "IAEA", "Acme", "Acme Holding", "International Atomic Energy Agency")
    ]
    result = build.canonical(*names, overrides=Overrides((entry,)))
    assert frozenset({"Zeta Works", "IAEA", "Acme Holding"}) in build.groups(result)
    row = next(row for row in result.entities.to_pylist() if row["wikidata_id"] == "Q42")
    assert row["canonical_name"] == "Acme Holding"
    bases = {row["alias"]: row["basis"] for row in result.aliases.to_pylist()}
    assert bases["Zeta Works"] == bases["IAEA"] == "override"


def test_the_alias_file_keeps_apart(build):
    names = [("Volodymyr Zelenskyy", "PERSON", 3), ("Vladimir Zelensky", "PERSON", 3)]
    apart = Overrides((Override("Volodymyr Zelenskyy", "PERSON", others=("Vladimir Zelensky",)),))
    assert build.canonical(*names).entities.num_rows == 1
    assert build.canonical(*names, overrides=apart).entities.num_rows == 2


def test_no_names_no_entities(build):
    result = build.canonical()
    assert (result.entities.num_rows, result.aliases.num_rows, result.merges.num_rows) == (0, 0, 0)


POOL = [
    *(
        "Zelensky",
        "Volodymyr Zelenskyy",
        "Vladimir Zelensky",
        "Bush",
        "George Bush",
        "George W. Bush",
        "George H. W. Bush",
    ),
    *(
        "Kim",
        "Kim Jong Un",
        "Kim Jong-un",
        "Xi",
        "Xi Jinping",
        "J. K. Rowling",
        "Joanne Rowling",
        "Donald Trump Jr.",
        "Trump",
    ),
    *(
        "Donald J. Trump",
        "Donald Trump",
        "Muhammad Ali",
        "Mohammed Ali Hassan",
        "",
        "'",
        "...",
        "İ",
        "  ",
        "\u200b",
        "名前",
        "a" * 500,
    ),
]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(POOL), st.sampled_from(["PERSON", "ORG", "GPE", "LAW"]), st.integers(0, 50)),
        unique_by=lambda row: row[:2],
    ),
    st.randoms(),
)
def test_laws_of_canonicalisation(build, rows, rng: random.Random):
    result = build.canonical(*rows)
    shuffled = list(rows)
    rng.shuffle(shuffled)
    assert build.canonical(*shuffled).entities.equals(result.entities), "row order does not matter"
    assert {(row["alias"], row["entity_type"]) for row in result.aliases.to_pylist()} == {row[:2] for row in rows}
    assert set(result.aliases["entity_id"].to_pylist()) == set(result.entities["entity_id"].to_pylist())
    again = build.canonical(*rows, known=result)
    assert again.entities.equals(result.entities), "a second run changes nothing"
    assert again.merges.num_rows == 0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(max_size=60), unique=True, max_size=12),
    st.sampled_from(["PERSON", "ORG", "GPE", "NORP", "PRODUCT"]),
)
def test_any_text_is_a_name(build, names, entity_type):
    result = build.canonical(*[(name, entity_type, 1) for name in names])
    assert result.aliases.num_rows == len(names)
    assert CONTRACTS["core.entities"].conform(result.entities).num_rows <= len(names)


def test_names_that_share_many_keys_are_compared_once(build, monkeypatch):
    compared = []
    attach = kinds.PersonKind.attach
    monkeypatch.setattr(kinds.PersonKind, "attach", lambda *given: compared.append(given[1:]) or attach(*given))
    build.canonical(("Sergei Gorbachev", "PERSON", 5), ("Mikhail Gorbachev", "PERSON", 9), ("Gorbachev", "PERSON", 3))
    assert sorted(compared) == [("Gorbachev", "Mikhail Gorbachev"), ("Gorbachev", "Sergei Gorbachev")]
