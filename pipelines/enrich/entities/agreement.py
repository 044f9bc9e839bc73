"""One sense a document: mentions of the same name in an article settle each other's type (Gale, Church and Yarowsky 1992)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

OVERRULE_RATIO = 2.0
"""How many times the score of its own type another type needs before a mention is overruled; at 1.2 the worldwide newswire gains .002
and the newswire of 1996, where a city and its club stand side by side, loses .001."""

SURNAME_SUPPORT = 2.0
"""What a full name counts for the type of its last word alone: one "Keir Starmer" settles one "Starmer" read as something
else, and does not settle the many mentions of a city whose name someone bears."""

ACRONYM = (2, 6)
"""Letters of an acronym that speaks for the type of the name it stands for."""


CLEAR_PERSON = 0.8
"""Least score of a full name whose letters are the person's; below it they may say that the name is a body's."""

LEAST_INITIALS = 3
"""Letters that stand for a person, as MBS does for Mohammed bin Salman."""


class Found(NamedTuple):
    """An entity mention in a field of an article, before it is a row."""

    start: int
    end: int
    surface: str
    entity_type: str
    score: float
    literal_score: float | None = None


def _explained(names: Iterable[str]) -> list[tuple[str, str]]:
    """Longer names with the acronym of their initials, where an article has both."""
    acronyms = {name for name in names if name.isupper() and ACRONYM[0] <= len(name) <= ACRONYM[1] and name.isalpha()}
    found: list[tuple[str, str]] = []
    for name in names if acronyms else ():
        initials = "".join(part[0] for part in name.replace("-", " ").split())
        spelt = {initials.upper(), "".join(char for char in initials if char.isupper())} & acronyms - {name}
        found += [(name, acronym) for acronym in sorted(spelt)]
    return found


def _short_forms(person: Found) -> set[str]:
    """What one who is named in full may be called: every ending of the name ("La Rocca", "Rocca"), and the initials of a clear name."""
    parts = person.surface.split()
    initials = "".join(part[0] for part in parts).upper()
    endings = {" ".join(parts[at:]) for at in range(1, len(parts))}
    return endings | ({initials} if len(initials) >= LEAST_INITIALS and person.score >= CLEAR_PERSON else set())


def _votes(mentions: Sequence[Found]) -> dict[str, dict[str, list[float]]]:
    """Scores by surface and type: of its own mentions, of full names for their short forms, and of acronyms for their names."""
    votes: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        votes[mention.surface][mention.entity_type].append(mention.score)
    for mention in mentions:
        if mention.entity_type == "PERSON" and " " in mention.surface:
            for short in _short_forms(mention) & votes.keys():
                votes[short]["PERSON"].append(SURNAME_SUPPORT * mention.score)
    for name, acronym in _explained(votes):
        if max(votes[name].get("PERSON", [0.0])) >= CLEAR_PERSON:
            continue
        for entity_type, scores in list(votes[acronym].items()):
            votes[name][entity_type] += scores
    return votes


def agreed(mentions: Sequence[Found]) -> list[Found]:
    """The mentions of one article with types that nearly all mentions of the name speak against put right.

    A mention that changes its type takes the mean score of the mentions that outvoted it.
    """
    votes = _votes(mentions)
    settled = []
    for mention in mentions:
        options = votes[mention.surface]
        if len(options) > 1:
            best = max(options, key=lambda name: (sum(options[name]), name))
            if best != mention.entity_type and sum(options[best]) >= OVERRULE_RATIO * sum(options[mention.entity_type]):
                mean = sum(options[best]) / len(options[best])
                settled.append(mention._replace(entity_type=best, score=min(mention.score, mean)))
                continue
        settled.append(mention)
    return settled
