"""Which language a text is in: py3langid's naive Bayes model over byte n-grams, or nothing where it is not sure.

The model is a file inside the library, some 4.6 MB, read in half a second of processor when it is first needed. Chosen
over `lingua` (96 MB, nine times slower, blind to Amharic) and over function words by `benchmarks/language.py`.
"""

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.worker import IDENTITY_CHARS, file_digest

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGE_NAME = "language-py3langid"
LANGUAGE_VERSION = "1"
"""Version of the code here; raise it when the same library gives other codes."""

SAMPLE_CHARS = 600
"""Characters that are read: about 100 words. 1,000 find no more on news and take half as long again."""

MIN_CONFIDENCE = 0.6
"""Confidence below which nothing is said: most headlines of names alone, and anything of a word or two."""

NO_LANGUAGE = "zxx"
"""The model's own class of text in no language: numbers, symbols, code."""

_WRITTEN_AS = {"nn": "no"}
"""Codes that stand for one language in `core.articles`."""


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of a text's language, or None when its opening is too short or too mixed to tell.

    A text in several languages gets the one that most of its first `SAMPLE_CHARS` characters are in. Languages without
    a code of two letters are never given; their nearest relative may be (Nigerian Pidgin is read as English).
    """
    code: str
    code, confidence = _identifier().classify(text[:SAMPLE_CHARS])
    if confidence < MIN_CONFIDENCE or code == NO_LANGUAGE:
        return None
    return _WRITTEN_AS.get(code, code)


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
