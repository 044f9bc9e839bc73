"""Articles of one dump were mostly collected together: a common centre with a heavy-tailed spread links their days.

A star model, solved exactly: each article's day is the dump's centre plus a step, or, for a loner, any day. How wide the steps
are (one day's dump, one week's, an archive) is itself inferred, so ten articles of one day sharpen one another more than ten
of one month.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipelines.enrich.dating.grid import Floats

BLOCK = 40
"""Articles that inform one another at once, in the order of the dump: a long archive drifts."""
LONERS = 0.05
"""Share of articles whose date has nothing to do with their neighbours'."""
_KERNEL_REACH_DAYS = 370
_SPREADS = ((0.02, 0.7), (0.73, 2.5), (0.2, 6.0), (0.05, 60.0))
"""Prior over the spread of a dump as (share, mean step in days): one day, one week, a fortnight, a season."""
_TAIL = 0.05
_TAIL_DAYS = 30.0
"""Within a dump of any spread, one article in twenty steps as far as a month."""
_TINY = 1e-300


@lru_cache(maxsize=16)
def _kernel_spectrum(scale_days: float, size: int) -> npt.NDArray[np.complex128]:
    offsets = np.abs(np.arange(-_KERNEL_REACH_DAYS, _KERNEL_REACH_DAYS + 1, dtype=np.float64))
    near, far = np.exp(-offsets / scale_days), np.exp(-offsets / max(_TAIL_DAYS, scale_days))
    kernel = (1 - _TAIL) * near / near.sum() + _TAIL * far / far.sum()
    spectrum: npt.NDArray[np.complex128] = np.fft.rfft(kernel, size)
    return spectrum


def sharpened(likelihoods: Sequence[Floats], priors: Sequence[Floats]) -> Iterator[Floats]:
    """The log posterior of each text given the others of its block, in order.

    Args:
        likelihoods: Log-likelihoods over days; they may end on different days but begin on the same one.
        priors: Log prior of each text over its own days.
    """
    for start in range(0, len(likelihoods), BLOCK):
        yield from _block(likelihoods[start : start + BLOCK], priors[start : start + BLOCK])


def _block(likelihoods: Sequence[Floats], priors: Sequence[Floats]) -> list[Floats]:
    if len(likelihoods) == 1:
        return [likelihoods[0] + priors[0]]
    size = max(len(item) for item in likelihoods)
    log_prior = np.log(_normalised(max(priors, key=len)) + _TINY)
    own_priors = [_normalised(prior) for prior in priors]
    padded = np.zeros((len(likelihoods), size))
    for row, item in zip(padded, likelihoods, strict=True):
        row[: len(item)] = np.exp(item - item.max())
    alone = [float((row[: len(prior)] * prior).sum()) for row, prior in zip(padded, own_priors, strict=True)]
    linked = [np.zeros(len(item)) for item in likelihoods]
    evidence = np.full((len(_SPREADS), len(likelihoods)), -np.inf)
    reaches: list[list[Floats]] = []
    for k, (share, scale) in enumerate(_SPREADS):
        messages = [
            np.log((1 - LONERS) * _smooth(row, scale) + LONERS * chance + _TINY)
            for row, chance in zip(padded, alone, strict=True)
        ]
        together = log_prior + np.sum(messages, axis=0)
        reaches.append([])
        for i, message in enumerate(messages):
            others = together - message
            top = float(others.max())
            weights = np.exp(others - top)
            evidence[k, i] = np.log(share) + top + np.log(weights.sum())
            reaches[k].append(_smooth(weights / weights.sum(), scale)[: len(linked[i])])
    spread_shares = np.exp(evidence - evidence.max(axis=0))
    spread_shares /= spread_shares.sum(axis=0)
    for i, prior in enumerate(own_priors):
        for k in range(len(_SPREADS)):
            linked[i] += spread_shares[k, i] * reaches[k][i]
        linked[i] = (1 - LONERS) * linked[i] + LONERS * prior
    return [item + np.log(link + _TINY) for item, link in zip(likelihoods, linked, strict=True)]


def _normalised(log_values: Floats) -> Floats:
    values = np.exp(log_values - log_values.max())
    result: Floats = values / values.sum()
    return result


def _smooth(values: Floats, scale_days: float) -> Floats:
    """Convolution with the kernel of a spread by FFT, never negative."""
    size = 1 << (len(values) + 2 * _KERNEL_REACH_DAYS).bit_length()
    product = np.fft.irfft(np.fft.rfft(values, size) * _kernel_spectrum(scale_days, size), size)
    result: Floats = np.maximum(product[_KERNEL_REACH_DAYS : _KERNEL_REACH_DAYS + len(values)], 0.0)
    return result
