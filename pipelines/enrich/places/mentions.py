"""Toponym mentions of one article, before anything is known of their places."""

from dataclasses import dataclass
from typing import NamedTuple

SCAN = ""
"""Entity type of a mention that only the gazetteer scan found."""


class Mention(NamedTuple):
    """A stretch of text that names a place, or a place's people.

    Attributes:
        field: `text` or `title`: what the offsets count in.
        start: First character.
        end: One past the last character.
        surface: The characters as written.
        entity_type: What the recogniser says of it (GPE, LOC, FAC, NORP), or `SCAN`.
        score: Probability that this is a toponym.
    """

    field: str
    start: int
    end: int
    surface: str
    entity_type: str
    score: float


class EntitySpan(NamedTuple):
    """A recogniser mention in one field, with the columns of `core.entity_mentions`."""

    start: int
    end: int
    entity_type: str
    score: float
    literal_score: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with its toponym mentions, title first and then in text order.

    Attributes:
        article_id: The article.
        texts: Text by field.
        mentions: The mentions, sorted.
    """

    article_id: str
    texts: dict[str, str]
    mentions: list[Mention]
