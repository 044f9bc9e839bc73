import pytest

from pipelines.enrich.places.beyond import is_beyond


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        pytest.param("Astronomers watched Saturn for a week.", "Saturn", True, id="a planet in a text on space"),
        pytest.param("Crews of Neptune and Belmar met.", "Neptune", False, id="a town in a text on towns"),
        pytest.param("Dust lay on its moon Kassip in May.", "Kassip", True, id="stated before"),
        pytest.param("Kassip, a moon of Vorra, is icy.", "Kassip", True, id="stated after"),
        pytest.param("The spacecraft left from Kourou on Monday.", "Kourou", False, id="where it was launched"),
    ],
)
def test_bodies_in_space_are_told_from_towns(text, surface, expected):
    start = text.index(surface)
    assert is_beyond(surface, text, start, start + len(surface)) is expected
