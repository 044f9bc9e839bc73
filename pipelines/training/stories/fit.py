"""Fit the weights of links between articles, and write `models/stories/links.json`.

    python -m pipelines.training.stories.fit --dated FILE... --undated FILE... --unlike FILE --out pipelines/models/stories/links.json

Each list of files is one stream of articles grouped by happening (as `dateline evaluate stories` reads them). Half of the
events is learnt from, by a hash of their names; look-alike events of one topic (`36_ecb`, `36_ecbplus`) fall into one half. The
other half is scored. Each stream is learnt from twice, the second time with its events crowded into two weeks: in the sets
events lie years apart, in a newsroom's stream they do not. Articles of `--unlike` that appeared months apart are moved together and are unlike by themselves.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipelines.enrich.stories.links import FEATURES, LinkModel, Window, links_of
from pipelines.evaluation.stories import GoldArticle, Names, articles_of, names_of, scores, window_of

CROWDED_DAYS = 14
APART_DAYS = 60
"""Articles that appeared so far apart tell two happenings."""
UNLIKE_COUNT = 420
"""Articles of a corpus without groups that are read; tens of thousands of pairs of them are compared."""


class _Recorder(LinkModel):
    """A model that keeps the features that it is asked about, and links every pair."""

    def scores(self, values: np.ndarray) -> np.ndarray:
        """Keep the features."""
        _seen.append(values)
        return np.ones(len(values))


_seen: list[np.ndarray] = []


def half_of(story: str) -> int:
    """Return 0 for events to learn from, 1 for those to score."""
    stem, event = story.split(":", 1)
    return int(hashlib.md5(f"{stem}:{event.split('_ecb')[0]}".encode()).hexdigest(), 16) % 2  # noqa: S324 not for secrecy


def examples(articles: Sequence[GoldArticle], names: Sequence[Names]) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of pairs that are compared, and whether both tell one happening."""
    window: Window = window_of(articles, names)
    _seen.clear()
    recorder = _Recorder(np.zeros(len(FEATURES)), 0.0)
    stories = np.array([item.story for item in articles])
    pairs = [
        stories[left] == stories[right] for left, right, _ in links_of(window, np.ones(len(articles), bool), recorder)
    ]
    return np.vstack(_seen), np.concatenate(pairs)


def crowded(articles: Sequence[GoldArticle], names: Sequence[Names]) -> tuple[list[GoldArticle], list[Names]]:
    """Move each event, as it is spread over days, into the same two weeks; what has no day gets its event's."""
    first: dict[str, date] = {}
    for item in articles:
        if item.published_date:
            first[item.story] = min(first.get(item.story, date.max), item.published_date)
    moved = []
    for item in articles:
        start = int(hashlib.md5(item.story.encode()).hexdigest(), 16) % CROWDED_DAYS  # noqa: S324 not for secrecy
        later = (item.published_date - first[item.story]).days if item.published_date else 0
        moved.append(item._replace(published_date=date(2000, 1, 1) + timedelta(days=start + later)))
    order = sorted(range(len(moved)), key=lambda number: (str(moved[number].published_date), moved[number].article_id))
    return [moved[number] for number in order], [names[number] for number in order]


def unlike(articles: Sequence[GoldArticle], names: Sequence[Names]) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of pairs that tell two happenings: they appeared months apart, and are moved together."""
    real = {item.article_id: item.published_date for item in articles}
    moved, their_names = crowded([item._replace(story=f"{item.article_id}:{item.story}") for item in articles], names)
    window = window_of(moved, their_names)
    _seen.clear()
    recorder = _Recorder(np.zeros(len(FEATURES)), 0.0)
    days = np.array([real[item.article_id].toordinal() for item in moved])
    found = list(links_of(window, np.ones(len(moved), bool), recorder))
    is_apart = [np.abs(days[left] - days[right]) >= APART_DAYS for left, right, _ in found]
    values = np.vstack(_seen)[np.concatenate(is_apart)]
    return values, np.zeros(len(values), bool)


def fitted(streams: Sequence[tuple[np.ndarray, np.ndarray]]) -> LinkModel:
    """Return the weights that tell pairs apart; each stream weighs the same."""
    values, right = np.vstack([x for x, _ in streams]), np.concatenate([y for _, y in streams])
    weights = np.concatenate([np.full(len(y), 1 / len(y)) for _, y in streams]) * len(right) / len(streams)
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=5000).fit((values - mean) / spread, right, sample_weight=weights)
    coefficients = model.coef_[0] / spread
    return LinkModel(coefficients, float(model.intercept_[0] - coefficients @ mean))


def strangers_of(path: Path) -> list[GoldArticle]:
    """Return articles of a corpus, spread evenly over its years."""
    rows = sorted((json.loads(line) for line in path.open(encoding="utf-8")), key=lambda row: (row["date"], row["id"]))
    return [
        GoldArticle(
            str(row["id"]), row.get("title"), row.get("text") or "\n\n".join(row["paragraphs"]),
            date.fromisoformat(row["date"][:10]), "unlike",
        )
        for row in rows[:: max(1, len(rows) // UNLIKE_COUNT)]
    ]  # fmt: skip


def main() -> None:
    """Fit, score the other half, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dated", nargs="+", type=Path, required=True)
    parser.add_argument("--undated", nargs="+", type=Path, required=True)
    parser.add_argument(
        "--unlike", type=Path, required=True, help="dated articles of many years, JSONL, without groups"
    )
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    halves: list[list[tuple[list[GoldArticle], list[Names]]]] = [[], []]
    for files in (arguments.dated, arguments.undated):
        articles = sorted(
            (item for path in files for item in articles_of(path)),
            key=lambda item: (item.published_date is None, str(item.published_date), item.article_id),
        )
        names = names_of(articles)
        for half in (0, 1):
            chosen = [number for number, item in enumerate(articles) if half_of(item.story) == half]
            stream = [articles[n] for n in chosen], [names[n] for n in chosen]
            halves[half] += [stream, crowded(*stream)]
    strangers = strangers_of(arguments.unlike)
    model = fitted([*(examples(*stream) for stream in halves[0]), unlike(strangers, names_of(strangers))])
    for half, name in enumerate(("learnt from", "left out")):
        for stream in halves[half]:
            print(name, json.dumps(scores(*stream, model)))
    listed = dict(zip(FEATURES, np.round(model.coefficients, 5).tolist(), strict=True))
    stored = {"intercept": round(model.intercept, 5), "coefficients": listed}
    arguments.out.write_text(json.dumps(stored, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
