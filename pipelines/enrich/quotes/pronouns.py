"""What an article has shown by a place in its text, and whom a pronoun there means."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from pipelines.enrich.quotes.attributions import Attribution, Span
from pipelines.enrich.quotes.genders import FEMALE, MALE, Genders
from pipelines.enrich.quotes.marks import Quotations
from pipelines.enrich.quotes.people import Mention, Party

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "themselves", "both"})
_IT = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "you", "your", "im", "i'm", "i’m"})
_PRONOUNS = _HE | _SHE | _THEY | _IT | _RELATIVE | _FIRST
_FILLERS = frozenset({"also", "all", "have", "had", "has", "himself", "herself"})

MAX_SENTENCES = 6
"""A pronoun farther from its name than this is one of a long speech, whose speaker was noted on the way."""

SentencedMention = tuple[int, int, int, Mention]
"""First character, one past the last, number of the party, the mention."""


def is_pronoun(words: Sequence[str]) -> bool:
    """Whether words that name a speaker are a pronoun."""
    told = [word for word in words if word not in _FILLERS]
    return len(told) == 1 and not _PRONOUNS.isdisjoint(words)


def is_first_person(words: Sequence[str]) -> bool:
    """Whether the speaker speaks of himself."""
    return bool({*words} & _FIRST)


class Scene:
    """The parties of an article, where they are named, and who spoke last.

    Args:
        text: The article's text.
        sentences: Where its sentences stand, in order.
        quoted: Stretches in quotation marks.
        parties: What can speak.
        mentions: Their mentions in the text, in order.
        genders: Tells he from she.
    """

    def __init__(
        self,
        *,
        text: str,
        sentences: Sequence[Span],
        quoted: Quotations,
        parties: Sequence[Party],
        mentions: Sequence[SentencedMention],
        genders: Genders,
    ) -> None:
        self.text, self.parties, self.mentions = text, parties, mentions
        self._sentences = [start for start, _ in sentences]
        self._quoted = quoted
        self._starts = [item[0] for item in mentions]
        self._genders = genders
        self._known_genders: dict[int, str | None] = {}
        self._numbers = {id(party): number for number, party in enumerate(parties)}
        self._last: tuple[int, int] | None = None

    @cached_property
    def _first_of_sentence(self) -> dict[int, int]:
        """Of each sentence, the first mention of a person outside quotation marks."""
        found: dict[int, int] = {}
        for place, (start, _, number, _) in enumerate(self.mentions):
            if self.parties[number].is_person and not self.is_quoted(start):
                found.setdefault(self.sentence_of(start), place)
        return found

    def sentence_of(self, place: int) -> int:
        """Number of the sentence that a character stands in."""
        return bisect_right(self._sentences, place) - 1

    def is_quoted(self, place: int) -> bool:
        """Whether a character stands in quotation marks."""
        return self._quoted.at(place) is not None

    def note(self, party: Party, where: Span) -> None:
        """Remember who spoke last, and where."""
        self._last = (self._numbers[id(party)], where[1])

    def gender(self, number: int) -> str | None:
        """The gender of a person, where something tells it."""
        if number not in self._known_genders:
            party = self.parties[number]
            self._known_genders[number] = self._genders.of(party.name, party.titles)
        return self._known_genders[number]

    def last_speaker(self, at: int, sentences: int) -> Party | None:
        """Who spoke last, if that was at most so many sentences before a place."""
        if self._last is None:
            return None
        number, where = self._last
        return self.parties[number] if 0 <= self.sentence_of(at) - self.sentence_of(where) <= sentences else None

    def pronoun(self, words: Sequence[str], at: int, statement: Attribution) -> Party | None:
        """Whom a pronoun at a place means; None where nothing fits."""
        told = {*words}
        if told & _RELATIVE:
            return self._antecedent(at)
        if told & (_HE | _SHE):
            return self._best(at, statement, MALE if told & _HE else FEMALE)
        last = self.last_speaker(at, MAX_SENTENCES)
        if told & _IT:
            return self._nearest(at, statement, ("ORG", "GPE"))
        return last if last is not None and not last.is_person else self._nearest(at, statement, ("ORG", "NORP"))

    def _antecedent(self, at: int) -> Party | None:
        """The party named last before a relative pronoun, in its sentence."""
        place = bisect_left(self._starts, at) - 1
        sentence = self.sentence_of(at)
        for start, end, number, _ in reversed(self.mentions[max(0, place - 3) : place + 1]):
            if self.sentence_of(start) != sentence:
                return None
            if end <= at and (self.parties[number].is_person or not self.text[end:at].strip(" ,—–(")):
                return self.parties[number]
        return None

    def before(self, at: int, statement: Attribution, sentences: int) -> list[tuple[int, SentencedMention]]:
        """Mentions before a place and outside what is said there, with their distance in sentences, nearest first."""
        least = self.sentence_of(at) - sentences
        # mentions are in order, so that those of the sentences looked at stand together
        last = bisect_left(self._starts, at)
        first = bisect_left(self._starts, self._sentences[least], 0, last) if least >= 0 else 0
        near = self.mentions[first:last][::-1]
        for begin, end in statement.contents:
            near = [item for item in near if not begin <= item[0] < end]
        return [(least + sentences - self.sentence_of(item[0]), item) for item in near]

    def _nearest(self, at: int, statement: Attribution, types: tuple[str, ...]) -> Party | None:
        """The last speaker of these types nearby, else what the nearest sentence names first."""
        last = self.last_speaker(at, 2)
        if last is not None and last.entity_type in types:
            return last
        best: tuple[int, int, int] | None = None
        for distance, (start, _, number, _) in self.before(at, statement, 3):
            if self.parties[number].entity_type in types and not self.is_quoted(start):
                best = min(best or (distance, start, number), (distance, start, number))
        return self.parties[best[2]] if best else None

    def _best(self, at: int, statement: Attribution, gender: str) -> Party | None:
        """The person whom he or she means: near, named first in its sentence, speaking before, of that gender."""
        scores: dict[int, float] = {}
        for distance, (start, end, number, mention) in self.before(at, statement, MAX_SENTENCES):
            if not self.parties[number].is_person:
                continue
            told = self.gender(number)
            if told not in {None, gender}:
                continue
            score = -0.7 * distance + (0.8 if told else 0.0)
            first = self._first_of_sentence.get(self.sentence_of(start))
            score += 1.0 if first is not None and self.mentions[first][3] is mention else 0.0
            score -= 1.2 if self.is_quoted(start) else 0.0
            score -= 0.6 if self.text[end : end + 2] in ("'s", "’s") else 0.0
            scores[number] = max(score, scores.get(number, -math.inf))
        last = self.last_speaker(at, MAX_SENTENCES)
        if last is not None and last.is_person:
            number = self._numbers[id(last)]
            if self.gender(number) in (None, gender) and self._last is not None:
                distance = self.sentence_of(at) - self.sentence_of(self._last[1])
                known = 0.8 if self.gender(number) == gender else 0.0
                scores[number] = max(scores.get(number, -math.inf), -0.7 * distance + known + 0.5) + 1.0
        for number in scores:
            scores[number] += 0.3 * math.log(len(self.parties[number].mentions))
        best = max(scores, key=lambda number: (scores[number], -number), default=None)
        return None if best is None else self.parties[best]
