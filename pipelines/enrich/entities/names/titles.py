"""Titles that stand before a person's name and are no part of it."""

from pipelines.enrich.entities.names.folding import word_set

TITLES = word_set("""mr mrs ms miss mx dr prof professor sir dame lord lady madam madame monsieur mme herr frau senor senora hon honourable honorable rev reverend father fr sister brother
    president vice-president premier chancellor minister secretary senator sen representative rep congressman congresswoman governor gov mayor ambassador amb judge justice
    general gen lieutenant lt colonel col major maj captain capt sergeant sgt sergeant-major corporal cpl private pvt admiral adm commander cmdr marshal brigadier lt-gen maj-gen
    king queen prince princess duke duchess emperor empress sultan emir prophet tsar czar caliph sheikh shaikh sheik shah ayatollah imam mullah maulana pope cardinal archbishop bishop patriarch rabbi saint
    comrade chairman chairwoman chief director detective inspector officer constable deputy coach speaker taoiseach pm mp mep ex-president former""")
"""Folded words. A word that is also a common given name ("Pope" is none, "Dean" is) is left out."""

REGNAL_TITLES = word_set(
    "king queen pope prince princess duke duchess emperor empress sultan emir shah imam saint prophet tsar czar caliph"
)
"""Titles that tell one bearer of a single name from another: King Hussein is not Saddam Hussein's surname."""
