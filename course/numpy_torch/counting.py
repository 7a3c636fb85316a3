"""Running products and extremes, two statistics at once, and counts."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from . import dtypes, exact, reductions
from .elementwise import div
from .extremes import RETURN_TYPES, ValuesAndIndices, amax, amin, check_not_empty, return_type
from .graph import Array
from .joining import cat
from .meta import Meta
from .names import offer, offer_functions
from .orders import picked
from .rules import Rule, apply
from .shapes import reshape, wrap_dim
from .tensor import Tensor, wrap

RETURN_TYPES |= {name: return_type(name) for name in ("cummax", "cummin")}

# -- running ----------------------------------------------------------------------------------------


def _backwards_sum(a: Array, axis: int) -> Array:
    return np.flip(np.cumsum(np.flip(a, axis), axis), axis)


def _cumprod_back(g: Array, a: Array, out: Array, axis: int) -> Array:
    """d out[j] / d a[i] is out[j] / a[i] for j >= i; where a zero is, the product of the others."""
    if type(a) is Meta or (a != 0).all():
        return _backwards_sum(g * out, axis) / a
    made = np.zeros_like(g)
    for i in range(a.shape[axis]):
        others = a.copy()
        others[(slice(None),) * axis + (i,)] = 1
        onward = (slice(None),) * axis + (slice(i, None),)
        products = np.cumprod(others, axis)[onward]
        made[(slice(None),) * axis + (i,)] = (g[onward] * products).sum(axis=axis)
    return made


_CUMPROD = Rule("CumprodBackward0", lambda a, axis: np.cumprod(a, axis, dtype=a.dtype), a=_cumprod_back)
_LOGCUMSUMEXP = Rule(
    "LogcumsumexpBackward0",
    lambda a, axis: np.logaddexp.accumulate(a, axis),
    a=lambda g, a, out, axis: exact.exp(a) * _backwards_sum(g * exact.exp(-out), axis),
)


def cumprod(input: Tensor, dim: int, *, dtype: Any = None) -> Tensor:
    """The products so far along a dimension."""
    return _running(_CUMPROD, reductions.cast(input, dtype), dim)


def logcumsumexp(input: Tensor, dim: int) -> Tensor:
    """log(cumsum(exp(input))) along a dimension, without overflow."""
    if not input.is_floating_point():
        raise NotImplementedError(f"\"logcumsumexp_out_cpu\" not implemented for '{input.dtype.legacy_name}'")
    return _running(_LOGCUMSUMEXP, input, dim)


def _running(rule: Rule, source: Tensor, dim: int) -> Tensor:
    axis = wrap_dim(dim, source.ndim)
    if not source.ndim:
        return reshape(_running(rule, reshape(source, 1), 0), ())
    return apply(rule, (source,), (source._array,), axis=axis)


def _running_extreme(name: str, accumulate: Any, input: Tensor, dim: int) -> ValuesAndIndices:
    dim = wrap_dim(dim, input.ndim)
    if not input.ndim:
        return RETURN_TYPES[name.lower()](input.clone(), wrap(np.int64(0)))
    array = input._array
    so_far = accumulate(array, dim)
    along = np.arange(array.shape[dim]).reshape([-1 if i == dim else 1 for i in range(array.ndim)])
    # The last place at which the extreme was reached, as torch has it.
    reached = np.where(array == so_far, along, 0)
    return picked(name, input, np.maximum.accumulate(reached, dim), dim, True)


def cummax(input: Tensor, dim: int) -> ValuesAndIndices:
    """The largest so far along a dimension, and where it is."""
    return _running_extreme("Cummax", np.maximum.accumulate, input, dim)


def cummin(input: Tensor, dim: int) -> ValuesAndIndices:
    """The smallest so far along a dimension, and where it is."""
    return _running_extreme("Cummin", np.minimum.accumulate, input, dim)


def diff(input: Tensor, n: int = 1, dim: int = -1, prepend: Any = None, append: Any = None) -> Tensor:
    """The differences of neighbours along a dimension, n times."""
    if input.ndim == 0:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    parts = [part for part in (prepend, input, append) if part is not None]
    made = cat(parts, dim) if len(parts) > 1 else input
    axis = wrap_dim(dim, made.ndim)
    for _ in range(n):
        size = max(made._array.shape[axis] - 1, 0)
        after, before = made.narrow(axis, min(1, made._array.shape[axis]), size), made.narrow(axis, 0, size)
        made = after.logical_xor(before) if made.dtype is dtypes.bool_ else after - before
    return made


# -- two at once --------------------------------------------------------------------------------------


def var_mean(input: Tensor, dim: Any = None, **how: Any) -> tuple[Tensor, Tensor]:
    """The variance and the mean."""
    over = None if isinstance(dim, bool) else dim
    return reductions.var(input, dim, **how), reductions.mean(input, over, how.get("keepdim", False))


def std_mean(input: Tensor, dim: Any = None, **how: Any) -> tuple[Tensor, Tensor]:
    """The standard deviation and the mean."""
    over = None if isinstance(dim, bool) else dim
    return reductions.std(input, dim, **how), reductions.mean(input, over, how.get("keepdim", False))


class AMinMax(NamedTuple):
    """What aminmax gives."""

    min: Tensor
    max: Tensor


def aminmax(input: Tensor, *, dim: int | None = None, keepdim: bool = False) -> AMinMax:
    """The smallest and the largest number."""
    if dim is None and not input.numel():
        raise RuntimeError("aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity")
    over = () if dim is None else dim
    if dim is not None:
        check_not_empty("aminmax", input, dim, ":")
    return AMinMax(amin(input, over, keepdim), amax(input, over, keepdim))


def nansum(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The sum of what is a number."""
    return reductions.sum(_without_nan(input), dim, keepdim, dtype=dtype)


