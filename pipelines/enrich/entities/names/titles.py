"""Titles and ranks that stand before a person's name and are no part of it."""

import re

from pipelines.enrich.entities.names.folding import cleaned, word_set

_RANKS = word_set(
    """general gen lieutenant lt colonel col major maj captain capt sergeant sgt sergeant-major corporal cpl private pvt pte
    admiral adm rear-admiral vice-admiral commander cmdr cdr marshal brigadier brig lt-gen maj-gen lt-col brig-gen lt-cmdr commodore
    ensign airman pfc ssgt tsgt msgt detective det inspector insp superintendent supt constable pc dci officer sheriff"""
)
_PEOPLE = word_set(
    """mr mrs ms miss mx dr prof professor sir dame lord lady madam madame monsieur mme herr frau senor senora hon honourable honorable
    rev reverend father fr sister brother president vice-president premier chancellor minister secretary senator sen representative rep
    congressman congresswoman governor gov mayor ambassador amb judge justice
    king queen prince princess duke duchess emperor empress sultan emir prophet tsar czar caliph sheikh shaikh sheik shah ayatollah imam
    mullah maulana pope cardinal archbishop bishop patriarch rabbi saint comrade chairman chairwoman chief director deputy coach speaker
    taoiseach pm mp mep ex-president former"""
)
TITLES = _RANKS | _PEOPLE
"""Folded words. A word that is also a common given name ("Dean" is one) is left out."""

REGNAL_TITLES = word_set(
    "king queen pope prince princess duke duchess emperor empress sultan emir shah imam saint prophet tsar czar caliph"
)
"""Titles that tell one bearer of a single name from another: King Hussein is not Saddam Hussein's surname."""

_WITH_ONE_NAME = REGNAL_TITLES | word_set(
    "sheikh shaikh sheik lady lord dame sir madame father fr sister brother judge rabbi mullah maulana ayatollah private major officer"
)
"""Titles that make one name that of a single bearer: Pope Francis, Sheikh Hasina, Judge Judy, Major Smith."""
_WORD = re.compile(r"\S+")


def without_titles(name: str) -> str:
    """Return a cleaned person's name without the titles before it: "Lt Col Priya Raman" is "Priya Raman".

    A title stays where only one name follows that it belongs to ("King Hussein").
    """
    spans = list(_WORD.finditer(name))
    first = 0
    while first < len(spans) - 1 and _plain(spans[first].group()) in TITLES:
        first += 1
    if not first or (first == len(spans) - 1 and _plain(spans[first - 1].group()) in _WITH_ONE_NAME):
        return name
    return cleaned(name[spans[first].start() :])


def _plain(word: str) -> str:
    return word.strip(".,").casefold()
