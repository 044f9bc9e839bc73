"""Train the style classifier: how headlines, leads, inner paragraphs and last ones read."""

import random

import numpy as np
import torch

from pipelines.evaluation.compose import SUBHEADING_MARK, Source, deck_of, subheading_of
from pipelines.segment.style import CLASSES, TABLE_BITS, style_grams
from pipelines.segment.tokens import tokens_of

TITLE, DECK, LEAD, SECOND, INNER, LAST, SUBHEADING = range(len(CLASSES))


def samples(source: Source, rng: random.Random) -> list[tuple[str, int]]:
    """Lines of one article with their classes."""
    plain = [p for p in source.paragraphs if not p.startswith(SUBHEADING_MARK)]
    rows = [(p.removeprefix(SUBHEADING_MARK), SUBHEADING) for p in source.paragraphs if p.startswith(SUBHEADING_MARK)]
    if source.title:
        rows.append((source.title, TITLE))
    if not plain:
        return rows
    rows.append((deck_of(plain, rng), DECK))
    if len(plain) > 3 and len(rows) < 4:
        rows.append((subheading_of(plain[2:], rng), SUBHEADING))
    kinds = [INNER] * len(plain)
    kinds[-1] = LAST
    if len(plain) > 1:
        kinds[1] = SECOND if len(plain) > 2 else LAST
    kinds[0] = LEAD
    keep = [k in (LEAD, LAST, SECOND) or rng.random() < 0.5 for k in kinds]
    return rows + [(p, k) for p, k, kept in zip(plain, kinds, keep, strict=True) if kept]


def fit(texts: list[str], labels: np.ndarray, epochs: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Table and bias of a softmax over hashed sequences, by Adam on mini-batches."""
    torch.manual_seed(0)
    line, rows = style_grams(tokens_of(texts))
    order = np.argsort(line, kind="stable")
    line, rows = line[order], rows[order]
    first = np.searchsorted(line, np.arange(len(texts) + 1))
    bag = torch.nn.EmbeddingBag(1 << TABLE_BITS, len(CLASSES), mode="sum")
    torch.nn.init.zeros_(bag.weight)
    bias = torch.nn.Parameter(torch.zeros(len(CLASSES)))
    optimiser = torch.optim.Adam([*bag.parameters(), bias], lr=0.02)
    y = torch.tensor(labels)
    for epoch in range(epochs):
        total = 0.0
        for batch in np.array_split(np.random.default_rng(epoch).permutation(len(texts)), max(1, len(texts) // 512)):
            pieces = [rows[first[i] : first[i + 1]] for i in batch]
            sizes = np.array([len(p) for p in pieces])
            offsets = torch.tensor(np.concatenate([[0], np.cumsum(sizes)[:-1]]))
            sums = bag(torch.tensor(np.concatenate(pieces)), offsets)
            logits = sums / torch.tensor(np.sqrt(np.maximum(sizes, 1)), dtype=torch.float32)[:, None] + bias
            loss = torch.nn.functional.cross_entropy(logits, y[batch]) + 2e-6 * (sums**2).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += float(loss.detach()) * len(batch)
        for group in optimiser.param_groups:
            group["lr"] *= 0.6
        print(f"epoch {epoch} loss {total / len(texts):.4f}", flush=True)
    return bag.weight.detach().numpy(), bias.detach().numpy()
