"""What a text says of a name's type: a person who is introduced as a company, a group that is explained by its letters.

Only words beside the name count, so that a recogniser's guess from the name alone ("Tesla", "Hayat Tahrir al-Sham") is
put right where the text leaves no doubt, and stands everywhere else.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipelines.enrich.entities.names.folding import words
from pipelines.enrich.entities.names.given_names import is_given_name
from pipelines.enrich.entities.names.organisations import acronym_of, initials_of, is_telling
from pipelines.enrich.entities.names.reading import LocalMention

PERSON, ORG = "PERSON", "ORG"
CONTEXT_CHARS = 80
"""An apposition that tells what a name is stands nearer than that."""

_MAKER = (
    r"(?:(?:car|auto|truck|bus|plane|aircraft|chip|drug|phone|vaccine|steel)[ -]?(?:maker|manufacturer)|automaker|airline|retailer"
    r"|conglomerate|brewer|insurer|start-?up|tech(?:nology)? giant|oil major)"
)
_COMPANY = rf"(?:{_MAKER}|company|firm|corporation|manufacturer|supermarket|bank|broadcaster|newspaper)"
"""What only a company is called; a broker, a publisher, a watchmaker or a giant can be a person."""
_DESCRIBING = r"(?!(?:the|an?|of|to|in|on|at|for|from|by|with|that|who|whose|told|said|says)\b)[\w'’.-]+(?<!['’]s)"
_AFTER = re.compile(
    rf",\s+(?:the|a|an)\s+(?:{_DESCRIBING}\s+){{0,3}}?{_COMPANY}(?=[.;:)]|,(?!\s+(?:and|or)\b)|\s+(?:that|which|whose|run|owned|led|based"
    r"|founded|controlled|backed|headquartered|listed)\b)"
)
"""", the electric carmaker run by": an apposition whose head is a company, not "the company's founder"."""
_BEFORE = re.compile(rf"\b{_MAKER}\s+$", re.IGNORECASE)
""""the carmaker " before a name."""
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Sen|Gov|Gen|Col|President|Prof)\.?\s+$")
"""Before a name of which no company is known."""
_CLAUSE = re.compile(
    r"\s+(?:\w+ed|owns|runs|built|bought|leads|made|sold|left|set|once|had|has)\b(?!\s+(?:to|by|on|in|at|from)\b)"
)
"""After "the airline Branson": the name begins a clause of its own."""
_OWNED = re.compile(r"['’]s?\s+(?:share price|shareholders|dealerships)\b")
_EXPLAINING = re.compile(r"\s*(?:\(\s*|,?\s+or\s+|,?\s+(?:also\s+)?(?:known|abbreviated)\s+as\s+)(?:the\s+)?[\"“]?")
"""Between a name and the letters it is known by."""


def corrected_types(mentions: Sequence[tuple[LocalMention, str]]) -> Mapping[int, str]:
    """Return other types for rows of one article whose type the text contradicts.

    Args:
        mentions: The article's mentions with their types, in reading order.

    Returns:
        Row to type, `PERSON` or `ORG`, for the rows that change.
    """
    found: dict[int, str] = {}
    for mention, entity_type in mentions:
        if entity_type == PERSON and _is_introduced_as_company(mention):
            found[mention.row] = ORG
            if not _has_bearer(mentions, mention.name):
                found.update(_all_of(mentions, mention.name, PERSON, ORG))
    for (mention, entity_type), (acronym, acronym_type) in pairwise(mentions):
        if {entity_type, acronym_type} == {PERSON, ORG} and _is_explained(mention, acronym):
            is_person = is_given_name(next(iter(words(mention.name)), ""))
            found.update(
                _all_of(mentions, acronym.name, ORG, PERSON)
                if is_person
                else {**_all_of(mentions, mention.name, PERSON, ORG), **_all_of(mentions, acronym.name, PERSON, ORG)}
            )
    return found


def _all_of(mentions: Sequence[tuple[LocalMention, str]], name: str, was: str, now: str) -> dict[int, str]:
    return {mention.row: now for mention, entity_type in mentions if mention.name == name and entity_type == was}


def _has_bearer(mentions: Sequence[tuple[LocalMention, str]], surname: str) -> bool:
    """True when a person of the article bears a name in full, so that another mention of it may mean the person."""
    return any(
        entity_type == PERSON and (len(words(mention.name)) > 1 and words(mention.name)[-1:] == words(surname))
        for mention, entity_type in mentions
    )


def _is_introduced_as_company(mention: LocalMention) -> bool:
    """True for one word of which the text says that it is a company."""
    if len(words(mention.name)) != 1:
        return False
    before = mention.text[max(mention.start_char - CONTEXT_CHARS, 0) : mention.start_char]
    after = mention.text[mention.end_char : mention.end_char + CONTEXT_CHARS]
    is_apart = before[-1:].isspace()  # what stands before it is looked at where a space does
    if is_apart and _COURTESY.search(before):
        return False
    is_named_so = is_apart and _BEFORE.search(before) is not None and not _CLAUSE.match(after)
    return is_named_so or bool(_AFTER.match(after) or _OWNED.match(after))


def _is_explained(mention: LocalMention, acronym: LocalMention) -> bool:
    """True where letters that follow a name at once are its initials: "Hayat Tahrir al-Sham, or HTS"."""
    letters = acronym_of(acronym.name)
    if mention.text != acronym.text or not is_telling(letters) or letters not in initials_of(mention.name):
        return False
    return bool(_EXPLAINING.fullmatch(mention.text[mention.end_char : acronym.start_char]))
