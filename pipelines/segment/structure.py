"""The structure that a document states itself: where it says that articles begin.

A document that states its structure is believed over any model. Each kind of mark has its own test of whether it
delimits articles or only decorates one, because `***` also stands between the parts of an essay and `###` above a
sub-heading.
"""

import itertools
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from pipelines.segment.lines import Lines

MIN_PIECE_WORDS = 12  # median words between marks, below which the marks decorate lists or tables
MIN_SCENE_WORDS = 90  # the same for asterisks, which also stand between the parts of one article
MAX_HEADER_LINES = 12  # a block of `Key: value` lines above an article is no longer than this
STRUCTURE_SCORE = 0.99  # what is stated is right unless the document misuses its own marks
_MAX_MARK_CHARS = 200  # longer lines are text

_RULE = re.compile(r"(?:[-–—]{3,}|={3,}|_{3,}|~{3,}|\+{3,}|(?:- ){2,}-)$")
_STARS = re.compile(r"(?:\*{3,}|#{3,}|(?:\* ){2,}\*|(?:# ){2,}#|•{3,})$")
_NUMBERED = re.compile(
    r"(?:[-=*#\[<( ]{0,6})(?:article|story|document|doc|item|news|text|report|статья|artikel|artículo)"
    r"\s{1,3}(?:no\.?\s?|nr\.?\s?|number\s|#\s?)?(\d{1,6})(?:\s{0,2}(?:of|/)\s{0,2}\d{1,6})?(?:[\s\-=*#\])>.:]{0,6}|[.:)\-–—]\s.*)$",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"(#{1,2})\s+\S")
_KEY = re.compile(
    r"(?:\*\*)?(title|headline|head|date|published|publication date|published at|pubdate|author|by|byline|source|url|link|id"
    r"|section|category|publication|publisher|tags|language|slug|subtitle|description|summary|word_count|document|text|body|content"
    r"|copyright|length|dateline|load-date|publication-type|guid)(?:\*\*)?\s{0,2}:(?:\*\*)?(?:\s|$)",
    re.IGNORECASE,
)
_OPENING_KEYS = frozenset(
    {"title", "headline", "head", "id", "url", "source", "document", "date", "published", "publication"}
)
TITLE_KEYS = frozenset({"title", "headline", "head"})


@dataclass(frozen=True, slots=True)
class Structure:
    """Where a document states that articles begin, in line indices.

    Attributes:
        starts: Lines that open an article; empty when the document states nothing.
        marks: Lines that are only marks (`---`, `Article 3`) and belong to no article.
        titles: Line that opens an article -> (line, characters to skip) of its stated title.
        headers: Lines of stated metadata (`Date: ...`, front matter) inside articles.
    """

    starts: frozenset[int] = frozenset()
    marks: frozenset[int] = frozenset()
    titles: tuple[tuple[int, int, int], ...] = ()
    headers: frozenset[int] = frozenset()


def stated_structure(lines: Lines) -> Structure:
    """The strongest structure that the document states; an empty one when it states none."""
    if len(lines) < 2:
        return Structure()
    for reader in (_front_matter, _headers, _numbered, _markdown, _form_feeds, _rules):
        found = reader(lines)
        if found.starts:
            return found
    return Structure()


def _front_matter(lines: Lines) -> Structure:
    """`---`, `key: value` lines, `---`: a block of front matter opens each article."""
    starts: list[int] = []
    headers: set[int] = set()
    titles: list[tuple[int, int, int]] = []
    i = 0
    while i < len(lines):
        if lines.texts[i] == "---":
            end = _end_of_keys(lines, i + 1)
            if end - i >= 2 and end < len(lines) and lines.texts[end] == "---":
                starts.append(i)
                headers.update(range(i, end + 1))
                titles += [(i, *found) for found in _stated_titles(lines, i + 1, end)]
                i = end
        i += 1
    if not starts or (len(starts) == 1 and starts[0] != 0):
        return Structure()
    return Structure(frozenset(starts), frozenset(), tuple(titles), frozenset(headers))


def _headers(lines: Lines) -> Structure:
    """`Title: ...`, `Date: ...` blocks that open with the same key at least twice."""
    keys = [_key_of(text) for text in lines.texts]
    blocks = []
    i = 0
    while i < len(keys):
        if keys[i] in _OPENING_KEYS:
            end = _end_of_keys(lines, i)
            blocks.append((i, end))
            i = end
        else:
            i += 1
    openers = Counter(keys[start] for start, _ in blocks)
    if not openers:
        return Structure()
    opener, count = openers.most_common(1)[0]
    chosen = [(s, e) for s, e in blocks if keys[s] == opener and (e - s >= 2 or opener in TITLE_KEYS)]
    if count < 2 or len(chosen) < 2 or not _are_articles(lines, [s for s, _ in chosen], MIN_PIECE_WORDS):
        return Structure()
    titles = [(s, *found) for s, e in chosen for found in _stated_titles(lines, s, e)]
    headers = frozenset(k for s, e in chosen for k in range(s, e))
    marks = frozenset(i for i, text in enumerate(lines.texts) if _RULE.match(text[:_MAX_MARK_CHARS]))
    return Structure(frozenset(s for s, _ in chosen), marks, tuple(titles), headers)