def nanmean(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The mean of what is a number."""
    if not input.is_floating_point():
        raise RuntimeError(
            "nanmean(): expected input to have floating point or complex dtype but got " + input.dtype.legacy_name
        )
    counted = (~input.isnan()).sum(dim, keepdim)
    return div(nansum(input, dim, keepdim, dtype=dtype), counted)


def _without_nan(input: Tensor) -> Tensor:
    return input.masked_fill(input.isnan(), 0) if input.is_floating_point() else input


# -- counts -------------------------------------------------------------------------------------------


def bincount(input: Tensor, weights: Tensor | None = None, minlength: int = 0) -> Tensor:
    """How often each of the numbers 0, 1, 2, ... is there; with weights, the sum of theirs."""
    if input.ndim != 1 or input._array.dtype.kind not in "iu" or (input._array < 0).any():
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if minlength < 0:
        raise RuntimeError("minlength should be >= 0")
    if weights is None:
        return wrap(np.bincount(input._array, minlength=minlength))
    if weights.shape != input.shape:
        raise RuntimeError("weights should be 1-d and have the same length as input")
    made = np.bincount(input._array, weights._array, minlength)
    return wrap(made.astype(np.float32 if weights._array.dtype == np.float32 else np.float64))


def histc(input: Tensor, bins: int = 100, min: float = 0, max: float = 0) -> Tensor:
    """How many numbers lie in each of `bins` equal parts of [min, max]; by default of their own range."""
    if not input.is_floating_point():
        raise NotImplementedError(f"\"histogram_cpu\" not implemented for '{input.dtype.legacy_name}'")
    if bins <= 0:
        raise RuntimeError("bins must be > 0")
    array = input._array
    low, high = (min, max) if min != max or not array.size else (array.min(), array.max())
    if low == high:
        low, high = low - 1, high + 1
    if not low < high:
        raise RuntimeError("max must be larger than min")
    return wrap(np.histogram(array, bins, (low, high))[0].astype(array.dtype))


offer(cumprod, logcumsumexp, cummax, cummin, diff, aminmax, nansum, nanmean, bincount, histc)
offer_functions(var_mean, std_mean)
