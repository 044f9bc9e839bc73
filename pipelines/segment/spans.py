"""What segmentation gives: articles, and stretches that are no article."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Basis = Literal["document", "structure", "model", "correction"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ArticleSpan:
    """One article of a document; offsets are code points in the document's text, half-open, white space trimmed.

    Attributes:
        start: First character.
        end: One past the last character.
        score: Probability that an article begins at `start`.
        basis: What the cut rests on: `document` (the document begins here), `structure` (the document says so),
            `model`, or `correction` (a person said so).
        title: The opening headline, inside the article; None without one.
        deck: The opening deck (standfirst) after the headline, inside the article; None without one.
    """

    start: int
    end: int
    score: float
    basis: Basis
    title: Span | None = None
    deck: Span | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A stretch of a document that is no article, and why."""

    start: int
    end: int
    reason_code: str
    score: float


class Merge(NamedTuple):
    """A line inside an article at which another one may begin: not cut, yet not sure.

    Attributes:
        start: Offset of the line's first character.
        score: Probability that an article begins there.
    """

    start: int
    score: float


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The articles of a document and what stands between them; the two are disjoint and each in document order.

    Attributes:
        articles: The articles.
        set_aside: What is no article.
        merges: Lines inside articles that a person should look at, because an article may begin there.
    """

    articles: list[ArticleSpan] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
