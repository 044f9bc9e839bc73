"""Claims of control told by movements: 'withdrew from X', 'were driven out of X', 'advanced into X', 'X fell to Y'."""

from collections.abc import Iterator, Sequence

from pipelines.enrich.events.claims.held import FIGHTING, Held, forms
from pipelines.enrich.events.claims.standing import HEAD, objects
from pipelines.enrich.events.claims.subjects import WITHOUT_OBJECT, antecedent, subjects
from pipelines.enrich.events.cues import HAVE_FORMS, is_passive
from pipelines.enrich.events.words import Word

_LEAVING = forms("withdraw retreat pull flee") | {"withdrawal", "retreat", "pullout"}
_DRIVEN = forms("drive push expel oust dislodge flush eject rout") | {"forced", "forcing", "cleared", "clearing"}
_ENTERING = forms("advance push break roll burst fight move march storm sweep thrust cross") | {
    "advance",
    "incursion",
    "push",
    "advances",
}
_RAISING = forms("raise plant hoist fly")
_FALLING = frozenset({"fell", "fallen", "falls"})
MOVING = _LEAVING | _DRIVEN | _ENTERING | FIGHTING | _RAISING | _FALLING
"""Words that tell of a movement."""


def movements(words: Sequence[Word], kinds: Sequence[str], at: int, lower: str) -> Iterator[Held]:
    """'withdrew from X', 'were driven out of X', 'drove them out of X', 'advanced into X', 'fight for X', 'raised a flag in X'."""
    following = [word.lower for word in words[at + 1 : at + 8]]
    if lower in _LEAVING or lower in _DRIVEN:
        yield from _leaving(words, kinds, at, is_driven=lower in _DRIVEN)
    if lower in _ENTERING:
        step = _step(following, (("into",),), 4)
        for place, standing in objects(words, kinds, at + step + 1) if step else ():
            yield Held("entered", at, at + step + 1, place, "entering", standing)
    if lower in FIGHTING and following[:1] in (["for"], ["over"]):
        for place, standing in objects(words, kinds, at + 2):
            yield Held("contests", at, at + 2, place, "fighting", standing)
    if lower in _RAISING and {"flag", "flags", "banner"} & set(following[:6]):
        step = _step(following, (("in",), ("over",), ("above",), ("on",), ("at",)), 7)
        for place, standing in objects(words, kinds, at + step + 1) if step else ():
            yield Held("took", at, at + step + 1, place, "flag", standing)


def _leaving(words: Sequence[Word], kinds: Sequence[str], at: int, *, is_driven: bool) -> Iterator[Held]:
    """'withdrew from X', 'were driven out of X', 'drove them out of X', 'X, the town that they withdrew from'."""
    following = [word.lower for word in words[at + 1 : at + 8]]
    step = _step(following, (("out", "of"), ("back", "from"), ("away", "from"), ("from",)), 7 if is_driven else 4)
    end = at + step + 1
    if not step:
        return
    predicate = "lost" if not is_driven or is_passive([word.lower for word in words], at) else "took"
    for place, standing in objects(words, kinds, end):
        yield Held(predicate, at, end, place, "driven" if is_driven else "leaving", standing)
    if not is_driven and end < len(words) and words[end].lower in WITHOUT_OBJECT:
        named = antecedent(words, kinds, at)
        if named is not None:
            yield Held("lost", at, end, named, "relative", HEAD)


def _step(following: Sequence[str], openings: Sequence[tuple[str, ...]], most: int) -> int:
    """Words up to the end of the first of some prepositions that stands within so many words, else 0."""
    for start in range(min(most, len(following))):
        for opening in openings:
            if tuple(following[start : start + len(opening)]) == opening:
                return start + len(opening)
        if following[start] in {".", ",", ";", "that", "and", "by", "said", "into", "to"}:
            return 0
    return 0


def falls(words: Sequence[Word], kinds: Sequence[str], at: int, lower: str) -> Iterator[Held]:
    """'X fell to Y', 'X has fallen', 'X fell into the hands of Y'."""
    if lower not in _FALLING or (
        lower == "fallen" and not any(w.lower in HAVE_FORMS for w in words[max(0, at - 3) : at])
    ):
        return
    after = words[at + 1].lower if at + 1 < len(words) else "."
    if after not in {
        "to",
        ".",
        ",",
        "on",
        "in",
        "last",
        "after",
        "into",
        "without",
        "this",
        "earlier",
        "quickly",
        "under",
        "and",
    }:
        return
    begin = at
    while begin and (
        words[begin - 1].lower in HAVE_FORMS
        or words[begin - 1].lower.endswith("ly")
        or words[begin - 1].lower in {"already", "soon", "then", "not", "n't", "finally", "also"}
    ):
        begin -= 1
    holder = at + 2 if after == "to" and at + 2 < len(words) else -1
    if holder >= 0 and words[holder].lower in {"the", "a", "an"} and holder + 1 < len(words):
        holder += 1
    for place, standing in subjects(words, kinds, begin):
        near = begin - place.end
        if standing == HEAD and near <= (12 if holder >= 0 else 1):
            yield Held("took", at, at + (2 if holder >= 0 else 1), place, "fell", standing, holder)
