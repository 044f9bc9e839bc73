"""Collections of many outlets -> one JSONL of articles with outlet, date and subject, split by outlet.

    python -m pipelines.training.segment.outlets DATA_FOLDER articles.jsonl

Each row has `outlet`, `title`, `date`, `topic`, `text` (a paragraph per line) and `part`: `train`, `dev` (read while
choices are made) or `final` (read once, for the last figure). An outlet is in one part only, under whatever name a
collection knows it; the outlets that every collection has are for training.
"""

import gzip
import json
import random
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from pipelines.training.segment.corpora import Article, paragraphs_of
from pipelines.training.segment.corpora import articles as older_articles

EVERYWHERE = frozenset(
    ["cnn", "bbc", "fox", "npr", "huffpost", "politico", "breitbart", "nyt", "usatoday", "washingtonpost"]
)
"""Brands that several collections hold: known under so many names that no set without them could be promised."""
DEV_BRANDS = frozenset(
    ["reuters", "vox", "townhall", "guardian", "wallstreetjournal", "dailybeast", "salon", "dailymail", "week", "slate", "foreignpolicy", "democracynow"]
)  # fmt: skip
FINAL_BRANDS = frozenset(
    ["dailycaller", "cnbc", "newyorkpost", "businessinsider", "hotair", "motherjones", "washingtonfreebeacon"]
)
"""Larger outlets held out by name, because a dump of one war needs many articles on it; the others by chance."""
DEV_SHARES, FINAL_SHARES = {"allsides": 10, "worldwide": 25}, {"allsides": 10, "worldwide": 20}  # per cent of outlets
MIN_WORDS, MAX_WORDS = 60, 2_500
_ALIASES = (
    ("bbc", r"bbc"), ("cnn", r"cnn"), ("fox", r"fox\s?news|fox\b"), ("guardian", r"guardian"), ("npr", r"npr"),
    ("huffpost", r"huff"), ("politico", r"politico"), ("breitbart", r"breitbart"), ("nyt", r"nytimes|new york times|nyt"),
    ("usatoday", r"usa.?today"), ("washingtonpost", r"washingtonpost|washington post|wash-post"),
)  # fmt: skip
_NOISE = re.compile(r"^(?:www|edition|money|the)\.?\s?|\.(?:com|org|net|co|gov|edu|tv|info)\b.*$|[^a-z0-9]|\bnews\b")


def brand_of(outlet: str) -> str:
    """One name per outlet, however a collection writes it."""
    lower = outlet.lower()
    for brand, pattern in _ALIASES:
        if re.search(pattern, lower):
            return brand
    return _NOISE.sub("", _NOISE.sub("", lower)) or lower


def part_of(collection: str, brand: str) -> str:
    """Which part an outlet belongs to; the same in every process."""
    if brand in EVERYWHERE or collection not in DEV_SHARES:
        return "train"
    if brand in DEV_BRANDS | FINAL_BRANDS:
        return "dev" if brand in DEV_BRANDS else "final"
    place = zlib.crc32(f"outlet:{brand}".encode()) % 100
    if place < DEV_SHARES[collection]:
        return "dev"
    return "final" if place < DEV_SHARES[collection] + FINAL_SHARES[collection] else "train"


def rows(data: Path) -> Iterator[Article]:
    """Every article of every collection; what stands in a held-out outlet's part is left out of the other sets."""
    rng = random.Random(5)
    held: dict[str, str] = {}
    for collection, path in (
        ("allsides", "segmentation/allsides_abp/allsides_abp.jsonl.gz"),
        ("worldwide", "segmentation/worldwide_newswire/worldwide_newswire.jsonl.gz"),
    ):
        for row in _jsonl(data / path):
            brand = brand_of(row["outlet"])
            part = held.setdefault(brand, part_of(collection, brand))
            yield _article(collection, brand, part, row, row["paragraphs"])
    for collection, path in (
        ("fakenewsnet", "segmentation/fakenewsnet_horne2017/fakenewsnet_horne2017.jsonl.gz"),
        ("fnc1", "segmentation/fnc1_train_bodies/fnc1_train_bodies.jsonl.gz"),
        ("ptc", "segmentation/ptc_propaganda/ptc_propaganda.jsonl.gz"),
        ("g5w1h", "segmentation/giveme5w1h_other/giveme5w1h_other.jsonl"),
        ("flat", "segmentation/intl_outlets_flat_2024/intl_outlets_flat_2024.jsonl.gz"),
        ("clusters", "stories/giveme5w1h_news_cluster/giveme5w1h_news_cluster.jsonl"),
    ):
        for row in _jsonl(data / path):
            brand = brand_of(row["outlet"]) if row.get("outlet") else f"{collection}-{row['id']}"
            part = "final" if collection == "clusters" else held.get(brand, "train")
            broken = collection in ("ptc", "flat")
            lines = paragraphs_of(" ".join(row["paragraphs"]), rng) if broken else row["paragraphs"]
            yield _article(collection, brand, part, row, lines)
    for row in older_articles(data):
        outlet = str(row["outlet"])
        yield {
            "collection": outlet.split("-", maxsplit=1)[0], "outlet": brand_of(outlet), "part": "train", "title": row["title"],
            "date": "", "topic": "", "text": row["text"],
        }  # fmt: skip
    # outlets are not named: a claim stands for one
    for row in _jsonl(data / "stories/fnc1_test_claims/fnc1_test_claims.jsonl"):
        yield _article("claims", str(row["event"]), "claims", row, row["paragraphs"])


def _article(collection: str, brand: str, part: str, row: dict[str, str], paragraphs: list[str]) -> Article:
    lines = [" ".join(p.split()) for p in paragraphs]
    return {
        "collection": collection, "outlet": brand, "part": part, "title": " ".join((row.get("title") or "").split()),
        "date": row.get("date") or "", "topic": row.get("topic") or row.get("event_id") or "", "text": "\n".join(p for p in lines if p),
    }  # fmt: skip


def _jsonl(path: Path) -> Iterator[dict]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def main() -> None:
    """Write the articles as JSONL, each opening once."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    seen: set[str] = set()
    counts: dict[tuple[str, str], int] = {}
    with out.open("w", encoding="utf-8") as file:
        for row in rows(data):
            text = str(row["text"])
            key = re.sub(r"\W+", "", text[:160].lower())
            if key in seen or not MIN_WORDS <= len(text.split()) <= MAX_WORDS:
                continue
            seen.add(key)
            place = (str(row["collection"]), str(row["part"]))
            counts[place] = counts.get(place, 0) + 1
            row["id"] = f"{row['collection']}-{len(seen)}"
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(counts)


if __name__ == "__main__":
    main()
