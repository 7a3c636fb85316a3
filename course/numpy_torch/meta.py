"""Arrays of the device "meta": a shape and a dtype, and one number of memory, however large the shape.

numpy asks an array's own type to carry its functions out (NEP 13 and NEP 18), and this one answers with
shapes alone.  So every rule of the table runs on it as it stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np


class Meta(np.ndarray[Any, Any]):
    """An array whose numbers are all the same one, which nobody may ask for."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **how: Any) -> Any:
        if out is not None or method == "at":
            return out[0] if out is not None else None
        if method == "reduce":
            return reduced(inputs[0], how.get("axis", inputs[1] if len(inputs) > 1 else 0), how, ufunc)
        if method == "accumulate":
            return shaped(inputs[0].shape, how.get("dtype") or inputs[0].dtype)
        if ufunc.signature is not None:
            return shaped(product_shape(*(np.shape(x) for x in inputs)), np.result_type(*inputs))
        shape = np.broadcast_shapes(*[np.shape(x) for x in inputs])
        # The dtype of the result, from no numbers at all; Python's numbers stay, as they promote otherwise.
        sample = ufunc(*[np.empty(0, x.dtype) if isinstance(x, np.ndarray | np.generic) else x for x in inputs])
        return tuple(shaped(shape, x.dtype) for x in sample) if type(sample) is tuple else shaped(shape, sample.dtype)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        if function in SHAPES:
            return SHAPES[function](*args, **kwargs)
        if function in VIEWS:
            return super().__array_function__(function, types, args, kwargs).view(Meta)
        if function in REFUSED:
            raise NotImplementedError(
                f"{function.__name__}: attempted to run this operator with Meta tensors, but its result depends on "
                "numbers, and they have none"
            )
        # What has no shorter way is computed on zeros.
        return as_meta(function(*plain(list(args)), **{name: plain(value) for name, value in kwargs.items()}))

    def item(self, *args: Any) -> Any:
        """RuntimeError: there are no numbers."""
        raise RuntimeError("Tensor.item() cannot be called on meta tensors")

    __bool__ = __float__ = __int__ = __index__ = __complex__ = item

    def __getitem__(self, key: Any) -> Any:
        if any(isinstance(part, Meta) and part.dtype == bool for part in (key if isinstance(key, tuple) else (key,))):
            raise NotImplementedError("a mask on meta has no numbers to choose by; torch.where keeps the shape")
        return as_meta(np.asarray(super().__getitem__(plain(key))))

    def __setitem__(self, key: Any, value: Any) -> None:
        np.broadcast_to(plain(value) if np.ndim(value) else 0, plain(self)[plain(key)].shape)

    def dot(self, other: Any, out: Any = None) -> Any:
        """A product of matrices, which numpy's own method would compute."""
        return shaped(product_shape(self.shape, np.shape(other)), np.result_type(self.dtype, other.dtype))

    def astype(self, dtype: Any, *order: Any, **how: Any) -> Any:
        """Another dtype, and no more memory."""
        return shaped(self.shape, dtype)

    def copy(self, order: Any = "C") -> Any:
        """The same shape and dtype."""
        return shaped(self.shape, self.dtype)


def shaped(shape: Any, dtype: Any) -> Any:
    """A Meta of this shape: every stride is zero."""
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    return np.ndarray.__new__(Meta, shape, dtype, np.zeros(1, dtype), 0, (0,) * len(shape))


def as_meta(value: Any) -> Any:
    """A result of numpy's as shapes."""
    if isinstance(value, tuple | list):
        return type(value)(as_meta(part) for part in value)
    return shaped(value.shape, value.dtype) if isinstance(value, np.ndarray | np.generic) else value


def plain(value: Any) -> Any:
    """Ordinary arrays of zeros for Metas, without memory of their own."""
    if isinstance(value, tuple | list):
        return type(value)(plain(part) for part in value)
    return value.view(np.ndarray) if isinstance(value, Meta) else value


