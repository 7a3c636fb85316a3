"""What derivatives are handed when they are to be derived again (create_graph=True)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from . import elementwise, exact, gamma, joining
from .dtypes import FROM_NUMPY
from .tensor import Tensor, wrap


class Recorded(NDArrayOperatorsMixin):
    """A tensor that numpy's functions and methods work on, as operations that are recorded.

    Derivatives are written for arrays; numpy lets other types carry out its functions (NEP 13
    and NEP 18), and this one carries them out by the tensor's own, so that what a derivative
    computes has a derivative too.  NotImplementedError for what is not in the tables below.
    """

    __slots__ = ("tensor",)

    base = None  # never a view, as far as the walk is concerned

    def __init__(self, tensor: Tensor) -> None:
        self.tensor = tensor

    @staticmethod
    def of(value: Any) -> Recorded:
        """A value of any kind as a Recorded; an array is a constant."""
        return value if isinstance(value, Recorded) else Recorded(wrap(value))

    # -- numpy's functions ----------------------------------------------------------------------

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **how: Any) -> Any:
        if (ufunc, method) in METHODS:
            return METHODS[ufunc, method](*inputs, **how)
        if method == "__call__" and not how and ufunc in CONSTANT:
            return ufunc(*map(_array, inputs))
        if method != "__call__" or how or ufunc not in UFUNCS:
            raise _missing(ufunc.__name__)
        made = UFUNCS[ufunc](*map(_operand, inputs))
        return Recorded(made if out is None else out[0].tensor.copy_(made))

    def __array_function__(self, function: Any, types: Any, args: Any, how: Any) -> Any:
        if function in MOVING and isinstance(args[0], Recorded):
            return args[0].moved(lambda places: function(places, *args[1:], **how))
        if function not in FUNCTIONS:
            raise _missing(function.__name__)
        return FUNCTIONS[function](*args, **how)

    def __array__(self, *how: Any, **more: Any) -> Any:
        raise _missing("asarray")

    def __getattr__(self, name: str) -> Any:
        # What begins with underscores numpy only looks for.
        raise AttributeError(name) if name.startswith("__") else _missing(name)

    # -- an array's attributes and methods --------------------------------------------------------

    @property
    def shape(self) -> tuple[int, ...]:
        return self.tensor._array.shape  # type: ignore[no-any-return]

    @property
    def dtype(self) -> Any:
        return self.tensor._array.dtype

    @property
    def ndim(self) -> int:
        return int(self.tensor._array.ndim)

    @property
    def size(self) -> int:
        return int(self.tensor._array.size)

    @property
    def T(self) -> Recorded:  # noqa: N802  (numpy's name)
        return self.transpose()

    def __len__(self) -> int:
        return len(self.tensor._array)

    def __getitem__(self, key: Any) -> Recorded:
        return Recorded(self.tensor[key])

    def __setitem__(self, key: Any, value: Any) -> None:
        self.tensor[key] = Recorded.of(value).tensor

    # As if new: what `made[key] += more` adds to is written back by its last step.
    def __iadd__(self, other: Any) -> Recorded:
        return self + other  # type: ignore[no-any-return]

    def __isub__(self, other: Any) -> Recorded:
        return self - other  # type: ignore[no-any-return]

    def __imul__(self, other: Any) -> Recorded:
        return self * other  # type: ignore[no-any-return]

    def moved(self, move: Callable[[Any], Any]) -> Recorded:
        """What a function of an array makes of this one, where all that it does is to pick numbers by their places."""
        return Recorded(self.tensor.reshape(-1)[move(self.places())])

    def places(self) -> Any:
        """Where each number lies, as an index of the flattened array."""
        return np.arange(self.size).reshape(self.shape)

    def add_at(self, key: Any, more: Any) -> None:
        """np.add.at: what is named twice gets both."""
        places = self.places()[key]
        wide = Recorded.of(more).tensor.expand(places.shape).reshape(-1).to(self.tensor.dtype)
        sums = self.tensor.reshape(-1).index_put((wrap(places.reshape(-1)),), wide, accumulate=True)
        self.tensor.copy_(sums.reshape(self.shape))

    def sum(self, axis: Any = None, keepdims: bool = False) -> Recorded:
        return self if axis == () else Recorded(self.tensor.sum(axis, keepdims))

    def mean(self, axis: Any = None, keepdims: bool = False) -> Recorded:
        return self if axis == () else Recorded(self.tensor.mean(axis, keepdims))

    def reshape(self, *shape: Any) -> Recorded:
        return Recorded(self.tensor.reshape(*shape))

    def ravel(self) -> Recorded:
        return self.reshape(-1)

    def transpose(self, *order: Any) -> Recorded:
        axes = order[0] if len(order) == 1 else order or range(self.ndim)[::-1]
        return Recorded(self.tensor.permute([int(axis) for axis in axes]))

    def swapaxes(self, a: int, b: int) -> Recorded:
        return Recorded(self.tensor.transpose(a, b))

    def astype(self, kind: Any, order: str = "K", copy: bool = True) -> Recorded:
        return Recorded(self.tensor.to(FROM_NUMPY[np.dtype(kind)]))

    def dot(self, other: Any) -> Recorded:
        return Recorded(self.tensor.matmul(Recorded.of(other).tensor))

    def take(self, indices: Any, axis: int | None = None) -> Recorded:
        return self.moved(lambda places: places.take(indices, axis))

    def squeeze(self, axis: Any = None) -> Recorded:
        return self.moved(lambda places: places.squeeze(axis))

    def copy(self) -> Recorded:
        return Recorded(self.tensor.clone())


def _array(value: Any) -> Any:
    return value.tensor._array if isinstance(value, Recorded) else value


def _operand(value: Any) -> Any:
    """A tensor, or a Python number, which leaves the dtype to the tensors."""
    if isinstance(value, Recorded):
        return value.tensor
    return wrap(value) if isinstance(value, np.ndarray) else value.item() if isinstance(value, np.generic) else value


def _missing(name: str) -> NotImplementedError:
    return NotImplementedError(f"what numpy's {name} computes has no derivative")


# Steps and truths: their derivative is zero, so arrays will do.
CONSTANT = {
    np.greater, np.greater_equal, np.less, np.less_equal, np.equal, np.not_equal, np.logical_and, np.logical_or,
    np.logical_not, np.isfinite, np.isnan, np.isinf, np.sign, np.floor, np.ceil, np.trunc, np.rint,
}  # fmt: skip
UFUNCS: dict[Any, Callable[..., Any]] = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.true_divide: operator.truediv,
    np.power: operator.pow,
    np.matmul: operator.matmul,
    np.negative: operator.neg,
    np.positive: operator.pos,
    np.absolute: operator.abs,
    np.arctan: operator.methodcaller("atan"),
    exact.ERF: operator.methodcaller("erf"),
    exact.ERFC: operator.methodcaller("erfc"),
    gamma.DIGAMMA: operator.methodcaller("digamma"),
    gamma.POLYGAMMA: lambda n, a: a.polygamma(n),
    np.maximum: lambda a, b: _extreme(elementwise.maximum, a, b),
    np.minimum: lambda a, b: _extreme(elementwise.minimum, a, b),
    **{
        getattr(np, name): operator.methodcaller(name)
        for name in "exp exp2 expm1 log log2 log10 log1p sqrt reciprocal square sin cos tan tanh sinh cosh".split()
    },
}


def _extreme(function: Callable[..., Tensor], a: Any, b: Any) -> Tensor:
    kind = next(value._array.dtype for value in (a, b) if isinstance(value, Tensor))
    return function(*(value if isinstance(value, Tensor) else wrap(np.asarray(value, kind)) for value in (a, b)))


def _reduced_at(a: Recorded, starts: Any, axis: int = 0) -> Any:
    """np.add.reduceat of the first dimension: the sums of parts that begin at these places."""
    made: Any = np.zeros_like(a, shape=(len(starts), *a.shape[1:]))
    made.add_at(np.searchsorted(starts, np.arange(len(a)), side="right") - 1, a)
    return made


# What a ufunc does besides being called.
METHODS: dict[Any, Callable[..., Any]] = {
    (np.add, "at"): lambda made, key, more: made.add_at(key, more),
    (np.add, "reduceat"): _reduced_at,
}


def _where(condition: Any, a: Any, b: Any) -> Recorded:
    kind = next(value.dtype for value in (a, b) if isinstance(value, Recorded))
    a, b = (value if isinstance(value, Recorded) else Recorded.of(np.asarray(value, kind)) for value in (a, b))
    return Recorded(a.tensor.where(wrap(np.asarray(_array(condition))), b.tensor))


def _filled(value: float) -> Callable[..., Recorded]:
    def made(like: Recorded, *, shape: Any = None, dtype: Any = None) -> Recorded:
        return Recorded.of(np.full(like.shape if shape is None else shape, value, dtype or like.dtype))

    return made


# Functions that only move numbers: what they do with the places is all there is to know.
MOVING = {
    np.flip, np.roll, np.rot90, np.moveaxis, np.take, np.take_along_axis, np.repeat, np.squeeze,
}  # fmt: skip
FUNCTIONS: dict[Any, Callable[..., Any]] = {
    np.where: _where,
    np.zeros_like: _filled(0),
    np.ones_like: _filled(1),
    np.empty_like: _filled(0),
    np.asarray: Recorded.of,
    np.diagonal: lambda a, *how: Recorded(a.tensor.diagonal(*how)),
    np.cumsum: lambda a, axis, dtype=None: Recorded(a.tensor.cumsum(axis)),
    np.cumprod: lambda a, axis, dtype=None: Recorded(a.tensor.cumprod(axis)),
    np.concatenate: lambda parts, axis=0: Recorded(joining.cat([Recorded.of(part).tensor for part in parts], axis)),
    np.clip: lambda a, low, high: Recorded(a.tensor.clamp(low, high)),
    np.broadcast_to: lambda a, shape: Recorded(a.tensor.expand(shape)),
    np.expand_dims: lambda a, axis: a.reshape(np.expand_dims(_array(a), axis).shape),
    np.swapaxes: lambda a, *axes: a.swapaxes(*axes),
    np.transpose: lambda a, *axes: a.transpose(*axes),
    np.reshape: lambda a, shape: a.reshape(shape),
    np.sum: lambda a, axis=None, keepdims=False: a.sum(axis, keepdims),
    np.dot: lambda a, b: Recorded.of(a).dot(b),
    np.outer: lambda a, b: Recorded.of(a).reshape(-1, 1) * Recorded.of(b).reshape(1, -1),
}
