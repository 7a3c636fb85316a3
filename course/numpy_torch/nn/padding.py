"""Padding: more numbers around the last dimensions.  torch: native/PadNd.cpp, ReflectionPad.cpp"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..graph import Array
from ..rules import Rule, apply
from ..tensor import Tensor
from .windows import zeros

Pairs = tuple[tuple[int, int], ...]  # before and after, for each dimension

# -- with a constant ----------------------------------------------------------------------------------


def _kept(sizes: Sequence[int], pairs: Pairs) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Where the input lies in the result, and which part of the input that is; padding below zero cuts off."""
    inside = tuple(
        slice(max(before, 0), max(before, 0) + size + min(before, 0) + min(after, 0))
        for size, (before, after) in zip(sizes, pairs, strict=True)
    )
    part = tuple(
        slice(max(-before, 0), size - max(-after, 0)) for size, (before, after) in zip(sizes, pairs, strict=True)
    )
    return inside, part


def _surrounded(a: Array, pairs: Pairs, value: Any) -> Array:
    sizes = tuple(size + before + after for size, (before, after) in zip(a.shape, pairs, strict=True))
    made = zeros(sizes, a)
    made[...] = value if a.dtype.kind == "f" else np.asarray(value).astype(a.dtype)
    inside, part = _kept(a.shape, pairs)
    made[inside] = a[part]
    return made


def _without(g: Array, a_shape: tuple[int, ...], pairs: Pairs) -> Array:
    made = zeros(a_shape, g)
    inside, part = _kept(a_shape, pairs)
    made[part] = g[inside]
    return made


_CONSTANT = Rule("ConstantPadNdBackward0", _surrounded, a=_without)

# -- with the input's own numbers ---------------------------------------------------------------------


def _sources(size: int, before: int, after: int, mode: str) -> Array:
    """Which number of a line each number of the padded line repeats."""
    places = np.arange(-before, size + after)
    if mode == "replicate":
        return places.clip(0, size - 1)
    if mode == "circular":
        return places % size
    last = size - 1
    return last - np.abs(last - np.abs(places))


def _repeated(a: Array, pairs: Pairs, mode: str) -> Array:
    for axis, (before, after) in enumerate(pairs):
        if before or after:
            a = a.take(_sources(a.shape[axis], before, after, mode), axis=axis)
    return a


def _gathered(g: Array, a_shape: tuple[int, ...], pairs: Pairs, mode: str) -> Array:
    for axis, (before, after) in enumerate(pairs):
        if before or after:
            lines = np.moveaxis(g, axis, 0)
            made = zeros((a_shape[axis], *lines.shape[1:]), g)
            for source, line in zip(_sources(a_shape[axis], before, after, mode), lines, strict=True):
                made[source] += line
            g = np.moveaxis(made, 0, axis)
    return g


_REPEATED = {
    **{("reflect", n): Rule(f"ReflectionPad{n}DBackward0", _repeated, a=_gathered) for n in (1, 2, 3)},
    **{("replicate", n): Rule(f"ReplicationPad{n}DBackward0", _repeated, a=_gathered) for n in (1, 2, 3)},
    **{("circular", n): Rule("CopySlices", _repeated, a=_gathered) for n in (1, 2, 3)},
}

COMBINATIONS = """
Supported combinations for non-constant padding:
  - 2D or 3D input: padding size = 2 (pads last dimension)
  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)
  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)"""


def _check_repeated(input: Tensor, pairs: Pairs, mode: str, value: float | None) -> None:
    """Complain where a line is too short to be continued by its own numbers."""
    shape, padded = list(input.shape), len(pairs)
    if value is not None and value != 0:
        raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')
    if input.ndim not in (padded + 1, padded + 2) or padded > 3:
        raise NotImplementedError(
            f"Padding size {2 * padded} is not supported for {input.ndim}D input tensor." + COMBINATIONS
        )
    for dim, (before, after) in enumerate(pairs, start=input.ndim - padded):
        size = shape[dim]
        if mode == "circular" and (before > size or after > size):
            raise RuntimeError("Padding value causes wrapping around more than once.")
        if mode == "reflect" and size and (before >= size or after >= size):
            raise RuntimeError(
                f"Argument #{2 * (input.ndim - dim) + 2}: Padding size should be less than the corresponding input "
                f"dimension, but got: padding ({before}, {after}) at dimension {dim} of input {shape}"
            )
    if mode != "circular" and 0 in shape[-padded - 1 :]:
        raise RuntimeError(
            f"Expected {padded + 1}D or {padded + 2}D (batch mode) tensor with possibly 0 batch size and other "
            f"non-zero dimensions for input, but got: {shape}"
        )


def pad(input: Tensor, pad: Sequence[int], mode: str = "constant", value: float | None = None) -> Tensor:
    """More numbers before and after: `pad` has a pair for the last dimension, then one for that before it, ...

    mode: "constant" with `value` (0), where negative numbers cut off; "reflect", "replicate" or "circular".
    RuntimeError for pairs that do not fit, NotImplementedError for dimensions or modes that torch has not.
    """
    for i, size in enumerate(pad):
        if not isinstance(size, (int, np.integer)):
            raise TypeError(
                f"pad(): argument 'pad' (position 2) must be tuple of ints, but found element of type "
                f"{type(size).__name__} at pos {i}"
            )
    if len(pad) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(pad) > 2 * input.ndim:
        raise RuntimeError(
            "Padding length should be less than or equal to two times the input dimension but got padding length "
            f"{len(pad)} and input of dimension {input.ndim}"
        )
    a = input._array
    given = tuple((int(pad[i]), int(pad[i + 1])) for i in range(len(pad) - 2, -1, -2))
    pairs = ((0, 0),) * (a.ndim - len(given)) + given
    if mode not in ("constant", "reflect", "replicate", "circular"):
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    if mode != "constant":
        _check_repeated(input, given, mode, value)
    sizes = [size + before + after for size, (before, after) in zip(a.shape, pairs, strict=True)]
    if min(sizes, default=0) < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    if mode == "constant":
        return apply(_CONSTANT, (input,), (a,), pairs=pairs, value=value or 0)
    return apply(_REPEATED[mode, len(given)], (input,), (a,), pairs=pairs, mode=mode)
