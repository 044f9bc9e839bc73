"""Learns what dated articles of the same warehouse tell of undated ones (`pipelines.enrich.dating.told`), and scores it.

    python -m pipelines.training.times.told DATA OUT.json --profile SEEN.npz
    python -m pipelines.training.times.told DATA OUT.json --report [--part final]

Warehouses are simulated: half of the articles of some outlets keep their day, the other half lose it. `sparse` holds the outlets
of the part alone, `dense` also half of the articles of all outlets that weights are learned from, of which nothing is reported. Each is read
with the profile of words and without it, as news is of a time that the profile does not know. The shape is fitted on the
outlets for calibration (`report.CALIBRATION`), with a profile that has not seen them; `final` is read with what ships.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zlib import crc32

import numpy as np
import pyarrow as pa
import torch

from pipelines.catalogue.told import NAMES, told_of
from pipelines.contracts import CONTRACTS
from pipelines.enrich.dating.dater import ArticleDater
from pipelines.enrich.dating.grid import Grid, grid_until
from pipelines.enrich.dating.inference import Inference, age_prior
from pipelines.enrich.dating.intervals import summary
from pipelines.enrich.dating.printed import printed_names
from pipelines.enrich.dating.profile import load_profile
from pipelines.enrich.dating.told import (
    BIN_DAYS,
    EDGE_DAYS,
    EVEN_DAYS,
    MOST_ARTICLES,
    STRENGTH_UNIT,
    Shape,
    Told,
    bins_apart,
    log_likelihood,
    shape_of,
)
from pipelines.evaluation.dates import measures
from pipelines.training.times.corpora import Dated, corpora, is_held_out, small_outlets
from pipelines.training.times.report import COLLECTED, FIRST_YEAR, held_out, line
from pipelines.warehouse import Warehouse

CANDIDATES = 500
"""Days that the true one is told from, of each article: those near dated articles, and a sample of all others."""
NEAR_DAYS = 5
WEIGHT = 0.45
"""What is told counts, whatever was learned (.84): chosen on the outlets for calibration so that .87 of the intervals hold also where the
profile of words has learned from the very articles that tell: then one thing is said twice."""
STEPS, RATE, BATCH = 120, 0.1, 128


class Case(NamedTuple):
    """An undated article of a simulated warehouse.

    Attributes:
        article: The article, with the day that it lost.
        told: What dated articles tell.
        base: The log-posterior of all other evidence, by day.
    """

    article: Dated
    told: tuple[Told, ...]
    base: np.ndarray


def is_kept(article: Dated, turn: int) -> bool:
    """True for the half of the articles that keeps its day."""
    return crc32(article.article_id.encode()) % 2 == turn


def told_by(dated: Sequence[Dated], undated: Sequence[Dated]) -> list[tuple[Told, ...]]:
    """Return what dated articles tell of each undated one, by the statement that a warehouse is asked with."""
    rows = [
        {"article_id": f"{kind}{at}", "name": name, "known_day": article.day if kind == "d" else None}
        for kind, articles in (("d", dated), ("u", undated))
        for at, article in enumerate(articles)
        for name in printed_names(article.text)
    ]
    wanted = pa.table({"article_id": [f"u{at}" for at in range(len(undated))]})
    with TemporaryDirectory() as folder, Warehouse(Path(folder) / "names.duckdb").writer() as session:
        session.append(NAMES, CONTRACTS[NAMES].from_rows(rows))
        found = {row["article_id"]: row["told"] for row in told_of(session, wanted).to_pylist()}
    return [tuple(Told(**item) for item in found.get(f"u{at}", ())) for at in range(len(undated))]


class Bases:
    """Log-posteriors of articles without what is told, with the profile of words and without it.

    Args:
        profile: A profile in the place of the one that ships.
    """

    def __init__(self, profile: Path | None) -> None:
        self.grid: Grid = grid_until(COLLECTED)
        self._inference = Inference(use_neighbours=False)
        self._profile = load_profile(profile) if profile else None

    def of(self, articles: Sequence[Dated], *, has_words: bool) -> list[np.ndarray]:
        """Return the posterior of each article."""
        sources = self._inference._sources  # noqa: SLF001 one table stands for another
        if self._profile:
            sources = sources._replace(profile=self._profile)
        self._inference._sources = sources if has_words else sources._replace(profile=None)  # noqa: SLF001
        prior = age_prior(self.grid)
        try:
            readings = [self._inference.read(article.text, "", COLLECTED) for article in articles]
            return [
                (self._inference.log_likelihood(reading, self.grid) + prior).astype(np.float32) for reading in readings
            ]
        finally:
            self._inference._sources = sources  # noqa: SLF001


def cases(data: Path, part: str, profile: Path | None, turns: Sequence[int]) -> Iterator[tuple[str, list[Case]]]:
    """Yield the simulated warehouses of a part: a name, and the articles that lost their day."""
    articles = [article for article in held_out(data, part) if article.corpus != "worldwide"]
    everything = list(corpora(data))
    small = small_outlets(everything)
    others = [a for a in everything if not is_held_out(a, small) and a.day.year >= FIRST_YEAR]
    bases = Bases(profile)
    for has_words in (True, False):
        posteriors = bases.of(articles, has_words=has_words)
        for name, more in (("sparse", []), ("dense", [a for a in others if is_kept(a, 0)])):
            found = []
            for turn in turns:
                lost = [at for at, article in enumerate(articles) if not is_kept(article, turn)]
                kept = [article for article in articles if is_kept(article, turn)]
                told = told_by([*kept, *more], [articles[at] for at in lost])
                found += [Case(articles[at], item, posteriors[at]) for at, item in zip(lost, told, strict=True)]
            yield f"{name}, {'with' if has_words else 'without'} the profile of words", found


def fit(sets: Sequence[Sequence[Case]], grid: Grid) -> dict[str, object]:
    """Return the shape under which the days that the articles lost are likeliest, as it is stored."""
    torch.manual_seed(0)
    tensors = [_sampled(items, grid) for items in sets]
    p = {
        "weight": torch.tensor(1.0),
        "article": torch.tensor([-1.0, 3.0, 0.5]),
        "same": torch.tensor([-2.0, 6.0]),
        "near": torch.zeros(len(EDGE_DAYS)),
        "far": torch.zeros(len(EDGE_DAYS)),
    }
    for value in p.values():
        value.requires_grad_()
    widths = torch.tensor(BIN_DAYS, dtype=torch.float32)
    optimiser = torch.optim.Adam(p.values(), lr=RATE)
    for step in range(STEPS):
        optimiser.zero_grad()
        losses = []
        for base, bins, shares, strengths, has in tensors:
            rows = torch.randperm(len(base))[:BATCH]
            odds = (
                torch.exp(p["article"][0] + p["article"][1] * shares[rows] + p["article"][2] * strengths[rows])
                * has[rows]
            )
            same = torch.sigmoid(p["same"][0] + p["same"][1] * shares[rows])[:, :, None]
            near, far = (torch.cat([torch.softmax(p[k], 0) / widths, torch.zeros(1)]) for k in ("near", "far"))
            kernel = same * near[bins[rows]] + (1.0 - same) * far[bins[rows]]
            mixed = 1.0 + EVEN_DAYS * (odds[:, :, None] * kernel).sum(1)
            scores = base[rows] + p["weight"] * torch.log(mixed / (1.0 + odds.sum(1, keepdim=True)))
            losses.append(-torch.log_softmax(scores, 1)[:, 0].mean())
        loss = torch.stack(losses).mean()
        loss.backward()
        optimiser.step()
        if step % 20 == 0:
            print(step, round(float(loss.detach()), 3), flush=True)
    print("weight learned", round(float(p["weight"].detach()), 3), flush=True)
    stored: dict[str, object] = {"weight": WEIGHT}
    stored |= {k: [round(v, 3) for v in p[k].detach().tolist()] for k in ("article", "same")}
    return stored | {k: [round(v, 4) for v in torch.softmax(p[k], 0).detach().tolist()] for k in ("near", "far")}


def _sampled(items: Sequence[Case], grid: Grid) -> tuple[torch.Tensor, ...]:
    """The true day of each article, first, and others, each with the log of the number of days that it stands for."""
    rng = np.random.default_rng(0)
    first = int(grid.ordinals[0])
    base = np.zeros((len(items), CANDIDATES), np.float32)
    bins = np.full((len(items), MOST_ARTICLES, CANDIDATES), len(EDGE_DAYS), np.int64)
    shares, strengths, has = np.zeros((3, len(items), MOST_ARTICLES), np.float32)
    for row, item in enumerate(items):
        truth = item.article.day.toordinal() - first
        days = np.array([t.day.toordinal() - first for t in item.told], dtype=np.int64)
        near = np.unique((days[:, None] + np.arange(-NEAR_DAYS, NEAR_DAYS + 1)).clip(0, len(grid) - 1))
        near = near[near != truth][: CANDIDATES // 2]
        rest = np.setdiff1d(np.arange(len(grid)), np.append(near, truth))
        sample = rng.choice(rest, CANDIDATES - 1 - len(near), replace=False)
        chosen = np.concatenate(([truth], near, sample))
        base[row] = item.base[chosen]
        base[row, 1 + len(near) :] += np.log(len(rest) / len(sample))
        for at, one in enumerate(item.told):
            bins[row, at] = bins_apart(chosen - days[at])
            shares[row, at], strengths[row, at], has[row, at] = one.share, np.log1p(one.strength / STRENGTH_UNIT), 1.0
    return tuple(map(torch.tensor, (base, bins, shares, strengths, has)))


def report(name: str, items: Sequence[Case], shape: Shape, grid: Grid) -> None:
    """Print what the articles are given without what is told and with it."""
    dater = ArticleDater(use_neighbours=False)
    for label in ("alone", "told"):
        rows = []
        for item in items:
            scores = log_likelihood(item.told, grid, shape) if label == "told" else 0.0
            rows.append((dater.given(summary(item.base.astype(np.float64) + scores, grid)), item.article.day))
        print(line(f"{name}, {label}", rows), flush=True)
        short = [row for row in rows if row[0]["published_earliest"] and _days(row[0]) <= 60]
        print(
            f"  of 60 days at most: {len(short) / len(rows):.3f}, holding {measures(short)['interval_coverage']}",
            flush=True,
        )


def _days(row: dict[str, object]) -> int:
    return (row["published_latest"] - row["published_earliest"]).days + 1  # type: ignore[operator, attr-defined, no-any-return]


def main() -> None:
    """Fit the shape and write it, or report on it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--profile", type=Path, help="a profile of words that has not seen the outlets for calibration")
    parser.add_argument("--report", action="store_true", help="score what OUT holds, fit nothing")
    parser.add_argument("--part", choices=("calibration", "final"), default="calibration")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    grid = grid_until(COLLECTED)
    if not arguments.report:
        sets = [items for _, items in cases(arguments.data, "calibration", arguments.profile, (0, 1))]
        lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in fit(sets, grid).items()]
        arguments.out.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        return
    shape = shape_of(json.loads(arguments.out.read_text()))
    print("| articles | n | with interval | coverage | median days | dated | within 1 | within 7 |")
    for name, items in cases(arguments.data, arguments.part, arguments.profile, (0, 1)):
        report(name, items, shape, grid)


if __name__ == "__main__":
    main()
