"""interpolate: images of another size.  One dimension after the other, each number from one or two of the input.

torch: native/UpSample.h
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from ..graph import Array
from ..rules import Rule, apply
from ..tensor import Tensor
from .windows import each

# The dimensions of an image for which torch has the mode.
MODES = {"nearest": (1, 2, 3), "nearest-exact": (1, 2, 3), "linear": (1,), "bilinear": (2,)}


class Shares(NamedTuple):
    """The number that each place of the output takes, and where it takes of the next as well, that one's part."""

    lower: Array
    part: Array | None


def _shares(size: int, out: int, ratio: float, mode: str, align: bool) -> Shares:
    """What every number of the output takes along one dimension."""
    step = np.float32(ratio)
    at = np.arange(out, dtype=np.float32)
    if mode.startswith("nearest"):
        nearest = np.floor((at + np.float32(0.5 * (mode != "nearest"))) * step).astype(int)
        return Shares(np.minimum(nearest, size - 1), None)
    places = np.arange(out) * ratio if align else np.maximum((np.arange(out) + 0.5) * ratio - 0.5, 0)
    lower = np.minimum(places.astype(int), size - 1)
    return Shares(lower, np.minimum(places - lower, 1))


def _resized(a: Array, shares: list[Shares]) -> Array:
    for axis, (lower, part) in enumerate(shares, start=a.ndim - len(shares)):
        first = np.take(a, lower, axis)
        if part is None:
            a = first
            continue
        second = np.take(a, np.minimum(lower + 1, a.shape[axis] - 1), axis)
        weight = part.astype(a.dtype).reshape(-1, *[1] * (a.ndim - axis - 1))
        a = first * (1 - weight) + second * weight
    return a


def _resized_back(g: Array, a_shape: tuple[int, ...], shares: list[Shares]) -> Array:
    """Every dimension is a product with the matrix of its shares, transposed."""
    for axis, (lower, part) in enumerate(shares, start=g.ndim - len(shares)):
        matrix, rows = np.zeros((len(lower), a_shape[axis]), g.dtype), np.arange(len(lower))
        matrix[rows, lower] = 1 if part is None else 1 - part
        if part is not None:
            matrix[rows, np.minimum(lower + 1, a_shape[axis] - 1)] += part
        g = np.moveaxis(np.matmul(np.moveaxis(g, axis, -1), matrix), -1, axis)
    return g


_RULES = {
    f"{mode}{ndim}": Rule(
        f"Upsample{name}{ndim}DBackward0",
        _resized,
        a=_resized_back,
    )
    for mode, name in {
        "nearest": "Nearest", "nearest-exact": "NearestExact", "linear": "Linear", "bilinear": "Bilinear"
    }.items()
    for ndim in MODES[mode]
}  # fmt: skip


def interpolate(
    input: Tensor,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
) -> Tensor:
    """(N, C, *) at another size, or larger by a factor: mode nearest, nearest-exact, linear (3-D) or bilinear (4-D).

    ValueError for both or neither of size and scale_factor.  NotImplementedError for other modes.
    """
    ndim = input.ndim - 2
    if mode not in MODES or ndim not in MODES[mode]:
        raise NotImplementedError(f"interpolate: {input.ndim}-D input with mode '{mode}' is not in the small torch")
    if align_corners is not None and mode.startswith("nearest"):
        raise ValueError(
            "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear"
        )
    if (size is None) == (scale_factor is None):
        raise ValueError(
            "either size or scale_factor should be defined"
            if size is None
            else "only one of size or scale_factor should be defined"
        )
    sizes = input._array.shape[2:]
    if size is not None:
        out, factors = each(size, ndim), each((None,) * ndim, ndim)
    else:
        factors = each((scale_factor,) * ndim if isinstance(scale_factor, (int, float)) else scale_factor, ndim)
        out = tuple(math.floor(have * factor) for have, factor in zip(sizes, factors, strict=True))
    if min(out) <= 0 or 0 in sizes:
        raise RuntimeError(
            f"Input and output sizes should be greater than 0, but got input (H: {sizes[0]}, W: {sizes[-1]}) output "
            f"(H: {out[0]}, W: {out[-1]})"
        )
    shares = []
    for have, want, factor in zip(sizes, out, factors, strict=True):
        ratio = have / want if factor is None else 1 / factor
        if align_corners:
            ratio = (have - 1) / (want - 1) if want > 1 else 0
        shares.append(_shares(have, want, ratio, mode, bool(align_corners)))
    return apply(_RULES[f"{mode}{ndim}"], (input,), (input._array,), shares=shares)
