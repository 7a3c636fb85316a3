"""Uniform numbers to normal ones, in single precision, with the very roundings of torch's vectorized kernel.

torch fills a normal tensor of 16 or more values with Cephes' polynomials for log, sin and cos, eight lanes at a time,
and the compiler has fused products and sums into one rounding where it could.  A fused step of float32 is exact in
float64 until its one rounding back, so the same steps give the same bits.  torch: DistributionTemplates.h, normal_fill
and avx_mathfun.h.  Where torch runs without AVX2 (on ARM, say) it takes the C library's functions, a few units in the
last place away.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .graph import Array

single = np.float32

# Cephes' coefficients, the highest power first.
LOG = (
    *(7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1),
    *(-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1),
)
COS = (2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2)
SIN = (-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1)
# A number in parts, each exact when multiplied by a small whole number: log(2), and pi / 4 with its sign turned.
LOG_2 = (0.693359375, -2.12194440e-4)
MINUS_QUARTER = (-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8)


def normal_pairs(u: Array, v: Array) -> tuple[Array, Array]:
    """Two normal float32 arrays from two of uniform numbers in [0, 1)."""
    radius = np.sqrt(single(-2) * _log(single(1) - u))
    sin, cos = _sin_cos(single(2 * np.pi) * v)
    return radius * cos, radius * sin


def _fused(a: Array, b: Any, c: Any) -> Array:
    """a * b + c with one rounding."""
    exact = a.astype(np.float64) * np.asarray(b, dtype=np.float32).astype(np.float64)
    return (exact + np.asarray(c, dtype=np.float32).astype(np.float64)).astype(np.float32)


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    value = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        value = _fused(value, x, coefficient)
    return value


def _log(x: Array) -> Array:
    """log(x) for positive x: of the mantissa, between sqrt(1/2) and sqrt(2), and the exponent times log(2)."""
    mantissa, exponent = np.frexp(np.maximum(x, np.finfo(np.float32).tiny))
    low = mantissa < single(0.707106781186547524)
    power = exponent.astype(np.float32) - low
    m = mantissa - single(1) + np.where(low, mantissa, single(0))
    square = m * m
    tail = _fused(_polynomial(LOG, m) * m, square, power * single(LOG_2[1]))
    tail = _fused(square, -0.5, tail)
    return _fused(power, LOG_2[0], m + tail)


def _sin_cos(x: Array) -> tuple[Array, Array]:
    """sin(x) and cos(x) for x >= 0, by the octant that x is in."""
    octant = ((x * single(1.27323954473516)).astype(np.int32) + 1) & ~1
    turns = octant.astype(np.float32)
    for part in MINUS_QUARTER:
        x = _fused(turns, part, x)
    square = x * x
    cos = _fused(_polynomial(COS, square) * square, square, -(square * single(0.5))) + single(1)
    sin = _fused(_polynomial(SIN, square) * square, x, x)
    swapped = (octant & 2) != 0
    sine, cosine = np.where(swapped, cos, sin), np.where(swapped, sin, cos)
    return np.where(octant & 4, -sine, sine), np.where((octant + 2) & 4, -cosine, cosine)
