"""Products and sums in one: addmm and its relatives, and other ways of contracting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import linalg
from .elementwise import check_broadcast, mul
from .graph import Array
from .names import offer, offer_functions
from .rules import Rule, apply
from .shapes import permute, reshape, unsqueeze, wrap_dim
from .tensor import Tensor


def _turned(a: Array) -> Array:
    return a.swapaxes(-1, -2)


def _added(
    name: str, product: Callable[[Array, Array], Array], a: Callable[..., Array], b: Callable[..., Array]
) -> Rule:
    """The rule of beta * c + alpha * product(a, b)."""
    return Rule(
        name,
        lambda c, a, b, beta, alpha: (beta * c if beta else 0) + alpha * product(a, b),
        c=lambda g, beta: beta * g,
        a=lambda g, b, alpha: alpha * a(g, b),
        b=lambda g, a, alpha: alpha * b(g, a),
    )


_ADDMM = _added("AddmmBackward0", np.matmul, lambda g, b: g @ b.T, lambda g, a: a.T @ g)
_ADDMV = _added("AddmvBackward0", np.matmul, lambda g, b: np.outer(g, b), lambda g, a: a.T @ g)
_ADDR = _added("AddrBackward0", np.outer, lambda g, b: g @ b, lambda g, a: a @ g)
_BADDBMM = _added("BaddbmmBackward0", np.matmul, lambda g, b: g @ _turned(b), lambda g, a: _turned(a) @ g)
_ADDBMM = _added(
    "AddbmmBackward0", lambda a, b: (a @ b).sum(axis=0), lambda g, b: g @ _turned(b), lambda g, a: _turned(a) @ g
)


def _sum_and(
    rule: Rule, checked: Callable[[Tensor, Tensor], Any], c: Tensor, a: Tensor, b: Tensor, beta: Any, alpha: Any
) -> Tensor:
    if not a._array.dtype == b._array.dtype == c._array.dtype:
        names = [tensor.dtype.legacy_name.lower() for tensor in (a, b, c)]
        raise RuntimeError(f"expected mat1 and mat2 and self to have the same dtype, but got: {' and '.join(names)}")
    shape = checked(a, b)
    if not a.is_floating_point():
        beta, alpha = int(beta), int(alpha)
    try:
        fits = np.broadcast_shapes(c._array.shape, shape) == shape
    except ValueError:
        fits = False
    if not fits:
        raise RuntimeError(
            f"The expanded size of the tensor ({list(shape)}) must match the existing size ({list(c.shape)})"
        )
    return apply(rule, (c, a, b), (c._array, a._array, b._array), beta=beta, alpha=alpha)


def _of_matrices(a: Tensor, b: Tensor) -> tuple[int, ...]:
    for place, matrix in (("mat1", a), ("mat2", b)):
        if matrix.ndim != 2:
            raise RuntimeError(f"{place} must be a matrix, got {matrix.ndim}-D tensor")
    (n, m), (k, p) = a._array.shape, b._array.shape
    if m != k:
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({n}x{m} and {k}x{p})")
    return n, p


def _of_batches(a: Tensor, b: Tensor) -> tuple[int, ...]:
    for i, batch in enumerate((a, b)):
        if batch.ndim != 3:
            raise RuntimeError(f"batch{i + 1} must be a 3D tensor")
    if a._array.shape[::2] != b._array.shape[:2]:
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{a.shape[0]}, {a.shape[2]}] but got: "
            f"[{b.shape[0]}, {b.shape[1]}]."
        )
    return int(a.shape[0]), int(a.shape[1]), int(b.shape[2])


def _of_matrix_and_vector(a: Tensor, b: Tensor) -> tuple[int, ...]:
    if a.ndim != 2 or b.ndim != 1 or a._array.shape[1] != b._array.shape[0]:
        raise RuntimeError(f"size mismatch, got mat ({'x'.join(map(str, a.shape))}), vec ({b.numel()})")
    return (int(a.shape[0]),)


def _of_vectors(a: Tensor, b: Tensor) -> tuple[int, ...]:
    if a.ndim != 1 or b.ndim != 1:
        raise RuntimeError(f"addr: Expected 1-D argument vec{1 + (a.ndim == 1)}, but got {a.ndim}-D and {b.ndim}-D")
    return a.numel(), b.numel()


def addmm(input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: Any = 1, alpha: Any = 1) -> Tensor:
    """beta * input + alpha * mat1 @ mat2."""
    return _sum_and(_ADDMM, _of_matrices, input, mat1, mat2, beta, alpha)


def addmv(input: Tensor, mat: Tensor, vec: Tensor, *, beta: Any = 1, alpha: Any = 1) -> Tensor:
    """beta * input + alpha * mat @ vec."""
    return _sum_and(_ADDMV, _of_matrix_and_vector, input, mat, vec, beta, alpha)


def addr(input: Tensor, vec1: Tensor, vec2: Tensor, *, beta: Any = 1, alpha: Any = 1) -> Tensor:
    """beta * input + alpha * outer(vec1, vec2)."""
    return _sum_and(_ADDR, _of_vectors, input, vec1, vec2, beta, alpha)


def baddbmm(input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: Any = 1, alpha: Any = 1) -> Tensor:
    """beta * input + alpha * bmm(batch1, batch2)."""
    return _sum_and(_BADDBMM, _of_batches, input, batch1, batch2, beta, alpha)


def addbmm(input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: Any = 1, alpha: Any = 1) -> Tensor:
    """beta * input + alpha * the sum of bmm(batch1, batch2) over the batch."""
    return _sum_and(_ADDBMM, lambda a, b: _of_batches(a, b)[1:], input, batch1, batch2, beta, alpha)


# -- contractions -----------------------------------------------------------------------------------

_VDOT = Rule("VdotBackward0", np.dot, a=lambda g, b: g * b, b=lambda g, a: g * a)


def vdot(input: Tensor, other: Tensor) -> Tensor:
    """dot, as every number here is real."""
    linalg.dot(input.detach(), other.detach())  # for its errors
    return apply(_VDOT, (input, other), (input._array, other._array))


def inner(input: Tensor, other: Tensor) -> Tensor:
    """The product summed over the last dimension of both."""
    if input.ndim == 0 or other.ndim == 0:
        return mul(input, other)
    if input._array.shape[-1] != other._array.shape[-1]:
        raise RuntimeError(
            "inner() the last dimension must match on both input tensors but got shapes "
            f"{list(input.shape)} and {list(other.shape)}"
        )
    return tensordot(input, other, ([-1], [-1]))


def tensordot(a: Tensor, b: Tensor, dims: Any = 2) -> Tensor:
    """The product summed over the last dims of a and the first of b, or over the two lists of dimensions."""
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.ndim, b.ndim):
            raise RuntimeError(
                f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}, ndim_a={a.ndim}, ndim_b={b.ndim}"
            )
        dims = list(range(a.ndim - dims, a.ndim)), list(range(dims))
    left, right = ([wrap_dim(dim, x.ndim) for dim in each] for x, each in zip((a, b), dims, strict=True))
    if len(left) != len(right):
        raise RuntimeError("both dimension lists should have same length")
    for i, j in zip(left, right, strict=True):
        if a._array.shape[i] != b._array.shape[j]:
            raise RuntimeError(
                f"contracted dimensions need to match, but first has size {a._array.shape[i]} in dim {i} and second "
                f"has size {b._array.shape[j]} in dim {j}"
            )
    free_a = [dim for dim in range(a.ndim) if dim not in left]
    free_b = [dim for dim in range(b.ndim) if dim not in right]
    inside = int(np.prod([a._array.shape[dim] for dim in left], dtype=int))
    shape_a, shape_b = ([x._array.shape[dim] for dim in free] for x, free in ((a, free_a), (b, free_b)))
    rows = int(np.prod(shape_a, dtype=int))
    columns = int(np.prod(shape_b, dtype=int))
    first = reshape(permute(a, free_a + left), rows, inside)
    second = reshape(permute(b, right + free_b), inside, columns)
    return reshape(linalg.mm(first, second), shape_a + shape_b)


def kron(input: Tensor, other: Tensor) -> Tensor:
    """Every number of one times the whole other, side by side."""
    ndim = max(input.ndim, other.ndim)
    a, b = (reshape(x, (1,) * (ndim - x.ndim) + tuple(x.shape)) for x in (input, other))
    for i in range(ndim):
        a, b = unsqueeze(a, 2 * i + 1), unsqueeze(b, 2 * i)
    return reshape(a * b, [m * n for m, n in zip(a._array.shape[::2], b._array.shape[1::2], strict=True)])


def _cross_of(a: Array, b: Array, dim: int) -> Array:
    ahead, behind = (np.roll(x, -1, dim) for x in (a, b))
    return np.roll(a * behind - ahead * b, -1, dim)


_CROSS = Rule(
    "LinalgCrossBackward0",
    _cross_of,
    a=lambda g, b, dim: _cross_of(b, g, dim),
    b=lambda g, a, dim: _cross_of(g, a, dim),
)


def cross(input: Tensor, other: Tensor, dim: int = -1) -> Tensor:
    """The vector at right angles to both, along a dimension of size 3."""
    check_broadcast([input._array, other._array])
    dim = wrap_dim(dim, input.ndim)
    if input._array.shape[dim] != 3 or other._array.shape[dim] != 3:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {dim} must have length 3. Got {input._array.shape[dim]} and "
            f"{other._array.shape[dim]}"
        )
    return apply(_CROSS, (input, other), (input._array, other._array), dim=dim)


def chain_matmul(*matrices: Tensor) -> Tensor:
    """The product of matrices, from left to right."""
    made = matrices[0]
    for matrix in matrices[1:]:
        made = linalg.mm(made, matrix)
    return made


offer(addmm, addmv, addr, baddbmm, addbmm, vdot, inner, kron, cross, ger=linalg.outer)
offer_functions(tensordot, chain_matmul)
