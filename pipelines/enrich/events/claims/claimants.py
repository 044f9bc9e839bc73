"""Who claims it: the speaker of the statement that it stands in, else whoever the sentence itself says that says it."""

from collections.abc import Sequence

from pipelines.enrich.events.cues import SAYING
from pipelines.enrich.events.features import Sentence
from pipelines.enrich.events.phrases import Phrase

_AFTER = frozenset({"to"})
MOST_APART = 3
"""Words between a speaker and the verb of saying: 'officials in Kyiv later said'."""
_TELLING = SAYING - {
    "according",
    "allegedly",
    "reportedly",
    "purportedly",
    "report",
    "reports",
    "note",
    "notes",
    "state",
    "states",
    "charge",
    "charges",
    "boast",
    "boasts",
    "post",
    "posts",
    "hint",
    "hints",
    "blame",
    "write",
}


def claimant_of(sentence: Sentence, place: int) -> int | None:
    """Return the number of the phrase that says what stands at a word, or None when the paper does.

    Args:
        sentence: The sentence.
        place: A word of what is claimed.
    """
    words, phrases = sentence.words, sentence.phrases
    for at, word in enumerate(words):
        lower = word.lower
        if lower == "according" and at + 1 < len(words) and words[at + 1].lower in _AFTER:
            number = _phrase_from(phrases, at + 2)
            if number is not None and not phrases[number].first <= place < phrases[number].end:
                return number
        if lower in _TELLING and not sentence.kinds[at] and at != place:
            number = _speaker(sentence, at)
            # what is said follows its verb; only a verb at the end ('..., officials said') stands behind it
            is_behind = at < place or (at > place and at >= len(words) - MOST_APART - 4)
            if number is not None and is_behind and not _is_left(sentence, at, place):
                return number
    return None


def _speaker(sentence: Sentence, verb: int) -> int | None:
    for number, phrase in enumerate(sentence.phrases):
        if 0 <= verb - phrase.end < MOST_APART and all(
            word.lower not in {",", "to", "who"} for word in sentence.words[phrase.end : verb]
        ):
            return number
        if (
            phrase.first - verb in {1, 2}
            and all(word.lower in {"the", "a"} for word in sentence.words[verb + 1 : phrase.first])
            and verb
            and sentence.words[verb - 1].lower in {",", '"', "”"}
        ):
            return number
    return None


def _is_left(sentence: Sentence, verb: int, place: int) -> bool:
    """Whether something else is told between the verb of saying and the place."""
    between = [word.lower for word in sentence.words[min(verb, place) : max(verb, place)]]
    return any(word in {";", ":"} for word in between[1:])


def _phrase_from(phrases: Sequence[Phrase], start: int) -> int | None:
    for number, phrase in enumerate(phrases):
        if start <= phrase.first <= start + 2:
            return number
    return None
