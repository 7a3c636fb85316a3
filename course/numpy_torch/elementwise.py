"""Operations on two tensors, number by number: arithmetic with broadcasting and promotion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import derivatives as d
from . import dtypes
from .arrays import same_home
from .rules import Rule, apply
from .singles import SINGLES, label
from .tensor import Tensor, add_methods, wrap

Numbers = (bool, int, float)


def operands(*values: Any, floating: bool = False) -> tuple[list[Tensor | None], list[Any]] | None:
    """The tensors among the values, and arrays of one dtype for all; None when a value is no operand.

    With `floating`, integers become the default dtype, as in a division.
    """
    first, second = values[0], values[-1]
    if (
        isinstance(first, Tensor)
        and isinstance(second, Tensor)
        and first._array.dtype == second._array.dtype
        and type(first._array) is type(second._array)
        and len(values) == 2
        and not (floating and first._array.dtype.kind != "f")
    ):
        return [first, second], [first._array, second._array]
    if type(first) is Tensor and type(second) in (float, int) and first._array.dtype.kind == "f" and len(values) == 2:
        return [first, None], [first._array, np.array(second, first._array.dtype)]
    values = tuple(value.item() if isinstance(value, np.generic) else value for value in values)
    for value in values:
        if not isinstance(value, (Tensor, *Numbers)):
            return None
    if any(isinstance(value, Tensor) and type(value._array) is not np.ndarray for value in values):
        same_home([value._array for value in values if isinstance(value, Tensor)])
    wanted = dtypes.result_dtype(*[value._array if isinstance(value, Tensor) else value for value in values])
    if floating and not wanted.is_floating_point:
        wanted = dtypes.get_default_dtype()
    kind = wanted.numpy
    tensors = [value if isinstance(value, Tensor) else None for value in values]
    arrays = [
        value._array.astype(kind, copy=False) if isinstance(value, Tensor) else np.asarray(value).astype(kind)
        for value in values
    ]
    return tensors, arrays


def check_broadcast(arrays: Sequence[Any]) -> None:
    """RuntimeError for the first dimension in which two shapes do not match."""
    a, b = arrays[0].shape, arrays[1].shape
    ndim = max(len(a), len(b))
    for i in range(ndim - 1, -1, -1):
        left = a[i - ndim + len(a)] if i - ndim + len(a) >= 0 else 1
        right = b[i - ndim + len(b)] if i - ndim + len(b) >= 0 else 1
        if left != right and 1 not in (left, right):
            raise RuntimeError(
                f"The size of tensor a ({left}) must match the size of tensor b ({right}) "
                f"at non-singleton dimension {i}"
            )


def combine(rule: Rule, a: Any, b: Any, into: Tensor | None = None, floating: bool = False, **params: Any) -> Any:
    """A rule of two inputs, broadcast and promoted; NotImplemented when one is no operand."""
    found = operands(a, b, floating=floating)
    if found is None:
        return NotImplemented
    tensors, arrays = found
    try:
        return apply(rule, tensors, arrays, into, **params)
    except ValueError:
        check_broadcast(arrays)
        raise


# -- arithmetic -------------------------------------------------------------------------------


def add(input: Any, other: Any, *, alpha: Any = 1) -> Tensor:
    """input + alpha * other."""
    return named("add", _add(input, other, alpha), other)


def sub(input: Any, other: Any, *, alpha: Any = 1) -> Tensor:
    """input - alpha * other.  RuntimeError for two bool tensors."""
    return named("sub", _sub(input, other, alpha), other)


def _add(a: Any, b: Any, alpha: Any = 1, into: Tensor | None = None) -> Any:
    return combine(d.add, a, b, into) if alpha == 1 else _scaled(d.add_scaled, a, b, alpha, into)


def _scaled(rule: Rule, a: Any, b: Any, alpha: Any, into: Tensor | None) -> Any:
    whole = not any(isinstance(x, float) or (isinstance(x, Tensor) and x.is_floating_point()) for x in (a, b))
    if isinstance(alpha, float) and whole:
        raise RuntimeError("For integral input tensors, argument alpha must not be a floating point number.")
    return combine(rule, a, b, into, alpha=alpha)


def _sub(a: Any, b: Any, alpha: Any = 1, into: Tensor | None = None) -> Any:
    for value in (a, b):
        if isinstance(value, bool) or (isinstance(value, Tensor) and value.dtype is dtypes.bool_):
            both = isinstance(a, Tensor) and isinstance(b, Tensor) and a.dtype is b.dtype
            raise RuntimeError(
                f"Subtraction, the `-` operator, with {'two bool tensors' if both else 'a bool tensor'} is not "
                "supported. Use the `^` or `logical_xor()` operator instead."
            )
    return combine(d.sub, a, b, into) if alpha == 1 else _scaled(d.sub_scaled, a, b, -alpha, into)


def mul(input: Any, other: Any) -> Tensor:
    """input * other."""
    return named("mul", combine(d.mul, input, other), other)


def div(input: Any, other: Any, *, rounding_mode: str | None = None) -> Tensor:
    """input / other, always a float; rounding_mode "floor" or "trunc" keeps integers."""
    return named("div", _div(input, other, rounding_mode), other)


def _div(a: Any, b: Any, rounding_mode: str | None = None, into: Tensor | None = None) -> Any:
    if rounding_mode is None:
        return combine(d.div, a, b, into, floating=True)
    if rounding_mode == "floor":
        return combine(d.floored_quotient, a, b, into)
    if rounding_mode == "trunc":
        return combine(d.trunc_divide, a, b, into)
    raise RuntimeError(
        "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '" + rounding_mode + "'"
    )


def pow(input: Any, exponent: Any) -> Tensor:
    """input ** exponent.  RuntimeError for integers to negative powers."""
    return named("pow", _pow(input, exponent), exponent)


def _pow(a: Any, b: Any, into: Tensor | None = None) -> Any:
    if isinstance(b, np.generic):
        b = b.item()
    if not isinstance(a, Tensor) or not isinstance(b, Numbers):
        return combine(d.power if isinstance(a, Tensor) else d.power_of_number, a, b, into)
    if not a.is_floating_point():
        if a.dtype is dtypes.bool_ and isinstance(b, bool):
            return wrap(a._array | (not b))
        if not isinstance(b, float) and b < 0:
            raise RuntimeError("Integers to negative integer powers are not allowed.")
        if not isinstance(b, float):
            return combine(d.power, a, b, into)
        a = a.to(dtypes.get_default_dtype())
    return apply(d.power_number, (a,), (a._array,), into, exponent=b)


def named(name: str, result: Any, other: Any) -> Tensor:
    if not isinstance(result, Tensor):
        raise TypeError(f"{name}(): argument 'other' must be Tensor or Number, not {type(other).__name__}")
    return result


def tensors_only(name: str, input: Any, other: Any) -> None:
    """TypeError for a number, where torch takes tensors alone."""
    for which, value in (("input", input), ("other", other)):
        if not isinstance(value, Tensor):
            raise TypeError(f"{name}(): argument '{which}' must be Tensor, not {type(value).__name__}")


def _pair(name: str, rule: Rule) -> Callable[[Any, Any], Tensor]:
    def function(input: Any, other: Any) -> Tensor:
        tensors_only(name, input, other)
        return named(name, combine(rule, input, other), other)

    return label(function, name, f"torch.{name} of two inputs, broadcast and promoted.")


maximum = _pair("maximum", d.maximum)
minimum = _pair("minimum", d.minimum)


def floor_divide(input: Any, other: Any) -> Tensor:
    """input / other rounded down; it has no derivative."""
    return named("floor_divide", combine(d.floor_divide, input, other), other)


def atan2(input: Tensor, other: Tensor) -> Tensor:
    """The angle of the point (other, input)."""
    tensors_only("atan2", input, other)
    return named("atan2", combine(d.atan2, input, other, floating=True), other)


def remainder(input: Any, other: Any) -> Tensor:
    """What a division rounded down leaves; of the sign of `other`."""
    return named("remainder", _mod(input, other), other)


def _mod(a: Any, b: Any) -> Any:
    if not isinstance(a, Tensor):
        return combine(d.remainder_of_number, a, b)
    return combine(d.remainder_number if isinstance(b, Numbers) else d.remainder, a, b)


def where(condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """input where the condition holds, else other; alone, the indices where it holds."""
    if input is None and other is None:
        return tuple(wrap(index) for index in np.nonzero(np.atleast_1d(condition._array)))
    if condition._array.dtype not in (np.bool_, np.uint8):
        raise RuntimeError(
            "where expected condition to be a boolean tensor, but got a tensor with dtype "
            + condition.dtype.legacy_name
        )
    return named("where", combine(d.where, input, other, condition=condition._array.astype(bool)), other)


def masked_fill(input: Tensor, mask: Tensor, value: Any) -> Tensor:
    """input, with `value` where the mask is True.  RuntimeError for a mask that is not bool."""
    if mask.dtype is not dtypes.bool_:
        raise RuntimeError(
            f"masked_fill_ only supports boolean masks, but got mask with dtype {mask.dtype.legacy_name.lower()}"
        )
    if isinstance(value, Tensor) and value.ndim:
        raise RuntimeError(
            f"masked_fill_ only supports a 0-dimensional value tensor, but got tensor with {value.ndim} dimension(s)."
        )
    filler = value._array if isinstance(value, Tensor) else np.asarray(value)
    arrays = (input._array, filler.astype(input._array.dtype))
    return apply(d.masked_fill, (input, value if isinstance(value, Tensor) else None), arrays, mask=mask._array)


# -- as methods ---------------------------------------------------------------------------------

# Operators give NotImplemented for what is no number, so that Python can ask the other operand.
OPERATORS: dict[str, Any] = {
    "add": lambda a, b: _add(a, b),
    "sub": lambda a, b: _sub(a, b),
    "mul": lambda a, b: combine(d.mul, a, b),
    "truediv": lambda a, b: combine(d.div, a, b, floating=True),
    "floordiv": lambda a, b: combine(d.floor_divide, a, b),
    "mod": _mod,
    "pow": lambda a, b: _pow(a, b),
}


def _reflect(operator: Any) -> Any:
    return lambda self, other: operator(other, self)


add_methods(**{f"__{name}__": operator for name, operator in OPERATORS.items()})
add_methods(**{f"__r{name}__": _reflect(operator) for name, operator in OPERATORS.items()})
# torch turns 2 * x round, so that x is the node's first input.
add_methods(__radd__=OPERATORS["add"], __rmul__=OPERATORS["mul"])
# torch names these two differently in grad_fn: 2 - x, and 2 / x by a reciprocal.
add_methods(
    __rsub__=lambda self, other: (
        _sub(other, self)
        if self.dtype is dtypes.bool_ or other is True or other is False
        else combine(d.rsub, self, other)
    ),
    __rtruediv__=lambda self, other: (
        SINGLES["reciprocal"](self) * other if isinstance(other, Numbers) else NotImplemented
    ),
)
add_methods(
    add,
    sub,
    mul,
    div,
    pow,
    maximum,
    minimum,
    remainder,
    floor_divide,
    atan2,
    masked_fill,
)
add_methods(where=lambda self, condition, other: where(condition, self, other))
