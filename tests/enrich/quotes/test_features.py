"""What is read of each word beside its pieces."""

from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes import features
from pipelines.enrich.quotes.features import looks_of, words_of
from pipelines.enrich.quotes.marks import quoted_stretches
from pipelines.worker import MODELS

TEXT = "Ada said “go”.\n“We will all go home now.”\n“We"


def words(text, begin=0, mentions=()):
    tokens = TokenEncoder(MODELS / "entities" / "tokeniser.json")
    [found] = words_of(
        [(0, begin)], tokens.words([text[begin:]]), looks_of([text], [quoted_stretches(text)], [mentions])
    )
    return found


def test_quotation_marks_and_what_stands_between_them():
    found = words(TEXT)
    states = {TEXT[a:b]: state for a, b, state in zip(found.starts, found.ends, found.states, strict=True) if b - a > 1}
    assert states["said"] == features.OUTSIDE
    assert states["home"] == features.IN_LONG
    assert states["We"] == features.IN_OPEN
    assert [int(s) for s in found.states[2:5]] == [features.OPENING_SHORT, features.IN_SHORT, features.CLOSING_SHORT]


def test_lines_begin_where_a_line_end_stands_before():
    found = words(TEXT)
    assert [TEXT[a : a + 2] for a, begins in zip(found.starts, found.begins, strict=True) if begins] == [
        "Ad",
        "“W",
        "“W",
    ]
    assert words(TEXT, begin=4).begins[0] == 0
    assert words(TEXT, begin=15).begins[0] == 1


def test_names_by_their_kind():
    found = words(TEXT, mentions=[(0, 3, "PERSON"), (4, 8, "EVENT")])
    assert found.names[:3].tolist() == [1, 5, 0]


def test_offsets_count_in_the_article():
    found = words(TEXT, begin=4)
    assert TEXT[found.starts[0] : found.ends[0]] == "said"


def test_passages_of_several_texts_are_read_as_each_alone():
    tokens = TokenEncoder(MODELS / "entities" / "tokeniser.json")
    texts = [TEXT, "", "Moe left.\n\n“No,” Lund said"]
    mentions = [[(0, 3, "PERSON")], [], [(0, 3, "PERSON"), (17, 21, "ORG")]]
    places = [(0, 0), (0, 15), (1, 0), (2, 0), (2, 11)]
    looks = looks_of(texts, [quoted_stretches(text) for text in texts], mentions)
    together = words_of(places, tokens.words([texts[number][begin:] for number, begin in places]), looks)
    for (number, begin), found in zip(places, together, strict=True):
        alone = words(texts[number], begin, mentions[number])
        assert {name: column.tolist() for name, column in found._asdict().items()} == {
            name: column.tolist() for name, column in alone._asdict().items()
        }
