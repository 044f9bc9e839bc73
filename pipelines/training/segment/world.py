"""Compose training dumps that are like the world: many outlets on one war or one week, each with its own conventions.

Dumps for scores are composed by `pipelines.evaluation.subjects`, which prints articles as they are and shares nothing with this.
"""

import random
import re
import zlib
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from pipelines.evaluation.compose import Dump, deck_of, subheading_of
from pipelines.segment.sentences import sentence_spans
from pipelines.training.segment.conventions import House, printed
from pipelines.training.segment.live import live_article
from pipelines.training.segment.register import Register, written_in
from pipelines.training.segment.variety import headline, reflowed

LAYOUTS = {"headed": 26, "bodies": 34, "blank": 10, "rich": 12, "decks": 4, "mixed": 9, "lined": 7}
SUBJECT_SHARE, WAR_SHARE = 0.8, 0.6  # of dumps about one thing; of these, about a war
POOL_FACTOR = (1, 2, 4, 8)  # neighbours are drawn from so many times as many as are needed: unlike degrees of likeness
MAX_PER_OUTLET = 3
MAX_LINES, MAX_COSINE, HASH_DIMS = 45, 0.75, 1 << 15
WAR = re.compile(
    r"\b(?:Syria|Ukrain|Iraq|Gaza|Hamas|Islamic State|ISIS|Afghan|Yemen|Crimea|Taliban|Libya|Hezbollah|Donetsk|Kremlin|missile|airstrike|troops|rebels|militants)"
)
MIN_WAR = 4
_STYLES = {"plain": 70, "upper": 8, "words": 14, "stop": 3, "short": 5}
OWN_STYLE_SHARE = 0.4  # of dumps in which every outlet prints headlines in its own style
ODD_STYLES, ODD_SHARE = ("two", "explained", "stop"), 0.08  # of headlines: a second sentence, a tail, a full stop
DECK_SHARE = 0.2  # of outlets that print a summary below each headline


@dataclass(frozen=True, slots=True)
class Story:
    """An article as its outlet printed it."""

    outlet: str
    title: str
    paragraphs: tuple[str, ...]


