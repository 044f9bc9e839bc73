"""Learns how far to trust which view of a text's words, and how likely a text is from a time that no learned article covers."""

from collections.abc import Callable
from functools import partial

import numpy as np
import torch
from torch import Tensor

from pipelines.enrich.dating.profile import (
    CROWD,
    SHARPNESS,
    TAUGHT_NOVEL_SHARE,
    Floats32,
    covered,
    likelihood,
    spread_kernel,
)

FIRST_BIN = (2012 - 1987) * 24
"""Articles before are of too few outlets to have been seen by way of others."""
RIDGE, NOVEL_RIDGE = 0.02, 0.002
FOLDS = 5
MOST_NOVEL = 4_000

Near = tuple[np.ndarray, np.ndarray]
Learned = list[tuple[np.ndarray, np.ndarray]]


def sharp_shares(near: Near, bins: np.ndarray, density: np.ndarray) -> Floats32:
    """How the nearest articles spread over the half-months, smoothed."""
    found, similar = near
    size = len(density)
    votes = SHARPNESS * similar - CROWD * density[bins[found]]
    votes = np.exp(votes - votes.max(1, keepdims=True))
    votes /= votes.sum(1, keepdims=True)
    spread = np.zeros((len(found), size), np.float32)
    np.add.at(spread, (np.arange(len(found))[:, None], bins[found]), votes)
    waves = np.fft.rfft(spread, 2 * size, axis=1) * np.fft.rfft(spread_kernel(), 2 * size)[None]
    return np.maximum(np.fft.irfft(waves, 2 * size, axis=1)[:, 20 : 20 + size], 0).astype(np.float32)


def features(smooth: np.ndarray, sharp: np.ndarray, similar: np.ndarray, counts: np.ndarray) -> Floats32:
    """What the gates see, as `pipelines.enrich.dating.profile` computes it for one text."""
    agreement = np.log((smooth * sharp).sum(1) + 1e-6)
    first = similar[:, 0] * 4
    columns = [
        np.ones(len(smooth)), first, similar[:, 1] * 4, similar[:, :10].mean(1) * 6, similar[:, 20:].mean(1) * 10,
        -(smooth * np.log(smooth + 1e-9)).sum(1) * 0.3, smooth.max(1) * 3, np.log(counts + 1.0) * 0.3, agreement * 0.3,
        (sharp**2).sum(1) * 3, first**2, agreement * similar[:, 0],
    ]  # fmt: skip
    return np.stack(columns, 1).astype(np.float32)


def gates(  # noqa: PLR0917 two views, seen and unseen
    seen: np.ndarray, near: Near, unseen: np.ndarray, far: Near, bins: np.ndarray, density: np.ndarray, counts: np.ndarray,
    folds: np.ndarray,
) -> Learned:  # fmt: skip
    """Both gates without each fold in turn, and last with all."""
    late = bins >= FIRST_BIN
    known = np.flatnonzero(late)
    novel = np.random.default_rng(1).permutation(np.flatnonzero(late & (unseen.max(1) > 0)))[:MOST_NOVEL]
    sharp = sharp_shares((near[0][known], near[1][known]), bins, density)
    seen_features = torch.tensor(features(seen[known], sharp, near[1][known], counts[known]))
    at = np.arange(len(known))
    smooth_truth = torch.tensor(seen[known][at, bins[known]] + 1e-6)
    sharp_truth = torch.tensor(sharp[at, bins[known]] + 1e-6)
    unseen_sharp = sharp_shares((far[0][novel], far[1][novel]), bins, density)
    novel_features = torch.tensor(features(unseen[novel], unseen_sharp, far[1][novel], counts[novel]))
    crowd = np.convolve(np.bincount(bins, minlength=len(density)), np.ones(25) / 25, "same") + 5
    shares = torch.tensor(crowd[bins] ** -0.5, dtype=torch.float32)
    learned = []
    for fold in (*range(FOLDS), -1):
        own, other = torch.tensor(folds[known] != fold), torch.tensor(folds[novel] != fold)
        x, y = seen_features[own], novel_features[other]
        a, b, weights = smooth_truth[own], sharp_truth[own], shares[known][own] / shares[known][own].sum()
        novel_weights = shares[novel][other] / shares[novel][other].sum()

        mixed = partial(_mixed, x=x, smooth=a, sharp=b, weights=weights)
        told = partial(_told, known=x, novel=y, weights=weights, novel_weights=novel_weights)
        learned.append((_fit(mixed, x.shape[1], RIDGE), _fit(told, x.shape[1], NOVEL_RIDGE)))
    return learned


def _mixed(w: Tensor, *, x: Tensor, smooth: Tensor, sharp: Tensor, weights: Tensor) -> Tensor:
    """Loss of the true half-month under both views, by how far the gate trusts the sharp one."""
    share = torch.sigmoid(x @ w)
    return -(weights * torch.log((1 - share) * smooth + share * sharp)).sum()


def _told(w: Tensor, *, known: Tensor, novel: Tensor, weights: Tensor, novel_weights: Tensor) -> Tensor:
    """Loss of telling texts of times that were learned from texts of others."""
    known_loss = (weights * torch.nn.functional.logsigmoid(-(known @ w))).sum()
    novel_loss = (novel_weights * torch.nn.functional.logsigmoid(novel @ w)).sum()
    return -(1 - TAUGHT_NOVEL_SHARE) * known_loss - TAUGHT_NOVEL_SHARE * novel_loss


def _fit(loss_of: Callable[[Tensor], Tensor], size: int, ridge: float) -> np.ndarray:
    w = torch.zeros(size, requires_grad=True)
    optimiser = torch.optim.LBFGS([w], max_iter=500)

    def closure() -> Tensor:
        optimiser.zero_grad()
        loss = loss_of(w) + ridge * (w**2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)
    return w.detach().numpy()


def curves_of(  # noqa: PLR0917 as `gates`
    smooth: np.ndarray, near: Near, bins: np.ndarray, density: np.ndarray, counts: np.ndarray, folds: np.ndarray, learned: Learned,
) -> np.ndarray:  # fmt: skip
    """The log-likelihoods as the profile gives them, for each article from gates that have not seen its fold."""
    size = smooth.shape[1]
    result = np.zeros((len(smooth), size + 1), np.float16)
    shares = covered(bins, size)
    for fold in range(FOLDS):
        rows = np.flatnonzero(folds == fold)
        sharp = sharp_shares((near[0][rows], near[1][rows]), bins, density)
        seen = features(smooth[rows], sharp, near[1][rows], counts[rows])
        gate, novel = ((1 / (1 + np.exp(-(seen @ w))))[:, None] for w in learned[fold])
        result[rows] = likelihood((1 - gate) * smooth[rows] + gate * sharp, novel, shares)
    return result
