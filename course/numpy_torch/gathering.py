"""Several tensors brought to one shape, joined along new dimensions, or cut into parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import dtypes
from .indexing import narrow
from .joining import cat, stack
from .names import offer, offer_functions
from .shapes import broadcast_to, expand, reshape, unsqueeze, wrap_dim
from .tensor import Tensor


def _listed(tensors: tuple[Any, ...]) -> list[Tensor]:
    return list(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)) else list(tensors)


def broadcast_shapes(*shapes: Any) -> Any:
    """The shape that tensors of these shapes have together.  RuntimeError where there is none."""
    from .devices import Size

    try:
        return Size(np.broadcast_shapes(*[(shape,) if isinstance(shape, int) else tuple(shape) for shape in shapes]))
    except ValueError:
        raise RuntimeError(
            "Shape mismatch: objects cannot be broadcast to a single shape: " + ", ".join(map(str, shapes))
        ) from None


def broadcast_tensors(*tensors: Any) -> tuple[Tensor, ...]:
    """The tensors expanded to one shape."""
    parts = _listed(tensors)
    shape: tuple[int, ...] = ()
    for part in parts:
        try:
            shape = np.broadcast_shapes(shape, part._array.shape)
        except ValueError:
            from .elementwise import check_broadcast

            check_broadcast([np.empty(shape), part._array])
            raise
    return tuple(part if part._array.shape == shape else broadcast_to(part, shape) for part in parts)


def meshgrid(*tensors: Any, indexing: str = "ij") -> tuple[Tensor, ...]:
    """The coordinates of a grid over vectors, one tensor an axis; "xy" swaps the first two axes."""
    parts = [part if part.ndim else unsqueeze(part, 0) for part in _listed(tensors)]
    if any(part.ndim > 1 for part in parts):
        size = next(list(part.shape) for part in parts if part.ndim > 1)
        raise RuntimeError(f"torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {size}")
    if indexing not in ("ij", "xy"):
        raise RuntimeError(f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}')
    swapped = indexing == "xy" and len(parts) > 1
    if swapped:
        parts[:2] = parts[1::-1]
    shape = tuple(part.numel() for part in parts)
    made = []
    for i, part in enumerate(parts):
        apart = reshape(part, (1,) * i + (-1 if part.numel() else 0,) + (1,) * (len(parts) - i - 1))
        made.append(expand(apart, shape))
    if swapped:
        made[:2] = made[1::-1]
    return tuple(made)


# -- at least so many dimensions ----------------------------------------------------------------------


def _each(function: Callable[[Tensor], Tensor], tensors: tuple[Any, ...]) -> Any:
    if len(tensors) == 1 and isinstance(tensors[0], Tensor):
        return function(tensors[0])
    return tuple(function(tensor) for tensor in _listed(tensors))


def atleast_1d(*tensors: Any) -> Any:
    """With a dimension where there was none."""
    return _each(lambda x: x if x.ndim else reshape(x, 1), tensors)


def atleast_2d(*tensors: Any) -> Any:
    """With two dimensions at least: a vector becomes a row."""
    return _each(lambda x: x if x.ndim > 1 else unsqueeze(x, 0) if x.ndim else reshape(x, 1, 1), tensors)


def atleast_3d(*tensors: Any) -> Any:
    """With three dimensions at least: a matrix gets a last one."""

    def deep(x: Tensor) -> Tensor:
        if x.ndim == 0:
            return reshape(x, 1, 1, 1)
        return unsqueeze(unsqueeze(x, 0), -1) if x.ndim == 1 else unsqueeze(x, -1) if x.ndim == 2 else x

    return _each(deep, tensors)


def vstack(tensors: Sequence[Tensor]) -> Tensor:
    """Joined row by row."""
    return cat(atleast_2d(tuple(tensors)), 0)


def hstack(tensors: Sequence[Tensor]) -> Tensor:
    """Joined column by column; vectors one after the other."""
    parts = atleast_1d(tuple(tensors))
    return cat(parts, 0 if parts and parts[0].ndim == 1 else 1)


def dstack(tensors: Sequence[Tensor]) -> Tensor:
    """Joined along the third dimension."""
    return cat(atleast_3d(tuple(tensors)), 2)


def column_stack(tensors: Sequence[Tensor]) -> Tensor:
    """Joined column by column, a vector being one column."""
    return cat([part if part.ndim > 1 else reshape(part, part.numel(), 1) for part in tensors], 1)


def cartesian_prod(*tensors: Tensor) -> Tensor:
    """Every combination of one number of each vector, a row each."""
    if len(tensors) == 1:
        return tensors[0]
    return stack([grid.flatten() for grid in meshgrid(*tensors)], 1)


# -- parts -----------------------------------------------------------------------------------------


def tensor_split(input: Tensor, indices_or_sections: Any, dim: int = 0) -> tuple[Tensor, ...]:
    """Parts cut at these indices, or so many parts, the first ones larger where it does not come out even."""
    if input.ndim == 0:
        raise RuntimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    dim = wrap_dim(dim, input.ndim)
    length, cuts = input._array.shape[dim], indices_or_sections
    if isinstance(cuts, Tensor):
        cuts = cuts.tolist()
    if isinstance(cuts, int):
        if cuts <= 0:
            raise RuntimeError(f"number of sections must be larger than 0, got {cuts}")
        size, extra = divmod(length, cuts)
        ends = np.cumsum([size + (i < extra) for i in range(cuts)]).tolist()
    else:
        ends = [min(max(cut + length if cut < 0 else cut, 0), length) for cut in cuts] + [length]
    starts = [0, *ends[:-1]]
    return tuple(narrow(input, dim, start, max(end - start, 0)) for start, end in zip(starts, ends, strict=True))


def _split_along(name: str, dim_of: Callable[[int], int], least: int) -> Callable[..., tuple[Tensor, ...]]:
    def function(input: Tensor, indices_or_sections: Any) -> tuple[Tensor, ...]:
        if input.ndim < least:
            raise RuntimeError(
                f"torch.{name} requires a tensor with at least {least} dimension{'s' * (least > 1)}, but got a tensor "
                f"with {input.ndim} dimensions!"
            )
        dim = dim_of(input.ndim)
        if isinstance(indices_or_sections, int) and input._array.shape[dim] % indices_or_sections:
            raise RuntimeError(
                f"torch.{name} attempted to split along dimension {dim}, but the size of the dimension "
                f"{input._array.shape[dim]} is not divisible by the split_size {indices_or_sections}!"
            )
        return tensor_split(input, indices_or_sections, dim)

    function.__name__ = name
    function.__doc__ = f"torch.{name}: views of the parts."
    return function


hsplit = _split_along("hsplit", lambda ndim: 0 if ndim == 1 else 1, 1)
vsplit = _split_along("vsplit", lambda ndim: 0, 2)
dsplit = _split_along("dsplit", lambda ndim: 2, 3)


def block_diag(*tensors: Tensor) -> Tensor:
    """Matrices along the diagonal of a larger one, zero elsewhere."""
    parts = [atleast_2d(tensor) for tensor in tensors]
    kind = dtypes.result_dtype(*[part._array for part in parts])
    wide = sum(part._array.shape[1] for part in parts)
    rows, at = [], 0
    for part in parts:
        height, width = part._array.shape
        left, right = (part.new_zeros(height, size, dtype=kind) for size in (at, wide - at - width))
        rows.append(cat([left, part, right], 1))
        at += width
    return cat(rows, 0)


offer(tensor_split, hsplit, vsplit, dsplit)
offer_functions(
    broadcast_shapes,
    broadcast_tensors,
    meshgrid,
    atleast_1d,
    atleast_2d,
    atleast_3d,
    vstack,
    hstack,
    dstack,
    column_stack,
    cartesian_prod,
    block_diag,
    row_stack=vstack,
    concatenate=cat,
)
