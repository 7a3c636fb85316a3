"""Copies, casts and changes in place."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import derivatives as d
from . import dtypes, elementwise, shapes, singles
from .arrays import HOMES, moved, usable
from .devices import device, preserve_format
from .grad_mode import state
from .quiet import quiet
from .rules import Rule, apply, recording
from .tensor import Tensor, add_methods, check_in_place

# -- copies and casts ---------------------------------------------------------------------------


def clone(input: Tensor, *, memory_format: Any = None) -> Tensor:
    """A copy, recorded."""
    return apply(d.clone, (input,), (input._array,))


def to(self: Tensor, *args: Any, **options: Any) -> Tensor:
    """Another dtype or device; the tensor itself where nothing is to be changed.

    `to(dtype)`, `to(device)`, `to(device, dtype)`, `to(other)`, `to(memory_format=...)`; copy=True always copies.
    """
    wanted = dtypes.as_dtype(options.get("dtype"), "to")
    where = None if options.get("device") is None else device(options["device"])
    for argument in args:
        if isinstance(argument, Tensor):
            wanted, where = argument.dtype, argument.device
        elif isinstance(argument, dtypes.dtype) or argument in (float, int, bool):
            wanted = dtypes.as_dtype(argument, "to")
        elif isinstance(argument, (str, device)):
            where = device(argument)
        elif argument is not None and not isinstance(argument, bool):
            raise TypeError(
                "to() received an invalid combination of arguments - got "
                f"({', '.join(type(value).__name__ for value in args)})"
            )
    if where is not None and where != self.device:
        usable(where)
        self = apply(_MOVED, (self,), (self._array,), where=where)
    if options.get("memory_format") not in (None, preserve_format):
        self = shapes.contiguous(self, options["memory_format"])
    if wanted is None or wanted is self.dtype:
        if not options.get("copy"):
            return self
        wanted = self.dtype
    return apply(d.cast, (self if wanted.is_floating_point else None,), (self._array,), kind=wanted.numpy)


_MOVED = Rule("ToCopyBackward0", lambda a, where: moved(a, where), a=lambda g, a: moved(g, device(*HOMES[type(a)](a))))


def _caster(wanted: dtypes.dtype) -> Any:
    def cast(self: Tensor, memory_format: Any = None) -> Tensor:
        return to(self, wanted)

    cast.__doc__ = f"The numbers as {wanted}."
    return cast


CASTS = {
    name: _caster(wanted)
    for name, wanted in {
        "float": dtypes.float32,
        "double": dtypes.float64,
        "half": dtypes.float16,
        "int": dtypes.int32,
        "long": dtypes.int64,
        "bfloat16": dtypes.bfloat16,
        "short": dtypes.int16,
        "byte": dtypes.uint8,
        "char": dtypes.int8,
        "bool": dtypes.bool_,
    }.items()
}


def type_(self: Tensor, dtype: Any = None, non_blocking: bool = False) -> Any:
    """The name of its type, "torch.FloatTensor", or the tensor as another dtype."""
    if dtype is None:
        return f"torch.{self.dtype.legacy_name}Tensor"
    if isinstance(dtype, str):
        for known in dtypes.DTYPES:
            if dtype == f"torch.{known.legacy_name}Tensor":
                return to(self, known)
        raise ValueError(f"invalid type: '{dtype}'")
    return to(self, dtype)


# -- in place -------------------------------------------------------------------------------------


def _alike(a: Any, b: Any) -> bool:
    """Whether both are arrays of the CPU, of floats, of one shape and dtype, and the first can be written to."""
    same = a.dtype is b.dtype and a.shape == b.shape and type(a) is type(b) is np.ndarray
    return same and a.dtype.kind == "f" and a.flags.writeable


def add_(self: Tensor, other: Any, *, alpha: Any = 1) -> Tensor:
    """self += alpha * other."""
    if not state.enabled and isinstance(other, Tensor) and _alike(self._array, other._array):
        # A step of an optimizer, which is most of what a training changes in place.
        if self._counter.inference:
            check_in_place(self)
        array, more = self._array, other._array
        quiet.call(np.add, array, more if alpha == 1 else more * np.array(alpha, array.dtype), array)
        self._counter.value += 1
        return self
    return elementwise.named("add_", elementwise._add(self, other, alpha, self), other)


def sub_(self: Tensor, other: Any, *, alpha: Any = 1) -> Tensor:
    """self -= alpha * other."""
    return elementwise.named("sub_", elementwise._sub(self, other, alpha, self), other)


def mul_(self: Tensor, other: Any) -> Tensor:
    """self *= other."""
    return elementwise.named("mul_", elementwise.combine(d.mul, self, other, self), other)


def div_(self: Tensor, other: Any, *, rounding_mode: str | None = None) -> Tensor:
    """self /= other."""
    return elementwise.named("div_", elementwise._div(self, other, rounding_mode, self), other)


def pow_(self: Tensor, exponent: Any) -> Tensor:
    """self **= exponent."""
    return elementwise.named("pow_", elementwise._pow(self, exponent, self), exponent)


def fill_(self: Tensor, value: Any) -> Tensor:
    """One value everywhere."""
    number = value.item() if isinstance(value, Tensor) else value
    return apply(d.fill, (self,), (self._array,), self, value=number)


def zero_(self: Tensor) -> Tensor:
    """Zero everywhere."""
    if self._base is None and self._node is None:  # a gradient, nearly always: there is no history to keep
        if self._wants_grad or self._counter.inference:
            check_in_place(self)
        self._array[...] = 0
        self._counter.value += 1
        return self
    return apply(d.zero, (self,), (self._array,), self)


def copy_(self: Tensor, src: Tensor, non_blocking: bool = False) -> Tensor:
    """The numbers of `src`, broadcast and cast.  RuntimeError for a shape that does not fit."""
    if not isinstance(src, Tensor):
        raise TypeError(f"copy_(): argument 'other' (position 1) must be Tensor, not {type(src).__name__}")
    mine, other = self._array, src._array
    alike = type(mine) is type(other) is np.ndarray and mine.dtype is other.dtype and mine.shape == other.shape
    if alike and not (state.enabled and recording((self, src))):  # as a state_dict is loaded, tensor by tensor
        check_in_place(self)
        mine[...] = other
        self._counter.value += 1
        return self
    array = moved(src._array, self.device)
    try:
        values = np.broadcast_to(array, self.shape).astype(self._array.dtype)
    except ValueError:
        elementwise.check_broadcast([self._array, src._array])
        raise RuntimeError(
            f"output with shape {list(self.shape)} doesn't match the broadcast shape {list(src.shape)}"
        ) from None
    return apply(d.copy, (self, src), (self._array, values), self)


def masked_fill_(self: Tensor, mask: Tensor, value: Any) -> Tensor:
    """`value` where the mask is True."""
    return copy_(self, elementwise.masked_fill(self, mask, value))


def set_data(self: Tensor, source: Tensor) -> Tensor:
    """Take over the memory of `source`."""
    self.data = source
    return self


def lerp_(self: Tensor, end: Tensor, weight: float) -> Tensor:
    """self += weight * (end - self)."""
    return add_(self, end - self, alpha=weight)


def addcmul_(self: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: float = 1) -> Tensor:
    """self += value * tensor1 * tensor2."""
    return add_(self, tensor1 * tensor2, alpha=value)


def addcdiv_(self: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: float = 1) -> Tensor:
    """self += value * tensor1 / tensor2."""
    return add_(self, tensor1 / tensor2, alpha=value)


def _single_in_place(name: str) -> Any:
    rule = getattr(d, {"abs": "absolute"}.get(name, name))

    def change(self: Tensor) -> Tensor:
        array = self._array
        if name in singles.FLOATING and array.dtype.kind != "f":
            array = array.astype(dtypes.get_default_dtype().numpy)
        return apply(rule, (self,), (array,), self)

    change.__doc__ = f"torch.{name}, into the tensor itself."
    return change


SINGLES_IN_PLACE = {f"{name}_": _single_in_place(name) for name in singles.SINGLES if hasattr(d, name) or name == "abs"}
SINGLES_IN_PLACE["neg_"] = _single_in_place("neg")


add_methods(
    clone,
    to,
    add_,
    sub_,
    mul_,
    div_,
    pow_,
    fill_,
    zero_,
    copy_,
    masked_fill_,
    lerp_,
    addcmul_,
    addcdiv_,
)
add_methods(**CASTS, **SINGLES_IN_PLACE)
add_methods(
    round_=lambda self, *, decimals=0: apply(d.round_, (self,), (self._array,), self, decimals=decimals),
    nan_to_num_=lambda self, *how, **named: copy_(self, singles.nan_to_num(self, *how, **named)),
)


def type_as(self: Tensor, other: Tensor) -> Tensor:
    """As the dtype of another."""
    return to(self, other.dtype)


def cuda(self: Tensor, device: Any = None) -> Tensor:
    """On a GPU, through CuPy.  AssertionError without CuPy, as in a torch without CUDA."""
    return to(self, "cuda" if device is None else f"cuda:{device}" if isinstance(device, int) else device)


def cpu(self: Tensor) -> Tensor:
    """On the CPU.  NotImplementedError out of meta."""
    return to(self, "cpu")


add_methods(type_as, cuda, cpu)
add_methods(type=type_, set_=set_data)
add_methods(__iadd__=add_, __isub__=sub_, __imul__=mul_, __itruediv__=div_, __ipow__=pow_)
