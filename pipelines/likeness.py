"""The name that was meant, where one is given that nothing bears."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process


def likest(name: str, known: Sequence[str], least: float) -> str | None:
    """Return the known name that is most like a given one; None when none is like it by `least` (0 to 100)."""
    best = process.extractOne(name, known, scorer=fuzz.WRatio, score_cutoff=least)
    return best[0] if best else None
