"""Dated articles to learn from: readers of the sets that the dating model is trained and measured on."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipelines.evaluation.times import documents_of

_POLNEAR_DATE = re.compile(r"_(\d{4})-(\d{2})-(\d{2})_")
_REUTERS = re.compile(r"<DATE>\s*(\d+)-([A-Z]{3})-(\d{4}).*?</DATE>.*?<BODY>(.*?)</BODY>", re.DOTALL)
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_REUTERS_STEP = 25


class Dated(NamedTuple):
    """An article with its true day and the set it is from."""

    corpus: str
    article_id: str
    text: str
    day: date


def corpora(data: Path) -> Iterator[Dated]:
    """Every dated article of the shared data folder, CNN 2024, PolNeAR 2015-16, TimeML 1989-2000 and Reuters 1987."""
    with (data / "segmentation/cnn_2024/cnn_2024_unique.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield Dated("cnn", row["id"], row["text"], date.fromisoformat(row["date"][:10]))
    for part in ("train", "dev"):
        for path in sorted((data / "quotes/polnear" / part / "text").glob("*.txt")):
            found = _POLNEAR_DATE.search(path.name)
            if found:
                yield Dated("polnear", path.stem, path.read_text(encoding="utf-8"), date(*map(int, found.groups())))
    yield from _timeml(data)
    yield from _reuters(data)


def _timeml(data: Path) -> Iterator[Dated]:
    for name in ("TimeBank", "AQUAINT"):
        for document in documents_of(data / "dates/tempeval3" / name):
            if document.published:
                yield Dated("timeml", document.name, document.text, document.published)


def _reuters(data: Path) -> Iterator[Dated]:
    number = 0
    for path in sorted((data / "segmentation/reuters21578/sgm-data").glob("*.sgm")):
        for found in _REUTERS.finditer(path.read_text(encoding="latin-1")):
            number += 1
            if number % _REUTERS_STEP == 0 and len(found[4]) > 600:
                when = date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
                yield Dated("reuters", f"r{number}", found[4].replace("&lt;", "<"), when)
