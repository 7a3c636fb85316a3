"""Many numbers into fewer: sums, means, extremes, softmax."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from . import dtypes, exact
from .graph import Array
from .rules import Rule, apply
from .shapes import wrap_dim
from .tensor import Tensor, add_methods

Dims = int | Sequence[int] | None


def axes_of(input: Tensor, dim: Dims) -> tuple[int, ...]:
    """The dimensions to reduce, counted from the front; all of them for None."""
    if dim is None or (not isinstance(dim, int) and len(dim) == 0):
        return tuple(range(input.ndim))
    axes = tuple(wrap_dim(each, input.ndim) for each in ([dim] if isinstance(dim, int) else dim))
    if len(set(axes)) != len(axes):
        raise RuntimeError(f"dim {axes[0]} appears multiple times in the list of dims")
    return axes if input.ndim else ()


def _wide(g: Array, shape: tuple[int, ...], axes: tuple[int, ...], keepdim: bool) -> Array:
    """The gradient of a reduction, repeated over what was reduced."""
    if g.ndim == 0 and type(g) is np.ndarray:
        return np.full(shape, g)
    return np.broadcast_to(g if keepdim else np.expand_dims(g, axes), shape)


def _sum_of(a: Array, axes: tuple[int, ...], keepdim: bool) -> Any:
    # Half precision is added up in single precision, as torch does.
    inner = np.float32 if a.dtype == np.float16 else a.dtype
    return a.sum(axis=axes, keepdims=keepdim, dtype=inner).astype(a.dtype)


def _sum_gradient(g: Array, a_shape: Any, axes: Any, keepdim: bool) -> Array:
    return _wide(g, a_shape, axes, keepdim)


def _mean_of(a: Array, axes: tuple[int, ...], keepdim: bool) -> Any:
    count = math.prod(a.shape[axis] for axis in axes)
    return _sum_of(a, axes, keepdim) / a.dtype.type(count)


def _mean_gradient(g: Array, a_shape: Any, axes: Any, keepdim: bool) -> Array:
    return _wide(g / g.dtype.type(math.prod(a_shape[axis] for axis in axes)), a_shape, axes, keepdim)


_SUM, _SUM_DIM = (Rule(f"SumBackward{i}", _sum_of, a=_sum_gradient) for i in range(2))
_MEAN, _MEAN_DIM = (Rule(f"MeanBackward{i}", _mean_of, a=_mean_gradient) for i in range(2))


def _prod_gradient(g: Array, a: Array, axes: Any, keepdim: bool) -> Array:
    """The product of all the others, from both sides, so that a zero divides nothing."""
    flat = np.moveaxis(a, axes, range(len(axes))).reshape(-1, *(s for i, s in enumerate(a.shape) if i not in axes))
    ones = np.ones_like(flat[:1])
    before = np.cumprod(np.concatenate([ones, flat[:-1]]), axis=0)
    after = np.flip(np.cumprod(np.concatenate([ones, np.flip(flat[1:], 0)]), axis=0), 0)
    others = np.moveaxis(
        (before * after).reshape([a.shape[i] for i in axes] + list(flat.shape[1:])), range(len(axes)), axes
    )
    return _wide(g, a.shape, axes, keepdim) * others


_PROD, _PROD_DIM = (
    Rule(
        f"ProdBackward{i}",
        lambda a, axes, keepdim: a.prod(axis=axes, keepdims=keepdim, dtype=a.dtype),
        a=_prod_gradient,
    )
    for i in range(2)
)


def _var_of(a: Array, axes: Any, keepdim: bool, correction: float) -> Any:
    count = math.prod(a.shape[axis] for axis in axes)
    away = a - a.mean(axis=axes, keepdims=True)
    away *= away
    return away.sum(axis=axes, keepdims=keepdim) / a.dtype.type(max(count - correction, 0))


def _var_gradient(g: Array, a: Array, axes: Any, keepdim: bool, correction: float) -> Array:
    freedom = max(math.prod(a.shape[axis] for axis in axes) - correction, 0)
    scale = np.divide(g.dtype.type(2), g.dtype.type(freedom))
    slopes = a - a.mean(axis=axes, keepdims=True)
    slopes *= _wide(scale * g, a.shape, axes, keepdim)
    return slopes


def _std_gradient(g: Array, a: Array, out: Array, axes: Any, keepdim: bool, correction: float) -> Array:
    scaled = np.where(out == 0, g.dtype.type(0), g / (2 * out))
    return _var_gradient(scaled, a, axes, keepdim, correction)


_VAR = Rule("VarBackward0", _var_of, a=_var_gradient)
_STD = Rule("StdBackward0", lambda a, **how: np.sqrt(_var_of(a, **how)), a=_std_gradient)


def _norm_of(a: Array, p: float, axes: Any, keepdim: bool) -> Any:
    if p == 2:
        return np.sqrt((a * a).sum(axis=axes, keepdims=keepdim))
    if p == math.inf:
        return np.abs(a).max(axis=axes, keepdims=keepdim)
    return (np.abs(a) ** a.dtype.type(p)).sum(axis=axes, keepdims=keepdim) ** a.dtype.type(1 / p)


def _norm_gradient(g: Array, a: Array, out: Array, p: float, axes: Any, keepdim: bool) -> Array:
    total, wide = _wide(out, a.shape, axes, keepdim), _wide(g, a.shape, axes, keepdim)
    if p == math.inf:
        largest = np.abs(a) == total
        return wide * np.sign(a) * largest / largest.sum(axis=axes, keepdims=True)
    slope = a / total if p == 2 else np.sign(a) * (np.abs(a) / total) ** a.dtype.type(p - 1)
    return np.where(total == 0, a.dtype.type(0), wide * slope)


_NORM = Rule("LinalgVectorNormBackward0", _norm_of, a=_norm_gradient)


def cast(input: Tensor, dtype: Any, floats_only: str | None = None) -> Tensor:
    """The input as its sum is taken: of integers in int64, or as the dtype asked for."""
    if dtype is not None:
        input = input.to(dtype)
    if floats_only and not input.is_floating_point():
        raise RuntimeError(
            f"{floats_only}(): could not infer output dtype. Input dtype must be either a floating point or complex "
            f"dtype. Got: {input.dtype.legacy_name}"
        )
    return input if input.is_floating_point() or dtype is not None else input.to(dtypes.int64)


# -- sums -----------------------------------------------------------------------------------------


def sum(input: Tensor, dim: Dims = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The sum over the dimensions; of integers an int64."""
    source = cast(input, dtype)
    return apply(
        _SUM if dim is None else _SUM_DIM, (source,), (source._array,), axes=axes_of(source, dim), keepdim=keepdim
    )


