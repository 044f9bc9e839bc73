"""Articles in another register: spellings that a paper keeps to, typographic habits, English translated from Slavic or Arabic.

A reader tells two articles apart by such habits as much as by what they tell; each article of a composed dump gets its own.
"""

import random
import re
from dataclasses import dataclass

SPELLINGS = (
    ("Kyiv", "Kiev"), ("Zelensky", "Zelenskyy", "Zelenskiy"), ("Kharkiv", "Kharkov"), ("Odesa", "Odessa"), ("Lviv", "Lvov"),
    ("Islamic State", "ISIS", "ISIL", "Daesh"), ("al-Assad", "Assad"), ("Gadhafi", "Gaddafi", "Qaddafi"), ("Beijing", "Peking"),
    ("Hezbollah", "Hizbullah", "Hizbollah"), ("Houthi", "Huthi"), ("U.S.", "US"), ("U.N.", "UN"), ("percent", "per cent"),
    ("defense", "defence"), ("organization", "organisation"), ("center", "centre"), ("Quran", "Koran"), ("Erdogan", "Erdoğan"),
    ("program", "programme"), ("adviser", "advisor"), ("Myanmar", "Burma"), ("Mumbai", "Bombay"), ("al-Qaida", "al-Qaeda", "al Qaeda"),
)  # fmt: skip
"""Groups of spellings of which one article uses one."""
_TRANSLATED = (
    (r"\bsaid\b", ("stated", "noted", "reported", "emphasized", "informed", "said", "stressed")),
    (r"\bofficials said\b", ("it became known", "the press service reported", "officials informed")),
    (r"\bkilled\b", ("killed", "liquidated", "died")), (r"\battack(s?)\b", (r"attack\1", r"strike\1", r"shelling")),
    (r"\bsoldiers\b", ("servicemen", "soldiers", "military personnel", "fighters")),
    (r"\btroops\b", ("troops", "units", "formations")), (r"\barmy\b", ("armed forces", "army")),
    (r"\b(?:is|was) going to\b", ("plans to", "intends to")), (r"\bpeople\b", ("people", "persons", "citizens")),
)  # fmt: skip
_TRANSLATED_LEADS = (
    "This was reported by {source}.", "{source} informs about this.", "This is stated in the message of {source}.", "As {source} reports, {lower}",
    "{source} reported this on Telegram.", "This was announced by {source}, the correspondent reports.", "According to {source}, {lower}",
)  # fmt: skip
SOURCES = (
    "the press service of the ministry", "the General Staff", "the regional administration", "the head of the region", "Ukrinform", "RIA Novosti", "TASS", "Interfax",
    "the State Emergency Service", "the mayor on Telegram", "SANA", "Fars", "the agency", "Al Arabiya", "the foreign ministry", "the Prosecutor General's Office",
)  # fmt: skip
DROPPED_ARTICLE_SHARES = (0.1, 0.25, 0.45)
_THE = re.compile(r"\b(?:the|a|an) (?=[a-z])")


@dataclass(frozen=True, slots=True)
class Register:
    """One outlet's habits of writing.

    Attributes:
        spelling: Which member of each group of spellings.
        quotes: `straight`, `curly`, `guillemets` or `single`; empty leaves them.
        dashes: What a dash is printed as; empty leaves it.
        translated: Share of articles ("the", "a") that its translator drops; 0 for native English.
    """

    spelling: int
    quotes: str
    dashes: str
    translated: float

    @classmethod
    def drawn(cls, rng: random.Random) -> "Register":
        """The habits of a random outlet."""
        return cls(
            rng.randrange(12) if rng.random() < 0.6 else -1,
            rng.choice(("", "", "straight", "curly", "single" if rng.random() < 0.2 else "straight", "guillemets" if rng.random() < 0.1 else "curly")),
            rng.choice(("", "", " -- ", " – ", " - ", "—")),
            rng.choice(DROPPED_ARTICLE_SHARES) if rng.random() < 0.15 else 0.0,
        )  # fmt: skip


def written_in(paragraphs: list[str], register: Register, rng: random.Random) -> list[str]:
    """The paragraphs in the register of an outlet."""
    out = [_respelled(p, register) for p in paragraphs]
    if register.translated:
        out = [translated(p, register.translated, rng) for p in out]
        if out and rng.random() < 0.6:
            out = _sourced(out, rng)
    return out


def _respelled(text: str, register: Register) -> str:
    if register.spelling >= 0:
        for place, group in enumerate(SPELLINGS):
            wanted = group[(register.spelling + place * 7) % len(group)]
            for other in group:
                if other != wanted and other in text:
                    text = text.replace(other, wanted)
    if register.quotes == "straight":
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    elif register.quotes:
        text = re.sub(r'"(?=\w)', "“", text.replace("“", '"').replace("”", '"')).replace('"', "”")
        pair = {"curly": "“”", "single": "‘’", "guillemets": "«»"}[register.quotes]
        text = text.replace("“", pair[0]).replace("”", pair[1])
    return re.sub(r"(?<=\w) ?(?:—|--| – ) ?(?=\w)", register.dashes, text) if register.dashes else text


def translated(text: str, share: float, rng: random.Random) -> str:
    """English as a hurried translator writes it: articles dropped, verbs of saying and of war exchanged."""
    text = _THE.sub(lambda m: "" if rng.random() < share else m[0], text)
    for pattern, choices in _TRANSLATED:
        text = re.sub(pattern, lambda m, c=choices: m.expand(rng.choice(c)), text)
    return text


def _sourced(paragraphs: list[str], rng: random.Random) -> list[str]:
    """The same with a line that names the source where such news names it: below the lead or at its beginning."""
    form, source = rng.choice(_TRANSLATED_LEADS), rng.choice(SOURCES)
    if "{lower}" in form:
        lead = paragraphs[0]
        return [form.format(source=source, lower=lead[:1].lower() + lead[1:]), *paragraphs[1:]]
    line = form.format(source=source)
    return [paragraphs[0], line[:1].upper() + line[1:], *paragraphs[1:]]
