"""Windows that slide over an image: which outputs see which inputs.

For each place of the kernel there is one pair of slices: the outputs whose window has an input at
that place, and those inputs.  Whole arrays are then moved by slices, once for each place; what a
window sees outside of the image is in no slice, so padding costs no memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from ..graph import Array

Sizes = tuple[int, ...]


class Windows(NamedTuple):
    """How windows lie on an image: a number for each of its dimensions."""

    sizes: Sizes
    kernel: Sizes
    stride: Sizes
    padding: Sizes  # before the image; what is after it follows from the number of outputs
    dilation: Sizes
    out: Sizes


class Cell(NamedTuple):
    """One place of the kernel, the outputs that see an input there, and these inputs."""

    place: int
    outputs: tuple[Any, ...]
    inputs: tuple[Any, ...]
    columns: tuple[Any, ...]  # the outputs in an array of columns


def each(value: Any, count: int) -> Sizes:
    """One number for each dimension: itself where it is a tuple already, also of another length."""
    if isinstance(value, int):
        return (value,) * count
    sizes = tuple(value)
    return sizes * count if len(sizes) == 1 else sizes


def _meeting(place: int, size: int, stride: int, padding: int, dilation: int, out: int) -> tuple[slice, slice] | None:
    """In one dimension, the outputs that see an input at a place of the kernel, and these inputs."""
    # Output number o sees input number o * stride + shift.
    shift = place * dilation - padding
    first, last = max(0, -(shift // stride)), min(out - 1, (size - 1 - shift) // stride)
    if last < first:
        return None
    start = first * stride + shift
    return slice(first, last + 1), slice(start, start + (last - first) * stride + 1, stride)


@lru_cache(maxsize=256)
def cells(windows: Windows) -> tuple[Cell, ...]:
    """What every place of the kernel sees, row by row."""
    found = []
    lines = [
        [_meeting(place, size, stride, padding, dilation, out) for place in range(kernel)]
        for size, kernel, stride, padding, dilation, out in zip(*windows, strict=True)
    ]
    for place, pairs in enumerate(product(*lines)):
        if all(pairs):
            outputs, inputs = zip(*pairs, strict=True) if pairs else ((), ())
            found.append(Cell(place, (..., *outputs), (..., *inputs), (..., place, *outputs)))
    return tuple(found)


def zeros(shape: Sizes, like: Array, dtype: Any = None) -> Array:
    """Zeros where `like` lies, and of its dtype unless told otherwise."""
    dtype = dtype or like.dtype
    return np.zeros(shape, dtype) if type(like) is np.ndarray else np.zeros_like(like, dtype=dtype, shape=shape)


def columns(a: Array, windows: Windows, made: Array) -> None:
    """What each window sees, as a column: (*, *sizes) into (*, kernel, *out), which is zero where it sees nothing."""
    for cell in cells(windows):
        made[cell.columns] = a[cell.inputs]


def overlaid(g: Array, windows: Windows) -> Array:
    """Columns laid back on the image and added up where they overlap, which is the derivative of `columns`."""
    made = zeros((*g.shape[: -1 - len(windows.sizes)], *windows.sizes), g)
    for cell in cells(windows):
        made[cell.inputs] += g[cell.columns]
    return made


def times(sizes: Sequence[int]) -> str:
    """Sizes as torch's messages write them: (3 x 3)."""
    return "(" + " x ".join(map(str, sizes)) + ")"


def hashable(value: Any) -> Any:
    """A list as a tuple, which a cache can hold."""
    return tuple(value) if isinstance(value, list) else value
