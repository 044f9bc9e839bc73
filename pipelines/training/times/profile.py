"""Learns the profile of words by half-months (`pipelines.enrich.dating.profile`), and what it says of articles that it has not seen.

    python -m pipelines.training.times.profile DATA OUT.npz --curves CURVES.npz
    python -m pipelines.training.times.profile DATA OUT.npz --gates PROFILE.npz

Articles of the outlets that are reported on (`corpora.is_held_out`) are in no step. Outlets stand in five folds: each article's curve
comes from vectors of the other folds and neighbours of other outlets, and the gates are learned from such curves alone; the
second gate also from curves of articles whose whole year was taken out. An accelerator helps: 19 trainings.

The second form makes the profile that ships: with the gates of a profile that was trained by the first, and also from the outlets
on which masses and weights were chosen (`report.CALIBRATION`). One training, two minutes of one core.
"""

import argparse
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import scipy.sparse as sp
import torch
from torch.nn import functional

from pipelines.enrich.dating.events import keys_of
from pipelines.enrich.dating.profile import CROWD, NEIGHBOURS, TOP_WORDS
from pipelines.training.times.corpora import Dated, corpora, is_held_out, small_outlets
from pipelines.training.times.gates import curves_of, gates
from pipelines.training.times.report import CALIBRATION

FIRST_HALF_MONTH, HALF_MONTHS = 1987 * 24, (2026 - 1987) * 24
READ_CHARS = 20_000
FOLDS, RANK, EPOCHS = 5, 128, 8
MIN_SMOOTH, MIN_SHARP, MOST_SHARP = 5, 3, 0.02
"""Articles that a word stands in at least for each view, and the share of all above which it is not rare."""
RATE, DECAY, WORD_DROP, DROP, BALANCE, BATCH = 0.01, 0.01, 0.3, 0.4, 0.25, 256
YEARS_OUT = (1989, 2002, *range(2012, 2021), 2022, 2024)
RARITY_POWER = 1.5


def matrix(articles: Sequence[Dated]) -> tuple[sp.csr_matrix, list[str]]:
    """Which words and pairs of capitalised words stand in which article."""
    found = []
    for article in articles:
        keys = keys_of(article.text[:READ_CHARS])
        pairs = (" ".join(k) for k in keys if isinstance(k, tuple) and k[0][0].isupper() and k[1][0].isupper())
        found.append({*(k for k in keys if isinstance(k, str)), *pairs})
    counts: dict[str, int] = {}
    for words in found:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    kept = sorted(word for word, count in counts.items() if count >= MIN_SHARP and not word.isdigit())
    at = {word: i for i, word in enumerate(kept)}
    rows = [[at[word] for word in words if word in at] for words in found]
    starts = np.cumsum([0, *map(len, rows)])
    return sp.csr_matrix(
        (np.ones(starts[-1], np.float32), np.concatenate(rows), starts), shape=(len(rows), len(kept))
    ), kept


def half_months(articles: Sequence[Dated]) -> np.ndarray:
    """The half-month of each article, from the first of the profile."""
    return np.array([(a.day.year * 12 + a.day.month - 1) * 2 + (a.day.day > 15) - FIRST_HALF_MONTH for a in articles])


