"""From a tensor to Python: numbers, lists, arrays, truth, text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from . import graph
from .arrays import moved
from .devices import CPU
from .graph import Array
from .meta import Meta
from .notices import notice
from .printing import tensor_text


class Conversion:
    """What Python and numpy ask of a tensor."""

    __slots__ = ()

    _array: Array
    requires_grad: Any
    device: Any
    unbind: Any

    def item(self) -> Any:
        """The one number as a Python number.  RuntimeError when there are more."""
        if self._array.size != 1:
            raise RuntimeError(f"a Tensor with {self._array.size} elements cannot be converted to Scalar")
        self._check_numbers()
        return self._array.item()

    def tolist(self) -> Any:
        """Nested lists of Python numbers; a number for no dimensions."""
        return moved(self._array, CPU).tolist()

    def _check_numbers(self) -> None:
        if type(self._array) is Meta:
            raise RuntimeError("Tensor.item() cannot be called on meta tensors")

    def numpy(self, *, force: bool = False) -> Array:
        """The array itself, sharing memory.  RuntimeError when it requires grad and is not forced."""
        if self.requires_grad and not force:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        if type(self._array) is not np.ndarray and not force:
            where = self.device if self.device.type == "cuda" else self.device.type
            raise TypeError(
                f"can't convert {where} device type tensor to numpy. "
                "Use Tensor.cpu() to copy the tensor to host memory first."
            )
        return moved(self._array, CPU)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        array = self.numpy()
        return array.astype(dtype or array.dtype, copy=bool(copy)) if dtype is not None or copy else array

    def __array_wrap__(self, array: Array, context: Any = None, return_scalar: bool = False) -> Any:
        """What numpy's own functions give for a tensor is a tensor again."""
        return graph.wrap(np.asarray(array))

    def __repr__(self, *, tensor_contents: Any = None) -> str:
        return tensor_text(self)

    def __format__(self, spec: str) -> str:
        return (
            format(self._array.item(), spec)
            if self._array.ndim == 0 and type(self._array) is not Meta
            else object.__format__(self, spec)
        )

    def __hash__(self) -> int:
        return id(self)

    def __bool__(self) -> bool:
        if self._array.size != 1:
            count = "more than one value" if self._array.size else "no values"
            raise RuntimeError(f"Boolean value of Tensor with {count} is ambiguous")
        self._check_numbers()
        return bool(self._array.item())

    def _number(self) -> Any:
        if self._array.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        self._check_numbers()
        return self._array.item()

    def _recorded_number(self) -> Any:
        if self.requires_grad:
            notice(
                "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\n"
                "Consider using tensor.detach() first.",
                stacklevel=3,
            )
        return self._number()

    def __float__(self) -> float:
        return float(self._recorded_number())

    def __int__(self) -> int:
        return int(self._number())

    def __complex__(self) -> complex:
        return complex(self._recorded_number())

    def __index__(self) -> int:
        if self._array.size != 1 or self._array.dtype.kind == "f":
            raise TypeError("only integer tensors of a single element can be converted to an index")
        self._check_numbers()
        return int(self._array.item())

    def __len__(self) -> int:
        if self._array.ndim == 0:
            raise TypeError("len() of a 0-d tensor")
        return len(self._array)

    def __iter__(self) -> Iterator[Any]:
        if self._array.ndim == 0:
            raise TypeError("iteration over a 0-d tensor")
        return iter(self.unbind())

    def __contains__(self, value: Any) -> bool:
        if not isinstance(value, (Conversion, int, float)):
            raise RuntimeError(
                f"Tensor.__contains__ only supports Tensor or scalar, but you passed in a {type(value)}."
            )
        return bool((self._array == (value._array if isinstance(value, Conversion) else value)).any())
