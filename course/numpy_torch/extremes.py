"""The largest and the smallest, where they are, and orders."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from . import elementwise
from .graph import Array
from .indexing import GATHER, gathered_back
from .reductions import axes_of
from .rules import Rule, apply
from .shapes import squeeze, wrap_dim
from .tensor import Tensor, add_methods, wrap


class _Found(NamedTuple):
    values: Tensor
    indices: Tensor


class ValuesAndIndices(_Found):
    """What max, min, sort and topk give along a dimension; prints as torch.return_types' do."""

    __slots__ = ()
    name = ""

    def __repr__(self) -> str:
        return f"torch.return_types.{self.name}(\nvalues={self.values!r},\nindices={self.indices!r})"


def return_type(name: str) -> type[ValuesAndIndices]:
    """The type of what such a function gives, under its name."""
    return type(name, (ValuesAndIndices,), {"__slots__": (), "name": name})


RETURN_TYPES = {name: return_type(name) for name in ("max", "min", "sort", "topk")}


def _shared_out(g: Array, a: Array, out: Array) -> Array:
    # Equal extremes share the gradient, as all of them could have been the one.
    winners = a == out
    return winners * (g / g.dtype.type(winners.sum()))


_MAX = Rule("MaxBackward1", lambda a: a.max(), a=_shared_out)
_MIN = Rule("MinBackward1", lambda a: a.min(), a=_shared_out)


_FIRST = {
    name: Rule(
        f"{name}Backward0",
        lambda a, index, dim: np.take_along_axis(a, index, dim).squeeze(dim),
        a=lambda g, a_shape, index, dim: gathered_back(np.expand_dims(g, dim), a_shape, index, dim),
    )
    for name in ("Max", "Min")
}


def _extreme(input: Tensor, rule: Rule, where: Any, name: str, dim: Any, keepdim: bool) -> Any:
    if isinstance(dim, Tensor):
        return (elementwise.maximum if name == "max" else elementwise.minimum)(input, dim)
    if dim is None:
        if input.numel() == 0:
            raise RuntimeError(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
                "Specify the reduction dim with the 'dim' argument."
            )
        return apply(rule, (input,), (input._array,))
    dim = wrap_dim(dim, input.ndim)
    source = input if input.ndim else input.reshape(1)
    if source._array.shape[dim] == 0:
        raise IndexError(f"{name}(): Expected reduction dim {dim} to have non-zero size.")
    indices = wrap(np.expand_dims(where(source._array, axis=dim), dim))
    squeezed = not keepdim or not input.ndim
    rule = (_FIRST if squeezed else GATHER)[name.capitalize()]
    values = apply(rule, (source,), (source._array,), index=indices._array, dim=dim)
    return RETURN_TYPES[name](values, squeeze(indices, dim) if squeezed else indices)


