"""What the networks see: of an expression that may tell an event, and of a phrase that may be its actor or target."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipelines.enrich.events.cues import BE_FORMS, HAVE_FORMS, MODALS, is_passive
from pipelines.enrich.events.lexicon import Match
from pipelines.enrich.events.phrases import FUNCTION_WORDS, PLACE_NAMES, Phrase
from pipelines.enrich.events.words import Word, listed

_PREPOSITIONS = listed(
    """
    by of with against on upon at to from in into for over between among toward towards under after before about near
    across through
    """
)
_TOLD = frozenset({"said", "says", "told"})
_RELATIVES = frozenset({"who", "that", "which", "whose", "where"})
_JOINING = frozenset({"and", "or"})
_AUXILIARIES = BE_FORMS | HAVE_FORMS | MODALS
_DETERMINERS = frozenset({"the", "a", "an", "his", "their", "its", "our", "her", "former", "all", "two", "three"})
_BETWEEN = (
    ("rel", _RELATIVES),
    ("comma", {","}),
    ("quote", {'"', "“", "”"}),
    ("and", {"and", "but"}),
    ("to", {"to"}),
    ("aux", _AUXILIARIES),
    ("stop", {";", ":", "—", "–"}),
    ("if", {"if", "after", "when", "before", "as", "because", "while"}),
)
"""Words that are counted between a phrase and what tells an event, by kind."""
_BETWEEN_KINDS = {
    word: tuple(kind for kind, (_, members) in enumerate(_BETWEEN) if word in members)
    for word in frozenset().union(*(members for _, members in _BETWEEN))
}
CACHED_WORDS = 1 << 14
"""Words whose ending is remembered: those of a day's news."""
FAR = 12
"""Words beyond which a distance is just far."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as the readings see it.

    Attributes:
        words: Its words.
        kinds: For each word the type of the name that it belongs to, or ''.
        phrases: Who can act or be acted on.
        quoted: For each word, whether it stands in quotation marks.
        is_title: Whether it is a headline.
    """

    words: Sequence[Word]
    kinds: Sequence[str]
    phrases: Sequence[Phrase]
    quoted: Sequence[bool]
    is_title: bool

    @cached_property
    def lowers(self) -> list[str]:
        """The characters of its words in lower case."""
        return [word.lower for word in self.words]

    @cached_property
    def telling(self) -> list[str]:
        """Its words that say something; '' in place of function words, numbers and marks."""
        return [word if word not in FUNCTION_WORDS and word[0].isalpha() else "" for word in self.lowers]

    @cached_property
    def verb_like(self) -> list[bool]:
        """For each word whether it ends like a verb of the past, or says that something is said."""
        return [word[-2:] == "ed" or word in _TOLD for word in self.lowers]

    @cached_property
    def beside(self) -> list[tuple[str, str]]:
        """For each phrase the preposition or mark before it, and what kind of word follows it; '' for others."""
        return [_beside(self.words, phrase) for phrase in self.phrases]

    @cached_property
    def between_kinds(self) -> list[tuple[int, ...]]:
        """For each word its kinds among those that are counted between a phrase and an event."""
        return [_BETWEEN_KINDS.get(word, ()) for word in self.lowers]


def _beside(words: Sequence[Word], phrase: Phrase) -> tuple[str, str]:
    before = words[phrase.first - 1].lower if phrase.first else "<>"
    if before in _DETERMINERS and phrase.first > 1:
        before = words[phrase.first - 2].lower
    preposition = before if before in _PREPOSITIONS or before == "," else "and" if before in _JOINING else ""
    after = words[phrase.end].lower if phrase.end < len(words) else "<>"
    if after in {"'s", ","}:
        return preposition, after
    kinds = (("who", _RELATIVES), ("aux", _AUXILIARIES), ("and", _JOINING))
    return preposition, next((kind for kind, members in kinds if after in members), "")


def _shape(sentence: Sentence, place: int) -> str:
    """A word as its neighbours see it: names by their type, numbers as one."""
    if not 0 <= place < len(sentence.words):
        return "<>"
    if sentence.kinds[place]:
        return f"<{sentence.kinds[place]}>"
    lower = sentence.lowers[place]
    return "<0>" if lower[0].isdigit() else lower


@lru_cache(maxsize=CACHED_WORDS)
def _ending(lower: str) -> str:
    return next((end for end in ("ing", "ed", "es", "s", "er", "ers", "ly") if lower.endswith(end)), "")


