"""How an outlet writes, whatever it writes about: its quotation marks, dashes, abbreviations, spelling, dates, verbs of saying.

Each paper keeps to a style book, so of two marks that mean the same (`“` and `"`, `Mr.` and `Mr`, `Kyiv` and `Kiev`) an article uses one.
Where the marks change, a text by someone else begins. A dump whose marks were made alike says nothing here.
"""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.float32]
READ_CHARS = 900  # of a line
WINDOWS = (6, 14)  # lines on each side
FAR_LINES = 30  # a mark further above or below says nothing of a gap
_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

GROUPS: tuple[tuple[str, ...], ...] = (
    (r"(?<=\w)’(?=\w)", r"(?<=\w)'(?=\w)"),
    (r"“", r"(?<![\d])\"(?=\w)", r"(?<!\w)[‘'](?=[A-Z])", r"«"),
    (r"(?<=\w)—(?=\w)", r" — ", r" – ", r" - ", r"--"),
    (r"…", r"\.\.\."),
    (r"\d percent\b", r"\d per cent\b", r"\d%"),
    (r"(?:U\.S|U\.N|U\.K|E\.U)\.", r"\b(?:US|UN|UK|EU)\b"),
    (r"(?:Mr|Mrs|Ms|Dr)\. [A-Z]", r"(?:Mr|Mrs|Ms|Dr) [A-Z]"),
    (
        r"(?:labour|harbour|honour|favour|neighbour|behaviour|colour|defence|centre|programme|licence|travell|rganis|ecognis|ealis|riticis)",
        r"(?:labor\b|harbor|honor|favor|neighbor|behavior|color|defense|center|program\b|license|traveled|rganiz|ecogniz|ealiz|riticiz)",
    ),
    (r"\b(?:says|tells|adds)\b", r"\b(?:said|told|added)\b"),
    (rf"(?:{_MONTHS}) \d{{1,2}}\b", rf"\b\d{{1,2}} (?:{_MONTHS})\b", r"(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\. \d{1,2}\b"),
    (rf"\bon {_DAYS}\b", rf"\b(?:said|told|was|were|late|early|killed|announced) {_DAYS}\b"),
    (r"\b\d{1,2}(?::\d\d)? ?[ap]\.m\.", r"\b\d{1,2}(?:[.:]\d\d)? ?[ap]m\b"),
    (r"\$\d[\d.,]* (?:m|b|tr)illion", r"\$\d[\d.,]*(?:m|bn|tn)\b", r"\d (?:m|b)illion (?:dollars|euros)"),
    (r"Kyiv\b", r"Kiev\b"), (r"Zelensky\b", r"Zelenskyy\b", r"Zelenskiy\b"), (r"Kharkiv\b", r"Kharkov\b"),
    (r"Islamic State\b", r"ISIS\b", r"Isis\b", r"ISIL\b", r"Daesh\b"), (r"al-Qaeda\b", r"al-Qaida\b", r"al Qaeda\b", r"Al Qaeda\b"),
    (r"Hezbollah\b", r"Hizbollah\b", r"Hizbullah\b"), (r"Erdogan\b", r"Erdoğan\b"), (r"Sergei\b", r"Sergey\b"),
    (r"Vladimir\b", r"Volodymyr\b"), (r"Lugansk\b", r"Luhansk\b"), (r"Gaddafi\b", r"Gadhafi\b", r"Qaddafi\b", r"Kadhafi\b"),
)  # fmt: skip
"""Groups of marks that mean the same."""
_COMPILED = tuple(tuple(re.compile(mark) for mark in group) for group in GROUPS)
_SLICES = tuple(
    slice(end - len(group), end)
    for group, end in zip(GROUPS, np.cumsum([len(g) for g in GROUPS]).tolist(), strict=True)
)


