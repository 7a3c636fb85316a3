"""Adaptive pooling: as many windows as are asked for, whatever the size of the image.

Window i of n reaches from floor(i * size / n) to ceil((i + 1) * size / n), so windows may overlap.
torch: native/AdaptiveAveragePooling.cpp, native/AdaptiveMaxPooling2d.cpp
"""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import numpy as np

from ..graph import Array
from ..rules import Rule, apply
from ..tensor import Tensor, wrap
from .windows import Sizes, each, zeros


def _spans(size: int, count: int) -> list[slice]:
    """The windows along one dimension."""
    return [slice(i * size // count, -(-(i + 1) * size // count)) for i in range(count)]


# -- the mean: along one dimension after the other --------------------------------------------------


def _averaged(a: Array, counts: Sizes) -> Array:
    for axis, count in enumerate(counts, start=a.ndim - len(counts)):
        before: tuple[Any, ...] = (slice(None),) * axis
        made = zeros((*a.shape[:axis], count, *a.shape[axis + 1 :]), a)
        for i, span in enumerate(_spans(a.shape[axis], count)):
            made[(*before, i)] = a[(*before, span)].mean(axis=axis)
        a = made
    return a


def _averaged_back(g: Array, a_shape: Sizes, counts: Sizes) -> Array:
    for axis, count in enumerate(counts, start=g.ndim - len(counts)):
        before: tuple[Any, ...] = (slice(None),) * axis
        made = zeros((*g.shape[:axis], a_shape[axis], *g.shape[axis + 1 :]), g)
        for i, span in enumerate(_spans(a_shape[axis], count)):
            made[(*before, span)] += g[(*before, slice(i, i + 1))] / g.dtype.type(span.stop - span.start)
        g = made
    return g


# -- the largest ------------------------------------------------------------------------------------


def _positions(a: Array, out: Sizes) -> Array:
    """Where in its flattened image each window's largest number lies: of equal ones, the first."""
    sizes = a.shape[a.ndim - len(out) :]
    numbers = np.arange(math.prod(sizes)).reshape(sizes)
    made = zeros((*a.shape[: a.ndim - len(out)], *out), a, np.int64)
    spans = [_spans(size, count) for size, count in zip(sizes, out, strict=True)]
    for place in product(*map(range, out)):
        window: tuple[Any, ...] = tuple(along[i] for along, i in zip(spans, place, strict=True))
        seen = a[..., *window]
        first = seen.reshape(*made.shape[: -len(out)], math.prod(seen.shape[-len(out) :])).argmax(axis=-1)
        cell: tuple[Any, ...] = (..., *place)
        made[cell] = numbers[window].reshape(-1)[first]
    return made


def _picked(a: Array, places: Array, ndim: int) -> Array:
    """The numbers of each flattened image at these places."""
    flat = a.reshape(*a.shape[:-ndim], math.prod(a.shape[-ndim:]))
    chosen = places.reshape(*places.shape[:-ndim], math.prod(places.shape[-ndim:]))
    return np.take_along_axis(flat, chosen, axis=-1).reshape(places.shape)


def _picked_back(g: Array, a_shape: Sizes, places: Array, ndim: int) -> Array:
    planes = math.prod(a_shape[:-ndim])
    made = zeros((planes, math.prod(a_shape[-ndim:])), g)
    chosen = places.reshape(planes, math.prod(places.shape[-ndim:]))
    np.add.at(made, (np.arange(planes)[:, None], chosen), g.reshape(chosen.shape))
    return made.reshape(a_shape)


# -- the functions ------------------------------------------------------------------------------------

# torch pools a line as an image one row high, and one window over everything is a plain mean.
_AVERAGE = {
    name: Rule(name, _averaged, a=_averaged_back)
    for name in ("SqueezeBackward1", "MeanBackward1", "AdaptiveAvgPool2DBackward0", "AdaptiveAvgPool3DBackward0")
}
_MAX = {
    ndim: Rule(name, _picked, a=_picked_back)
    for ndim, name in {
        1: "SqueezeBackward1",
        2: "AdaptiveMaxPool2DBackward0",
        3: "AdaptiveMaxPool3DBackward0",
    }.items()
}


def _out(ndim: int, input: Tensor, output_size: Any, name: str) -> Sizes:
    """The sizes asked for, with the input's where there is a None.  RuntimeError for what cannot be pooled."""
    if input.ndim not in (ndim + 1, ndim + 2):
        raise RuntimeError(f"{name}(): Expected {ndim + 1}D or {ndim + 2}D tensor, but got {list(input.shape)}")
    if len(each(output_size, ndim)) > ndim and ndim > 1:
        raise ValueError(f"Input dimension should be at least {len(each(output_size, ndim)) + 1}")
    sizes = input._array.shape[-ndim:]
    wanted = (output_size,) * ndim if output_size is None else each(output_size, ndim)
    if len(wanted) != ndim:
        raise RuntimeError(f"{name}() argument 'output_size' should contain one int (got {len(wanted)})")
    out = tuple(size if want is None else want for want, size in zip(wanted, sizes, strict=True))
    if min(out) < 0:
        raise RuntimeError(
            f"{name}: elements of output_size must be greater than or equal to 0 but received {{{str(out)[1:-1]}}}"
        )
    for dim, size in enumerate(input.shape[-ndim:], start=input.ndim - ndim):
        if size == 0:
            raise RuntimeError(
                f"{name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes "
                f"{list(input.shape)} with dimension {dim} being empty"
            )
    if not input.is_floating_point():
        raise NotImplementedError(f"\"{name}\" not implemented for '{input.dtype.legacy_name}'")
    return out


def _adaptive_avg_pool(ndim: int, input: Tensor, output_size: Any) -> Tensor:
    out = _out(ndim, input, output_size, f"adaptive_avg_pool{ndim}d")
    whole = all(size == 1 for size in out)
    name = "SqueezeBackward1" if ndim == 1 else "MeanBackward1" if whole else f"AdaptiveAvgPool{ndim}DBackward0"
    return apply(_AVERAGE[name], (input,), (input._array,), counts=out)


def _adaptive_max_pool(ndim: int, input: Tensor, output_size: Any, return_indices: bool) -> Any:
    out = _out(ndim, input, output_size, f"adaptive_max_pool{ndim}d")
    places = _positions(input._array, out)
    values = apply(_MAX[ndim], (input,), (input._array,), places=places, ndim=ndim)
    return (values, wrap(places)) if return_indices else values


def adaptive_avg_pool1d(input: Tensor, output_size: Any) -> Tensor:
    """The means of so many windows of (N, C, L) or (C, L)."""
    return _adaptive_avg_pool(1, input, output_size)


def adaptive_avg_pool2d(input: Tensor, output_size: Any) -> Tensor:
    """The means of so many windows of (N, C, H, W) or (C, H, W); None keeps a size.  RuntimeError for other shapes."""
    return _adaptive_avg_pool(2, input, output_size)


def adaptive_avg_pool3d(input: Tensor, output_size: Any) -> Tensor:
    """The means of so many windows of (N, C, D, H, W) or (C, D, H, W)."""
    return _adaptive_avg_pool(3, input, output_size)


def adaptive_max_pool1d(input: Tensor, output_size: Any, return_indices: bool = False) -> Any:
    """The largest of so many windows of (N, C, L) or (C, L)."""
    return _adaptive_max_pool(1, input, output_size, return_indices)


def adaptive_max_pool2d(input: Tensor, output_size: Any, return_indices: bool = False) -> Any:
    """The largest of so many windows of (N, C, H, W) or (C, H, W); with return_indices, also where it was."""
    return _adaptive_max_pool(2, input, output_size, return_indices)


def adaptive_max_pool3d(input: Tensor, output_size: Any, return_indices: bool = False) -> Any:
    """The largest of so many windows of (N, C, D, H, W) or (C, D, H, W)."""
    return _adaptive_max_pool(3, input, output_size, return_indices)
