"""What a tensor is: dtype, shape, place in memory."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from . import dtypes
from .arrays import HOMES
from .devices import CPU, Size, device, strided
from .formats import lies_in
from .graph import Array
from .meta import Meta


class Description:
    """The questions about a tensor that its array answers."""

    __slots__ = ()

    _array: Array

    @property
    def dtype(self) -> dtypes.dtype:
        """The type of its numbers."""
        return dtypes.FROM_NUMPY[self._array.dtype]

    @property
    def shape(self) -> Size:
        """The size of each dimension."""
        return Size(self._array.shape)

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return int(self._array.ndim)

    @property
    def device(self) -> device:
        """Where it lies."""
        return CPU if type(self._array) is np.ndarray else device(*HOMES[type(self._array)](self._array))

    layout = strided
    is_sparse = is_quantized = is_mps = is_nested = False

    @property
    def is_meta(self) -> bool:
        """Whether it is a shape without numbers."""
        return type(self._array) is Meta

    @property
    def is_cuda(self) -> bool:
        """Whether it lies on a GPU."""
        return self.device.type == "cuda"

    @property
    def itemsize(self) -> int:
        """Bytes of one number."""
        return int(self._array.itemsize)

    @property
    def nbytes(self) -> int:
        """Bytes of all numbers."""
        return int(self._array.nbytes)

    def size(self, dim: int | None = None) -> Any:
        """The shape, or the size of one dimension.  IndexError for a dimension there is not."""
        if dim is None:
            return self.shape
        if not -self.ndim <= dim < self.ndim:
            raise IndexError(
                f"Dimension out of range (expected to be in range of [{-self.ndim}, {self.ndim - 1}], but got {dim})"
                if self.ndim
                else f"Dimension specified as {dim} but tensor has no dimensions"
            )
        return self._array.shape[dim]

    def dim(self) -> int:
        """The number of dimensions."""
        return int(self._array.ndim)

    def numel(self) -> int:
        """The number of elements."""
        return int(self._array.size)

    ndimension, nelement = dim, numel

    def element_size(self) -> int:
        """Bytes of one number."""
        return int(self._array.itemsize)

    def is_floating_point(self) -> bool:
        """Whether its numbers are floats."""
        return bool(self._array.dtype.kind == "f")

    def is_complex(self) -> bool:
        """Never, in this torch."""
        return False

    def is_signed(self) -> bool:
        """Whether its dtype has negative numbers."""
        return bool(self._array.dtype.kind in "if")

    def is_contiguous(self, memory_format: Any = None) -> bool:
        """Whether its numbers lie in order, without gaps: as they are written, or channels_last."""
        return lies_in(self._array, memory_format)

    def stride(self, dim: int | None = None) -> Any:
        """How many numbers to step for the next one, along each dimension or one."""
        if self.is_meta:  # which keeps no strides of its own
            steps = tuple(math.prod(self._array.shape[i + 1 :]) for i in range(self._array.ndim))
            return steps if dim is None else steps[dim]
        steps = tuple(step // self._array.itemsize for step in self._array.strides)
        return steps if dim is None else steps[dim]

    def storage_offset(self) -> int:
        """How many numbers of its memory lie before its first."""
        array, base = self._array, self._array
        while isinstance(base.base, type(array)):
            base = base.base
        ends = (x.__array_interface__["data"][0] for x in (array, base))
        return int((next(ends) - next(ends)) // array.itemsize) if array.size else 0

    def data_ptr(self) -> int:
        """The address of its first number; views and detached tensors share memory."""
        if self.is_cuda:
            return int(self._array.data.ptr)
        return int(self._array.__array_interface__["data"][0] if self._array.size and not self.is_meta else 0)

    def get_device(self) -> int:
        """The number of its GPU; -1 elsewhere."""
        return -1 if self.device.index is None else self.device.index
