"""Memory shown with strides of your choice, and shapes that change on the tensor itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import shapes
from .graph import Array
from .meta import Meta, shaped
from .names import offer
from .rules import Rule, view
from .tensor import Tensor, add_methods, check_in_place, wrap
from .view_nodes import shown

Sizes = tuple[int, ...]


def _address(a: Array) -> int:
    return int(a.__array_interface__["data"][0])


def _storage(a: Array) -> Array:
    """The array that owns the memory, in the order of the memory."""
    while isinstance(a.base, np.ndarray):
        a = a.base
    return a.transpose(np.argsort([-stride for stride in a.strides], kind="stable"))


def _strided(a: Array, size: Sizes, stride: Sizes, start: int, own: Any) -> Array:
    """`start` is counted from the first number of `a`.  numpy refuses what would leave the memory."""
    if type(a) is Meta:
        return shaped(size, a.dtype)
    if 0 in size:
        return np.empty(size, a.dtype)
    storage = _storage(a)
    offset = _address(a) - _address(storage) + start * a.itemsize
    return np.ndarray(size, a.dtype, storage, offset, tuple(each * a.itemsize for each in stride))


def _places(size: Sequence[int], stride: Sequence[int], start: int = 0) -> Array:
    """Where in memory each number lies."""
    places = np.full(size, start)
    for axis, (count, step) in enumerate(zip(size, stride, strict=True)):
        places += (np.arange(count) * step).reshape((-1,) + (1,) * (len(size) - axis - 1))
    return places


def _strided_back(g: Array, a_shape: Sizes, size: Sizes, stride: Sizes, start: int, own: Sizes) -> Array:
    """Gradients are added up in the memory, and read from there as the input was laid out."""
    taken, had = _places(size, stride, start), _places(a_shape, own)
    first = min(taken.min(initial=0), had.min(initial=0))
    length = max(taken.max(initial=0), had.max(initial=0)) - first + 1
    memory = np.zeros_like(g, shape=(length,))
    np.add.at(memory, taken - first, g)
    often = np.bincount((had - first).ravel(), minlength=length)  # as in torch, the parts of an expanded input share
    return (memory / np.maximum(often, 1).astype(g.dtype))[had - first]


_AS_STRIDED = Rule("AsStridedBackward0", _strided, a=_strided_back)


def as_strided(input: Tensor, size: Sequence[int], stride: Sequence[int], storage_offset: int | None = None) -> Tensor:
    """A view of the memory with strides of your choice, counted in numbers.  RuntimeError for what leaves the memory.

    NotImplementedError where a gradient could not be laid out as the memory is, as of a slice that was detached.
    """
    sizes, strides = tuple(size), tuple(stride)
    if input.is_cuda:
        raise NotImplementedError("as_strided is of memory on the cpu in the small torch")
    if len(sizes) != len(strides):
        raise RuntimeError("mismatch in length of strides and shape")
    if any(each < 0 for each in strides):
        raise RuntimeError(
            f"as_strided: Negative strides are not supported at the moment, got strides: {list(strides)}"
        )
    if any(each < 0 for each in sizes):
        raise RuntimeError(f"Storage size calculation overflowed with sizes={list(sizes)} and strides={list(strides)}")
    before = input.storage_offset()
    offset = before if storage_offset is None else storage_offset
    params = {"size": sizes, "stride": strides, "start": offset - before, "own": input.stride()}
    if not input.is_meta:
        _check_memory(input, sizes, strides, offset, params)
    return view(_AS_STRIDED, input, **params)


def _check_memory(input: Tensor, size: Sizes, stride: Sizes, offset: int, params: dict[str, Any]) -> None:
    """RuntimeError where the memory ends before; NotImplementedError where a base cannot be shown again."""
    storage, itemsize = _storage(input._array), input.element_size()
    reach = offset + 1 + sum((count - 1) * step for count, step in zip(size, stride, strict=True))
    if 0 not in size and (reach > storage.size or offset < 0):
        raise RuntimeError(
            f"setStorage: sizes {list(size)}, strides {list(stride)}, storage offset {offset}, and itemsize {itemsize} "
            f"requiring a storage size of {reach * itemsize} are out of bounds for storage of size {storage.nbytes}"
        )
    base, steps = (input, ()) if input._base is None else (input._base, input._steps)
    again = np.empty_like(base._array)
    try:
        if again.size and again.strides != base._array.strides:
            raise ValueError
        shown(again, (*steps, (_strided, params)))
    except ValueError:
        raise NotImplementedError("as_strided of a part of a memory: take it of the whole, or of a clone") from None


# -- shapes that change on the tensor itself -----------------------------------------------------------


def _reshaped(name: str) -> Rule:
    return Rule(name, lambda a, shape: a.reshape(shape), a=lambda g, a_shape: g.reshape(a_shape))


_T, _TRANSPOSE = (
    Rule(name, shapes._permuted, a=shapes._permuted_back) for name in ("TBackward1", "TransposeBackward1")
)
_UNSQUEEZE = _reshaped("UnsqueezeBackward1")
_SQUEEZE, _SQUEEZE_DIM, _SQUEEZE_DIMS = (_reshaped(f"SqueezeBackward{number}") for number in (3, 4, 5))


def _become(self: Tensor, rule: Rule, **params: Any) -> Tensor:
    """The tensor as a view of what it was."""
    check_in_place(self)
    made = view(rule, self, **params)
    self._array = made._array
    self._counter.value += 1
    if self._base is not None:
        self._steps, self._seen = (*self._steps, (rule.forward, params)), self._counter.value
    if made._node is not None:
        self._node, self._hooks = made._node, None
    return self


def _turned(rule: Rule, function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def change(self: Tensor, *dims: int) -> Tensor:
        # The order of dimensions, read from the sizes 0, 1, 2, ... in that order.
        order = function(wrap(np.empty(range(self.ndim))), *dims).shape
        return _become(self, rule, order=tuple(order))

    change.__doc__ = f"torch.{function.__name__}, of the tensor itself."
    return change


def squeeze_(self: Tensor, dim: int | Sequence[int] | None = None) -> Tensor:
    """The tensor itself without dimensions of size 1."""
    rule = _SQUEEZE if dim is None else _SQUEEZE_DIM if isinstance(dim, int) else _SQUEEZE_DIMS
    return _become(self, rule, shape=shapes.squeeze(self.detach(), dim)._array.shape)


def unsqueeze_(self: Tensor, dim: int) -> Tensor:
    """The tensor itself with a new dimension of size 1."""
    return _become(self, _UNSQUEEZE, shape=shapes.unsqueeze(self.detach(), dim)._array.shape)


def t_(self: Tensor) -> Tensor:
    """The matrix itself transposed.  RuntimeError for more than two dimensions."""
    if self.ndim > 2:
        raise RuntimeError(f"t_() expects a tensor with <= 2 dimensions, but self is {self.ndim}D")
    return _become(self, _T, order=tuple(reversed(range(self.ndim))))


def fill_diagonal_(self: Tensor, fill_value: float, wrap: bool = False) -> Tensor:
    """One value where all indices are equal; with `wrap`, again below in a tall matrix."""
    if self.ndim < 2:
        raise RuntimeError("dimensions must larger than 1")
    if self.ndim > 2 and len(set(self.shape)) > 1:
        raise RuntimeError("all dimensions of input must be of equal length")
    stride, start, count = sum(self.stride()), self.storage_offset(), min(self.shape)
    as_strided(self, (count,), (stride,), start).fill_(fill_value)
    rows, columns = self.shape[:2]
    if wrap and self.ndim == 2 and rows > columns + 1:
        more = -(-self.numel() // (columns + 1)) - count
        as_strided(self, (more,), (stride,), start + self.stride(0) * (columns + 1)).fill_(fill_value)
    return self


_swapped = _turned(_TRANSPOSE, shapes.transpose)
offer(as_strided)
add_methods(squeeze_, unsqueeze_, t_, fill_diagonal_, transpose_=_swapped, swapaxes_=_swapped, swapdims_=_swapped)
