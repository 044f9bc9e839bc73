"""How many were killed, wounded, captured, missing, driven out, shot down or destroyed: a number, its unit, and the word that says what befell them."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.enrich.events.claims.counted import Counted, counted_of
from pipelines.enrich.events.claims.units import (
    BEFALLEN,
    BEFALLING,
    DYING,
    LOSING,
    PEOPLE,
    SHOOTING,
    STATES,
    TAKING,
    THINGS,
)
from pipelines.enrich.events.cues import BE_FORMS, HAVE_FORMS, is_passive
from pipelines.enrich.events.words import Word, listed

_NOUNS = {"death": "killed", "deaths": "killed", "fatalities": "killed", "fatality": "killed", "injuries": "wounded"}
MOST_APART = 8
"""Words between a number's unit and the word that says what befell it."""
_STOPS = listed(". ; : — – ( ) ! ?")
_PARTING = listed("from and , in at on with throughout during since after before when while who which than without")
"""Words between a verb and a number that is not its own: 'wounded in three shootings', 'killed and dozens'."""
_DEATHS = frozenset({"death", "deaths", "killing", "killings"})
_TOLL, _LIVES = "toll", "lives"
TELLING = BEFALLING | _NOUNS.keys() | STATES.keys() | _DEATHS | {_TOLL, _LIVES}
"""Words without any of which a sentence counts no losses."""


class Loss(NamedTuple):
    """A claim of losses in a sentence.

    Attributes:
        predicate: What befell them.
        counted: How many of what.
        verb: The word that says it.
        is_agentive: Whether that word has an actor ('killed', 'shot down'), not only a victim ('died').
        form: The form of words: what a score is learnt for.
    """

    predicate: str
    counted: Counted
    verb: int
    is_agentive: bool
    form: str


def losses_of(words: Sequence[Word], kinds: Sequence[str] = ()) -> list[Loss]:
    """The losses that a sentence counts, in order, one per number.

    Args:
        words: The sentence.
        kinds: Type of the name that each word belongs to, or ''; nothing when no names are known.
    """
    numbers = list(counted_of(words, kinds))
    found: list[Loss] = []
    for position, counted in enumerate(numbers):
        following = numbers[position + 1].number.first if position + 1 < len(numbers) else len(words)
        loss = _loss(words, counted, following, found[-1] if found else None)
        if loss is not None:
            found.append(loss)
    return found


def _loss(words: Sequence[Word], counted: Counted, following: int, last: Loss | None) -> Loss | None:
    return (
        _state(words, counted)
        or _behind(words, counted, following)
        or _before(words, counted)
        or _toll(words, counted)
        or _shared(words, counted, last)
    )


def _state(words: Sequence[Word], counted: Counted) -> Loss | None:
    """'left 12 dead', '30 wounded', '12 people dead', '54 deaths'."""
    at = counted.end
    if at >= len(words):
        return None
    lower = words[at].lower
    if lower in _NOUNS and counted.unit is None:
        return Loss(_NOUNS[lower], counted._replace(unit="people"), at, is_agentive=False, form="deaths")
    if lower in STATES and (counted.unit in PEOPLE or counted.unit is None):
        is_old = at + 1 < len(words) and words[at + 1].lower in {"sea", "end", "body"}
        return (
            None
            if is_old
            else Loss(
                STATES[lower],
                counted._replace(unit=counted.unit or "people"),
                at,
                lower in {"killed", "wounded"},
                "state",
            )
        )
    return None


def _behind(words: Sequence[Word], counted: Counted, following: int) -> Loss | None:  # noqa: PLR0911 one refusal a line
    """'12 people were killed', '12 soldiers died', '45 drones were shot down', 'dozens were hurt'."""
    if counted.unit is None:
        if counted.end >= len(words) or words[counted.end].lower not in BE_FORMS | HAVE_FORMS:
            return None
        counted = counted._replace(unit="people")
    for place in range(counted.end, min(len(words), counted.end + MOST_APART, following)):
        lower = words[place].lower
        if lower in _STOPS:
            return None
        predicate = _verb_at(words, place)
        if predicate and _fits(predicate, counted.unit):
            if lower in DYING:
                return Loss("killed", counted, place, is_agentive=False, form="died")
            passive = is_passive([word.lower for word in words], place)
            if passive or place == counted.end:
                return Loss(
                    predicate,
                    counted,
                    place,
                    is_agentive=True,
                    form="passive" if passive else "participle",
                )
            return None
        if predicate:
            return None
    return None


