"""tensor[key] and tensor[key] = value."""

from __future__ import annotations

from typing import Any

import numpy as np

from .graph import Array
from .rules import Rule, apply, check_fits, recording, view
from .shapes import wrap_dim
from .tensor import Tensor, add_methods, check_in_place, wrap

# -- rules --------------------------------------------------------------------------------------


def _put(g: Array, a_shape: tuple[int, ...], key: Any) -> Array:
    made = np.zeros_like(g, shape=a_shape)
    made[key] = g
    return made


def _add_at(g: Array, a_shape: tuple[int, ...], key: Any) -> Array:
    # An element that was picked twice gets both gradients.
    made = np.zeros_like(g, shape=a_shape)
    np.add.at(made, key, g)
    return made


def _assigned(a: Array, b: Array, key: Any) -> Array:
    made = a.copy()
    made[key] = b
    return made


def _without(g: Array, key: Any) -> Array:
    made = g.copy()
    made[key] = 0
    return made


_SELECT, _SLICE, _UNSQUEEZE, _ALIAS, SPLIT, SPLIT_SIZES, UNBIND = (
    Rule(f"{name}Backward0", lambda a, key: a[key], a=_put)
    for name in ("Select", "Slice", "Unsqueeze", "Alias", "Split", "SplitWithSizes", "Unbind")
)
_INDEX, _INDEX_SELECT, _MASKED_SELECT = (
    Rule(f"{name}Backward0", lambda a, key: a[key], a=_add_at) for name in ("Index", "IndexSelect", "MaskedSelect")
)
_ASSIGN, _ASSIGN_INDEX, _ASSIGN_ALL, _FILL_ALL = (
    Rule(name, _assigned, a=_without, b=lambda g, key: g[key])
    for name in ("CopySlices", "IndexPutBackward0", "CopyBackwards", "FillBackward3")
)


def gathered_back(g: Array, a_shape: tuple[int, ...], index: Array, dim: int) -> Array:
    made = np.zeros_like(g, shape=a_shape)
    places = list(np.indices(index.shape, sparse=True))
    places[dim] = index
    np.add.at(made, tuple(places), g)
    return made


# One rule by many names: what max, sort and topk find is gathered by its indices.
GATHER = {
    name: Rule(f"{name}Backward0", lambda a, index, dim: np.take_along_axis(a, index, dim), a=gathered_back)
    for name in ("Gather", "Max", "Min", "Sort", "Topk")
}


# -- keys ---------------------------------------------------------------------------------------


def _plain(part: Any, at: int, shape: tuple[int, ...]) -> Any:
    """One part of a key for numpy."""
    if isinstance(part, Tensor):
        array = part._array
        if array.dtype.kind == "f":
            raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
        if array.dtype.kind == "b" and array.ndim and array.shape != shape[at : at + array.ndim]:
            raise IndexError(
                f"The shape of the mask {list(array.shape)} at index {at} does not match the shape of the indexed "
                f"tensor {list(shape)} at index {at}"
            )
        return array if array.ndim or array.dtype.kind == "b" else int(array)
    if isinstance(part, slice):
        if part.step is not None and int(part.step) <= 0:
            raise ValueError("step must be greater than zero")
        return slice(*[None if end is None else int(end) for end in (part.start, part.stop, part.step)])
    if isinstance(part, (list, range)):
        return np.asarray(part, dtype=None if len(part) else np.int64)
    if isinstance(part, str):
        raise TypeError("new(): invalid data type 'str'")
    return part


def plain_key(key: Any, shape: tuple[int, ...]) -> tuple[tuple[Any, ...], bool]:
    """The key for numpy, and whether it gives a view."""
    parts = key if isinstance(key, tuple) else (key,)
    at, plain = 0, []
    for part in parts:
        made = _plain(part, at, shape)
        plain.append(made)
        if isinstance(made, np.ndarray) and made.dtype.kind == "b":
            at += made.ndim
        elif made is Ellipsis:
            used = sum(1 for other in parts if other is not None and other is not Ellipsis)
            at += len(shape) - used
        elif made is not None:
            at += 1
    return tuple(plain), not any(isinstance(made, (np.ndarray, bool, np.bool_)) for made in plain)


def _explained(error: IndexError, ndim: int, key: tuple[Any, ...]) -> IndexError:
    text = str(error)
    if ndim == 0 and all(isinstance(part, int) for part in key):
        text = (
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a "
            "0-dim tensor to a number"
        )
    elif text.startswith("too many indices"):
        text = f"too many indices for tensor of dimension {ndim}"
    elif text.startswith("only integers"):
        wrong = next(part for part in key if not isinstance(part, (int, slice)))
        text = (
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices "
            f"(got {type(wrong).__name__})"
        )
    return IndexError(text.replace("for axis", "for dimension"))


def _rule_of(key: tuple[Any, ...]) -> Rule:
    """torch applies the parts one by one; the last that does something names the result."""
    for part in reversed(key):
        if part is None:
            return _UNSQUEEZE
        if isinstance(part, slice) and part != slice(None):
            return _SLICE
        if isinstance(part, (int, np.integer)):
            return _SELECT
    return _SLICE if any(isinstance(part, slice) for part in key) else _ALIAS


def _assigning(key: tuple[Any, ...], is_view: bool, values: Array) -> Rule:
    if not is_view:
        return _ASSIGN_INDEX
    if any(part != slice(None) and part is not Ellipsis for part in key):
        return _ASSIGN
    return _ASSIGN_ALL if values.ndim else _FILL_ALL


