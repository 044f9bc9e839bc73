"""Scores near-duplicates against pairs of articles of which one is a copy of the other.

JSONL, one article a line: `{"id", "text", "copies": [ids], "unsure": [ids]}`. A pair counts once, whichever of the two names
the other; pairs that are `unsure` count neither way. Measure: precision, recall and F1 of pairs.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.enrich.copies import Pair, band_hashes, is_close, shared_words, word_codes
from pipelines.evaluation.gold import GoldError, read_gold_jsonl

MOST_SHARING = 20
"""Of a hash that more articles share, only the first so many are compared with the others, as in the warehouse."""

IdPair = tuple[str, str]


class Gold(NamedTuple):
    """Articles, the pairs that are right, and those that may be."""

    texts: dict[str, str]
    pairs: frozenset[IdPair]
    unsure: frozenset[IdPair]


def evaluate(gold: Path) -> dict[str, object]:
    """Pair precision, recall and F1 of the shipped rules.

    Args:
        gold: A JSONL file.

    Raises:
        GoldError: If the gold data cannot be read, naming the file and the place.
    """
    data = gold_of(gold)
    found = pairs_of(list(data.texts), list(data.texts.values())) - data.unsure
    right = data.pairs - data.unsure
    both = len(found & right)
    return {
        "articles": len(data.texts),
        "gold_pairs": len(right),
        "found_pairs": len(found),
        "precision": round(both / len(found), 4) if found else 0.0,
        "recall": round(both / len(right), 4) if right else 0.0,
        "f1": round(2 * both / (len(found) + len(right)), 4) if found or right else 0.0,
    }


def gold_of(path: Path) -> Gold:
    """The articles and pairs of a file.

    Raises:
        GoldError: If an article lacks its text, or a pair names an article that is not there.
    """
    texts: dict[str, str] = {}
    named: dict[str, list[tuple[IdPair, str]]] = {"copies": [], "unsure": []}
    for number, row in read_gold_jsonl(path):
        where = f"line {number}"
        if not isinstance(row.get("text"), str) or "id" not in row:
            raise GoldError(path, "expected an `id` and a string `text`", place=where)
        article_id = str(row["id"])
        texts[article_id] = row["text"]
        for field, listed in named.items():
            ids = row.get(field, [])
            if not isinstance(ids, list):
                raise GoldError(path, f"expected `{field}`, a list of ids", place=where)
            listed += [(_pair(article_id, str(other)), where) for other in ids]
    for pair, where in (item for listed in named.values() for item in listed):
        if not set(pair) <= texts.keys():
            raise GoldError(path, f"expected ids of articles in the file, got {pair}", place=where)
    pairs, unsure = (frozenset(pair for pair, _ in named[field]) for field in ("copies", "unsure"))
    return Gold(texts, pairs, unsure)


def pairs_of(ids: Sequence[str], texts: Sequence[str]) -> frozenset[IdPair]:
    """The pairs of which one is found to be a copy of the other."""
    words = [word_codes(text) for text in texts]
    sharing: dict[int, list[int]] = defaultdict(list)
    for number, value in zip(*(array.tolist() for array in band_hashes(words)), strict=True):
        sharing[value].append(number)
    candidates = {
        (first, number)
        for numbers in sharing.values()
        for first in numbers[:MOST_SHARING]
        for number in numbers
        if first < number
    }
    found = set()
    for one, other in candidates:
        left, right = words[one].codes, words[other].codes
        shared = shared_words(left, right)
        if is_close(Pair(ids[one], ids[other], left.size, right.size, *shared)):
            found.add(_pair(ids[one], ids[other]))
    return frozenset(found)


def _pair(one: str, other: str) -> IdPair:
    return (one, other) if one < other else (other, one)
