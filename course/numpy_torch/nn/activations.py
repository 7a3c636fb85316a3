"""More activations, beside those in functional.py: mostly straight lines with corners."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from .. import elementwise, exact, reductions
from ..graph import Array
from ..rules import Rule, apply
from ..shapes import wrap_dim
from ..tensor import Tensor


def _choose(condition: Array, a: Any, b: Any, like: Array) -> Array:
    """np.where that keeps the dtype, whatever the numbers are."""
    made: Array = np.where(condition, a, b).astype(like.dtype, copy=False)
    return made


_HARDTANH = Rule(
    "HardtanhBackward0",
    lambda a, low, high: np.clip(a, low, high).astype(a.dtype, copy=False),
    a=lambda g, a, low, high: _choose((a > low) & (a < high), g, 0, g),
)
_HARDSIGMOID = Rule(
    "HardsigmoidBackward0",
    lambda a: np.clip(a + 3, 0, 6) / 6,
    a=lambda g, a: _choose((a > -3) & (a < 3), g / 6, 0, g),
)
_HARDSWISH = Rule(
    "HardswishBackward0",
    lambda a: a * np.clip(a + 3, 0, 6) / 6,
    a=lambda g, a: _choose(a <= -3, 0, _choose(a < 3, g * (a / 3 + a.dtype.type(0.5)), g, g), g),
)
_SELU_SCALE, _SELU_ALPHA = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
_SELU = Rule(
    "EluBackward0",
    lambda a: a.dtype.type(_SELU_SCALE) * np.where(a > 0, a, a.dtype.type(_SELU_ALPHA) * exact.expm1(a)),
    a=lambda g, a: g * g.dtype.type(_SELU_SCALE) * _choose(a > 0, 1, g.dtype.type(_SELU_ALPHA) * exact.exp(a), g),
)
_CELU = Rule(
    "CeluBackward0",
    lambda a, alpha: _choose(a > 0, a, a.dtype.type(alpha) * exact.expm1(a / a.dtype.type(alpha)), a),
    a=lambda g, a, alpha: _choose(a > 0, g, g * exact.exp(a / a.dtype.type(alpha)), g),
)


def _softplus(a: Array) -> Array:
    return np.maximum(a, 0) + exact.log1p(exact.exp(-np.abs(a)))


def _mish_gradient(g: Array, a: Array) -> Array:
    inner = exact.tanh(_softplus(a))
    return g * (inner + a * exact.sigmoid(a) * (1 - inner * inner))


_MISH = Rule("MishBackward0", lambda a: a * exact.tanh(_softplus(a)), a=_mish_gradient)
_HARDSHRINK = Rule(
    "HardshrinkBackward0",
    lambda a, edge: _choose(np.abs(a) <= edge, 0, a, a),
    a=lambda g, a, edge: _choose(np.abs(a) <= edge, 0, g, g),
)
_SOFTSHRINK = Rule(
    "SoftshrinkBackward0",
    lambda a, edge: _choose(np.abs(a) <= edge, 0 * a, a - np.sign(a) * a.dtype.type(edge), a),
    a=lambda g, a, edge: _choose(np.abs(a) <= edge, 0, g, g),
)
_THRESHOLD = Rule(
    "ThresholdBackward0",
    lambda a, edge, value: _choose(a <= edge, value, a, a),
    a=lambda g, a, edge: _choose(a <= edge, 0, g, g),
)
_PRELU = Rule(
    "PreluKernelBackward0",
    lambda a, b: np.where(a > 0, a, a * b),
    a=lambda g, a, b: np.where(a > 0, g, g * b),
    b=lambda g, a: _choose(a > 0, 0, g * a, g),
)


def _single(rule: Rule, input: Tensor, inplace: bool = False, **params: Any) -> Tensor:
    return apply(rule, (input,), (input._array,), input if inplace else None, **params)


def hardtanh(input: Tensor, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False) -> Tensor:
    """input, no less than min_val and no more than max_val.  ValueError where they are the wrong way round."""
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    return _single(_HARDTANH, input, inplace, low=min_val, high=max_val)


def relu6(input: Tensor, inplace: bool = False) -> Tensor:
    """The positive part, up to 6."""
    return _single(_HARDTANH, input, inplace, low=0, high=6)


def hardsigmoid(input: Tensor, inplace: bool = False) -> Tensor:
    """A straight line from 0 at -3 to 1 at 3."""
    return _single(_HARDSIGMOID, input, inplace)


def hardswish(input: Tensor, inplace: bool = False) -> Tensor:
    """input * hardsigmoid(input)."""
    return _single(_HARDSWISH, input, inplace)


def selu(input: Tensor, inplace: bool = False) -> Tensor:
    """elu scaled so that means and variances stay."""
    return _single(_SELU, input, inplace)


def celu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """The number where positive, else alpha * (exp(input / alpha) - 1)."""
    return _single(_CELU, input, inplace, alpha=alpha)


def mish(input: Tensor, inplace: bool = False) -> Tensor:
    """input * tanh(softplus(input))."""
    return _single(_MISH, input, inplace)


def softsign(input: Tensor) -> Tensor:
    """input / (1 + |input|)."""
    return elementwise.div(input, input.abs() + 1)


def tanhshrink(input: Tensor) -> Tensor:
    """input - tanh(input)."""
    return elementwise.sub(input, input.tanh())


def hardshrink(input: Tensor, lambd: float = 0.5) -> Tensor:
    """Zero where no further than lambd from it."""
    return _single(_HARDSHRINK, input, edge=lambd)


def softshrink(input: Tensor, lambd: float = 0.5) -> Tensor:
    """lambd nearer to zero, and zero where no further than that."""
    return _single(_SOFTSHRINK, input, edge=lambd)


def threshold(input: Tensor, threshold: float, value: float, inplace: bool = False) -> Tensor:
    """`value` where not above the threshold."""
    return _single(_THRESHOLD, input, inplace, edge=threshold, value=value)


def softmin(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Tensor:
    """softmax(-input).  Warns where dim is missing."""
    if dim is None:
        warnings.warn(
            "Implicit dimension choice for softmin has been deprecated. Change the call to include dim=X as an "
            "argument.",
            stacklevel=2,
        )
        dim = 0 if input.ndim in (0, 1, 3) else 1
    return reductions.softmax(-input, dim, dtype=dtype)


def prelu(input: Tensor, weight: Tensor) -> Tensor:
    """The number where positive, else times `weight`: one for all, or one a channel.  RuntimeError for other sizes."""
    if weight.ndim > 1:
        raise RuntimeError(f"prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {weight.ndim}")
    channels = input.shape[1] if input.ndim > 1 else 1
    if weight.numel() not in (1, channels):
        raise RuntimeError(
            "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
            f"{weight.numel()} and channel size = {channels}."
        )
    if weight.ndim:
        weight = weight.reshape((weight.numel(), *[1] * (input.ndim - 2)) if input.ndim > 1 else ())
    return apply(_PRELU, (input, weight), (input._array, weight._array))


def glu(input: Tensor, dim: int = -1) -> Tensor:
    """One half times the sigmoid of the other.  RuntimeError for an odd size."""
    dim = wrap_dim(dim, input.ndim)
    size = input.shape[dim]
    if size % 2:
        raise RuntimeError(f"Halving dimension must be even, but dimension {dim} is size {size}")
    return elementwise.mul(input.narrow(dim, 0, size // 2), input.narrow(dim, size // 2, size // 2).sigmoid())
