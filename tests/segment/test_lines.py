import pytest

from pipelines.segment.lines import lines_of


def test_lines_have_offsets_blanks_and_numbers():
    text = "One\n\n\n  two \n\u200b\nthree"
    lines = lines_of(text)
    assert lines.texts == ["One", "two", "three"]
    assert [text[s:e] for s, e in zip(lines.starts, lines.ends, strict=True)] == lines.texts
    assert lines.blanks.tolist() == [0, 2, 1]
    assert lines.numbers.tolist() == [1, 4, 6]


def test_a_form_feed_is_seen_between_lines():
    assert lines_of("a\n\f\nb\n\fc").after_form_feed.tolist() == [False, True, True]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "  \n\t\n\u3000", "\ufeff"], ids=["empty", "newlines", "white space", "only a byte order mark"]
)
def test_nothing_visible_is_no_line(text):
    assert len(lines_of(text)) == 0


def test_hard_wrapped_lines_become_paragraphs():
    paragraph = [
        "The committee met on the third day of the conference to talk about",
        "the harvest, which had been poor in the eastern districts and even",
        "poorer in the hills, where rain had come late and left early again.",
    ]
    text = "\n\n".join("\n".join(paragraph) for _ in range(6))
    lines = lines_of(text)
    assert len(lines) == 6
    assert lines.texts[0] == " ".join(paragraph)
    assert text[lines.starts[1] : lines.ends[1]] == "\n".join(paragraph)
