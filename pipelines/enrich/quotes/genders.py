"""Whether a person of an article is spoken of as he or as she, where titles or given names tell."""

import json
import unicodedata
from pathlib import Path

FEMALE, MALE = "female", "male"
NAMES_FILE = "given_names.json"

_TITLES = {
    **dict.fromkeys(
        (
            "mr",
            "sir",
            "king",
            "prince",
            "duke",
            "lord",
            "pope",
            "monsieur",
            "herr",
            "sheikh",
            "father",
            "congressman",
            "spokesman",
        ),
        MALE,
    ),
    **dict.fromkeys(
        (
            "mrs",
            "ms",
            "miss",
            "queen",
            "princess",
            "duchess",
            "lady",
            "dame",
            "madame",
            "congresswoman",
            "spokeswoman",
            "chairwoman",
        ),
        FEMALE,
    ),
}


def folded(name: str) -> str:
    """A name in lower case, without accents and without what is not a letter."""
    parts = unicodedata.normalize("NFKD", name.lower())
    return "".join(char for char in parts if char.isalpha())


class Genders:
    """Given names and titles that tell.

    Args:
        path: JSON with the lists `female` and `male` of folded given names.
    """

    def __init__(self, path: Path) -> None:
        lists: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
        self._names = {name: gender for gender, names in lists.items() for name in names}

    def of(self, name: str, titles: set[str]) -> str | None:
        """The gender of a person with this full name who is met with these titles; None where nothing tells."""
        told = {_TITLES[title] for title in titles if title in _TITLES}
        if len(told) == 1:
            return told.pop()
        words = name.split()
        if told or len(words) < 2:
            return None
        return self._names.get(folded(words[0]))
