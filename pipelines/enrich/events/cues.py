"""Words around an event that say whether it happened, will, might, or did not, and who says so."""
# ruff: noqa: FBT001 the facts of a group of features make a key, which has no names

from collections.abc import Sequence

from pipelines.enrich.events.coding import Coding, Found
from pipelines.enrich.events.inflection import verb_forms
from pipelines.enrich.events.words import Word, listed


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


def is_passive(words: Sequence[Word], index: int) -> bool:
    """Whether a participle stands behind a form of 'be' or 'get'."""
    if words[index].lower.endswith("ing"):
        return False
    for place in range(index - 1, max(-1, index - 4), -1):
        lower = words[place].lower
        if lower in BE_FORMS:
            return True
        if lower not in _BESIDE and not lower.endswith("ly"):
            return False
    return False


def status_features(words: Sequence[Word], first: int, quoted: Sequence[bool], coding: Coding[Found]) -> list[Found]:
    """What says whether the event at a word is a fact: the word, its neighbours, and cues within the clause by side and class.

    Args:
        words: The sentence.
        first: The word that tells the event.
        quoted: For each word, whether it stands in quotation marks.
        coding: How features are told.
    """
    found = [*coding.of(_word)[words[first].lower, quoted[first]]]
    neighbour = coding.of(_neighbour)
    for offset in (-3, -2, -1, 1, 2):
        place = first + offset
        found += neighbour[offset, words[place].lower if 0 <= place < len(words) else "<>"]
    before = words[first - 2].lower if first > 1 else "<>", words[first - 1].lower if first else "<>"
    found += coding.told((f"-2-1={before[0]} {before[1]}", *(("passive",) if is_passive(words, first) else ())))
    crossed = False
    left = coding.of(_left)
    for distance in range(1, REACH + 1):
        place = first - distance
        if place < 0:
            found += coding.of(_start)[(min(distance, 4),)]
            break
        word = words[place].lower
        crossed = crossed or word in CLAUSE_ENDS
        if word in CLASS_OF or word == "to":
            found += left[word, distance, crossed]
    right = coding.of(_right)
    for distance in range(1, REACH + 1):
        place = first + distance
        if place >= len(words) or words[place].lower in CLAUSE_ENDS:
            break
        if words[place].lower in CLASS_OF:
            found += right[words[place].lower, distance < NEAR]
    opening = " ".join(word.lower for word in words[:2])
    found += coding.told([f"open={cue}" for cue in ("if", "according to", "unless") if opening.startswith(cue)])
    if words[-1].lower == "?":
        found += coding.told(("question",))
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
