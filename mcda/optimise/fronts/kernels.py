"""Which kernel grows the labels: numpy's at once, the compiled one where there is work enough for it."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from mcda.optimise.fronts import kernel_numpy
from mcda.optimise.fronts.sweep import Extend

COMPILED = "mcda.optimise.fronts.kernel_numba"
WORTHWHILE = 2**21
"""Labels after which loading compiled code (most of a second) pays."""


def kernel(labels: int) -> Extend:
    """The kernel to go on with after so many labels; results are the same, whichever it is."""
    loaded = COMPILED in sys.modules
    if not loaded and (labels < WORTHWHILE or find_spec("numba") is None):
        return kernel_numpy.extend
    from mcda.optimise.fronts import kernel_numba

    compiled: Extend = kernel_numba.extend
    return compiled
