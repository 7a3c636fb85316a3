"""Questions about objects."""

from __future__ import annotations

from typing import Any

from .dtypes import dtype, result_dtype
from .names import offer_functions
from .shapes import alias
from .tensor import Tensor, add_methods


def is_tensor(obj: Any, /) -> bool:
    """Whether it is a Tensor, or of a subclass."""
    return isinstance(obj, Tensor)


def typename(obj: Any, /) -> str:
    """The name of a type for a message: "torch.FloatTensor" for a tensor, else the class with its module."""
    if isinstance(obj, Tensor):
        return str(obj.type())
    kind = obj if hasattr(obj, "__qualname__") and hasattr(obj, "__module__") else type(obj)
    module = kind.__module__ or ""
    return kind.__qualname__ if module in ("", "builtins") else f"{module}.{kind.__qualname__}"


def is_floating_point(input: Tensor, /) -> bool:
    """Whether its numbers are floats."""
    return input.is_floating_point()


def is_complex(input: Tensor, /) -> bool:
    """Never, in this torch."""
    return False


def _has_compatible_shallow_copy_type(input: Tensor, from_: Tensor, /) -> bool:
    """Whether `input.data = from_` can be: what is on meta is of another make than all that has memory."""
    return bool(input.is_meta is from_.is_meta)


def is_nonzero(input: Tensor, /) -> bool:
    """Whether the one number is not zero."""
    return bool(input)


def numel(input: Tensor, /) -> int:
    """The number of elements."""
    return input.numel()


def can_cast(from_: dtype, to: dtype, /) -> bool:
    """Whether numbers of one dtype may be written into the other."""
    return from_.category <= to.category


def is_signed(input: Tensor, /) -> bool:
    """Whether its dtype has negative numbers."""
    return input.is_signed()


def result_type(tensor1: Any, tensor2: Any, /) -> dtype:
    """The dtype of an operation on these two tensors or numbers."""
    return result_dtype(*[value._array if isinstance(value, Tensor) else value for value in (tensor1, tensor2)])


def is_same_size(input: Tensor, other: Tensor) -> bool:
    """Whether the shapes are equal."""
    return input.shape == other.shape


def as_subclass(self: Tensor, cls: type[Tensor]) -> Tensor:
    """The same numbers and history as an object of a subclass; what is computed from it is a plain Tensor."""
    made = alias(self) if self.requires_grad else self.detach()
    made.__class__ = cls
    return made


offer_functions(is_signed, result_type)
add_methods(is_nonzero, is_same_size, as_subclass)
