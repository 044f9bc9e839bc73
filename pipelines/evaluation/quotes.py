"""Scores statements and their speakers against marked articles, which `quotes_gold` reads.

Everything is read as in the pipeline: sentences, entities, then quotes. A statement that was found matches a marked one when their
contents share at least 60 % of the characters that either has; each matches at most one, the best overlap first. A speaker is right when its
words overlap the marked ones by as much, or when neither has any. Where the gold names the speaker as a person, `named_speakers` compares
names. `reliability` sets the score that a row has beside the share of such rows that are right in content and speaker.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.evaluation.quotes_gold import GoldQuote, GoldText, Spans, read_quotes

MIN_OVERLAP = 0.6
BATCH = 32
BINS = 5

_MARKS = "“”\"„«»‘’'"
_BESIDE = " ,.;:"


class Found(NamedTuple):
    """A statement as the reading gives it."""

    source: Spans
    cue: Spans
    content: Spans
    is_direct: bool
    speaker: str | None
    score: float


class Pair(NamedTuple):
    """A marked statement, a found one, or both."""

    gold: GoldQuote | None
    found: Found | None
    is_marked_direct: bool = False

    @property
    def is_match(self) -> bool:
        """Whether what is marked was found."""
        return self.gold is not None and self.found is not None

    @property
    def has_speaker(self) -> bool:
        """Whether a match has the right speaker."""
        return self.gold is not None and self.found is not None and _same(self.gold.source, self.found.source)

    @property
    def has_cue(self) -> bool:
        """Whether a match has a cue in the right place."""
        return (
            self.gold is not None
            and self.found is not None
            and (overlap(self.gold.cue, self.found.cue) > 0 or self.gold.cue == self.found.cue)
        )


def evaluate(gold: Path) -> dict[str, object]:
    """Return scores of the shipped reading on marked articles.

    Args:
        gold: A folder of brat files, or a JSONL file; see `quotes_gold`.

    Raises:
        GoldError: If the gold data cannot be read, naming the file and the place.
    """
    texts = read_quotes(gold)
    pairs = [pair for text, found in zip(texts, read(texts), strict=True) for pair in paired(text, found)]
    return {"articles": len(texts), **scores(pairs)}


def read(texts: Sequence[GoldText], models: Path | None = None) -> Iterator[list[Found]]:
    """What the pipeline's readings find in each text."""
    from pipelines.enrich.quotes.reader import QuoteReader
    from pipelines.worker import MODELS, rows_by_article

    reader = QuoteReader(models=models or MODELS)
    for part, batch in batches(texts):
        rows = rows_by_article(reader.predict(batch))
        for number in range(len(part)):
            yield [_found(row) for row in rows.get(str(number), [])]


def batches(texts: Sequence[GoldText]) -> Iterator[tuple[Sequence[GoldText], dict[str, pa.Table]]]:
    """Texts, some at a time, with what the reading of quotes is given: their articles, sentences and mentions."""
    from pipelines.enrich.entities.named import NamedEntityReader
    from pipelines.segment import SentenceSplitter

    splitter, names = SentenceSplitter(), NamedEntityReader(threads=1)
    for begin in range(0, len(texts), BATCH):
        part = texts[begin : begin + BATCH]
        batch = {"core.articles": _table(part)}
        batch["core.sentences"] = splitter.predict(batch)
        batch["core.entity_mentions"] = names.predict(batch)
        yield part, batch


