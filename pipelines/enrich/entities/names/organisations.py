"""Organisations' names reduced to what stays when writers vary: legal form, spelling, word order of ministries."""

import re
from functools import lru_cache

from pipelines.enrich.entities.names.countries import country_of
from pipelines.enrich.entities.names.folding import CACHE_SIZE, cleaned, word_set, words

LEGAL_FORMS = word_set(
    """inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag sa nv bv spa oao ooo pao pjsc ojsc jsc cjsc zao oyj ab asa as kg se kk pty srl sarl lp holdings"""
)
_LEADING_LEGAL_FORMS = word_set("pjsc pao oao ooo zao ojsc jsc cjsc")
_TRAILING_HEADS = word_set("group channel newspaper magazine")
_NOT_AN_AGENCY_NAME = word_set("state official national republic semiofficial central")
_SPELLINGS = {
    "defence": "defense", "labour": "labor", "organisation": "organization", "organisations": "organizations", "centre": "center", "programme": "program", "co-operation": "cooperation",
    "theatre": "theater", "harbour": "harbor", "dept": "department", "univ": "university", "intl": "international", "assn": "association", "natl": "national", "govt": "government", "ministries": "ministry", "bros": "brothers",
}  # fmt: skip
_STOP = word_set("the of for and in de la du des et und der y")
_ARABIC_ARTICLES = word_set("al el ul ad as ash an ar at az")
_NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12", "fifteen": "15", "twenty": "20",
}  # fmt: skip
"""Numbers that groups are named after: the Group of Seven is the G7."""
_MINISTRY = frozenset({"ministry", "department"})
_SUBJECTS = {("foreign", "affairs"): ("foreign",), ("external", "affairs"): ("foreign",), ("internal", "affairs"): ("interior",), ("emergency", "situations"): ("emergencies",), ("emergency",): ("emergencies",), ("defense", "national"): ("defense",), ("affairs", "foreign"): ("foreign",), ("affairs", "internal"): ("interior",), ("health", "public"): ("health",), ("economic", "affairs"): ("economy",), ("economics",): ("economy",), ("finances",): ("finance",)}  # fmt: skip
_STATE_HEADS = word_set("""ministry department parliament government army navy forces force fleet guard court staff service bank police agency council commission embassy senate congress assembly
    federation team committee administration office secretariat treasury coastguard command prosecutor academy railways""")
_UNIVERSITY_TOWNS = word_set(
    """oxford cambridge leeds manchester edinburgh glasgow birmingham bristol sussex warwick durham exeter nottingham southampton leicester essex copenhagen helsinki
    oslo vienna warsaw geneva zurich tokyo kabul baghdad tehran cairo amsterdam leiden utrecht heidelberg munich leipzig hamburg bologna uppsala stockholm tartu kyiv moscow"""
)
"""Towns with one university of that name; "Washington University" is not the University of Washington."""
_NUMBERED = re.compile(r"[A-Z]{1,3}-?\d{1,2}")
"""G7, G-20, C40."""
_DOTTED = re.compile(r"(?:\w\.\s?)+\w?\.?")
MAX_WORDS = 24
"""A longer name is a clause that was misread; it is compared as it stands."""
MIN_ACRONYM_CHARS = 3
"""Two letters stand for too many things: only listed ones (EU, UN) are expanded."""
MAX_ACRONYM_CHARS = 8


@lru_cache(maxsize=CACHE_SIZE)
def organisation_key(name: str) -> str:
    """Equal for names of one organisation that differ in legal form, spelling, "&", or a ministry's word order.

    "Ministry of Defence of Ukraine", "Ukrainian Defense Ministry" and "Ukraine's Ministry of Defense" share a key;
    the Russian one has another, and "Defence Ministry" without a country a third.
    """
    tokens = [_SPELLINGS.get(token, token) for token in words(_apostrophes_apart(name))][:MAX_WORDS]
    while len(tokens) > 1 and (tokens[-1] in LEGAL_FORMS or tokens[-1] == "and"):
        tokens.pop()
    if len(tokens) > 2 and tokens[-1] in _TRAILING_HEADS:
        tokens.pop()
    if len(tokens) > 2 and tokens[-2:] == ["news", "agency"] and _is_agency_name(tokens[:-2]):
        del tokens[-2:]
    if len(tokens) > 1 and tokens[0] in _LEADING_LEGAL_FORMS:
        tokens.pop(0)
    tokens = tokens[1:] if len(tokens) > 1 and tokens[0] == "the" else tokens
    town = next((t for t in (tokens[:1] + tokens[-1:]) if t in _UNIVERSITY_TOWNS), "")
    if town and tokens in ([town, "university"], ["university", "of", town]):
        return f"university:{town}"
    return _state_key(tokens) or "".join(word for word in tokens if word != "and") or "".join(tokens)


