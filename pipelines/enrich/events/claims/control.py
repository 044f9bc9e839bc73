"""Who holds, took, lost, entered, besieges or fights for a place: the forms of words that say so, and which place they mean."""

from collections.abc import Iterator, Mapping, Sequence

from pipelines.enrich.events.claims.held import LOSING, Held, agent_of, forms, tells_of_war
from pipelines.enrich.events.claims.movements import MOVING, falls, movements
from pipelines.enrich.events.claims.nominals import NOUNS, STATES, nouns, states
from pipelines.enrich.events.claims.standing import AREAS, BESIDE, HEAD, PLACE_TYPES, objects
from pipelines.enrich.events.claims.subjects import WITHOUT_OBJECT, antecedent, subjects
from pipelines.enrich.events.cues import BE_FORMS, HAVE_FORMS, MODALS, is_passive
from pipelines.enrich.events.words import Word, listed

_VERBS = {
    "took": forms("capture recapture retake liberate conquer overrun seize occupy annex storm reoccupy reconquer"),
    "besieges": forms("besiege encircle surround blockade"),
}
"""Verbs whose object, when it is a place, is taken or shut in."""
_IN_WAR = {
    "took": forms("take regain reclaim") | {"secured", "securing", "cleared", "clearing", "freed", "freeing"},
    "holds": forms("hold control retain keep administer"),
    "lost": forms("lose abandon cede relinquish surrender vacate"),
    "entered": forms("enter reach penetrate infiltrate"),
}
"""Verbs that say so only in sentences about war."""
_VERB_OF = {form: name for name, members in _VERBS.items() for form in members}
_VERB_OF_WAR = {form: name for name, members in reversed(_IN_WAR.items()) for form in members} | _VERB_OF
"""What a verb's form says; of what two verbs could mean by it the one that is named first."""
_ADJECTIVES = {
    "occupied": "holds", "besieged": "besieges", "encircled": "besieges", "captured": "took", "recaptured": "took", "liberated": "took",
    "annexed": "took", "seized": "took", "contested": "contests",
}  # fmt: skip
_BEFORE_ADJECTIVE = listed(
    "the a an in of from to near at into around across newly recently freshly still now then once formerly partially partly temporarily illegally all"
)
_POSTNOMINAL = ("-held", "-controlled", "-occupied", "-run", "-ruled", "-administered", "-besieged")
_HOLDING = frozenset({"held", "controlled"})
"""Verbs that say who holds a place also where no war is told, when they name who."""
_TELLING = _ADJECTIVES.keys() | NOUNS | STATES | _VERB_OF.keys() | _HOLDING
_TELLING_OF_WAR = MOVING | _VERB_OF_WAR.keys()
"""Words without any of which a sentence tells no control, and those that do so only where war is told."""
_BEHIND_ADVERBS = listed(
    "on in last late early this earlier yesterday recently again overnight back completely fully partly entirely"
)


_RANK = {"state": 0, "held": 1, "driven": 2, "passive": 3, "participle": 4, "active": 5, "leaving": 6}
"""Of two claims about one place the form that says more stands."""


def may_tell(lowers: Sequence[str]) -> bool:
    """Whether words in lower case hold one that can tell control: most sentences have none, and need not be looked at."""
    if not _TELLING.isdisjoint(lowers) or (not _TELLING_OF_WAR.isdisjoint(lowers) and tells_of_war(lowers)):
        return True
    return any(_is_held(lower) for lower in lowers if "-" in lower)


def _is_held(lower: str) -> bool:
    return lower.endswith(_POSTNOMINAL)


def held_of(words: Sequence[Word], kinds: Sequence[str]) -> list[Held]:
    """The claims of control in a sentence, in order, one per place.

    Args:
        words: The sentence.
        kinds: Type of the name that each word belongs to, or ''.
    """
    if not any(kind in PLACE_TYPES for kind in kinds):
        return []
    lowers = [word.lower for word in words]
    is_war = tells_of_war(lowers)
    telling = _TELLING | _TELLING_OF_WAR if is_war else _TELLING
    found: dict[int, Held] = {}
    for at in [at for at, lower in enumerate(lowers) if lower in telling or _is_held(lower)]:
        for one in _at(words, kinds, at, lowers[at], is_war=is_war):
            standing = found.get(one.place.first)
            if standing is None or _RANK.get(one.form, 9) < _RANK.get(standing.form, 9):
                found[one.place.first] = one
    return sorted(found.values(), key=lambda one: (one.verb, one.place))


def _at(words: Sequence[Word], kinds: Sequence[str], at: int, lower: str, *, is_war: bool) -> Iterator[Held]:
    if _is_held(lower):
        for place, standing in objects(words, kinds, at + 1):
            yield Held("besieges" if lower.endswith("-besieged") else "holds", at, at + 1, place, "held", standing, at)
        return
    if kinds[at]:
        return
    if lower in _ADJECTIVES and _is_adjective(words, kinds, at):
        for place, standing in objects(words, kinds, at + 1):
            yield Held(_ADJECTIVES[lower], at, at + 1, place, "adjective", standing)
            return
    yield from states(words, kinds, at, lower)
    yield from nouns(words, kinds, at, lower, is_war=is_war)
    if is_war:
        yield from movements(words, kinds, at, lower)
        yield from falls(words, kinds, at, lower)
    predicate = (_VERB_OF_WAR if is_war else _VERB_OF).get(lower)
    if predicate is None and not is_war and lower in _HOLDING and agent_of(words, kinds, at) >= 0:
        predicate = "holds"
    if predicate is not None:
        yield from _verb(words, kinds, at, predicate)


