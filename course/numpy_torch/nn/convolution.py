"""Convolution: the same small weights at every place of an image.

What each window sees becomes a column, and all windows of an image are one product of matrices.
torch: native/Convolution.cpp
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np

from ..graph import Array
from ..kept import Kept
from ..memory import keep_freed_memory
from ..rules import Rule, apply
from ..shapes import squeeze, unsqueeze
from ..tensor import Tensor
from .windows import Sizes, Windows, columns, each, hashable, overlaid, times, zeros

# Images are large, and so are the arrays of their gradients.
keep_freed_memory()

# -- the derivative -----------------------------------------------------------------------------


def _columns(a: Array, windows: Windows, groups: int, with_ones: bool) -> Array:
    """What each window sees: (batch, groups, channels * kernel, windows); for the bias, a row of ones below."""
    batch, channels = len(a), a.shape[1] // groups
    places, rows = math.prod(windows.kernel), channels * math.prod(windows.kernel)
    made = zeros((batch, groups, rows + with_ones, math.prod(windows.out)), a)
    made[:, :, rows:] = 1
    columns(
        a.reshape(batch, groups, channels, *windows.sizes),
        windows,
        made[:, :, :rows].reshape(batch, groups, channels, places, *windows.out),
    )
    return made


def _matrix(w: Array, groups: int) -> Array:
    """The weights of each group as a matrix: (groups, out, channels * kernel)."""
    return w.reshape(groups, len(w) // groups, math.prod(w.shape[1:]))


def _by_groups(g: Array, groups: int) -> Array:
    """The gradient laid out for products of matrices: (batch, groups, out, windows)."""
    batch, out, *sizes = g.shape
    return g.astype(g.dtype, "C", copy=False).reshape(batch, groups, out // groups, math.prod(sizes))


def _convolved(a: Array, w: Array, b: Array | None, seen: Array, windows: Windows, groups: int) -> Array:
    weights = _matrix(w, groups)
    if b is not None:
        weights = np.concatenate((weights, b.reshape(groups, -1, 1)), axis=2)
    return np.matmul(weights, seen).reshape(len(a), len(w), *windows.out)


def _input_gradient(g: Array, w: Array, a_shape: Sizes, windows: Windows, groups: int) -> Array:
    made = np.matmul(_matrix(w, groups).swapaxes(1, 2), _by_groups(g, groups))
    return overlaid(made.reshape(*a_shape[:2], math.prod(windows.kernel), *windows.out), windows)


def _weight_gradient(g: Array, a: Array, seen: Kept, w_shape: Sizes, groups: int) -> Array:
    return by_columns(g, seen.of(a), w_shape, groups)


def by_columns(g: Array, seen: Array, w_shape: Sizes, groups: int) -> Array:
    """The gradient of the weights: that of the result, times what each window has seen."""
    rows = math.prod(w_shape[1:])
    made = np.matmul(_by_groups(g, groups), seen[:, :, :rows].swapaxes(2, 3))
    return made.sum(axis=0).reshape(w_shape)


def _bias_gradient(g: Array) -> Array:
    """The sum over images and windows, as products with ones: numpy sums over a middle dimension slowly."""
    if type(g) is not np.ndarray:
        return g.sum(axis=(0, *range(2, g.ndim)))
    batch, out, windows = len(g), g.shape[1], math.prod(g.shape[2:])
    rows = np.ascontiguousarray(g).reshape(batch * out, windows).dot(np.ones(windows, g.dtype))
    return np.ones(batch, g.dtype).dot(rows.reshape(batch, out))


_CONVOLUTION = Rule(
    "ConvolutionBackward0",
    lambda a, w, b, seen, **how: _convolved(a, w, b, seen.value, **how),
    a=_input_gradient,
    w=_weight_gradient,
    b=_bias_gradient,
)

# -- sizes and complaints -------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _windows(shape: Sizes, weight: Sizes, stride: Any, padding: Any, dilation: Any, groups: int) -> Windows:
    """The windows of a convolution.  RuntimeError where they do not fit."""
    ndim, kernel = len(weight) - 2, weight[2:]
    given = {"stride": each(stride, ndim), "dilation": each(dilation, ndim)}
    if isinstance(padding, str):
        before, after = _named_padding(padding, kernel, given["stride"], given["dilation"])
    else:
        before = after = given["padding"] = each(padding, ndim)
    for name, sizes in given.items():
        if len(sizes) != ndim:
            raise RuntimeError(
                f"expected {name} to be a single integer value or a list of {ndim} values to match the convolution "
                f"dimensions, but got {name}={list(sizes)}"
            )
    if min(before) < 0:
        raise RuntimeError("negative padding is not supported")
    for name in ("stride", "dilation"):
        if min(given[name]) <= 0:
            raise RuntimeError(f"non-positive {name} is not supported")
    _check_channels(shape, weight, groups)
    padded = tuple(size + b + a for size, b, a in zip(shape[2:], before, after, strict=True))
    extent = tuple(d * (k - 1) + 1 for d, k in zip(given["dilation"], kernel, strict=True))
    if any(size < reach for size, reach in zip(padded, extent, strict=True)):
        raise RuntimeError(
            f"Calculated padded input size per channel: {times(padded)}. Kernel size: {times(extent)}. Kernel size "
            "can't be greater than actual input size"
        )
    if 0 in shape[2:]:
        raise RuntimeError(f"Only zero batch or zero channel inputs are supported, but got input shape: {list(shape)}")
    out = tuple((size - reach) // s + 1 for size, reach, s in zip(padded, extent, given["stride"], strict=True))
    return Windows(shape[2:], kernel, given["stride"], before, given["dilation"], out)


def _named_padding(padding: str, kernel: Sizes, stride: Sizes, dilation: Sizes) -> tuple[Sizes, Sizes]:
    if padding == "valid":
        return (0,) * len(kernel), (0,) * len(kernel)
    if padding != "same":
        raise RuntimeError(f"Invalid padding string: '{padding}'")
    if any(s != 1 for s in stride):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    total = [d * (k - 1) for d, k in zip(dilation, kernel, strict=True)]
    # Of an odd number, the larger part comes after.
    return tuple(t // 2 for t in total), tuple(t - t // 2 for t in total)


def _check_channels(shape: Sizes, weight: Sizes, groups: int) -> None:
    if groups <= 0:
        raise RuntimeError("non-positive groups is not supported")
    if weight[0] == 0:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be at least 1 at dimension 0, but got weight of size "
            f"{list(weight)} instead"
        )
    if weight[0] % groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, but got weight of "
            f"size [{list(weight)}] instead"
        )
    if shape[1] != weight[1] * groups:
        raise RuntimeError(
            f"Given groups={groups}, weight of size {list(weight)}, expected input{list(shape)} to have "
            f"{weight[1] * groups} channels, but got {shape[1]} channels instead"
        )


def _check_operands(input: Tensor, weight: Tensor, bias: Tensor | None) -> None:
    a, w = input._array, weight._array
    if a.dtype != w.dtype:
        raise RuntimeError(
            f"Input type (torch.{input.dtype.legacy_name}Tensor) and weight type (torch.{weight.dtype.legacy_name}"
            "Tensor) should be the same or input should be a MKLDNN tensor and weight is a dense tensor"
        )
    if bias is None:
        return
    if bias._array.shape != w.shape[:1]:
        raise RuntimeError(
            f"Given weight of size {list(w.shape)}, expected bias to be 1-dimensional with {w.shape[0]} elements, "
            f"but got bias of size {list(bias.shape)} instead"
        )
    if bias._array.dtype != a.dtype:
        raise RuntimeError(
            f"Input type ({input.dtype.legacy_name.lower()}) and bias type ({bias.dtype.legacy_name.lower()}) should "
            "be the same"
        )


# -- the functions --------------------------------------------------------------------------------


def _convolve(
    ndim: int,
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Any,
    padding: Any,
    dilation: Any,
    groups: int,
) -> Tensor:
    a, w = input._array, weight._array
    if a.ndim == ndim + 1:
        return squeeze(_convolve(ndim, unsqueeze(input, 0), weight, bias, stride, padding, dilation, groups), 0)
    if a.ndim != ndim + 2:
        raise RuntimeError(
            f"Expected {ndim + 1}D (unbatched) or {ndim + 2}D (batched) input to conv{ndim}d, but got input of size: "
            f"{list(a.shape)}"
        )
    if w.ndim != ndim + 2:
        raise RuntimeError(
            f"weight should have at least three dimensions, and as many as the input of conv{ndim}d; but got weight "
            f"of size {list(w.shape)}"
        )
    _check_operands(input, weight, bias)
    windows = _windows(a.shape, w.shape, hashable(stride), hashable(padding), hashable(dilation), groups)
    seen = Kept(_columns(a, windows, groups, bias is not None), lambda a: _columns(a, windows, groups, False))
    b = None if bias is None else bias._array
    return apply(_CONVOLUTION, (input, weight, bias), (a, w, b), seen=seen, windows=windows, groups=groups)


def conv1d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    """Convolution of (N, C, L) or (C, L) with weights (out, C / groups, kernel).

    padding: a number, "valid" for none or "same" for as many outputs as inputs.
    RuntimeError where shapes or dtypes do not fit.
    """
    return _convolve(1, input, weight, bias, stride, padding, dilation, groups)


def conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    """Convolution of (N, C, H, W) or (C, H, W) with weights (out, C / groups, kernel, kernel); see conv1d."""
    return _convolve(2, input, weight, bias, stride, padding, dilation, groups)


def conv3d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    """Convolution of (N, C, D, H, W) or (C, D, H, W); see conv1d."""
    return _convolve(3, input, weight, bias, stride, padding, dilation, groups)
