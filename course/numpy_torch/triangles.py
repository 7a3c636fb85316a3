"""Diagonals and triangles of matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import dtypes
from .creation import finish
from .graph import Array
from .names import offer, offer_functions
from .rules import Rule, apply, view
from .shapes import wrap_dim
from .tensor import Tensor


def _off_diagonal(a: Array, offset: int) -> Array:
    """Rows minus columns, to compare with an offset; made without the matrix itself."""
    return np.arange(a.shape[-1]) - np.arange(a.shape[-2])[:, None] - offset


def _lower(a: Array, offset: int) -> Array:
    return np.where(_off_diagonal(a, offset) <= 0, a, a.dtype.type(0))


def _upper(a: Array, offset: int) -> Array:
    return np.where(_off_diagonal(a, offset) >= 0, a, a.dtype.type(0))


_TRIL = Rule("TrilBackward0", _lower, a=lambda g, offset: _lower(g, offset))
_TRIU = Rule("TriuBackward0", _upper, a=lambda g, offset: _upper(g, offset))


def tril(input: Tensor, diagonal: int = 0) -> Tensor:
    """The lower triangle; zero above the diagonal.  RuntimeError for less than two dimensions."""
    return _triangle(_TRIL, "tril", input, diagonal)


def triu(input: Tensor, diagonal: int = 0) -> Tensor:
    """The upper triangle; zero below the diagonal.  RuntimeError for less than two dimensions."""
    return _triangle(_TRIU, "triu", input, diagonal)


def _triangle(rule: Rule, name: str, input: Tensor, offset: int) -> Tensor:
    if input.ndim < 2:
        raise RuntimeError(f"{name}: input tensor must have at least 2 dimensions")
    return apply(rule, (input,), (input._array,), offset=offset)


# -- diagonals ------------------------------------------------------------------------------------


def _writable_diagonal(a: Array, offset: int, dim1: int, dim2: int) -> Array:
    shown = np.diagonal(a, offset, dim1, dim2)
    # numpy shows diagonals read-only; torch's views of them can be written.
    if isinstance(a, np.ndarray) and a.flags.writeable:
        shown.setflags(write=True)
    return shown


def _diagonal_back(g: Array, a_shape: tuple[int, ...], offset: int, dim1: int, dim2: int) -> Array:
    made = np.zeros_like(g, shape=a_shape)
    _writable_diagonal(made, offset, dim1, dim2)[...] = g
    return made


_DIAGONAL = Rule("DiagonalBackward0", _writable_diagonal, a=_diagonal_back)
_DIAGONAL_COPY = Rule("DiagonalBackward0_copy", lambda a, **how: _writable_diagonal(a, **how).copy(), a=_diagonal_back)


def _embedded(a: Array, offset: int, dim1: int, dim2: int) -> Array:
    size = a.shape[-1] + abs(offset)
    shape = list(a.shape[:-1])
    for dim in sorted((dim1, dim2)):
        shape.insert(dim, size)
    return _diagonal_back(a, tuple(shape), offset, dim1, dim2)


_EMBED = Rule("DiagEmbedBackward0", _embedded, a=lambda g, offset, dim1, dim2: np.diagonal(g, offset, dim1, dim2))


def _two_dims(ndim: int, dim1: int, dim2: int) -> dict[str, Any]:
    first, second = wrap_dim(dim1, ndim), wrap_dim(dim2, ndim)
    if first == second:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    return {"dim1": first, "dim2": second}


def diagonal(input: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Tensor:
    """The diagonal of two dimensions, as a view; it becomes the last dimension."""
    return view(_DIAGONAL, input, offset=offset, **_two_dims(input.ndim, dim1, dim2))


def diag_embed(input: Tensor, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor:
    """Matrices that have the last dimension of the input on their diagonal."""
    return apply(_EMBED, (input,), (input._array,), offset=offset, **_two_dims(input.ndim + 1, dim1, dim2))


def diag(input: Tensor, diagonal: int = 0) -> Tensor:
    """Of a vector the matrix with it on its diagonal, of a matrix its diagonal, copied."""
    if input.ndim not in (1, 2):
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {input.ndim}D")
    if input.ndim == 1:
        return diag_embed(input, diagonal)
    return apply(_DIAGONAL_COPY, (input,), (input._array,), offset=diagonal, dim1=0, dim2=1)


_TRACE = Rule(
    "TraceBackward0", lambda a: np.trace(a, dtype=a.dtype), a=lambda g, a_shape: _diagonal_back(g, a_shape, 0, 0, 1)
)


def trace(input: Tensor) -> Tensor:
    """The sum of a matrix's diagonal."""
    if input.ndim != 2:
        raise RuntimeError("trace: expected a matrix, but got tensor with dim " + str(input.ndim))
    source = input if input.is_floating_point() else input.to(dtypes.int64)
    return apply(_TRACE, (source,), (source._array,))


def tril_indices(row: int, col: int, offset: int = 0, **options: Any) -> Tensor:
    """The places of a lower triangle: a row of rows, and a row of columns."""
    return finish(np.stack(np.tril_indices(row, offset, col)).astype(np.int64))


def triu_indices(row: int, col: int, offset: int = 0, **options: Any) -> Tensor:
    """The places of an upper triangle: a row of rows, and a row of columns."""
    return finish(np.stack(np.triu_indices(row, offset, col)).astype(np.int64))


offer(tril, triu, diagonal, diag_embed, diag, trace)
offer_functions(tril_indices, triu_indices)
