"""The table of derivatives: one row an operation, named as torch prints its grad_fn.

A row's first function goes forward.  After it stands, for each input, the derivative: `g` is the
gradient of the result, and every other argument names what is needed for it.  Broadcasting and
promotion need no care here, as the walk sums and casts on every edge.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import exact, gamma
from .constants import zeros
from .graph import Array
from .rules import Rule

# -- two inputs -------------------------------------------------------------------------------

add = Rule("AddBackward0", np.add, a=lambda g: g, b=lambda g: g)
add_scaled, sub_scaled = (
    Rule(
        name,
        lambda a, b, alpha: a + b * b.dtype.type(alpha),
        a=lambda g: g,
        b=lambda g, alpha: g * g.dtype.type(alpha),
    )
    for name in ("AddBackward0", "SubBackward0")
)
sub = Rule("SubBackward0", np.subtract, a=lambda g: g, b=lambda g: -g)
rsub = Rule("RsubBackward1", lambda a, b: b - a, a=lambda g: -g, b=lambda g: g)
mul = Rule("MulBackward0", np.multiply, a=lambda g, b: g * b, b=lambda g, a: g * a)
div = Rule("DivBackward0", np.true_divide, a=lambda g, b: g / b, b=lambda g, a, b: -g * (a / b / b))
maximum = Rule(
    "MaximumBackward0",
    np.maximum,
    a=lambda g, a, b: g * (a > b) + g * (a == b) * g.dtype.type(0.5),
    b=lambda g, a, b: g * (a < b) + g * (a == b) * g.dtype.type(0.5),
)
minimum = Rule(
    "MinimumBackward0",
    np.minimum,
    a=lambda g, a, b: g * (a < b) + g * (a == b) * g.dtype.type(0.5),
    b=lambda g, a, b: g * (a > b) + g * (a == b) * g.dtype.type(0.5),
)
atan2 = Rule(
    "Atan2Backward0",
    np.arctan2,
    a=lambda g, a, b: g * b / (a * a + b * b),
    b=lambda g, a, b: -g * a / (a * a + b * b),
)


def _general_power(a: Array, b: Array) -> Any:
    if a.dtype.kind == "b":
        raise NotImplementedError("\"pow\" not implemented for 'Bool'")
    if a.dtype.kind == "f" or not (b < 0).any():
        return np.power(a, b)
    # Of whole numbers only 1 and -1 have whole inverses; torch rounds the others to zero.
    inverse = np.where(np.abs(a) == 1, np.power(a, np.abs(b)), a.dtype.type(0))
    return np.where(b < 0, inverse, np.power(a, np.maximum(b, 0)))


def _power(a: Array, exponent: float) -> Any:
    # The powers torch computes by multiplying: rounded differently by a general power.
    if exponent == 2:
        return a * a
    if exponent == 3:
        return a * a * a
    if exponent == 0.5:
        return np.sqrt(a)
    if exponent == -1:
        return a.dtype.type(1) / a
    return np.power(a, a.dtype.type(exponent))


def _power_gradient(g: Array, a: Array, exponent: float) -> Array:
    if exponent == 0:
        return np.zeros_like(g)
    return g * (g.dtype.type(exponent) * _power(a, exponent - 1))


def _exponent_gradient(g: Array, a: Array, b: Array, out: Array) -> Array:
    return np.where((a == 0) & (b >= 0), g.dtype.type(0), g * (out * np.log(a)))


power_number = Rule("PowBackward0", _power, a=_power_gradient)
power, power_of_number = (
    Rule(
        name,
        _general_power,
        a=lambda g, a, b: np.where(b == 0, g.dtype.type(0), g * (b * np.power(a, b - 1))),
        b=_exponent_gradient,
    )
    for name in ("PowBackward1", "PowBackward2")
)
where = Rule(
    "WhereBackward0",
    lambda a, b, condition: np.where(condition, a, b),
    a=lambda g, condition: np.where(condition, g, g.dtype.type(0)),
    b=lambda g, condition: np.where(condition, g.dtype.type(0), g),
)
masked_fill = Rule(
    "MaskedFillBackward0",
    lambda a, b, mask: np.where(mask, b, a),
    a=lambda g, mask: np.where(mask, g.dtype.type(0), g),
    b=lambda g, mask: np.where(mask, g, g.dtype.type(0)),
)

# -- one input --------------------------------------------------------------------------------


def _positive_part(a: Array) -> Any:
    if type(a) is not np.ndarray:
        return np.maximum(a, a.dtype.type(0))
    return np.maximum(a, zeros(a.shape, a.dtype) if a.size <= 2**15 else np.zeros(a.shape[1:], a.dtype))


neg = Rule("NegBackward0", np.negative, a=lambda g: -g)
exp = Rule("ExpBackward0", exact.exp, a=lambda g, out: g * out)
expm1 = Rule("Expm1Backward0", exact.expm1, a=lambda g, out: g * (out + 1))
log = Rule("LogBackward0", exact.log, a=lambda g, a: g / a)
log2 = Rule("Log2Backward0", exact.log2, a=lambda g, a: g / (a * g.dtype.type(np.log(2))))
log10 = Rule("Log10Backward0", exact.log10, a=lambda g, a: g / (a * g.dtype.type(np.log(10))))
log1p = Rule("Log1PBackward0", exact.log1p, a=lambda g, a: g / (a + 1))
sqrt = Rule("SqrtBackward0", np.sqrt, a=lambda g, out: g / (2 * out))
rsqrt = Rule("RsqrtBackward0", lambda a: 1 / np.sqrt(a), a=lambda g, out: g * out**3 * g.dtype.type(-0.5))
square = Rule("PowBackward0", np.square, a=lambda g, a: g * (2 * a))
reciprocal = Rule("ReciprocalBackward0", lambda a: 1 / a, a=lambda g, out: -g * out * out)
absolute = Rule("AbsBackward0", np.abs, a=lambda g, a: g * np.sign(a))
sin = Rule("SinBackward0", exact.sin, a=lambda g, a: g * np.cos(a))
cos = Rule("CosBackward0", exact.cos, a=lambda g, a: -g * np.sin(a))
tan = Rule("TanBackward0", exact.tan, a=lambda g, out: g * (1 + out * out))
tanh = Rule("TanhBackward0", exact.tanh, a=lambda g, out: g * (1 - out * out))
sinh = Rule("SinhBackward0", exact.sinh, a=lambda g, a: g * np.cosh(a))
cosh = Rule("CoshBackward0", exact.cosh, a=lambda g, a: g * np.sinh(a))
atan = Rule("AtanBackward0", exact.arctan, a=lambda g, a: g / (1 + a * a))
asin = Rule("AsinBackward0", exact.arcsin, a=lambda g, a: g / np.sqrt(1 - a * a))
acos = Rule("AcosBackward0", exact.arccos, a=lambda g, a: -g / np.sqrt(1 - a * a))
asinh = Rule("AsinhBackward0", exact.arcsinh, a=lambda g, a: g / np.sqrt(a * a + 1))
acosh = Rule("AcoshBackward0", exact.arccosh, a=lambda g, a: g / np.sqrt(a * a - 1))
atanh = Rule("AtanhBackward0", exact.arctanh, a=lambda g, a: g / (1 - a * a))
exp2 = Rule("Exp2Backward0", exact.exp2, a=lambda g, out: g * out * g.dtype.type(np.log(2)))
erf = Rule("ErfBackward0", exact.erf, a=lambda g, a: g * g.dtype.type(2 / np.sqrt(np.pi)) * np.exp(-a * a))
erfc = Rule("ErfcBackward0", exact.erfc, a=lambda g, a: g * g.dtype.type(-2 / np.sqrt(np.pi)) * np.exp(-a * a))
lgamma = Rule("LgammaBackward0", gamma.lgamma, a=lambda g, a: g * gamma.digamma(a))
digamma = Rule("DigammaBackward0", gamma.digamma, a=lambda g, a: g * gamma.polygamma(a, 1))
polygamma = Rule("PolygammaBackward0", gamma.polygamma, a=lambda g, a, n: g * gamma.polygamma(a, n + 1))
logit = Rule("LogitBackward0", lambda a: exact.log(a / (1 - a)), a=lambda g, a: g / (a * (1 - a)))
sinc = Rule("SincBackward0", exact.sinc, a=lambda g, a, out: np.where(a == 0, g * 0, g * (np.cos(np.pi * a) - out) / a))
deg2rad = Rule("Deg2RadBackward0", np.deg2rad, a=lambda g: g * g.dtype.type(np.pi / 180))
rad2deg = Rule("Rad2DegBackward0", np.rad2deg, a=lambda g: g * g.dtype.type(180 / np.pi))
sigmoid = Rule("SigmoidBackward0", exact.sigmoid, a=lambda g, out: g * (1 - out) * out)
relu = Rule("ReluBackward0", _positive_part, a=lambda g, out: g * (out > 0))
sign = Rule("SignBackward0", np.sign, a=lambda g: np.zeros_like(g))
sgn = Rule("SgnBackward0", np.sign, a=lambda g: np.zeros_like(g))
frac = Rule("FracBackward0", lambda a: a - np.trunc(a), a=lambda g: g)
nan_to_num = Rule(
    "NanToNumBackward0",
    lambda a, nan, posinf, neginf: np.nan_to_num(a, nan=nan, posinf=posinf, neginf=neginf),
    a=lambda g, a: np.where(np.isfinite(a), g, g.dtype.type(0)),
)
floor = Rule("FloorBackward0", np.floor, a=lambda g: np.zeros_like(g))
ceil = Rule("CeilBackward0", np.ceil, a=lambda g: np.zeros_like(g))
round_ = Rule("RoundBackward0", lambda a, decimals: np.round(a, decimals), a=lambda g: np.zeros_like(g))
trunc = Rule("TruncBackward0", np.trunc, a=lambda g: np.zeros_like(g))
clone = Rule("CloneBackward0", lambda a: a.copy(order="K"), a=lambda g: g)
cast = Rule("ToCopyBackward0", lambda a, kind: a.astype(kind), a=lambda g: g)
fill = Rule("FillBackward2", lambda a, value: np.full_like(a, value), a=lambda g: np.zeros_like(g))
zero = Rule("ZeroBackward0", np.zeros_like, a=lambda g: np.zeros_like(g))
copy = Rule("CopyBackwards", lambda a, b: b, a=lambda g: np.zeros_like(g), b=lambda g: g)


def whole(function: Any) -> Any:
    """A division that raises for integers by zero, as torch does, where numpy gives zero."""

    def divided(a: Array, b: Array) -> Any:
        if a.dtype.kind == "b":
            raise NotImplementedError("\"div_floor_cpu\" not implemented for 'Bool'")
        if b.dtype.kind != "f" and not np.all(b):
            raise RuntimeError("ZeroDivisionError")
        return function(a, b)

    return divided


remainder, remainder_number = (
    Rule(name, whole(np.remainder), a=lambda g: g, b=lambda g, a, b: -g * np.floor(a / b))
    for name in ("RemainderBackward1", "RemainderBackward0")
)
clamp = Rule(
    "ClampBackward1",
    lambda a, low, high: np.clip(a, low, high),
    a=lambda g, a, low, high: (
        g * ((a >= (-np.inf if low is None else low)) & (a <= (np.inf if high is None else high)))
    ),
)


def _underivable(name: str) -> Any:
    def derivative(g: Array) -> Array:
        raise RuntimeError(f"derivative for aten::{name} is not implemented")

    return derivative


floor_divide = Rule(
    "NotImplemented", whole(np.floor_divide), a=_underivable("floor_divide"), b=_underivable("floor_divide")
)
remainder_of_number = Rule(
    "NotImplemented", whole(np.remainder), a=_underivable("remainder"), b=_underivable("remainder")
)
floored_quotient = Rule(
    "DivBackward1", whole(np.floor_divide), a=lambda g: np.zeros_like(g), b=lambda g: np.zeros_like(g)
)
trunc_divide = Rule(
    "DivBackward1",
    whole(lambda a, b: np.trunc(a / b).astype(a.dtype)),
    a=lambda g: np.zeros_like(g),
    b=lambda g: np.zeros_like(g),
)
