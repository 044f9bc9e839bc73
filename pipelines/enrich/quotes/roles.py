"""Words by which persons and bodies are called without their name, and which of them mean the same."""

from collections.abc import Iterable

_GROUPS = """
    president head-of-state leader
    premier prime-minister minister pm chancellor taoiseach
    diplomat minister secretary ambassador envoy
    spokesman spokeswoman spokesperson secretary spokesmen
    senator lawmaker legislator
    congressman congresswoman representative lawmaker legislator
    mp lawmaker parliamentarian legislator deputy
    candidate nominee contender hopeful frontrunner front-runner
    billionaire businessman businesswoman mogul tycoon entrepreneur magnate developer financier
    commander general chief colonel officer admiral marshal lieutenant major captain commander-in-chief
    governor
    mayor
    chairman chairwoman chair chairperson head leader
    director chief head
    executive ceo boss chief founder
    official officer
    judge justice magistrate
    lawyer attorney solicitor barrister counsel advocate prosecutor
    professor academic scholar lecturer researcher scientist economist analyst expert historian strategist
    doctor physician surgeon
    author writer novelist journalist reporter columnist editor commentator
    activist campaigner
    coach manager boss
    striker midfielder defender goalkeeper player forward winger captain
    actor actress star singer musician rapper comedian director filmmaker
    king monarch
    queen monarch
    prince
    princess
    pope pontiff
    bishop archbishop cardinal patriarch cleric priest pastor reverend
    sheriff commissioner superintendent inspector
    mogul star host
    veteran soldier
    dictator ruler leader strongman
    adviser advisor aide
    sister brother mother father son daughter wife husband widow
    speaker
    vice-president
    deputy
    teenager student
"""
_GENERIC = frozenset(["leader", "chief", "head", "official", "man", "woman", "politician", "democrat", "republican"])
_BODIES = frozenset(
    [
        "agency",
        "watchdog",
        "company",
        "ministry",
        "group",
        "bank",
        "court",
        "newspaper",
        "paper",
        "department",
        "organisation",
        "organization",
        "party",
        "government",
        "firm",
        "union",
        "council",
        "commission",
        "network",
        "regulator",
        "body",
        "outlet",
        "military",
        "army",
        "navy",
        "police",
        "institute",
        "university",
        "team",
        "club",
        "site",
        "website",
        "channel",
        "broadcaster",
        "committee",
        "board",
        "office",
        "bureau",
        "service",
        "association",
        "federation",
        "fund",
        "foundation",
        "charity",
        "think-tank",
        "tank",
        "corporation",
        "manufacturer",
        "maker",
        "giant",
        "retailer",
        "airline",
        "carrier",
        "operator",
        "bloc",
        "alliance",
        "coalition",
        "militia",
        "movement",
        "parliament",
        "magazine",
        "daily",
        "tabloid",
        "station",
        "administration",
        "embassy",
        "hospital",
        "school",
        "college",
        "lender",
        "insurer",
        "startup",
        "business",
        "brand",
        "ngo",
        "kremlin",
        "pentagon",
        "campaign",
    ]
)
_VAGUE = frozenset(
    {"administration", "government", "campaign", "party", "army", "military", "court", "parliament", "police", "team"}
)
_LANDS = frozenset(["country", "nation", "kingdom", "republic", "state", "city", "town", "capital", "government"])
_SPEAKING_FOR = frozenset(
    """official officials spokesman spokeswoman spokesperson spokesmen source sources representative representatives authorities police
    investigators prosecutors researchers scientists analysts experts statement report reports data figures survey study poll press media
    memo document documents website leaders leadership forces troops military army army's chiefs""".split()  # noqa: SIM905 a word list reads better as prose
)

_SYNONYMS: dict[str, frozenset[str]] = {}
for _line in _GROUPS.strip().splitlines():
    for _word in _line.split():
        _SYNONYMS[_word] = _SYNONYMS.get(_word, frozenset()) | frozenset(_line.split())


def role_words(words: Iterable[str]) -> set[str]:
    """Those of some words in lower case that name a role of a person or a kind of body."""
    return {word for word in words if word in _SYNONYMS or word in _GENERIC or word in _BODIES}


def like(role: str) -> frozenset[str]:
    """Words that may stand for a role, itself among them."""
    return _SYNONYMS.get(role, frozenset()) | {role}


def is_person_role(word: str) -> bool:
    """Whether a word names a role of one person."""
    return word in _SYNONYMS or word in _GENERIC


def is_body(word: str) -> bool:
    """Whether a word names a kind of body."""
    return word in _BODIES


def is_vague(word: str) -> bool:
    """Whether a kind of body stands for one that need not have been named: who is near is no evidence then."""
    return word in _VAGUE


def is_land(word: str) -> bool:
    """Whether a word names a kind of place that speaks."""
    return word in _LANDS


def speaks_for(word: str) -> bool:
    """Whether a word names who speaks for a body, so that the body is the speaker."""
    return word in _SPEAKING_FOR
