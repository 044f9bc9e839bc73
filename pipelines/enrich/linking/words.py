"""The words of texts, and how many of them are of government and of sport."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

COUNTED_CHARS = 4_000
"""Characters of a text, some 650 words, whose words of government and sport are counted: articles do not change subject."""
GOVERNMENT = frozenset(
    ["minister", "ministers", "ministry", "president", "presidential", "premier", "government", "cabinet", "parliament", "parliamentary", "senator", "senators", "senate", "congress", "congressman", "congresswoman", "lawmaker", "lawmakers", "legislator", "legislators", "deputy", "governor", "mayor", "election", "elections", "elected", "electoral", "vote", "votes", "voters", "party", "coalition", "opposition", "ambassador", "diplomat", "diplomatic", "chancellor", "secretary", "politician", "political", "politics", "policy", "republican", "democrat", "democrats", "republicans", "democratic", "rep", "mp", "mps", "statesman", "leader", "leaders", "foreign", "defense", "defence", "state", "administration", "treaty", "sanctions", "kremlin", "bill"]
)  # fmt: skip
"""Words of articles in which office-holders act."""
SPORT = frozenset(
    ["match", "matches", "game", "games", "season", "coach", "league", "cup", "tournament", "championship", "championships", "player", "players", "team", "teams", "goal", "goals", "scored", "score", "round", "rounds", "final", "finals", "semifinal", "innings", "wicket", "wickets", "batting", "bowling", "tennis", "soccer", "football", "basketball", "baseball", "hockey", "rugby", "golf", "cricket", "olympic", "olympics", "medal", "race", "seed", "beat", "defeated", "win", "wins", "won", "club", "stadium", "striker", "midfielder", "goalkeeper", "quarterback", "pitcher", "inning", "standings", "division", "champion", "champions"]
)  # fmt: skip
"""Words of articles in which the name of a country or of a town is a team."""
NOT_TELLING = frozenset(
    ["of", "the", "and", "for", "in", "to", "a", "an", "member", "members", "acting", "former", "general", "national", "state", "united", "deputy", "first", "chief", "representative", "house", "people", "republic", "federal", "office"]
)  # fmt: skip
"""Words of the names of offices that tell nothing of the one who holds it."""
_NO_LETTER = re.compile(r"[\W\d_]")
_NEWS_MARKS = "’‘“”—–…•€™\u200b\ufeff\u202f"
"""Marks beside which most articles have no other letter than those of Latin-1."""
_SMALL_LETTERS = bytes(ord(chr(code).lower()) if not _NO_LETTER.match(chr(code)) else ord(" ") for code in range(256))
"""Of each letter of Latin-1 the small one, of all else a space: to translate bytes takes a third of the time that texts take."""
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_ANY_LETTER = bytes(ord(" ") if code == ord(" ") else ord("x") for code in range(256))
_BEGINNING = b" x"
"""Where a word begins in a text whose letters are all `x`: to count these is to count its words without making them."""


class Shares(NamedTuple):
    """Share of the words of a text that are words of government, and of sport."""

    government: float
    sport: float


def small_letters(text: str) -> str:
    """Return a text with each letter made small and a space for anything else, place by place."""
    plain = text
    if not text.isascii():
        for mark in _NEWS_MARKS:
            plain = plain.replace(mark, " ")
    try:
        return plain.encode("latin-1").translate(_SMALL_LETTERS).decode("latin-1")
    except UnicodeEncodeError:
        spaced = _NO_LETTER.sub(" ", text)
        small = spaced.lower()
        return small if len(small) == len(text) else "".join(letter.lower()[0] for letter in spaced)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return small_letters(text).split()


def shares_of(letters: Sequence[str]) -> list[Shares]:
    """Return what is counted of the beginning of each text.

    Args:
        letters: `small_letters` of the texts.
    """
    begun = [text[:COUNTED_CHARS] for text in letters]
    plain = [text if text.isascii() else _FOREIGN.sub("_", text) for text in begun]
    totals = [(b" " + text.encode().translate(_ANY_LETTER)).count(_BEGINNING) or 1 for text in plain]
    array = pa.array(plain, pa.string())
    counts = [pc.count_substring_regex(array, pattern=pattern).to_pylist() for pattern in _COUNTED]
    return [Shares(*(count / total for count in own)) for total, *own in zip(totals, *counts, strict=True)]


def _any_of(words: frozenset[str]) -> str:
    return rf"\b(?:{'|'.join(sorted(words))})\b"


_COUNTED = (_any_of(GOVERNMENT), _any_of(SPORT))
"""Looking for words in a text takes a quarter of the time that making all its words takes; a letter beyond ASCII is an underscore by then."""
