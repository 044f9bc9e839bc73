"""What the words around a toponym say of its role, as cues in a fixed order."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.enrich.places.role_words import PASSED_OVER, WORD_TEMPLATES, Key, word_cues

BEFORE_CHARS = 90
"""Characters read before the mention: its clause, in most sentences."""
AFTER_CHARS = 70
"""Characters read after it: about nine words, among which the verb of a headline mostly is."""
GOVERNOR_WORDS = 5
FOLLOWING_WORDS = 7
DATELINE_CHARS = 64
"""A name that starts within so many characters and is followed by a dash or a bracket is a dateline."""

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]|\n")
_CLASS_WORDS = {
    "where": "in at near around outside inside within across throughout through into onto toward towards between off "
    "beyond along via above below over under upon leaving entering nearby",
    "move": "to from for left reached visited visiting fled toured hit struck rocked swept leave visit reach",
    "against": "against with by on about",
    "say": "said says say saying told tells warned warns warn announced announces insisted insists claimed claims vowed "
    "denied denies accused accuses blamed blames called calls urged urges demanded demands agreed agrees "
    "rejected rejects refused refuses condemned condemns welcomed welcomes backed backs supported supports "
    "confirmed confirms responded responds replied added adds argues argued believes believed hopes hoped "
    "wants wanted plans planned intends intended expects expected fears feared knows thinks sees considers "
    "considered proposed proposes offered offers promised promises pledged pledges threatened threatens "
    "signaled signalled signals decided decides ordered orders approved approves voted votes adopted adopts",
    "act": "sent sends launched launches invaded attacked attacks imposed imposes banned bans expelled expels recalled "
    "signed signs joined joins withdrew withdraws withdrew deployed deploys fired tested tests beat beats "
    "defeated defeats won wins lost loses played plays drew scored faced faces hosts led leads bought buys "
    "sold sells supplies supplied exports imports invests invested spends spent became becomes remains must "
    "should would could will may can might has have had did does do makes made take took takes taking gave "
    "gives needs need seeks sought tried tries continues continued began begins started starts stopped "
    "violated breached used uses helped helps allowed allows opened sanctioned summoned retaliated responded "
    "annexed seized recognised recognized ratified enacted passed introduced lifted cut raised pulled pushed",
    "be": "is are was were been be being",
    "people": "government governments president presidents minister ministers ministry prime official officials officer "
    "officers troops forces force army military navy police authorities leader leaders leadership citizen "
    "citizens people peoples soldiers soldier fighters rebels militants parliament lawmakers lawmaker senate "
    "senator congress court courts embassy ambassador ambassadors diplomat diplomats company companies firm "
    "firms bank banks team teams coach player players side squad club fans striker captain men women man woman "
    "boy girl children child family families student students workers doctors scientists researchers actor "
    "actress author singer artist artists journalist journalists businessman businessmen national nationals "
    "foreign state-owned state intelligence spy agents agent spokesman spokeswoman spokesperson media press "
    "newspaper television tv economy economic currency trade exports oil gas sanctions law laws language "
    "culture food music art film society politics political politician politicians election elections "
    "tanks missiles missile aircraft jets warplanes drones airstrikes strikes weapons nuclear embassy secret "
    "dollar dollars rouble pound voters taxpayers community communities residents refugees migrants immigrants "
    "investors investment market markets stocks bonds official-language champion championship open league cup",
    "land": "city cities town towns village villages region regions province provinces border borders coast capital "
    "territory soil area areas district districts port ports island islands side valley mountains river sea "
    "airport base bases streets street suburb suburbs countryside waters airspace desert peninsula site sites "
    "school schools hospital hospitals university prison factory plant facility airport road roads hotel "
    "colleges college campus neighborhood neighbourhood home house homes resort beach beaches north south east "
    "west northern southern eastern western central landscape land climate weather frontier enclave mainland",
    "direct": "north south east west northeast northwest southeast southwest miles kilometers kilometres km mile outside "
    "near northern southern eastern western central downtown greater upper lower rural mainland",
    "relate": "of and or the a an",
}
_YES = "yes"
_WORD_COUNTS = ("", "1", "2", "3")
_VERBS = frozenset(["say", "act", "be"])
_HEADS = frozenset(["people", "land", "PEOPLE", "LAND"])
_APOSTROPHES = frozenset(["'", "’"])
_DATELINE_MARKS = frozenset(["(", "—", "-", "–"])
_CLAUSE_ENDS = frozenset([".", ";", ":", "\n"])
_CLASS_OF = {word: name for name, words in reversed(_CLASS_WORDS.items()) for word in words.split()}


class NameForm(NamedTuple):
    """How a surface names its most plausible place.

    Attributes:
        form: Name kind of the best candidate (`main`, `demonym`, ...), or `unknown`.
        place: Class of the best candidate's feature, or `unknown`.
        word_count: Words of the surface, at most 3.
        is_upper: Whether it is in capitals and no abbreviation.
        is_plural_people: Whether it is a demonym in the plural: "Germans".
    """

    form: str
    place: str
    word_count: int
    is_upper: bool
    is_plural_people: bool


_SHAPE_TEMPLATES = (
    "form",
    "kind",
    "entity",
    "p1",
    "n1",
    "p1n1",
    "p2p1",
    "n1n2",
    "form,p1",
    "form,n1",
    "place,p1",
    "place,n1",
    "wp1",
    "wn1",
    "p2",
    "n2",
    "possessive,n1",
    "upper,n1",
    "plural",
    "dateline",
    "words",
    "governor",
    "form,governor",
    "head",
    "form,head",
    "verb",
    "form,verb",
)
TEMPLATES = (*_SHAPE_TEMPLATES, *WORD_TEMPLATES)
"""What each cue is made of: classes of the words before (p) and after (n), the words themselves (w), how the name names
its place (form), what is named (place); then what `role_words` reads."""

Cues = list[tuple[int, Key]]
"""Cues as (position in `TEMPLATES`, cue)."""


def role_cues(text: str, start: int, end: int, name: NameForm, entity: str) -> Cues:
    """The cues of one mention.

    Args:
        text: The field's text.
        start: First character of the mention.
        end: One past its last character.
        name: How the mention's surface names a place.
        entity: What the recogniser makes of the mention; "" for nothing.
    """
    before = _tokens(text[max(0, start - BEFORE_CHARS) : start])
    after = _tokens(text[end : end + AFTER_CHARS])
    is_possessive = len(after) > 1 and after[0] in _APOSTROPHES and after[1] == "s"
    if is_possessive:
        after = after[2:]
    form, place = name.form, name.place
    word_before = before[-1] if before else "^"
    word_after = after[0] if after else "$"
    p1, n1 = _shape(word_before), _shape(word_after)
    p2 = _shape(before[-2]) if len(before) > 1 else "^"
    n2 = _shape(after[1]) if len(after) > 1 else "$"
    governor = _governor(before)
    head, verb = _following(after)
    shapes: tuple[Key | None, ...] = (
        form,
        (form, place),
        entity,
        p1,
        n1,
        (p1, n1),
        (p2, p1),
        (n1, n2),
        (form, p1),
        (form, n1),
        (place, p1),
        (place, n1),
        word_before.lower(),
        word_after.lower(),
        p2,
        n2,
        n1 if is_possessive else None,
        n1 if name.is_upper else None,
        _YES if name.is_plural_people else None,
        _YES if start < DATELINE_CHARS and n1 in _DATELINE_MARKS else None,
        _WORD_COUNTS[name.word_count],
        governor,
        (form, governor),
        head,
        (form, head),
        verb,
        (form, verb),
    )
    cues: Cues = [(number, cue) for number, cue in enumerate(shapes) if cue is not None]
    first = len(shapes)
    cues += [(first + number, cue) for number, cue in word_cues(before, after, form, is_possessive=is_possessive)]
    return cues


def _tokens(text: str) -> list[str]:
    """Words and marks; what stands between two spaces is read once a process, since news repeats its words."""
    tokens: list[str] = []
    for word in text.split(" "):
        tokens += _tokens_of(word)
    return tokens


@lru_cache(maxsize=16_384)
def _tokens_of(word: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(word))


def _governor(before: Sequence[str]) -> str:
    """Class of the nearest word before that is no article and no direction: "in" of "in the northern"."""
    for word in reversed(before[-GOVERNOR_WORDS:]):
        if word.lower() not in PASSED_OVER:
            return _shape(word)
    return "^"


def _following(after: Sequence[str]) -> tuple[str, str]:
    """Class of the first noun of people or land in the clause after the name, and of the first verb."""
    head = ""
    for word in after[:FOLLOWING_WORDS]:
        shape = _shape(word)
        if shape in _VERBS:
            return head, shape
        if word in _CLAUSE_ENDS:
            break
        if not head and shape in _HEADS:
            head = shape
    return head, ""


@lru_cache(maxsize=16_384)
def _shape(word: str) -> str:
    lower = word.lower()
    named = _CLASS_OF.get(lower)
    if named:
        return named if word[0].islower() else named.upper()
    if word[0].isalpha():
        if word[0].isupper():
            return "Name"
        if lower.endswith("ed"):
            return "-ed"
        return "-ing" if lower.endswith("ing") else "word"
    return "0" if word[0].isdigit() else word
