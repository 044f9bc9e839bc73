"""`core.event_mentions`: events that sentences tell, with actor, target, place, day and standing."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.events.arguments import ROLES_FILE, Parties, parties_of
from pipelines.enrich.events.articles import SENTENCE_FACTS, Article, articles_of
from pipelines.enrich.events.cues import status_features
from pipelines.enrich.events.features import trigger_features
from pipelines.enrich.events.lexicon import TRIGGERS_FILE, Match, load_lexicon
from pipelines.enrich.events.network import Network
from pipelines.enrich.events.phrases import ACTORS_FILE, load_actors
from pipelines.enrich.events.sentences import Placed
from pipelines.enrich.events.status import bounded, status_of
from pipelines.enrich.events.vetoes import is_vetoed
from pipelines.enrich.events.when import day_of
from pipelines.enrich.events.where import place_of
from pipelines.enrich.events.words import listed
from pipelines.worker import MODELS, Annotator, Tables

TYPES_FILE, FACTUALITY_FILE = "events/types.npz", "events/factuality.npz"
LEAST_SCORE = 0.25
"""Events that are less likely to be one of their type are not kept; rows over .5 are what counts."""
HOLDING = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT"})
"""Types whose content is what is asked for, promised, threatened or refused."""
DENIALS = frozenset({"deny/v", "denial/n", "refute/v", "dismiss/v"})
"""Expressions whose content is denied to have happened: it stays an event, told as denied."""
CONTENT_SHARE = 0.5
"""What remains of the score of such content."""
FARTHEST_CONTENT = 8
_LEAVING = listed(
    """
    after before when while as because since who which where but although though until , ; : . — – and over if
    """
)
"""Words behind which something else is told."""
ID_CHARS = 24
SENTENCES_AT_ONCE = 2_000
"""Sentences that the networks read together; it bounds memory in an article of millions of characters."""


class Told(NamedTuple):
    """An event that a sentence tells, before it is a row.

    Attributes:
        match: What tells it.
        score: Chance that it is an event of its type.
        parties: Who did it and to whom.
        factuality: From -3 to 3.
    """

    match: Match
    score: float
    parties: Parties
    factuality: float


class EventReader(Annotator):
    """Reads the events that sentences tell.

    Args:
        models: Folder of the weights and lists.
    """

    name: ClassVar[str] = "events"
    version: ClassVar[str] = "3"
    table: ClassVar[str] = "core.event_mentions"
    requires: ClassVar[tuple[str, ...]] = SENTENCE_FACTS

    def __init__(self, models: Path = MODELS) -> None:
        self._models = models
        self._lexicon, self._actors = load_lexicon(models), load_actors(models)
        self._types, self._roles = Network.load(TYPES_FILE, models), Network.load(ROLES_FILE, models)
        self._factuality = Network.load(FACTUALITY_FILE, models)

    def files(self) -> tuple[Path, ...]:
        """Return the lists and weights."""
        names = (TRIGGERS_FILE, ACTORS_FILE, TYPES_FILE, ROLES_FILE, FACTUALITY_FILE)
        return tuple(self._models / name for name in names)

    def predict(self, batch: Tables) -> pa.Table:
        """Return the events of a batch; see `Annotator.predict`."""
        rows = self._rows(articles_of(batch, self._actors, self._lexicon))
        return CONTRACTS[self.table].from_rows(list(rows))

    def told(self, items: Sequence[Placed]) -> list[list[Told]]:
        """Return the events of each sentence that are likely enough, in order, one per type, mode and actor.

        The networks read all sentences at once, and say of each what they say of it alone.
        """
        found_of = [[match for match in item.found if not is_vetoed(item.sentence, match)] for item in items]
        sums = [
            one
            for item, found in zip(items, found_of, strict=True)
            for one in trigger_features(item.sentence, found, self._types.sums)
        ]
        scores = iter(self._types.chances_of_sums(sums)[:, 1].tolist())
        likely_of = [
            _likely(item.cut.lowers, list(zip(found, islice(scores, len(found)), strict=True)))
            for item, found in zip(items, found_of, strict=True)
        ]
        parties_of_items = parties_of(
            [(item.sentence, [match for match, _ in likely]) for item, likely in zip(items, likely_of, strict=True)],
            self._roles,
        )
        facts_of = self._factuality.answers_of_groups(
            [
                [
                    status_features(item.cut.lowers, match.first, item.sentence.quoted, self._factuality.coding)
                    for match, _ in likely
                ]
                for item, likely in zip(items, likely_of, strict=True)
            ]
        )
        return [
            _one_per_actor(
                [
                    Told(match, score, parties, bounded(item.cut.lowers, match.first, float(fact)))
                    for (match, score), parties, fact in zip(likely, found_parties, facts[:, 0], strict=True)
                ]
            )
            for item, likely, found_parties, facts in zip(items, likely_of, parties_of_items, facts_of, strict=True)
        ]

    def _rows(self, articles: Sequence[Article]) -> Iterator[dict[str, Any]]:
        items = [(article, item) for article in articles for item in article.sentences if item.found]
        for begin in range(0, len(items), SENTENCES_AT_ONCE):
            part = items[begin : begin + SENTENCES_AT_ONCE]
            for (article, item), found in zip(part, self.told([item for _, item in part]), strict=True):
                for told in found:
                    yield self._row(article, item, told)

    def _row(self, article: Article, item: Placed, told: Told) -> dict[str, Any]:
        sentence, match = item.sentence, told.match
        span = (sentence.starts[match.words[0]], sentence.end_of(match.words[-1]))
        quote = article.statement_at(sentence.starts[match.first]) if article.field == "text" else None
        is_claimed = quote is not None and quote["speaker_surface"] is not None
        status = status_of(sentence.lowers, match.first, told.factuality, is_claimed=is_claimed)
        when = day_of(article.text, span, item.times, article.published, status)
        place = place_of(article.text, span, item.places)
        key = f"{article.article_id}:{article.field}:{span[0]}:{span[1]}:{match.expression.event_type}"
        return {
            "event_mention_id": hashlib.sha256(key.encode()).hexdigest()[:ID_CHARS],
            "article_id": article.article_id, "field": article.field, "start_char": span[0], "end_char": span[1],
            "surface": article.text[span[0] : span[1]], "sentence_start_char": item.start, "sentence_end_char": item.end,
            "event_type": match.expression.event_type, "mode": match.expression.mode,
            "expression": match.expression.key.rpartition("/")[0],
            **party_columns("actor", article.text, item, told.parties.actor),
            **party_columns("target", article.text, item, told.parties.target),
            "place_id": place["place_id"] if place else None,
            "earliest": when.earliest, "latest": when.latest, "day_basis": when.basis,
            "status": status, "factuality_score": round(told.factuality, 3),
            "quote_id": quote["quote_id"] if quote else None, "is_asserted": status == "asserted",
            "score": round(told.score, 4), "annotator_id": self.annotator_id,
        }  # fmt: skip


def party_columns(name: str, text: str, item: Placed, number: int | None) -> dict[str, Any]:
    """The columns of a phrase: the name in it where there is one, else its own words."""
    if number is None:
        return {}
    sentence = item.sentence
    phrase = sentence.phrases[number]
    start, end = sentence.starts[phrase.first], sentence.end_of(phrase.end - 1)
    return {f"{name}_surface": text[start:end], f"{name}_start_char": start, f"{name}_end_char": end}


def _likely(lowers: Sequence[str], scored: Sequence[tuple[Match, float]]) -> list[tuple[Match, float]]:
    """The expressions that are likely enough to tell an event, with their scores."""
    likely = [pair for pair in scored if pair[1] >= LEAST_SCORE]
    return _content_weighed(lowers, _one_per_place(likely)) if len(likely) > 1 else likely


def _one_per_place(likely: Sequence[tuple[Match, float]]) -> list[tuple[Match, float]]:
    """Of expressions that share their words the likeliest."""
    best: dict[int, tuple[Match, float]] = {}
    for match, score in sorted(likely, key=lambda pair: -pair[1]):
        if all(place not in best for place in match.words):
            best |= dict.fromkeys(match.words, (match, score))
    return sorted({id(pair): pair for pair in best.values()}.values(), key=lambda pair: pair[0].words)


def _content_weighed(lowers: Sequence[str], likely: Sequence[tuple[Match, float]]) -> list[tuple[Match, float]]:
    """Weigh what is only the content of a demand, promise, threat or refusal: 'threatened to bomb' tells a threat, no bombing."""
    return [
        (match, score * CONTENT_SHARE if any(_is_content(lowers, other, match) for other, _ in likely) else score)
        for match, score in likely
    ]


def _is_content(lowers: Sequence[str], holder: Match, held: Match) -> bool:
    if holder.expression.event_type not in HOLDING or holder.expression.key in DENIALS:
        return False
    between = range(holder.words[-1] + 1, held.first)
    if not 0 < len(between) + 1 <= FARTHEST_CONTENT or held.first <= holder.words[-1]:
        return False
    return not any(lowers[place] in _LEAVING for place in between)


def _one_per_actor(told: Sequence[Told]) -> list[Told]:
    """Of events of one type and mode with one actor the likeliest: a sentence says a thing twice ('opened fire, shooting')."""
    if len(told) < 2:
        return list(told)
    groups: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for event in told:
        expression = event.match.expression
        groups[expression.event_type, expression.mode, event.parties.actor, event.parties.target].append(event)
    kept = [max(group, key=lambda event: event.score) for group in groups.values()]
    return sorted(kept, key=lambda event: event.match.words)
