"""The windows of an image as columns, and columns laid back as an image.  torch: native/Im2Col.cpp, Col2Im.cpp"""

from __future__ import annotations

import math
from typing import Any

from ..graph import Array
from ..rules import Rule, apply
from ..tensor import Tensor
from .windows import Sizes, Windows, columns, each, overlaid, zeros


def _unfolded(a: Array, windows: Windows) -> Array:
    places = math.prod(windows.kernel)
    made = zeros((*a.shape[:-2], places, *windows.out), a)
    columns(a, windows, made)
    return made.reshape(*a.shape[:-3], a.shape[-3] * places, math.prod(windows.out))


def _folded(a: Array, windows: Windows) -> Array:
    places = math.prod(windows.kernel)
    return overlaid(a.reshape(*a.shape[:-2], a.shape[-2] // places, places, *windows.out), windows)


# Each is the other's derivative.
_UNFOLD = Rule("Im2ColBackward0", _unfolded, a=_folded)
_FOLD = Rule("Col2ImBackward0", _folded, a=_unfolded)


def _windows(sizes: Sizes, kernel: Any, dilation: Any, padding: Any, stride: Any) -> Windows:
    given = [each(value, 2) for value in (kernel, stride, padding, dilation)]
    out = tuple((size + 2 * p - d * (k - 1) - 1) // s + 1 for size, k, s, p, d in zip(sizes, *given, strict=True))
    if min(out) < 1:
        raise RuntimeError(
            f"Given input with spatial size {sizes}, kernel_size={given[0]}, dilation={given[3]}, padding={given[2]}, "
            f"calculated shape of the array of sliding blocks as {out}, but its components must be at least one."
        )
    return Windows(sizes, given[0], given[1], given[2], given[3], out)


def unfold(input: Tensor, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1) -> Tensor:
    """Each window of (N, C, H, W) or (C, H, W) as a column: (N, C * kernel, windows).  RuntimeError where none fits."""
    if input.ndim not in (3, 4):
        raise IndexError(f"Expected 3D or 4D (batch mode) tensor for input, but got: {list(input.shape)}")
    windows = _windows(input._array.shape[-2:], kernel_size, dilation, padding, stride)
    return apply(_UNFOLD, (input,), (input._array,), windows=windows)


def fold(
    input: Tensor, output_size: Any, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1
) -> Tensor:
    """Columns (N, C * kernel, windows) added up as images (N, C, *output_size).  RuntimeError where they do not fit."""
    windows = _windows(each(output_size, 2), kernel_size, dilation, padding, stride)
    rows, count = input.shape[-2:]
    if rows % math.prod(windows.kernel):
        raise RuntimeError(
            "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
            f"input.size(1)={rows} and kernel_size={windows.kernel}."
        )
    if count != math.prod(windows.out):
        raise RuntimeError(
            f"Given output_size={windows.sizes}, kernel_size={windows.kernel}, dilation={windows.dilation}, "
            f"padding={windows.padding}, stride={windows.stride}, expected size of input's dimension 2 to match the "
            f"calculated number of sliding blocks {windows.out[0]} * {windows.out[1]} = {math.prod(windows.out)}, but "
            f"got input.size(2)={count}."
        )
    return apply(_FOLD, (input,), (input._array,), windows=windows)