def train_smooth(words: sp.csr_matrix, bins: np.ndarray, rows: np.ndarray) -> dict[str, torch.Tensor]:
    """Word vectors and half-month vectors by softmax regression with words and dimensions dropped."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    counts = np.asarray(words[rows].sum(0)).ravel()
    known = (counts >= MIN_SMOOTH) & (counts < len(rows) / 2)
    idf = np.where(known, np.log(len(rows) / (counts + 1.0)).clip(0), 0).astype(np.float32)
    values = {
        "vectors": torch.randn(words.shape[1], RANK, device=device) * 0.05,
        "times": torch.randn(RANK, HALF_MONTHS, device=device) * 0.05,
        "bias": torch.zeros(HALF_MONTHS, device=device),
    }
    for value in values.values():
        value.requires_grad_()
    optimiser = torch.optim.AdamW(values.values(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(rows) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, steps + 2)
    apart = torch.arange(HALF_MONTHS, device=device)[None] - torch.arange(HALF_MONTHS, device=device)[:, None]
    targets = torch.exp(-0.5 * (apart / 0.7) ** 2) + 0.02 * torch.exp(-apart.abs() / 6.0)
    targets /= targets.sum(1, keepdim=True)
    crowd = np.convolve(np.bincount(bins[rows], minlength=HALF_MONTHS), np.ones(25) / 25, "same") + 0.3
    shares = crowd[bins] ** -BALANCE
    shares = torch.tensor(shares / shares[rows].mean(), dtype=torch.float32, device=device)
    for _ in range(EPOCHS):
        order = np.random.default_rng(0).permutation(rows)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            vector = functional.dropout(_vectors(words[chosen], idf, values["vectors"], WORD_DROP), DROP)
            log_shares = torch.log_softmax(vector @ values["times"] + values["bias"], 1)
            truth = torch.tensor(bins[chosen], device=device)
            loss = -((targets[truth] * log_shares).sum(1) * shares[truth.new_tensor(chosen)]).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return {name: value.detach() for name, value in values.items()} | {"idf": torch.tensor(idf)}


def _vectors(words: sp.csr_matrix, idf: np.ndarray, vectors: torch.Tensor, drop: float = 0.0) -> torch.Tensor:
    owner = np.repeat(np.arange(words.shape[0]), np.diff(words.indptr))
    weights = idf[words.indices]
    if drop:
        rng = np.random.default_rng(int(words.indices.sum()) % 2**32)
        weights *= rng.random(len(weights)) > rng.uniform(0, 2 * drop, words.shape[0])[owner]
    weights /= np.sqrt(np.bincount(owner, weights**2, words.shape[0]))[owner] + 1e-6
    to = {"device": vectors.device}
    return functional.embedding_bag(
        torch.tensor(words.indices.astype(np.int64), **to), vectors, torch.tensor(words.indptr[:-1].astype(np.int64), **to),
        mode="sum", per_sample_weights=torch.tensor(weights, **to),
    )  # fmt: skip


def smooth_shares(words: sp.csr_matrix, model: dict[str, torch.Tensor], density: np.ndarray) -> np.ndarray:
    """The share of each half-month for each article, less for half-months that many articles were learned from."""
    with torch.no_grad():
        vector = _vectors(words, model["idf"].numpy().copy(), model["vectors"])
        crowd = CROWD * torch.tensor(density, dtype=torch.float32, device=vector.device)
        return torch.softmax(vector @ model["times"] + model["bias"] - crowd, 1).cpu().numpy()


def rare_words(words: sp.csr_matrix) -> tuple[sp.csr_matrix, np.ndarray]:
    """Each article as a unit vector over its `TOP_WORDS` rarest words, and the rarity of each word."""
    counts = np.asarray(words.sum(0)).ravel()
    is_rare = (counts >= MIN_SHARP - 1) & (counts < MOST_SHARP * words.shape[0])
    rarity = np.where(is_rare, np.log(words.shape[0] / np.maximum(counts, 1)) ** RARITY_POWER, 0)
    result = words.multiply(rarity[None]).tocsr()
    for low, high in pairwise(result.indptr):
        if high - low > TOP_WORDS:
            values = result.data[low:high]
            values[values < np.partition(values, -TOP_WORDS)[-TOP_WORDS]] = 0
    result.eliminate_zeros()
    norms = np.sqrt(np.asarray(result.multiply(result).sum(1)).ravel()) + 1e-6
    return (sp.diags(1 / norms) @ result).tocsr(), rarity


def nearest(rare: sp.csr_matrix, groups: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The nearest articles of each and their similarities, none that shares a group (outlet, year) with it."""
    found, similar = [], []
    for start in range(0, rare.shape[0], 400):
        block = (rare[start : start + 400] @ rare.T).toarray()
        for group in groups:
            block[group[start : start + 400][:, None] == group[None]] = 0
        top = np.argsort(-block, axis=1, kind="stable")[:, :NEIGHBOURS]
        found.append(top)
        similar.append(np.take_along_axis(block, top, 1))
    return np.concatenate(found), np.concatenate(similar)


