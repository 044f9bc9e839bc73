import textwrap

import pytest

from pipelines.segment.lines import lines_of

PARAGRAPHS = [
    "The committee met on the third day of the conference to talk about the harvest, which had been poor in the eastern districts and even poorer in the hills.",
    "Rain had come late and left early again. The delegates asked for seed and for two more pumps, and were told that the pumps were on their way.",
    "“We have been told so before,” said the eldest of them, and sat down. Nobody answered, because what he had said was known to all in the room to be true.",
]
TITLE = "Harvest fails in the hills"


def wrapped(width: int, indent: str = "") -> list[str]:
    """The paragraphs, each broken at the width."""
    return ["\n".join(textwrap.wrap(p, width, initial_indent=indent)) for p in PARAGRAPHS]


@pytest.mark.parametrize("width", [40, 66, 72, 80, 100])
def test_paragraphs_between_blank_lines_are_whole(width):
    assert lines_of("\n\n".join([TITLE, *wrapped(width)])).texts == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize("width", [60, 72])
def test_an_indent_opens_a_paragraph(width):
    assert lines_of("\n".join([TITLE, *wrapped(width, "    ")])).texts == [TITLE, *PARAGRAPHS]


def test_mail_that_is_quoted_is_read_without_its_marks():
    text = "\n".join(f"> {line}".rstrip() for line in "\n\n".join([TITLE, *wrapped(68)]).split("\n"))
    lines = lines_of(text)
    assert lines.texts[0] == TITLE
    assert text[lines.starts[0] : lines.ends[0]] == TITLE


def test_one_wrapped_article_among_others_is_unwrapped_alone():
    plain = ["A line that its outlet never broke and that is long enough to say so by itself, " * 4, TITLE] * 2
    text = "\n\n".join([*plain, *wrapped(70), *plain])
    assert lines_of(text).texts[4:7] == PARAGRAPHS


def test_words_broken_by_a_hyphen_are_whole_again():
    lines = [
        "The harbour authority in Rotterdam said",
        "on Tuesday that container traffic rose 4",
        "percent in the first quarter, the first",
        "gain in two years, helped by new saili-",
        "ngs to Singapore and Santos. Terminal",
        "operators expect the pace to slow after",
        "the summer, when two of the biggest",
        "cranes are due for repair.",
    ]
    assert "new sailings to Singapore" in lines_of("\n".join(lines)).texts[0]


@pytest.mark.parametrize(
    "texts",
    [
        [
            f"Minister {name} speaks of {thing}"
            for name, thing in zip(
                "ABCDEFGHIJ",
                ["war", "oil", "wheat", "rain", "ports", "ships", "roads", "tax", "love", "gold"],
                strict=True,
            )
        ],
        [
            "It was over.",
            "She left the room and did not come back.",
            "“Why?” he asked.",
            "Nobody knew.",
            "The clock struck.",
        ]
        * 3,
        [f"{n:>4}  {n * 17:>6}  {n * 3.5:>8.2f}" for n in range(20)],
    ],
    ids=["headlines", "dialogue", "a table"],
)
def test_lines_that_no_program_broke_stay_lines(texts):
    assert lines_of("\n".join(texts)).texts == [text.strip() for text in texts]


def test_offsets_are_those_of_the_text_as_given():
    text = "\n\n".join([TITLE, *wrapped(50)])
    lines = lines_of(text)
    assert [" ".join(text[s:e].split()) for s, e in zip(lines.starts, lines.ends, strict=True)] == [TITLE, *PARAGRAPHS]
