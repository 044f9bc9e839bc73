"""Articles as other outlets might print them, so that the trees learn layouts and not the habits of the training outlets."""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.evaluation.compose import SUBHEADING_MARK, Source
from pipelines.segment.sentences import sentence_spans

BYLINES = (
    "By {}",
    "{}",
    "By {} and agencies",
    "{}, staff writer",
    "Published: 12 March 2023",
    "March 3, 2022",
    "Updated 14:05 GMT",
    "By {} | Jan 5, 2024",
)
STYLES = {"plain": 58, "short": 14, "words": 12, "upper": 8, "site": 4, "stop": 4}  # how a dump prints its headlines
SUBHEADED_SHARE = 0.35  # of articles that get clauses of their own sentences as sub-headings
STARTERS_CAPITAL = frozenset(
    ["The", "In", "On", "At", "But", "And", "A", "For", "When", "As", "New", "President", "Minister"]
)
STOP_SHARE = 0.015  # of headlines that end with a full stop where the others do not
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z’'-]+(?:[A-Z][a-z]+)?)\b")
MIN_SHORT_WORDS, MAX_SHORT_WORDS, MAX_SUBHEADING_WORDS = 3, 7, 10
QUESTIONS_SHARE = 0.15  # of those sub-headings
QUESTIONS = (
    "What is {}’s role in all this?", "What did {} say?", "Who is {}?", "How did we get here?", "What happens next?", "Why does {} matter?", "Is {} affected?",
    "How to prevent this from happening again", "What we know about {}", "How {} responded", "Who else is affected?", "Where does this leave {}?",
)  # fmt: skip
_WEAK_ENDS = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "at", "for", "with", "and", "or", "but", "as", "by", "from", "is", "are", "was", "were", "its", "his", "her", "their", "that"]
)  # fmt: skip
SITES = ("| CNN", "- BBC News", "| Reuters", "– The Daily")
NAMES = (
    "Anna Kowalski",
    "James O’Neill",
    "Maria Lopez",
    "John Carter",
    "Dmytro Shevchenko",
    "Lin Wei",
    "Sarah Ahmed",
    "Peter Novak",
)
CREDITS = (
    "Reporting by {}; editing by {}",
    "This story has been updated.",
    "{} contributed to this report.",
    "(Additional reporting by {})",
    "The Associated Press contributed to this report.",
    "The Daily’s {} and {} contributed to this report",
    "– {} contributed reporting",
    "This is a developing story. It will be updated.",
    "Additional reporting by {}",
    "Referee: {}",
    "{} ({})",
    "{}, {}, {}",
)


@dataclass(frozen=True, slots=True)
class Habits:
    """What one dump does with all its articles."""

    style: str
    bylines: float
    credits: float

    @classmethod
    def drawn(cls, rng: random.Random) -> "Habits":
        """Habits of a random outlet."""
        style = rng.choices(tuple(STYLES), tuple(STYLES.values()))[0]
        return cls(style, rng.choice((0, 0, 0, 0.06, 0.9)), rng.choice((0, 0, 0.05, 0.05, 0.5)))


def varied(source: Source, habits: Habits, rng: random.Random) -> Source:
    """The article as another outlet might print it: other paragraph lengths, shorter, headline in another style."""
    paragraphs = list(source.paragraphs)
    if rng.random() < 0.25:
        paragraphs = reflowed(paragraphs, rng)
    if rng.random() < 0.3 and len(paragraphs) > 5:
        paragraphs = paragraphs[: rng.randint(3, len(paragraphs))]
    plain = [p for p in paragraphs if not p.startswith(SUBHEADING_MARK)]
    if not plain:
        return source
    if len(plain) == len(paragraphs) and rng.random() < SUBHEADED_SHARE:
        paragraphs = subheaded(plain, habits.style, rng)
    title = source.title
    if title:
        title = headline(title, "stop" if rng.random() < STOP_SHARE else habits.style, rng)
    if rng.random() < habits.bylines:
        paragraphs.insert(0, rng.choice(BYLINES).format(rng.choice(NAMES)))
    if rng.random() < habits.credits:
        paragraphs.append(rng.choice(CREDITS).format(*rng.sample(NAMES, 3)))
    return Source(title, tuple(paragraphs), source.group)


def subheaded(paragraphs: list[str], style: str, rng: random.Random) -> list[str]:
    """The paragraphs with clauses of their own sentences between them, as outlets write sub-headings."""
    out: list[str] = []
    step = rng.randint(3, 8)
    for i, paragraph in enumerate(paragraphs):
        if i and i % step == 0 and i < len(paragraphs) - 1:
            below = paragraphs[min(len(paragraphs) - 1, i + rng.choice((0, 0, 1, 2)))]
            spans = list(sentence_spans(below[:1500]))
            start, end = rng.choice(spans) if spans else (0, len(below))
            clause = shortened(below[start:end].strip("\"“”‘’' "), rng, longest=MAX_SUBHEADING_WORDS)
            if rng.random() < QUESTIONS_SHARE:
                clause = question(below, rng)
            if clause:
                out.append(SUBHEADING_MARK + headline(clause, style if style in ("upper", "words") else "plain", rng))
        out.append(paragraph)
    return out


def question(paragraph: str, rng: random.Random) -> str:
    """A sub-heading that asks what the paragraph answers."""
    names = [m[2] for m in _FULL_NAME.finditer(paragraph)] or ["the government"]
    return rng.choice(QUESTIONS).format(rng.choice(names))


def shortened(text: str, rng: random.Random, *, longest: int = MAX_SHORT_WORDS) -> str:
    """The first few words, not ended by an article or a preposition."""
    words = text.split()[: rng.randint(MIN_SHORT_WORDS, longest)]
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
    if style == "site":
        return f"{title} {rng.choice(SITES)}"
    return f"{title}." if style == "stop" and title[-1] not in "?!." else title


def leading_names(source: Source) -> list[tuple[str, str]]:
    """First and last names of the two people that the article most often calls by their last names alone."""
    text = " ".join(source.paragraphs)
    pairs = Counter((m[1], m[2]) for m in _FULL_NAME.finditer(text) if m[1] not in STARTERS_CAPITAL)
    alone = {pair: len(re.findall(rf"\b{re.escape(pair[1])}\b", text)) - count for pair, count in pairs.items()}
    return sorted((p for p, n in alone.items() if n >= 2), key=lambda p: -alone[p])[:2]


def with_names(source: Source, names: list[tuple[str, str]]) -> Source:
    """The article with its leading people renamed, so that it is about the same people as its neighbours."""
    renamed = {
        old: new
        for pair, other in zip(leading_names(source), names, strict=False)
        for old, new in zip(pair, other, strict=True)
    }
    if not renamed:
        return source
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, renamed))})\b")
    swap: Callable[[str], str] = lambda text: pattern.sub(lambda m: renamed[m[0]], text)  # noqa: E731
    return Source(swap(source.title), tuple(swap(p) for p in source.paragraphs), source.group)


def brief(source: Source, rng: random.Random) -> Source:
    """News in brief: the article's first lines only."""
    plain = [p for p in source.paragraphs if not p.startswith(SUBHEADING_MARK)]
    return Source(source.title, tuple(plain[: rng.choice((1, 1, 2, 3))]) or source.paragraphs, source.group)


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
