# ruff: noqa: ANN001, ANN201, ANN204, D102, D103 offline scripts over untyped libraries
"""Learns which words speak for which country from news that names countries; writes `homes.json`.

python -m pipelines.training.places.learn_homes --news DIR --topics DIR [--out DIR]

An article is about the countries whose names and demonyms it has, each by its share. A word is kept for a country when at
least `MIN_ARTICLES` articles of `MIN_OUTLETS` outlets have both and the log odds of the country grow by `MIN_ODDS`.
"""

import argparse
import gzip
import json
import math
from collections import Counter, defaultdict
from pathlib import Path

from pipelines.enrich.places.homes import HOMES_FILE, MODEL_DIR, words_of
from pipelines.enrich.places.surfaces import COUNTRY_CLASS, STATIC_FEATURES, SurfaceIndex
from pipelines.gazetteer import Gazetteer

SETS = ("allsides_abp", "worldwide_newswire", "cnn_2024", "intl_outlets_flat_2024", "fakenewsnet_horne2017")
MAX_CHARS = 4_000
MIN_ARTICLES, MIN_OUTLETS = 5, 2
MIN_ODDS, MIN_ODDS_OF_USUAL, USUAL = 1.1, 0.6, 0.2
"""How much the log odds of a country must grow; less for a country that is in the news anyway."""
_HAS_DIVISION = STATIC_FEATURES.index("has_admin1_reading")
SMOOTHING = 4.0
MAX_ODDS = 2.5
LEAST_SHARE = 0.3
"""Of an article's country mentions, what makes it an article about the country."""
MAX_SHARE = 0.2
"""A word of more articles than this is a word of news, not of a country; the country words themselves are spans."""


def news(folder: Path, topics: Path):
    """(outlet, text) of each article."""
    for name in SETS:
        for path in sorted((folder / name).glob("*.jsonl*")):
            opened = gzip.open if path.suffix == ".gz" else open
            with opened(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    text = "\n\n".join(record["paragraphs"]) if "paragraphs" in record else record.get("text", "")
                    yield record.get("outlet") or name, text[:MAX_CHARS]
    for path in sorted((topics / "bbc_fulltext" / "bbc").glob("*/*.txt")):
        yield "BBC", path.read_text(encoding="latin-1")[:MAX_CHARS]


def countries_of(text, index):
    """Share of each country among the countries that a text names, its words apart from all place names."""
    counts, spans = Counter(), []
    gazetteer = index.gazetteer
    for match in gazetteer.matches_in(text):
        spans.append((match.start_char, match.end_char))
        if index.place_class[match.row] == COUNTRY_CLASS and is_clear(text[match.start_char : match.end_char], index):
            counts[gazetteer.country_codes[gazetteer.country_id[match.row]]] += 1
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()}, words_of(text, spans)


def is_clear(surface, index):
    """Whether a surface names a country and no state or province, as "Georgia" does."""
    return index.of(surface).features[0, _HAS_DIVISION] == 0.0


class Counts:
    """Articles by country and by word."""

    def __init__(self):
        self.count, self.mass, self.articles = 0, Counter(), Counter()
        self.of_word, self.outlets, self.with_country = defaultdict(Counter), defaultdict(set), defaultdict(Counter)

    def add(self, outlet, shares, words):
        self.count += 1
        self.mass.update(shares)
        for word in words:
            self.articles[word] += 1
            self.of_word[word].update(shares)
            for code, share in shares.items():
                if share >= LEAST_SHARE:
                    self.outlets[word, code].add(outlet)
                    self.with_country[word][code] += 1

    def odds(self, word):
        """How much the log odds of each country grow with the word, where it is known to and they grow enough."""
        kept = {}
        for code, total in self.of_word[word].items():
            usual = self.mass[code] / self.count
            share = (total + SMOOTHING * usual) / (self.articles[word] + SMOOTHING)
            odds = math.log(share / (1.0 - share) / usual * (1.0 - usual))
            is_known = self.with_country[word][code] >= MIN_ARTICLES and len(self.outlets[word, code]) >= MIN_OUTLETS
            if is_known and odds >= (MIN_ODDS_OF_USUAL if usual > USUAL else MIN_ODDS):
                kept[code] = round(min(MAX_ODDS, odds), 2)
        return kept


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--topics", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_DIR)
    args = parser.parse_args()
    index = SurfaceIndex(Gazetteer.load())
    counts = Counts()
    for outlet, text in news(args.news, args.topics):
        shares, words = countries_of(text, index)
        if shares:
            counts.add(outlet, shares, words)
    usual = [word for word, n in counts.articles.items() if MIN_ARTICLES <= n <= MAX_SHARE * counts.count]
    stored = {word: odds for word in usual if (odds := counts.odds(word))}
    path = args.out / HOMES_FILE.name
    path.write_text(
        json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(f"{counts.count} articles, {len(stored)} words, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
