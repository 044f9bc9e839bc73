"""`core.claims`: who is said to hold or take which place, and how many were killed, wounded or lost, according to whom."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.events.arguments import ROLES_FILE, parties_of
from pipelines.enrich.events.claims.casualties import Loss, losses_of
from pipelines.enrich.events.claims.claimants import claimant_of
from pipelines.enrich.events.claims.control import Held, held_of
from pipelines.enrich.events.cues import status_features
from pipelines.enrich.events.lexicon import TRIGGERS_FILE, Expression, Match, load_lexicon
from pipelines.enrich.events.network import Network
from pipelines.enrich.events.phrases import ACTORS_FILE, load_actors
from pipelines.enrich.events.reader import FACTUALITY_FILE, ID_CHARS, Article, articles_of, party_columns
from pipelines.enrich.events.sentences import Placed, Row
from pipelines.enrich.events.status import ASSERTED_FROM, DENIED_BELOW, bounded
from pipelines.enrich.events.when import day_of
from pipelines.enrich.events.where import place_of
from pipelines.worker import MODELS, Annotator, Tables

POSSIBLE_SHARE = 0.5
"""What remains of the score of what is only planned, feared or possible: it claims nothing yet."""


class Claimed(NamedTuple):
    """A claim in a sentence, before it is a row.

    Attributes:
        kind: `control` or `casualties`.
        predicate: What is claimed.
        verb: The word that says it.
        first: First word of the claim's span.
        end: One past its last.
        score: How sure its form of words is.
        columns: Columns of its own.
        subject: Phrase of who holds, or whose losses they are; None when not said.
        agent: Phrase of who caused the losses; None when not said.
    """

    kind: str
    predicate: str
    verb: int
    first: int
    end: int
    score: float
    columns: Mapping[str, Any]
    subject: int | None
    agent: int | None


class ClaimReader(Annotator):
    """Reads claims of control and of losses.

    Args:
        models: Folder of the weights and lists.
    """

    name: ClassVar[str] = "claims"
    version: ClassVar[str] = "1"
    table: ClassVar[str] = "core.claims"
    requires: ClassVar[tuple[str, ...]] = (
        *("core.sentences", "core.entity_mentions", "core.place_mentions", "core.time_mentions", "core.quotes"),
    )

    def __init__(self, models: Path = MODELS) -> None:
        self._models = models
        self._actors, self._lexicon = load_actors(models), load_lexicon(models)
        self._roles, self._factuality = Network.load(ROLES_FILE, models), Network.load(FACTUALITY_FILE, models)

    def files(self) -> tuple[Path, ...]:
        """Return the lists and weights."""
        return tuple(self._models / name for name in (TRIGGERS_FILE, ACTORS_FILE, ROLES_FILE, FACTUALITY_FILE))

    def predict(self, batch: Tables) -> pa.Table:
        """Return the claims of a batch; see `Annotator.predict`."""
        rows = [
            self._row(article, item, claimed)
            for article in articles_of(batch, self._actors, self._lexicon)
            for item in article.sentences
            for claimed in self.claimed(item)
        ]
        return CONTRACTS[self.table].from_rows(rows)

    def claimed(self, item: Placed) -> list[Claimed]:
        """Return the claims of a sentence."""
        words, kinds = item.sentence.words, item.sentence.kinds
        held, losses = held_of(words, kinds) if item.places else [], losses_of(words)
        if not held and not losses:
            return []
        found = [one for claim in held for one in self._control(item, claim)]
        return found + [self._casualties(item, loss) for loss in losses]

    def _control(self, item: Placed, held: Held) -> Iterator[Claimed]:
        words = item.sentence.words
        start = words[held.place].start
        place = next((row for row in item.places if row["start_char"] <= start < row["end_char"]), None)
        if place is None or place["place_id"] is None:
            return
        holder = _phrase_at(item, held.holder) if held.holder >= 0 else self._actor(item, held.verb, held.end)
        if holder is not None and holder == _phrase_at(item, held.place):
            holder = None
        last = next(i for i in range(len(words) - 1, -1, -1) if words[i].start < place["end_char"])
        first, end = min(held.verb, held.place), max(held.end, last + 1)
        yield Claimed(
            "control", held.predicate, held.verb, first, end, held.score, {"place_id": place["place_id"]}, holder, None
        )

    def _casualties(self, item: Placed, loss: Loss) -> Claimed:
        words, counted = item.sentence.words, loss.counted
        number = counted.number
        columns = {
            "count_lowest": number.lowest, "count_highest": number.highest, "unit": counted.unit,
            "count_surface": (words[number.first].start, words[number.end - 1].end),
        }  # fmt: skip
        subject = _phrase_at(item, counted.head) if counted.head >= 0 else None
        if subject is not None and not item.sentence.phrases[subject].mentions:
            subject = None
        agent = self._actor(item, loss.verb, loss.verb + 1) if loss.is_agentive else None
        if agent is not None and (agent == subject or (counted.head >= 0 and agent == _phrase_at(item, counted.head))):
            agent = None
        if loss.predicate == "lost":
            subject, agent = agent, None
        first, end = min(loss.verb, number.first), max(loss.verb + 1, counted.end)
        return Claimed("casualties", loss.predicate, loss.verb, first, end, loss.score, columns, subject, agent)

    def _actor(self, item: Placed, verb: int, end: int) -> int | None:
        expression = Expression(
            f"{item.sentence.words[verb].lower}/v", "ASSAULT", None, is_verb=True, is_sure=True, rest=(), size=1
        )
        return parties_of(item.sentence, [Match(expression, verb, tuple(range(verb, end)))], self._roles)[0].actor

    def _row(self, article: Article, item: Placed, claimed: Claimed) -> dict[str, Any]:
        words = item.sentence.words
        span = (words[claimed.first].start, words[claimed.end - 1].end)
        fact = float(self._factuality.answers([status_features(words, claimed.verb, item.sentence.quoted)])[0, 0])
        fact = bounded(words, claimed.verb, fact)
        quote = article.statement_at(words[claimed.verb].start) if article.field == "text" else None
        claimant = self._claimant(article, item, claimed, quote)
        is_denied, is_fact = fact < DENIED_BELOW, fact >= ASSERTED_FROM
        when = day_of(article.text, span, item.times, article.published, "asserted")
        columns = dict(claimed.columns)
        if "count_surface" in columns:
            start, end = columns["count_surface"]
            columns["count_surface"] = article.text[start:end]
            place = place_of(article.text, span, item.places)
            columns["place_id"] = place["place_id"] if place else None
        key = f"{article.article_id}:{article.field}:{span[0]}:{span[1]}:{claimed.predicate}:{columns.get('count_surface')}:{columns['place_id']}"
        return {
            "claim_id": hashlib.sha256(key.encode()).hexdigest()[:ID_CHARS],
            "article_id": article.article_id, "field": article.field, "start_char": span[0], "end_char": span[1],
            "surface": article.text[span[0] : span[1]], "sentence_start_char": item.start, "sentence_end_char": item.end,
            "kind": claimed.kind, "predicate": claimed.predicate, "is_denied": is_denied,
            **party_columns("subject", article.text, item, claimed.subject),
            **party_columns("agent", article.text, item, claimed.agent), **claimant, **columns,
            "earliest": when.earliest, "latest": when.latest, "day_basis": when.basis,
            "quote_id": quote["quote_id"] if quote else None,
            "is_asserted": is_fact and not claimant.get("claimant_surface"),
            "score": round(claimed.score if is_fact or is_denied else claimed.score * POSSIBLE_SHARE, 4),
            "annotator_id": self.annotator_id,
        }  # fmt: skip

    def _claimant(self, article: Article, item: Placed, claimed: Claimed, quote: Row | None) -> dict[str, Any]:
        if quote is not None and quote["speaker_surface"] is not None:
            start, end = quote["speaker_start_char"], quote["speaker_end_char"]
            return {"claimant_surface": article.text[start:end], "claimant_start_char": start, "claimant_end_char": end}
        number = claimant_of(item.sentence, claimed.verb)
        return party_columns("claimant", article.text, item, number)


def _phrase_at(item: Placed, place: int) -> int | None:
    """Number of the phrase that a word belongs to."""
    return next(
        (number for number, phrase in enumerate(item.sentence.phrases) if phrase.first <= place < phrase.end), None
    )
