"""Embedding: rows of a table, by their numbers.  torch: native/Embedding.cpp"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..dtypes import bool_, int32, int64
from ..graph import Array
from ..meta import Meta
from ..rules import Rule, apply
from ..tensor import Tensor
from .windows import zeros


def _rows_gradient(g: Array, w_shape: Any, chosen: Array, padding: int | None, by_frequency: bool) -> Array:
    """The gradients of each row added up; of the padding's row, none."""
    made = zeros(w_shape, g)
    flat, rows = chosen.reshape(-1), g.reshape(chosen.size, w_shape[1])
    if flat.size and type(flat) is not Meta:
        # Sorted, so that the gradients of a row stand together and are added in one go.
        order = np.argsort(flat, kind="stable")
        numbers, starts, counts = np.unique(flat[order], return_index=True, return_counts=True)
        totals = np.add.reduceat(rows[order], starts, axis=0)
        made[numbers] = totals / counts[:, None].astype(g.dtype) if by_frequency else totals
    if padding is not None:
        made[padding] = 0
    return made


# The numbers are an input too, though without a gradient: a change of them in place is noticed.
_EMBEDDING = Rule(
    "EmbeddingBackward0",
    lambda w, chosen, padding, by_frequency: w[chosen],
    w=_rows_gradient,
    chosen=lambda g: None,
)


def _shorten(weight: Tensor, chosen: Array, longest: float, p: float) -> None:
    """Scale the rows that are used and longer than `longest`, in the table itself."""
    rows = np.unique(chosen)
    used = weight._array[rows]
    lengths = np.linalg.norm(used, ord=p, axis=1, keepdims=True)
    scale = np.where(lengths > longest, longest / (lengths + 1e-7), 1)
    weight._array[rows] = used * scale.astype(used.dtype)
    weight._counter.value += 1


def embedding(
    input: Tensor,
    weight: Tensor,
    padding_idx: int | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Tensor:
    """The rows of `weight` that `input` names: (*) and (rows, size) to (*, size); padding_idx gets no gradient.

    max_norm: rows that are used are shortened to it, in `weight` itself.
    IndexError for a row there is not, RuntimeError for indices that are not int64 or int32.
    """
    if weight.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    rows = weight.shape[0]
    if padding_idx is not None:
        if not -rows <= padding_idx < rows:
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding_idx %= rows
    if input.dtype not in (int64, int32):
        kind = "CPUBoolType" if input.dtype is bool_ else f"torch.{input.dtype.legacy_name}Tensor"
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
            f"{kind} instead (while checking arguments for embedding)"
        )
    if sparse:
        raise NotImplementedError("sparse gradients are not part of the small torch of this course")
    chosen = input._array
    if chosen.size and type(chosen) is not Meta and (chosen.min() < 0 or chosen.max() >= rows):
        raise IndexError("index out of range in self")
    if max_norm is not None:
        _shorten(weight, chosen, max_norm, norm_type)
    arrays = (weight._array, chosen)
    return apply(_EMBEDDING, (weight, input), arrays, padding=padding_idx, by_frequency=scale_grad_by_freq)
