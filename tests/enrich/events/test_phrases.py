"""Who can act in a sentence."""

import pytest

from pipelines.enrich.events.phrases import load_actors
from pipelines.enrich.events.sentences import sentence_of
from pipelines.enrich.events.words import cut


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        pytest.param("Iraqi troops left", [("Iraqi", "NORP")], ["Iraqi troops"], id="name and noun"),
        pytest.param("President Ruiz spoke", [("Ruiz", "PERSON")], ["President Ruiz"], id="title and name"),
        pytest.param("the village of Popasna burnt", [("Popasna", "GPE")], ["village of Popasna"], id="of"),
        pytest.param(
            "Russia and Ukraine met", [("Russia", "GPE"), ("Ukraine", "GPE")], ["Russia", "Ukraine"], id="two"
        ),
        pytest.param("four heavily armed gunmen fled", [], ["armed gunmen"], id="words before a noun"),
        pytest.param("it rained", [], [], id="nobody"),
    ],
)
def test_phrases(text, names, expected):
    spans = [(text.index(name), text.index(name) + len(name), kind) for name, kind in names]
    sentence = sentence_of(cut(text, 0, len(text)), spans, load_actors())
    found = [text[sentence.starts[one.first] : sentence.end_of(one.end - 1)] for one in sentence.phrases]
    assert found == expected
