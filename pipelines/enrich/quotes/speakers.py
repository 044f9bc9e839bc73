"""Whose words they are: from the words that name a speaker to the person, organisation or place of the article that they mean."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.enrich.quotes import pronouns
from pipelines.enrich.quotes.attributions import Attribution, Span
from pipelines.enrich.quotes.genders import Genders
from pipelines.enrich.quotes.marks import Quotations, Quoted
from pipelines.enrich.quotes.nominals import Nominals, head_of
from pipelines.enrich.quotes.people import WORD, Mention, Party, parties_of
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
_PASSIVE = frozenset("is are was were be been being it there".split())  # noqa: SIM905 a word list reads better as prose
NEAR_SENTENCES = 3
"""Sentences over which words in quotation marks without a speaker go on what was said before."""
_PREPOSITIONS = frozenset(
    ["of", "for", "to", "by", "with", "from", "at", "in", "on", "about", "against", "under", "behind", "near"]
)
_NEXT_WORD = re.compile(r"[\s-]+([^\W\d_][\w'’-]*)")
_LAST_WORD = re.compile(r"([^\W\d_]+)(?:\s+the)?\s+$")


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
        quoted: Quotations,
        genders: Genders,
    ) -> None:
        self._text, self._quoted = text, quoted
        self._list = parties_of(text, [m for m in mentions if m.entity_type in SPEAKING])
        self._mentions = sorted(
            (m.start, m.end, number, m)
            for number, party in enumerate(self._list)
            for m in party.mentions
            if m.field == "text"
        )
        self._starts = [item[0] for item in self._mentions]
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
        """The speaker of each statement, statements inside others last, so that "I" in them means the other's speaker.

        Whoever says what a statement stands in is the speaker of one by "I" or "we".
        """
        order = sorted(
            range(len(statements)),
            key=lambda i: (statements[i].parent is not None, statements[i].source or statements[i].contents[0]),
        )
        found: dict[int, Speaker] = {}
        of_stretch: dict[Quoted, Party] = {}
        of_himself = []
        for index in order:
            statement = statements[index]
            words = self._words(*statement.source) if statement.source else []
            if pronouns.is_pronoun(words) and pronouns.is_first_person(words):
                of_himself.append(index)
                continue
            speaker = found[index] = self._speaker(statement, words)
            if speaker.party is not None and statement.parent is None:
                self._scene.note(speaker.party, statement.source or statement.contents[-1])
                for span in statement.contents:
                    of_stretch |= dict.fromkeys(self._quoted.within(*span), speaker.party)
        for index in of_himself:
            statement = statements[index]
            start = (statement.source or statement.contents[0])[0]
            parent = found.get(-1 if statement.parent is None else statement.parent)
            around = self._quoted.at(start)
            party = parent.party if parent else of_stretch.get(around) if around else None
            found[index] = self._made(PRONOUN, party, start)
        return [found[i] for i in range(len(statements))]

    def _words(self, start: int, end: int) -> list[str]:
        return [word.lower() for word in WORD.findall(self._text, start, end)]

    def _speaker(self, statement: Attribution, words: Sequence[str]) -> Speaker:
        if statement.source is None:
            return self._without_source(statement)
        start, end = statement.source
        if pronouns.is_pronoun(words):
            return self._made(PRONOUN, self._scene.pronoun(words, start, statement), start)
        named = self._named(start, end)
        return Speaker(NAME, *named) if named is not None else self._unnamed(statement, start, end, words)

    def _unnamed(self, statement: Attribution, start: int, end: int, words: Sequence[str]) -> Speaker:
        """Whom a role or a kind of body means, or a surname that was not found as a name."""
        names = [self._text[m.start : m.end].lower() for party, m in self._inside(start, end) if party.is_person]
        owners = frozenset(name.split()[-1] for name in names)
        party = self._nominals.meant(words, start, statement, owners=owners)
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
        return Speaker(basis, party, party.mention_before(before) or party.mentions[0])

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
        if not words or not speaks_for(head_of(words)):
            return None
        bodies = [item for item in self._inside(start, end) if not item[0].is_person and item[0].entity_type != "NORP"]
        bodies.sort(key=lambda item: item[0].entity_type != "ORG")
        return next(iter(bodies), None)

    def _by_surname(self, surface: str) -> Party | None:
        """The person whose last name ends the words, where the name was not found as one."""
        words = WORD.findall(surface)
        if not words or not words[-1][0].isupper() or is_person_role(words[-1].lower()):
            return None
        fits = [party for party in self._list if party.is_person and party.name.split()[-1] == words[-1]]
        return fits[0] if len(fits) == 1 else None

    def _without_source(self, statement: Attribution) -> Speaker:
        """Who goes on speaking, where nothing names the speaker."""
        at = statement.contents[0][0]
        cue = statement.cue
        if cue is not None:
            at = cue[0]
            words = self._text[cue[0] : cue[1]].lower().split()
            if not words or words[0] in _PASSIVE:
                return Speaker(NONE, None, None)
            is_participle = words[0].rstrip(",:").endswith("ing")
            party = self._scene.last_speaker(at, 1 if is_participle else 0)
        else:
            party = self._scene.last_speaker(at, NEAR_SENTENCES)
        return self._made(CONTINUED if party else NONE, party, at)
