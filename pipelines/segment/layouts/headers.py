"""`Key: value` blocks at each article: front matter, headers above the text, metadata below it, mail."""

import re
from collections import Counter

from pipelines.segment.layouts.rules import is_rule
from pipelines.segment.layouts.stated import MAX_MARK_CHARS, NOTHING, Structure, are_articles
from pipelines.segment.lines import Lines

MAX_HEADER_LINES = 16  # a block of `Key: value` lines is no longer than this
_KEY = re.compile(
    r"(?:\*\*)?(title|headline|head|date|published|publication date|published at|pubdate|author|authors|by|byline|source|url|link|id"
    r"|section|category|publication|publisher|tags|language|slug|subtitle|description|summary|word_count|document|text|body|content"
    r"|copyright|length|dateline|load-date|publication-type|guid|from|to|cc|subject|sent|reply-to|message-id|keywords|words|page|pages|edition)(?:\*\*)?\s{0,2}:(?:\*\*)?(?:\s|$)",
    re.IGNORECASE,
)
_OPENING_KEYS = frozenset(
    {
        "title",
        "headline",
        "head",
        "id",
        "url",
        "source",
        "document",
        "date",
        "published",
        "publication",
        "from",
        "subject",
    }
)
TITLE_KEYS = ("title", "headline", "head", "subject")
"""Keys whose value is the headline, the surest first."""


def front_matter(lines: Lines) -> Structure:
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
        return NOTHING
    return Structure(frozenset(starts), frozenset(), tuple(titles), frozenset(headers))


def key_headers(lines: Lines) -> Structure:
    """Blocks of `Key: value` lines that open with the same key at least twice, above their articles or below them."""
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
        return NOTHING
    opener, count = openers.most_common(1)[0]
    chosen = [(s, e) for s, e in blocks if keys[s] == opener and (e - s >= 2 or opener in TITLE_KEYS[:3])]
    if count < 2 or len(chosen) < 2:
        return NOTHING
    marks = frozenset(i for i, text in enumerate(lines.texts) if is_rule(text))
    is_below = chosen[0][0] > 0 and all(i in marks for i in range(chosen[-1][1], len(lines)))
    starts = _below(chosen, marks) if is_below else [s for s, _ in chosen]
    if not are_articles(lines, starts):
        return NOTHING
    titles = [(s, *found) for s, (b, e) in zip(starts, chosen, strict=False) for found in _stated_titles(lines, b, e)]
    headers = frozenset(k for s, e in chosen for k in range(s, e))
    return Structure(frozenset(starts), marks, tuple(titles), headers)


def _below(blocks: list[tuple[int, int]], marks: frozenset[int]) -> list[int]:
    """Where articles begin that end with their block."""
    starts = []
    for at in (0, *(end for _, end in blocks[:-1])):
        begin = at
        while begin in marks:
            begin += 1
        starts.append(begin)
    return starts


def _key_of(text: str) -> str:
    match = _KEY.match(text[:MAX_MARK_CHARS])
    return match[1].lower() if match else ""


def _end_of_keys(lines: Lines, start: int) -> int:
    end = start
    limit = min(len(lines), start + MAX_HEADER_LINES)
    while end < limit and (_key_of(lines.texts[end]) or (end > start and lines.texts[end].startswith("- "))):
        end += 1
    return end


def _stated_titles(lines: Lines, start: int, end: int) -> list[tuple[int, int]]:
    for key in TITLE_KEYS:
        for i in range(start, end):
            match = _KEY.match(lines.texts[i][:MAX_MARK_CHARS])
            if match and match[1].lower() == key and len(lines.texts[i]) > match.end():
                return [(i, match.end())]
    return []
