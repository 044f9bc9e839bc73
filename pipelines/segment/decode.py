"""Which of the scored lines open an article."""

import numpy as np
import numpy.typing as npt


def cuts_of(scores: npt.NDArray[np.float64], least: float) -> list[int]:
    """The lines whose score is at least `least`."""
    return [int(i) for i in np.flatnonzero(scores >= least)]
