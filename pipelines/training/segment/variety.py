"""Headlines and paragraphs as other outlets print them."""

import random
import re

from pipelines.evaluation.compose import SUBHEADING_MARK
from pipelines.segment.sentences import sentence_spans

MIN_SHORT_WORDS, MAX_SHORT_WORDS = 3, 7
_WEAK_ENDS = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "at", "for", "with", "and", "or", "but", "as", "by", "from", "is", "are", "was", "were", "its", "his", "her", "their", "that"]
)  # fmt: skip
SECOND_SENTENCES = (
    "It’s complicated.", "They’re all bad.", "Here’s why.", "What comes next?", "Don’t panic.", "It won’t work.", "That’s scary, but nothing new.", "Experts are worried.", "Here’s what we know.",
    "Is that a good idea?", "Nobody is happy.", "It could easily fall apart.", "That’s a problem.", "And it’s working.", "Now what?", "It’s not too late.", "The reason is simple.", "We’ve seen this before.",
)  # fmt: skip
EXPLAINED = (
    ", explained",
    ", in one chart",
    ", and why it matters",
    " — and what comes next",
    ": live updates",
    ": a timeline",
    " (again)",
    "...",
    ", sources say",
    ": what we know",
    " | Opinion",
    " - report",
)


def shortened(text: str, rng: random.Random) -> str:
    """The first few words, not ended by an article or a preposition."""
    words = text.split()[: rng.randint(MIN_SHORT_WORDS, MAX_SHORT_WORDS)]
    while words and words[-1].lower() in _WEAK_ENDS:
        words.pop()
    return " ".join(words).strip('.,;:!?"“”-–— ')


def headline(title: str, style: str, rng: random.Random) -> str:
    """The headline as an outlet prints all of its headlines."""
    if style == "upper":
        return title.upper()
    if style == "words":
        return re.sub(r"(?<= )[a-z](?=\w{3})", lambda m: m[0].upper(), title)
    if style == "short":
        return shortened(title, rng) or title
    if style == "two":  # many papers add a second, short sentence
        return f"{title.rstrip('.')}{rng.choice('.?')} {rng.choice(SECOND_SENTENCES)}"
    if style == "explained":
        return title.rstrip(".") + rng.choice(EXPLAINED)
    return f"{title}." if style == "stop" and title[-1] not in "?!." else title


def reflowed(paragraphs: list[str], rng: random.Random) -> list[str]:
    """The same sentences in paragraphs of another length."""
    sizes = rng.choice(((1,), (1, 1, 2), (2, 3), (3, 4, 5)))
    out: list[str] = []
    pool: list[str] = []
    size = rng.choice(sizes)
    for paragraph in paragraphs:
        if paragraph.startswith(SUBHEADING_MARK):
            out += [" ".join(pool)] if pool else []
            out.append(paragraph)
            pool = []
            continue
        for start, end in sentence_spans(paragraph):
            pool.append(paragraph[start:end])
            if len(pool) >= size:
                out.append(" ".join(pool))
                pool, size = [], rng.choice(sizes)
    return out + ([" ".join(pool)] if pool else [])
