"""What an article says around its entities: countries, its day, and the words that stand beside a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipelines.enrich.linking.words import Shares

WINDOW_CHARS = 70
"""Characters before and after a mention in which a title or an office stands: "Foreign Minister", "the senator from"."""
BESIDE_CHARS = 2
"""A bracket or a number stands beside a name: with at most a space between."""
MOST_WINDOWS = 6
"""Mentions of an entity that are looked around: the first ones, where articles introduce people."""


@dataclass(slots=True)
class Mentioned:
    """An entity in an article.

    Attributes:
        entity_id: The entity.
        entity_type: OntoNotes name.
        canonical_name: Its name in the whole warehouse, which may come from other articles.
        local_names: Its names in the article, and how often it has each.
        spans: Field, start and end of its mentions.
        around: Words that stand beside its mentions; filled by `look_around`, as the marks are.
        places: GeoNames ids that its mentions resolve to.
        associative_count: Mentions that stand for something else than the location.
        bracketed_count: Mentions in brackets: "Johnson (U.S.)".
        numbered_count: Mentions beside a number: "Germany 2 Portugal 0".
    """

    entity_id: str
    entity_type: str
    canonical_name: str
    local_names: dict[str, int] = field(default_factory=dict)
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    around: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    associative_count: int = 0
    bracketed_count: int = 0
    numbered_count: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Its local names in the article, the most frequent first, and its canonical name."""
        names = self.local_names
        ordered = sorted(names, key=names.__getitem__, reverse=True) if len(names) > 1 else names
        return tuple(dict.fromkeys((*ordered, self.canonical_name)))

    @property
    def is_in_full(self) -> bool:
        """Whether the article itself has a name of two words or more."""
        return any(" " in name for name in self.local_names)


@dataclass(frozen=True, slots=True)
class Article:
    """What linking sees of an article.

    Attributes:
        article_id: The article.
        day: When it was published, or the middle of a short interval (`reading.day_of`); None when nothing is known.
        countries: Share of its place mentions by country.
        shares: How much of it is of government and of sport.
        mentioned: Its entities that a pack may know, by first mention.
        texts: Its text and title, by field.
        letters: The small letters of these (`small_letters`).
    """

    article_id: str
    day: date | None
    countries: Mapping[str, float]
    shares: Shares
    mentioned: Sequence[Mentioned]
    texts: Mapping[str, str]
    letters: Mapping[str, str]


def look_around(entity: Mentioned, article: Article) -> None:
    """Read what stands beside the mentions of an entity: for those that someone is a candidate for, as it costs most."""
    windows = [
        text[begin:stop]
        for name, start, end in entity.spans[:MOST_WINDOWS]
        for text in (article.letters[name],)
        for begin, stop in ((max(start - WINDOW_CHARS, 0), start), (end, end + WINDOW_CHARS))
    ]
    entity.around.update(" ".join(windows).split())
    for name, start, end in entity.spans:
        _add_marks(entity, article.texts[name], start, end)


def _add_marks(entity: Mentioned, text: str, start: int, end: int) -> None:
    before = text[max(start - BESIDE_CHARS, 0) : start].rstrip()[-1:]
    after = text[end : end + BESIDE_CHARS].lstrip()[:1]
    if before == "(":
        entity.bracketed_count += after == ")"
    if before.isdigit() or after.isdigit():
        entity.numbered_count += 1
