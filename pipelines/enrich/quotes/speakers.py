"""Whose words they are: from the words that name a speaker to the person, organisation or place of the article that they mean."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.enrich.quotes import pronouns
from pipelines.enrich.quotes.attributions import Attribution, Span
from pipelines.enrich.quotes.genders import Genders
from pipelines.enrich.quotes.nominals import Nominals
from pipelines.enrich.quotes.people import Mention, Party, parties_of
from pipelines.enrich.quotes.roles import is_person_role, speaks_for

NAME, PRONOUN, ROLE, CONTINUED, NONE = "name", "pronoun", "role", "continued", "none"
SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
"""Types of what can speak; a building speaks for who is in it ("the White House said")."""

_CONNECTIVES = frozenset(
    [
        "and",
        "or",
        "who",
        "whom",
        "whose",
        "which",
        "that",
        "in",
        "of",
        "at",
        "for",
        "on",
        "with",
        "from",
        "to",
        "by",
        "as",
        "also",
        "but",
        "the",
        "a",
        "an",
        "when",
        "while",
        "after",
        "before",
        "then",
        "now",
        "later",
        "still",
    ]
)
_PREPOSITIONS = frozenset(
    ["of", "for", "to", "by", "with", "from", "at", "in", "on", "about", "against", "under", "behind", "near"]
)
_NEXT_WORD = re.compile(r"[\s-]+([^\W\d_][\w'’-]*)")
_LAST_WORD = re.compile(r"([^\W\d_]+)(?:\s+the)?\s+$")
_WORDS = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


class Speaker(NamedTuple):
    """Who says it.

    Attributes:
        basis: How it was found: `name`, `pronoun`, `role`, `continued` or `none`.
        party: The person, organisation or place; None where not known.
        mention: The mention that stands for it.
    """

    basis: str
    party: Party | None
    mention: Mention | None


class Speakers:
    """The speakers of one article's statements, found in the order of the text.

    Args:
        text: The article's text.
        sentences: Where its sentences stand, in order.
        mentions: Its mentions, those of the title first, then in the order of the text.
        quoted: Stretches in quotation marks: names inside them are seldom who speaks next.
        genders: Tells he from she.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        mentions: Sequence[Mention],
        quoted: Sequence[Span],
        genders: Genders,
    ) -> None:
        self._text = text
        self._parties = parties_of(text, [m for m in mentions if m.entity_type in SPEAKING])
        self._mentions = sorted(
            (m.start, m.end, number, m)
            for number, party in enumerate(self._parties.values())
            for m in party.mentions
            if m.field == "text"
        )
        self._starts = [item[0] for item in self._mentions]
        self._list = list(self._parties.values())
        self._scene = pronouns.Scene(
            text=text,
            sentences=sentences,
            quoted=quoted,
            parties=self._list,
            mentions=self._mentions,
            genders=genders,
        )
        self._nominals = Nominals(self._scene)

    def of(self, statements: Sequence[Attribution]) -> list[Speaker]:
        """The speaker of each statement; statements are in the order of their contents."""
        order = sorted(range(len(statements)), key=lambda i: statements[i].source or statements[i].contents[0])
        found: dict[int, Speaker] = {}
        said: list[tuple[Attribution, Speaker]] = []
        for index in order:
            statement = statements[index]
            speaker = self._speaker(statement, said)
            found[index] = speaker
            said.append((statement, speaker))
            if speaker.party is not None:
                self._scene.note(speaker.party, statement.source or statement.contents[-1])
        return [found[i] for i in range(len(statements))]

    def _speaker(self, statement: Attribution, said: Sequence[tuple[Attribution, Speaker]]) -> Speaker:
        if statement.source is None:
            return self._without_source(statement)
        start, end = statement.source
        surface = self._text[start:end]
        words = [match.group().lower() for match in _WORDS.finditer(surface)]
        if pronouns.is_pronoun(words) and pronouns.is_first_person(words):
            return self._enclosing(statement, said)
        if pronouns.is_pronoun(words):
            return self._made(PRONOUN, self._scene.pronoun(words, start, statement), start)
        named = self._named(start, end)
        return Speaker(NAME, *named) if named is not None else self._unnamed(statement, start, end, words)

    def _unnamed(self, statement: Attribution, start: int, end: int, words: Sequence[str]) -> Speaker:
        """Whom a role or a kind of body means, or a surname that was not found as a name."""
        party = self._nominals.meant(words, start, statement)
        if party is not None:
            return self._made(ROLE, party, start)
        body = self._spoken_for(start, end, words)
        if body is not None:
            return Speaker(ROLE, *body)
        lone = None if self._inside(start, end) else self._by_surname(self._text[start:end])
        return self._made(NAME, lone, start) if lone is not None else Speaker(ROLE if words else NONE, None, None)

    def _made(self, basis: str, party: Party | None, before: int) -> Speaker:
        """A speaker by the last mention before a place, else the first."""
        if party is None:
            return Speaker(basis, None, None)
        earlier = [m for m in party.mentions if m.field == "title" or m.start < before]
        return Speaker(basis, party, earlier[-1] if earlier else party.mentions[0])

    def _inside(self, start: int, end: int) -> list[tuple[Party, Mention]]:
        first, last = bisect_left(self._starts, start - 1), bisect_right(self._starts, end)
        return [(self._list[n], m) for a, b, n, m in self._mentions[first:last] if a < end and b > start]

    def _named(self, start: int, end: int) -> tuple[Party, Mention] | None:
        """The first person in the words that they are about, else the first organisation or place that is."""
        heads = [(party, m) for party, m in self._inside(start, end) if self._is_head(m, start, end)]
        people = [item for item in heads if item[0].is_person]
        return next(iter(people or heads), None)

    def _is_head(self, mention: Mention, start: int, end: int) -> bool:
        """Whether a name is what the words speak of: not an owner, not what something is of, and not a noun's qualifier."""
        text = self._text
        if text[mention.end : mention.end + 2] in ("'s", "’s") and mention.end < end - 2:
            return False
        if text[mention.end : mention.end + 1] in ("'", "’") and mention.end < end - 2:
            return False
        if mention.start > start:
            before = _LAST_WORD.search(text[max(start, mention.start - 24) : mention.start])
            if before and before[1].lower() in _PREPOSITIONS:
                return False
        following = _NEXT_WORD.match(text, mention.end, end)
        if following is None:
            return True
        word = following[1]
        return word.lower() in _CONNECTIVES or (word[0].isupper() and mention.entity_type not in ("GPE", "NORP"))

    def _spoken_for(self, start: int, end: int, words: Sequence[str]) -> tuple[Party, Mention] | None:
        """The body or place whose officials, spokesmen or reports speak."""
        if not any(speaks_for(word) for word in words):
            return None
        bodies = [item for item in self._inside(start, end) if not item[0].is_person and item[0].entity_type != "NORP"]
        bodies.sort(key=lambda item: item[0].entity_type != "ORG")
        return next(iter(bodies), None)

    def _by_surname(self, surface: str) -> Party | None:
        """The person whose last name ends the words, where the name was not found as one."""
        words = _WORDS.findall(surface)
        if not words or not words[-1][0].isupper() or is_person_role(words[-1].lower()):
            return None
        fits = [party for party in self._list if party.is_person and party.name.split()[-1] == words[-1]]
        return fits[0] if len(fits) == 1 else None

    def _without_source(self, statement: Attribution) -> Speaker:
        """Who goes on speaking, where nothing names the speaker."""
        at = statement.contents[0][0]
        cue = statement.cue
        if cue is not None:
            words = self._text[cue[0] : cue[1]].lower().split()
            if not words or not words[0].rstrip(",:").endswith("ing"):
                return Speaker(NONE, None, None)
            at = cue[0]
        return self._made(CONTINUED, self._scene.goes_on(at, is_cued=cue is not None), at)

    def _enclosing(self, statement: Attribution, said: Sequence[tuple[Attribution, Speaker]]) -> Speaker:
        """Who says what a statement of "I" stands in."""
        start = (statement.source or statement.contents[0])[0]
        for other, speaker in reversed(said):
            if any(a <= start < b for a, b in other.contents) and speaker.party is not None:
                return self._made(PRONOUN, speaker.party, start)
        return Speaker(PRONOUN, None, None)
