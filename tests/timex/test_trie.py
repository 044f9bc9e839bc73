"""A pattern for many words."""

import re

import pytest

from pipelines.timex.trie import any_of

CASES = {
    "the longest that fits": (["new", "new year", "newt"], "a new year", "new year"),
    "a shorter one where the longer does not end": (["new", "new year"], "a new yearling", "new"),
    "signs are literal": (["a.b", "c+"], "xx a.b", "a.b"),
    "none": (["abc"], "abd", None),
}


@pytest.mark.parametrize(("words", "text", "found"), CASES.values(), ids=CASES)
def test_finds(words: list[str], text: str, found: str | None) -> None:
    match = re.search(rf"\b(?:{any_of(words)})(?!\w)", text)
    assert (match.group() if match else None) == found


def test_no_words_give_no_pattern() -> None:
    assert any_of([]) == ""
