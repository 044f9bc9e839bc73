"""Learn what tells neighbouring articles apart: `python -m pipelines.training.segment.meaning articles.jsonl words_raw.npz words.npz [--hold-out cnn]`.

A linear map of MiniLM's word vectors and one weight a word, trained so that two stretches of one article are nearer than
stretches of the articles most like it (InfoNCE with hard negatives). The map folds into the vectors, so reading costs no
more than before.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch

from pipelines.evaluation.compose import SUBHEADING_MARK, Neighbours, Source
from pipelines.segment.features import Words
from pipelines.segment.tokens import SHORT_WORD_CHARS, WORD, tokens_of
from pipelines.training.segment.dumps import group_of

DIMS, BATCH, CLUSTER, STEPS, TEMPERATURE = 128, 192, 8, 700, 0.07


def bags(sources: list[Source], words: Words) -> list[list[np.ndarray]]:
    """Per article and line the vocabulary rows of its content words."""
    out = []
    for source in sources:
        lines = [p for p in source.paragraphs if not p.startswith(SUBHEADING_MARK)]
        tokens = tokens_of(lines)
        long = np.array([len(s) > SHORT_WORD_CHARS for s in tokens.surface], bool)
        rows = words.rows(tokens.word)
        keep = (tokens.kind == WORD) & (long | (tokens.is_capital & ~tokens.is_initial)) & (rows >= 0)
        out.append([rows[(tokens.line == i) & keep] for i in range(len(lines))] if len(lines) < 60 else [])
    return out


def stretch(lines: list[np.ndarray], cut: int, rng: random.Random, *, before: bool) -> np.ndarray:
    """The words of up to eight lines just above or below a gap of an article."""
    size = rng.choice((1, 2, 3, 4, 6, 8))
    part = lines[max(0, cut - size) : cut] if before else lines[cut : cut + size]
    return np.concatenate(part)


def sampled(read: list[list[np.ndarray]], usable: list[int], near: Neighbours, rng: random.Random) -> tuple[list, list]:
    """A batch of stretches above gaps and of the stretches below them, in clusters of like articles."""
    lefts, rights = [], []
    while len(lefts) < BATCH:
        for k in near.story(rng, CLUSTER):
            lines = read[usable[k]]
            cut = rng.randrange(1, len(lines))
            left, right = stretch(lines, cut, rng, before=True), stretch(lines, cut, rng, before=False)
            if len(left) and len(right):
                lefts.append(left)
                rights.append(right)
    return lefts, rights


def main() -> None:
    """Train and write the vocabulary with its vectors."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    parser.add_argument("raw", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hold-out", default="")
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rng = random.Random(5)
    stored = np.load(given.raw)
    raw = torch.tensor(stored["vectors"].astype(np.float32))
    words = Words(stored["hashes"], stored["idf"].astype(np.float32), np.zeros((1, 1), np.float32))
    rows = [json.loads(line) for line in given.articles.read_text(encoding="utf-8").splitlines()]
    sources = [
        Source(r["title"], tuple(r["text"].split("\n")), r["outlet"])
        for r in rows
        if group_of(r["outlet"]) != given.hold_out
    ]
    read = bags(sources, words)
    usable = [i for i, lines in enumerate(read) if len(lines) >= 3]
    near = Neighbours([sources[i] for i in usable])
    _, _, basis = np.linalg.svd(stored["vectors"][::4].astype(np.float32), full_matrices=False)
    mapping = torch.nn.Parameter(torch.tensor(basis[:DIMS].T.copy()))
    weight = torch.nn.Parameter(torch.zeros(len(raw)))
    optimiser = torch.optim.Adam([{"params": [mapping], "lr": 1e-3}, {"params": [weight], "lr": 0.02}])
    for step in range(STEPS):
        lefts, rights = sampled(read, usable, near, rng)
        scale = torch.exp(weight)[:, None]
        sides = []
        for side in (lefts, rights):
            flat = torch.tensor(np.concatenate(side))
            index = torch.tensor(np.repeat(np.arange(len(side)), [len(s) for s in side]))
            sums = torch.zeros(len(side), raw.shape[1]).index_add_(0, index, raw[flat] * scale[flat])
            sides.append(torch.nn.functional.normalize(sums @ mapping, dim=1))
        logits = sides[0] @ sides[1].T / TEMPERATURE
        target = torch.arange(len(lefts))
        loss = (
            torch.nn.functional.cross_entropy(logits, target)
            + torch.nn.functional.cross_entropy(logits.T, target)
            + 1e-2 * (weight**2).mean()
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 100 == 0:
            hit = float((logits.argmax(1) == target).float().mean())
            print(step, round(float(loss.detach()), 4), round(hit, 3), flush=True)
        if step == STEPS * 2 // 3:
            for group in optimiser.param_groups:
                group["lr"] *= 0.3
    with torch.no_grad():
        vectors = (raw * torch.exp(weight)[:, None] @ mapping).numpy()
    limit = np.quantile(np.abs(vectors), 0.9999)
    np.savez_compressed(
        given.out,
        hashes=stored["hashes"],
        idf=stored["idf"],
        vectors=np.clip(np.round(vectors / limit * 127), -127, 127).astype(np.int8),
        scale=np.float32(limit / 127),
    )


if __name__ == "__main__":
    main()
