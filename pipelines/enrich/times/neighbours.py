"""Articles of one dump were mostly collected together: a common centre with a heavy-tailed spread links their days."""

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.enrich.times.grid import Floats

BLOCK = 40
"""Articles that inform one another at once, in the order of the dump: a long archive drifts."""
LONERS = 0.1
"""Share of articles whose date has nothing to do with their neighbours'."""
_KERNEL_REACH_DAYS = 370
_SPREADS = ((0.6, 2.0), (0.25, 6.0), (0.1, 40.0), (0.05, 180.0))
"""Mixture of Laplace spreads around the centre, as (share, days): one crawl, one week, one month, one year."""


def _kernel() -> Floats:
    offsets = np.abs(np.arange(-_KERNEL_REACH_DAYS, _KERNEL_REACH_DAYS + 1, dtype=np.float64))
    total = np.zeros_like(offsets)
    for share, scale in _SPREADS:
        part = np.exp(-offsets / scale)
        total += share * part / part.sum()
    return total


def sharpened(likelihoods: Sequence[Floats], priors: Sequence[Floats]) -> Iterator[Floats]:
    """The log posterior of each text given the others of its block, in order.

    Exact inference in the star model: each text's day is the block's centre plus a heavy-tailed step, or, for a loner, any
    day. Grids may end on different days but begin on the same one.
    """
    for start in range(0, len(likelihoods), BLOCK):
        yield from _block(likelihoods[start : start + BLOCK], priors[start : start + BLOCK])


def _block(likelihoods: Sequence[Floats], priors: Sequence[Floats]) -> list[Floats]:
    if len(likelihoods) == 1:
        return [likelihoods[0] + priors[0]]
    size = max(len(item) for item in likelihoods)
    kernel = _kernel()
    prior = _normalised(max(priors, key=len))
    messages = []
    for item, own_prior in zip(likelihoods, priors, strict=True):
        likelihood = np.zeros(size)
        likelihood[: len(item)] = np.exp(item - item.max())
        alone = float((likelihood[: len(item)] * _normalised(own_prior)).sum())
        messages.append(np.log((1 - LONERS) * _smooth(likelihood, kernel) + LONERS * alone + 1e-300))
    together = np.log(prior + 1e-300) + np.sum(messages, axis=0)
    result = []
    for item, own_prior, message in zip(likelihoods, priors, messages, strict=True):
        centre = _normalised(together - message)
        reach = _smooth(centre, kernel)[: len(item)]
        linked = (1 - LONERS) * reach + LONERS * _normalised(own_prior)
        result.append(item + np.log(linked + 1e-300))
    return result


def _normalised(log_values: Floats) -> Floats:
    values = np.exp(log_values - log_values.max())
    result: Floats = values / values.sum()
    return result


def _smooth(values: Floats, kernel: Floats) -> Floats:
    """Convolution with the kernel by FFT, never negative."""
    size = 1 << (len(values) + len(kernel) - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(values, size) * np.fft.rfft(kernel, size), size)
    result: Floats = np.maximum(product[_KERNEL_REACH_DAYS : _KERNEL_REACH_DAYS + len(values)], 0.0)
    return result
