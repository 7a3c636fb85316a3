"""Memory that several processes see: share_memory_.  torch: _tensor.py, multiprocessing/reductions.py"""

from __future__ import annotations

import mmap
from typing import Any

import numpy as np

from .graph import Array
from .meta import Meta


class Sharing:
    """What a tensor answers about memory that processes share."""

    __slots__ = ()

    _array: Array
    _accumulator: Any

    def share_memory_(self) -> Any:
        """Move the numbers to memory that processes forked from this one see, too; a GPU's stay where they are.

        Views that were made before keep the old memory.  RuntimeError for a tensor without numbers.
        """
        array = self._array
        if type(array) is np.ndarray and array.nbytes and not self.is_shared():
            memory = mmap.mmap(-1, array.nbytes)  # of no file, and shared
            self._array = np.ndarray(array.shape, array.dtype, buffer=memory, strides=np.empty_like(array).strides)
            self._array[...] = array
            self._accumulator = None
        elif type(array) is Meta:
            raise RuntimeError("_share_fd_: only available on CPU")
        return self

    def is_shared(self) -> bool:
        """Whether the numbers lie in memory that share_memory_ made; on a GPU they always can be shared."""
        held: Any = self._array
        if type(held) is not np.ndarray:
            return type(held) is not Meta
        while isinstance(held, np.ndarray):
            held = held.base
        return isinstance(held, mmap.mmap)