def _numbered(lines: Lines) -> Structure:
    """`Article 1`, `Article 2`, ... each on a line of its own, counting up."""
    found = [
        (i, int(m[1])) for i, t in enumerate(lines.texts) if len(t) <= _MAX_MARK_CHARS and (m := _NUMBERED.match(t))
    ]
    if len(found) < 2 or any(b[1] != a[1] + 1 for a, b in itertools.pairwise(found)):
        return Structure()
    starts = [i + 1 for i, _ in found if i + 1 < len(lines)]
    if not _are_articles(lines, starts, MIN_PIECE_WORDS):
        return Structure()
    marks = {i for i, _ in found} | {i for i, text in enumerate(lines.texts) if _RULE.match(text[:_MAX_MARK_CHARS])}
    return _after_marks(lines, marks)


def _markdown(lines: Lines) -> Structure:
    """`# Title` of one level, at least twice, the first of them opening the document."""
    found: dict[int, list[int]] = {1: [], 2: []}
    for i, text in enumerate(lines.texts):
        if match := _MARKDOWN.match(text[:_MAX_MARK_CHARS]):
            found[len(match[1])].append(i)
    starts = found[1] or found[2]
    if len(starts) < 2 or starts[0] != 0 or not _are_articles(lines, starts, MIN_PIECE_WORDS):
        return Structure()
    skip = 2 if found[1] else 3
    marks = frozenset(i - 1 for i in starts[1:] if _RULE.match(lines.texts[i - 1][:_MAX_MARK_CHARS]))
    return Structure(frozenset(starts), marks, tuple((i, i, skip) for i in starts))


def _form_feeds(lines: Lines) -> Structure:
    """Form feeds between articles; those between the pages of a print-out cut sentences and say nothing."""
    starts = [i for i in range(1, len(lines)) if lines.after_form_feed[i]]
    if not starts:
        return Structure()
    broken = sum(lines.texts[i][0].islower() or lines.texts[i - 1][-1] in ",;" for i in starts)
    if broken * 10 > len(starts) or not _are_articles(lines, [0, *starts], MIN_PIECE_WORDS):
        return Structure()
    return Structure(frozenset([0, *starts]))


def _rules(lines: Lines) -> Structure:
    """Lines of dashes, equals signs or asterisks between articles."""
    for pattern, least in ((_RULE, MIN_PIECE_WORDS), (_STARS, MIN_SCENE_WORDS)):
        marks = {i for i, text in enumerate(lines.texts) if len(text) <= _MAX_MARK_CHARS and pattern.match(text)}
        found = _after_marks(lines, marks) if marks else Structure()
        if len(found.starts) > 1 and _are_articles(lines, sorted(found.starts), least):
            return found
    return Structure()


def _after_marks(lines: Lines, marks: set[int]) -> Structure:
    starts = frozenset(i for i in range(len(lines)) if i not in marks and (i == 0 or i - 1 in marks))
    return Structure(starts, frozenset(marks))


def _are_articles(lines: Lines, starts: list[int], least: int) -> bool:
    """True when the stretches that begin at `starts` hold, at the median, `least` words or more."""
    if not starts:
        return False
    ends = [*starts[1:], len(lines)]
    words = [sum(len(t.split()) for t in lines.texts[s:e]) for s, e in zip(starts, ends, strict=True)]
    return float(np.median(words)) >= least


def _key_of(text: str) -> str:
    match = _KEY.match(text[:_MAX_MARK_CHARS])
    return match[1].lower() if match else ""


def _end_of_keys(lines: Lines, start: int) -> int:
    end = start
    limit = min(len(lines), start + MAX_HEADER_LINES)
    while end < limit and (_key_of(lines.texts[end]) or (end > start and lines.texts[end].startswith("- "))):
        end += 1
    return end


def _stated_titles(lines: Lines, start: int, end: int) -> list[tuple[int, int]]:
    for i in range(start, end):
        match = _KEY.match(lines.texts[i][:_MAX_MARK_CHARS])
        if match and match[1].lower() in TITLE_KEYS and len(lines.texts[i]) > match.end():
            return [(i, match.end())]
    return []
