"""The persons, organisations and places of an article that can speak, with what is said about them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pipelines.enrich.quotes.roles import role_words

_BEFORE_CHARS, _AFTER_CHARS = 70, 90
"""Characters beside a name in which its description stands: "the chief of Russia's General Staff, Valery Gerasimov"."""
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_APPOSED = re.compile(r"\s?(?:,|\(| —| –)\s*(?:the |a |an |who is |currently )?([^,.;:\n()“”\"]+)")
_QUALIFIERS = frozenset(
    [
        "former",
        "then",
        "acting",
        "top",
        "senior",
        "vice",
        "deputy",
        "prime",
        "foreign",
        "defence",
        "defense",
        "finance",
        "interior",
        "press",
        "party",
        "union",
        "team",
    ]
)
_ADJECTIVE_ENDS = ("al", "ic", "ive", "ary", "ian", "ese", "ish")
_STOP = re.compile(r"[.;:!?()\"“”\n—–]")
_TITLE_CHARS = 20
_TITLE = re.compile(r"([^\W\d_]+)\.?$")


class Mention(NamedTuple):
    """A named mention, as `core.entity_mentions` has it; `name` is its fullest form in the article."""

    field: str
    start: int
    end: int
    entity_type: str
    name: str


@dataclass(eq=False)
class Party:
    """A person, organisation or place of an article.

    Attributes:
        name: Fullest name in the article.
        entity_type: OntoNotes type.
        text: The article's text.
        mentions: Its mentions, in order.
    """

    name: str
    entity_type: str
    text: str
    mentions: list[Mention] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.entity_type == "PERSON"

    def mention_before(self, place: int) -> Mention | None:
        """Its last mention before a place of the text, else the one in the title."""
        earlier = (m for m in reversed(self.mentions) if m.field == "title" or m.start < place)
        return next(earlier, None)

    @cached_property
    def titles(self) -> set[str]:
        """Words in lower case that stand right before its name, such as `mr`."""
        before = (self.text[max(0, m.start - _TITLE_CHARS) : m.start] for m in self.mentions if m.field == "text")
        words = {part.split()[-1] for part in before if part[-1:].isspace() and part.strip()}
        return {match[1].lower() for match in map(_TITLE.search, words) if match}

    @cached_property
    def described(self) -> set[str]:
        """Words in lower case that describe it in the article: roles, and the words beside them."""
        return {word for m in self.mentions if m.field == "text" for word in _description(self.text, m)}


def without_owner(word: str) -> str:
    """A word without the ending of an owner: "minister" of "minister's"."""
    return word.removesuffix("'s").removesuffix("’s")


def parties_of(text: str, mentions: Sequence[Mention]) -> list[Party]:
    """The parties of an article, one for each name and type, in order of their first mention; `mentions` are in order."""
    found: dict[tuple[str, str], Party] = {}
    for mention in mentions:
        key = (mention.name, mention.entity_type)
        party = found.get(key)
        if party is None:
            party = found[key] = Party(mention.name, mention.entity_type, text)
        party.mentions.append(mention)
    return list(found.values())


def _description(text: str, mention: Mention) -> set[str]:
    """Words of the phrase that leads up to the name, and of the one set off by commas beside it, where one of them is a role."""
    before = _STOP.split(text[max(0, mention.start - _BEFORE_CHARS) : mention.start])[-1].rstrip()
    if before.endswith(","):
        described = _if_role(before.rsplit(",", 2)[-2])
    else:
        described = _if_role(" ".join(_leading(before.rsplit(",", 1)[-1])))
    match = _APPOSED.match(text, mention.end, mention.end + _AFTER_CHARS)
    return described | _if_role(match[1]) if match else described


def _leading(before: str) -> list[str]:
    """The words right before a name that belong to it: titles, roles and what qualifies them."""
    found: list[str] = []
    for word in reversed(WORD.findall(before)):
        lower = word.lower()
        is_kept = word[0].isupper() or role_words([lower]) or lower in _QUALIFIERS or lower.endswith(_ADJECTIVE_ENDS)
        if not is_kept and not (lower in ("of", "for", "the") and found):
            break
        found.append(word)
    return found


def _if_role(phrase: str) -> set[str]:
    words = _words(phrase)
    return words if role_words(words) else set()


def _words(text: str) -> set[str]:
    return {without_owner(word.lower()) for word in WORD.findall(text)}
