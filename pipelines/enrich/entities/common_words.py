"""Words that news writes in small letters: where only a line's first word raises one, it is no name."""

from functools import lru_cache
from pathlib import Path

from pipelines.worker import MODELS

COMMON_WORDS_FILE = "common_words.txt"
"""One word per line, small letters, within the folder of the recogniser; made by `training.entities.common_words`."""
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""))


@lru_cache(maxsize=4)
def common_words(path: Path = MODELS / "entities" / COMMON_WORDS_FILE) -> frozenset[str]:
    """The words of a file; none where there is no such file beside weights of the user's own."""
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()


def is_common_word(word: str, words: frozenset[str]) -> bool:
    """True for a word of the list, in any case, and for the plural of one."""
    small = word.lower()
    if small in words:
        return True
    return any(small.endswith(ending) and small[: -len(ending)] + kept in words for ending, kept in _ENDINGS)
