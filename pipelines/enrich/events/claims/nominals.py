"""Claims of control told by nouns and states: 'the capture of X', "X's fall", 'X is under Russian control'."""

from collections.abc import Iterator, Sequence

from pipelines.enrich.events.claims.held import FIGHTING, GAINING, LOSING, Held, agent_of, forms, tells_of_war
from pipelines.enrich.events.claims.standing import BESIDE, HEAD, PLACE_TYPES, objects, place_at
from pipelines.enrich.events.claims.subjects import subjects
from pipelines.enrich.events.cues import BE_FORMS, HAVE_FORMS
from pipelines.enrich.events.words import Word, listed

_NOUNS = {
    "capture": "took", "recapture": "took", "seizure": "took", "fall": "took", "liberation": "took", "occupation": "holds",
    "annexation": "took", "reoccupation": "took", "siege": "besieges", "encirclement": "besieges", "conquest": "took", "loss": "lost",
    "takeover": "took", "battle": "contests", "blockade": "besieges", "control": "holds", "defence": "holds", "defense": "holds",
    "hold": "holds", "grip": "holds", "surrender": "lost", "retaking": "took", "invasion": "entered", "storming": "took",
}  # fmt: skip
_BEHIND_NOUN = {
    "battle": {"for"}, "hold": {"on", "over"}, "grip": {"on", "over"}, "control": {"of", "over"}, "capture": {"of"},
    "loss": {"of"}, "surrender": {"of"}, "defence": {"of"}, "defense": {"of"}, "invasion": {"of"}, "fall": {"of"},
}  # fmt: skip

NOUNS = frozenset(_NOUNS)
STATES = listed("control hands occupation siege rule command grip")
"""Nouns that tell who holds a place, by what stands around them."""


def states(words: Sequence[Word], kinds: Sequence[str], at: int, lower: str) -> Iterator[Held]:
    """'X is under Russian control', 'X remains in the hands of Y', 'X under siege by'."""
    if lower not in STATES:
        return
    opening = next(
        (i for i in range(at - 1, max(-1, at - 6), -1) if words[i].lower in {"under", "in", "into", "from", "beyond"}),
        -1,
    )
    if opening <= 0 or any(word.lower in {",", "of", "and"} for word in words[opening:at]):
        return
    if words[opening].lower in {"from", "beyond"} or (lower != "hands" and words[opening].lower in {"in", "into"}):
        return
    follows = words[at + 1].lower if at + 1 < len(words) else ""
    if opening == at - 1 and follows not in {"of", "by"} and lower != "siege":
        return
    holder = at + 2 if follows in {"of", "by"} else (opening + 1 if opening + 1 < at else -1)
    if follows in {"of", "by"} and at + 2 < len(words) and words[at + 2].lower in {"the", "a"}:
        holder += 1
    predicate = "besieges" if lower == "siege" else "holds"
    if words[opening].lower == "into":
        predicate = "took"
    begin = opening
    while begin and (
        words[begin - 1].lower.endswith("ly")
        or words[begin - 1].lower in _STATE_VERBS
        or words[begin - 1].lower in BE_FORMS | HAVE_FORMS
    ):
        begin -= 1
    for place, standing in subjects(words, kinds, begin):
        if standing != BESIDE:
            yield Held(predicate, opening, at + 1, place, "state", standing, holder)


_STATE_VERBS = forms("remain stay come fall pass keep live bring place put") | {"still", "now", "back", "not", "n't"}


def nouns(words: Sequence[Word], kinds: Sequence[str], at: int, lower: str, *, is_war: bool) -> Iterator[Held]:
    """'the capture of X', "X's fall", 'control over X', 'the battle for X'."""
    predicate = _NOUNS.get(lower)
    if predicate is None:
        return
    if is_war and at > 1 and words[at - 1].lower == "'s" and kinds[at - 2] in PLACE_TYPES and lower in _NOUNS_OF_OWN:
        yield Held(predicate, at, at + 1, place_at(kinds, at - 2), "possessive", HEAD)
        return
    if at + 1 >= len(words) or words[at + 1].lower not in _BEHIND_NOUN.get(lower, {"of", "over"}):
        return
    if lower in _OF_CONTESTS and not (
        is_war or (lower != "battle" and tells_of_war([word.lower for word in words], least=1))
    ):
        return
    verb = at
    if lower in {"control", "hold", "grip"}:
        before = [word.lower for word in words[max(0, at - 5) : at]]
        if "under" in before[-4:]:
            return
        predicate, verb = _control(before, at)
    by = agent_of(words, kinds, _after_places(words, kinds, at + 2) - 1)
    holder = by if by >= 0 else _owner(words, kinds, at)
    for place, standing in objects(words, kinds, at + 2, is_subject=True):
        yield Held(
            predicate, verb, at + 2, place, "noun" if verb == at else "active", standing, holder if verb == at else -1
        )


_OF_CONTESTS = frozenset({"hold", "grip", "defence", "defense", "battle", "loss", "fall", "surrender", "control"})
"""Nouns that are used of elections, games and firms as well."""
_NOUNS_OF_OWN = frozenset(
    {"fall", "capture", "liberation", "seizure", "recapture", "encirclement", "surrender", "loss"}
)


def _owner(words: Sequence[Word], kinds: Sequence[str], noun: int) -> int:
    """First word of whose doing a noun tells of: 'Moscow's illegal annexation of', 'the Israeli occupation of'; -1 without one."""
    for at in range(noun - 1, max(-1, noun - MOST_ADJECTIVES - 1), -1):
        lower = words[at].lower
        if lower in {"'s", "'"} and at:
            return at - 1
        if kinds[at] in {"NORP", "ORG", "GPE"}:
            return at
        if lower in {"of", "the", "in", ",", "to", "for", "and", "by", "with"}:
            return -1
    return -1


MOST_ADJECTIVES = 4
"""Words between whose doing it is and its noun: 'Russia's full-scale and unprovoked invasion'."""


def _after_places(words: Sequence[Word], kinds: Sequence[str], start: int) -> int:
    return next(
        (place_at(kinds, at).end for at in range(start, min(len(words), start + 8)) if kinds[at] in PLACE_TYPES), start
    )


def _control(before: Sequence[str], at: int) -> tuple[str, int]:
    """What is said of the control of a place, and by which word: 'took', 'lost', 'fight for'."""
    for back, lower in enumerate(reversed(before), start=1):
        if lower in GAINING:
            return "took", at - back
        if lower in LOSING:
            return "lost", at - back
        if lower in FIGHTING or lower == "for":
            return "contests", at - back
        if lower in {"and", ",", "that", "which"}:
            break
    return "holds", at
