"""Headlines that a markup states: Markdown's `# Title`, a wiki's `'''Title'''`, a bold line, `<h1>` of a pasted page."""

import re

import numpy as np

from pipelines.segment.layouts.rules import is_rule
from pipelines.segment.layouts.stated import MAX_MARK_CHARS, NOTHING, Structure, are_articles, piece_words
from pipelines.segment.lines import Lines

MIN_BOLD_WORDS = 40  # median words under a bold line; sub-headings are bold too
MIN_EACH_BOLD_WORDS = 20
SURE_WORDS = 60  # under every bold line: then it needs no witness
_MARKDOWN = re.compile(r"(#{1,2})\s+\S")
_BOLD = re.compile(r"('{3,5}|\*\*|__)\s?(?=\S)(.{3,180}?)\1\.?$")


def markdown(lines: Lines) -> Structure:
    """`# Title` of one level, at least twice, the first of them opening the document."""
    found: dict[int, list[int]] = {1: [], 2: []}
    for i, text in enumerate(lines.texts):
        if match := _MARKDOWN.match(text[:MAX_MARK_CHARS]):
            found[len(match[1])].append(i)
    starts = found[1] or found[2]
    if len(starts) < 2 or starts[0] != 0 or not are_articles(lines, starts):
        return NOTHING
    skip = 2 if found[1] else 3
    marks = frozenset(i - 1 for i in starts[1:] if is_rule(lines.texts[i - 1]))
    return Structure(frozenset(starts), marks, tuple((i, i, skip) for i in starts))


def bold_headlines(lines: Lines) -> Structure:
    """Lines that are bold from end to end, the first of them opening the document, with long stretches below each."""
    found = [
        (i, len(m[1])) for i, text in enumerate(lines.texts) if len(text) <= MAX_MARK_CHARS and (m := _BOLD.match(text))
    ]
    return _headed(lines, found)


def tagged_headlines(lines: Lines) -> Structure:
    """Lines that stood in tags of headings, of the highest level that two of them have, with long stretches below each."""
    for level in sorted({int(n) for n in lines.levels if n}):
        found = [(int(i), 0) for i in np.flatnonzero(lines.levels == level)]
        structure = _headed(lines, found)
        if structure.starts:
            return structure
    return NOTHING


def _headed(lines: Lines, found: list[tuple[int, int]]) -> Structure:
    """The articles under headlines, each given with the characters before its words, the first opening the document."""
    starts = [i for i, _ in found]
    if len(starts) < 2 or starts[0] != 0 or not are_articles(lines, starts, MIN_BOLD_WORDS):
        return NOTHING
    least = min(piece_words(lines, starts))
    if least < MIN_EACH_BOLD_WORDS:
        return NOTHING
    titles = tuple((i, i, skip) for i, skip in found)
    return Structure(frozenset(starts), titles=titles, needs_witness=least < SURE_WORDS)
