"""Numbers written, or added, where an index says: scatter, index_add and their relatives."""

from __future__ import annotations

from typing import Any

import numpy as np

from .changes import clone, copy_
from .graph import Array
from .indexing import GATHER, check_reach
from .names import FUNCTIONS, offer
from .rules import Rule, apply
from .shapes import flatten, reshape, wrap_dim
from .tensor import Tensor, add_methods, wrap


def _places(index: Array, dim: int) -> tuple[Array, ...]:
    """The key of the elements that an index names along one dimension."""
    if not index.ndim:
        return ()
    places = list(np.indices(index.shape, sparse=True))
    places[dim] = index
    return tuple(places)


def _put(a: Array, b: Any, key: Any) -> Array:
    made = a.copy()
    made[key] = b
    return made


def _added(a: Array, b: Array, key: Any) -> Array:
    made = a.copy()
    np.add.at(made, key, b)
    return made


def _erased(g: Array, key: Any) -> Array:
    return _put(g, 0, key)


_SCATTER = Rule("ScatterBackward0", _put, a=_erased, b=lambda g, key: g[key])
_SCATTER_NUMBER = Rule("ScatterBackward1", lambda a, value, key: _put(a, value, key), a=_erased)
_SCATTER_ADD = Rule("ScatterAddBackward0", _added, a=lambda g: g, b=lambda g, key: g[key])
_INDEX_COPY = Rule("IndexCopyBackward0", _put, a=_erased, b=lambda g, key: g[key])
_INDEX_FILL = Rule("IndexFillBackward0", lambda a, value, key: _put(a, value, key), a=_erased)
_INDEX_ADD = Rule(
    "IndexAddBackward0",
    lambda a, b, key, alpha: _added(a, b * alpha, key),
    a=lambda g: g,
    b=lambda g, key, alpha: g[key] * alpha,
)
_INDEX_PUT = Rule("IndexPutBackward0", _put, a=_erased, b=lambda g, key: g[key])
_INDEX_PUT_ADD = Rule("IndexPutBackward0", _added, a=lambda g: g, b=lambda g, key: g[key])


# -- scatter ----------------------------------------------------------------------------------------


def _scattered(self: Tensor, dim: int, index: Tensor, src: Any, name: str) -> tuple[int, Any]:
    """The dimension, and the part of the source that the index reaches.  RuntimeError where they do not fit."""
    dim = wrap_dim(dim, self.ndim)
    places = index._array
    if places.dtype not in (np.int64, np.int32):
        raise RuntimeError(f"{name}(): Expected dtype int32/int64 for index")
    if places.size == 0:
        return dim, None
    if places.ndim != self.ndim or (isinstance(src, Tensor) and places.ndim != src.ndim):
        raise RuntimeError("Index tensor must have the same number of dimensions as self tensor")
    for i, size in enumerate(places.shape):
        if (i != dim and size > self._array.shape[i]) or (isinstance(src, Tensor) and size > src._array.shape[i]):
            raise RuntimeError(
                f"Expected index {list(places.shape)} to be no larger than self {list(self.shape)} apart from "
                f"dimension {dim} and to be no larger size than src"
            )
    check_reach(places, self._array.shape[dim] if self.ndim else 1, dim)
    if not isinstance(src, Tensor):
        return dim, src
    if src.dtype is not self.dtype:
        raise RuntimeError(f"{name}(): Expected self.dtype to be equal to src.dtype")
    return dim, src if src._array.shape == places.shape else src[tuple(slice(0, size) for size in places.shape)]


def scatter(
    input: Tensor, dim: int, index: Tensor, src: Any = None, *, value: Any = None, reduce: str | None = None
) -> Tensor:
    """src written where the index says: for three dimensions and dim 0, made[index[i, j, k], j, k] = src[i, j, k]."""
    source = src if value is None else value
    if reduce is not None:
        return scatter_reduce(input, dim, index, source, {"add": "sum", "multiply": "prod"}[reduce])
    dim, part = _scattered(input, dim, index, source, "scatter")
    if part is None:
        return clone(input)
    key = _places(index._array, dim)
    if isinstance(part, Tensor):
        return apply(_SCATTER, (input, part), (input._array, part._array), key=key)
    return apply(_SCATTER_NUMBER, (input,), (input._array,), value=part, key=key)


