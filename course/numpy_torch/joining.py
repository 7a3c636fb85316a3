"""Several tensors into one, and one into several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import dtypes
from .graph import Array
from .indexing import SPLIT, SPLIT_SIZES, UNBIND, layer
from .rules import Rule, apply
from .shapes import _as_shape, wrap_dim
from .tensor import Tensor, add_methods


def _joined(name: str, forward: Callable[..., Array], part: Callable[..., Array], count: int) -> Rule:
    """The rule for joining `count` tensors: the derivative of each is its part of the gradient."""

    def derivative(number: int) -> Callable[..., Array]:
        return lambda g, dim, starts: part(g, dim, starts, number)

    return Rule(name, forward, **{f"x{number}": derivative(number) for number in range(count)})


def _piece(g: Array, dim: int, starts: list[int], number: int) -> Array:
    return g[(slice(None),) * dim + (slice(starts[number], starts[number + 1]),)]


def _layer(g: Array, dim: int, starts: list[int], number: int) -> Array:
    return g[(slice(None),) * dim + (number,)]


def _arrays(tensors: Sequence[Tensor]) -> list[Array]:
    wanted = tensors[0].dtype
    for tensor in tensors[1:]:
        wanted = dtypes.promote_types(wanted, tensor.dtype)
    return [tensor._array.astype(wanted.numpy, copy=False) for tensor in tensors]


def cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """Joined along a dimension they have.  RuntimeError where the other sizes differ."""
    if isinstance(tensors, Tensor):
        raise TypeError("cat(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor")
    tensors = list(tensors)
    if not tensors:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    for tensor in tensors:
        if not isinstance(tensor, Tensor):
            raise TypeError(f"expected Tensor as element 0 in argument 0, but got {type(tensor).__name__}")
        if tensor.ndim == 0:
            raise RuntimeError("zero-dimensional tensor (at position 0) cannot be concatenated")
    # An empty vector joins anything: torch kept that from its first days.
    parts = [tensor for tensor in tensors if tensor.shape != (0,)] or tensors
    first = parts[0]
    parts = tensors if first.ndim == 1 else parts
    dim = wrap_dim(dim, first.ndim)
    for number, tensor in enumerate(parts):
        if tensor.ndim != first.ndim:
            raise RuntimeError(f"Tensors must have same number of dimensions: got {first.ndim} and {tensor.ndim}")
        for i, (have, want) in enumerate(zip(tensor.shape, first.shape, strict=True)):
            if i != dim and have != want:
                raise RuntimeError(
                    f"Sizes of tensors must match except in dimension {dim}. Expected size {want} but got size {have} "
                    f"for tensor number {number} in the list."
                )
    starts = [0, *np.cumsum([tensor.shape[dim] for tensor in parts]).tolist()]
    rule = _joined("CatBackward0", lambda *arrays, dim, starts: np.concatenate(arrays, dim), _piece, len(parts))
    return apply(rule, parts, _arrays(parts), dim=dim, starts=starts)


def stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """Joined along a new dimension.  RuntimeError where a shape differs."""
    parts = list(tensors)
    if not parts:
        raise RuntimeError("stack expects a non-empty TensorList")
    for number, tensor in enumerate(parts):
        if tensor.shape != parts[0].shape:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(parts[0].shape)} at entry 0 and "
                f"{list(tensor.shape)} at entry {number}"
            )
    dim = wrap_dim(dim, parts[0].ndim + 1)
    rule = _joined("StackBackward0", lambda *arrays, dim, starts: np.stack(arrays, dim), _layer, len(parts))
    return apply(rule, parts, _arrays(parts), dim=dim, starts=[])


def split(tensor: Tensor, split_size_or_sections: Any, dim: int = 0) -> tuple[Tensor, ...]:
    """Views of parts of one size (the last may be smaller), or of the sizes listed."""
    dim = wrap_dim(dim, tensor.ndim)
    length, sizes, rule = tensor.shape[dim], split_size_or_sections, SPLIT_SIZES
    if isinstance(sizes, int):
        rule = SPLIT
        if sizes <= 0 and length:
            raise RuntimeError(f"split expects split_size be non-negative, but got split_size={sizes}")
        sizes = [min(sizes, length - start) for start in range(0, length, sizes)] if length else [0]
    elif any(size < 0 for size in sizes):
        raise RuntimeError(
            f"split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes={list(sizes)}"
        )
    if sum(sizes) != length:
        raise RuntimeError(
            f"split_with_sizes expects split_sizes to sum exactly to {length} (input tensor's size at dimension "
            f"{dim}), but got split_sizes={list(sizes)}"
        )
    starts = np.cumsum([0, *sizes]).tolist()
    return tuple(
        layer(rule, tensor, dim, slice(start, start + size)) for start, size in zip(starts, sizes, strict=False)
    )


def chunk(input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:
    """At most `chunks` parts, all but the last of one size."""
    if chunks < 1:
        raise RuntimeError("chunk expects `chunks` to be greater than 0, got: " + str(chunks))
    length = input.shape[wrap_dim(dim, input.ndim)]
    return split(input, -(-length // chunks) if length else [0] * chunks, dim)


def unbind(input: Tensor, dim: int = 0) -> tuple[Tensor, ...]:
    """The layers along a dimension."""
    dim = wrap_dim(dim, input.ndim)
    return tuple(layer(UNBIND, input, dim, i) for i in range(input.size(dim)))


def _repeated_back(g: Array, a_shape: tuple[int, ...], times: tuple[int, ...]) -> Array:
    shape = (1,) * (len(times) - len(a_shape)) + a_shape
    apart = g.reshape([size for pair in zip(times, shape, strict=True) for size in pair])
    return apart.sum(axis=tuple(range(0, 2 * len(shape), 2))).reshape(a_shape)


_REPEAT = Rule("RepeatBackward0", lambda a, times: np.tile(a, times), a=_repeated_back)


def repeat(self: Tensor, *sizes: Any) -> Tensor:
    """Copies beside each other, so many along each dimension."""
    times = _as_shape(sizes)
    if len(times) < self.ndim:
        raise RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    return apply(_REPEAT, (self,), (self._array,), times=times)


add_methods(split, chunk, unbind, repeat)
