"""What a whole article says about its mentions: opening words that are no names, ships, legal forms, and pairs of surnames.

A headline raises the first letter of its first word, or of every word, so a capital there is no evidence. The article's
prose is: a word that it writes in small letters, and never with a capital inside a sentence, is a common noun.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from pipelines.enrich.entities.agreement import Found
from pipelines.enrich.entities.common_words import is_common_word

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = re.compile(r"(?<![\w’'-])[^\W\d_A-Z]+(?![\w-])")
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]+")
_RAISED_SHARE = 0.6
"""Of the longer words of a line, how many open with a capital where the line is set as a headline."""
_LONGER_WORD = 4
LINES_KEPT = 1 << 10
"""Lines of which it is kept whether they are headlines: each is asked about for several of its words, and articles have fewer."""
_SENTENCE_END = frozenset(".!?:;”\"'’)")

RAISED_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT"})
"""Types that a raised common noun is taken for; peoples, laws and works may be written in small letters as well."""

CLEAR_SCORE = 0.85
"""Least score of a raised word that stays a name though news in general writes it in small letters."""

SHIP = re.compile(
    r"\b(?:USS|USNS|USCGC|HMS|HMAS|HMCS|HMNZS|RMS|MV|BRP|ROKS|KRI|HNLMS|HDMS) [A-Z][\w-]+"
    r"(?: (?:of the |of |de )?(?!Capt|Commander|Cmdr|Lt\b|Admiral|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:[A-Z]\.|[A-Z][a-z][\w-]*)){0,3}"
)
"""A prefix that only ships bear, with the name after it; `INS`, `RFA` and `MT` mean other things as often."""
SHIP_SCORE = 0.9
"""Of a ship told by its prefix alone."""

LEGAL_FORM = re.compile(r"(?:Inc|Ltd|Corp|Co|LLC|L\.L\.C|PLC|plc|LLP|GmbH|AG|SA|NV)\.?")
_BEFORE_FORM = re.compile(r",? ")

_PAIR = re.compile(r"([A-Z][^\W\d_]+)[-–]([A-Z][^\W\d_]+)")
_PAIRED_TYPES = frozenset({"PERSON", "EVENT", "ORG"})
_SHARED = re.compile(
    r"\s(?:administration|ticket|campaign|summit|meeting|talks|debate|race|deal|pact|duel|feud|rivalry|alliance|match|contest|row|call)\b"
)

_FIRM = (
    "company|firm|carmaker|automaker|chipmaker|planemaker|drugmaker|steelmaker|brewer|bank|lender|insurer|retailer|supermarket|airline|carrier"
    "|manufacturer|producer|developer|publisher|broadcaster|newspaper|magazine|website|charity|party|union|club|band|militia|consultancy"
    "|start-up|startup|think tank|brokerage|utility|miner|operator|conglomerate|multinational"
)
_APPOSED_FIRM = re.compile(
    rf", (?:the|an?) (?:[^\W\d]+[ -]){{0,3}}(?:{_FIRM})(?=[,.;:)]| (?:run|owned|based|that|which|led|founded|whose|behind|in|backed|controlled)\b)"
)
_APPOSED_AGE = re.compile(r", [1-9][0-9](?=[,.;])")
_DATELINE = re.compile(r"(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?: \([A-Z][\w -]+\))? ?(?:[—–]|--?) ")
SHORTEST_TOWN = 4
"""Letters of a town in a dateline; fewer are an agency: `AFP - `."""
_NAME = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]*)+")


class Evidence:
    """The texts of one article, title and body, read for the case of its words.

    Args:
        texts: What the offsets of mentions count in, the title before the body.
        words: Words that news writes in small letters.
    """

    def __init__(self, texts: Sequence[str], words: frozenset[str] = frozenset()) -> None:
        self._texts = texts
        self._words = words

    @cached_property
    def _prose(self) -> list[str]:
        return [line for text in self._texts for line in text.split("\n") if not is_headline_case(line)]

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(word for line in self._prose for word in _SMALL.findall(line))

    @cached_property
    def _inside(self) -> frozenset[str]:
        return frozenset(word for line in self._prose for word in _INSIDE.findall(line))

    def is_common(self, word: str) -> bool:
        """True where the article's prose writes the word in small letters and never as a name inside a sentence."""
        return word.lower() in self._small and word not in self._inside

    def is_known_word(self, word: str) -> bool:
        """True for a word that news writes in small letters, and that the article's prose does not raise inside a sentence."""
        return is_common_word(word, self._words) and word not in self._inside


