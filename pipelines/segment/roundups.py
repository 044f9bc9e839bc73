"""Round-ups and live blogs: many items, each of which could open an article, in one stretch that is one article."""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.segment.headings import ends_sentence

MIN_ITEMS = 3  # labelled items, each with another label; an interview repeats its labels
MIN_STAMPS, MAX_STAMP_GAP = 4, 12  # time stamps of a live blog, and lines from one to the next
MAX_HEADING_WORDS = 8
MAX_INTRO_LINES = 4  # from the heading of a live blog to its first stamp
MIN_ENTRY_WORDS = 6  # beside a time stamp on its line: then the line is the entry, else the next one is
HEADING_SCORE = 0.9
"""Of a heading over a round-up as the start of an article: such headings stand nowhere else; not measured."""
_HEADING = re.compile(
    r"\b(?:briefs?|briefly|briefing|round-?up|digest|at a glance|in other news|short takes|(?:latest|key|other) (?:news|headlines|developments|updates)|news (?:summary|bulletin|wrap)|headlines|around the (?:world|region|country|nation))\b",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"\b(?:live|as it happened|minute by minute|liveblog|(?:latest|rolling) updates|updates|timeline)\b", re.IGNORECASE
)
_LABELLED = re.compile(r"(?:[•*▪–—-]\s{0,3})?([A-Z][^\s:.!?]{1,24}(?: [^\s:.!?]{1,24}){0,6})[:–—] ?(?=[A-Z“\"‘'(])")
_STAMP = re.compile(
    r"\W{0,3}(?:(?:last )?(?:updated?|posted|published)(?: (?:at|on))? )?(?:\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|\d{1,3} ?(?:h|hr|hrs|hours?|m|min|mins|minutes?)(?: \d{1,2} ?(?:m|min|mins|minutes?))? ago)"
    r"(?:\s?\(?(?:GMT|BST|ET|EST|EDT|CET|CEST|UTC|IST|EEST|local time|a\.?m\.?|p\.?m\.?)\)?)?(?=$|[\s|:–—,-])",
    re.IGNORECASE,
)


class Stretch(NamedTuple):
    """Lines `start` to `end` (exclusive) that are one article or part of one; `opens` when an article begins at `start`."""

    start: int
    end: int
    opens: bool


def stretches(texts: Sequence[str]) -> list[Stretch]:
    """The round-ups and live blogs of a document, in order, disjoint."""
    found = sorted([*_labelled(texts), *_stamped(texts)])
    kept: list[Stretch] = []
    for stretch in found:
        if not kept or stretch.start >= kept[-1].end:
            kept.append(stretch)
    return kept


def _labelled(texts: Sequence[str]) -> list[Stretch]:
    """Runs of lines `Label: sentence`, every label another, below a heading that says so."""
    labels = [m[1] if (m := _LABELLED.match(text[:200])) and ends_sentence(text) else "" for text in texts]
    out = []
    for is_item, group in itertools.groupby(range(len(texts)), key=lambda i: bool(labels[i])):
        rows = list(group)
        heading = rows[0] - 1
        if not is_item or len(rows) < MIN_ITEMS or len({labels[i] for i in rows}) < len(rows) or heading < 0:
            continue
        text = texts[heading]
        if len(text.split()) <= MAX_HEADING_WORDS and _HEADING.search(text[:120]) and not ends_sentence(text):
            out.append(Stretch(heading, rows[-1] + 1, opens=True))
    return out


def _stamped(texts: Sequence[str]) -> list[Stretch]:
    """Stretches between time stamps that follow one another closely; where no heading above says `live`, what opens them is for others to say."""
    stamps = [i for i, text in enumerate(texts) if _STAMP.match(text[:60])]
    out, run = [], stamps[:1]
    for i in [*stamps[1:], len(texts) + 2 * MAX_STAMP_GAP]:
        if run and i - run[-1] > MAX_STAMP_GAP:
            if len(run) >= MIN_STAMPS:
                heading = _live_heading(texts, run[0])
                out.append(
                    Stretch(run[0] if heading is None else heading, _end_of_entry(texts, run[-1]), heading is not None)
                )
            run = []
        run.append(i)
    return out


def _end_of_entry(texts: Sequence[str], stamp: int) -> int:
    """The line after the entry of a time stamp, which stands on its line or on the next."""
    match = _STAMP.match(texts[stamp][:60])
    beside = texts[stamp][match.end() :] if match else ""
    return min(len(texts), stamp + (1 if len(beside.split()) >= MIN_ENTRY_WORDS else 2))


def _live_heading(texts: Sequence[str], stamp: int) -> int | None:
    """The line above the first stamp that says `live` and is no sentence."""
    for i in range(stamp - 1, max(-1, stamp - 1 - MAX_INTRO_LINES), -1):
        if _LIVE.search(texts[i][:160]) and not ends_sentence(texts[i]):
            return i
    return None
