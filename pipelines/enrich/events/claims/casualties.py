"""How many were killed, wounded, captured, missing, driven out, shot down or destroyed: a number, its unit, and the word that says what befell them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.enrich.events.claims.numbers import Number, number_at
from pipelines.enrich.events.claims.units import NO_COUNT, PEOPLE, THINGS, UNIT_OF
from pipelines.enrich.events.cues import BE_FORMS, HAVE_FORMS, is_passive
from pipelines.enrich.events.inflection import verb_forms
from pipelines.enrich.events.words import WORD_LIKE, Word, listed


def _forms(listed: str) -> frozenset[str]:
    return frozenset(form for lemma in listed.split() for form in verb_forms(lemma))


_VERBS = {
    "killed": _forms("kill slay murder massacre slaughter execute"),
    "wounded": _forms("wound injure hurt maim"),
    "captured": _forms("capture"),
    "displaced": _forms("displace uproot evacuate"),
    "destroyed": _forms("destroy obliterate"),
    "shot_down": _forms("down intercept") - {"down", "downs"},
}
_DYING = _forms("die perish drown")
_SHOOT, _LOSE, _CLAIM = _forms("shoot bring"), _forms("lose"), _forms("claim take")
_STATES = {
    "dead": "killed", "killed": "killed", "wounded": "wounded", "injured": "wounded", "hurt": "wounded", "missing": "missing",
    "displaced": "displaced", "unaccounted": "missing",
}  # fmt: skip
_NOUNS = {"death": "killed", "deaths": "killed", "fatalities": "killed", "fatality": "killed", "injuries": "wounded"}
MOST_APART = 8
"""Words between a number's unit and the word that says what befell it."""
MOST_ADJECTIVES = 4
"""Words between a number and its noun: 'twelve heavily armed Russian soldiers'."""
_STOPS = listed(". ; : — – ( ) ! ?")
_PASSED_OVER = (
    listed(", of the including them others more other also reportedly allegedly been being not n't all at")
    | BE_FORMS
    | HAVE_FORMS
)
_CURRENCIES = frozenset("$€£¥₹")


class Counted(NamedTuple):
    """A number with its noun.

    Attributes:
        number: The number.
        unit: What is counted; None when no noun says.
        end: One past the noun, or past the number.
        head: The noun's place; -1 without one.
    """

    number: Number
    unit: str | None
    end: int
    head: int


class Loss(NamedTuple):
    """A claim of losses in a sentence.

    Attributes:
        predicate: What befell them.
        counted: How many of what.
        verb: The word that says it.
        is_agentive: Whether that word has an actor ('killed', 'shot down'), not only a victim ('died').
        score: How sure this form of words is.
    """

    predicate: str
    counted: Counted
    verb: int
    is_agentive: bool
    score: float


def losses_of(words: Sequence[Word]) -> list[Loss]:
    """The losses that a sentence counts, in order, one per number."""
    numbers = list(counted_of(words))
    found: list[Loss] = []
    for position, counted in enumerate(numbers):
        following = numbers[position + 1].number.first if position + 1 < len(numbers) else len(words)
        loss = _loss(words, counted, following, found[-1] if found else None)
        if loss is not None:
            found.append(loss)
    return found


def counted_of(words: Sequence[Word]) -> Iterator[Counted]:
    """Yield the numbers of a sentence that can count people or things, with their nouns."""
    index = 0
    while index < len(words):
        number = number_at(words, index)
        if number is None:
            index += 1
            continue
        index = number.end
        if number.first and (
            words[number.first - 1].lower in _CURRENCIES or words[number.end - 1].lower in _CURRENCIES
        ):
            continue
        if number.end < len(words) and (words[number.end].lower in NO_COUNT or words[number.end].lower in _CURRENCIES):
            continue
        if _is_year(words, number):
            continue
        counted = _with_noun(words, number)
        yield counted
        index = max(index, counted.end)


def _is_year(words: Sequence[Word], number: Number) -> bool:
    surface = words[number.end - 1].lower
    is_like = (
        number.end - number.first == 1 and len(surface) == 4 and surface.isdigit() and 1800 <= int(surface) <= 2100
    )
    return is_like and (
        number.first == 0
        or words[number.first - 1].lower in {"in", "since", "of", "from", "until", "by", "late", "early", ","}
    )


