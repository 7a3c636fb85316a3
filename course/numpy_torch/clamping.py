"""Numbers kept between bounds: clamp, and its two halves."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import derivatives as d
from . import dtypes, elementwise
from .elementwise import operands
from .names import offer
from .rules import Rule, apply
from .tensor import Tensor, add_methods

_CLAMP = Rule(
    "ClampBackward0",
    lambda a, low, high: np.clip(a, low, high),
    a=lambda g, a, low, high: g * (_reaches(low, a) & _reaches(a, high)),
    low=lambda g, a, low, high: g * ((a < low) & _reaches(low, high)),
    high=lambda g, a, low, high: g * ((a > high) | ~_reaches(low, high)),
)
_CLAMP_MIN = Rule(
    "ClampMinBackward0", lambda a, low: np.maximum(a, low), a=lambda g, a, low: np.where(a < low, g.dtype.type(0), g)
)
_CLAMP_MAX = Rule(
    "ClampMaxBackward0",
    lambda a, high: np.minimum(a, high),
    a=lambda g, a, high: np.where(a > high, g.dtype.type(0), g),
)


def _reaches(low: Any, high: Any) -> Any:
    return np.True_ if low is None or high is None else low <= high


def clamp(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """input, no less than min and no more than max.  RuntimeError without either."""
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    if isinstance(min, Tensor) or isinstance(max, Tensor):
        return _between(input, min, max)
    bounds = [bound for bound in (min, max) if bound is not None]
    wanted = dtypes.result_dtype(input._array, *bounds)
    if wanted is dtypes.bool_:
        raise NotImplementedError("\"clamp_scalar_cpu\" not implemented for 'Bool'")
    return apply(d.clamp, (input,), (input._array.astype(wanted.numpy, copy=False),), low=min, high=max)


def clamp_(self: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """No less than min and no more than max."""
    return apply(d.clamp, (self,), (self._array,), self, low=min, high=max)


def _between(input: Tensor, low: Any, high: Any) -> Tensor:
    """With a tensor for one bound at least."""
    bounds = [bound for bound in (low, high) if bound is not None]
    found = operands(input, *bounds)
    if found is None:
        raise TypeError("clamp(): argument 'min' or 'max' must be Tensor or Number")
    (first, *tensors), (array, *arrays) = found
    if low is None:
        tensors, arrays = [None, *tensors], [None, *arrays]
    elif high is None:
        tensors, arrays = [*tensors, None], [*arrays, None]
    try:
        return apply(_CLAMP, (first, *tensors), (array, *arrays))
    except ValueError:
        for other in arrays:
            if other is not None:
                elementwise.check_broadcast([array, other])
        raise


def clamp_min(input: Tensor, min: Any) -> Tensor:
    """input, no less than min."""
    return _one_sided(_CLAMP_MIN, input, "low", min)


def clamp_max(input: Tensor, max: Any) -> Tensor:
    """input, no more than max."""
    return _one_sided(_CLAMP_MAX, input, "high", max)


def _one_sided(rule: Rule, input: Tensor, side: str, bound: Any) -> Tensor:
    if isinstance(bound, Tensor):
        return _between(input, **{"low": None, "high": None, side: bound})
    kind = dtypes.result_dtype(input._array, bound).numpy
    return apply(rule, (input,), (input._array.astype(kind, copy=False),), **{side: bound})


offer(clamp, clamp_min, clamp_max, clip=clamp)
add_methods(clamp_, clip_=clamp_)
