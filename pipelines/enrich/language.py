"""Which language a text is in: py3langid's naive Bayes model over byte n-grams, or nothing where it is not sure.

The model is a file inside the library, some 4.6 MB, read in half a second of processor when it is first needed. Chosen
over `lingua` (96 MB, nine times slower, blind to Amharic) and over function words by `benchmarks/language.py`. A text that
is English from its first word to its last is told by the words that no other language has, without the model, which says the same of it.
"""

import re
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.worker import IDENTITY_CHARS, file_digest

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGE_NAME = "language-py3langid"
LANGUAGE_VERSION = "2"
"""Version of the code here; raise it when the same library gives other codes."""

SAMPLE_CHARS = 600
"""Characters that are read: about 100 words. 1,000 find no more on news and take half as long again."""

MIN_CONFIDENCE = 0.6
"""Confidence below which nothing is said: most headlines of names alone, and anything of a word or two."""

NO_LANGUAGE = "zxx"
"""The model's own class of text in no language: numbers, symbols, code."""

ENGLISH_WORDS = frozenset(
    """
    about after against also and any are back because been before being between both but by children could country court day days did
    does down during even first former from good government had has have how if into it its just last like made make many might month
    months more most much my new not of officials on only other our own part people police president said says she should since some
    state still such than that the their them there these they this those three through to told too two until very week were what when
    where which while who whom whose why with women world would year years you your
    """.split()  # noqa: SIM905 a list of words reads better as text
)
"""Frequent words of English news; hardly any is a word of another language in the same letters."""

ENGLISH_PARTS = 3
"""Stretches of the sample of which each must be English: a text that changes its language is the model's."""

MIN_PART_WORDS = 7
MIN_ENGLISH_SHARE = 0.12
"""Least share of `ENGLISH_WORDS` in each stretch; English news has .2 to .4, other languages next to nothing."""

MAX_OTHER_LETTERS = 6
"""More letters beside those of English in a sample, such as those of a tweet in Arabic, are the model's."""

_WORD = re.compile(r"[a-z]+")
_OTHER_LETTER = re.compile(r"[^\W\d_a-zA-Z]")

_WRITTEN_AS = {"nn": "no"}
"""Codes that stand for one language in `core.articles`."""


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of a text's language, or None when its opening is too short or too mixed to tell.

    A text in several languages gets the one that most of its first `SAMPLE_CHARS` characters are in. Languages without
    a code of two letters are never given; their nearest relative may be (Nigerian Pidgin is read as English).
    """
    sample = text[:SAMPLE_CHARS]
    if is_plainly_english(sample):
        return "en"
    code: str
    code, confidence = _identifier().classify(sample)
    if confidence < MIN_CONFIDENCE or code == NO_LANGUAGE:
        return None
    return _WRITTEN_AS.get(code, code)


def is_plainly_english(sample: str) -> bool:
    """Whether a text is English in each of its parts; False also where it is too short to tell without the model."""
    words = _WORD.findall(sample.lower())
    size = len(words) // ENGLISH_PARTS
    if size < MIN_PART_WORDS or len(_OTHER_LETTER.findall(sample)) > MAX_OTHER_LETTERS:
        return False
    parts = (words[part * size : (part + 1) * size] for part in range(ENGLISH_PARTS))
    return all(sum(word in ENGLISH_WORDS for word in part) >= MIN_ENGLISH_SHARE * size for part in parts)


def language_files() -> tuple[Path, ...]:
    """Every file whose content can change a code."""
    from py3langid import langid

    return (langid.MODEL_DIR / langid.MODEL_FILE,)


def language_detector_id() -> str:
    """Identity of who gives the codes: this code's version, the library's, and a digest of the library's model."""
    digest = "".join(file_digest(path)[:IDENTITY_CHARS] for path in language_files())
    return f"{LANGUAGE_NAME}@{LANGUAGE_VERSION}-{version('py3langid')}+{digest}"


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    """Load the model, once per process, without the languages that ISO 639-1 has no code for."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2 or code == NO_LANGUAGE])
    return identifier
