"""What the lines around a gap look like, whatever they are about."""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pipelines.segment.headings import ends_sentence, is_byline, is_list_item, is_subheading, is_title

Column = npt.NDArray[np.float32]
READ_CHARS = 400  # of a line's beginning: shape shows at once
_NEIGHBOURS = (-2, -1, 1, 2)  # lines whose shapes are features beside the line itself

_FOLLOWS_ON = re.compile(
    r"[\"“'‘]?(?:he|she|they|it|his|her|their|its|this|that|these|those|but|and|however|also|meanwhile|still|yet|so|then|instead|in addition|additionally|moreover"
    r"|furthermore|asked|for example|for instance|according to (?:him|her|them)|the (?:two|former|latter|minister|president|man|woman|company|report|statement|group|official|court|suspect"
    r"|victim|move|announcement|decision|incident|attack)|we|i|you|other|another|others|both|such|as a result|on the other hand|despite|earlier|later|separately)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’\- ]{2,30}(?:, [A-Z][\w.]{1,14}(?: [A-Z]\w{1,12})?)?(?:,? (?:[A-Z][a-z]{2,8}\.?) \d{1,2})?(?: ?\((?:AP|Reuters|AFP|CNN|Xinhua|UPI|[A-Z][\w ]{1,20})\))?"
    r" ?(?:--|[–—-]|_) )|(?:[A-Z][\w.'’ -]{2,30} ?\((?:AP|Reuters|AFP|CNN|Xinhua|UPI|BBC)\) ?(?:--|[–—_-]))|\((?:AP|Reuters|AFP|CNN)\) ?[–—-]"
)
_CREDIT = re.compile(
    r"(?:.{0,60}\b(?:contributed(?: to this (?:report|story|article))?|reporting by|editing by|edited by|compiled by|writing by|additional reporting|with reporting from"
    r"|has been updated|was updated|developing story|follow (?:him|her|us|@)|can be reached|email:?|is a (?:reporter|correspondent|columnist|fellow|professor|staff writer)"
    r"|the writer is|associated press|all rights reserved|copyright)\b|contributing:|sources?:|correction:|editor.s note)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DAY_ANCHOR = re.compile(
    r"\b(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|last (?:night|week)|this (?:week|morning)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: night| morning| evening)?,)"
)
_DATE = re.compile(
    r"\b(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)) \d{1,2}\b"
)
_SAID = re.compile(r"\b(?:said|says|told|added|asked|wrote|explained|noted|stated|argued|insisted)\b")
_PERFECT = re.compile(r"\b(?:has|have) (?:been |now |already )?\w{2,14}(?:ed|en|wn|ld|de|id|nt|st)\b")
_INDEFINITE = re.compile(
    r"(?:A|An|At least|More than|Nearly|Hundreds|Thousands|Dozens|Two|Three|Four|Five|Six|Police|Shares|Scientists|Officials|The \w+ (?:of|has|have))\b"
)
_FULL_TITLE_NAME = re.compile(
    r"\b(?:President|Minister|Secretary|Sen\.|Rep\.|Gov\.|spokes\w+|Chancellor|chief|General|Gen\.|leader|CEO|director)\s+[A-Z][\w'’-]+\s+[A-Z]"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|me|us)\b")
_WORDS = re.compile(r"\w+")
_OPENING_QUOTES = "\"“'‘«”"
_CLOSING_QUOTES = "\"”'’»"

_LINE_COLUMNS = (
    "words", "is_closed", "closes_quote", "colon", "comma", "lower", "quote", "digit", "list_item", "byline", "title", "subheading", "follows_on", "dateline", "credit",
    "weekday", "anchor", "date", "said", "perfect", "indefinite", "titled_name", "first_person", "question", "sentences", "capitals", "shout", "balance", "parenthesis", "markup",
)  # fmt: skip
_NEIGHBOUR_COLUMNS = ("words", "is_closed", "closes_quote", "lower", "quote", "list_item", "byline", "title", "subheading", "follows_on", "dateline", "credit", "weekday", "anchor", "said", "capitals", "sentences")  # fmt: skip
_HABITS = (
    "words",
    "is_closed",
    "title",
    "subheading",
    "quote",
    "said",
    "follows_on",
    "list_item",
    "capitals",
    "sentences",
)


def line_shapes(texts: list[str]) -> npt.NDArray[np.float32]:
    """One row of `_LINE_COLUMNS` a line."""
    return np.array([_shape(text) for text in texts], np.float32).reshape(len(texts), len(_LINE_COLUMNS))


