"""Events that dated articles report: names that no one printed before a day and several articles did right after it.

A name that is new in the warehouse counts only where there is enough before it to be new against.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import pyarrow as pa

from pipelines.enrich.dating.bins import Factor, event_bins
from pipelines.enrich.dating.events import MAX_READ_CHARS, Event, EventIndex, Match

MIN_ARTICLES = 3
"""Dated articles with a name that make it one: two may be versions of one text."""
BURST_DAYS = 10
BURST_SHARE = 0.8
"""A burst holds this share of all articles that ever printed the name within so many days."""
BEFORE_DAYS = 90
MIN_BEFORE = 50
"""Dated articles of the days before a burst that lack the name; with fewer, its first day says nothing."""
MAX_PHRASES = 2_000_000
"""Names that are counted at once; further ones of an archive are left out."""
_WORD = r"[A-Z](?=[\w'-]{0,40}[a-z])[\w'-]{0,40}+(?![\w'-])"
_NAME = re.compile(rf"\b{_WORD}(?: (?:of|the|de|al|bin|for|and) (?=[A-Z])| ){_WORD}(?: {_WORD}){{0,3}}")
"""Two to five capitalised words of bounded length, so that time is linear in any text."""
_LONGEST_WORDS = 3

ANCHORS_SCHEMA = pa.schema(
    [
        pa.field("phrase", pa.string()), pa.field("event_date", pa.date32()), pa.field("last_date", pa.date32()),
        pa.field("article_count", pa.int64()),
    ],
)  # fmt: skip
NAMES_SCHEMA = pa.schema([pa.field("article_id", pa.string()), pa.field("phrase", pa.string())])


def names_in(text: str) -> set[str]:
    """The pairs and triples of capitalised words of a text, as printed."""
    found: set[str] = set()
    for match in _NAME.finditer(text[:MAX_READ_CHARS].replace("’", "'")):
        words = match.group().removesuffix("'s").split(" ")
        for length in range(2, _LONGEST_WORDS + 1):
            for start in range(len(words) - length + 1):
                if words[start][0].isupper() and words[start + length - 1][0].isupper():
                    found.add(" ".join(words[start : start + length]))
    return found


def article_names(articles: pa.Table) -> pa.Table:
    """The names of each article, to be kept so that no text is read again: one row per article and name.

    Args:
        articles: Columns `article_id` and `text`.

    Returns:
        Columns `article_id` and `phrase`, in the order of the articles and then of the phrases.
    """
    columns = (articles[name].to_pylist() for name in ("article_id", "text"))
    rows = [
        (article_id, phrase) for article_id, text in zip(*columns, strict=True) for phrase in sorted(names_in(text))
    ]
    arrays = [pa.array([row[at] for row in rows], pa.string()) for at in (0, 1)]
    return pa.Table.from_arrays(arrays, schema=NAMES_SCHEMA)


def name_bursts(printed: pa.Table, days: pa.Table) -> pa.Table:
    """The names that burst, from kept rows alone.

    Args:
        printed: Columns `phrase` and `published_date`: one row per surely dated article and name, all rows of each phrase
            that is asked for and none of others.
        days: Columns `published_date` and `article_count`: how many surely dated articles each day has.

    Returns:
        Rows of `ANCHORS_SCHEMA`, by phrase. The same rows give the same table, whatever their order.
    """
    dates = days["published_date"].to_pylist()
    counts = days["article_count"].to_pylist()
    dated = sorted(day.toordinal() for day, count in zip(dates, counts, strict=True) for _ in range(count))
    by_phrase: dict[str, list[int]] = {}
    for phrase, day in zip(printed["phrase"].to_pylist(), printed["published_date"].to_pylist(), strict=True):
        by_phrase.setdefault(phrase, []).append(day.toordinal())
    return _anchors(by_phrase, dated)


def event_anchors(dated: Iterable[tuple[str, date]], undated: Iterable[str]) -> pa.Table:
    """The events that surely dated articles report and undated ones name.

    Args:
        dated: Texts of articles with a date of their own, in any order.
        undated: Texts that are to be dated: only their names are counted.

    Returns:
        Columns `phrase`, `event_date` and `last_date` (first and last day of the burst) and `article_count`, by phrase.
        The same articles give the same table, whatever their order.
    """
    wanted: set[str] = set()
    for text in undated:
        if len(wanted) < MAX_PHRASES:
            wanted |= names_in(text)
    printed: dict[str, list[int]] = {}
    days: list[int] = []
    for text, day in dated if wanted else ():
        days.append(day.toordinal())
        for phrase in names_in(text) & wanted:
            printed.setdefault(phrase, []).append(day.toordinal())
    return _anchors(printed, sorted(days))


def _anchors(printed: Mapping[str, list[int]], days: list[int]) -> pa.Table:
    rows = [
        {
            "phrase": phrase, "event_date": date.fromordinal(burst[0]), "last_date": date.fromordinal(burst[1]),
            "article_count": len(printed[phrase]),
        }
        for phrase in sorted(printed)
        if (burst := _burst(sorted(printed[phrase]), days)) is not None
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=ANCHORS_SCHEMA)


def _burst(own: list[int], days: list[int]) -> tuple[int, int] | None:
    """First and last day of the burst of a name; None when it has none, or too little came before."""
    if len(own) < MIN_ARTICLES:
        return None
    needed = max(MIN_ARTICLES, -(-len(own) * BURST_SHARE // 1))
    last = int(needed) - 1
    length, start = min((own[i + last] - own[i], i) for i in range(len(own) - last))
    first = own[start]
    before = bisect_left(days, first) - bisect_left(days, first - BEFORE_DAYS) - bisect_left(own, first)
    if length > BURST_DAYS or start > 0 or before < MIN_BEFORE:
        return None
    return first, own[start + last]


def anchor_index(anchors: pa.Table | None) -> EventIndex | None:
    """The anchors, ready to be found in texts; None without any."""
    if anchors is None or not anchors.num_rows:
        return None
    return EventIndex(list(_events(anchors)))


def _events(anchors: pa.Table) -> Iterator[Event]:
    for row in anchors.select(["phrase", "event_date"]).to_pylist():
        if row["phrase"]:
            when, phrase = row["event_date"], row["phrase"]
            yield Event(when, when, is_scheduled=False, name=phrase, groups=((phrase,),), more=())


MAX_CLUSTERS = 4
"""Groups of names of the same days that are evidence in one text."""
_MOST_AGREEING = 3


def reported_factors(text: str, index: EventIndex | None) -> Iterator[Factor]:
    """Evidence from names that dated articles print since a day; several of the same days make it surer."""
    clusters: list[list[Match]] = []
    for match in index.matches(text) if index else ():
        if clusters and (match.event.first - clusters[-1][0].event.first).days <= BURST_DAYS:
            clusters[-1].append(match)
        else:
            clusters.append([match])
    for cluster in sorted(clusters, key=len, reverse=True)[:MAX_CLUSTERS]:
        first, last = cluster[0].event.first, cluster[-1].event.first
        yield Factor(
            f"reported_event_{min(len(cluster), _MOST_AGREEING)}",
            event_bins(first, last),
            span=(cluster[-1].start, cluster[-1].end),
            window=(first, None),
        )
