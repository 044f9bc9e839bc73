"""Acronyms and short forms of organisations, resolved to the full form in the same article."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.enrich.entities.names.countries import country_of
from pipelines.enrich.entities.names.folding import word_set, words
from pipelines.enrich.entities.names.organisations import LEGAL_FORMS, acronym_of, initials_of, organisation_key

_HEADS = LEGAL_FORMS | word_set(
    "group corporation company holdings institution foundation airlines airways motors bank newspaper party movement university international"
)
"""Words that a second mention of an organisation leaves out: "Brookings" for "Brookings Institution"."""

_PARTS = word_set(
    "ministry department office university hospital school police army council court news music maps store stores bureau division unit arm research labs"
)
"""Heads of what belongs to an organisation rather than being it: "Google Maps", "Hamas Health Ministry"."""
_GENERIC = word_set(
    "bank university ministry department company group party council court police army national international first united american world new general federal central state royal north south east west northern southern eastern western"
)
"""Words with which too many names begin to be one of them alone."""
MAX_SHORT_WORDS = 2


def full_organisation(names: Sequence[str], contexts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The fullest form of each of one article's organisations.

    Args:
        names: Distinct names in reading order.
        contexts: (name, characters that follow it) of each mention in reading order; a name before an opening
            bracket and an acronym that comes next are a definition.

    Returns:
        Names that have a fuller form, to that form. An acronym that two organisations of the article could have is
        resolved by its definition or not at all.
    """
    full = [name for name in names if not acronym_of(name)]
    defined = _definitions(contexts)
    resolved: dict[str, str] = {}
    for name in names:
        acronym = acronym_of(name)
        if not acronym:
            longer = _longer_form(name, full) or _introduced_form(name, full)
            if longer:
                resolved[name] = longer
            continue
        fits = (
            [defined[name]]
            if name in defined
            else list(dict.fromkeys(form for form in full if acronym in initials_of(form)))
        )
        keys = {organisation_key(form) for form in fits}
        if len(keys) == 1:
            resolved[name] = max(fits, key=len)
    return {name: resolved.get(form, form) for name, form in resolved.items()}


def _definitions(contexts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Acronyms that stand in brackets after a name, or before it: "Security Service (SBU)"."""
    found: dict[str, str] = {}
    for (name, after), (following, _) in pairwise(contexts):
        if after.lstrip()[:1] != "(":
            continue
        if acronym_of(following) and not acronym_of(name) and _may_define(name, following):
            found.setdefault(following, name)
        elif acronym_of(name) and not acronym_of(following) and _may_define(following, name):
            found.setdefault(name, following)
    return found


def _may_define(name: str, acronym: str) -> bool:
    """True when one of the name's words begins with a letter of the acronym.

    Acronyms of another language follow translated names ("Security Service of Ukraine (SBU)"), so no more is asked
    where a bracket says it.
    """
    letters = acronym_of(acronym)
    return letters in initials_of(name) or any(word[0] in letters for word in words(name) if word)


def _longer_form(name: str, full: Sequence[str]) -> str:
    """The one longer name of which only a legal form or a generic head is left out."""
    short = words(name)
    fits = []
    for form in full:
        tokens = words(form)
        if (
            len(tokens) > len(short)
            and tokens[: len(short)] == short
            and all(token in _HEADS for token in tokens[len(short) :])
        ):
            fits.append(form)
    same = [
        form
        for form in full
        if form != name and organisation_key(form) == organisation_key(name) and len(form) > len(name)
    ]
    keys = {organisation_key(form) for form in fits}
    if len(keys) == 1:
        return max(fits, key=len)
    return "" if fits or not same else max(same, key=len)


def _introduced_form(name: str, full: Sequence[str]) -> str:
    """The one longer name that begins like this one and was introduced before it: "Dominion" after "Dominion Textile".

    A name that stood first on its own is not short for a later one ("Hamas", then "Hamas Health Ministry").
    """
    short = words(name)
    if not short or len(short) > MAX_SHORT_WORDS or set(short) & _GENERIC or country_of(" ".join(short)):
        return ""
    earlier = full[: full.index(name)]
    fits = [form for form in earlier if len(words(form)) > len(short) and words(form)[: len(short)] == short]
    keys = {organisation_key(form) for form in fits}
    if len(keys) != 1 or _PARTS & set(words(fits[0])[len(short) :]):
        return ""
    return max(fits, key=len)
