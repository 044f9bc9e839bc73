"""What tells a toponym from a word or a person of the same name, as features of a dictionary match."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pipelines.enrich.places.cues import KindCue, kind_cue
from pipelines.enrich.places.mentions import SCAN, EntitySpan, Mention
from pipelines.enrich.places.surfaces import SurfaceIndex
from pipelines.gazetteer.place import NAME_KINDS, NameSpan

Floats = npt.NDArray[np.float32]

_AROUND_CHARS = 32
_BEFORE = re.compile(r"([^\W_]+(?:['’.-][^\W_]+)*\.?|[^\w\s]) ?$")
_AFTER = re.compile(r"^(?:['’]s)? ?([^\W_]+(?:['’-][^\W_]+)*|[^\w\s])")
_POSSESSIVE = ("'s", "’s")
_ENTITY_CODES = {
    kind: code
    for code, kind in enumerate(
        ("", "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
    )
}
_HONORIFICS = frozenset(
    [
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sir",
        "lord",
        "lady",
        "judge",
        "justice",
        "sen",
        "sen.",
        "rep",
        "rep.",
        "gov",
        "gov.",
        "president",
        "minister",
        "secretary",
        "officer",
        "sgt",
        "sgt.",
        "capt",
        "capt.",
        "lt",
        "lt.",
        "col",
        "col.",
        "gen",
        "gen.",
        "rev",
        "rev.",
        "prof",
        "prof.",
        "coach",
        "detective",
        "senator",
    ]
)
_LOCATIVES = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "of",
        "around",
        "outside",
        "inside",
        "across",
        "throughout",
        "into",
        "toward",
        "towards",
        "between",
        "through",
        "over",
        "off",
        "within",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "downtown",
        "greater",
        "north",
        "south",
        "east",
        "west",
    ]
)

SPAN_FEATURES = (
    "name_kind",
    "importance",
    "log_population",
    "candidate_count",
    "place_class",
    "word_count",
    "is_upper",
    "char_count",
    "before",
    "after",
    "possessive",
    "cue",
    "entity_code",
    "entity_score",
    "entity_same_start",
    "entity_same_end",
    "entity_extra_chars",
    "lower_ratio",
    "person_ratio",
    "place_ratio",
    "count_in_article",
    "after_name_count",
    "is_line_start",
    "prior_share",
)


def span_features(
    text: str,
    spans: Sequence[NameSpan],
    entities: Sequence[EntitySpan],
    index: SurfaceIndex,
    words: Mapping[str, Sequence[float]],
) -> Floats:
    """One row a span, columns as in `SPAN_FEATURES`.

    Args:
        text: The field's text.
        spans: Dictionary matches, by position.
        entities: The recogniser's mentions, of every type.
        index: Candidates by surface.
        words: Statistics of words, as `toponyms.json` has them: shares of lower case, of persons, of places.
    """
    over = _entity_over(len(text), entities)
    counts = Counter(text[s.start_char : s.end_char] for s in spans)
    after_name = Counter[str]()
    contexts = []
    for span in spans:
        before, after = _neighbours(text, span.start_char, span.end_char)
        contexts.append((before, after))
        after_name[text[span.start_char : span.end_char]] += before in {_NAME, _HONORIFIC}
    features = np.zeros((len(spans), len(SPAN_FEATURES)), np.float32)
    unknown = (0.0, 0.0, -1.0)
    for at, (span, (before, after)) in enumerate(zip(spans, contexts, strict=True)):
        surface = text[span.start_char : span.end_char]
        candidates = index.of(surface)
        row = span.row
        entity = entities[over[span.start_char] - 1] if over[span.start_char] else None
        statistics = words.get(surface.lower(), unknown)
        mention = Mention("text", span.start_char, span.end_char, surface, SCAN, 0.0)
        features[at] = (
            NAME_KINDS.index(span.name_kind),
            span.importance,
            index.log_population[row],
            span.candidate_count,
            index.place_class[row],
            surface.count(" ") + 1,
            surface.isupper(),
            len(surface),
            before,
            after,
            text.startswith(_POSSESSIVE, span.end_char),
            kind_cue(text, mention) if len(text) else KindCue.NONE,
            _ENTITY_CODES.get(entity.entity_type, 0) if entity else 0,
            entity.score if entity else 0.0,
            entity is not None and entity.start == span.start_char,
            entity is not None and entity.end == span.end_char,
            (entity.end - entity.start) - len(surface) if entity else 0,
            *statistics,
            counts[surface],
            after_name[surface],
            span.start_char == 0 or text[span.start_char - 1] == "\n",
            candidates.priors[0] if len(candidates.priors) else 0.0,
        )
    return features


def _entity_over(length: int, entities: Sequence[EntitySpan]) -> npt.NDArray[np.int32]:
    over = np.zeros(length + 1, np.int32)
    for number, entity in enumerate(entities, start=1):
        over[entity.start : entity.end] = number
    return over


_EDGE, _LOWER, _NAME, _PUNCTUATION, _HONORIFIC, _LOCATIVE, _DIGIT, _STOP, _COMMA = range(9)
_MARK_CODES = {"": _EDGE, ",": _COMMA, **dict.fromkeys(".!?:", _STOP)}


def _neighbours(text: str, start: int, end: int) -> tuple[int, int]:
    before = _BEFORE.search(text[max(0, start - _AROUND_CHARS) : start])
    after = _AFTER.match(text[end : end + _AROUND_CHARS])
    return _word_code(before[1] if before else ""), _word_code(after[1] if after else "")


def _word_code(word: str) -> int:
    lower = word.lower()
    if lower in _HONORIFICS:
        return _HONORIFIC
    if lower in _LOCATIVES:
        return _LOCATIVE
    first = word[:1]
    if first.isalpha():
        return _NAME if first.isupper() else _LOWER
    return _DIGIT if first.isdigit() else _MARK_CODES.get(word, _PUNCTUATION)