def _before(words: Sequence[Word], counted: Counted) -> Loss | None:  # noqa: PLR0911 one form of words a line
    """'killing at least 12 people', 'shot down 45 drones', 'lost 300 soldiers', 'claimed 12 lives', 'the deaths of 12'."""
    for place in range(counted.number.first - 1, max(-1, counted.number.first - MOST_APART), -1):
        lower = words[place].lower
        if lower in _STOPS or lower in _PARTING:
            return None
        predicate = _verb_at(words, place)
        if predicate and not is_passive([word.lower for word in words], place) and lower not in DYING:
            if lower in LOSING and counted.unit is None:
                return None
            near = counted.number.first - place <= 4
            return (
                Loss(predicate, counted, place, is_agentive=True, form="near" if near and counted.unit else "far")
                if _fits(predicate, counted.unit)
                else None
            )
        if lower in _DEATHS and place + 1 < len(words) and words[place + 1].lower == "of" and counted.unit in PEOPLE:
            return Loss("killed", counted, place, is_agentive=False, form="deaths")
        if lower in TAKING and counted.end <= len(words) and counted.head >= 0 and words[counted.head].lower == _LIVES:
            return Loss("killed", counted, place, is_agentive=False, form="lives")
        if predicate:
            return None
    return None


def _toll(words: Sequence[Word], counted: Counted) -> Loss | None:
    """'the death toll rose to 54'."""
    before = [word.lower for word in words[max(0, counted.number.first - 9) : counted.number.first]]
    if (
        _TOLL in before
        and before[-1:]
        and before[-1] in {"to", "at", "of", "is", "was", "stands", "reached", "exceeded", "passed", "hit"}
    ):
        return Loss(
            "killed",
            counted._replace(unit=counted.unit or "people"),
            counted.number.first,
            is_agentive=False,
            form="toll",
        )
    return None


def _shared(words: Sequence[Word], counted: Counted, last: Loss | None) -> Loss | None:
    """'killing three civilians and two soldiers': the second number shares the word of the first."""
    if last is None or counted.unit is None or not _fits(last.predicate, counted.unit):
        return None
    if counted.end < len(words) and _begins_other(words[counted.end].lower):
        return None
    between = [
        word.lower
        for word in words[
            max(last.counted.end, last.verb + 1 if last.verb < counted.number.first else 0) : counted.number.first
        ]
    ]
    if (
        between
        and len(between) <= 3
        and set(between) <= {"and", ",", "plus", "another", "as", "well", "including"}
        and last.verb < last.counted.number.first
    ):
        return Loss(last.predicate, counted, last.verb, last.is_agentive, "shared")
    return None


def _begins_other(lower: str) -> bool:
    """Whether a word after those counted says something else of them: '..., and some 200 others taken hostage'."""
    return lower in {"taken", "held", "still"} or lower in BE_FORMS | HAVE_FORMS or lower.endswith("ed")


def _verb_at(words: Sequence[Word], place: int) -> str | None:
    """What befalls by the verb at a place."""
    lower = words[place].lower
    following = words[place + 1].lower if place + 1 < len(words) else ""
    if lower in SHOOTING and (following == "down" or "down" in {word.lower for word in words[place + 1 : place + 6]}):
        return "shot_down"
    if lower in SHOOTING and following == "dead":
        return "killed"
    if lower in DYING:
        return "killed"
    if lower in LOSING:
        return "lost"
    return next((predicate for predicate, forms in BEFALLEN.items() if lower in forms), None)


def _fits(predicate: str, unit: str | None) -> bool:
    if predicate in {"killed", "wounded", "captured", "displaced", "missing"}:
        return (
            unit is None or unit in PEOPLE or (predicate == "captured" and unit in {"tanks", "vehicles", "artillery"})
        )
    if predicate == "shot_down":
        return unit in {"drones", "missiles", "aircraft"}
    if predicate == "lost":
        return unit is not None and unit not in {"people", "women", "children", "buildings"}
    return unit in THINGS
