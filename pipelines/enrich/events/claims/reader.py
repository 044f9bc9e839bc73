"""`core.claims`: who is said to hold or take which place, and how many were killed, wounded or lost, according to whom."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.events.arguments import ROLES_FILE, parties_of
from pipelines.enrich.events.articles import SENTENCE_FACTS, Article, articles_of
from pipelines.enrich.events.claims.casualties import TELLING, Loss, losses_of
from pipelines.enrich.events.claims.claimants import claimant_of
from pipelines.enrich.events.claims.claimed import (
    TAKEN_FOR,
    Claimed,
    can_act,
    features_of,
    held_by,
    kinds_of,
    phrase_at,
    phrase_from,
)
from pipelines.enrich.events.claims.control import held_of, may_tell, subject_of
from pipelines.enrich.events.claims.days import days_of
from pipelines.enrich.events.claims.denials import is_about_blame, is_refused, is_supposed, is_unfulfilled
from pipelines.enrich.events.claims.held import Held
from pipelines.enrich.events.claims.numbers import has_number
from pipelines.enrich.events.claims.scores import SCORES_FILE, Scores
from pipelines.enrich.events.cues import status_features
from pipelines.enrich.events.lexicon import TRIGGERS_FILE, Expression, Match, load_lexicon
from pipelines.enrich.events.network import Network
from pipelines.enrich.events.phrases import ACTORS_FILE, load_actors
from pipelines.enrich.events.reader import FACTUALITY_FILE, ID_CHARS, party_columns
from pipelines.enrich.events.sentences import Placed, Row
from pipelines.enrich.events.status import ASSERTED_FROM, DENIED, DENIED_BELOW, NOT_YET, bounded
from pipelines.enrich.events.where import place_of
from pipelines.worker import MODELS, Annotator, Tables

UNPERSONAL = frozenset({"adjective", "held", "noun", "possessive", "state", "fell", "passive", "participle"})
"""Forms of words that have no actor but the one that they name themselves."""


class ClaimReader(Annotator):
    """Reads claims of control and of losses.

    Args:
        models: Folder of the weights and lists.
    """

    name: ClassVar[str] = "claims"
    version: ClassVar[str] = "4"
    table: ClassVar[str] = "core.claims"
    requires: ClassVar[tuple[str, ...]] = SENTENCE_FACTS

    def __init__(self, models: Path = MODELS) -> None:
        self._models = models
        self._actors, self._lexicon = load_actors(models), load_lexicon(models)
        self._scores = Scores(models)
        self._roles, self._factuality = Network.load(ROLES_FILE, models), Network.load(FACTUALITY_FILE, models)

    def files(self) -> tuple[Path, ...]:
        """Return the lists and weights."""
        return tuple(
            self._models / name for name in (TRIGGERS_FILE, ACTORS_FILE, ROLES_FILE, FACTUALITY_FILE, SCORES_FILE)
        )

    def predict(self, batch: Tables) -> pa.Table:
        """Return the claims of a batch; see `Annotator.predict`."""
        found = [
            (article, item, claimed)
            for article in articles_of(batch, self._actors, self._lexicon)
            for item in article.sentences
            for claimed in self.claimed(item)
        ]
        told = self._told_as([(item, claimed) for _, item, claimed in found])
        return CONTRACTS[self.table].from_rows([self._row(*one, *how) for one, how in zip(found, told, strict=True)])

    def claimed(self, item: Placed) -> list[Claimed]:
        """Return the claims of a sentence."""
        lowers = item.cut.lowers
        is_held = may_tell(lowers) and bool(item.places)
        is_counting = not TELLING.isdisjoint(lowers) and has_number(lowers)
        if not is_held and not is_counting:
            return []
        words, kinds = item.sentence.words, kinds_of(item)
        held = held_of(words, kinds) if is_held else []
        losses = losses_of(words, kinds) if is_counting else []
        found = [one for claim in held for one in self._control(item, claim)]
        return found + [self._casualties(item, loss) for loss in losses]

    def _control(self, item: Placed, held: Held) -> Iterator[Claimed]:
        words = item.sentence.words
        start = words[held.place.first].start
        place = next((row for row in item.places if row["start_char"] <= start < row["end_char"]), None)
        if place is None or place["place_id"] is None:
            return
        if held.holder >= 0:
            holder = phrase_from(item, held.holder)
        else:
            holder = None if held.form in UNPERSONAL else self._actor(item, held.verb, held.end)
        if holder is not None and holder == phrase_at(item, held.place.first):
            holder = None
        last = next(i for i in range(len(words) - 1, -1, -1) if words[i].start < place["end_char"])
        first, end = min(held.verb, held.place.first), max(held.end, last + 1)
        form = (
            held.form,
            held.standing,
            *(("misnamed",) if item.sentence.kinds[held.place.first] in TAKEN_FOR else ()),
        )
        columns: dict[str, Any] = {"place_id": place["place_id"]}
        if held.form == "held":
            columns |= held_by(words[held.verb])
        yield Claimed("control", held.predicate, held.verb, first, end, form, columns, holder, None)

    def _casualties(self, item: Placed, loss: Loss) -> Claimed:
        words, counted = item.sentence.words, loss.counted
        number = counted.number
        columns = {
            "count_lowest": number.lowest, "count_highest": number.highest, "unit": counted.unit,
            "count_span": (words[number.first].start, words[number.end - 1].end),
        }  # fmt: skip
        subject = phrase_at(item, counted.head) if counted.head >= 0 else None
        if subject is not None and not item.sentence.phrases[subject].mentions:
            subject = None
        agent = self._actor(item, loss.verb, loss.verb + 1) if loss.is_agentive else None
        victims = phrase_at(item, counted.head) if counted.head >= 0 else None
        if agent is not None and (agent in {subject, victims} or not can_act(item, agent)):
            agent = None
        if loss.predicate == "lost":
            subject, agent = agent, None
        first, end = min(loss.verb, number.first), max(loss.verb + 1, counted.end)
        form = (loss.form, "counted" if counted.unit else "uncounted")
        return Claimed("casualties", loss.predicate, loss.verb, first, end, form, columns, subject, agent)

    def _actor(self, item: Placed, verb: int, end: int) -> int | None:
        """The phrase that does what a verb says: the one right before it, else the likeliest."""
        words, phrases = item.sentence.words, item.sentence.phrases
        near = subject_of(words, {phrase.end: i for i, phrase in enumerate(phrases)}, verb)
        if near is not None:
            return near
        if any(word.lower in {"it", "they"} for word in words[max(0, verb - 3) : verb]):
            return claimant_of(item.sentence, verb)
        lower = item.sentence.words[verb].lower
        listed = (one for one in self._lexicon.get(lower, ()) if one.is_verb and one.size == 1)
        expression = next(
            listed, Expression(f"{lower}/v", "ASSAULT", None, is_verb=True, is_sure=True, rest=(), size=1)
        )
        told = [Match(expression, verb, tuple(range(verb, end)))]
        return parties_of([(item.sentence, told)], self._roles)[0][0].actor

    def _row(self, article: Article, item: Placed, claimed: Claimed, fact: float, told_as: str) -> dict[str, Any]:
        words = item.sentence.words
        span = (words[claimed.first].start, words[claimed.end - 1].end)
        quote = article.statement_at(words[claimed.verb].start) if article.field == "text" else None
        claimant = self._claimant(article, item, claimed, quote)
        when = days_of(article, item, span)
        columns = dict(claimed.columns)
        for name in ("count", "subject"):
            if f"{name}_span" in columns:
                start, end = columns.pop(f"{name}_span")
                columns[f"{name}_surface"] = article.text[start:end]
        if claimed.kind == "casualties":
            place = place_of(article.text, span, item.places)
            columns["place_id"] = place["place_id"] if place else None
        key = f"{article.article_id}:{article.field}:{span[0]}:{span[1]}:{claimed.predicate}:{columns.get('count_surface')}:{columns['place_id']}"
        return {
            "claim_id": hashlib.sha256(key.encode()).hexdigest()[:ID_CHARS],
            "article_id": article.article_id, "field": article.field, "start_char": span[0], "end_char": span[1],
            "surface": article.text[span[0] : span[1]], "sentence_start_char": item.start, "sentence_end_char": item.end,
            "kind": claimed.kind, "predicate": claimed.predicate, "is_denied": told_as == "denied",
            **party_columns("subject", article.text, item, claimed.subject),
            **party_columns("agent", article.text, item, claimed.agent), **claimant, **columns,
            "earliest": when.earliest, "latest": when.latest, "day_basis": when.basis,
            "quote_id": quote["quote_id"] if quote else None,
            "is_asserted": fact >= ASSERTED_FROM and not claimant.get("claimant_surface"),
            "score": self._scores.of(claimed.kind, features_of(item, claimed, told_as)),
            "annotator_id": self.annotator_id,
        }  # fmt: skip

    def _told_as(self, found: Sequence[tuple[Placed, Claimed]]) -> list[tuple[float, str]]:
        """How factual each claim is told, and whether that is `fact`, `possible`, `unfulfilled` or `denied`."""
        told = [_plainly(item, claimed) for item, claimed in found]
        unsure = [
            [status_features(item.cut.lowers, claimed.verb, item.sentence.quoted, self._factuality.coding)]
            for (item, claimed), plain in zip(found, told, strict=True)
            if plain is None
        ]
        answers = iter(self._factuality.answers_of_groups(unsure))
        return [
            _bounded(*one, float(next(answers)[0, 0])) if plain is None else plain
            for one, plain in zip(found, told, strict=True)
        ]

    def _claimant(self, article: Article, item: Placed, claimed: Claimed, quote: Row | None) -> dict[str, Any]:
        if quote is not None and quote["speaker_surface"] is not None:
            start, end = quote["speaker_start_char"], quote["speaker_end_char"]
            return {"claimant_surface": article.text[start:end], "claimant_start_char": start, "claimant_end_char": end}
        number = claimant_of(item.sentence, claimed.verb)
        return party_columns("claimant", article.text, item, number)


def _plainly(item: Placed, claimed: Claimed) -> tuple[float, str] | None:
    """How factual a claim is told, and as what, where the words around it say so; else None."""
    words = item.sentence.words
    if is_refused(words, claimed.verb):
        return DENIED, "denied"
    is_noun = claimed.form[0] in {"noun", "possessive", "leaving"}
    if is_unfulfilled(words, claimed.verb) or (is_noun and is_supposed(words, claimed.end)):
        return NOT_YET, "unfulfilled"
    return None


def _bounded(item: Placed, claimed: Claimed, fact: float) -> tuple[float, str]:
    if not is_about_blame(item.sentence.words, claimed.verb):
        fact = bounded(item.cut.lowers, claimed.verb, fact)
    return fact, "denied" if fact < DENIED_BELOW else "fact" if fact >= ASSERTED_FROM else "possible"