def _shape(text: str) -> tuple[float, ...]:
    head, tail = text[:READ_CHARS], text[-40:]
    words = _WORDS.findall(head)
    count = len(words) if len(text) <= READ_CHARS else len(words) * len(text) / READ_CHARS
    capitals = sum(w[0].isupper() for w in words)
    return (
        count, ends_sentence(tail), tail[-1] in _CLOSING_QUOTES, tail[-1] == ":", tail[-1] in ",;-–—", text[0].islower(), text[0] in _OPENING_QUOTES, text[0].isdigit(),
        is_list_item(text), is_byline(text), is_title(text), is_subheading(text), bool(_FOLLOWS_ON.match(head)), bool(_DATELINE.match(head)), bool(_CREDIT.match(head)),
        bool(_WEEKDAY.search(head)), bool(_DAY_ANCHOR.search(head)), bool(_DATE.search(head)), len(_SAID.findall(head)), bool(_PERFECT.search(head[:160])), bool(_INDEFINITE.match(head)),
        len(_FULL_TITLE_NAME.findall(head)), len(_FIRST_PERSON.findall(head)), tail[-1] == "?", head.count(". ") + 1, capitals / max(1, len(words)), head.isupper(),
        sum(head.count(q) for q in '"“”'), head.count("("), text[0] in "#*_[<|",
    )  # fmt: skip


def shape_features(
    shapes: npt.NDArray[np.float32], blanks: npt.NDArray[np.int64], residue_above: npt.NDArray[np.int64]
) -> Iterator[tuple[str, Column]]:
    """Named features of every gap (above line i): shapes of five lines, blank lines, and the document's habits."""
    count = len(shapes)
    index = {name: k for k, name in enumerate(_LINE_COLUMNS)}
    for name, k in index.items():
        yield f"{name}_0", shapes[:, k]
    for offset in _NEIGHBOURS:
        rows = neighbours(shapes, offset)
        for name in _NEIGHBOUR_COLUMNS:
            yield f"{name}_{offset:+d}", rows[:, index[name]]
    above = blanks.astype(np.float32)
    usual = float(np.median(above[1:])) if count > 1 else 0.0
    yield "blanks", np.minimum(above, 5)
    yield "blanks_beyond_usual", np.clip(above - usual, -3, 5)
    yield "blank_rate", np.full(count, np.mean(above > 0), np.float32)
    yield "residue_above", np.minimum(residue_above, 8).astype(np.float32)
    yield "residue_below", np.append(np.minimum(residue_above[1:], 8), 0).astype(np.float32)
    yield "residue_rate", np.full(count, np.mean(residue_above > 0), np.float32)
    for name in _HABITS:
        mean = float(np.mean(shapes[:, index[name]]))
        yield f"{name}_habit", np.full(count, mean, np.float32)
        yield f"{name}_local", (_smoothed(shapes[:, index[name]], 10) - mean).astype(np.float32)
    yield "line_count", np.full(count, np.log1p(count), np.float32)
    yield "is_last", (np.arange(count) >= count - 1).astype(np.float32)
    yield "since_untitled", since(shapes[:, index["title"]] > 0)
    yield "since_anchor", since(shapes[:, index["anchor"]] > 0)
    yield "since_lead_like", since(shapes[:, index["dateline"]] > 0)
    rhythm = shapes[:, index["words"]]
    yield "words_against_above", (rhythm - _mean_before(rhythm, 4)).astype(np.float32)
    yield "words_against_below", (rhythm - _mean_before(rhythm[::-1], 4)[::-1]).astype(np.float32)


def _smoothed(column: Column, reach: int) -> npt.NDArray[np.float64]:
    sums = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)])
    at = np.arange(len(column))
    low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, len(column))
    smoothed: npt.NDArray[np.float64] = (sums[high] - sums[low]) / (high - low)
    return smoothed


def _mean_before(column: Column, reach: int) -> npt.NDArray[np.float64]:
    sums = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)])
    at = np.arange(len(column))
    low = np.maximum(at - reach, 0)
    means: npt.NDArray[np.float64] = (sums[at] - sums[low]) / np.maximum(at - low, 1)
    return means


def neighbours(values: Column, offset: int) -> Column:
    """What each line's neighbour so many lines below has; -1 beyond the first and the last line."""
    at = np.arange(len(values)) + offset
    found = values[np.clip(at, 0, len(values) - 1)]
    found[(at < 0) | (at >= len(values))] = -1
    return found


def since(mark: npt.NDArray[np.bool_]) -> Column:
    """Lines since the last marked line above, at most 30."""
    at = np.arange(len(mark))
    last = np.maximum.accumulate(np.where(mark, at, -30))
    shifted = np.concatenate([[-30], last[:-1]]) if len(mark) else last
    distances: Column = np.minimum(at - shifted, 30).astype(np.float32)
    return distances
