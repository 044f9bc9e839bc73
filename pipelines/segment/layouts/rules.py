"""Rules: lines of dashes, equals signs, underscores or asterisks between articles, and credits under a rule.

The same rules stand between the parts of one article and above its credits, so a rule is a claim: it must repeat, the
stretches between must be as long as articles, and the boundary model must agree with most of them.
"""

import re
from collections import Counter

from pipelines.segment.layouts.stated import (
    MAX_MARK_CHARS,
    MIN_PIECE_WORDS,
    NOTHING,
    Structure,
    after_marks,
    are_articles,
    piece_words,
)
from pipelines.segment.lines import Lines

MIN_MARKS = 2  # one rule decorates
MIN_SCENE_WORDS = 90  # median words between asterisks, which also stand between the parts of one article
MIN_EACH_WORDS = 15  # of nearly every stretch: a piece of a few words is a credit or a menu
MAX_CREDIT_LINES, MAX_CREDIT_WORDS = 3, 60  # that stand under a rule and belong to the article above
_RULE = re.compile(r"(?:[-–—]{3,}|={3,}|_{3,}|~{3,}|\+{3,}|(?:[-–—_] ){2,}[-–—_])$")
_STARS = re.compile(r"(?:\*{3,}|#{3,}|(?:\* ){2,}\*|(?:# ){2,}#|•{3,}|(?:• ){2,}•)$")
_CREDIT = re.compile(
    r"(?:\W{0,3}(?:additional )?(?:reporting|writing|editing|compiled|edited) by\b|.{0,160}\bcontributed(?: to this (?:report|story|article))?\b"
    r"|.{0,60}\breported from\b|(?:the )?associated press (?:writers?|journalists?|reporters?|news researchers?)\b|.{0,40}\bfollow (?:[\w.’'@-]{2,20} ){1,4}(?:on|at)\b"
    r"|online:|more ap\b|follow\b.{0,80}@|copyright\b|©|\(c\)|this story (?:has been|was)|this version|correction:|eds:|editor.s note)",
    re.IGNORECASE,
)


def is_rule(text: str) -> bool:
    """True for a line of dashes, equals signs, underscores, tildes or plus signs."""
    return len(text) <= MAX_MARK_CHARS and bool(_RULE.match(text))


def rules(lines: Lines) -> Structure:
    """Articles between rules of one kind; credits that stand under a rule belong to the article above it."""
    for pattern, least in ((_RULE, MIN_PIECE_WORDS), (_STARS, MIN_SCENE_WORDS)):
        marks = {i for i, text in enumerate(lines.texts) if len(text) <= MAX_MARK_CHARS and pattern.match(text)}
        inner = [i for i in marks if 0 < i < len(lines) - 1]
        if len(inner) < MIN_MARKS:
            continue
        starts, belonging = _without_credits(lines, marks)
        words = piece_words(lines, starts)
        short = sum(n < MIN_EACH_WORDS for n in words)
        if len(starts) > 1 and are_articles(lines, starts, least) and short * 4 <= len(words):
            return Structure(frozenset(starts), frozenset(marks - belonging), needs_witness=True)
    return NOTHING


def _without_credits(lines: Lines, marks: set[int]) -> tuple[list[int], set[int]]:
    """Where articles begin after the marks, and the marks that only set off a credit, or words that stand under several rules."""
    starts: list[int] = []
    belonging: set[int] = set()
    boilerplate = _boilerplate(lines, marks)
    for start in sorted(after_marks(len(lines), marks)):
        end = start
        while (
            end < min(len(lines), start + MAX_CREDIT_LINES)
            and end not in marks
            and (is_credit(lines.texts[end]) or lines.texts[end] in boilerplate)
        ):
            end += 1
        if end > start > 0:
            belonging.add(start - 1)
        if end < len(lines) and end not in marks and (start == 0 or not starts or end > starts[-1]):
            starts.append(end if start else 0)
    return starts, belonging


def is_credit(text: str) -> bool:
    """True for a line that says who reported, edited or owns the article above it."""
    return len(text.split()) <= MAX_CREDIT_WORDS and bool(_CREDIT.match(text))


def _boilerplate(lines: Lines, marks: set[int]) -> frozenset[str]:
    """Lines that stand under several rules with other words below each: a paper's standing notice, and no copies of an article."""
    below = [
        (lines.texts[i + 1], lines.texts[i + 2] if i + 2 < len(lines) else "") for i in marks if i + 1 < len(lines)
    ]
    count, pairs = Counter(text for text, _ in below), Counter(below)
    return frozenset(text for text, following in below if count[text] > 1 and pairs[text, following] == 1)
