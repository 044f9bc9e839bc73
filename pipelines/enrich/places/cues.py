"""What the words around a toponym say of its place: its kind, and which other toponym holds it."""

import re
from enum import IntEnum
from functools import lru_cache

from pipelines.enrich.places.mentions import Mention

GAP_CHARS = 48
"""Characters between two toponyms that still bind them: ", a village in the northern " has 27."""
AROUND_CHARS = 24
"""Characters read on either side of a mention for a word of kind; the longest is "autonomous republic of "."""


class KindCue(IntEnum):
    """What kind of place the words beside or in a name say it is."""

    NONE = 0
    TOWN = 1
    AREA = 2
    COUNTRY = 3
    WATER = 4
    RELIEF = 5
    SITE = 6


class Link(IntEnum):
    """How one toponym stands to the next one in the text."""

    COMMA = 0
    """"Paris, Texas": the first in the second, or two items of a list."""
    IN = 1
    """"Lyman, a town in Donetsk region": the first in the second."""
    HOLDS = 2
    """"Ukraine's Kharkov Region", "the Syrian city of Aleppo": the second in the first."""
    BRACKET = 3
    """"Lyman (Donetsk region)": the first in the second."""
    BESIDE = 4
    """"Aleppo and Homs", "from Kyiv to Lviv": neither in the other."""


_WORDS = {
    KindCue.TOWN: "city town village township hamlet settlement suburb neighborhood neighbourhood municipality capital port "
    "downtown mayor resident residents community",
    KindCue.AREA: "county parish province region oblast state governorate district prefecture shire territory krai raion "
    "canton department republic governor premier borough okrug emirate legislature lawmaker lawmakers statehouse attorney senate",
    KindCue.COUNTRY: "country nation kingdom government president embassy ambassador",
    KindCue.WATER: "river sea lake ocean gulf bay strait straits reservoir creek canal estuary lagoon sound channel",
    KindCue.RELIEF: "mount mountain mountains hills valley peninsula island islands isle desert plateau range cape "
    "volcano glacier peak forest park basin coast",
    KindCue.SITE: "street st avenue ave road rd boulevard blvd drive lane highway hwy school college university hospital "
    "church airport station bridge stadium museum prison cemetery court courthouse square hotel mall plaza "
    "plant factory base building tower club arena theatre theater library center centre hall elementary "
    "middle high academy institute market palace cathedral mosque temple camp house restaurant cafe garden "
    "gardens zoo terminal dam mine expressway freeway turnpike parkway interstate route",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_POSSESSIVES = ("'s ", "’s ")
_MARKS = ".,;:!?()[]\"“”'‘’\n"
_PLAIN_AFTER = frozenset([KindCue.TOWN, KindCue.AREA])

_OFFICE = (
    r"[Ss]enators?|Sens?\.|[Cc]ongress(?:man|woman|men)|[Rr]epresentatives?|Reps?\.|[Gg]overnors?|Govs?\.|[Ll]egislators?|[Ll]awmakers?|Democrats?"
    r"|Republicans?|[Aa]ttorney general|[Dd]elegates?"
)
_FROM_STATE = re.compile(
    rf"\b(?:(?:{_OFFICE})(?: (?:[A-Z][\w.’'-]+ ){{1,3}}| )(?:from|of|in)|(?:[Ll]egislature|[Ss]enate|[Aa]ttorney general|[Gg]overnor) (?:of|in)) (?:the state of )?$"
)
"""What stands before the state that someone was elected in: "a Democrat from", "Senator Jane Roe of", "lawmakers in"."""
STATE_CHARS = 64
"""Characters read before a mention for an office: title, office and a name of three words."""

_COMMA = re.compile(r"^, ?$")
_IN = re.compile(
    r"^[,)]?(?: [a-z][a-z'’-]*){0,6} (?:in|of|within|near|outside|inside|from|at)(?: the)?"
    r"(?: (?:[a-z]+(?:ern|ral|side)|north|south|east|west|[a-z]+-[a-z]+|[a-z]+['’]s))?(?: (?:state|province|region) of)? $"
)
_HOLDS = re.compile(r"^(?:['’]s?)?(?: [a-z][a-z-]*){0,4}(?: (?:of|in)(?: the)?)? $")
_HOLDS_WORD = re.compile(r"['’]| (?:city|town|village|capital|province|region|state|port|island|district|settlement)\b")
_BRACKET = re.compile(r"^ \($")
_BESIDE = re.compile(r"^,? (?:and|or|to|&|versus|vs\.?)(?: [a-z]+)? $|^[-–—/]$|^ [-–—] $")

_GAPS = ((_COMMA, Link.COMMA), (_BRACKET, Link.BRACKET), (_BESIDE, Link.BESIDE), (_IN, Link.IN))


def kind_cue(text: str, mention: Mention) -> KindCue:
    """What the name's own last or first word, else the words beside it, say of its kind."""
    own = _own_cue(mention.surface)
    if own:
        return own
    before = _word_before(text, mention.start)
    kind = _KIND_OF.get(before.lower())
    if kind and (kind < KindCue.WATER or before[0].isupper()):
        return kind
    if _FROM_STATE.search(text, max(0, mention.start - STATE_CHARS), mention.start):
        return KindCue.AREA
    after = _word_after(text, mention.end)
    kind = _KIND_OF.get(after.lower())
    if kind and (kind in _PLAIN_AFTER or after[0].isupper()):
        return kind
    return KindCue.NONE


def _word_before(text: str, start: int) -> str:
    """The word that stands before a name, past "of" and "of the"; "" without one."""
    if not text.startswith(" ", start - 1) or not start:
        return ""
    words = text[max(0, start - AROUND_CHARS) : start - 1].split(" ")
    if words[-1] == "the" and words[-2:-1] == ["of"]:
        del words[-1]
    if words[-1] == "of":
        del words[-1]
    return words[-1].lstrip(_MARKS) if words else ""


def _word_after(text: str, end: int) -> str:
    """The word that stands after a name, past a possessive ending; "" without one."""
    if text.startswith(_POSSESSIVES, end):
        end += 2
    if not text.startswith(" ", end):
        return ""
    return text[end + 1 : end + AROUND_CHARS].partition(" ")[0].rstrip(_MARKS)


@lru_cache(maxsize=32_768)
def _own_cue(surface: str) -> KindCue:
    words = surface.lower().rstrip(".").split()
    if len(words) < 2:
        return KindCue.NONE
    return _KIND_OF.get(words[-1]) or _KIND_OF.get(words[0]) or KindCue.NONE


def link_between(text: str, left: Mention, right: Mention) -> Link | None:
    """How two neighbouring mentions of one field are bound, or None when the words between bind nothing."""
    gap_length = right.start - left.end
    if left.field != right.field or not 0 < gap_length <= GAP_CHARS:
        return None
    return _link_of_gap(text[left.end : right.start])


@lru_cache(maxsize=32_768)
def _link_of_gap(gap: str) -> Link | None:
    if _HOLDS.match(gap) and (gap == " " or _HOLDS_WORD.search(gap)):
        return Link.HOLDS
    return next((link for pattern, link in _GAPS if pattern.match(gap)), None)
