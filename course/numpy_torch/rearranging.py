"""The same numbers turned, rolled, repeated or shown in windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from . import joining
from .extremes import nonzero
from .graph import Array
from .indexing import index_select
from .names import offer
from .rules import Rule, apply, view
from .shapes import _as_shape, expand, flatten, permute, reshape, transpose, unsqueeze, wrap_dim
from .tensor import Tensor, add_methods, wrap

_FLIP = Rule("FlipBackward0", lambda a, dims: np.flip(a, dims).copy(), a=lambda g, dims: np.flip(g, dims))
_ROLL = Rule(
    "RollBackward0",
    lambda a, shifts, dims: np.roll(a, shifts, dims),
    a=lambda g, shifts, dims: np.roll(g, tuple(-shift for shift in shifts), dims),
)
_ROT90 = Rule(
    "Rot90Backward0",
    lambda a, k, dims: np.rot90(a, k, dims).copy(),
    a=lambda g, k, dims: np.rot90(g, -k, dims),
)


def flip(input: Tensor, *dims: Any) -> Tensor:
    """A copy in reverse order along dimensions."""
    axes = tuple(wrap_dim(dim, input.ndim) for dim in _as_shape(dims))
    if len(set(axes)) != len(axes):
        raise RuntimeError(f"dim {axes[0]} appears multiple times in the list of dims")
    return apply(_FLIP, (input,), (input._array,), dims=axes if input.ndim else ())


def fliplr(input: Tensor) -> Tensor:
    """Left and right swapped."""
    if input.ndim < 2:
        raise RuntimeError("Input must be >= 2-d.")
    return flip(input, 1)


def flipud(input: Tensor) -> Tensor:
    """Up and down swapped."""
    if input.ndim < 1:
        raise RuntimeError("Input must be >= 1-d.")
    return flip(input, 0)


def roll(input: Tensor, shifts: Any, dims: Any = None) -> Tensor:
    """Shifted along dimensions, what falls out coming in at the other end; without dims, in the order of memory."""
    steps = (shifts,) if isinstance(shifts, int) else tuple(shifts)
    if dims is None or dims == ():
        if len(steps) != 1:
            raise RuntimeError(f"shifts and dimensions must align. shifts: {len(steps)}, dims:0")
        return apply(_ROLL, (input,), (input._array,), shifts=steps, dims=None)
    axes = (dims,) if isinstance(dims, int) else tuple(dims)
    if len(axes) != len(steps):
        raise RuntimeError(f"shifts and dimensions must align. shifts: {len(steps)}, dims:{len(axes)}")
    axes = tuple(wrap_dim(dim, input.ndim) for dim in axes)
    return apply(_ROLL, (input,), (input._array,), shifts=steps, dims=axes)


def rot90(input: Tensor, k: int = 1, dims: Sequence[int] = (0, 1)) -> Tensor:
    """Turned by 90 degrees k times, from the first of two dimensions towards the second."""
    if len(dims) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(dims)}")
    axes = tuple(wrap_dim(dim, input.ndim) for dim in dims)
    return apply(_ROT90, (input,), (input._array,), k=k, dims=axes)


# -- repeated -------------------------------------------------------------------------------------


def tile(input: Tensor, *dims: Any) -> Tensor:
    """As repeat, but fewer counts than dimensions will do."""
    times = _as_shape(dims)
    return joining.repeat(input, (1,) * (input.ndim - len(times)) + times)


def repeat_interleave(input: Tensor, repeats: Any, dim: int | None = None, *, output_size: int | None = None) -> Tensor:
    """Every layer along a dimension repeated before the next one comes; without dim, every number."""
    if dim is None:
        input, dim = flatten(input), 0
    dim = wrap_dim(dim, input.ndim)
    if isinstance(repeats, int):
        if repeats < 0:
            raise RuntimeError("Repeats must be non-negative")
        shape = input._array.shape
        wide = expand(unsqueeze(input, dim + 1), (*shape[: dim + 1], repeats, *shape[dim + 1 :]))
        return reshape(wide, (*shape[:dim], shape[dim] * repeats, *shape[dim + 1 :]))
    counts = repeats._array
    if counts.dtype.kind != "i":
        raise RuntimeError(f"repeats has to be Long or Int tensor, but got {repeats.dtype.legacy_name}")
    if counts.size not in (1, input._array.shape[dim]):
        raise RuntimeError(
            "repeats must have the same size as input along dim, but got repeats.size(0) = "
            f"{counts.size} and input.size({dim}) = {input._array.shape[dim]}"
        )
    return index_select(input, dim, wrap(np.repeat(np.arange(input._array.shape[dim]), counts)))


# -- parts and places -----------------------------------------------------------------------------


def split_with_sizes(input: Tensor, split_sizes: Sequence[int], dim: int = 0) -> tuple[Tensor, ...]:
    """Views of parts of the sizes listed."""
    if isinstance(split_sizes, int):
        raise TypeError("split_with_sizes(): argument 'split_sizes' (position 1) must be tuple of ints, not int")
    return joining.split(input, split_sizes, dim)


def argwhere(input: Tensor) -> Tensor:
    """The indices of the numbers that are not zero, one row each."""
    return nonzero(input)  # type: ignore[no-any-return]


def sum_to_size(self: Tensor, *size: Any) -> Tensor:
    """Summed over what broadcasting would repeat.  RuntimeError for a size that does not expand to this one."""
    wanted, have = _as_shape(size), self._array.shape
    extra = len(have) - len(wanted)
    if extra < 0 or any(want not in (1, size) for want, size in zip(wanted, have[extra:], strict=True)):
        raise RuntimeError(f"size {{{list(wanted)}}} is not expandable to size {{{list(have)}}}.")
    repeated = [extra + i for i, want in enumerate(wanted) if want == 1 != have[extra + i]]
    dims = (*range(extra), *repeated)
    return reshape(self.sum(dims, keepdim=True), wanted) if dims else self


# -- windows --------------------------------------------------------------------------------------


def _windows(a: Array, dim: int, size: int, step: int) -> Array:
    shown = np.lib.stride_tricks.sliding_window_view(a, size, dim, writeable=True)
    return shown[(slice(None),) * dim + (slice(None, None, step),)]


def _windows_back(g: Array, a_shape: tuple[int, ...], dim: int, size: int, step: int) -> Array:
    made = np.zeros_like(g, shape=a_shape)
    count = g.shape[dim]
    for at in range(size):  # one slice for each place in the window, as windows overlap
        made[(slice(None),) * dim + (slice(at, at + count * step, step),)][...] += g[..., at]
    return made


_UNFOLD = Rule("UnfoldBackward0", _windows, a=_windows_back)


def unfold(self: Tensor, dimension: int, size: int, step: int) -> Tensor:
    """All windows of one size along a dimension, as a view; the places in the window come last."""
    dim = wrap_dim(dimension, self.ndim)
    length = self._array.shape[dim] if self.ndim else 1
    if size > length:
        raise RuntimeError(f"maximum size for tensor at dimension {dim} is {length} but size is {size}")
    if step <= 0:
        raise RuntimeError(f"step is {step} but must be > 0")
    return view(_UNFOLD, self if self.ndim else unsqueeze(self, 0), dim=dim, size=size, step=step)


# -- several dimensions moved -----------------------------------------------------------------------


def movedim(input: Tensor, source: Any, destination: Any) -> Tensor:
    """Dimensions at other places; the others keep their order."""
    first = (source,) if isinstance(source, int) else tuple(source)
    second = (destination,) if isinstance(destination, int) else tuple(destination)
    if len(first) != len(second):
        raise RuntimeError(
            f"movedim: Invalid source or destination dims: source ({list(first)} dims) should contain the same number "
            f"of dims as destination ({list(second)} dims)"
        )
    sources = [wrap_dim(dim, input.ndim) for dim in first]
    targets = [wrap_dim(dim, input.ndim) for dim in second]
    for dims, which in ((sources, "source"), (targets, "destination")):
        if len(set(dims)) != len(dims):
            raise RuntimeError(f"movedim: repeated dim in `{which}` ({list(dims)})")
    order = [dim for dim in range(input.ndim) if dim not in sources]
    for target, dim in sorted(zip(targets, sources, strict=True)):
        order.insert(target, dim)
    return permute(input, order) if input.ndim else input


def adjoint(input: Tensor) -> Tensor:
    """The last two dimensions swapped."""
    if input.ndim == 1:
        raise RuntimeError("tensor.adjoint() is only supported on matrices or batches of matrices. Got 1-D tensor.")
    return transpose(input, -2, -1)


offer(
    flip,
    fliplr,
    flipud,
    roll,
    rot90,
    tile,
    repeat_interleave,
    movedim,
    adjoint,
    split_with_sizes,
    argwhere,
    moveaxis=movedim,
    swapaxes=transpose,
    swapdims=transpose,
)
add_methods(unfold, sum_to_size)
