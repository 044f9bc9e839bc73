import pytest

from pipelines.enrich.entities.first_names import called_by_first_name
from tests.enrich.entities.made_mentions import types_after


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        pytest.param(
            "Adelaide Orr, 34, rents a flat. Adelaide said it was cold.", [("Adelaide Orr", "PERSON"), ("Adelaide", "GPE")],
            ["PERSON", "PERSON"], id="one who speaks",
        ),
        pytest.param(
            "Adelaide Orr, 34, lives in Adelaide. Adelaide had rain.",
            [("Adelaide Orr", "PERSON"), ("Adelaide", "GPE"), ("Adelaide", "GPE")], ["PERSON", "GPE", "GPE"],
            id="the town of that name stands where towns stand",
        ),
        pytest.param(
            "Chad Orr met the envoys. Chad denied entry to them.", [("Chad Orr", "PERSON"), ("Chad", "GPE")],
            ["PERSON", "GPE"], id="a country acts as well",
        ),
        pytest.param("Adelaide said no.", [("Adelaide", "GPE")], ["GPE"], id="nobody is named in full"),
    ],
)  # fmt: skip
def test_a_first_name_alone_is_the_person(text, given, expected):
    assert types_after(called_by_first_name, text, given) == expected