class Shelf:
    """Stories, and which of them are near one another.

    Args:
        stories: At least a hundred.
    """

    def __init__(self, stories: list[Story]) -> None:
        self.stories = stories
        self.wars = [i for i, s in enumerate(stories) if len(WAR.findall(" ".join(s.paragraphs))) >= MIN_WAR]
        self.by_outlet: dict[str, list[int]] = {}
        for i, story in enumerate(stories):
            self.by_outlet.setdefault(story.outlet, []).append(i)
        self._vectors = _tfidf([" ".join((s.title, *s.paragraphs[:10])) for s in stories])

    def near(self, seed: int, count: int, rng: random.Random, *, least: int = MAX_PER_OUTLET) -> list[int]:
        """Stories near `seed`, at most `least` per outlet, none a copy of another, in random order."""
        likeness = np.asarray((self._vectors @ self._vectors[seed].T).todense()).ravel()
        wanted = count * rng.choice(POOL_FACTOR)
        outlets: Counter[str] = Counter()
        pool = []
        for i in np.argsort(-likeness, kind="stable")[: 40 * wanted]:
            outlet = self.stories[i].outlet
            if (i == seed or likeness[i] < MAX_COSINE) and outlets[outlet] < least * max(1, wanted // count):
                outlets[outlet] += 1
                pool.append(int(i))
            if len(pool) >= wanted:
                break
        rng.shuffle(pool)
        outlets.clear()
        chosen: list[int] = []
        for i in pool:
            if len(chosen) < count and outlets[self.stories[i].outlet] < least:
                outlets[self.stories[i].outlet] += 1
                chosen.append(i)
        return chosen

    def drawn(self, count: int, rng: random.Random) -> list[int]:
        """The stories of one dump: of one subject and many outlets mostly, else of one outlet or at random."""
        if rng.random() < SUBJECT_SHARE:
            wars = self.wars and rng.random() < WAR_SHARE
            seed = rng.choice(self.wars) if wars else rng.randrange(len(self.stories))
            return self.near(seed, count, rng)
        if rng.random() < 0.4:
            large = [o for o, held in self.by_outlet.items() if len(held) >= count]
            return rng.sample(self.by_outlet[rng.choice(large)], count)
        return rng.sample(range(len(self.stories)), count)


def _tfidf(texts: list[str]) -> sp.csr_matrix:
    rows = [Counter(zlib.crc32(w.encode()) % HASH_DIMS for w in re.findall(r"[^\W\d_]{4,}", t.lower())) for t in texts]
    held = Counter(k for row in rows for k in row)
    idf = {k: np.log(len(rows) / n) for k, n in held.items()}
    data = [(1 + np.log(n)) * idf[k] for row in rows for k, n in row.items()]
    at = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    matrix = sp.csr_matrix((data, [k for row in rows for k in row], at), shape=(len(rows), HASH_DIMS), dtype=np.float32)
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sp.diags(1 / np.maximum(norms, 1e-6)) @ matrix


def composed(shelf: Shelf, layout: str, rng: random.Random, *, count: int | None = None) -> Dump:
    """One dump; `notes`, beside `LAYOUTS`, prints the first sentences of each article on one line.

    Args:
        shelf: The stories to draw from.
        layout: One of `LAYOUTS`, or `notes`; a tenth of the articles keep to another one.
        rng: Random choices.
        count: How many articles; drawn between 5 and 22 by default.
    """
    chosen = [shelf.stories[i] for i in shelf.drawn(count or rng.randint(5, 22), rng)]
    others = [s.title for s in chosen if s.title] or ["Talks resume", "Markets fall"]
    plain = rng.random() < 0.4  # every article as its outlet printed it
    houses = {s.outlet: House.drawn(rng) for s in chosen}
    registers = {s.outlet: Register.drawn(rng) for s in chosen}
    style = rng.choices(tuple(_STYLES), tuple(_STYLES.values()))[0]
    own_styles = rng.random() < OWN_STYLE_SHARE
    styles = {
        o: rng.choices(tuple(_STYLES), tuple(_STYLES.values()))[0] if own_styles else style for o in sorted(houses)
    }
    decked = {o for o in sorted(houses) if not plain and rng.random() < DECK_SHARE}
    articles: list[list[str]] = []
    for story in chosen:
        made = story
        if not plain:
            made = _varied(story, registers[story.outlet], rng)
            made = replace(made, paragraphs=tuple(printed(list(made.paragraphs), houses[story.outlet], others, rng)))
        if not plain and rng.random() < 0.06:
            near = rng.sample(chosen, min(len(chosen), rng.randint(3, 9)))
            title, lines = live_article([(s.title, s.paragraphs) for s in near if s.paragraphs], rng)
            made = Story(story.outlet, title, tuple(lines))
        own = rng.choices(tuple(LAYOUTS), tuple(LAYOUTS.values()))[0] if not plain and rng.random() < 0.1 else layout
        odd = not plain and rng.random() < ODD_SHARE
        written = rng.choice(ODD_STYLES) if odd else styles[story.outlet]
        articles.append(_lines(made, own, written, rng, deck=story.outlet in decked))
    blank = {"blank": "all", "mixed": rng.choice(("all", "none", "articles", "some"))}.get(layout, "none")
    dump = _written([a for a in articles if a], layout, blank, rng)
    return (
        replace(dump, text=dump.text.upper())
        if rng.random() < 0.015 and len(dump.text.upper()) == len(dump.text)
        else dump
    )


def _varied(story: Story, register: Register, rng: random.Random) -> Story:
    """The story in another register, perhaps shorter, opening elsewhere, in paragraphs of another length."""
    paragraphs = list(story.paragraphs)
    if rng.random() < 0.18:
        paragraphs = paragraphs[: rng.randint(2, 6)]
    elif rng.random() < 0.25 and len(paragraphs) > 6:
        paragraphs = paragraphs[: rng.randint(4, len(paragraphs))]
    if rng.random() < 0.05 and len(paragraphs) > 5:
        paragraphs = paragraphs[rng.randint(1, 2) :]
    if rng.random() < 0.15:
        paragraphs = reflowed(paragraphs, rng)
    paragraphs = written_in(paragraphs, register, rng)
    return replace(story, paragraphs=tuple(p for p in paragraphs if p.strip()))


def _lines(story: Story, layout: str, style: str, rng: random.Random, *, deck: bool) -> list[str]:
    paragraphs = list(story.paragraphs[:MAX_LINES])
    if not paragraphs:
        return []
    lines = []
    titled = (
        layout in ("headed", "blank", "rich")
        or (layout == "mixed" and rng.random() < 0.6)
        or (layout == "lined" and rng.random() < 0.3)
    )
    if titled:
        lines.append(headline(story.title, style, rng) if story.title else deck_of(paragraphs, rng))
    if (
        layout == "decks"
        or (layout in ("headed", "blank") and deck)
        or (layout == "rich" and rng.random() < 0.8)
        or (layout == "mixed" and rng.random() < 0.3)
    ):
        lines.append(deck_of(paragraphs, rng))
    if layout == "lined":
        return [*lines, " ".join(paragraphs)]
    if layout == "notes":
        text = " ".join(paragraphs[:12])
        spans = list(sentence_spans(text))[: rng.randint(2, 9)]
        return [text[: spans[-1][1]]] if spans else [text]
    if (
        layout != "rich"
        and not (layout == "mixed" and rng.random() < 0.3)
        and not (layout == "blank" and rng.random() < 0.2)
    ):
        return lines + paragraphs
    until = rng.randint(3, 8)
    for i, paragraph in enumerate(paragraphs):
        if i == until and i < len(paragraphs) - 1:
            lines.append(subheading_of(paragraphs[i:], rng))
            until += rng.randint(3, 8)
        lines.append(paragraph)
    return lines


def _written(articles: list[list[str]], layout: str, blank: str, rng: random.Random) -> Dump:
    text, spans = "", []
    for article in articles:
        gap = (
            ""
            if not text
            else "\n\n"
            if blank in ("all", "articles") or (blank == "some" and rng.random() < 0.3)
            else "\n"
        )
        start = len(text) + len(gap)
        body = article[0]
        for line in article[1:]:
            body += ("\n\n" if blank == "all" or (blank == "some" and rng.random() < 0.3) else "\n") + line
        text += gap + body
        spans.append((start, len(text)))
    return Dump(layout, text, tuple(spans))
