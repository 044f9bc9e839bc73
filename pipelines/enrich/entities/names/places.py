"""Names of countries, cities and other things, reduced to what stays when desks spell them differently."""

from functools import lru_cache

from pipelines.enrich.entities.names.countries import common_name, country_named, demonym
from pipelines.enrich.entities.names.folding import CACHE_SIZE, words
from pipelines.enrich.entities.names.transliteration import english_rendering

COUNTRY = "country:"
"""With what the key of a country begins."""
_WORDS = {"mt": "mount", "st": "saint", "ft": "fort", "and": "", "the": ""}
_FORMS_OF_STATE = (("republic", "of"), ("kingdom", "of"), ("state", "of"), ("city", "of"))
_NOT_A_CITY = frozenset({"korea", "china", "congo", "ireland", "macedonia", "michigan", "georgia"})
"""Names that mean something else with "Republic of" or "State of" before them."""


@lru_cache(maxsize=CACHE_SIZE)
def place_key(name: str) -> str:
    """Equal for spellings of one place: "U.S." and "United States", "Mt. Everest" and "Mount Everest", "Kupyansk" and "Kupiansk"."""
    tokens = [_WORDS.get(token, token) for token in words(name)]
    tokens = [token for token in tokens if token] or list(words(name))
    country = country_named(" ".join(words(name))) or country_named(" ".join(tokens))
    if country:
        return f"{COUNTRY}{country}"
    if len(tokens) > 2 and tuple(tokens[:2]) in _FORMS_OF_STATE and tokens[2] not in _NOT_A_CITY:
        tokens = tokens[2:]
    country = country_named(" ".join(tokens))
    return (
        f"{COUNTRY}{country}"
        if country
        else "".join(english_rendering(token) if token.isalpha() else token for token in tokens)
    )


def common_country_name(key: str) -> str:
    """Return the common full name of the country that a place key stands for; empty for other places."""
    _, found, country = key.partition(COUNTRY)
    return common_name(country) if found else ""


MIN_PLURAL_CHARS = 6
"""A shorter word that ends in s is as often a singular (Swiss, Laos)."""
_PEOPLES = {"shia": "shiite", "shias": "shiite", "shiites": "shiite", "shi ite": "shiite", "shi ites": "shiite", "moslem": "muslim", "moslems": "muslim"}  # fmt: skip
"""Peoples with two names that neither spelling nor number explains."""


@lru_cache(maxsize=CACHE_SIZE)
def people_key(name: str) -> str:
    """Equal for the singular and the plural of a nationality, religion or political group."""
    tokens = words(name)
    joined = _PEOPLES.get(" ".join(tokens), " ".join(tokens))
    known = demonym(joined)
    if known:
        return f"demonym:{known}"
    plain = joined.replace(" ", "")
    return plain.removesuffix("s") if len(plain) >= MIN_PLURAL_CHARS and not plain.endswith("ss") else plain


@lru_cache(maxsize=CACHE_SIZE)
def plain_key(name: str) -> str:
    """The folded letters and digits of a name: products, events, works and laws vary in little else."""
    return "".join(words(name))
