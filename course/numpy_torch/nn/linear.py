"""torch.nn.functional.linear: the whole layer as one node."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from .. import elementwise, linalg
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
    # One row is added as a vector: numpy takes three times as long to broadcast.
    row = made.ravel() if made.size == len(w) else made
    row += b
    return made


def _bias_gradient(g: Array) -> Array:
    """The sum of the rows, as a product with ones: numpy sums along the first dimension slowly."""
    if g.ndim != 2 or len(g) == 1 or type(g) is not np.ndarray:
        return g  # the walk sums
    return _ones(len(g), g.dtype).dot(g)


@functools.lru_cache(maxsize=64)
def _ones(count: int, kind: Any) -> Array:
    return np.ones(count, kind)


# One node for the whole layer; torch names it by what it calls inside, so by the input's dimensions.
_NAMES = {True: {1: "ViewBackward0", 2: "AddmmBackward0"}, False: {1: "SqueezeBackward4", 2: "MmBackward0"}}
_GRADIENTS: dict[str, Any] = {
    "a": lambda g, w: _product(g, w),
    "w": lambda g, a: g.T.dot(a) if g.ndim == 2 else _rows(g).T.dot(_rows(a)),
}
_LINEAR_BIAS = {
    ndim: Rule(_NAMES[True].get(ndim, "ViewBackward0"), _affine, b=_bias_gradient, **_GRADIENTS) for ndim in (1, 2, 3)
}
_LINEAR = {
    ndim: Rule(_NAMES[False].get(ndim, "UnsafeViewBackward0"), lambda a, w: _product(a, w.T), **_GRADIENTS)
    for ndim in (1, 2, 3)
}


def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """input @ weight.T + bias: shapes (*, in), (out, in), (out) to (*, out).

    RuntimeError where the sizes or dtypes do not match.
    """
    a, w = input._array, weight._array
    ndim = a.ndim
    if ndim == 0 or w.ndim != 2 or a.shape[-1] != w.shape[1]:
        return _by_matmul(input, weight, bias)
    if a.dtype != w.dtype:
        raise RuntimeError(
            f"mat1 and mat2 must have the same dtype, but got {input.dtype.legacy_name} and {weight.dtype.legacy_name}"
        )
    kind = ndim if ndim < 3 else 3
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
