"""The logarithm of the gamma function and its derivatives, number by number.  torch: native/Math.h"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .exact import each
from .graph import Array

# The Bernoulli numbers B2, B4, ...: what the sums below leave out, they make up for.
_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)
_FAR = 12  # from where on the series is exact to the last digit


def _lgamma(x: float) -> float:
    try:
        return math.lgamma(x)
    except (ValueError, OverflowError):  # at zero and the negative whole numbers, and beyond the largest number
        return math.inf


def _digamma(x: float) -> float:
    if x == 0:
        return math.copysign(math.inf, -x)
    if x == -math.inf or (x < 0 and x == math.floor(x)):
        return math.nan
    if x < 0:
        return _digamma(1 - x) - math.pi / math.tan(math.pi * math.fmod(x, 1))
    made = 0.0
    while x < _FAR:
        made -= 1 / x
        x += 1
    if x == math.inf:
        return x
    made += math.log(x) - 0.5 / x
    return made - sum(b / (2 * k) * x ** (-2 * k) for k, b in enumerate(_BERNOULLI, start=1))


def _polygamma(n: int, x: float) -> float:
    """The n-th derivative of digamma: a sum of (x + k) ** -(n + 1), its rest by the Euler-Maclaurin formula."""
    if n == 0:
        return _digamma(x)
    power, made, sign = n + 1, 0.0, (-1.0) ** (n + 1)
    if x == -math.inf or (x <= 0 and x == math.floor(x)) or abs(x) ** power < 1e-307:
        return sign * math.inf
    while x < _FAR:
        made += x**-power
        x += 1
    made += x ** (1 - power) / n + 0.5 * x**-power
    factor = float(power)
    for k, b in enumerate(_BERNOULLI, start=1):
        made += b / math.factorial(2 * k) * factor * x ** (1 - power - 2 * k)
        factor *= (power + 2 * k - 1) * (power + 2 * k)
    return sign * math.factorial(n) * made


LGAMMA: Any = np.frompyfunc(_lgamma, 1, 1)
DIGAMMA: Any = np.frompyfunc(_digamma, 1, 1)
POLYGAMMA: Any = np.frompyfunc(_polygamma, 2, 1)
lgamma, digamma = each(LGAMMA), each(DIGAMMA)


def polygamma(a: Array, n: int) -> Array:
    """The n-th derivative of digamma."""
    return each(lambda a: POLYGAMMA(n, a))(a)
