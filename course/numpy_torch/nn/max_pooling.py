"""Max pooling: the largest number of each window.  torch: native/DilatedMaxPool2d.cpp"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..graph import Array
from ..meta import Meta
from ..rules import Rule, apply, recording
from ..tensor import Tensor, wrap
from .pooling import check_images, pooling_windows
from .windows import Sizes, Windows, cells, hashable, zeros


def _highest(a: Array, windows: Windows, want_places: bool) -> tuple[Array, Array | None]:
    """The largest number that each window sees, and its place in the kernel: of equal ones, the first."""
    first, *others = cells(windows)
    if any(windows.padding):
        lowest = -np.inf if a.dtype.kind == "f" else np.iinfo(a.dtype).min
        best = np.full_like(a, lowest, shape=(*a.shape[: -len(windows.sizes)], *windows.out))
        others = [first, *others]
    else:
        best = a[first.inputs].copy()
    if not want_places:
        for cell in others:
            part = best[cell.outputs]
            np.maximum(part, a[cell.inputs], out=part)
        return best, None
    won = _first_places(best, windows)
    for cell in others:
        # Copied, as comparing and choosing is several times faster in one piece of memory.
        seen, part, places = a[cell.inputs].copy(), best[cell.outputs], won[cell.outputs]
        ahead = seen > part
        np.maximum(places, ahead.view(np.uint8) * won.dtype.type(cell.place), out=places)
        np.maximum(part, seen, out=part)
    if a.dtype.kind == "f" and type(a) is not Meta and np.isnan(best).any():
        # A NaN is ahead of nothing, and yet the largest; torch takes the last one.
        for cell in cells(windows):
            won[cell.outputs][np.isnan(a[cell.inputs])] = cell.place
    return best, won


def _first_places(best: Array, windows: Windows) -> Array:
    """The first place of each window that lies on the image: the winner where every number is -inf."""
    made = zeros(best.shape, best, np.uint8 if math.prod(windows.kernel) < 256 else np.int32)
    if any(windows.padding):
        for cell in reversed(cells(windows)):
            made[cell.outputs] = cell.place
    return made


# `a` is not needed; asked for, a change of it in place is noticed.
def _to_winners(g: Array, a: Array, a_shape: Sizes, won: Array, windows: Windows) -> Array:
    apart = all(k <= s and d == 1 for k, s, d in zip(windows.kernel, windows.stride, windows.dilation, strict=True))
    filled = tuple(k * out for k, out in zip(windows.kernel, windows.out, strict=True))
    covered = apart and windows.stride == windows.kernel and filled == windows.sizes and not any(windows.padding)
    made = np.empty_like(g, shape=a_shape) if covered else zeros(a_shape, g)
    for cell in cells(windows):
        mine = won[cell.outputs] == cell.place
        if apart:
            np.multiply(g[cell.outputs], mine, out=made[cell.inputs])
        else:
            made[cell.inputs] += g[cell.outputs] * mine
    return made


# torch pools a line as an image one row high, and squeezes the result.
_NAMES = {1: "SqueezeBackward1", 2: "MaxPool2DWithIndicesBackward0", 3: "MaxPool3DWithIndicesBackward0"}
_MAX = {ndim: Rule(name, lambda a, best, won, windows: best, a=_to_winners) for ndim, name in _NAMES.items()}


def _positions(won: Array, windows: Windows) -> Array:
    """Where in its image each winner lies, as one number: the index in the flattened image."""
    made, step = zeros(won.shape, won, np.int64), 1
    for axis in range(len(windows.sizes) - 1, -1, -1):
        won, place = np.divmod(won, windows.kernel[axis])
        outputs = np.arange(windows.out[axis]).reshape(-1, *[1] * (len(windows.out) - 1 - axis))
        along = outputs * windows.stride[axis] - windows.padding[axis] + place * np.int64(windows.dilation[axis])
        made, step = made + along * step, step * windows.sizes[axis]
    return made


def _max_pool(
    ndim: int, input: Tensor, kernel: Any, stride: Any, padding: Any, dilation: Any, ceil_mode: bool, indices: bool
) -> Any:
    name = f"max_pool{ndim}d"
    check_images(input, ndim, name)
    a = input._array
    windows = pooling_windows(
        name,
        a.shape[-ndim - 1],
        a.shape[-ndim:],
        hashable(kernel),
        hashable(stride),
        hashable(padding),
        hashable(dilation),
        bool(ceil_mode),
    )
    best, won = _highest(a, windows, indices or recording((input,)))
    values = apply(_MAX[ndim], (input,), (a,), best=best, won=won, windows=windows)
    return (values, wrap(_positions(won, windows))) if indices else values


def max_pool1d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """The largest number of each window of (N, C, L) or (C, L); see max_pool2d."""
    return _max_pool(1, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


def max_pool2d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """The largest number of each window of (N, C, H, W) or (C, H, W); with return_indices, also where it was.

    stride: the kernel's size unless given.  ceil_mode: windows may reach over the end.
    RuntimeError where no window fits.
    """
    return _max_pool(2, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


def max_pool3d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """The largest number of each window of (N, C, D, H, W) or (C, D, H, W); see max_pool2d."""
    return _max_pool(3, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)
