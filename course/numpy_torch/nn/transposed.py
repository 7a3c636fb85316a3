"""Transposed convolution: the derivative of a convolution for its input, run forward.

torch: native/Convolution.cpp
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..graph import Array
from ..rules import Rule, apply
from ..shapes import squeeze, unsqueeze
from ..tensor import Tensor
from .convolution import _by_groups, _columns, _convolved, _matrix, by_columns
from .windows import Sizes, Windows, each, overlaid


def _spread(a: Array, w: Array, b: Array | None, windows: Windows, groups: int) -> Array:
    made = np.matmul(_matrix(w, groups).swapaxes(1, 2), _by_groups(a, groups))
    made = overlaid(made.reshape(len(a), w.shape[1] * groups, math.prod(windows.kernel), *windows.out), windows)
    return made if b is None else made + b.reshape(-1, *[1] * len(windows.out))


def _spread_back(g: Array, w: Array, windows: Windows, groups: int) -> Array:
    return _convolved(g, w, None, _columns(g, windows, groups, False), windows, groups)


def _weights_back(g: Array, a: Array, w_shape: Sizes, windows: Windows, groups: int) -> Array:
    return by_columns(a, _columns(g, windows, groups, False), w_shape, groups)


_TRANSPOSED = Rule(
    "ConvolutionBackward0", _spread, a=_spread_back, w=_weights_back, b=lambda g: g.sum(axis=(0, *range(2, g.ndim)))
)


def _transposed(
    ndim: int,
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Any,
    padding: Any,
    output_padding: Any,
    groups: int,
    dilation: Any,
) -> Tensor:
    a, w = input._array, weight._array
    if a.ndim == ndim + 1:
        whole = _transposed(ndim, unsqueeze(input, 0), weight, bias, stride, padding, output_padding, groups, dilation)
        return squeeze(whole, 0)
    if a.ndim != ndim + 2:
        raise RuntimeError(
            f"Expected {ndim + 1}D (unbatched) or {ndim + 2}D (batched) input to conv_transpose{ndim}d, but got input "
            f"of size: {list(a.shape)}"
        )
    if a.shape[1] != w.shape[0]:
        raise RuntimeError(
            f"Given transposed=1, weight of size {list(w.shape)}, expected input{list(a.shape)} to have {w.shape[0]} "
            f"channels, but got {a.shape[1]} channels instead"
        )
    steps, before, more, apart = (each(value, ndim) for value in (stride, padding, output_padding, dilation))
    if any(extra >= max(step, gap) for extra, step, gap in zip(more, steps, apart, strict=True)):
        raise RuntimeError(
            f"output padding must be smaller than either stride or dilation, but got output_padding: {list(more)}"
        )
    sizes = tuple(
        (size - 1) * step - 2 * pad + gap * (kernel - 1) + extra + 1
        for size, step, pad, gap, kernel, extra in zip(
            a.shape[2:], steps, before, apart, w.shape[2:], more, strict=True
        )
    )
    if min(sizes) <= 0:
        raise RuntimeError(
            f"Given input size per channel: {list(a.shape[2:])}. Calculated output size per channel: {list(sizes)}. "
            "Output size is too small"
        )
    windows = Windows(sizes, w.shape[2:], steps, before, apart, a.shape[2:])
    b = None if bias is None else bias._array
    return apply(_TRANSPOSED, (input, weight, bias), (a, w, b), windows=windows, groups=groups)


def conv_transpose1d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> Tensor:
    """Transposed convolution of (N, C, L) or (C, L) with weights (C, out / groups, kernel)."""
    return _transposed(1, input, weight, bias, stride, padding, output_padding, groups, dilation)


def conv_transpose2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> Tensor:
    """Transposed convolution of (N, C, H, W) or (C, H, W) with weights (C, out / groups, kernel, kernel)."""
    return _transposed(2, input, weight, bias, stride, padding, output_padding, groups, dilation)
