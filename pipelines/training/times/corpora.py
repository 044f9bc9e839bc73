"""Dated articles to learn from: readers of the sets that the dating model is trained and measured on."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from pipelines.evaluation.times import documents_of

_POLNEAR_DATE = re.compile(r"_(\d{4})-(\d{2})-(\d{2})_")
_REUTERS = re.compile(r"<DATE>\s*(\d+)-([A-Z]{3})-(\d{4}).*?</DATE>.*?<BODY>(.*?)</BODY>", re.DOTALL)
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_REUTERS_STEP = 25
MIN_WORDS = 60
_FIRST_YEAR = 2012
"""Of the outlets of the web; the few stated as older are slips."""
_SETS: Mapping[str, tuple[str, str]] = {
    "allsides": ("segmentation/allsides_abp/allsides_abp.jsonl.gz", "paragraphs"),
    "intl": ("segmentation/intl_outlets_flat_2024/intl_outlets_flat_2024.jsonl.gz", "paragraphs"),
    "worldwide": ("segmentation/worldwide_newswire/worldwide_newswire.jsonl.gz", "paragraphs"),
    "fakenewsnet": ("segmentation/fakenewsnet_horne2017/fakenewsnet_horne2017.jsonl.gz", "paragraphs"),
    "basil": ("stories/basil/basil.jsonl", "paragraphs"),
    "cluster": ("stories/giveme5w1h_news_cluster/giveme5w1h_news_cluster.jsonl", "paragraphs"),
    "india": ("events/india_police_2002/india_police_2002.jsonl.gz", "text"),
    "casie": ("events/casie_cyber/casie_cyber.jsonl.gz", "text"),
}
HELD_OUT = frozenset({"guardian", "breitbart", "bloomberg", "daily beast", "fox"})
"""Outlets of no part in any choice; with `worldwide` and a quarter of the small outlets they are what is reported on."""
_SMALL_OUTLET = 60
_ALIASES = {
    "usatoday": "usa today", "usa-today": "usa today", "wash-post": "washingtonpost", "nytimes": "nyt", "dailymail": "daily mail",
}  # fmt: skip
_HOUSES = (
    "cnn", "fox", "bbc", "npr", "guardian", "politico", "breitbart", "bloomberg", "daily beast", "usa today", "usatoday",
    "usa-today", "washingtonpost", "wash-post", "nytimes", "nyt", "huff", "daily mail", "dailymail", "reuters", "vox", "slate",
)  # fmt: skip


class Dated(NamedTuple):
    """An article with its true day, the set and the outlet it is from, and its address where that is known."""

    corpus: str
    article_id: str
    text: str
    day: date
    outlet: str = ""
    url: str = ""


def corpora(data: Path) -> Iterator[Dated]:
    """Every dated article of the shared data folder, 1987 to 2024."""
    for corpus, (path, field) in _SETS.items():
        for row in _rows(data / path):
            stated = str(row.get("date") or "")[:10]
            if re.fullmatch(r"\d{4}-\d\d-\d\d", stated) and not (
                corpus == "allsides" and int(stated[:4]) < _FIRST_YEAR
            ):
                text = row[field] if field == "text" else "\n".join(row[field])
                if len(text.split()) >= MIN_WORDS:
                    house = house_of(str(row["outlet"]))
                    yield Dated(
                        corpus, f"{corpus}:{row['id']}", text, date.fromisoformat(stated), house, row.get("url") or ""
                    )
    for row in _rows(data / "segmentation/cnn_2024/cnn_2024_unique.jsonl"):
        yield Dated("cnn", row["id"], row["text"], date.fromisoformat(row["date"][:10]), "cnn")
    for part in ("train", "dev"):
        for path in sorted((data / "quotes/polnear" / part / "text").glob("*.txt")):
            found = _POLNEAR_DATE.search(path.name)
            if found:
                when = date(*map(int, found.groups()))
                yield Dated(
                    "polnear", path.stem, path.read_text(encoding="utf-8"), when, house_of(path.stem.split("_")[0])
                )
    yield from _timeml(data)
    yield from _reuters(data)


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def house_of(outlet: str) -> str:
    """An outlet under one name, however the sets spell it."""
    name = outlet.lower()
    for part in (".com", "www.", "edition.", "money."):
        name = name.replace(part, "")
    for house in _HOUSES:
        if name.startswith(house) or f"the {house}" in name:
            return _ALIASES.get(house, house)
    return name


def is_held_out(article: Dated, small: frozenset[str]) -> bool:
    """True for the articles that only the last figures are taken from.

    Args:
        article: The article.
        small: Outlets with fewer than `_SMALL_OUTLET` articles, as `small_outlets` gives them.
    """
    if article.corpus == "worldwide" or article.outlet in HELD_OUT:
        return True
    return article.corpus == "allsides" and article.outlet in small and crc32(article.outlet.encode()) % 4 == 0


def small_outlets(articles: list[Dated]) -> frozenset[str]:
    """Outlets of AllSides with few articles."""
    counts: dict[str, int] = {}
    for article in articles:
        if article.corpus == "allsides":
            counts[article.outlet] = counts.get(article.outlet, 0) + 1
    return frozenset(outlet for outlet, count in counts.items() if count < _SMALL_OUTLET)


def _timeml(data: Path) -> Iterator[Dated]:
    for name in ("TimeBank", "AQUAINT"):
        for document in documents_of(data / "dates/tempeval3" / name):
            if document.published:
                yield Dated("timeml", document.name, document.text, document.published, "timeml")


def _reuters(data: Path) -> Iterator[Dated]:
    number = 0
    for path in sorted((data / "segmentation/reuters21578/sgm-data").glob("*.sgm")):
        for found in _REUTERS.finditer(path.read_text(encoding="latin-1")):
            number += 1
            if number % _REUTERS_STEP == 0 and len(found[4]) > 600:
                when = date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
                yield Dated("reuters", f"r{number}", found[4].replace("&lt;", "<"), when, "reuters")