# -- reading and writing --------------------------------------------------------------------------


def getitem(self: Tensor, key: Any) -> Tensor:
    """The part at `key`: a view for integers and slices, a copy for masks and index tensors."""
    if type(key) is slice and key.step is None and type(key.start) is type(key.stop) is int and self._array.ndim:
        return view(_SLICE, self, key=key)  # rows of a batch, as training loops take them
    plain, is_view = plain_key(key, self._array.shape)
    try:
        if is_view:
            # The ellipsis makes numpy answer with a view where it would give a bare number.
            return view(_rule_of(plain), self, key=plain if Ellipsis in plain else (*plain, Ellipsis))
        return apply(_INDEX, (self,), (self._array,), key=plain)
    except IndexError as error:
        raise _explained(error, self.ndim, plain) from None


def setitem(self: Tensor, key: Any, value: Any) -> None:
    """Write `value`, a tensor or a number, into the part at `key`."""
    check_in_place(self, through_view=True)
    plain, is_view = plain_key(key, self._array.shape)
    source = value if isinstance(value, Tensor) else wrap(np.asarray(value, self._array.dtype))
    try:
        part = self._array[plain]
        values = source._array
        while values.ndim > np.ndim(part) and values.shape[0] == 1:
            values = values[0]
        if np.broadcast_shapes(np.shape(part), values.shape) != np.shape(part):
            raise ValueError
        if recording((self, source)):
            rule = _assigning(plain, is_view, values)
            apply(rule, (self, source), (self._array, values.astype(self._array.dtype, copy=False)), self, key=plain)
            return
        check_fits(self, self._array)
        self._array[plain] = values
        self._counter.value += 1
    except IndexError as error:
        raise _explained(error, self.ndim, plain) from None
    except ValueError:
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(source.shape)} cannot be broadcast to indexing result of "
            f"shape {list(np.shape(self._array[plain]))}"
        ) from None


def select(input: Tensor, dim: int, index: int) -> Tensor:
    """One layer along a dimension, as a view."""
    dim = wrap_dim(dim, input.ndim)
    return getitem(input, (slice(None),) * dim + (index,))


def layer(rule: Rule, input: Tensor, dim: int, part: Any) -> Tensor:
    """A view of one layer, or of a slice of them, under the name of a rule."""
    return view(rule, input, key=(slice(None),) * dim + (part, Ellipsis))


def narrow(input: Tensor, dim: int, start: int, length: int) -> Tensor:
    """`length` layers from `start` along a dimension, as a view."""
    dim = wrap_dim(dim, input.ndim)
    if start + length > input.shape[dim]:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({input.shape[dim]}).")
    return layer(_SLICE, input, dim, slice(start, start + length))


def check_reach(places: Array, size: int, dim: int) -> None:
    """RuntimeError for an index below zero or beyond the end."""
    if type(places) is not np.ndarray:
        return  # as in torch, indices are looked through on the CPU alone
    wrong = places[(places < 0) | (places >= size)]
    if wrong.size:
        raise RuntimeError(f"index {wrong.flat[0]} is out of bounds for dimension {dim} with size {size}")


def gather(input: Tensor, dim: int, index: Tensor) -> Tensor:
    """Along a dimension, the elements that `index` names."""
    dim = wrap_dim(dim, input.ndim)
    places = index._array
    if places.ndim != input.ndim and places.size:
        raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    size = input._array.shape[dim] if input.ndim else 1
    check_reach(places, size, dim)
    for i, (wanted, have) in enumerate(zip(places.shape, input._array.shape, strict=False)):
        if i != dim and wanted > have:
            raise RuntimeError(
                f"Size does not match at dimension {i} expected index {list(places.shape)} to be no larger than self "
                f"{list(input.shape)} apart from dimension {dim}"
            )
    cut = tuple(slice(None) if i == dim else slice(wanted) for i, wanted in enumerate(places.shape))
    source = (
        input if all(c == slice(None) or c.stop == s for c, s in zip(cut, input.shape, strict=False)) else input[cut]
    )
    if not input.ndim:
        return input if not places.ndim else input.reshape(1)[places]
    return apply(GATHER["Gather"], (source,), (source._array,), index=places, dim=dim)


def index_select(input: Tensor, dim: int, index: Tensor) -> Tensor:
    """The layers that `index` names."""
    if index.ndim > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    if index._array.dtype not in (np.int64, np.int32):
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    size = input._array.shape[wrap_dim(dim, input.ndim)] if input.ndim else 1
    if type(index._array) is np.ndarray and ((index._array < 0) | (index._array >= size)).any():
        raise IndexError("index out of range in self")
    key = (slice(None),) * wrap_dim(dim, input.ndim) + (index._array,)
    return apply(_INDEX_SELECT, (input,), (input._array,), key=key)


def masked_select(input: Tensor, mask: Tensor) -> Tensor:
    """The elements where the mask is True, in one dimension."""
    if mask._array.dtype != np.bool_:
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    shape = np.broadcast_shapes(input._array.shape, mask._array.shape)
    source = input if input._array.shape == shape else input.expand(shape)
    key = np.broadcast_to(mask._array, shape)
    return apply(_MASKED_SELECT, (source,), (source._array,), key=key)


add_methods(__getitem__=getitem, __setitem__=setitem)
add_methods(select, narrow, gather, index_select, masked_select)