def product_shape(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of a product of matrices."""
    left, right = (1, *a) if len(a) == 1 else a, (*b, 1) if len(b) == 1 else b
    if left[-1] != right[-2]:
        raise ValueError(f"shapes {a} and {b} cannot be multiplied")
    shape = (*np.broadcast_shapes(left[:-2], right[:-2]), left[-2], right[-1])
    shape = shape if len(b) > 1 else shape[:-1]
    return shape if len(a) > 1 else (*shape[: -2 if len(b) > 1 else -1], *shape[len(shape) - (len(b) > 1) :])


def reduced(a: Any, axis: Any, how: dict[str, Any], ufunc: Any = None) -> Any:
    """The shape without the dimensions of `axis`, or with 1 in their places."""
    axes = range(a.ndim) if axis is None else (axis,) if isinstance(axis, int) else axis
    axes = {each % a.ndim for each in axes} if a.ndim else set()
    kept = how.get("keepdims") is True
    shape = [1 if i in axes else size for i, size in enumerate(a.shape) if kept or i not in axes]
    if ufunc is None:
        return shaped(shape, np.int64)
    return shaped(shape, how.get("dtype") or ufunc.reduce(np.zeros(1, a.dtype)).dtype)


def _like(a: Any, *args: Any, dtype: Any = None, shape: Any = None, **how: Any) -> Any:
    return shaped(a.shape if shape is None else shape, dtype or a.dtype)


def _same(a: Any, *args: Any, **how: Any) -> Any:
    return shaped(a.shape, how.get("dtype") or a.dtype)


def _joined(arrays: Any, axis: int = 0, **how: Any) -> Any:
    shape = list(np.shape(arrays[0]))
    shape[axis] = sum(np.shape(array)[axis] for array in arrays)
    return shaped(shape, np.result_type(*arrays))


def _stacked(arrays: Any, axis: int = 0, **how: Any) -> Any:
    shape = list(np.shape(arrays[0]))
    shape.insert(axis if axis >= 0 else len(shape) + 1 + axis, len(arrays))
    return shaped(shape, np.result_type(*arrays))


def _chosen(condition: Any, a: Any, b: Any) -> Any:
    return shaped(np.broadcast_shapes(*map(np.shape, (condition, a, b))), np.result_type(a, b))


def _taken(a: Any, index: Any, axis: int = -1) -> Any:
    return shaped(np.shape(index), a.dtype)


def _place(a: Any, axis: int | None = None, **how: Any) -> Any:
    return reduced(a, axis, how)


def _tiled(a: Any, times: Any) -> Any:
    times = (times,) if isinstance(times, int) else tuple(times)
    width = max(a.ndim, len(times))
    sizes = zip((1,) * (width - a.ndim) + a.shape, (1,) * (width - len(times)) + times, strict=True)
    return shaped([math.prod(pair) for pair in sizes], a.dtype)


# Functions whose result has a shape that depends on numbers.
REFUSED = {np.nonzero, np.unique, np.array_equal, np.bincount, np.histogram, np.flatnonzero, np.repeat}
# Functions that show memory, which numpy carries out on the strides alone.
VIEWS = {
    np.broadcast_to, np.expand_dims, np.moveaxis, np.swapaxes, np.transpose, np.squeeze, np.flip, np.reshape,
    np.diagonal, np.rot90, np.atleast_1d, np.ravel, np.lib.stride_tricks.sliding_window_view,
}  # fmt: skip
SHAPES: dict[Any, Callable[..., Any]] = {
    **dict.fromkeys((np.zeros_like, np.ones_like, np.empty_like, np.full_like), _like),
    **dict.fromkeys((np.sort, np.cumsum, np.cumprod, np.roll, np.copy, np.ascontiguousarray, np.round), _same),
    **dict.fromkeys((np.argmax, np.argmin), _place),
    np.argsort: lambda a, *args, **how: shaped(a.shape, np.int64),
    np.clip: lambda a, *bounds, **how: shaped(np.broadcast_shapes(a.shape, *map(np.shape, bounds)), a.dtype),
    np.concatenate: _joined,
    np.stack: _stacked,
    np.where: _chosen,
    np.take_along_axis: _taken,
    np.tile: _tiled,
    np.outer: lambda a, b: shaped((a.size, np.size(b)), np.result_type(a, b)),
    np.dot: lambda a, b: shaped(product_shape(a.shape, b.shape), np.result_type(a, b)),
    np.may_share_memory: lambda a, b: isinstance(a, Meta) and isinstance(b, Meta),
}
