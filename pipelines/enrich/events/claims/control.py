"""Who holds, took, lost, entered, besieges or fights for a place."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.enrich.events.cues import is_passive
from pipelines.enrich.events.inflection import verb_forms
from pipelines.enrich.events.words import Word, listed


def _forms(listed: str) -> frozenset[str]:
    return frozenset(form for lemma in listed.split() for form in verb_forms(lemma))


_SURE = {
    "took": _forms("capture recapture retake liberate conquer overrun seize occupy annex storm"),
    "besieges": _forms("besiege encircle surround blockade"),
}
"""Verbs whose object, when it is a place, is taken or shut in."""
_BY_CONTEXT = {
    "took": _forms("take"),
    "holds": _forms("hold control retain keep defend"),
    "lost": _forms("lose abandon"),
    "entered": _forms("enter reach penetrate"),
}
"""Verbs that say so only in sentences about war."""
_PHRASES = {
    ("control", "of"): "took",
    ("out", "of"): "lost",
    ("back", "from"): "lost",
    ("from",): "lost",
    ("into",): "entered",
    ("in",): "entered",
}
_LEAVING = _forms("withdraw retreat pull flee") | {"withdrawal", "retreat", "pullout"}
_ENTERING = _forms("advance push break roll burst fight")
_GAINING = _forms("take seize gain regain win establish wrest")
_HOLDING = _forms("have retain maintain keep hold exercise") | {"in", "full", "under"}
_FIGHTING = _forms("fight battle")
WAR_WORDS = listed(
    """
    force forces troop troops army soldier soldiers military rebel rebels militant militants fighter fighters insurgents
    militia offensive frontline front war battle fighting assault brigade battalion commander defenders occupiers occupied
    occupation liberated liberation captured shelling jihadists separatists regime junta taliban isis hezbollah hamas town
    village settlement stronghold positions advance advanced invaders tanks paramilitary coup governorate
    """
)
_BETWEEN = listed(
    """
    the a its their most all much of part parts half some entire whole city town village settlement port region province
    district area capital strategic key eastern western northern southern central nearby small historic border industrial
    strategically located and then several neighbouring neighboring suburbs outskirts
    """
)
_NOUNS = {
    "capture": "took", "recapture": "took", "seizure": "took", "fall": "took", "liberation": "took", "occupation": "took", "annexation": "took",
    "siege": "besieges", "encirclement": "besieges", "conquest": "took", "loss": "lost", "control": "holds", "takeover": "took",
}  # fmt: skip
MOST_BETWEEN = 6
PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})


class Held(NamedTuple):
    """A claim of control in a sentence.

    Attributes:
        predicate: `holds`, `took`, `lost`, `entered`, `besieges` or `contests`.
        verb: The word that says it.
        end: One past the last word that says it.
        place: First word of the place's name.
        score: How sure this form of words is.
        holder: First word of who holds it, where the form of words itself says who; else -1.
    """

    predicate: str
    verb: int
    end: int
    place: int
    score: float
    holder: int = -1


def held_of(words: Sequence[Word], kinds: Sequence[str]) -> list[Held]:
    """The claims of control in a sentence, in order, one per place.

    Args:
        words: The sentence.
        kinds: Type of the name that each word belongs to, or ''.
    """
    is_war = any(word.lower in WAR_WORDS for word in words)
    found: dict[int, Held] = {}
    for one in (*_verbs(words, kinds, is_war=is_war), *_nouns(words, kinds), *_states(words, kinds)):
        if one.place not in found or found[one.place].score < one.score:
            found[one.place] = one
    return sorted(found.values(), key=lambda one: (one.verb, one.place))


def _verbs(words: Sequence[Word], kinds: Sequence[str], *, is_war: bool) -> Iterator[Held]:  # noqa: C901 one form of words a branch
    for at, word in enumerate(words):
        lower = word.lower
        if kinds[at]:
            continue
        predicate = next((name for name, forms in _SURE.items() if lower in forms), None)
        context = next((name for name, forms in _BY_CONTEXT.items() if lower in forms), None) if is_war else None
        end = at + 1
        score = 0.8 if predicate else 0.6
        following = [one.lower for one in words[at + 1 : at + 5]]
        if lower in _GAINING and "control" in following[:3] and "of" in following[1:4]:
            predicate, end, score = "took", at + following.index("of") + 2, 0.85
        elif lower in _LEAVING and is_war:
            step = next(
                (
                    size
                    for opening in _PHRASES
                    if _PHRASES[opening] == "lost"
                    for size in [_ends(following, opening)]
                    if size
                ),
                0,
            )
            predicate, end, score = ("lost", at + step + 1, 0.7) if step else (None, at + 1, 0)
        elif lower in _ENTERING and is_war:
            step = _ends(following, ("into",))
            predicate, end, score = ("entered", at + step + 1, 0.7) if step else (None, at + 1, 0)
        elif lower in _FIGHTING and is_war and following[:1] in (["for"], ["over"]):
            predicate, end, score = "contests", at + 2, 0.7
        elif lower == "fell" and at and kinds[at - 1] in PLACE_TYPES and following[:1] == ["to"]:
            yield Held("took", at, at + 2, _first_of(kinds, at - 1), 0.8, at + 2)
            continue
        predicate = predicate or context
        if predicate is None:
            continue
        if is_passive(words, at) and predicate in {"took", "besieges", "lost", "holds"} and lower not in _LEAVING:
            place = _subject_place(words, kinds, at)
            if place >= 0:
                holder = at + 2 if following[:1] == ["by"] else -1
                yield Held(predicate, at, at + 1, place, score, holder)
            continue
        for place in _object_places(words, kinds, end):
            yield Held(predicate, at, end, place, score)


def _ends(following: Sequence[str], opening: tuple[str, ...]) -> int:
    """Words up to the end of a preposition that stands within the next three words, else 0."""
    for start in range(len(following) - len(opening) + 1):
        if tuple(following[start : start + len(opening)]) == opening and start < 3:
            return start + len(opening)
    return 0


def _object_places(words: Sequence[Word], kinds: Sequence[str], start: int) -> Iterator[int]:
    """Yield the first words of the places that a verb has as its objects."""
    at = start
    while at < min(len(words), start + MOST_BETWEEN):
        if kinds[at] in PLACE_TYPES:
            last = at
            while last < len(words) and kinds[last] in PLACE_TYPES:
                last += 1
            if last < len(words) and (
                words[last].lower == "'s"
                or (words[last].lower in WAR_WORDS and words[last].lower not in {"town", "village"})
            ):
                return
            yield at
            if last + 1 < len(words) and words[last].lower in {"and", ","} and kinds[last + 1] in PLACE_TYPES:
                at = start = last + 1
                continue
            return
        if words[at].lower not in _BETWEEN:
            return
        at += 1


def _subject_place(words: Sequence[Word], kinds: Sequence[str], verb: int) -> int:
    """First word of the place that stands as the subject of a passive, else -1."""
    for at in range(verb - 1, max(-1, verb - MOST_BETWEEN), -1):
        if kinds[at] in PLACE_TYPES:
            return _first_of(kinds, at)
        if words[at].lower in {".", ";", "who", "which", "by"}:
            return -1
    return -1


def _first_of(kinds: Sequence[str], at: int) -> int:
    while at and kinds[at - 1] == kinds[at]:
        at -= 1
    return at


def _nouns(words: Sequence[Word], kinds: Sequence[str]) -> Iterator[Held]:
    """'the capture of Kherson', 'control of Kherson'."""
    for at, word in enumerate(words):
        predicate = _NOUNS.get(word.lower)
        if predicate and not kinds[at] and at + 1 < len(words) and words[at + 1].lower in {"of", "over"}:
            for place in _object_places(words, kinds, at + 2):
                yield Held(predicate, at, at + 2, place, 0.65 if predicate != "holds" else 0.55)


def _states(words: Sequence[Word], kinds: Sequence[str]) -> Iterator[Held]:
    """'Kherson is under Ukrainian control', 'Kherson remains in Russian hands', 'rebel-held Idlib'."""
    for at, word in enumerate(words):
        lower = word.lower
        if lower.endswith(("-held", "-controlled", "-occupied")):
            for place in _object_places(words, kinds, at + 1):
                yield Held("holds", at, at + 1, place, 0.75, at)
        if lower in {"control", "hands", "occupation"} and at > 1 and words[at - 2].lower in {"under", "in"}:
            place = _subject_place(words, kinds, at - 2)
            if place >= 0:
                yield Held("holds", at - 2, at + 1, place, 0.75, at - 1)
