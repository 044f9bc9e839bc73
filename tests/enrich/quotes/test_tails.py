"""Contents parted from speakers and from other lines."""

import pytest

from pipelines.enrich.quotes.attributions import Attribution
from pipelines.enrich.quotes.marks import Quotations, quoted_stretches
from pipelines.enrich.quotes.people import Mention
from pipelines.enrich.quotes.tails import Tails


def parted(text, content, cue, *, names=(), source=None):
    """What becomes of a statement whose parts are given as words of the text."""

    def place(words):
        return (text.index(words), text.index(words) + len(words))

    mentions = [Mention("text", *place(name), "PERSON", name) for name in names]
    quoted = Quotations(quoted_stretches(text))
    statement = Attribution([place(content)], cue=place(cue), source=source)
    made = Tails(text, mentions, quoted).parted(statement)
    return [text[a:b] for a, b in made.contents], text[slice(*made.source)] if made.source else None


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected"),
    [
        pytest.param(
            "Rain will fall, the head of the weather office, Ida Moe, has said.",
            "Rain will fall, the head of the weather office, Ida Moe,",
            "has said",
            (["Rain will fall"], "the head of the weather office, Ida Moe"),
            id="role, comma, name",
        ),
        pytest.param(
            "Rain will fall, forecaster Ida Moe has said.",
            "Rain will fall, forecaster Ida Moe",
            "has said",
            (["Rain will fall"], "forecaster Ida Moe"),
            id="name and role",
        ),
        pytest.param(
            "Rain fell on Ida Moe, she has said.", "Rain fell on Ida Moe", "has said", (["Rain fell on Ida Moe"], None), id="somebody else says it"
        ),
        pytest.param("Rain fell on Ida Moe reports say.", "Rain fell on Ida Moe reports", "say", (["Rain fell on Ida Moe reports"], None), id="not the end"),
        pytest.param(
            "A dry spell\nRain will fall, it was said.", "A dry spell\nRain will fall", "was said", (["Rain will fall"], None), id="another line before"
        ),
        pytest.param(
            "She said it rained\nA dry spell", "it rained\nA dry spell", "said", (["it rained"], None), id="another line after"
        ),
        pytest.param(
            "“It rained.\n“It poured,” she said.", "“It rained.\n“It poured,”", "said", (["“It rained.\n“It poured,”"], None), id="quotation marks go on"
        ),
    ],
)  # fmt: skip
def test_parts(text, content, cue, expected):
    assert parted(text, content, cue, names=[name for name in ("Ida Moe",) if name in text]) == expected


def test_a_speaker_that_was_found_stays():
    text = "Rain will fall, Ida Moe, she has said."
    content, source = parted(text, "Rain will fall, Ida Moe", "has said", names=["Ida Moe"], source=(25, 28))
    assert (content, source) == (["Rain will fall, Ida Moe"], "she")
