"""Functions of one number, number by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from . import derivatives as d
from . import dtypes
from .names import offer_functions
from .rules import Rule, apply
from .tensor import Tensor, add_methods

F = TypeVar("F", bound=Callable[..., Any])


def label(function: F, name: str, doc: str) -> F:
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


FLOATING = (
    "exp exp2 expm1 log log2 log10 log1p sqrt rsqrt reciprocal sin cos tan tanh sinh cosh asin acos atan asinh acosh "
    "atanh sigmoid logit erf erfc lgamma digamma sinc deg2rad rad2deg".split()
)  # integers become floats
KEEPING = "relu sign sgn floor ceil square trunc frac".split()  # integers stay integers


def floats_only(name: str, *inputs: Any) -> None:
    """NotImplementedError for a tensor of integers, in torch's words for a kernel that has no such case."""
    for input in inputs:
        if isinstance(input, Tensor) and not input.is_floating_point():
            raise NotImplementedError(f"\"{name}\" not implemented for '{input.dtype.legacy_name}'")


def _single(name: str, rule: Rule, floating: bool) -> Callable[[Tensor], Tensor]:
    def function(input: Tensor) -> Tensor:
        if name == "frac":
            floats_only("frac_cpu", input)
        if type(input) is Tensor and input._array.dtype.kind == "f":
            return rule.of(input)
        return apply(rule, (input,), (_operand(name, input, floating),))

    return label(function, name, f"torch.{name}, number by number.")


def _operand(name: str, input: Any, floating: bool) -> Any:
    if not isinstance(input, Tensor):
        raise TypeError(f"{name}(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}")
    array = input._array
    return array.astype(dtypes.get_default_dtype().numpy) if floating and array.dtype.kind != "f" else array


SINGLES = {name: _single(name, getattr(d, name), name in FLOATING) for name in (*FLOATING, *KEEPING)}
SINGLES["fix"] = SINGLES["trunc"]
SINGLES |= {f"arc{name[1:]}": SINGLES[name] for name in "asin acos atan asinh acosh atanh".split()}
SINGLES["abs"] = SINGLES["absolute"] = _single("abs", d.absolute, False)


def neg(input: Tensor) -> Tensor:
    """-input.  RuntimeError for bool."""
    if input.dtype is dtypes.bool_:
        raise RuntimeError(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use "
            "the `~` or `logical_not()` operator instead."
        )
    return apply(d.neg, (input,), (input._array,))


def round(input: Tensor, *, decimals: int = 0) -> Tensor:
    """To the nearest whole number, halves to the even one."""
    if decimals:
        floats_only("round_cpu", input)
    return apply(d.round_, (input,), (input._array,), decimals=decimals)


def nan_to_num(input: Tensor, nan: float | None = 0.0, posinf: Any = None, neginf: Any = None) -> Tensor:
    """Numbers in the place of NaN and infinities: zero, and the largest and smallest of the dtype."""
    return apply(d.nan_to_num, (input,), (input._array,), nan=nan or 0.0, posinf=posinf, neginf=neginf)


def polygamma(n: int, input: Tensor) -> Tensor:
    """The n-th derivative of digamma.  RuntimeError for a negative n."""
    if n < 0:
        raise RuntimeError("polygamma(n, x) does not support negative n.")
    return apply(d.polygamma, (input,), (_operand("polygamma", input, True),), n=n)


def positive(input: Tensor) -> Tensor:
    """The tensor itself.  RuntimeError for bool."""
    if input.dtype is dtypes.bool_:
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
    return input


offer_functions(polygamma)
add_methods(**SINGLES, polygamma=lambda self, n: polygamma(n, self))
add_methods(neg, round, nan_to_num, positive, __neg__=neg, __pos__=positive, __abs__=SINGLES["abs"])