def scatter_add(input: Tensor, dim: int, index: Tensor, src: Tensor) -> Tensor:
    """src added where the index says; what is named twice gets both."""
    dim, part = _scattered(input, dim, index, src, "scatter")
    if part is None:
        return clone(input)
    return apply(_SCATTER_ADD, (input, part), (input._array, part._array), key=_places(index._array, dim))


REDUCTIONS: dict[str, Any] = {"prod": np.multiply, "amax": np.maximum, "amin": np.minimum, "sum": np.add}


def scatter_reduce(
    input: Tensor, dim: int, index: Tensor, src: Tensor, reduce: str, *, include_self: bool = True
) -> Tensor:
    """As scatter_add for "sum"; for "prod", "amax", "amin" and "mean" without a derivative."""
    if reduce == "sum" and include_self:
        return scatter_add(input, dim, index, src)
    if reduce not in (*REDUCTIONS, "mean"):
        raise RuntimeError("reduce argument must be either sum, prod, mean, amax or amin, got " + reduce)
    if input.requires_grad or src.requires_grad:
        raise NotImplementedError(f"scatter_reduce with reduce='{reduce}' has no derivative in this small torch")
    dim, part = _scattered(input, dim, index, src, "scatter_reduce")
    made = input._array.copy()
    if part is None:
        return wrap(made)
    key = _places(index._array, dim)
    if not include_self:
        made[key] = {"prod": 1, "amax": -np.inf, "amin": np.inf}.get(reduce, 0)
    REDUCTIONS.get(reduce, np.add).at(made, key, part._array)
    if reduce == "mean":
        counts = np.full(made.shape, int(include_self))
        np.add.at(counts, key, 1)
        made = (made / np.maximum(counts, 1)).astype(made.dtype)
    return wrap(made)


# -- whole layers -------------------------------------------------------------------------------------


def _layers(self: Tensor, dim: int, index: Tensor, name: str) -> tuple[Any, ...]:
    dim = wrap_dim(dim, self.ndim)
    if index.ndim > 1:
        raise IndexError(f"{name}(): Index is supposed to be a vector, but got dim: {index.ndim}")
    if index._array.dtype not in (np.int64, np.int32):
        raise RuntimeError(f"{name}(): Expected dtype int32/int64 for index")
    size = self._array.shape[dim] if self.ndim else 1
    if type(index._array) is np.ndarray and ((index._array < 0) | (index._array >= size)).any():
        raise IndexError("index out of range in self")
    return (slice(None),) * dim + (np.atleast_1d(index._array),) if self.ndim else ()


def index_add(input: Tensor, dim: int, index: Tensor, source: Tensor, *, alpha: Any = 1) -> Tensor:
    """alpha times the layers of source added to those that the index names."""
    key = _layers(input, dim, index, "index_add")
    _check_layers(input, key, source, "index_add")
    return apply(_INDEX_ADD, (input, source), (input._array, source._array), key=key, alpha=alpha)


def index_copy(input: Tensor, dim: int, index: Tensor, source: Tensor) -> Tensor:
    """The layers of source in the place of those that the index names."""
    key = _layers(input, dim, index, "index_copy_")
    _check_layers(input, key, source, "index_copy_")
    return apply(_INDEX_COPY, (input, source), (input._array, source._array), key=key)


def _check_layers(input: Tensor, key: Any, source: Tensor, name: str) -> None:
    if source.dtype is not input.dtype:
        raise RuntimeError(f"{name}(): self and source expected to have the same dtype")
    if input._array[key].shape != source._array.shape:
        error = RuntimeError if name == "index_add" else IndexError
        raise error(f"{name}(): the shape of source {list(source.shape)} does not fit the layers that the index names")


