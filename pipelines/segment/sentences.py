"""Articles into sentences.

Rules rather than a model: news prose is edited, so a full stop that does not end a sentence follows one of a few
hundred abbreviations, an initial or a figure, and one pass of one regular expression finds every candidate.
"""

import re
from collections.abc import Iterator
from typing import ClassVar

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.segment.abbreviations import DIGIT_FOLLOWS, NAME_FOLLOWS, SENTENCE_MAY_END, STARTERS, UNLESS_LOWER
from pipelines.segment.headings import is_list_item, is_subheading
from pipelines.segment.lines import Lines, lines_of
from pipelines.worker import Annotator, Tables

_CLOSERS = "\"'”’»)\\]"
# Only the first mark of a run is tried and nothing is given back, so that a megabyte of full stops costs a megabyte.
_CANDIDATE = re.compile(rf"(?<![.!?…؟۔।])[.!?…؟۔।]++[{_CLOSERS}]*+(?=\s)|[。！？]++[」』”）]*+")
_NEXT = re.compile(r"\s+([\"'“‘«(\[]*)(\S[\w'’.\-]*)")
_TOKEN = re.compile(r"[\w.'’&\-]{1,40}$")
_SAID = re.compile(
    r"\s+(?:[A-ZÀ-ÞА-Я][\w.'’\-]{1,20}\s+){1,3}(?:said|says|asked|told|added|wrote|replied|warned|shouted|tweeted|asks|explained|recalled)\b"
)
_DOTTED = re.compile(r"(?:[^\W\d_]\.){1,5}[^\W\d_]$")  # U.S, a.m
MAX_ENUMERATION_DIGITS = 3  # "12. Item", but not "In 2014."
_LOOK_BEHIND, _LOOK_AHEAD = 44, 90  # characters read on each side of a candidate


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of one paragraph of `text`, as offsets in `text`, white space trimmed.

    Args:
        text: Any text; only `text[start:end]` is read.
        start: Where the paragraph begins.
        end: Where it ends; the text's end by default.
    """
    stop = len(text) if end is None else end
    spans = []
    begin = start
    for match in _CANDIDATE.finditer(text, start, stop):
        cut = match.end()
        if cut < stop and _ends_here(text, match.start(), cut, begin, stop):
            spans.append((begin, cut))
            begin = cut
    spans.append((begin, stop))
    return [trimmed for span in spans if (trimmed := _trimmed(text, *span))]


def _ends_here(text: str, mark: int, cut: int, begin: int, stop: int) -> bool:
    """True when the punctuation at `mark` ends the sentence that begins at `begin`."""
    if text[mark] in "。！？":
        return True
    following = _NEXT.match(text, cut, min(stop, cut + _LOOK_AHEAD))
    if following is None:
        return True
    word = following[2]
    if word[0].islower() or word[0] in ",;:.–—-":
        return False
    if text[mark] in "!?" and cut - mark > 1 and _SAID.match(text, cut, min(stop, cut + _LOOK_AHEAD)):
        return False
    if text[mark] != "." or text[mark:cut].startswith(".."):
        return True
    return not _is_abbreviation(text[max(begin, mark - _LOOK_BEHIND) : mark], word, is_closed=cut - mark > 1)


def _is_abbreviation(before: str, following: str, *, is_closed: bool) -> bool:
    """True when the full stop after `before` belongs to an abbreviation, an initial or an enumeration."""
    match = _TOKEN.search(before)
    if match is None or is_closed:
        return False
    word = match[0].strip("'’-")
    lower = word.lower()
    if lower in UNLESS_LOWER and not (lower in DIGIT_FOLLOWS and following[0].isdigit()):
        return word[0].isupper() and lower != "no"
    if lower in NAME_FOLLOWS or (lower in DIGIT_FOLLOWS and following[0].isdigit()):
        return True
    if len(word) == 1 and word.isalpha():
        return word.isupper() and not (word == "I" and before[: match.start()].rstrip()[-1:].islower())
    if _DOTTED.match(word) or (lower in SENTENCE_MAY_END and (word[:1].isupper() or lower == "etc")):
        return following.lower().rstrip(".’'") not in STARTERS
    return word.isdigit() and len(word) <= MAX_ENUMERATION_DIGITS and before == word


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if right > left else None


class SentenceSplitter(Annotator):
    """`core.sentences`: the sentences, headlines, sub-headings and list items of articles.

    A line that is a headline, a deck or a sub-heading is one row whatever stands in it. The rows of an article cover
    all its visible characters, once.
    """

    name: ClassVar[str] = "sentences-rules"
    version: ClassVar[str] = "1"
    table: ClassVar[str] = "core.sentences"

    def predict(self, batch: Tables) -> pa.Table:
        """The sentences of the articles in `batch`, in the order of the articles and then of the text."""
        columns = batch["core.articles"].select(["article_id", "title", "deck", "text", "is_title_in_text"]).to_pydict()
        ids: list[str] = []
        indices: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        kinds: list[str] = []
        for article_id, title, deck, text, is_title_in_text in zip(*columns.values(), strict=True):
            rows = list(_rows(text, title if is_title_in_text else None, deck))
            ids += [article_id] * len(rows)
            indices += range(len(rows))
            starts += [row[0] for row in rows]
            ends += [row[1] for row in rows]
            kinds += [row[2] for row in rows]
        table = pa.table(
            {
                "article_id": pa.array(ids, pa.string()),
                "sentence_index": pa.array(indices, pa.int64()),
                "start_char": pa.array(starts, pa.int64()),
                "end_char": pa.array(ends, pa.int64()),
                "kind": pa.array(kinds, pa.string()),
                "annotator_id": pa.array([self.annotator_id] * len(ids), pa.string()),
            }
        )
        return CONTRACTS[self.table].conform(table)


def _rows(text: str, title: str | None, deck: str | None) -> Iterator[tuple[int, int, str]]:
    lines = lines_of(text)
    for i, line in enumerate(lines.texts):
        start, end = int(lines.starts[i]), int(lines.ends[i])
        kind = _kind(lines, i, line, title, deck)
        if kind in ("title", "deck", "subheading"):
            yield start, end, kind
        else:
            for span in sentence_spans(text, start, end):
                yield *span, kind


def _kind(lines: Lines, i: int, line: str, title: str | None, deck: str | None) -> str:
    """What the line is: the article's own title and deck only among its first lines."""
    if i < 4 and title and line == title:
        return "title"
    if i < 4 and deck and line == deck:
        return "deck"
    if is_list_item(line):
        return "list_item"
    stands_above = 0 < i < len(lines) - 1 and is_subheading(line) and not is_subheading(lines.texts[i + 1])
    return "subheading" if stands_above else "sentence"
