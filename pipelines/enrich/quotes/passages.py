"""Articles cut into the passages that the quote network reads at once: whole paragraphs while they fit, else whole sentences."""

from collections.abc import Sequence

MAX_PASSAGE_CHARS = 900
"""About 150 words: two or three paragraphs of news. Attributions over more than one paragraph are one in 180."""
MAX_PASSAGE_TOKENS = MAX_PASSAGE_CHARS + 2
"""At most one token per character, and the opening and closing marks."""

Span = tuple[int, int]


def passages(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Spans of `text`, each at most `MAX_PASSAGE_CHARS` long, that hold all of its sentences.

    Args:
        text: The article's text.
        sentences: Where its sentences stand, in order.
    """
    found: list[Span] = []
    first = last = -1
    for begin, end in _paragraphs(text, sentences):
        if first >= 0 and end - first <= MAX_PASSAGE_CHARS:
            last = end
            continue
        if first >= 0:
            found.append((first, last))
        first, last = begin, end
    if first >= 0:
        found.append((first, last))
    return found


def _paragraphs(text: str, sentences: Sequence[Span]) -> list[Span]:
    """The lines as their sentences tell them; one longer than a passage is cut between sentences, a longer sentence at a space."""
    found: list[Span] = []
    for start, end in sentences:
        begin = start
        while end - begin > MAX_PASSAGE_CHARS:
            cut = text.rfind(" ", begin + MAX_PASSAGE_CHARS // 2, begin + MAX_PASSAGE_CHARS)
            cut = begin + MAX_PASSAGE_CHARS if cut < 0 else cut
            found.append((begin, cut))
            begin = cut
        if (
            found
            and begin == start
            and "\n" not in text[found[-1][1] : begin]
            and end - found[-1][0] <= MAX_PASSAGE_CHARS
        ):
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found