def mark_counts(texts: list[str]) -> Column:
    """How often each mark stands in each line; a column per mark, the groups in order."""
    read = [text[:READ_CHARS] for text in texts]
    whole = "\n".join(read)
    starts = np.cumsum([0, *(len(text) + 1 for text in read)])[:-1]
    columns = [_per_line(mark, whole, starts) for group in _COMPILED for mark in group]
    return np.stack(columns, axis=1).astype(np.float32)


def _per_line(mark: re.Pattern[str], whole: str, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    places = [match.start() for match in mark.finditer(whole)]
    return (
        np.bincount(np.searchsorted(starts, places, side="right") - 1, minlength=len(starts))
        if places
        else np.zeros(len(starts), np.int64)
    )


def typography_columns(texts: list[str]) -> Iterator[tuple[str, Column]]:
    """Named features of every gap (above line i): whether the marks on its two sides are of one hand."""
    counts = mark_counts(texts)
    count = len(texts)
    sums = np.concatenate([np.zeros((1, counts.shape[1]), np.float32), np.cumsum(counts, axis=0)])
    at = np.arange(count)
    for size in WINDOWS:
        left, right = sums[at] - sums[np.maximum(at - size, 0)], sums[np.minimum(at + size, count)] - sums[at]
        differ, agree = _compared(left, right)
        yield f"hands_differ{size}", differ
        yield f"hands_agree{size}", agree
        share = (differ - agree) / (differ + agree + 1)
        yield f"hands_depth{size}", (share - _higher_near(share, size)).astype(np.float32)
    yield from _changes(counts)
    yield "hands_habit", np.full(count, _evenness(counts), np.float32)


def _compared(left: Column, right: Column) -> tuple[Column, Column]:
    """Groups whose marks differ between the sides, and groups whose marks agree, each by how far."""
    differ, agree = np.zeros(len(left), np.float32), np.zeros(len(left), np.float32)
    for part in _SLICES:
        a, b = left[:, part], right[:, part]
        norms = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
        cosine = (a * b).sum(axis=1) / np.maximum(norms, 1e-6)
        both = norms > 0
        differ += np.where(both, 1 - cosine, 0)
        agree += np.where(both, cosine, 0)
    return differ, agree


def _changes(counts: Column) -> Iterator[tuple[str, Column]]:
    """Per gap, the groups whose nearest marks above and below differ, each by how near the two are."""
    count = len(counts)
    change, strongest, kept = (np.zeros(count, np.float32) for _ in range(3))
    at = np.arange(count)
    for part in _SLICES:
        found = counts[:, part]
        total = found.sum(axis=1)
        kind = np.where((total > 0) & (found.max(axis=1) == total), found.argmax(axis=1), -1)
        above = np.maximum.accumulate(np.where(kind >= 0, at, -1))
        above = np.concatenate([[-1], above[:-1]])[:count]
        below = np.minimum.accumulate(np.where(kind >= 0, at, count)[::-1])[::-1]
        known = (above >= 0) & (below < count) & (below - above <= FAR_LINES)
        differs = known & (kind[np.maximum(above, 0)] != kind[np.minimum(below, count - 1)])
        nearness = np.where(differs, 1.0 / np.maximum(below - above, 1), 0).astype(np.float32)
        change += nearness
        strongest = np.maximum(strongest, nearness)
        kept += (known & ~differs).astype(np.float32)
    yield "hands_change", change
    yield "hands_change_most", strongest
    yield "hands_kept", kept


def _evenness(counts: Column) -> float:
    """How far each group's marks are of one kind in the whole document; 1 when they were made alike."""
    totals = counts.sum(axis=0)
    shares = [float(totals[part].max() / totals[part].sum()) for part in _SLICES[:3] if totals[part].sum() > 0]
    return float(np.mean(shares)) if shares else 1.0


def _higher_near(column: Column, reach: int) -> Column:
    """The highest value within `reach` lines of each line, its own left out."""
    if not len(column):
        return column
    padded = np.pad(column, reach, constant_values=-1)
    views = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).copy()
    views[:, reach] = -1
    highest: Column = views.max(axis=1)
    return highest