def mean(input: Tensor, dim: Dims = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The mean over the dimensions.  RuntimeError for integers."""
    source = cast(input, dtype, "mean")
    return apply(
        _MEAN if dim is None else _MEAN_DIM, (source,), (source._array,), axes=axes_of(source, dim), keepdim=keepdim
    )


def prod(input: Tensor, dim: int | None = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The product over a dimension or all."""
    source = cast(input, dtype)
    return apply(
        _PROD if dim is None else _PROD_DIM, (source,), (source._array,), axes=axes_of(source, dim), keepdim=keepdim
    )


def _spread(rule: Rule, name: str, input: Tensor, dim: Any, unbiased: bool, correction: Any, keepdim: bool) -> Tensor:
    if isinstance(dim, bool):  # var(x, False): torch's older way
        dim, unbiased = None, dim
    if not input.is_floating_point():
        raise RuntimeError(f"{name} only support floating point and complex dtypes")
    axes = axes_of(input, dim)
    correction = int(unbiased) if correction is None else correction
    if math.prod(input._array.shape[axis] for axis in axes) <= correction:
        warnings.warn(
            f"{name}(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor "
            "(input numel divided by output numel).",
            UserWarning,
            stacklevel=3,
        )
    return apply(rule, (input,), (input._array,), axes=axes, keepdim=keepdim, correction=correction)


def var(
    input: Tensor, dim: Any = None, unbiased: bool = True, keepdim: bool = False, *, correction: Any = None
) -> Tensor:
    """The variance; by n - 1 unless unbiased=False or another correction is given."""
    return _spread(_VAR, "var", input, dim, unbiased, correction, keepdim)


def std(
    input: Tensor, dim: Any = None, unbiased: bool = True, keepdim: bool = False, *, correction: Any = None
) -> Tensor:
    """The square root of the variance."""
    return _spread(_STD, "std", input, dim, unbiased, correction, keepdim)


def norm(input: Tensor, p: Any = 2, dim: Dims = None, keepdim: bool = False) -> Tensor:
    """The p-norm; 2 also as "fro"."""
    if not input.is_floating_point():
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got " + input.dtype.legacy_name
        )
    power = 2.0 if p in ("fro", None) else float(p)
    return apply(_NORM, (input,), (input._array,), p=power, axes=axes_of(input, dim), keepdim=keepdim)


