"""torch.nn.functional.linear: the whole layer as one node."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import elementwise, linalg
from ..constants import ones
from ..graph import Array
from ..rules import Rule, apply
from ..tensor import Tensor

# `dot` on matrices, where `matmul` would do: for small ones it takes half the time.


def _product(a: Array, w: Array) -> Any:
    """a @ w, the leading dimensions as one."""
    return a.dot(w) if a.ndim <= 2 else _rows(a).dot(w).reshape(*a.shape[:-1], w.shape[1])


def _rows(a: Array) -> Array:
    return a.reshape(math.prod(a.shape[:-1]), a.shape[-1])


def _affine(b: Array, a: Array, w: Array) -> Any:
    made = _product(a, w.T)
    made += b
    return made


def _bias_gradient(g: Array) -> Array:
    """The sum of the rows."""
    if g.ndim != 2 or type(g) is not np.ndarray:
        return g  # the walk sums
    if len(g) == 1:
        return g.ravel()
    return ones(len(g), g.dtype).dot(g)


def _transposed(w: Array, rows: int) -> Array:
    """w.T for a product with so many rows.

    OpenBLAS takes up to twice as long for a transposed matrix, but for the smallest: to copy a small one costs less.
    """
    return w.T.copy() if w.size <= 2**13 and rows * w.size >= 2**17 and type(w) is np.ndarray else w.T


def _affine_matrix(b: Array, a: Array, w: Array) -> Any:
    made = a.dot(_transposed(w, len(a)))
    # One row is added as a vector: numpy takes three times as long to broadcast.
    row = made.ravel() if len(made) == 1 else made
    row += b
    return made


# One node for the whole layer; torch names it by what it calls inside, so by the input's dimensions.
_ONE_ROW: dict[str, Any] = {"a": lambda g, w: g.dot(w), "w": lambda g, a: g[:, None] * a}
_MATRIX: dict[str, Any] = {"a": lambda g, w: g.dot(w), "w": lambda g, a: g.T.dot(a)}
_BATCHES: dict[str, Any] = {"a": lambda g, w: _product(g, w), "w": lambda g, a: _rows(g).T.dot(_rows(a))}
_LINEAR_BIAS = {
    1: Rule("ViewBackward0", _affine, b=_bias_gradient, **_ONE_ROW),
    2: Rule("AddmmBackward0", _affine_matrix, b=_bias_gradient, **_MATRIX),
    3: Rule("ViewBackward0", _affine, b=_bias_gradient, **_BATCHES),
}
_LINEAR = {
    1: Rule("SqueezeBackward4", lambda a, w: a.dot(w.T), **_ONE_ROW),
    2: Rule("MmBackward0", lambda a, w: a.dot(_transposed(w, len(a))), **_MATRIX),
    3: Rule("UnsafeViewBackward0", lambda a, w: _product(a, w.T), **_BATCHES),
}


def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """input @ weight.T + bias: shapes (*, in), (out, in), (out) to (*, out).

    RuntimeError where the sizes or dtypes do not match.
    """
    a, w = input._array, weight._array
    if bias is not None and a.ndim == 2 == w.ndim:
        b, kind = bias._array, a.dtype
        rows, columns = w.shape
        if b.shape == (rows,) and kind is w.dtype is b.dtype and a.shape[1] == columns:
            return _LINEAR_BIAS[2].of(bias, input, weight)
    return _checked(input, weight, bias)


def _checked(input: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """The same for inputs of any shape, and torch's words for those that do not fit."""
    a, w = input._array, weight._array
    if a.ndim == 0 or w.ndim != 2 or a.shape[-1] != w.shape[1]:
        return _by_matmul(input, weight, bias)
    if a.dtype != w.dtype:
        raise RuntimeError(
            f"mat1 and mat2 must have the same dtype, but got {input.dtype.legacy_name} and {weight.dtype.legacy_name}"
        )
    kind = min(a.ndim, 3)
    if bias is None:
        return apply(_LINEAR[kind], (input, weight), (a, w))
    b = bias._array
    if b.shape != w.shape[:1] and b.shape not in ((1,), ()):
        raise RuntimeError(
            f"The expanded size of the tensor ({w.shape[0]}) must match the existing size ({bias.numel()}) at "
            f"non-singleton dimension 1.  Target sizes: {[*a.shape[:-1], w.shape[0]]}.  "
            f"Tensor sizes: {list(bias.shape)}"
        )
    if b.dtype != a.dtype:
        raise RuntimeError("self and mat2 must have the same dtype")
    return apply(_LINEAR_BIAS[kind], (bias, input, weight), (b, a, w))


def _by_matmul(input: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """The slow way, for a weight of another shape and for torch's words when nothing fits."""
    if input.ndim == 0 or weight.ndim == 0:
        raise RuntimeError(
            f"both arguments to linear need to be at least 1D, but they are {input.ndim}D and {weight.ndim}D"
        )
    if weight.ndim == 2 and input.ndim == 1:
        out, shape = weight.shape[0], "x".join(map(str, weight.shape))
        raise RuntimeError(f"size mismatch, got input ({out}), mat ({shape}), vec ({input.numel()})")
    made = linalg.matmul(input, weight.t())
    return made if bias is None else elementwise.add(made, bias)
