"""Products of vectors and matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from .elementwise import check_broadcast, mul
from .graph import Array
from .rules import Rule, apply
from .tensor import Tensor, add_methods


def _turned(a: Array) -> Array:
    return a.swapaxes(-1, -2)


_DOT = Rule("DotBackward0", np.dot, a=lambda g, b: g * b, b=lambda g, a: g * a)
_MV = Rule("MvBackward0", np.matmul, a=lambda g, b: np.outer(g, b), b=lambda g, a: a.T @ g)
_VM = Rule("SqueezeBackward4", np.matmul, a=lambda g, b: b @ g, b=lambda g, a: np.outer(a, g))
_MM = Rule("MmBackward0", np.matmul, a=lambda g, b: g @ b.T, b=lambda g, a: a.T @ g)
_BMM = Rule("BmmBackward0", np.matmul, a=lambda g, b: g @ _turned(b), b=lambda g, a: _turned(a) @ g)
# torch calls the product of batches by the view it ends with.
_BATCHES = Rule("UnsafeViewBackward0", np.matmul, a=lambda g, b: g @ _turned(b), b=lambda g, a: _turned(a) @ g)
_BATCHES_MV = Rule(
    "UnsafeViewBackward0",
    np.matmul,
    a=lambda g, b: g[..., None] * b,
    b=lambda g, a: (_turned(a) @ g[..., None])[..., 0],
)
_VM_BATCHES = Rule(
    "UnsafeViewBackward0",
    np.matmul,
    a=lambda g, b: (b @ g[..., None])[..., 0],
    b=lambda g, a: a[:, None] * g[..., None, :],
)


def _product(rule: Rule, a: Tensor, b: Tensor) -> Tensor:
    if a._array.dtype != b._array.dtype:
        # The wording is torch's for matrices.
        names = a.dtype.legacy_name.lower(), b.dtype.legacy_name.lower()
        raise RuntimeError(f"expected m1 and m2 to have the same dtype, but got: {names[0]} != {names[1]}")
    return apply(rule, (a, b), (a._array, b._array))


def dot(input: Tensor, other: Tensor) -> Tensor:
    """The inner product of two vectors.  RuntimeError for two lengths."""
    if input.ndim != 1 or other.ndim != 1:
        raise RuntimeError(f"1D tensors expected, but got {input.ndim}D and {other.ndim}D tensors")
    if input.shape != other.shape:
        a, b = input.numel(), other.numel()
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{a}] and src [{b}] to have the same number of elements, but "
            f"got {a} and {b} elements respectively"
        )
    return _product(_DOT, input, other)


def mv(input: Tensor, vec: Tensor) -> Tensor:
    """Matrix times vector."""
    if input.ndim != 2 or vec.ndim != 1 or input._array.shape[1] != vec._array.shape[0]:
        shape = "x".join(map(str, input.shape))
        raise RuntimeError(f"size mismatch, got input ({input.shape[0]}), mat ({shape}), vec ({vec.numel()})")
    return _product(_MV, input, vec)


def mm(input: Tensor, mat2: Tensor) -> Tensor:
    """Matrix times matrix, shapes (n, m) and (m, p).  RuntimeError for others."""
    if input.ndim != 2:
        raise RuntimeError("self must be a matrix")
    if mat2.ndim != 2:
        raise RuntimeError("mat2 must be a matrix")
    (n, m), (k, p) = input._array.shape, mat2._array.shape
    if m != k:
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({n}x{m} and {k}x{p})")
    return _product(_MM, input, mat2)


def bmm(input: Tensor, mat2: Tensor) -> Tensor:
    """Matrices times matrices, shapes (b, n, m) and (b, m, p)."""
    if input.ndim != 3 or mat2.ndim != 3:
        raise RuntimeError(f"batch{1 if input.ndim != 3 else 2} must be a 3D tensor")
    b, _, m = input._array.shape
    if mat2._array.shape[:2] != (b, m):
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{b}, {m}] but got: "
            f"[{mat2.shape[0]}, {mat2.shape[1]}]."
        )
    return _product(_BMM, input, mat2)


def matmul(input: Tensor, other: Tensor) -> Tensor:
    """The product of vectors, matrices or batches of matrices, by their numbers of dimensions."""
    if not isinstance(other, Tensor):
        raise TypeError(f"matmul(): argument 'other' (position 2) must be Tensor, not {type(other).__name__}")
    a, b = input._array, other._array
    if a.ndim == 2 and b.ndim == 2:
        return mm(input, other)
    if a.ndim == 0 or b.ndim == 0:
        raise RuntimeError(f"both arguments to matmul need to be at least 1D, but they are {a.ndim}D and {b.ndim}D")
    if a.ndim == 1 and b.ndim == 1:
        return dot(input, other)
    if a.ndim == 2 and b.ndim == 1:
        return mv(input, other)
    if b.ndim == 1:
        _check_inner(a, b[:, None])
        return _product(_BATCHES_MV, input, other)
    if a.ndim == 1:
        _check_inner(a[None], b)
        return _product(_VM if b.ndim == 2 else _VM_BATCHES, input, other)
    check_broadcast([np.empty(a.shape[:-2]), np.empty(b.shape[:-2])])
    _check_inner(a, b)
    return _product(_BATCHES, input, other)


def _check_inner(a: Array, b: Array) -> None:
    if a.shape[-1] == b.shape[-2]:
        return
    if a.ndim > 2 and b.ndim > 2:
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{a.shape[0]}, {a.shape[-1]}] but got: "
            f"[{b.shape[0]}, {b.shape[-2]}]."
        )
    rows = int(np.prod(a.shape[:-1]))
    raise RuntimeError(
        f"mat1 and mat2 shapes cannot be multiplied ({rows}x{a.shape[-1]} and {b.shape[-2]}x{b.shape[-1]})"
    )


def outer(input: Tensor, vec2: Tensor) -> Tensor:
    """Every number of one vector times every number of another."""
    for name, vector in (("self", input), ("vec2", vec2)):
        if vector.ndim != 1:
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {vector.ndim}-D")
    return mul(input[:, None], vec2)


def _operator(self: Tensor, other: Any) -> Any:
    return matmul(self, other) if isinstance(other, Tensor) else NotImplemented


add_methods(dot, mv, mm, bmm, matmul, outer)
add_methods(__matmul__=_operator)