# -- along one dimension ----------------------------------------------------------------------------


def _stepped(a: Array, axis: int | None) -> Any:
    return np.cumsum(a, axis=axis, dtype=a.dtype).reshape(a.shape)


_CUMSUM = Rule("CumsumBackward0", _stepped, a=lambda g, axis: np.flip(_stepped(np.flip(g, axis), axis), axis))


def _softmax_of(a: Array, axis: int | None) -> Any:
    # Less the largest, so that exp never overflows.
    if not a.size:
        return a.copy()
    powers = exact.exp(a - a.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _log_softmax_of(a: Array, axis: int | None) -> Any:
    shifted = a - a.max(axis=axis, keepdims=True) if a.size else a
    return shifted - exact.log(exact.exp(shifted).sum(axis=axis, keepdims=True))


_SOFTMAX = Rule(
    "SoftmaxBackward0", _softmax_of, a=lambda g, out, axis: out * (g - (g * out).sum(axis=axis, keepdims=True))
)
_LOG_SOFTMAX = Rule(
    "LogSoftmaxBackward0", _log_softmax_of, a=lambda g, out, axis: g - exact.exp(out) * g.sum(axis=axis, keepdims=True)
)


def _logsumexp_of(a: Array, axes: tuple[int, ...], keepdim: bool) -> Any:
    if not a.size:
        return np.log(a.sum(axis=axes, keepdims=keepdim))
    largest = a.max(axis=axes, keepdims=True)
    largest[np.isinf(largest)] = 0  # infinity less infinity would be no number
    made = exact.log(exact.exp(a - largest).sum(axis=axes, keepdims=True)) + largest
    return made if keepdim else made.squeeze(axes)


_LOGSUMEXP = Rule(
    "LogsumexpBackward0",
    _logsumexp_of,
    a=lambda g, a, out, axes, keepdim: (
        _wide(g, a.shape, axes, keepdim) * exact.exp(a - _wide(out, a.shape, axes, keepdim))
    ),
)


def _along(rule: Rule, input: Tensor, dim: int, **params: Any) -> Tensor:
    axis = wrap_dim(dim, input.ndim) if input.ndim else None
    return apply(rule, (input,), (input._array,), axis=axis, **params)


def cumsum(input: Tensor, dim: int, *, dtype: Any = None) -> Tensor:
    """The sums so far along a dimension."""
    return _along(_CUMSUM, cast(input, dtype), dim)


def softmax(input: Tensor, dim: int, *, dtype: Any = None) -> Tensor:
    """exp(input), divided by its sum along a dimension."""
    return _along(_SOFTMAX, _needs_floats(input, dtype, "softmax_lastdim_kernel_impl"), dim)


def log_softmax(input: Tensor, dim: int, *, dtype: Any = None) -> Tensor:
    """The logarithm of softmax, without taking one of a rounded zero."""
    return _along(_LOG_SOFTMAX, _needs_floats(input, dtype, "log_softmax_lastdim_kernel_impl"), dim)


def logsumexp(input: Tensor, dim: Dims, keepdim: bool = False) -> Tensor:
    """log(sum(exp(input))) over dimensions, without overflow."""
    source = input if input.is_floating_point() else input.to(dtypes.get_default_dtype())
    return apply(_LOGSUMEXP, (source,), (source._array,), axes=axes_of(source, dim), keepdim=keepdim)


def _needs_floats(input: Tensor, dtype: Any, name: str) -> Tensor:
    source = input if dtype is None else input.to(dtype)
    if not source.is_floating_point() and source.numel():
        raise NotImplementedError(f"\"{name}\" not implemented for '{source.dtype.legacy_name}'")
    return source


add_methods(sum, mean, prod, var, std, norm, cumsum, softmax, log_softmax, logsumexp)