def trigger_features(sentence: Sentence, match: Match) -> list[str]:
    """What tells whether an expression tells an event of its type here."""
    expression, first, last = match.expression, match.first, match.words[-1]
    words = sentence.words
    lower = words[first].lower
    kind = "v" if expression.is_verb else "n"
    sure = "s" if expression.is_sure else "u"
    mode = f"{expression.event_type}.{expression.mode or ''}"
    found = [
        "bias", f"x={expression.key}", f"t={expression.event_type}", f"m={mode}", f"k={kind}{sure}", f"f={lower}/{kind}",
        f"size={min(3, expression.size)}{sure}", f"title={sentence.is_title}{kind}", f"q={sentence.quoted[first]}",
        f"t={expression.event_type}{sure}", f"e={_ending(lower)}{kind}",
    ]  # fmt: skip
    near = {offset: _shape(sentence, first + offset) for offset in (-3, -2, -1)}
    near |= {offset: _shape(sentence, last + offset) for offset in (1, 2, 3)}
    for offset, shape in near.items():
        found.append(f"{offset}={shape}")
        if abs(offset) == 1:
            found += [
                f"{offset}={shape}/{kind}",
                f"{offset}={shape}/{expression.key}",
                f"{offset}e={_ending(shape)}{kind}",
            ]
    found.append(f"-2-1={near[-2]} {near[-1]}/{kind}")
    if expression.is_verb and is_passive(words, first):
        found += ["passive", f"passive/{expression.event_type}"]
    if words[first].is_capital and first:
        found.append(f"capital{kind}")
    if sentence.kinds[first]:
        found.append(f"inside={sentence.kinds[first]}")
    for side, phrase in zip("LR", _neighbours(sentence, first), strict=True):
        if phrase is None:
            found.append(f"{side}none{kind}")
        else:
            distance = first - phrase.end if side == "L" else phrase.first - last - 1
            found += [
                f"{side}{phrase.kind}{kind}",
                f"{side}{phrase.kind}/{expression.event_type}",
                f"{side}d{_bucket(distance)}{kind}",
            ]
            found.append(f"{side}{phrase.kind}/{expression.key}")
    begin = max(0, first - FAR)
    ending = f"/{expression.event_type}"
    for place, word in enumerate(sentence.telling[begin : last + FAR], begin):
        if word and place not in match.words:
            telling = "b=" + word
            found += (telling, telling + ending)
    return found


def _neighbours(sentence: Sentence, place: int) -> tuple[Phrase | None, Phrase | None]:
    """The last phrase that ends before a word, and the first that begins after it."""
    left = None
    for phrase in sentence.phrases:
        if phrase.end <= place:
            left = phrase
        elif phrase.first > place:
            return left, phrase
    return left, None


def _bucket(distance: int) -> int:
    return distance if distance < 3 else 3 if distance < 5 else 4 if distance < 8 else 5 if distance < FAR else 6


def role_features(sentence: Sentence, match: Match) -> list[list[str]]:
    """What tells of each phrase whether it is the actor or the target of an event.

    Args:
        sentence: The sentence.
        match: What tells the event.
    """
    voice = _voice(sentence, match)
    before = sum(phrase.end <= match.first for phrase in sentence.phrases)
    return [_role_features(sentence, match, number, voice, before) for number in range(len(sentence.phrases))]


def _voice(sentence: Sentence, match: Match) -> str:
    """How an event is put: by a noun, or by a verb in the passive, as a participle, after "to", or plainly."""
    words, first = sentence.words, match.first
    if not match.expression.is_verb:
        return "n"
    if is_passive(words, first):
        return "p"
    return "g" if words[first].lower.endswith("ing") else "b" if _is_infinitive(words, first) else "a"


def _role_features(sentence: Sentence, match: Match, number: int, voice: str, phrases_before: int) -> list[str]:
    words, phrase = sentence.words, sentence.phrases[number]
    expression, first, last = match.expression, match.first, match.words[-1]
    is_left = phrase.end <= first
    inside = not is_left and phrase.first < last
    side = "L" if is_left else "I" if inside else "R"
    begin, end = (phrase.end, first) if is_left else (first + 1, phrase.first)
    between = sentence.lowers[begin:end]
    preposition, follow = sentence.beside[number]
    low, high = (number + 1, phrases_before) if is_left else (phrases_before, number)
    others = max(0, high - low)
    place = side + voice
    nth = f"{place}n{min(3, others)}"
    is_place = phrase.kind in PLACE_NAMES
    distance = _bucket(len(between))
    found = [
        "bias", place, nth, f"{place}d{distance}", f"{place}p={preposition}", f"{place}f={follow}",
        f"{place}k={phrase.kind}", f"{place}t={expression.event_type}", f"x={expression.key}{side}", f"x={expression.key}{place}{preposition}",
        f"{nth}p={preposition}", f"{side}t={expression.event_type}p={preposition}", f"pl={is_place}{place}p={preposition}",
        f"{place}b={between[0] if between else ''}", f"{place}z={between[-1] if between else ''}",
    ]  # fmt: skip
    if begin < end:
        for name, count in _counts_between(sentence, begin, end):
            found += (f"{place}has{name}{min(2, count)}", f"{place}n{min(2, others)}has{name}")
    verbs = sum(sentence.verb_like[begin:end])
    if verbs:
        found.append(f"{place}verbs{min(2, verbs)}")
    if between[-1:] and is_left and between[-1] in {"who", "which", "that"}:
        found.append(f"{place}relsubject")
    if sentence.is_title:
        found.append(f"title{place}n{min(2, others)}")
    if phrase.first == 0 or (phrase.first == 1 and words[0].lower in {"the", "a", "an"}):
        found.append(f"{place}opening")
    return found


def _counts_between(sentence: Sentence, begin: int, end: int) -> list[tuple[str, int]]:
    """How many of the words of each kind stand in a stretch; kinds without any are left out."""
    counts: dict[int, int] = {}
    for kinds in filter(None, sentence.between_kinds[begin:end]):
        for kind in kinds:
            counts[kind] = counts.get(kind, 0) + 1
    return [(_BETWEEN[kind][0], count) for kind, count in sorted(counts.items())]


def _is_infinitive(words: Sequence[Word], first: int) -> bool:
    return first > 0 and words[first - 1].lower == "to"
