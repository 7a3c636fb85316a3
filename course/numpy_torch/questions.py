"""Questions number by number: comparisons, logic, and whether numbers are equal or close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .dtypes import FROM_NUMPY
from .elementwise import check_broadcast, named, operands
from .singles import label
from .tensor import Tensor, add_methods, wrap


def compare(function: Any, a: Any, b: Any) -> Any:
    """A tensor of bools from two inputs, broadcast and promoted."""
    found = operands(a, b)
    if found is None:
        return NotImplemented
    try:
        return wrap(function(*found[1]))
    except TypeError:
        kind = FROM_NUMPY[np.result_type(*found[1])].legacy_name
        raise NotImplementedError(f"\"{function.__name__}_cpu\" not implemented for '{kind}'") from None
    except ValueError:
        check_broadcast(found[1])
        raise


def _question(name: str, ask: Any) -> Callable[[Any, Any], Tensor]:
    def function(input: Any, other: Any) -> Tensor:
        return named(name, compare(ask, input, other), other)

    return label(function, name, f"torch.{name}, number by number.")


COMPARISONS = {
    "eq": np.equal,
    "ne": np.not_equal,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "logical_and": np.logical_and,
    "logical_or": np.logical_or,
    "logical_xor": np.logical_xor,
    "bitwise_and": np.bitwise_and,
    "bitwise_or": np.bitwise_or,
    "bitwise_xor": np.bitwise_xor,
}
COMPARISONS |= {
    "not_equal": np.not_equal,
    "less": np.less,
    "less_equal": np.less_equal,
    "greater": np.greater,
    "greater_equal": np.greater_equal,
}
QUESTIONS = {name: _question(name, ask) for name, ask in COMPARISONS.items()}


def _test(name: str, ask: Any) -> Callable[[Tensor], Tensor]:
    def function(input: Tensor) -> Tensor:
        try:
            return wrap(ask(input._array))
        except TypeError:
            kind = input.dtype.legacy_name
            raise NotImplementedError(f"\"{name}_cpu\" not implemented for '{kind}'") from None

    return label(function, name, f"torch.{name}, number by number.")


TESTS = {name: _test(name, getattr(np, name)) for name in ("isnan", "isinf", "isfinite", "logical_not", "bitwise_not")}
TESTS |= {name: _test(name, getattr(np, name)) for name in ("isposinf", "isneginf")}
TESTS["signbit"] = _test("signbit", lambda a: np.signbit(a) if a.dtype.kind == "f" else a < 0)


def isclose(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> Tensor:
    """Where |input - other| <= atol + rtol * |other|."""
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{input.dtype.legacy_name} did not match {other.dtype.legacy_name}")
    return wrap(np.isclose(input._array, other._array, rtol, atol, equal_nan))


def allclose(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> bool:
    """Whether isclose everywhere.  RuntimeError for two dtypes."""
    return bool(isclose(input, other, rtol, atol, equal_nan)._array.all())


def equal(input: Tensor, other: Tensor) -> bool:
    """Whether both have the same shape and the same numbers."""
    return bool(np.array_equal(input._array, other._array))


# -- as methods ---------------------------------------------------------------------------------


def _comparison(ask: Any) -> Any:
    return lambda a, b: compare(ask, a, b)


def _asked_backwards(ask: Any) -> Any:
    return lambda a, b: compare(ask, b, a)


def _into(question: Any) -> Any:
    return lambda self, *other: self.copy_(question(self, *other))


LOGIC = {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor}
add_methods(**{f"__{name}__": _comparison(COMPARISONS[name]) for name in ("eq", "ne", "lt", "le", "gt", "ge")})
add_methods(**{f"__{name}__": _comparison(ask) for name, ask in LOGIC.items()})
add_methods(**{f"__r{name}__": _asked_backwards(ask) for name, ask in LOGIC.items()})
add_methods(isclose, allclose, equal, **QUESTIONS, **TESTS, __invert__=TESTS["bitwise_not"])
# Into the tensor itself: ones where it holds, zeros elsewhere, of the tensor's own dtype.
_IN_PLACE = [*COMPARISONS, "logical_not", "bitwise_not"]
add_methods(**{f"{name}_": _into((QUESTIONS | TESTS)[name]) for name in _IN_PLACE})
