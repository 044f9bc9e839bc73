"""What articles tell, for joining: parties written on mentions, mentions of one article grouped, links of pairs scored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.few import of_few

if TYPE_CHECKING:
    from pipelines.enrich.events.joining import JoiningModel, Teller
    from pipelines.warehouse import Session

MENTIONS, CLAIMS, LINKS = "core.event_mentions", "core.claims", "ops.event_links"
LEAST_LINK = 0.05
"""Pairs that are less likely to be one event are not kept."""

IN_ORDER = "article_id, field desc, start_char, event_mention_id"
"""How mentions follow one another: those of an article together, its title first."""

Told = list[tuple[str, "Teller"]]
"""What an article tells: ids of its mentions with what they say, in the order of the text."""


def write_parties(session: "Session", units: pa.Table) -> None:
    """Write the entities of actors, targets and claimants on the mentions and claims of some articles."""
    for table, name, key, columns in (
        (MENTIONS, "event_parties", "event_mention_id", ("actor", "target")),
        (CLAIMS, "claim_parties", "claim_id", ("subject", "agent", "claimant")),
    ):
        statement = of_few(load_sql("core", name).statement, units, table, "core.entity_mentions")
        found = session.query(statement, units=units)
        parts = [f"{column}_entity_id" for column in columns]
        session.run(
            f"update {table} as standing set {', '.join(f'{part} = found.{part}' for part in parts)} from found "
            f"where standing.{key} = found.{key} and ({' or '.join(f'standing.{part} is distinct from found.{part}' for part in parts)})",
            found=found,
        )


def told(session: "Session", units: pa.Table) -> list[Told]:
    """Return what the mentions in some articles that count say, article by article."""
    from pipelines.enrich.events.joining import COUNTED_FROM

    tellers = of_few(load_sql("core", "event_tellers").statement, units, MENTIONS)
    statement = f"select * from ({tellers}) order by {IN_ORDER}"
    return list(told_by_article(session.query(statement, {"least_score": COUNTED_FROM}, units=units).to_pylist()))


def told_by_article(rows: Iterable[Mapping[str, Any]]) -> Iterator[Told]:
    """Yield what each article tells, from rows of `sql/core/event_tellers.sql` of which those of an article follow one another."""
    from pipelines.enrich.events.joining import teller_of

    article: Told = []
    for row in rows:
        teller = teller_of(row, row["sentence"])
        if article and article[-1][1].article_id != teller.article_id:
            yield article
            article = []
        article.append((row["event_mention_id"], teller))
    if article:
        yield article


def local_events(article: Told, model: "JoiningModel") -> list[Told]:
    """Return the mentions of one article in groups that tell one event each; a group is known by its first mention."""
    return [[article[number] for number in group] for group in local_groups([teller for _, teller in article], model)]


def local_groups(tellers: "Sequence[Teller]", model: "JoiningModel") -> list[list[int]]:
    """Return which mentions of one article tell one event."""
    from pipelines.enrich.events.joining import THRESHOLD
    from pipelines.enrich.stories import grouped

    pairs = [
        (one, other)
        for other in range(len(tellers))
        for one in range(other)
        if tellers[one].event_type == tellers[other].event_type
    ]
    chances = model.chances([(tellers[one], tellers[other]) for one, other in pairs])
    links = [
        (one, other, float(chance)) for (one, other), chance in zip(pairs, chances, strict=True) if chance >= LEAST_LINK
    ]
    return grouped([None] * len(tellers), links, {}, threshold=THRESHOLD)


def members_of(events: Iterable[Told]) -> pa.Table:
    """Return rows of `ops.event_members`, each in an event of its own article."""
    return CONTRACTS["ops.event_members"].from_rows(
        [
            {
                "event_mention_id": mention,
                "article_id": teller.article_id,
                "local_event_id": event[0][0],
                "event_id": event[0][0],
            }
            for event in events
            for mention, teller in event
        ]
    )


def scored(pairs: "Sequence[tuple[str, Teller, str, Teller]]") -> pa.Table:
    """Return the links of pairs of events of articles, rows of `ops.event_links`.

    Args:
        pairs: The id of each, and what its mentions say together.
    """
    from pipelines.enrich.events.joining import JoiningModel

    ordered = [
        (one, teller, other, other_teller) if one < other else (other, other_teller, one, teller)
        for one, teller, other, other_teller in pairs
    ]
    chances = JoiningModel.load().chances([(one, other) for _, one, _, other in ordered])
    return CONTRACTS[LINKS].from_rows(
        [
            {"local_event_id": one, "other_local_event_id": other, "score": round(float(chance), 4)}
            for (one, _, other, _), chance in zip(ordered, chances, strict=True)
            if chance >= LEAST_LINK
        ]
    )


def told_together(articles: Iterable[Told], local_of: Mapping[str, str]) -> "dict[str, Teller]":
    """Return what the mentions of each event of an article say together.

    Args:
        articles: What mentions say.
        local_of: The event of each mention that is wanted.
    """
    from pipelines.enrich.events.joining import together

    events: dict[str, list[Teller]] = defaultdict(list)
    for mention, teller in chain.from_iterable(articles):
        if mention in local_of:
            events[local_of[mention]].append(teller)
    return {local: together(parts) for local, parts in events.items()}
