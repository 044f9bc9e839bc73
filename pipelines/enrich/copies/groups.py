"""Which article of a group of copies was first, and what each of the others is to it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

LATER_SHARE = 0.55
"""An article is a copy when so much of it stands in one that was there before."""
EARLIER_SHARE = 0.55
LEAST_SHARE = 0.25
"""It is a copy too when so much of the one before stands in it (`EARLIER_SHARE`) and that is so much of it: the rest was
put around it. A long report that quotes a short flash whole is not one."""
REVISION_DAYS = 30
"""An outlet that prints its own text again after more days copies it."""


class Pair(NamedTuple):
    """Two articles and the words that they share, in the columns of `ops.copy_pairs`."""

    article_id: str
    other_article_id: str
    word_count: int
    other_word_count: int
    shared_count: int
    other_shared_count: int


class Article(NamedTuple):
    """What tells who was first, and whose an article is.

    Attributes:
        article_id: The article.
        published_date: Its day; None when unknown.
        collected_at: When the first file that holds it was written.
        title: Its title.
        source_codes: Outlets whose records hold it; none for articles out of dumps.
    """

    article_id: str
    published_date: date | None
    collected_at: datetime
    title: str | None
    source_codes: frozenset[str]


def duplicates_of(pairs: Iterable[Pair], articles: Mapping[str, Article]) -> list[dict[str, object]]:
    """Return the rows of `core.duplicates` of whole groups, one per article that is not the first of its words.

    The rows depend on the pairs and the articles, not on their order. An article of unknown day counts as later than
    dated ones; of articles of one day the one collected first is first, then the longer one, then the smaller id. A copy
    of a copy is a copy of the first.

    Args:
        pairs: Pairs of articles that share words; of a group all of them.
        articles: The articles of the pairs.
    """
    lengths: dict[str, int] = {}
    neighbours: dict[str, dict[str, Pair]] = {}
    for pair in pairs:
        lengths |= {pair.article_id: pair.word_count, pair.other_article_id: pair.other_word_count}
        neighbours.setdefault(pair.article_id, {})[pair.other_article_id] = pair
        neighbours.setdefault(pair.other_article_id, {})[pair.article_id] = _turned(pair)

    def order(article_id: str) -> tuple[bool, date, datetime, int, str]:
        article = articles[article_id]
        day = article.published_date
        return day is None, day or date.max, article.collected_at, -lengths[article_id], article_id

    rank = {article_id: number for number, article_id in enumerate(sorted(neighbours, key=order))}
    first: dict[str, str] = {}
    rows = []
    for article_id, place in rank.items():
        before = [other for other, pair in neighbours[article_id].items() if rank[other] < place and _is_copy(pair)]
        nearest = min(before, key=rank.__getitem__, default=article_id)
        first[article_id] = first.get(nearest, nearest)
        if before:
            canonical = first[article_id]
            pair = neighbours[article_id].get(canonical, neighbours[article_id][nearest])
            rows.append(_row(articles[article_id], articles[canonical], pair))
    return sorted(rows, key=lambda row: str(row["article_id"]))


def is_close(pair: Pair) -> bool:
    """Tell whether one of two articles would be a copy, whichever was first."""
    return _is_copy(pair) or _is_copy(_turned(pair))


def _turned(pair: Pair) -> Pair:
    return Pair(
        *(pair.other_article_id, pair.article_id, pair.other_word_count, pair.word_count),
        *(pair.other_shared_count, pair.shared_count),
    )


def _is_copy(pair: Pair) -> bool:
    """Tell whether the pair's article is a copy of the other one, which was first."""
    later = pair.shared_count / max(pair.word_count, 1)
    earlier = pair.other_shared_count / max(pair.other_word_count, 1)
    return later >= LATER_SHARE or (earlier >= EARLIER_SHARE and later >= LEAST_SHARE)


def _row(article: Article, canonical: Article, pair: Pair) -> dict[str, object]:
    added, removed = pair.word_count - pair.shared_count, pair.other_word_count - pair.other_shared_count
    both = pair.word_count + pair.other_word_count
    kind = "exact"
    if added or removed:
        kind = "revision" if _is_own(article, canonical) else "copy"
    return {
        "article_id": article.article_id,
        "canonical_article_id": canonical.article_id,
        "kind": kind,
        "similarity_score": (pair.shared_count + pair.other_shared_count) / both,
        "added_word_count": added,
        "removed_word_count": removed,
        "is_title_changed": _folded(article.title) != _folded(canonical.title),
    }


def _is_own(article: Article, canonical: Article) -> bool:
    """Tell whether an outlet updated its own text."""
    if not article.source_codes & canonical.source_codes:
        return False
    if article.published_date is None or canonical.published_date is None:
        return True
    return abs((article.published_date - canonical.published_date).days) <= REVISION_DAYS


def _folded(title: str | None) -> str:
    return " ".join((title or "").casefold().split())