def _with_noun(words: Sequence[Word], number: Number) -> Counted:
    at = number.end
    if (
        at < len(words)
        and words[at].lower == "of"
        and at + 1 < len(words)
        and words[at + 1].lower in {"the", "its", "their", "his"}
    ):
        at += 2
    for place in range(at, min(len(words), at + MOST_ADJECTIVES + 1)):
        lower = words[place].lower
        if not WORD_LIKE.match(lower) or (lower in _STATES and place == at):
            break
        unit = UNIT_OF.get(lower)
        if unit:
            following = UNIT_OF.get(words[place + 1].lower) if place + 1 < len(words) else None
            if following:
                return Counted(number, following, place + 2, place + 1)
            return Counted(number, unit, place + 1, place)
        if lower in _PASSED_OVER - {"other", "more"} or lower.endswith("ing") or _verb_at(words, place):
            break
    return Counted(number, None, number.end, -1)


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
        return Loss(_NOUNS[lower], counted._replace(unit="people"), at, is_agentive=False, score=0.8)
    if lower in _STATES and (counted.unit in PEOPLE or counted.unit is None):
        is_old = at + 1 < len(words) and words[at + 1].lower in {"sea", "end", "body"}
        return (
            None
            if is_old
            else Loss(
                _STATES[lower],
                counted._replace(unit=counted.unit or "people"),
                at,
                lower in {"killed", "wounded"},
                0.85,
            )
        )
    return None


def _behind(words: Sequence[Word], counted: Counted, following: int) -> Loss | None:  # noqa: PLR0911 one refusal a line
    """'12 people were killed', '12 soldiers died', '45 drones were shot down'."""
    if counted.unit is None:
        return None
    for place in range(counted.end, min(len(words), counted.end + MOST_APART, following)):
        lower = words[place].lower
        if lower in _STOPS:
            return None
        predicate = _verb_at(words, place)
        if predicate and _fits(predicate, counted.unit):
            if lower in _DYING:
                return Loss("killed", counted, place, is_agentive=False, score=0.85)
            if is_passive(words, place) or place == counted.end:
                return Loss(
                    predicate, counted, place, is_agentive=True, score=0.85 if is_passive(words, place) else 0.6
                )
            return None
        if predicate:
            return None
    return None


def _before(words: Sequence[Word], counted: Counted) -> Loss | None:  # noqa: PLR0911 one form of words a line
    """'killing at least 12 people', 'shot down 45 drones', 'lost 300 soldiers', 'claimed 12 lives', 'the deaths of 12'."""
    for place in range(counted.number.first - 1, max(-1, counted.number.first - MOST_APART), -1):
        lower = words[place].lower
        if lower in _STOPS:
            return None
        predicate = _verb_at(words, place)
        if predicate and not is_passive(words, place) and lower not in _DYING:
            if lower in _LOSE and counted.unit is None:
                return None
            near = counted.number.first - place <= 4
            return (
                Loss(predicate, counted, place, is_agentive=True, score=0.8 if near and counted.unit else 0.55)
                if _fits(predicate, counted.unit)
                else None
            )
        if (
            lower in {"death", "deaths", "killing", "killings"}
            and place + 1 < len(words)
            and words[place + 1].lower == "of"
            and counted.unit in PEOPLE
        ):
            return Loss("killed", counted, place, is_agentive=False, score=0.75)
        if lower in _CLAIM and counted.end <= len(words) and counted.head >= 0 and words[counted.head].lower == "lives":
            return Loss("killed", counted, place, is_agentive=False, score=0.85)
        if predicate:
            return None
    return None


def _toll(words: Sequence[Word], counted: Counted) -> Loss | None:
    """'the death toll rose to 54'."""
    before = [word.lower for word in words[max(0, counted.number.first - 9) : counted.number.first]]
    if (
        "toll" in before
        and before[-1:]
        and before[-1] in {"to", "at", "of", "is", "was", "stands", "reached", "exceeded", "passed", "hit"}
    ):
        return Loss(
            "killed",
            counted._replace(unit=counted.unit or "people"),
            counted.number.first,
            is_agentive=False,
            score=0.8,
        )
    return None


def _shared(words: Sequence[Word], counted: Counted, last: Loss | None) -> Loss | None:
    """'killing three civilians and two soldiers': the second number shares the word of the first."""
    if last is None or counted.unit is None or not _fits(last.predicate, counted.unit):
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
        return Loss(last.predicate, counted, last.verb, last.is_agentive, last.score - 0.1)
    return None


def _verb_at(words: Sequence[Word], place: int) -> str | None:
    """What befalls by the verb at a place."""
    lower = words[place].lower
    following = words[place + 1].lower if place + 1 < len(words) else ""
    if lower in _SHOOT and (following == "down" or "down" in {word.lower for word in words[place + 1 : place + 6]}):
        return "shot_down"
    if lower in _SHOOT and following == "dead":
        return "killed"
    if lower in _DYING:
        return "killed"
    if lower in _LOSE:
        return "lost"
    return next((predicate for predicate, forms in _VERBS.items() if lower in forms), None)


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
