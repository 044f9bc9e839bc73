"""Whether what is claimed is refused as untrue ('rejected the claim that'), or has not happened yet ('vowed to capture')."""

from collections.abc import Sequence

from pipelines.enrich.events.cues import MODALS
from pipelines.enrich.events.inflection import noun_forms, verb_forms
from pipelines.enrich.events.words import Word, listed

_REFUSING = frozenset(
    form
    for lemma in ["deny", "reject", "dismiss", "refute", "rebut", "rubbish", "debunk", "dispute", "contradict"]
    for form in verb_forms(lemma)
) | listed("false untrue fake denial baseless unfounded wrong fabricated no")
_REPORTS = frozenset(
    form
    for noun in [
        "claim",
        "report",
        "assertion",
        "statement",
        "suggestion",
        "rumour",
        "rumor",
        "allegation",
        "announcement",
        "story",
        "news",
        "truth",
        "evidence",
        "sign",
    ]
    for form in noun_forms(noun)
)
_ENDS = listed(". ; ! ? “ ” — – but while although")
REACH = 16
"""Words before a claim among which it is refused."""


def is_refused(words: Sequence[Word], at: int) -> bool:
    """Whether a claim is told as untrue by a refusal of the report, claim or rumour that it stands in.

    Args:
        words: The sentence.
        at: The word that says what is claimed.
    """
    report = -1
    for place in range(at - 1, max(-1, at - REACH), -1):
        lower = words[place].lower
        if lower in _ENDS:
            return False
        if lower in _REPORTS and any(
            word.lower in {"that", "of", "about", "saying"} for word in words[place + 1 : place + 3]
        ):
            report = place
        if lower in _REFUSING and (report >= 0 or _opens_clause(words, place)):
            return True
    return False


def _opens_clause(words: Sequence[Word], place: int) -> bool:
    """'denied that', 'it is false that'."""
    return place + 1 < len(words) and words[place].lower != "no" and words[place + 1].lower in {"that", "having"}


_BLAME = listed("role involvement responsibility part hand link links blame connection")


def is_about_blame(words: Sequence[Word], at: int) -> bool:
    """Whether a denial before a word is of who did it, not that it was done: 'denied any role in the killing of'."""
    before = [word.lower for word in words[max(0, at - REACH) : at]]
    refusing = [place for place, lower in enumerate(before) if lower in _REFUSING]
    return bool(refusing) and any(lower in _BLAME for lower in before[refusing[-1] :])


_DOING = frozenset(
    form
    for lemma in ["manage", "succeed", "continue", "begin", "start", "help", "go", "come", "return", "proceed"]
    for form in verb_forms(lemma)
) | {"able"}
"""Words before an infinitive that say that it happens: 'managed to capture'."""
_WISHES = (
    frozenset(
        form
        for noun in [
            "plan",
            "intention",
            "interest",
            "prospect",
            "risk",
            "possibility",
            "threat",
            "danger",
            "attempt",
            "bid",
            "effort",
            "aim",
            "goal",
            "hope",
            "fear",
            "desire",
            "talk",
            "idea",
            "proposal",
            "chance",
            "option",
            "dream",
            "ambition",
            "road",
        ]
        for form in noun_forms(noun)
    )
    | frozenset(
        form
        for lemma in [
            "plan",
            "consider",
            "propose",
            "oppose",
            "threaten",
            "avoid",
            "favor",
            "favour",
            "discuss",
            "mull",
            "prevent",
        ]
        for form in verb_forms(lemma)
    )
    | listed(
        "instead against without if unless whether any possible potential planned proposed eventual future imminent attempted"
    )
)
MOST_TO_VERB = 6
"""Words before a claim among which it is said to be wanted: 'the goal appears to be seizing'."""
NEAR = 3
"""Words within which a modal or 'to' is the claim's own; for nouns ('could lead to the fall of') they stand farther."""
_STOPS = listed(". ; ! ? — – , and that who which but while although")


def is_unfulfilled(words: Sequence[Word], at: int) -> bool:
    """Whether what a word says is only wanted, ordered, feared or to come: 'to capture', 'would fall', 'plans for the capture'.

    Args:
        words: The sentence.
        at: The word.
    """
    if words[-1].lower == "?":
        return True
    lower = words[at].lower
    is_verb_of_own = lower.endswith(("ed", "ing"))
    for place in range(at - 1, max(-1, at - 1 - MOST_TO_VERB), -1):
        before = words[place].lower
        is_near = at - place <= NEAR
        if before in MODALS and (is_near or not is_verb_of_own):
            return True
        if before == "to" and is_near and not is_verb_of_own:
            return not any(word.lower in _DOING for word in words[max(0, place - 2) : place])
        if before in _WISHES:
            return True
        if before in _STOPS:
            return False
    return False


def is_supposed(words: Sequence[Word], end: int) -> bool:
    """Whether what a noun names is only supposed: a modal follows it, as in 'the capture of X would open the road'.

    Args:
        words: The sentence.
        end: The word behind the claim.
    """
    return any(word.lower in {"would", "could", "might"} for word in words[end : end + 2])
