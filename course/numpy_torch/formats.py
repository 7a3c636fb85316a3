"""channels_last: images whose channels lie side by side in memory, in the same shape as ever."""

from __future__ import annotations

from typing import Any

import numpy as np

from .devices import channels_last
from .graph import Array
from .meta import Meta


def lies_in(a: Array, format: Any) -> bool:
    """Whether the numbers lie in order, without gaps: of the format, or as an array is written."""
    if type(a) is Meta:  # which keeps no strides of its own
        return True
    if format is channels_last:
        return a.ndim == 4 and bool(np.moveaxis(a, 1, -1).flags.c_contiguous)
    return bool(a.flags.c_contiguous)


def laid_out(a: Array, format: Any) -> Array:
    """A copy in the format.  RuntimeError for other than four dimensions where it is channels_last."""
    if format is not channels_last:
        return a.copy(order="C")
    if a.ndim != 4:
        raise RuntimeError("required rank 4 tensor to use channels_last format")
    return np.moveaxis(np.moveaxis(a, 1, -1).copy(order="C"), -1, 1)
