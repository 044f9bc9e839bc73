import pytest

from pipelines.enrich.entities.agreement import Found
from pipelines.enrich.entities.evidence import Evidence
from pipelines.enrich.entities.stated import with_stated

WORDS = frozenset(["stray", "old", "two"])


def read(text, *given):
    mentions = [Found(text.index(s), text.index(s) + len(s), s, entity_type, 0.6) for s, entity_type in given]
    return [(m.surface, m.entity_type) for m in with_stated(text, sorted(mentions), Evidence([text], WORDS))]


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        pytest.param(
            "The frigate Admiral Orlov sailed.", [("Orlov", "PERSON")], [("Admiral Orlov", "PRODUCT")],
            id="a vessel is called after someone",
        ),
        pytest.param("The ferry Malta sank.", [("Malta", "GPE")], [("Malta", "PRODUCT")], id="or after a country"),
        pytest.param("The ferry Monday was late.", [], [], id="a weekday"),
        pytest.param("Ferry Sinks Off Coast", [], [], id="a line that raises every word"),
        pytest.param("Kestrel cruise missiles hit a port.", [], [("Kestrel", "PRODUCT")], id="a weapon"),
        pytest.param("Stray missiles hit a port.", [], [], id="a common word that opens the sentence"),
        pytest.param("They sent Ulmian drones.", [("Ulmian", "NORP")], [("Ulmian", "NORP")], id="a people's drones"),
        pytest.param(
            "They sent Ulmian Black Heron drones.", [("Ulmian", "NORP")], [("Ulmian", "NORP"), ("Black Heron", "PRODUCT")],
            id="a people's drones of a name",
        ),
    ],
)  # fmt: skip
def test_the_noun_beside_a_name_says_what_it_is(text, given, expected):
    assert read(text, *given) == expected
