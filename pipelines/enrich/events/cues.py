"""Words around an event that say whether it happened, will, might, or did not, and who says so."""
# ruff: noqa: FBT001 the facts of a group of features make a key, which has no names

from collections.abc import Sequence

from pipelines.enrich.events.coding import Coding, Found
from pipelines.enrich.events.inflection import verb_forms
from pipelines.enrich.events.words import listed


def _verbs(listed: str) -> frozenset[str]:
    return frozenset(form for lemma in listed.split() for form in verb_forms(lemma))


NEGATIONS = listed("not n't never no without neither nor nobody none cannot hardly barely")
DENYING = _verbs("deny refute disprove dispute")
PREVENTING = _verbs("prevent avoid avert foil thwart stop halt cancel abandon refuse fail decline forget")
NOT_HAPPENING = _verbs("refuse fail avoid avert foil thwart prevent") | {"denial", "false"}
"""Words whose content did not happen."""
MODALS = listed("will would could may might should must can shall 'll 'd")
CONDITIONS = listed(
    """
    if unless whether possible possibly potential potentially perhaps likely unlikely probably maybe hypothetical
    supposedly should
    """
)
PLANNING = _verbs(
    "plan intend aim want hope seek prepare expect schedule propose consider try attempt vow pledge promise agree decide offer"
) | {"ready", "willing", "set", "due", "about", "going", "poised", "upcoming", "planned"}
THREATENING = _verbs("threaten warn swear") | {"threat", "threats", "warning"}
SAYING = _verbs(
    "say tell claim allege accuse report announce declare state add assert insist argue maintain note believe think suggest blame "
    "acknowledge admit confirm charge estimate contend tweet write testify boast hint post"
) | {"according", "allegedly", "reportedly", "purportedly"}
ASKING = _verbs("demand urge call ask request appeal order press beg plead")
BE_FORMS = verb_forms("be") | verb_forms("get") | {"'re", "'m"}
HAVE_FORMS = verb_forms("have") | {"'ve"}
CLASSES = (
    ("neg", NEGATIONS), ("deny", DENYING), ("prevent", PREVENTING), ("modal", MODALS), ("cond", CONDITIONS),
    ("plan", PLANNING), ("threat", THREATENING), ("say", SAYING), ("ask", ASKING), ("be", BE_FORMS), ("have", HAVE_FORMS),
)  # fmt: skip
CLASS_OF: dict[str, tuple[str, ...]] = {
    word: tuple(name for name, members in CLASSES if word in members)
    for word in frozenset().union(*(members for _, members in CLASSES))
}
CLAUSE_ENDS = listed(". ; : ? ! — – ( ) but while although though because")
"""Marks and words behind which another clause begins."""
_OPENINGS = ("if", "according to", "unless")
NEAR = 4
"""Words within which a cue is the event's own."""
REACH = 8
"""Words on each side that are looked at."""
_BESIDE = listed(
    """
    also already recently allegedly reportedly repeatedly brutally then again not n't never being been just often still
    finally
    """
)


def is_passive(lowers: Sequence[str], index: int) -> bool:
    """Whether a participle stands behind a form of 'be' or 'get'.

    Args:
        lowers: The words of a sentence in lower case.
        index: The participle.
    """
    if lowers[index].endswith("ing"):
        return False
    for place in range(index - 1, max(-1, index - 4), -1):
        lower = lowers[place]
        if lower in BE_FORMS:
            return True
        if lower not in _BESIDE and not lower.endswith("ly"):
            return False
    return False


def status_features(
    lowers: Sequence[str], first: int, quoted: Sequence[bool], coding: Coding[tuple[Found, ...]]
) -> list[Found]:
    """What says whether the event at a word is a fact: the word, its neighbours, and cues within the clause by side and class.

    Args:
        lowers: The words of a sentence in lower case.
        first: The word that tells the event.
        quoted: For each word, whether it stands in quotation marks.
        coding: How features are told.
    """
    found = [*coding.of(_word)[lowers[first], quoted[first]]]
    neighbour = coding.of(_neighbour)
    size = len(lowers)
    for offset in (-3, -2, -1, 1, 2):
        place = first + offset
        found += neighbour[offset, lowers[place] if 0 <= place < size else "<>"]
    before = lowers[first - 2] if first > 1 else "<>", lowers[first - 1] if first else "<>"
    found += coding.named[f"-2-1={before[0]} {before[1]}"]
    if is_passive(lowers, first):
        found += coding.named["passive"]
    found += _clause_features(lowers, first, coding)
    opening = " ".join(lowers[:2])
    if opening.startswith(_OPENINGS):
        found += coding.named[f"open={next(cue for cue in _OPENINGS if opening.startswith(cue))}"]
    if lowers[-1] == "?":
        found += coding.named["question"]
    return found


def _clause_features(lowers: Sequence[str], first: int, coding: Coding[tuple[Found, ...]]) -> list[Found]:
    found: list[Found] = []
    crossed = False
    left = coding.of(_left)
    for distance, lower in enumerate(lowers[max(0, first - REACH) : first][::-1], start=1):
        crossed = crossed or lower in CLAUSE_ENDS
        if lower in CLASS_OF or lower == "to":
            found += left[lower, distance, crossed]
    if first < REACH:
        found += coding.of(_start)[(min(first + 1, 4),)]
    right = coding.of(_right)
    for distance, lower in enumerate(lowers[first + 1 : first + 1 + REACH], start=1):
        if lower in CLAUSE_ENDS:
            break
        if lower in CLASS_OF:
            found += right[lower, distance < NEAR]
    return found


def _word(lower: str, is_quoted: bool) -> tuple[str, ...]:
    ending = next((end for end in ("ing", "ed", "s") if lower.endswith(end)), "")
    return f"w={lower}", f"end={ending}", f"q={is_quoted}", "bias"


def _neighbour(offset: int, lower: str) -> tuple[str, ...]:
    return (f"{offset}={lower}",)


def _start(distance: int) -> tuple[str, ...]:
    return (f"start{distance}",)


def _left(word: str, distance: int, crossed: bool) -> tuple[str, ...]:
    near = 0 if distance == 1 else 1 if distance < NEAR else 2
    found = (
        pair
        for name in CLASS_OF.get(word, ())
        for pair in (f"L{name}{near}{'x' if crossed else ''}", f"L{name}={word}")
    )
    return (*found, *((f"to{distance}",) if word == "to" and distance < 3 else ()))


def _right(word: str, is_near: bool) -> tuple[str, ...]:
    return tuple(f"R{name}{0 if is_near else 1}" for name in CLASS_OF.get(word, ()))
