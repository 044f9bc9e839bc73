"""Reads marked attributions: source, cue and content of each statement, as brat's stand-off files or as JSONL.

A folder of brat files has pairs `NAME.txt` and `NAME.ann`, or `text/` beside `attributions/` as PolNeAR has them, whose `.ann` names may
end in an annotator's code. `T` lines with the types Source, Cue and Content, `E` lines `Attribution:T4 Source:T1 Cue:T2 Content:T3`
that join them; spans may have several parts. JSONL has one article per line:
`{"id", "text", "quotes": [{"source": [[start, end], ...], "cue": [...], "content": [...], "speaker": "Sergey Lavrov"}]}`; `speaker` is
optional, and so are the source and the cue.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.evaluation.gold import GoldError, read_gold_jsonl

Spans = tuple[tuple[int, int], ...]

_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")


class GoldQuote(NamedTuple):
    """An attributed statement; spans are half-open, in code points, in order."""

    source: Spans
    cue: Spans
    content: Spans
    speaker: str | None = None


class GoldText(NamedTuple):
    """An article with its marked statements."""

    name: str
    text: str
    quotes: tuple[GoldQuote, ...]


def read_quotes(gold: Path) -> list[GoldText]:
    """The marked articles of a JSONL file, or of a folder of brat files.

    Raises:
        GoldError: If there is nothing to read, a text is missing, or a span lies outside its text.
    """
    found = list(_jsonl(gold)) if gold.is_file() else list(_brat(gold))
    if not found:
        raise GoldError(gold, "expected *.ann files beside their *.txt, or a JSONL file")
    return found


def _jsonl(path: Path) -> Iterator[GoldText]:
    for number, row in read_gold_jsonl(path):
        where, text = f"line {number}", row.get("text")
        if not isinstance(text, str):
            raise GoldError(path, "expected a string `text`", place=where)
        quotes = row.get("quotes")
        if not isinstance(quotes, list):
            raise GoldError(path, "expected a list `quotes`", place=where)
        made = tuple(
            GoldQuote(
                _spans(path, where, text, quote.get("source")),
                _spans(path, where, text, quote.get("cue")),
                _spans(path, where, text, quote.get("content")),
                quote.get("speaker"),
            )
            for quote in quotes
        )
        yield GoldText(str(row.get("id", number)), text, made)


def _spans(path: Path, where: str, text: str, value: object) -> Spans:
    pairs = value if isinstance(value, list) else []
    try:
        spans = tuple(sorted((int(start), int(end)) for start, end in pairs))
    except (TypeError, ValueError) as error:
        raise GoldError(path, f"expected spans such as [[10, 42]], got {value!r}", place=where) from error
    if any(not 0 <= start < end <= len(text) for start, end in spans):
        raise GoldError(path, f"a span of {value!r} lies outside the text", place=where)
    return spans


def _brat(folder: Path) -> Iterator[GoldText]:
    for path in sorted(folder.rglob("*.ann")):
        stem = _ANNOTATOR.sub("", path.stem)
        places = [path.with_suffix(".txt"), path.parent.parent / "text" / f"{stem}.txt", path.with_name(f"{stem}.txt")]
        text_path = next((place for place in places if place.is_file()), None)
        if text_path is None:
            raise GoldError(path, f"its text was not found; looked for {', '.join(str(place) for place in places)}")
        with text_path.open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        yield GoldText(path.stem, text, tuple(_attributions(path, text)))


def _attributions(path: Path, text: str) -> Iterator[GoldQuote]:
    spans: dict[str, Spans] = {}
    joins: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fields = line.split("\t")
        if len(fields) > 1 and fields[0].startswith("T"):
            parts = [part.split() for part in fields[1].split(" ", 1)[1].split(";")]
            spans[fields[0]] = _spans(path, f"line {number}", text, parts)
        elif len(fields) > 1 and fields[0].startswith("E"):
            joins.append((number, fields[1]))
    for number, joined in joins:
        roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for part in joined.split():
            role, _, label = part.partition(":")
            if label not in spans:
                raise GoldError(path, f"{label} is used but not stated", place=f"line {number}")
            roles[role.rstrip("0123456789")] += spans[label]
        if roles["Content"]:
            source, cue, content = (tuple(sorted(roles[role])) for role in ("Source", "Cue", "Content"))
            yield GoldQuote(source, cue, content)