def main() -> None:
    """Train both views, and either their gates with the curves of articles that they have not seen, or with given gates."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    made = parser.add_mutually_exclusive_group(required=True)
    made.add_argument("--curves", type=Path, help="where the curves go")
    made.add_argument("--gates", type=Path, help="profile whose gates are taken")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    everything = list(corpora(arguments.data))
    small = small_outlets(everything)
    opened = CALIBRATION if arguments.gates else frozenset()
    articles = [a for a in everything if not is_held_out(a, small) or (a.outlet in opened and a.corpus != "worldwide")]
    print("articles", len(articles), flush=True)
    words, vocabulary = matrix(articles)
    bins = half_months(articles)
    density = np.convolve(np.bincount(bins, minlength=HALF_MONTHS), np.ones(5) / 5, "same") + 0.5
    density = np.log(density) - np.log(density).mean()
    rare, rarity = rare_words(words)
    if arguments.gates:
        with np.load(arguments.gates) as stored:
            learned = stored["gate"], stored["novel"]
    else:
        learned = _learned(articles, words, bins, density, rare, arguments.curves)
    model = train_smooth(words, bins, np.arange(len(articles)))
    np.savez_compressed(arguments.out, **_stored(model, rare, rarity, vocabulary, bins, density, learned))


def _learned(  # noqa: PLR0917 what was counted
    articles: Sequence[Dated],
    words: sp.csr_matrix,
    bins: np.ndarray,
    density: np.ndarray,
    rare: sp.csr_matrix,
    out: Path,
) -> tuple[np.ndarray, np.ndarray]:
    """Both gates, from curves of articles that were not seen; these curves are written down."""
    outlets = np.unique([a.outlet for a in articles], return_inverse=True)[1]
    folds = np.array([2 if a.outlet == "bbc" else crc32(f"f{a.outlet}".encode()) % FOLDS for a in articles])
    years = np.array([a.day.year for a in articles])
    seen, unseen = np.zeros((2, len(articles), HALF_MONTHS), np.float32)
    for group, keys, shares in ((folds, range(FOLDS), seen), (years, YEARS_OUT, unseen)):
        for key in keys:
            rows = np.flatnonzero(group == key)
            shares[rows] = smooth_shares(words[rows], train_smooth(words, bins, np.flatnonzero(group != key)), density)
    near, far = nearest(rare, [outlets]), nearest(rare, [outlets, years])
    counts = np.diff(words.indptr)
    learned = gates(seen, near, unseen, far, bins, density, counts, folds)
    ids = np.array([f"{a.corpus}|{a.article_id.split(':', 1)[-1]}" for a in articles])
    np.savez(out, ids=ids, curves=curves_of(seen, near, bins, density, counts, folds, learned))
    return learned[-1]


def _stored(  # noqa: PLR0917 what was trained
    model: dict[str, torch.Tensor], rare: sp.csr_matrix, rarity: np.ndarray, vocabulary: list[str], bins: np.ndarray,
    density: np.ndarray, learned: tuple[np.ndarray, np.ndarray],
) -> dict[str, Any]:  # fmt: skip
    """The arrays of the weight file: vectors as int8, postings by word."""
    idf = model["idf"].numpy()
    postings = rare.tocsc()
    kept = np.flatnonzero((idf > 0) | (np.diff(postings.indptr) > 0))
    postings = postings[:, kept].tocsc()
    vectors = (model["vectors"].cpu().numpy() * (idf > 0)[:, None])[kept]
    scales = np.abs(vectors).max(0) / 127
    return {
        "words": np.frombuffer("\n".join(vocabulary[i] for i in kept).encode(), np.uint8), "vectors": np.round(vectors / scales).astype(np.int8),
        "first_half_month": np.array(FIRST_HALF_MONTH), "scales": scales.astype(np.float32), "idf": idf[kept].astype(np.float16),
        "rarity": rarity[kept].astype(np.float16), "times": model["times"].cpu().numpy().astype(np.float16),
        "bias": model["bias"].cpu().numpy().astype(np.float16), "posting_starts": postings.indptr.astype(np.uint32),
        "posting_articles": postings.indices.astype(np.uint16), "posting_shares": np.round(postings.data * 255).clip(1, 255).astype(np.uint8),
        "article_bins": bins.astype(np.uint16), "density": density.astype(np.float16), "gate": learned[0], "novel": learned[1],
    }  # fmt: skip


if __name__ == "__main__":
    main()
