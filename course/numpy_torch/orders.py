"""Places in the order of numbers: median, quantiles, the k-th smallest, and searching."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .elementwise import add
from .extremes import RETURN_TYPES, ValuesAndIndices, argsort, check_not_empty, return_type, sort
from .graph import Array
from .indexing import gathered_back
from .joining import cat
from .names import offer, offer_functions
from .rules import Rule, apply
from .shapes import flatten, squeeze, unsqueeze, wrap_dim
from .tensor import Tensor, wrap

RETURN_TYPES |= {name: return_type(name) for name in ("median", "nanmedian", "kthvalue", "mode")}

_PICKED = {
    name: Rule(
        f"{name}Backward{number}",
        lambda a, index, dim: np.take_along_axis(a, index, dim),
        a=lambda g, a_shape, index, dim: gathered_back(g, a_shape, index, dim),
    )
    for name, number in {"Median": 1, "Nanmedian": 1, "Kthvalue": 0, "Mode": 0, "Cummax": 0, "Cummin": 0}.items()
}


def picked(name: str, input: Tensor, index: Array, dim: int, keepdim: bool) -> ValuesAndIndices:
    """The numbers at an index of length 1 along a dimension, and the index, without that dimension unless kept."""
    values = apply(_PICKED[name], (input,), (input._array,), index=index, dim=dim)
    indices = wrap(index)
    if not keepdim:
        values, indices = squeeze(values, dim), squeeze(indices, dim)
    return RETURN_TYPES[name.lower()](values, indices)


def kthvalue(input: Tensor, k: int, dim: int = -1, keepdim: bool = False) -> ValuesAndIndices:
    """The k-th smallest number along a dimension, and where it is."""
    if not input.ndim:
        return RETURN_TYPES["kthvalue"](input.clone(), wrap(np.int64(0)))
    dim = wrap_dim(dim, input.ndim)
    check_not_empty("kthvalue", input, dim)
    if not 0 < k <= input._array.shape[dim]:
        raise RuntimeError(f"kthvalue(): selected number k out of range for dimension {dim}")
    return picked("Kthvalue", input, argsort(input, dim).narrow(dim, k - 1, 1)._array, dim, keepdim)


def _evenly(g: Array, a: Array, out: Array) -> Array:
    """The gradient in equal parts to all numbers that are the median."""
    chosen = (a == out) | (np.isnan(a) & np.isnan(out))
    return g * (chosen / chosen.sum()).astype(g.dtype)


_MEDIAN_OF_ALL, _NANMEDIAN_OF_ALL = (
    Rule(name, lambda a, place: a.reshape(-1)[place], a=_evenly) for name in ("MedianBackward0", "NanmedianBackward0")
)


def median(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Any:
    """The lower of the two middle numbers; along a dimension, with where it is.  NaN if there is one."""
    if dim is None:
        flat = input._array.reshape(-1)
        if not flat.size:
            return input.new_full((), math.nan)
        lost = np.isnan(flat)
        place = np.where(lost.any(), np.argmax(lost), np.argsort(flat)[(flat.size - 1) // 2])
        return apply(_MEDIAN_OF_ALL, (input,), (input._array,), place=place)
    if not input.ndim:
        return RETURN_TYPES["median"](input.clone(), wrap(np.int64(0)))
    dim = wrap_dim(dim, input.ndim)
    size = input._array.shape[dim]
    check_not_empty("median", input, dim)
    middle = argsort(input, dim).narrow(dim, (size - 1) // 2, 1)._array
    lost = np.isnan(input._array)
    first = np.argmax(lost, axis=dim, keepdims=True)
    return picked("Median", input, np.where(lost.any(axis=dim, keepdims=True), first, middle), dim, keepdim)


def nanmedian(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Any:
    """The lower of the two middle numbers among those that are numbers; along a dimension, with where it is."""
    if dim is None:
        flat = input._array.reshape(-1)
        if not flat.size:
            return input.new_full((), math.nan)
        known = np.sum(~np.isnan(flat))
        place = np.argsort(flat)[np.maximum(known - 1, 0) // 2]
        return apply(_NANMEDIAN_OF_ALL, (input,), (input._array,), place=place)
    if not input.ndim:
        return RETURN_TYPES["nanmedian"](input.clone(), wrap(np.int64(0)))
    dim = wrap_dim(dim, input.ndim)
    check_not_empty("nanmedian", input, dim)
    numbers = np.sum(~np.isnan(input._array), axis=dim, keepdims=True)
    middle = np.take_along_axis(argsort(input, dim)._array, np.maximum(numbers - 1, 0) // 2, dim)
    return picked("Nanmedian", input, middle, dim, keepdim)


def mode(input: Tensor, dim: int = -1, keepdim: bool = False) -> ValuesAndIndices:
    """The number that is there most often along a dimension, the smallest of them, and its last place."""
    if not input.ndim:
        return RETURN_TYPES["mode"](input.clone(), wrap(np.int64(0)))
    dim = wrap_dim(dim, input.ndim)
    check_not_empty("mode", input, dim)

    def commonest(row: Array) -> int:
        numbers, counts = np.unique(row, return_counts=True)
        return int(np.flatnonzero(row == numbers[np.argmax(counts)])[-1])

    index = np.expand_dims(np.apply_along_axis(commonest, dim, input._array), dim).astype(np.int64)
    return picked("Mode", input, index, dim, keepdim)


def quantile(
    input: Tensor, q: Any, dim: int | None = None, keepdim: bool = False, *, interpolation: str = "linear"
) -> Tensor:
    """The number below which a share q of all numbers lies, between neighbours by interpolation."""
    if not input.is_floating_point():
        raise RuntimeError("quantile() input tensor must be either float or double dtype")
    shares = q._array if isinstance(q, Tensor) else np.asarray(q, input._array.dtype)
    if ((shares < 0) | (shares > 1)).any():
        raise RuntimeError(f"quantile() q must be in the range [0, 1] but got {q}")
    if interpolation not in ("linear", "lower", "higher", "midpoint", "nearest"):
        raise RuntimeError(
            "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got "
            f"{interpolation}"
        )
    ndim = input.ndim
    source, axis = (flatten(input), 0) if dim is None else (input, wrap_dim(dim, ndim))
    if not source.numel():
        raise RuntimeError("quantile() input tensor must be non-empty")
    ordered = sort(source, axis)[0] if source.ndim else unsqueeze(source, 0)
    parts = [_at_share(ordered, float(share), axis, interpolation) for share in shares.reshape(-1)]
    shape = [1] * ndim if dim is None else list(parts[0].shape)
    made = [part.reshape(shape) if keepdim else squeeze(part, axis) for part in parts]
    return made[0] if not shares.ndim else cat([unsqueeze(part, 0) for part in made], 0)


def _at_share(ordered: Tensor, share: float, axis: int, interpolation: str) -> Tensor:
    place = share * (ordered.shape[axis] - 1)
    if interpolation == "nearest":
        place = float(round(place))
    low, high = math.floor(place), math.ceil(place)
    below, above = ordered.narrow(axis, low, 1), ordered.narrow(axis, high, 1)
    weight = {"lower": 0.0, "higher": 1.0, "midpoint": 0.5}.get(interpolation, place - low)
    return add(below, (above - below) * weight if weight else 0)


def msort(input: Tensor) -> Tensor:
    """Sorted along the first dimension."""
    return sort(input, 0)[0]


# -- searching --------------------------------------------------------------------------------------


def searchsorted(
    sorted_sequence: Tensor, input: Any, *, right: bool = False, side: str | None = None, out_int32: bool = False
) -> Tensor:
    """Before which number of a sorted row each number would stand; `right`: behind equal ones."""
    row = sorted_sequence._array
    values = input._array if isinstance(input, Tensor) else np.asarray(input)
    where: Any = "right" if right or side == "right" else "left"
    kind = np.int32 if out_int32 else np.int64
    if row.ndim == 1:
        return wrap(np.searchsorted(row, values, where).astype(kind))
    if row.shape[:-1] != values.shape[:-1]:
        raise RuntimeError(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries "
            f"tensor and input value tensor must match, but we got boundaries tensor {list(row.shape)} and input value "
            f"tensor {list(values.shape)}"
        )
    made = np.empty(values.shape, kind)
    for place in np.ndindex(row.shape[:-1]):
        made[place] = np.searchsorted(row[place], values[place], where)
    return wrap(made)


def bucketize(input: Any, boundaries: Tensor, *, right: bool = False, out_int32: bool = False) -> Tensor:
    """In which of the intervals between boundaries each number lies."""
    if boundaries.ndim != 1:
        raise RuntimeError(f"boundaries tensor must be 1 dimension, but got dim({boundaries.ndim})")
    return searchsorted(boundaries, input, right=right, out_int32=out_int32)


def unique_consecutive(
    input: Tensor, return_inverse: bool = False, return_counts: bool = False, dim: int | None = None
) -> Any:
    """Without the repetitions of the number just before."""
    rows = input._array.reshape(-1) if dim is None else np.moveaxis(input._array, dim, 0)
    changed = rows[1:] != rows[:-1]
    new = np.concatenate([np.ones(min(len(rows), 1), bool), changed.any(axis=tuple(range(1, changed.ndim)))])
    starts = np.flatnonzero(new)
    found = [wrap(rows[starts] if dim is None else np.moveaxis(rows[starts], 0, dim))]
    if return_inverse:
        inverse = np.cumsum(new) - 1
        found.append(wrap(inverse.reshape(input._array.shape) if dim is None else inverse))
    if return_counts:
        found.append(wrap(np.diff(np.append(starts, len(rows)))))
    return found[0] if len(found) == 1 else tuple(found)


def isin(elements: Any, test_elements: Any, *, invert: bool = False) -> Tensor:
    """Which elements are among the others."""
    first, second = (x._array if isinstance(x, Tensor) else np.asarray(x) for x in (elements, test_elements))
    return wrap(np.isin(first, second, invert=invert))


offer(kthvalue, median, nanmedian, mode, quantile, msort, unique_consecutive)
offer_functions(searchsorted, bucketize, isin)
