"""Other shapes of the same numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from .formats import laid_out
from .graph import Array
from .notices import notice
from .rules import Rule, apply, view
from .tensor import Tensor, add_methods


def wrap_dim(dim: int, ndim: int) -> int:
    """A dimension counted from the front.  IndexError for one there is not."""
    reach = max(ndim, 1)
    if not -reach <= dim < reach:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-reach}, {reach - 1}], but got {dim})")
    return dim % reach


def _as_shape(sizes: tuple[Any, ...]) -> tuple[int, ...]:
    if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)):
        sizes = tuple(sizes[0])
    return tuple(int(size) for size in sizes)


def _resolved(sizes: tuple[Any, ...], count: int) -> tuple[int, ...]:
    """The shape with its -1 worked out.  RuntimeError where the sizes do not hold `count` elements."""
    shape = _as_shape(sizes)
    if shape.count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
    if any(size < -1 for size in shape):
        raise RuntimeError(f"invalid shape dimension {min(shape)}")
    known = math.prod(size for size in shape if size != -1)
    if -1 in shape and known and count % known == 0:
        return tuple(count // known if size == -1 else size for size in shape)
    if -1 in shape and known == 0:
        raise RuntimeError(
            f"cannot reshape tensor of 0 elements into shape {list(shape)} because the unspecified dimension size -1 "
            "can be any value and is ambiguous"
        )
    if known != count or -1 in shape:
        raise RuntimeError(f"shape '{list(shape)}' is invalid for input of size {count}")
    return shape


# -- rules --------------------------------------------------------------------------------------

_VIEW = Rule("ViewBackward0", lambda a, shape: a.reshape(shape), a=lambda g, a_shape: g.reshape(a_shape))
_UNSQUEEZE = Rule("UnsqueezeBackward0", lambda a, shape: a.reshape(shape), a=lambda g, a_shape: g.reshape(a_shape))
_SQUEEZE_DIMS = Rule("SqueezeBackward2", lambda a, shape: a.reshape(shape), a=lambda g, a_shape: g.reshape(a_shape))
_SQUEEZE = Rule("SqueezeBackward0", lambda a, shape: a.reshape(shape), a=lambda g, a_shape: g.reshape(a_shape))
_SQUEEZE_DIM = Rule("SqueezeBackward1", lambda a, shape: a.reshape(shape), a=lambda g, a_shape: g.reshape(a_shape))
_EXPAND = Rule("ExpandBackward0", lambda a, shape: np.broadcast_to(a, shape), a=lambda g: g)
_ALIAS = Rule("AliasBackward0", lambda a: a[...], a=lambda g: g)


def _permuted(a: Array, order: tuple[int, ...]) -> Array:
    return a.transpose(order)


def _permuted_back(g: Array, order: tuple[int, ...]) -> Array:
    return g.transpose(np.argsort(order))


_PERMUTE, _TRANSPOSE, _T = (
    Rule(name, _permuted, a=_permuted_back) for name in ("PermuteBackward0", "TransposeBackward0", "TBackward0")
)


# -- views --------------------------------------------------------------------------------------


def _unshared(self: Tensor, shape: tuple[int, ...]) -> bool:
    try:
        np.reshape(self._array, shape, copy=False)
    except ValueError:
        return True
    return False


def view_(self: Tensor, *sizes: Any) -> Tensor:
    """Another shape on the same memory; one size may be -1.  RuntimeError where that needs a copy."""
    if len(sizes) == 1 and hasattr(sizes[0], "legacy_name"):
        return view(Rule("ViewBackward0", lambda a: a.view(sizes[0].numpy), a=lambda g: g), self.detach())
    shape = _resolved(sizes, self.numel())
    if _unshared(self, shape):
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
            "contiguous subspaces). Use .reshape(...) instead."
        )
    return view(_VIEW, self, shape=shape)


def view_as(self: Tensor, other: Tensor) -> Tensor:
    """A view of the shape of `other`."""
    return view_(self, other.shape)


def reshape(input: Tensor, *shape: Any) -> Tensor:
    """Another shape; a view where that is possible, else a copy."""
    return view(_VIEW, input, shape=_resolved(shape, input.numel()))


def reshape_as(self: Tensor, other: Tensor) -> Tensor:
    """The shape of `other`."""
    return reshape(self, other.shape)


def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor:
    """The dimensions from start_dim to end_dim as one."""
    first, last = wrap_dim(start_dim, input.ndim), wrap_dim(end_dim, input.ndim)
    if first > last:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if input.ndim and first == last:
        return input
    shape = input._array.shape
    return reshape(input, (*shape[:first], math.prod(shape[first : last + 1]), *shape[last + 1 :]))


def unflatten(input: Tensor, dim: int, sizes: Sequence[int]) -> Tensor:
    """One dimension as several."""
    dim = wrap_dim(dim, input.ndim)
    inner = _resolved((tuple(sizes),), input.shape[dim])
    return reshape(input, (*input.shape[:dim], *inner, *input.shape[dim + 1 :]))


def ravel(input: Tensor) -> Tensor:
    """One dimension."""
    return reshape(input, -1)


def permute(input: Tensor, *dims: Any) -> Tensor:
    """The dimensions in another order."""
    order = _as_shape(dims)
    if len(order) != input.ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
            f"ordering of dimensions i.e. input.dim() = {input.ndim} is not equal to len(dims) = {len(order)}"
        )
    order = tuple(wrap_dim(dim, input.ndim) for dim in order)
    if len(set(order)) != len(order):
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    return view(_PERMUTE, input, order=order)


def transpose(input: Tensor, dim0: int, dim1: int) -> Tensor:
    """Two dimensions swapped."""
    order = list(range(input.ndim))
    first, second = wrap_dim(dim0, input.ndim), wrap_dim(dim1, input.ndim)
    if order:
        order[first], order[second] = order[second], order[first]
    return view(_TRANSPOSE, input, order=tuple(order))


def t(input: Tensor) -> Tensor:
    """The matrix transposed.  RuntimeError for more than two dimensions."""
    if input.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {input.ndim}D")
    return view(_T, input, order=tuple(reversed(range(input.ndim))))


def squeeze(input: Tensor, dim: int | Sequence[int] | None = None) -> Tensor:
    """Without the dimensions of size 1, or without those of `dim` that are."""
    shape = input._array.shape
    if dim is None:
        return view(_SQUEEZE, input, shape=tuple(size for size in shape if size != 1))
    dims = {wrap_dim(each, input.ndim) for each in ([dim] if isinstance(dim, int) else dim)}
    rule = _SQUEEZE_DIM if isinstance(dim, int) else _SQUEEZE_DIMS
    return view(rule, input, shape=tuple(s for i, s in enumerate(shape) if i not in dims or s != 1))


def unsqueeze(input: Tensor, dim: int) -> Tensor:
    """With a new dimension of size 1."""
    dim = wrap_dim(dim, input.ndim + 1)
    shape = input._array.shape
    return view(_UNSQUEEZE, input, shape=(*shape[:dim], 1, *shape[dim:]))


def expand(self: Tensor, *sizes: Any) -> Tensor:
    """Dimensions of size 1 repeated without copying; -1 keeps a size.  RuntimeError for any other size."""
    wanted, have = _as_shape(sizes), self._array.shape
    if len(wanted) < len(have):
        raise RuntimeError(
            f"expand(torch.{self.dtype.legacy_name}Tensor{{{list(have)}}}, size={list(wanted)}): the number of sizes "
            f"provided ({len(wanted)}) must be greater or equal to the number of dimensions in the tensor ({len(have)})"
        )
    padded = (1,) * (len(wanted) - len(have)) + have
    shape = tuple(size if want == -1 else want for want, size in zip(wanted, padded, strict=True))
    for i, (want, size) in enumerate(zip(shape, padded, strict=True)):
        if size not in (1, want):
            raise RuntimeError(
                f"The expanded size of the tensor ({want}) must match the existing size ({size}) at non-singleton "
                f"dimension {i}.  Target sizes: {list(wanted)}.  Tensor sizes: {list(have)}"
            )
    return view(_EXPAND, self, shape=shape)


def expand_as(self: Tensor, other: Tensor) -> Tensor:
    """Expanded to the shape of `other`."""
    return expand(self, other.shape)


def broadcast_to(input: Tensor, *size: Any) -> Tensor:
    """Expanded to a shape."""
    return expand(input, *size)


def alias(self: Tensor) -> Tensor:
    """The same tensor as a view of itself."""
    return view(_ALIAS, self)


def contiguous(self: Tensor, memory_format: Any = None) -> Tensor:
    """The numbers in order, without gaps: the tensor itself, or a copy.  RuntimeError as `formats.laid_out`."""
    if self.is_contiguous(memory_format):
        return self
    return apply(_CONTIGUOUS, (self,), (self._array,), format=memory_format)


_CONTIGUOUS = Rule("CloneBackward0", laid_out, a=lambda g: g)


def turned(self: Tensor) -> Tensor:
    """The dimensions in reverse order; for other than two of them torch warns."""
    if self.ndim not in (0, 2):
        notice(OTHER_THAN_TWO, stacklevel=2)
    elif not self.ndim:
        notice("Tensor.T is deprecated on 0-D tensors. This function is the identity in these cases.", stacklevel=2)
    return permute(self, *reversed(range(self.ndim)))


OTHER_THAN_TWO = (
    "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it will throw an "
    "error in a future release. Consider `x.mT` to transpose batches of matrices or "
    "`x.permute(*torch.arange(x.ndim - 1, -1, -1))` to reverse the dimensions of a tensor."
)


def matrices_turned(self: Tensor) -> Tensor:
    """The last two dimensions swapped.  RuntimeError for less than two."""
    if self.ndim < 2:
        raise RuntimeError(f"tensor.mT is only supported on matrices or batches of matrices. Got {self.ndim}-D tensor.")
    return transpose(self, -2, -1)


def matrix_turned(self: Tensor) -> Tensor:
    """The matrix transposed.  RuntimeError for anything but two dimensions."""
    if self.ndim != 2:
        raise RuntimeError(f"tensor.H is only supported on matrices (2-D tensors). Got {self.ndim}-D tensor.")
    return transpose(self, 0, 1)


add_methods(
    view_as,
    reshape,
    reshape_as,
    flatten,
    unflatten,
    ravel,
    permute,
    transpose,
    t,
    squeeze,
    unsqueeze,
    expand,
    expand_as,
    broadcast_to,
    contiguous,
)
add_methods(
    view=view_,
    T=property(turned),
    mT=property(matrices_turned),
    mH=property(matrices_turned),
    H=property(matrix_turned),
)