def max(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The largest number; along `dim`, the largest and their indices; with a tensor, the larger of both."""
    return _extreme(input, _MAX, np.argmax, "max", dim, keepdim)


def min(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The smallest number; along `dim`, the smallest and their indices; with a tensor, the smaller of both."""
    return _extreme(input, _MIN, np.argmin, "min", dim, keepdim)


def check_not_empty(name: str, input: Tensor, dim: Any, after: str = "():") -> None:
    """IndexError where one of the dimensions to look through has size 0."""
    for axis in axes_of(input, dim):
        if input._array.shape[axis] == 0:
            raise IndexError(f"{name}{after} Expected reduction dim {axis} to have non-zero size.")


def amax(input: Tensor, dim: Any = (), keepdim: bool = False) -> Tensor:
    """The largest number over dimensions; equal ones share the gradient."""
    check_not_empty("amax", input, dim)
    return apply(_AMAX, (input,), (input._array,), axes=axes_of(input, dim), keepdim=keepdim)


def amin(input: Tensor, dim: Any = (), keepdim: bool = False) -> Tensor:
    """The smallest number over dimensions; equal ones share the gradient."""
    check_not_empty("amin", input, dim)
    return apply(_AMIN, (input,), (input._array,), axes=axes_of(input, dim), keepdim=keepdim)


def _shared_along(g: Array, a: Array, out: Array, axes: tuple[int, ...], keepdim: bool) -> Array:
    if not keepdim:
        g, out = np.expand_dims(g, axes), np.expand_dims(out, axes)
    winners = a == out
    return winners * (g / winners.sum(axis=axes, keepdims=True).astype(g.dtype))


_AMAX = Rule("AmaxBackward0", lambda a, axes, keepdim: a.max(axis=axes, keepdims=keepdim), a=_shared_along)
_AMIN = Rule("AminBackward0", lambda a, axes, keepdim: a.min(axis=axes, keepdims=keepdim), a=_shared_along)


def _place(where: Any, input: Tensor, dim: int | None, keepdim: bool) -> Tensor:
    if dim is not None:
        check_not_empty(where.__name__, input, dim)
    axis = None if dim is None or not input.ndim else wrap_dim(dim, input.ndim)
    return wrap(where(input._array, axis=axis, keepdims=keepdim))


def argmax(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """Where the largest number is, in the flattened tensor or along a dimension."""
    return _place(np.argmax, input, dim, keepdim)


def argmin(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """Where the smallest number is, in the flattened tensor or along a dimension."""
    return _place(np.argmin, input, dim, keepdim)


def _at(name: str, source: Tensor, dim: int, indices: Tensor) -> Tensor:
    dim = wrap_dim(dim, source.ndim)
    return apply(GATHER[name], (source,), (source._array,), index=indices._array, dim=dim)


def argsort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Tensor:
    """The indices that sort along a dimension."""
    array = input._array
    if descending:
        # Sorted backwards and turned round, so that equal numbers keep their order.
        order = np.flip(np.argsort(np.flip(array, dim), axis=dim, kind="stable"), dim)
        return wrap(array.shape[dim] - 1 - order)
    return wrap(np.argsort(array, axis=dim, kind="stable"))


def sort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> ValuesAndIndices:
    """The numbers in order along a dimension, and the indices they had."""
    indices = argsort(input, dim, descending)
    return RETURN_TYPES["sort"](_at("Sort", input, dim, indices), indices)


def topk(input: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True) -> ValuesAndIndices:
    """The k largest along a dimension, in falling order, and their indices."""
    if k > input.size(dim):
        raise RuntimeError("selected index k out of range")
    indices = argsort(input, dim, descending=largest).narrow(dim, 0, k)
    return RETURN_TYPES["topk"](_at("Topk", input, dim, indices), indices)


def all(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Whether every number is true."""
    return wrap(input._array.all(axis=None if dim is None else axes_of(input, dim), keepdims=keepdim))


def any(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Whether some number is true."""
    return wrap(input._array.any(axis=None if dim is None else axes_of(input, dim), keepdims=keepdim))


def count_nonzero(input: Tensor, dim: Any = None) -> Tensor:
    """How many numbers are not zero."""
    return wrap((input._array != 0).sum(axis=axes_of(input, dim), dtype=np.int64))


def nonzero(input: Tensor, *, as_tuple: bool = False) -> Any:
    """The indices of the numbers that are not zero, one row each, or one tensor a dimension."""
    if not input.ndim and not as_tuple:
        return wrap(np.zeros((int(bool(input)), 0), np.int64))
    indices = np.nonzero(np.atleast_1d(input._array))
    return tuple(wrap(index) for index in indices) if as_tuple else wrap(np.stack(indices, axis=-1))


def unique(
    input: Tensor,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    """The different numbers, or the different layers along a dimension, in order."""
    ask: Any = np.unique
    found = ask(input._array, return_inverse=return_inverse, return_counts=return_counts, axis=dim)
    if not isinstance(found, tuple):
        return wrap(found)
    if return_inverse and dim is not None:
        found = (found[0], found[1].reshape(-1), *found[2:])
    return tuple(wrap(part) for part in found)


add_methods(
    max,
    min,
    amax,
    amin,
    argmax,
    argmin,
    argsort,
    sort,
    topk,
    all,
    any,
    count_nonzero,
    nonzero,
    unique,
)
