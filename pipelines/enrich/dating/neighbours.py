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
    spectrum: npt.NDArray[np.complex128] = np.fft.rfft(kernel, _wave_size(size))
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
    chances = np.zeros((len(likelihoods), 1))
    for row, chance, item, prior in zip(padded, chances, likelihoods, own_priors, strict=True):
        row[: len(item)] = np.exp(item - item.max())
        chance[0] = (row[: len(prior)] * prior).sum()
    waves = np.fft.rfft(padded, _wave_size(size), axis=1)
    evidence = np.empty((len(_SPREADS), len(likelihoods)))
    reached = []
    for k, (share, scale) in enumerate(_SPREADS):
        spectrum = _kernel_spectrum(scale, size)
        messages = np.log((1 - LONERS) * _days(waves * spectrum, size) + LONERS * chances + _TINY)
        others = (log_prior + messages.sum(axis=0)) - messages
        top = others.max(axis=1)
        weights = np.exp(others - top[:, None])
        total = weights.sum(axis=1)
        evidence[k] = np.log(share) + top + np.log(total)
        reached.append(np.fft.rfft(weights / total[:, None], _wave_size(size), axis=1) * spectrum)
    shares = np.exp(evidence - evidence.max(axis=0))
    shares /= shares.sum(axis=0)
    linked = _days(sum(share[:, None] * wave for share, wave in zip(shares, reached, strict=True)), size)
    return [
        item + np.log((1 - LONERS) * link[: len(item)] + LONERS * prior + _TINY)
        for item, link, prior in zip(likelihoods, linked, own_priors, strict=True)
    ]


def _normalised(log_values: Floats) -> Floats:
    values = np.exp(log_values - log_values.max())
    result: Floats = values / values.sum()
    return result


@lru_cache(maxsize=64)
def _wave_size(size: int) -> int:
    """The next length after days and kernel whose prime factors are 2, 3 and 5: a Fourier transform of it is fast."""
    length = size + 2 * _KERNEL_REACH_DAYS
    while True:
        rest = length
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return length
        length += 1


def _days(waves: npt.NDArray[np.complex128], size: int) -> Floats:
    """Convolutions back in days, never negative; one row per article."""
    values = np.fft.irfft(waves, _wave_size(size), axis=1)
    result: Floats = np.maximum(values[:, _KERNEL_REACH_DAYS : _KERNEL_REACH_DAYS + size], 0.0)
    return result