def _is_agency_name(tokens: list[str]) -> bool:
    """True where "news agency" only explains the name: "Tass news agency", not "Cyprus News Agency"."""
    return tokens[-1] not in _NOT_AN_AGENCY_NAME and not country_of(" ".join(tokens))


def _apostrophes_apart(name: str) -> str:
    return re.sub(r"['’]s\b", "", cleaned(name))


def _state_key(tokens: list[str]) -> str:
    """The key of a body of a state, country last; empty for other names."""
    if not _STATE_HEADS & set(tokens):
        return ""
    country, rest = _country_apart(tokens)
    bag = tuple(sorted(token for token in rest if token not in _STOP))
    if _MINISTRY & set(bag):
        subject = tuple(token for token in bag if token not in _MINISTRY)
        kind = "department" if "department" in bag else "ministry"
        return f"{kind}:{'.'.join(_SUBJECTS.get(subject, subject))}@{country}"
    return f"state:{'.'.join(bag)}@{country}" if country else ""


def _country_apart(tokens: list[str]) -> tuple[str, list[str]]:
    """The country that a state body's name opens with or ends in ("of Ukraine"), and the other words."""
    for size in (3, 2, 1):
        if size < len(tokens) and (country := country_of(" ".join(tokens[:size]))):
            return country, tokens[size:]
        if size + 1 < len(tokens) and (country := country_of(" ".join(tokens[-size:]))):
            rest = tokens[:-size]
            while rest and rest[-1] in ("of", "the"):
                rest.pop()
            return (country, rest) if len(rest) < len(tokens) - size else ("", tokens)
    return "", tokens


_PREPOSITIONS = frozenset({"on", "to", "against"})
"""Small words that acronyms leave out and keys of names keep: IPCC, CPJ."""


@lru_cache(maxsize=CACHE_SIZE)
def acronym_of(name: str) -> str:
    """The folded letters of a name that is an acronym ("IAEA", "I.A.E.A.", "NATO", "G7"); empty for other names."""
    bare = cleaned(name).removeprefix("The ")
    if _DOTTED.fullmatch(bare):
        bare = re.sub(r"[.\s]", "", bare)
    if _NUMBERED.fullmatch(bare):
        return bare.replace("-", "").casefold()
    is_acronym = bare.isalpha() and bare.isupper() and 2 <= len(bare) <= MAX_ACRONYM_CHARS
    return bare.casefold() if is_acronym else ""


def is_telling(acronym: str) -> bool:
    """True for folded letters that are enough to find a name by its initials: three, or letters and a number."""
    return len(acronym) >= MIN_ACRONYM_CHARS or acronym[-1:].isdigit()


@lru_cache(maxsize=CACHE_SIZE)
def initials_of(name: str) -> frozenset[str]:
    """The acronyms that an organisation's full name is shortened to, folded: with and without its small words."""
    tokens = [token for token in re.split(r"[\s\-/]+", cleaned(name)) if token][:MAX_WORDS]
    tokens = ["".join(words(token)) for token in tokens]
    tokens = [token for token in tokens if token]
    if len(tokens) < 2:
        return frozenset()
    content = [token for token in tokens if token not in _STOP | _PREPOSITIONS]
    bare = [token for token in content if token not in LEGAL_FORMS]
    without_articles = [token for place, token in enumerate(bare) if not (place and token in _ARABIC_ARTICLES)]
    found = {
        "".join(token[0] for token in kept) for kept in (tokens, content, bare, without_articles) if len(kept) >= 2
    }
    if len(bare) >= 2 and (number := _NUMBERS.get(bare[-1], bare[-1])).isdigit():
        found.add("".join(token[0] for token in bare[:-1]) + number)
    return frozenset(acronym for acronym in found if len(acronym) >= min(len(bare), len(without_articles)))
