"""Articles of one dump inform one another: the sum over all days, done by transforms, is the sum done by hand."""

import numpy as np

from pipelines.enrich.dating import neighbours as n
from pipelines.enrich.dating.grid import Floats

DAYS = 60


def slow(likelihoods: list[Floats], priors: list[Floats]) -> list[Floats]:
    """The star model of the module, by matrices."""
    prior = np.exp(priors[0]) / np.exp(priors[0]).sum()
    rows = [np.exp(item - item.max()) for item in likelihoods]
    offsets = np.arange(DAYS)[:, None] - np.arange(DAYS)[None]
    result = []
    for own in range(len(rows)):
        parts = []
        for share, scale in n._SPREADS:
            reach = np.abs(np.arange(-n._KERNEL_REACH_DAYS, n._KERNEL_REACH_DAYS + 1.0))
            near, far = np.exp(-reach / scale), np.exp(-reach / max(n._TAIL_DAYS, scale))
            kernel = (1 - n._TAIL) * near / near.sum() + n._TAIL * far / far.sum()
            step = kernel[offsets + n._KERNEL_REACH_DAYS]
            centre = prior.copy()
            for other, row in enumerate(rows):
                if other != own:
                    centre = centre * ((1 - n.LONERS) * step @ row + n.LONERS * (row * prior).sum())
            parts.append((share * centre.sum(), step @ (centre / centre.sum())))
        total = sum(weight for weight, _ in parts)
        linked = sum(weight / total * spread for weight, spread in parts)
        result.append(likelihoods[own] + np.log((1 - n.LONERS) * linked + n.LONERS * prior))
    return result


def test_transforms_are_the_sums_of_the_model() -> None:
    rng = np.random.default_rng(5)
    likelihoods = [rng.normal(0, 2, DAYS) for _ in range(4)]
    priors = [np.log(1.0 / (DAYS - np.arange(DAYS) + 20.0))] * 4
    for fast, by_hand in zip(n.sharpened(likelihoods, priors), slow(likelihoods, priors), strict=True):
        assert np.allclose(fast, by_hand, atol=1e-8)


def test_texts_of_other_lengths_keep_their_own() -> None:
    likelihoods = [np.zeros(DAYS), np.zeros(DAYS - 3)]
    priors = [np.zeros(DAYS), np.zeros(DAYS - 3)]
    assert [len(item) for item in n.sharpened(likelihoods, priors)] == [DAYS, DAYS - 3]


def test_a_block_of_one_is_itself() -> None:
    (alone,) = n.sharpened([np.arange(3.0)], [np.ones(3)])
    assert alone.tolist() == [1.0, 2.0, 3.0]


def test_lengths_of_transforms_have_small_factors() -> None:
    assert n._wave_size(24_437) >= 24_437 + 2 * n._KERNEL_REACH_DAYS
    for prime in (7, 11, 13):
        assert n._wave_size(24_437) % prime
