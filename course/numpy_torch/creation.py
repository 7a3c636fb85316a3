"""New tensors: from data, of one value, and in sequences."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np

from . import dtypes
from .arrays import moved, usable
from .devices import device as device_of
from .devices import get_default_device
from .graph import Array
from .meta import shaped
from .tensor import Tensor, add_methods, check_can_require_grad, wrap


def place(asked: Any) -> device_of:
    """The device asked for, or the default one.  What it cannot be is an error."""
    where = get_default_device() if asked is None else device_of(asked)
    usable(where)
    return where


def finish(array: Any, requires_grad: bool = False, where: Any = None) -> Tensor:
    """The new tensor on its device, requiring grad where that was asked for."""
    made = wrap(array if where is None else moved(array, where))
    if requires_grad:
        check_can_require_grad(made)
        made._wants_grad = True
    return made


def shape_of(size: tuple[Any, ...], name: str = "size") -> tuple[int, ...]:
    """The shape in `f(2, 3)`, `f((2, 3))`, `f(x.shape)`.  RuntimeError below zero, TypeError for no integers."""
    if len(size) == 1 and isinstance(size[0], (tuple, list)):
        size = tuple(size[0])
    for length in size:
        if isinstance(length, bool) or not hasattr(length, "__index__"):
            raise TypeError(
                f"{name}(): argument 'size' must be tuple of ints, but found element of type {type(length).__name__}"
            )
        if length < 0:
            raise RuntimeError(f"{name}: Dimension size must be non-negative.")
    return tuple(int(length) for length in size)


# -- from data --------------------------------------------------------------------------------


def _to_array(data: Any) -> Array:
    if isinstance(data, Tensor):
        return data._array
    if isinstance(data, (np.ndarray, np.generic)):
        dtypes.from_numpy_dtype(data.dtype)
        return np.asarray(data)
    if isinstance(_first(data), Tensor):
        data = _without_tensors(data)
    try:
        array = np.array(data)
    except ValueError:
        _explain_shape(data)
        raise
    if array.dtype.kind in "US":
        raise TypeError(f"new(): invalid data type '{_first(data).__class__.__name__}'")
    if array.dtype.kind == "O":
        array = np.array(_without_tensors(data))
        if array.dtype.kind == "O":
            stranger = next((each for each in array.flat if not isinstance(each, (bool, int, float))), 0)
            if stranger == 0:
                raise ValueError("Overflow when unpacking long long")
            raise RuntimeError(f"Could not infer dtype of {type(stranger).__name__}")
    return array


def _own_dtype(data: Any, array: Array) -> Any:
    """The dtype where none is asked for: Python's floats become the default, numpy's keep their own."""
    first = _first(data)
    if isinstance(first, Tensor):
        return first._array.dtype
    if array.dtype == np.float64 and not isinstance(first, (np.generic, np.ndarray)):
        return dtypes.get_default_dtype().numpy
    return array.dtype


def _first(data: Any) -> Any:
    while isinstance(data, (list, tuple)) and data:
        data = data[0]
    return data


def _without_tensors(data: Any) -> Any:
    if isinstance(data, Tensor):
        return data._number()
    return [_without_tensors(part) for part in data] if isinstance(data, (list, tuple)) else data


def _explain_shape(data: Any, depth: int = 0) -> None:
    """Raise torch's ValueError for the first list of another length."""
    lengths = [len(part) if hasattr(part, "__len__") and not isinstance(part, str) else None for part in data]
    for length in lengths:
        if length != lengths[0]:
            got = "a number" if length is None else length
            raise ValueError(f"expected sequence of length {lengths[0]} at dim {depth + 1} (got {got})")
    for part in data:
        if isinstance(part, (list, tuple)):
            _explain_shape(part, depth + 1)


def tensor(
    data: Any,
    *,
    dtype: dtypes.dtype | None = None,
    device: Any = None,
    requires_grad: bool = False,
    pin_memory: bool = False,
) -> Tensor:
    """A copy of a number, nested lists or an array.

    ValueError for lists of unequal lengths, TypeError or RuntimeError for what is no number.
    """
    where = place(device)
    dtype = dtypes.as_dtype(dtype, "tensor")
    if isinstance(data, Tensor):
        warnings.warn(
            "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
            "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).",
            UserWarning,
            stacklevel=2,
        )
    if isinstance(data, Tensor) and device is None:
        where = data.device
    array = _to_array(data)
    kind = dtype.numpy if dtype else _own_dtype(data, array)
    own = np.array(array, dtype=kind) if type(array) is np.ndarray else array.astype(kind)
    return finish(own, requires_grad, where)


def as_tensor(data: Any, dtype: dtypes.dtype | None = None, device: Any = None) -> Tensor:
    """The data as a tensor; a tensor of that dtype is returned as it is, an array keeps its memory."""
    dtype = dtypes.as_dtype(dtype, "as_tensor")
    if isinstance(data, Tensor):
        there: Tensor = data if device is None else data.to(device)
        return there if dtype is None or dtype is data.dtype else there.to(dtype)
    array = _to_array(data)
    return finish(array.astype(dtype.numpy if dtype else _own_dtype(data, array), copy=False), False, place(device))


asarray = as_tensor


def from_numpy(array: Any) -> Tensor:
    """A tensor on the memory of an array.  TypeError for anything else."""
    if not isinstance(array, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(array).__name__})")
    dtypes.from_numpy_dtype(array.dtype)
    return wrap(array)


# -- of one value -----------------------------------------------------------------------------