@lru_cache(maxsize=LINES_KEPT)
def is_headline_case(line: str) -> bool:
    """True for a line of which most longer words open with a capital and which does not end as a sentence does."""
    if not line or line.rstrip()[-1:] in _SENTENCE_END:
        return False
    words = [word for word in _WORD.findall(line) if len(word) >= _LONGER_WORD]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= _RAISED_SHARE * len(words)


def weighed(text: str, mentions: Sequence[Found], evidence: Evidence) -> list[Found]:
    """The mentions of one text by the evidence of its article, in text order, not overlapping.

    Args:
        text: What the offsets count in.
        mentions: Spans of the recogniser, in text order.
        evidence: Of the article.
    """
    kept = [mention for mention in mentions if not _is_raised_noun(text, mention, evidence)]
    kept = list(_with_forms(text, kept))
    kept = [part for mention in kept for part in _parted(text, mention)]
    return with_ships(text, kept)


def _is_raised_noun(text: str, mention: Found, evidence: Evidence) -> bool:
    """True for one word whose capital is that of a line's or sentence's beginning, or of a headline, and that is common."""
    word = mention.surface
    if mention.entity_type not in RAISED_TYPES or not (word.isalpha() and word[0].isupper() and word[1:].islower()):
        return False
    begin = text.rfind("\n", 0, mention.start) + 1
    before = text[begin : mention.start].rstrip(" \"“‘'(")
    if before and before[-1] not in _SENTENCE_END:
        end = text.find("\n", mention.end)
        if not is_headline_case(text[begin : end if end >= 0 else len(text)]):
            return False
    return evidence.is_common(word) or (mention.score < CLEAR_SCORE and evidence.is_known_word(word))


def _with_forms(text: str, mentions: Sequence[Found]) -> Iterator[Found]:
    """Mentions with a lone legal form joined to the organisation before it, or left out."""
    held: Found | None = None
    for mention in mentions:
        if LEGAL_FORM.fullmatch(mention.surface):
            if held and held.entity_type == "ORG" and _BEFORE_FORM.fullmatch(text[held.end : mention.start]):
                held = held._replace(end=mention.end, surface=text[held.start : mention.end])
            continue
        if held:
            yield held
        held = mention
    if held:
        yield held


def _parted(text: str, mention: Found) -> Iterator[Found]:
    """`Biden-Harris administration` as two persons; a double surname that stands alone stays one."""
    pair = _PAIR.fullmatch(mention.surface)
    if mention.entity_type in _PAIRED_TYPES and pair and _SHARED.match(text, mention.end):
        for number in (1, 2):
            start, end = mention.start + pair.start(number), mention.start + pair.end(number)
            yield mention._replace(start=start, end=end, surface=pair[number], entity_type="PERSON")
    else:
        yield mention


def with_ships(text: str, mentions: Sequence[Found]) -> list[Found]:
    """The mentions, and every ship that its prefix tells in place of what was read of its name."""
    ships = [Found(m.start(), m.end(), m[0], "PRODUCT", SHIP_SCORE) for m in SHIP.finditer(text)]
    if not ships:
        return list(mentions)
    rest = [m for m in mentions if not any(s.start < m.end and m.start < s.end for s in ships)]
    return sorted([*rest, *ships])


def is_dateline(text: str, mention: Found) -> bool:
    """True for a name in capitals that opens a line and is followed by a dash, as the place of a report is."""
    opens = not mention.start or text[mention.start - 1] == "\n"
    return (
        opens
        and mention.surface.isupper()
        and len(mention.surface) >= SHORTEST_TOWN
        and bool(_DATELINE.match(text, mention.end))
    )


def apposed(text: str, mention: Found) -> Found:
    """The mention with the type that the words right after it state: `Tesla, the carmaker run by ...`, `Sydney Marsh, 34,`, `ST. PAUL —`."""
    if mention.entity_type in RAISED_TYPES and is_dateline(text, mention):
        return mention._replace(entity_type="GPE")
    if (
        mention.entity_type in {"PERSON", "GPE"}
        and " " not in mention.surface
        and _APPOSED_FIRM.match(text, mention.end)
    ):
        return mention._replace(entity_type="ORG")
    if (
        mention.entity_type in {"GPE", "ORG"}
        and _NAME.fullmatch(mention.surface)
        and _APPOSED_AGE.match(text, mention.end)
    ):
        return mention._replace(entity_type="PERSON")
    return mention
