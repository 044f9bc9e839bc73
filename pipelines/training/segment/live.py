"""Live blogs, briefings and round-ups: many items, one article."""

import random
import re
from collections.abc import Sequence

from pipelines.segment.sentences import sentence_spans

_TIMES = (
    "{h}:{m:02d} GMT",
    "{h}.{m:02d}am",
    "{h12}:{m:02d} p.m. ET",
    "{h}:{m:02d}",
    "Updated at {h}.{m:02d} BST",
    "{n}h ago",
    "{h}:{m:02d} – {title}",
    "{n} hr {m} min ago",
    "{h12}:{m:02d} PM | {title}",
)
_OPENINGS = (
    "Here are the latest developments:", "Here’s what you need to know:", "Welcome to our live coverage", "News in brief", "Summary", "World briefing", "The day’s events at a glance", "We’re wrapping up our live coverage",
    "Key developments", "What happened today", "In brief", "Around the world", "Morning briefing", "What we know on day {n} of the war",
)  # fmt: skip


def live_article(leads: Sequence[tuple[str, Sequence[str]]], rng: random.Random) -> tuple[str, list[str]]:
    """Headline and lines of one article whose items are the openings of others.

    Args:
        leads: Headline (may be empty) and paragraphs of each item.
        rng: Random choices.
    """
    kind = rng.choice(("timed", "timed", "titled", "sections", "sections", "colon", "bullets", "bare"))
    form = rng.choice(_TIMES)
    opening = rng.choice(_OPENINGS).format(n=rng.randint(20, 900))
    lines = [opening] if rng.random() < 0.7 else []
    hour = rng.randint(5, 22)
    for title, paragraphs in leads:
        text = _sentences(paragraphs[0], rng.randint(1, 3))
        short = " ".join((title or text).split()[: rng.randint(3, 9)]).strip(".,;:—-")
        if kind == "timed":
            hour = max(0, hour - rng.choice((0, 0, 1)))
            stamp = form.format(h=hour, h12=hour % 12 or 12, m=rng.randint(0, 59), n=rng.randint(1, 12), title=short)
            lines += [stamp, short, text] if rng.random() < 0.3 and "{title}" not in form else [stamp, text]
        elif kind == "titled":
            lines += [short, text]
        elif kind == "sections":
            heading = title if title and rng.random() < 0.5 else short
            lines += [heading, *paragraphs[: rng.randint(1, 4)]]
        elif kind == "colon":
            lines.append(f"{short}: {text}")
        elif kind == "bullets":
            lines.append(f"{rng.choice('•-*')} {text}")
        else:
            lines.append(text)
    title = rng.choice(
        (
            opening,
            f"{rng.choice(leads)[0] or 'War'}: live updates",
            "Latest news",
            "Live: " + re.sub(r"\W+$", "", leads[0][0] or "the war today"),
        )
    )
    return title, lines


def _sentences(text: str, count: int) -> str:
    spans = list(sentence_spans(text[:1500]))[:count]
    return text[spans[0][0] : spans[-1][1]] if spans else text
