"""Learns the weights of the dating model: conditional maximum likelihood of the true day among sampled other days.

    python -m pipelines.training.times.dating DATA OUT.json [--leave-out cnn | cnn:0 | cnn:1]

`cnn:0` leaves out one half of a set, `cnn:1` the other, by a hash of the article.

Candidate days are sampled by stratum (near the truth, near its anniversaries, in the same years, anywhere) with importance
weights, so that the sampled sum stands for the whole grid. Each article gets a random day of collection, log-uniform in age.
"""

import argparse
import json
import random
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np
import torch

from pipelines.enrich.dating.bins import BIN_COUNTS, CIRCLE_EDGES, DAY_EDGES, EVENT_EDGES
from pipelines.enrich.dating.grid import FIRST_DAY, Grid
from pipelines.enrich.dating.inference import evidence_of
from pipelines.training.times.corpora import Dated, corpora
from pipelines.training.times.news import train_news

NEAR_DAYS = 40
CORPUS_WEIGHTS = {"cnn": 0.7, "polnear": 1.0, "timeml": 1.0, "reuters": 0.6}
NAMED_DAYS_NATS = 0.7
RIDGE, SMOOTH = 0.4, 0.8
EVENT_RIDGE, EVENT_SMOOTH = 0.06, 0.1
"""Events place an article by the week where all else places it by the year: their weights must be free to be large."""
AGE_OFFSET_DAYS = 60.0
REPORTED_LOSSES = ((366, -9.0), (62, -3.5), (22, -2.0), (8, -0.7), (0, 0.0), (-2, -1.0), (-13, -3.0), (-1e9, -9.0))
"""Nats that an article loses by days since the burst of a name in dated articles; most are of the week after its first day."""
LAST_DAY = date(2026, 11, 23)


def candidates(truth: int, bound: int, rng: random.Random) -> tuple[np.ndarray, np.ndarray]:
    """Sampled days with the log of the number of days that each stands for."""
    first = FIRST_DAY.toordinal()
    days: dict[int, float] = {}
    near = range(max(first, truth - NEAR_DAYS), min(bound, truth + NEAR_DAYS) + 1)
    strata = [(list(near), len(near))]
    for years in range(-14, 15):
        if years:
            centre = truth + round(365.25 * years)
            low, high = max(first, centre - 20), min(bound, centre + 20)
            if low <= high:
                strata.append((list(range(low, high + 1)), 8))
    year_low, year_high = max(first, truth - 1100), min(bound, truth + 1100)
    strata.append((list(range(year_low, year_high + 1)), 120))
    strata.append((list(range(first, bound + 1)), 80))
    taken: set[int] = set()
    for days_of_stratum, size in strata:
        pool = [day for day in days_of_stratum if day not in taken]
        if not pool:
            continue
        chosen = pool if len(pool) <= size else rng.sample(pool, size)
        taken.update(pool)
        for day in chosen:
            days[day] = float(np.log(len(pool) / len(chosen)))
    days[truth] = 0.0
    order = sorted(days)
    return np.array(order, dtype=np.int64), np.array([days[d] for d in order])


def design(articles: list[Dated], news: dict[str, float], rng: random.Random) -> tuple:
    """The weights that each candidate day of each article sums, flat, with the true candidates and the articles' weights."""
    kinds = list(BIN_COUNTS)
    offsets = dict(zip(kinds, np.cumsum([0, *BIN_COUNTS.values()])[:-1], strict=True))
    rows, mults, docs, cands, logs, targets, weights = [], [], [], [], [], [], []
    base = 0
    for number, article in enumerate(articles):
        truth = article.day.toordinal()
        longest = min((LAST_DAY - article.day).days, 365 * 25)
        age = int(np.exp(rng.uniform(np.log(20), np.log(max(longest, 21)))))
        bound = truth + age
        factors = evidence_of(article.text, "", date.fromordinal(bound), None, news)
        days, log_weights = candidates(truth, bound, rng)
        grid = Grid(days)
        entries = [(offsets["weekday_prior"] + grid.weekday, 1.0)]
        entries += [(offsets[f.kind] + f.bins(grid), f.factor_weight) for f in factors]
        for index, mult in entries:
            rows.append(index)
            mults.append(np.full(len(days), mult))
            cands.append(np.arange(base, base + len(days)))
        docs.append(np.full(len(days), number))
        logs.append(log_weights - np.log(bound - days + AGE_OFFSET_DAYS))
        targets.append(base + int(np.searchsorted(days, truth)))
        weights.append(CORPUS_WEIGHTS[article.corpus])
        base += len(days)
    return (
        kinds,
        offsets,
        tuple(torch.tensor(np.concatenate(x)) for x in (rows, mults, cands, docs, logs)),
        torch.tensor(targets),
        torch.tensor(weights),
    )


