"""Whom words such as "the minister", "the top diplomat" or "the watchdog" mean in an article."""

import re
from collections.abc import Sequence

from pipelines.enrich.quotes.attributions import Attribution
from pipelines.enrich.quotes.people import Party, without_owner
from pipelines.enrich.quotes.pronouns import Scene
from pipelines.enrich.quotes.roles import is_body, is_land, is_person_role, is_vague, like

_INDEFINITE = frozenset(
    [
        "a",
        "an",
        "one",
        "some",
        "another",
        "two",
        "three",
        "four",
        "several",
        "many",
        "most",
        "other",
        "others",
        "few",
        "any",
        "every",
        "each",
        "no",
        "unnamed",
        "anonymous",
    ]
)
_ENDS = frozenset(["of", "for", "at", "in", "from", "who", "with", "on", "to", "whose", "which", "that", "by", "and"])
_PLAIN = frozenset(
    [
        "the",
        "this",
        "that",
        "former",
        "late",
        "top",
        "senior",
        "chief",
        "his",
        "her",
        "its",
        "their",
        "us",
        "u.s",
        "mr",
        "mrs",
        "ms",
    ]
)
_POSSESSIVES = frozenset(["his", "her", "its", "their", "my", "our", "your"])
NEAR_SENTENCES = 2
_SENTENCES = 12
"""Sentences back in which a body is looked for."""


def head_of(words: Sequence[str]) -> str:
    """The noun that words in lower case are about: the last one before "of", "for", "who" and the like."""
    stop = next((i for i, word in enumerate(words) if i and word in _ENDS), len(words))
    return words[stop - 1]


class Nominals:
    """Finds the party that a role or a kind of body stands for.

    Args:
        scene: The article.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def meant(
        self, words: Sequence[str], at: int, statement: Attribution, *, owners: frozenset[str] = frozenset()
    ) -> Party | None:
        """The party that words in lower case at a place mean; None where they are indefinite or nothing fits.

        Args:
            words: The words that name the speaker.
            at: Where they begin.
            statement: What is said.
            owners: Those of the words that are people's names: "Lund's lawyer" is described as Lund's, or is nobody known.
        """
        if not words or words[0] in _INDEFINITE or words[0][0].isdigit() or words[0] in _POSSESSIVES:
            return None
        head = head_of(words)
        if is_person_role(head):
            person = self._person(head, {*words} - {head} - _PLAIN, at, owners)
            if person is not None or owners:
                return person
        if is_body(head) or is_land(head):
            return self._body(head, at, statement, ("ORG", "GPE") if is_land(head) else ("ORG",))
        if is_person_role(head) and words[0] in ("the", "this"):
            last = self._scene.last_speaker(at, 2)
            return last if last is not None and last.is_person else None
        return None

    def _person(self, head: str, others: set[str], at: int, owners: frozenset[str]) -> Party | None:
        """The person described by such a role before, best by the other words, then the nearest."""
        heads = like(head)
        fits = []
        for number, party in enumerate(self._scene.parties):
            if not party.is_person or not party.described & heads or not owners <= party.described:
                continue
            earlier = party.mention_before(at)
            place = earlier.start if earlier else -1
            shared = len({without_owner(word) for word in others} & party.described)
            fits.append(((head in party.described) + 2 * shared, earlier is not None, place, -number, party))
        return max(fits)[-1] if fits else None

    def _body(self, head: str, at: int, statement: Attribution, types: tuple[str, ...]) -> Party | None:
        """The organisation (or place) whose name or description has the word, else who spoke last, else the nearest."""
        near = [
            (distance, self._scene.parties[number], start)
            for distance, (start, _, number, _) in self._scene.before(at, statement, _SENTENCES)
            if self._scene.parties[number].entity_type in types and not self._scene.is_quoted(start)
        ]
        for _, party, _ in near:
            if head in party.described or re.search(rf"\b{re.escape(head)}\b", party.name.lower()):
                return party
        if is_vague(head):
            return None
        last = self._scene.last_speaker(at, 3)
        if last is not None and last.entity_type in types:
            return last
        close = [item for item in near if item[0] <= NEAR_SENTENCES]
        return min(close, key=lambda item: (item[0], item[2]))[1] if close else None