def index_fill(input: Tensor, dim: int, index: Tensor, value: Any) -> Tensor:
    """One value in the layers that the index names."""
    number = value.item() if isinstance(value, Tensor) else value
    return apply(_INDEX_FILL, (input,), (input._array,), key=_layers(input, dim, index, "index_fill_"), value=number)


# -- single elements ----------------------------------------------------------------------------------


def index_put(input: Tensor, indices: Any, values: Tensor, accumulate: bool = False) -> Tensor:
    """The values at input[indices]; with accumulate, added there."""
    key = tuple(index._array for index in indices)
    if values.dtype is not input.dtype:
        raise RuntimeError(
            f"Index put requires the source and destination dtypes match, got {input.dtype.legacy_name} for the "
            f"destination and {values.dtype.legacy_name} for the source."
        )
    wide = np.broadcast_to(values._array, input._array[key].shape)
    rule = _INDEX_PUT_ADD if accumulate else _INDEX_PUT
    return apply(rule, (input, values), (input._array, wide), key=key)


def take(input: Tensor, index: Tensor) -> Tensor:
    """The elements at places of the flattened tensor, in the shape of the index."""
    return apply(_TAKE, (input,), (input._array,), index=index._array)


def _taken_back(g: Array, a_shape: tuple[int, ...], index: Array) -> Array:
    made = np.zeros_like(g, shape=a_shape)
    np.add.at(made.reshape(-1), index, g)
    return made


_TAKE = Rule("TakeBackward0", lambda a, index: a.reshape(-1)[index], a=_taken_back)


def take_along_dim(input: Tensor, indices: Tensor, dim: int | None = None) -> Tensor:
    """As gather, with the other dimensions broadcast; without dim, in the flattened tensor."""
    if dim is None:
        input, indices, dim = flatten(input), flatten(indices), 0
    dim = wrap_dim(dim, input.ndim)
    if input.ndim != indices.ndim:
        raise RuntimeError(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, but got "
            f"{input.ndim} dimensions for input, and {indices.ndim} dimensions for indices"
        )
    if indices._array.dtype != np.int64:
        raise RuntimeError(f"torch.take_along_dim(): dtype of indices should be Long but got {indices.dtype}")
    shape = list(np.broadcast_shapes(*[(*x.shape[:dim], 1, *x.shape[dim + 1 :]) for x in (input, indices)]))
    wide = [input._array.shape[dim], indices._array.shape[dim]]
    input, indices = (
        x if list(x.shape) == (full := [*shape[:dim], size, *shape[dim + 1 :]]) else x.expand(full)
        for x, size in zip((input, indices), wide, strict=True)
    )
    return apply(GATHER["Gather"], (input,), (input._array,), index=indices._array, dim=dim)


def masked_scatter(input: Tensor, mask: Tensor, source: Tensor) -> Tensor:
    """The first numbers of source, one after the other, where the mask is True."""
    where = np.broadcast_to(mask._array, input._array.shape)
    count = int(where.sum())
    if source.numel() < count:
        raise RuntimeError(
            f"masked_scatter: expected self and source to have same dtypes and source of at least {count} numbers"
        )
    first = reshape(source, -1)[:count]
    return apply(_MASKED_SCATTER, (input, first), (input._array, first._array), key=where)


_MASKED_SCATTER = Rule("MaskedScatterBackward0", _put, a=_erased, b=lambda g, key: g[key])

offer(scatter, scatter_add, scatter_reduce, index_add, index_copy, index_fill, index_put)
offer(take, take_along_dim, masked_scatter)


def _in_place(name: str) -> Any:
    def change(self: Tensor, *args: Any, **options: Any) -> Tensor:
        return copy_(self, FUNCTIONS[name](self, *args, **options))

    change.__doc__ = f"torch.{name}, into the tensor itself."
    return change


_WRITERS = "scatter scatter_add scatter_reduce index_add index_copy index_fill index_put masked_scatter".split()
add_methods(**{f"{name}_": _in_place(name) for name in _WRITERS})