def _is_adjective(words: Sequence[Word], kinds: Sequence[str], at: int) -> bool:
    if not at:
        return False
    before = words[at - 1].lower
    if kinds[at - 1] == "NORP":
        return not before.endswith("s") and at > 1 and words[at - 2].lower in _BEFORE_ADJECTIVE
    return before in _BEFORE_ADJECTIVE or (
        before.endswith("ly") and at > 1 and words[at - 2].lower in _BEFORE_ADJECTIVE
    )


def _verb(words: Sequence[Word], kinds: Sequence[str], at: int, predicate: str) -> Iterator[Held]:
    """'X was captured', 'X, captured last week by Y', 'Y captured X'."""
    if _tells_else(words, kinds, at):
        return
    lower, agent = words[at].lower, agent_of(words, kinds, at)
    begin, form = _passive_from(words, at), "passive"
    if begin < 0 and ((agent >= 0 and not _is_active(words, at)) or _is_reduced(words, kinds, at)):
        begin, form = at, "participle"
    if begin < 0:
        yield from _active(words, kinds, at, predicate)
    elif predicate != "entered":
        for place, standing in subjects(words, kinds, begin):
            if standing != BESIDE or agent >= 0:
                yield Held("holds" if lower == "occupied" else predicate, at, at + 1, place, form, standing, agent)


def _tells_else(words: Sequence[Word], kinds: Sequence[str], at: int) -> bool:
    """Whether a verb belongs to another expression: 'command and control', 'held responsible', 'lost control of'."""
    lower, after = words[at].lower, words[at + 1].lower if at + 1 < len(words) else ""
    if lower == "control" and at and (words[at - 1].lower in {"and", "under", "the"} or kinds[at - 1]):
        return True
    return after in _WITH_IT or (lower in LOSING and after == "control")


_WITH_IT = listed("responsible accountable liable captive hostage back up")


def _active(words: Sequence[Word], kinds: Sequence[str], at: int, predicate: str) -> Iterator[Held]:
    if at + 1 < len(words) and words[at + 1].lower in WITHOUT_OBJECT:
        named = antecedent(words, kinds, at)
        if named is not None:
            yield Held(predicate, at, at + 1, named, "relative", HEAD)
    for place, standing in objects(words, kinds, at + 1):
        after = [word.lower for word in words[place.end : place.end + 2]]
        if after in (["by", "surprise"], ["by", "storm"], ["for", "granted"]):
            return
        if standing == HEAD or words[at].lower not in _STORMING:
            yield Held(predicate, at, at + 1, place, "active", standing)


_STORMING = forms("storm")
"""Who storms a building in a place does not take the place."""


def subject_of(words: Sequence[Word], ends: Mapping[int, int], verb: int) -> int | None:
    """Number of the phrase that stands right before a verb and its auxiliaries, or before the 'which' that they follow.

    Args:
        words: The sentence.
        ends: Number of the phrase that ends before each word.
        verb: The verb.
    """
    at = verb
    while at and (words[at - 1].lower in _BEFORE_VERB or words[at - 1].lower.endswith("ly")):
        at -= 1
    if at and words[at - 1].lower in {"which", "that", "who"}:
        at -= 1
        if at and words[at - 1].lower == ",":
            at -= 1
    return ends.get(at)


_BEFORE_VERB = (
    BE_FORMS | HAVE_FORMS | MODALS | listed("not n't also now still already once then since first again have")
)


def _passive_from(words: Sequence[Word], at: int) -> int:
    """First word of the form of 'be' that makes a participle passive, also in 'was surrounded and captured'; -1 when it is not."""
    lower = words[at].lower
    if lower.endswith("ing") or not (lower.endswith("ed") or lower in _PARTICIPLES):
        return -1
    here, lowers = at, [word.lower for word in words]
    if not is_passive(lowers, at):
        joined = at > 1 and words[at - 1].lower in {"and", "or", "then"}
        before = at - 2
        if not (joined and words[before].lower.endswith("ed") and is_passive(lowers, before)):
            return -1
        here = before
    while here and words[here].lower not in BE_FORMS:
        here -= 1
    while here and (
        words[here - 1].lower in BE_FORMS | HAVE_FORMS or words[here - 1].lower in {"not", "n't", "will", "would", "to"}
    ):
        here -= 1
    return here


_PARTICIPLES = listed("held taken retaken overrun lost kept beaten driven won ceded reached")


def _is_active(words: Sequence[Word], at: int) -> bool:
    """Whether a form of 'have' stands before: 'had captured by then' has no agent."""
    return (
        any(word.lower in HAVE_FORMS for word in words[max(0, at - 3) : at])
        or words[at].lower.endswith("ing")
        or (not words[at].lower.endswith("ed") and words[at].lower not in _PARTICIPLES)
    )


def _is_reduced(words: Sequence[Word], kinds: Sequence[str], at: int) -> bool:
    """Whether a participle without an agent follows its noun: 'Y, captured last week, is', 'the newly liberated'."""
    lower = words[at].lower
    if at < 2 or at + 1 >= len(words) or not (lower.endswith("ed") or lower in _PARTICIPLES):
        return False
    start = at - 1
    while start and (
        words[start].lower.endswith("ly")
        or words[start].lower in {"and", "since", "now", "still", "first", "once", "long"}
    ):
        start -= 1
    follows = words[start].lower == "," and (kinds[start - 1] in PLACE_TYPES or words[start - 1].lower in AREAS)
    after = words[at + 1].lower
    return follows and (after in _BEHIND_ADVERBS or after in {",", "."} or kinds[at + 1] in {"DATE", "TIME"})