def _filled(size: tuple[Any, ...], value: Any, name: str, options: dict[str, Any]) -> Tensor:
    size = options.pop("size", size)
    wanted, requires_grad, where = _options(name, **options)
    shape = shape_of(size if isinstance(size, tuple) else (size,), name)
    if where.type == "meta":
        return finish(shaped(shape, wanted.numpy), requires_grad)
    make = np.empty(shape, wanted.numpy) if value is None else np.full(shape, value, wanted.numpy)
    return finish(make, requires_grad, where)


def _options(
    name: str,
    *,
    dtype: dtypes.dtype | None = None,
    device: Any = None,
    requires_grad: bool = False,
    layout: Any = None,
    pin_memory: bool = False,
    memory_format: Any = None,
) -> tuple[dtypes.dtype, bool, device_of]:
    return dtypes.as_dtype(dtype, name) or dtypes.get_default_dtype(), requires_grad, place(device)


def zeros(*size: Any, **options: Any) -> Tensor:
    """Zeros of shape `size`."""
    return _filled(size, 0, "zeros", options)


def ones(*size: Any, **options: Any) -> Tensor:
    """Ones of shape `size`."""
    return _filled(size, 1, "ones", options)


def empty(*size: Any, **options: Any) -> Tensor:
    """Uninitialised memory of shape `size`."""
    return _filled(size, None, "empty", options)


def full(size: Any, fill_value: Any, **options: Any) -> Tensor:
    """One value everywhere; its type decides the dtype unless one is given."""
    if isinstance(fill_value, Tensor):
        fill_value = fill_value.item()
    if options.get("dtype") is None:
        options["dtype"] = dtypes.of_number(fill_value)
    return _filled((size,), fill_value, "full", options)


def _like(source: Tensor, value: Any, name: str, options: dict[str, Any]) -> Tensor:
    if options.get("dtype") is None:
        options["dtype"] = source.dtype
    if options.get("device") is None:
        options["device"] = source.device
    return _filled((source.shape,), value, name, options)


def zeros_like(input: Tensor, **options: Any) -> Tensor:
    """Zeros of the same shape and dtype."""
    return _like(input, 0, "zeros_like", options)


def ones_like(input: Tensor, **options: Any) -> Tensor:
    """Ones of the same shape and dtype."""
    return _like(input, 1, "ones_like", options)


def empty_like(input: Tensor, **options: Any) -> Tensor:
    """Uninitialised memory of the same shape and dtype."""
    return _like(input, None, "empty_like", options)


def full_like(input: Tensor, fill_value: Any, **options: Any) -> Tensor:
    """One value everywhere, of the same shape and dtype."""
    return _like(input, fill_value, "full_like", options)


def _new(name: str, value: Any) -> Any:
    def method(self: Tensor, *size: Any, **options: Any) -> Tensor:
        return _filled(size, value, name, {"dtype": self.dtype, "device": self.device, **options})

    method.__name__, method.__doc__ = name, f"torch.{name[4:]}, of this tensor's dtype unless another is given."
    return method


def new_full(self: Tensor, size: Any, fill_value: Any, **options: Any) -> Tensor:
    """One value everywhere, of this tensor's dtype unless another is given."""
    return full(size, fill_value, **{"dtype": self.dtype, "device": self.device, **options})


def new_tensor(self: Tensor, data: Any, **options: Any) -> Tensor:
    """A copy of the data, of this tensor's dtype unless another is given."""
    return tensor(data, **{"dtype": self.dtype, "device": self.device, **options})


add_methods(_new("new_empty", None), _new("new_zeros", 0), _new("new_ones", 1), new_full, new_tensor)


def eye(n: int, m: int | None = None, **options: Any) -> Tensor:
    """Ones on the diagonal, shape (n, m) or (n, n)."""
    wanted, requires_grad, where = _options("eye", **options)
    return finish(np.eye(n, m, dtype=wanted.numpy), requires_grad, where)


# -- in sequences -----------------------------------------------------------------------------


def arange(*bounds: Any, dtype: dtypes.dtype | None = None, **options: Any) -> Tensor:
    """`arange(end)`, `arange(start, end)`, `arange(start, end, step)`; integers unless a bound is a float."""
    if "end" in options:
        bounds = (options.pop("start", 0), options.pop("end"), options.pop("step", 1))
    numbers = [bound.item() if isinstance(bound, Tensor) else bound for bound in bounds]
    start, end, step = (0, *numbers, 1) if len(numbers) == 1 else (*numbers, 1)[:3]
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) / step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if dtype is None:
        whole = all(isinstance(number, int) for number in numbers)
        dtype = dtypes.int64 if whole else dtypes.get_default_dtype()
    wanted, requires_grad, where = _options("arange", dtype=dtype, **options)
    count = math.ceil((end - start) / step)
    return finish((start + np.arange(count) * step).astype(wanted.numpy), requires_grad, where)


def linspace(start: Any, end: Any, steps: int, **options: Any) -> Tensor:
    """`steps` numbers from start to end, both included.

    Counted from both ends, as torch does, so that the last number is exactly `end`.
    """
    wanted, requires_grad, where = _options("linspace", **options)
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    kind = wanted.numpy.type if wanted.is_floating_point else np.float64
    first, last = kind(start), kind(end)
    step = (last - first) / kind(max(steps - 1, 1))
    index = np.arange(steps).astype(kind)
    array = np.where(np.arange(steps) < steps // 2, first + step * index, last - step * (kind(steps - 1) - index))
    if steps == 1:
        array = np.array([first])
    return finish(array.astype(wanted.numpy), requires_grad, where)
