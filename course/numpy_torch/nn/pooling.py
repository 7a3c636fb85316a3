"""Pooling: where its windows lie, and the mean of each.  torch: native/Pool.h, native/AveragePool2d.cpp"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from ..graph import Array
from ..rules import Rule, apply
from ..tensor import Tensor
from .windows import Sizes, Windows, cells, each, hashable, zeros

# -- sizes and complaints ---------------------------------------------------------------------------

_NUMBERS = {1: "one int", 2: "two ints", 3: "three ints"}


@lru_cache(maxsize=256)
def pooling_windows(
    name: str, planes: int, sizes: Sizes, kernel: Any, stride: Any, padding: Any, dilation: Any, ceil_mode: bool
) -> Windows:
    """The windows of a pooling, which moves by its own size unless a stride is given.  RuntimeError if none fits."""
    given = {"kernel_size": kernel, "stride": kernel if stride in (None, ()) else stride}
    given |= {"padding": padding, "dilation": dilation}
    for key, value in given.items():
        given[key] = each(value, len(sizes))
        if len(given[key]) != len(sizes):
            raise RuntimeError(f"{name}: {key} must either be a single int, or a tuple of {_NUMBERS[len(sizes)]}")
    out = []
    for size, k, s, p, d in zip(sizes, *given.values(), strict=True):
        if s == 0:
            raise RuntimeError("stride should not be zero")
        for key, value in (("kernel_size", k), ("stride", s), ("dilation", d)):
            if value <= 0:
                raise RuntimeError(f"{name}: {key} should be greater than zero, but got {value}")
        if p < 0:
            raise RuntimeError(f"pad must be non-negative, but got pad: {p}")
        if p > (d * (k - 1) + 1) // 2:
            raise RuntimeError(
                f"pad should be at most half of effective kernel size, but got pad={p}, kernel_size={k} and "
                f"dilation={d}"
            )
        room = size + 2 * p - d * (k - 1) - 1
        count = (-(-room // s) if ceil_mode else room // s) + 1
        if ceil_mode and (count - 1) * s >= size + p:
            count -= 1  # the last window would begin behind the image
        out.append(count)
    if min(out) <= 0:
        before, after = ("x".join(map(str, (planes, *found))) for found in (sizes, out))
        raise RuntimeError(f"Given input size: ({before}). Calculated output size: ({after}). Output size is too small")
    return Windows(sizes, given["kernel_size"], given["stride"], given["padding"], given["dilation"], tuple(out))


def check_images(input: Tensor, ndim: int, name: str) -> None:
    """RuntimeError for what is no image, nor a batch of images, of so many dimensions."""
    if input.ndim not in (ndim + 1, ndim + 2):
        raise RuntimeError(
            f"{name}: non-empty {ndim + 1}D or {ndim + 2}D (batch mode) tensor expected for input, but got: "
            f"{list(input.shape)}"
        )
    if 0 in input.shape[-ndim - 1 :]:
        raise RuntimeError(
            f"{name}: Expected {ndim + 1}D or {ndim + 2}D (batch mode) tensor with optional 0 dim batch size for "
            f"input, but got:{list(input.shape)}"
        )


# -- the mean -------------------------------------------------------------------------------------


class Counted(NamedTuple):
    """By how many numbers the sum of each window is divided."""

    include_pad: bool
    divisor: int | None  # for all windows, where it is given


@lru_cache(maxsize=64)
def _counts(windows: Windows, counted: Counted, dtype: Any) -> Array:
    """The divisors of all windows; what lies beyond the padding never counts."""
    made = np.ones((), dtype if dtype.kind == "f" else np.float64)
    if counted.divisor is not None:
        return made * made.dtype.type(counted.divisor)
    for size, kernel, stride, padding, out in zip(
        windows.sizes, windows.kernel, windows.stride, windows.padding, windows.out, strict=True
    ):
        first = np.arange(out) * stride - padding
        last = np.minimum(first + kernel, size + padding)
        if not counted.include_pad:
            first, last = np.maximum(first, 0), np.minimum(last, size)
        made = np.multiply.outer(made, (last - first).astype(made.dtype))
    return made


def _shared(sums: Array, windows: Windows, counted: Counted) -> Array:
    """The sums divided, or the part of a gradient for each number of a window."""
    counts = _counts(windows, counted, sums.dtype)
    made: Array = sums / (counts if type(sums) is np.ndarray else np.asarray(counts, like=sums))
    return made


def _mean(a: Array, windows: Windows, counted: Counted) -> Array:
    made = zeros((*a.shape[: -len(windows.sizes)], *windows.out), a)
    for cell in cells(windows):
        made[cell.outputs] += a[cell.inputs]
    means = _shared(made, windows, counted)
    return means if a.dtype.kind == "f" else np.trunc(means).astype(a.dtype)


# `a` is not needed; asked for, as torch does, a change of it in place is noticed.
def _spread(g: Array, a: Array, a_shape: Sizes, windows: Windows, counted: Counted) -> Array:
    share = _shared(g, windows, counted)
    made = zeros(a_shape, g)
    for cell in cells(windows):
        made[cell.inputs] += share[cell.outputs]
    return made


_AVERAGE = {
    ndim: Rule(name, _mean, a=_spread)
    for ndim, name in {1: "SqueezeBackward1", 2: "AvgPool2DBackward0", 3: "AvgPool3DBackward0"}.items()
}


def _avg_pool(
    ndim: int,
    input: Tensor,
    kernel: Any,
    stride: Any,
    padding: Any,
    ceil_mode: bool,
    count_include_pad: bool,
    divisor: int | None = None,
) -> Tensor:
    name = f"avg_pool{ndim}d"
    check_images(input, ndim, name)
    if divisor == 0:
        raise RuntimeError("divisor must be not zero")
    a = input._array
    planes, sizes = a.shape[-ndim - 1], a.shape[-ndim:]
    windows = pooling_windows(
        name, planes, sizes, hashable(kernel), hashable(stride), hashable(padding), 1, bool(ceil_mode)
    )
    return apply(_AVERAGE[ndim], (input,), (a,), windows=windows, counted=Counted(count_include_pad, divisor))


def avg_pool1d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Tensor:
    """The mean of each window of (N, C, L) or (C, L); see avg_pool2d."""
    return _avg_pool(1, input, kernel_size, stride, padding, ceil_mode, count_include_pad)


def avg_pool2d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    """The mean of each window of (N, C, H, W) or (C, H, W), where padding counts as zeros unless told otherwise.

    divisor_override: what sums are divided by.  RuntimeError where no window fits.
    """
    return _avg_pool(2, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)


def avg_pool3d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    """The mean of each window of (N, C, D, H, W) or (C, D, H, W); see avg_pool2d."""
    return _avg_pool(3, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