def _table(texts: Sequence[GoldText]) -> pa.Table:
    rows: list[dict[str, object]] = [
        {
            "article_id": str(number), "title": None, "text": text.text, "is_title_in_text": True,
            "word_count": 0, "published_basis": "none", "annotator_id": "gold",
        }
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return CONTRACTS["core.articles"].from_rows(rows)


def _found(row: Mapping[str, object]) -> Found:
    def span(prefix: str) -> Spans:
        start, end = row[f"{prefix}_start_char"], row[f"{prefix}_end_char"]
        return ((start, end),) if isinstance(start, int) and isinstance(end, int) else ()

    content = tuple((start, end) for start, end in json.loads(str(row["content_spans"])))
    name = row["speaker_name"]
    return Found(
        span("speaker"),
        span("cue"),
        content,
        bool(row["is_direct"]),
        str(name) if name else None,
        float(str(row["score"])),
    )


def paired(text: GoldText, found: Sequence[Found]) -> list[Pair]:
    """The marked and the found statements of one text, matched one to one, the best overlap first."""
    options = sorted(
        (
            (-share, i, j)
            for i, gold in enumerate(text.quotes)
            for j, one in enumerate(found)
            if (share := overlap(gold.content, one.content)) >= MIN_OVERLAP
        )
    )
    of_gold: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in options:
        if i not in of_gold and j not in taken:
            of_gold[i] = j
            taken.add(j)
    pairs = [
        Pair(gold, found[of_gold[i]] if i in of_gold else None, _is_direct(text.text, gold))
        for i, gold in enumerate(text.quotes)
    ]
    return pairs + [Pair(None, one) for j, one in enumerate(found) if j not in taken]


def _is_direct(text: str, gold: GoldQuote) -> bool:
    """Whether every part of what is said stands in quotation marks."""
    parts = [text[a:b].strip(_BESIDE) for a, b in gold.content]
    return all(len(part) > 1 and part[0] in _MARKS and part[-1] in _MARKS for part in parts)


def overlap(one: Spans, other: Spans) -> float:
    """Characters that both have by characters that either has."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    either = sum(b - a for a, b in one) + sum(b - a for a, b in other) - shared
    return shared / either if either else 0.0


def _same(one: Spans, other: Spans) -> bool:
    return one == other or overlap(one, other) >= MIN_OVERLAP


def scores(pairs: Sequence[Pair]) -> dict[str, object]:
    """Return counts and scores of matched statements."""
    gold, found = [p.gold for p in pairs if p.gold], [p.found for p in pairs if p.found]
    matches = [p for p in pairs if p.is_match]
    exact = sum(1 for p in matches if p.gold and p.found and p.gold.content == p.found.content)
    whole = [
        p for p in matches if p.has_speaker and p.has_cue and (p.is_marked_direct or (p.found and p.found.is_direct))
    ]
    direct_marked, direct_found = (
        sum(p.is_marked_direct for p in pairs),
        sum(1 for p in pairs if p.found and p.found.is_direct),
    )
    named = [p for p in matches if p.gold and p.gold.speaker]
    return {
        "marked": len(gold),
        "found": len(found),
        "content_60": _f1(len(matches), len(gold), len(found)),
        "content_exact": _f1(exact, len(gold), len(found)),
        "speaker_of_matched": _share(sum(p.has_speaker for p in matches), len(matches)),
        "cue_of_matched": _share(sum(p.has_cue for p in matches), len(matches)),
        "direct_marked": direct_marked,
        "direct_all_three": {
            "precision": _share(sum(1 for p in whole if p.found and p.found.is_direct), direct_found),
            "recall": _share(sum(p.is_marked_direct for p in whole), direct_marked),
        },
        "named_speakers": _share(sum(_is_named(p) for p in named), len(named)) if named else None,
        "reliability": reliability(pairs),
    }


def _is_named(pair: Pair) -> bool:
    """Whether the speaker has the name that the gold states, or its last word."""
    gold, found = pair.gold, pair.found
    if gold is None or found is None or not gold.speaker or not found.speaker:
        return False
    one, other = gold.speaker.lower().split(), found.speaker.lower().split()
    return one == other or one[-1] == other[-1]


def reliability(pairs: Sequence[Pair]) -> list[dict[str, float]]:
    """By fifths of the score: rows, their mean score, and the share of them that are right."""
    table = []
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        rows = [p for p in pairs if p.found and low <= p.found.score and (p.found.score < high or number == BINS - 1)]
        if rows:
            mean = sum(p.found.score for p in rows if p.found) / len(rows)
            right = sum(p.has_speaker for p in rows) / len(rows)
            table.append({"from": low, "rows": len(rows), "mean_score": round(mean, 3), "right": round(right, 3)})
    return table


def _f1(hits: int, gold: int, found: int) -> dict[str, float]:
    precision, recall = _share(hits, found), _share(hits, gold)
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": round(2 * precision * recall / both, 4) if both else 0.0}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
