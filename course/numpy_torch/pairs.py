"""More operations on two or three tensors, number by number: their derivatives, and torch's names for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import derivatives as d
from . import dtypes, elementwise
from .elementwise import Numbers, combine, named, operands, tensors_only
from .graph import Array
from .names import offer, offer_functions
from .rules import Rule, apply
from .singles import floats_only, label
from .tensor import Tensor, add_methods, wrap


def _half_where(condition: Array, equal: Array, g: Array) -> Array:
    return np.where(condition, g, np.where(equal, g / 2, g.dtype.type(0)))


def _xlogy(a: Array, b: Array) -> Array:
    return np.where(np.isnan(b), b, np.where(a == 0, a.dtype.type(0), a * np.log(b)))


# -- rules of two ---------------------------------------------------------------------------------------

FMOD, FMOD_NUMBER = (
    Rule(name, d.whole(np.fmod), a=lambda g: g, b=lambda g, a, b: -g * np.trunc(a / b))
    for name in ("FmodBackward1", "FmodBackward0")
)
HYPOT = Rule(
    "HypotBackward0",
    np.hypot,
    a=lambda g, a, out: g * (a / out),
    b=lambda g, b, out: g * (b / out),
)
LOGADDEXP = Rule(
    "LogaddexpBackward0",
    np.logaddexp,
    a=lambda g, a, out: g * np.exp(a - out),
    b=lambda g, b, out: g * np.exp(b - out),
)
LOGADDEXP2 = Rule(
    "Logaddexp2Backward0",
    np.logaddexp2,
    a=lambda g, a, out: g * np.exp2(a - out),
    b=lambda g, b, out: g * np.exp2(b - out),
)
XLOGY = Rule(
    "XlogyBackward0",
    _xlogy,
    a=lambda g, a, b: g * np.where((a == 0) & (b <= 0), g.dtype.type(0), np.log(b)),
    b=lambda g, a, b: g * a / b,
)
COPYSIGN = Rule(
    "CopysignBackward0",
    np.copysign,
    a=lambda g, a, out: np.where(a == 0, g.dtype.type(0), g * out / a),
    b=lambda g: np.zeros_like(g),
)
FMAX = Rule(
    "FmaxBackward0",
    np.fmax,
    a=lambda g, a, b: np.where((a >= b) | np.isnan(b), g, g.dtype.type(0)),
    b=lambda g, a, b: np.where((a >= b) | np.isnan(b), g.dtype.type(0), g),
)
FMIN = Rule(
    "FminBackward0",
    np.fmin,
    a=lambda g, a, b: np.where((a <= b) | np.isnan(b), g, g.dtype.type(0)),
    b=lambda g, a, b: np.where((a <= b) | np.isnan(b), g.dtype.type(0), g),
)

# Functions without a case for integers, and functions whose integers become floats.
_FLOATS_ONLY = {"logaddexp": LOGADDEXP, "logaddexp2": LOGADDEXP2, "hypot": HYPOT}
_FLOATING = {"xlogy": XLOGY, "copysign": COPYSIGN}


def _pair(name: str, rule: Rule, floating: bool) -> Callable[[Any, Any], Tensor]:
    def function(input: Any, other: Any) -> Tensor:
        if not floating:
            tensors_only(name, input, other)
            floats_only(f"{name}_cpu", input, other)
        return named(name, combine(rule, input, other, floating=floating), other)

    return label(function, name, f"torch.{name} of two inputs, broadcast and promoted.")


def fmod(input: Tensor, other: Any) -> Tensor:
    """What a division rounded towards zero leaves; of the sign of `input`."""
    return named("fmod", combine(FMOD_NUMBER if isinstance(other, Numbers) else FMOD, input, other), other)


def fmax(input: Tensor, other: Tensor) -> Tensor:
    """The larger of both; the other where one is no number."""
    tensors_only("fmax", input, other)
    return named("fmax", combine(FMAX, input, other), other)


def fmin(input: Tensor, other: Tensor) -> Tensor:
    """The smaller of both; the other where one is no number."""
    tensors_only("fmin", input, other)
    return named("fmin", combine(FMIN, input, other), other)


def rsub(input: Tensor, other: Any, *, alpha: Any = 1) -> Tensor:
    """other - alpha * input."""
    return elementwise.sub(other, input, alpha=alpha)


def float_power(input: Any, exponent: Any) -> Tensor:
    """input ** exponent in double precision."""
    first, second = (x.to(dtypes.float64) if isinstance(x, Tensor) else x for x in (input, exponent))
    return elementwise.pow(first, float(second) if isinstance(second, Numbers) else second)


def shifted(ask: Any, a: Any, b: Any) -> Any:
    found = operands(a, b)
    return NotImplemented if found is None else wrap(ask(*found[1]))


def bitwise_left_shift(input: Any, other: Any) -> Tensor:
    """input << other."""
    return named("bitwise_left_shift", shifted(np.left_shift, input, other), other)


def bitwise_right_shift(input: Any, other: Any) -> Tensor:
    """input >> other."""
    return named("bitwise_right_shift", shifted(np.right_shift, input, other), other)


def heaviside(input: Tensor, values: Tensor) -> Tensor:
    """0 below zero, 1 above, and `values` at zero."""
    if input.dtype is not values.dtype:
        raise RuntimeError("heaviside is not yet implemented for tensors with different dtypes.")
    return wrap(np.heaviside(input._array, values._array).astype(input._array.dtype))


# -- rules of three ---------------------------------------------------------------------------------------


def _lerp(a: Array, b: Array, weight: Array) -> Array:
    # From the nearer end, so that weight 1 gives exactly b.
    return np.where(np.abs(weight) < 0.5, a + weight * (b - a), b - (b - a) * (1 - weight))


_LERP_NUMBER, _LERP = (
    Rule(
        name,
        _lerp,
        a=lambda g, weight: g * (1 - weight),
        b=lambda g, weight: g * weight,
        weight=lambda g, a, b: g * (b - a),
    )
    for name in ("LerpBackward0", "LerpBackward1")
)
_ADDCMUL = Rule(
    "AddcmulBackward0",
    lambda c, a, b, value: c + a.dtype.type(value) * a * b,
    c=lambda g: g,
    a=lambda g, b, value: g * value * b,
    b=lambda g, a, value: g * value * a,
)
_ADDCDIV = Rule(
    "AddcdivBackward0",
    lambda c, a, b, value: c + value * a / b,
    c=lambda g: g,
    a=lambda g, b, value: g * value / b,
    b=lambda g, a, b, value: -g * value * a / (b * b),
)


def _three(rule: Rule, into: Tensor | None, *values: Any, **params: Any) -> Tensor:
    found = operands(*values)
    if found is None:
        stranger = next(value for value in values if not isinstance(value, (Tensor, *Numbers)))
        raise TypeError(f"argument must be Tensor, not {type(stranger).__name__}")
    tensors, arrays = found
    try:
        return apply(rule, tensors, arrays, into, **params)
    except ValueError:
        for other in arrays[1:]:
            elementwise.check_broadcast([arrays[0], other])
        elementwise.check_broadcast(arrays[1:])
        raise


def lerp(input: Tensor, end: Tensor, weight: Any) -> Tensor:
    """input + weight * (end - input)."""
    return _lerped(input, end, weight, None)


def _lerped(input: Tensor, end: Tensor, weight: Any, into: Tensor | None) -> Tensor:
    for name, other in (("end", end), ("weight", weight)):
        if isinstance(other, Tensor) and other.dtype is not input.dtype:
            kinds = [
                {"long": "long int"}.get(kind, kind)
                for kind in (input.dtype.legacy_name.lower(), other.dtype.legacy_name.lower())
            ]
            raise RuntimeError(f"expected dtype {kinds[0]} for `{name}` but got dtype {kinds[1]}")
    floats_only(f"lerp_kernel_{'tensor' if isinstance(weight, Tensor) else 'scalar'}", input)
    return _three(_LERP if isinstance(weight, Tensor) else _LERP_NUMBER, into, input, end, weight)


def addcmul(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: Any = 1) -> Tensor:
    """input + value * tensor1 * tensor2."""
    return _three(_ADDCMUL, None, input, tensor1, tensor2, value=value)


def addcdiv(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: Any = 1) -> Tensor:
    """input + value * tensor1 / tensor2.  RuntimeError for two integers."""
    if not tensor1.is_floating_point() and not tensor2.is_floating_point():
        raise RuntimeError(
            "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a "
            "true division of tensor1 and tensor2."
        )
    return _three(_ADDCDIV, None, input, tensor1, tensor2, value=value)


_NAMED = {name: _pair(name, rule, False) for name, rule in _FLOATS_ONLY.items()}
_NAMED |= {name: _pair(name, rule, True) for name, rule in _FLOATING.items()}
offer(fmod, fmax, fmin, float_power, bitwise_left_shift, bitwise_right_shift, heaviside, lerp, addcmul, addcdiv)
offer(**_NAMED, true_divide=elementwise.div, arctan2=elementwise.atan2)
offer_functions(rsub)
add_methods(
    __lshift__=lambda a, b: shifted(np.left_shift, a, b),
    __rshift__=lambda a, b: shifted(np.right_shift, a, b),
)
