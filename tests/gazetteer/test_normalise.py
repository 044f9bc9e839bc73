import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.gazetteer import normalise_name
from pipelines.gazetteer.normalise import name_key
from pipelines.gazetteer.romanise import SCRIPTS, fold


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        pytest.param("São Paulo", "sao paulo", id="diacritics"),
        pytest.param("Xi'an", "xian", id="apostrophe"),
        pytest.param("Slov’yansk", "slovyansk", id="typographic apostrophe"),
        pytest.param("Ivano-Frankivsk", "ivano frankivsk", id="hyphen"),
        pytest.param("U.S.", "us", id="initials"),
        pytest.param("Washington, D.C.", "washington dc", id="comma and initials"),
        pytest.param("St. Petersburg", "saint petersburg", id="saint before a name"),
        pytest.param("Orchard St.", "orchard st", id="street after a name stays"),
        pytest.param("Mt. Everest", "mount everest", id="mount"),
        pytest.param("Ft. Worth", "fort worth", id="fort"),
        pytest.param("the Hague", "hague", id="article"),
        pytest.param("The", "the", id="article alone stays"),
        pytest.param("Ukraine's", "ukraine", id="possessive"),
        pytest.param("Netherlands'", "netherlands", id="plural possessive"),
        pytest.param("Łódź", "lodz", id="letters that do not decompose"),
        pytest.param("KYIV", "kyiv", id="capitals"),
        pytest.param("  New   York ", "new york", id="white space"),
        pytest.param("…", "", id="no letters"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_normalise_name(surface: str, key: str) -> None:
    assert normalise_name(surface) == key


def test_a_listed_name_keeps_its_own_possessive() -> None:
    assert name_key("St. John's") == "saint johns"


@given(st.text(max_size=300))
def test_a_key_has_single_spaces_and_no_capitals(text: str) -> None:
    key = name_key(text)
    assert key == " ".join(key.split())
    assert key.isascii() is False or key == key.lower()


@given(st.text(max_size=300), st.sampled_from(SCRIPTS))
def test_a_fold_never_fails(text: str, script: str) -> None:
    assert fold(name_key(text), script).startswith(f"~{script}")


@pytest.mark.parametrize(
    ("script", "spellings"),
    [
        ("s", ("kupyansk", "kupiansk", "kupjansk")),
        ("s", ("kharkov", "kharkiv", "harkiv")),
        ("s", ("gorlovka", "horlivka")),
        ("s", ("lugansk", "luhansk")),
        ("s", ("slavyansk", "slaviansk")),
        ("s", ("chernigov", "chernihiv")),
        ("a", ("douma", "duma", "dooma")),
        ("a", ("qamishli", "kamishly", "al qamishli")),
        ("a", ("idlib", "edleb")),
        ("c", ("hsinchu", "xinzhu")),
    ],
)
def test_romanisations_of_a_name_share_a_fold(script: str, spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling, script) for spelling in spellings}) == 1