def train(articles: list[Dated], news: dict[str, float], steps: int = 70) -> dict[str, list[float]]:
    """Weights by kind of evidence, one a bin."""
    kinds, offsets, (rows, mults, cands, docs, logs), targets, weights = design(articles, news, random.Random(7))
    print("entries", len(rows), "candidates", len(docs), flush=True)
    w = torch.zeros(sum(BIN_COUNTS.values()), dtype=torch.float64, requires_grad=True)
    adjacent = torch.tensor([offsets[k] + i for k in kinds for i in range(BIN_COUNTS[k] - 1)])
    is_event = torch.tensor([k.startswith("event_") for k in kinds for _ in range(BIN_COUNTS[k])])
    ridge = torch.where(is_event, EVENT_RIDGE, RIDGE)
    smooth = torch.where(is_event, EVENT_SMOOTH, SMOOTH)
    optimiser = torch.optim.Adam([w], lr=0.12)
    for step in range(steps):
        optimiser.zero_grad()
        scores = logs.clone().index_add(0, cands, w[rows] * mults)
        top = torch.full((len(targets),), -1e9, dtype=torch.float64).scatter_reduce(0, docs, scores, "amax")
        norm = torch.zeros(len(targets), dtype=torch.float64).index_add(0, docs, torch.exp(scores - top[docs]))
        nll = (top + torch.log(norm) - scores[targets]) * weights
        loss = nll.sum() + (ridge * w**2).sum()
        loss = loss + (smooth[adjacent] * (w[adjacent + 1] - w[adjacent]) ** 2).sum()
        loss.backward()
        optimiser.step()
        if step % 25 == 0 or step == steps - 1:
            print(step, round(float(nll.detach().sum() / weights.sum()), 4), flush=True)
    values = w.detach().numpy()
    return {k: [round(float(v), 3) for v in values[offsets[k] : offsets[k] + BIN_COUNTS[k]]] for k in kinds}


def stated_weights(weights: dict[str, list[float]]) -> dict[str, list[float]]:
    """The learned weights, with those stated by hand for evidence that the training sets do not show.

    - The sets follow American agency style, which says 'this month' for the current month and names weekdays for
      the last days; others name the month and the day.
    - None has articles with file names or with events that other articles report.
    - A dateline without a year is of that day, or of the day before, in some year.
    - 'The outgoing year' is said at its end; a weekday that fits the year of a month and day is arithmetic.
    """
    result = dict(weights)
    for kind in ("month_past", "month_open", "month_latest"):
        values = list(result[kind])
        values[0] = round(max(values[0], values[1] - 0.2), 3)
        result[kind] = values
    for kind in ("month_day_latest", "day_latest"):
        edges = CIRCLE_EDGES if kind.startswith("month") else DAY_EDGES
        low = int(np.searchsorted(edges, 0, side="right"))
        result[kind] = [
            round(v + (NAMED_DAYS_NATS if low <= i < low + 4 else 0.0), 3) for i, v in enumerate(result[kind])
        ]
    yesterday = int(np.searchsorted(CIRCLE_EDGES, 1, side="right"))
    result["tie_yesterday"] = [
        2.5 if i == yesterday else 0.8 if abs(i - yesterday) == 1 else -0.5 for i in range(len(CIRCLE_EDGES) + 1)
    ]
    today = int(np.searchsorted(CIRCLE_EDGES, 0, side="right"))
    stated = {today - 1: 0.5, today: 6.0, today + 1: 4.5, today + 2: 1.0}
    result["stated_day"] = [stated.get(i, -4.0) for i in range(len(CIRCLE_EDGES) + 1)]
    result["outgoing_year"] = [-2.0, -2.0, -1.0, 2.0]
    result["weekday_fit"] = [-3.0, 1.5]
    result["archive"] = [-4.5, -2.5, -1.0, 0.3, 1.0, 1.8, 2.5, 3.0, 3.2, 0.5] + [-4.0] * (BIN_COUNTS["archive"] - 10)
    for agreeing, nats in ((1, 4.0), (2, 5.0), (3, 6.5)):
        result[f"reported_event_{agreeing}"] = [
            max(0.0, nats + next(loss for low, loss in REPORTED_LOSSES if edge >= low))
            for edge in (-1e9, *EVENT_EDGES, 0)
        ]
    return result


def is_left_out(article: Dated, left_out: str) -> bool:
    """True when an article is of the set, or of the half of it, that is left out."""
    corpus, _, half = left_out.partition(":")
    return article.corpus == corpus and (not half or crc32(article.article_id.encode()) % 2 == int(half))


def main() -> None:
    """Reads the sets, trains, writes the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--sample", type=float, default=1.0)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    rng = random.Random(1)
    articles = [
        a
        for a in corpora(arguments.data)
        if not is_left_out(a, arguments.leave_out) and rng.random() < arguments.sample
    ]
    news = train_news(articles)
    weights = train(articles, news)
    lines = ",\n".join(
        f"  {json.dumps(kind)}: {json.dumps(values)}" for kind, values in stated_weights(weights).items()
    )
    trained_on = json.dumps(sorted({a.corpus for a in articles}))
    arguments.out.write_text(
        '{\n "trained_on": '
        + trained_on
        + ',\n "news": '
        + json.dumps(news)
        + ',\n "weights": {\n'
        + lines
        + "\n }\n}\n"
    )


if __name__ == "__main__":
    main()
