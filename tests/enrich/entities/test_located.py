import pytest

from pipelines.enrich.entities.located import located
from tests.enrich.entities.made_mentions import types_after


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        pytest.param(
            "Suvi Jar fell. Shells hit houses near Suvi Jar at dawn.", [("Suvi Jar", "PERSON"), ("Suvi Jar", "GPE")],
            ["GPE", "GPE"], id="read as a town where a town stands",
        ),
        pytest.param("The village of Suvi Jar fell.", [("Suvi Jar", "PERSON")], ["GPE"], id="called a village"),
        pytest.param("Crowds stood near Orlov's house.", [("Orlov", "PERSON")], ["PERSON"], id="whose house it is"),
        pytest.param("Crowds stood near Peter Orlov.", [("Peter Orlov", "PERSON")], ["PERSON"], id="a given name"),
        pytest.param(
            "Ana Suvi spoke. Fires burned near Suvi.", [("Ana Suvi", "PERSON"), ("Suvi", "PERSON")],
            ["PERSON", "PERSON"], id="the surname of one who is named in full",
        ),
        pytest.param("Suvi Jar spoke.", [("Suvi Jar", "PERSON")], ["PERSON"], id="nothing says so"),
    ],
)  # fmt: skip
def test_a_name_that_stands_once_as_towns_stand_is_a_town(text, given, expected):
    assert types_after(located, text, given) == expected
