"""Random tensors: for the same seed, torch's own numbers.

Which draws of the generator become which numbers is torch's order, function by function.  On
processors of Intel, torch draws for `bernoulli_`, `dropout` and `exponential_` in another way
(with Intel's library), and there these differ.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from . import dtypes, elementwise
from .creation import _options, finish, shape_of
from .derivatives import copy
from .generator import (
    Generator,
    default_generator,
    fork_rng,
    get_rng_state,
    initial_seed,
    manual_seed,
    seed,
    set_rng_state,
)
from .graph import Array
from .meta import shaped
from .rules import apply
from .tensor import Tensor, add_methods, wrap

__all__ = [
    "Generator",
    "default_generator",
    "fork_rng",
    "get_rng_state",
    "initial_seed",
    "manual_seed",
    "seed",
    "set_rng_state",
]

F = TypeVar("F", bound=Callable[..., Tensor])

# -- new tensors ------------------------------------------------------------------------------


def rand(*size: Any, generator: Generator | None = None, **options: Any) -> Tensor:
    """Uniform numbers in [0, 1), of shape `size`."""
    shape = shape_of(size, "rand")
    wanted, requires_grad, where = _options("rand", **options)
    if where.type == "meta":
        return finish(shaped(shape, wanted.numpy), requires_grad)
    source = generator or default_generator
    return finish(source.uniform(math.prod(shape), wanted.numpy).reshape(shape), requires_grad, where)


def randn(*size: Any, generator: Generator | None = None, **options: Any) -> Tensor:
    """Standard normal numbers, of shape `size`."""
    shape = shape_of(size, "randn")
    wanted, requires_grad, where = _options("randn", **options)
    if where.type == "meta":
        return finish(shaped(shape, wanted.numpy), requires_grad)
    source = generator or default_generator
    return finish(source.normal(math.prod(shape), wanted.numpy).reshape(shape), requires_grad, where)


def rand_like(input: Tensor, **options: Any) -> Tensor:
    """Uniform numbers of the same shape and dtype."""
    return rand(input.shape, **{"dtype": input.dtype, "device": input.device, **options})


def randn_like(input: Tensor, **options: Any) -> Tensor:
    """Normal numbers of the same shape and dtype."""
    return randn(input.shape, **{"dtype": input.dtype, "device": input.device, **options})


def _integers(low: int, high: int, count: int, source: Generator) -> Array:
    span = high - low
    draws = source.bits64(count) if span >= 2**28 else source.bits(count)
    return (draws % draws.dtype.type(span)).astype(np.int64) + low


def randint(*bounds: Any, generator: Generator | None = None, **options: Any) -> Tensor:
    """`randint(high, size)` or `randint(low, high, size)`: integers from low to high - 1."""
    if "size" in options:
        bounds = (*bounds, options.pop("size"))
    low, high, size = (0, *bounds) if len(bounds) == 2 else bounds
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    wanted, requires_grad, where = _options("randint", **{"dtype": dtypes.int64, **options})
    shape = shape_of((size,), "randint")
    array = _integers(low, high, math.prod(shape), generator or default_generator)
    return finish(array.reshape(shape).astype(wanted.numpy), requires_grad, where)


def randint_like(input: Tensor, *bounds: int, **options: Any) -> Tensor:
    """Integers of the same shape and dtype."""
    return randint(*bounds, input.shape, **{"dtype": input.dtype, "device": input.device, **options})


def randperm(n: int, *, generator: Generator | None = None, **options: Any) -> Tensor:
    """The integers 0 to n - 1 in random order."""
    wanted, requires_grad, where = _options("randperm", **{"dtype": dtypes.int64, **options})
    order = list(range(n))
    draws = (generator or default_generator).bits(max(n - 1, 0)).tolist()
    for i, draw in enumerate(draws):
        other = i + draw % (n - i)
        order[i], order[other] = order[other], order[i]
    return finish(np.array(order, dtype=wanted.numpy), requires_grad, where)


def normal(
    mean: Any, std: Any = 1.0, size: Any = None, *, generator: Generator | None = None, **options: Any
) -> Tensor:
    """Normal numbers of a mean and a standard deviation, each a number or a tensor."""
    if size is not None:
        wanted, requires_grad, where = _options("normal", **options)
        made = finish(np.empty(shape_of((size,), "normal"), wanted.numpy), False, where)
        return normal_(made, mean, std, generator=generator).requires_grad_(requires_grad)
    made = randn(np.broadcast_shapes(getattr(mean, "shape", ()), getattr(std, "shape", ())), generator=generator)
    return elementwise.add(made * std, mean).detach()


def bernoulli(input: Tensor, p: float | None = None, *, generator: Generator | None = None) -> Tensor:
    """One with the probability given at each place, else zero."""
    chances = input._array if p is None else np.full(input.shape, p)
    return wrap(_coins(chances, input._array.dtype, generator))


def _coins(chances: Array, kind: Any, generator: Generator | None) -> Array:
    if ((chances < 0) | (chances > 1)).any():
        raise RuntimeError("Expected p_in >= 0 && p_in <= 1 to be true, but got false.")
    source = generator or default_generator
    drawn = source.uniform(chances.size, np.float64 if chances.dtype == np.float64 else np.float32)
    return (drawn.reshape(chances.shape) < chances).astype(kind)


def multinomial(
    input: Tensor, num_samples: int, replacement: bool = False, *, generator: Generator | None = None
) -> Tensor:
    """Indices with probabilities in proportion to the numbers of each row, shape (..., num_samples).

    RuntimeError for no floats, more than two dimensions, negative weights, or more samples than there are.
    """
    if not input.is_floating_point():
        raise RuntimeError(f"multinomial only supports floating-point dtypes for input, got: {input.dtype.legacy_name}")
    if not 1 <= input.ndim <= 2:
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if num_samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and num_samples > input.shape[-1]:
        raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    source, weights = generator or default_generator, input._array
    if replacement and num_samples > 1:
        return wrap(_drawn_again(weights, num_samples, source))
    if not ((weights >= 0) & (weights < math.inf)).all():
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if (weights.sum(-1) <= 0).any():
        raise RuntimeError(NO_WEIGHT)
    # The largest of weight / exponential number falls on each index with its probability.
    race = weights / source.exponential(weights.size, weights.dtype).reshape(weights.shape)
    return wrap(np.argsort(-race, axis=-1, kind="stable")[..., :num_samples].copy())


NO_WEIGHT = "invalid multinomial distribution (sum of probabilities <= 0)"


def _drawn_again(weights: Array, count: int, source: Generator) -> Array:
    """Where each of `count` uniform numbers falls among a row's weights, summed up and scaled to 1."""
    rows = weights.reshape(-1, weights.shape[-1])
    if not (rows >= 0).all():
        raise RuntimeError("invalid multinomial distribution (encountering probability entry < 0)")
    if not (rows < math.inf).all():
        raise RuntimeError("invalid multinomial distribution (encountering probability entry = infinity or NaN)")
    sums = rows.cumsum(-1, dtype=rows.dtype)
    if (sums[:, -1] <= 0).any():
        raise RuntimeError(NO_WEIGHT)
    found = [np.searchsorted(row / row[-1], source.uniform(count, np.float64)) for row in sums]
    return np.array(found, dtype=np.int64).reshape(*weights.shape[:-1], count)


# -- in place ---------------------------------------------------------------------------------


def _overwrite(tensor: Tensor, values: Array) -> Tensor:
    """Fill in the order of the memory, which for a transposed tensor is not the order of its indices."""
    array = tensor._array
    order = sorted(range(array.ndim), key=lambda axis: -abs(array.strides[axis]))
    laid_out = values.reshape([array.shape[axis] for axis in order]).transpose(np.argsort(order))
    return apply(copy, (tensor, None), (array, laid_out.astype(array.dtype)), tensor)


def _scaled(values: Array, scale: Any, shift: Any) -> Array:
    """values * scale + shift, rounded once, as a processor's fused multiply-add does it."""
    wide = np.longdouble if values.dtype == np.float64 else np.float64
    return (values.astype(wide) * wide(scale) + wide(shift)).astype(values.dtype)


def _filler(fill: F) -> F:
    """A change in place that draws nothing for a tensor without numbers, as in torch."""

    @functools.wraps(fill)
    def filled(self: Tensor, *args: Any, **options: Any) -> Tensor:
        return self if self.is_meta else fill(self, *args, **options)

    return filled  # type: ignore[return-value]


@_filler
def uniform_(self: Tensor, a: float = 0.0, b: float = 1.0, *, generator: Generator | None = None) -> Tensor:
    """Fill with uniform numbers in [a, b)."""
    if a > b:
        raise RuntimeError(f"uniform_ expects to return a [from, to) range, but found from={a:g} > to={b:g}")
    kind = self._array.dtype.type
    values = (generator or default_generator).uniform(self.numel(), kind)
    return _overwrite(self, _scaled(values, kind(kind(b) - kind(a)), kind(a)))


@_filler
def normal_(self: Tensor, mean: float = 0.0, std: float = 1.0, *, generator: Generator | None = None) -> Tensor:
    """Fill with normal numbers of a mean and a standard deviation."""
    if std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    kind = self._array.dtype.type
    source = generator or default_generator
    if self.numel() >= 16 and self.is_contiguous():
        return _overwrite(self, _scaled(source.normal(self.numel(), kind), kind(std), kind(mean)))
    return _overwrite(self, source._normal_scalars(self.numel()) * std + mean)


@_filler
def bernoulli_(self: Tensor, p: Any = 0.5, *, generator: Generator | None = None) -> Tensor:
    """Fill with ones of probability `p`, else zeros."""
    if not isinstance(p, Tensor) and not 0 <= p <= 1:
        raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
    chances = np.broadcast_to(p._array, self.shape) if isinstance(p, Tensor) else np.full(self.shape, float(p))
    return _overwrite(self, _coins(chances, self._array.dtype, generator))


@_filler
def exponential_(self: Tensor, lambd: float = 1.0, *, generator: Generator | None = None) -> Tensor:
    """Fill with exponential numbers of rate `lambd`."""
    if lambd <= 0:
        raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={lambd:g}")
    return _overwrite(self, (generator or default_generator).exponential(self.numel(), self._array.dtype, lambd))


@_filler
def random_(self: Tensor, *bounds: int, generator: Generator | None = None) -> Tensor:
    """Fill with integers from low to high - 1; without bounds, with all that the dtype counts exactly."""
    source = generator or default_generator
    if bounds:
        low, high = (0, *bounds) if len(bounds) == 1 else bounds
        return _overwrite(self, _integers(low, high, self.numel(), source))
    array = self._array
    largest = 2 ** (np.finfo(array.dtype).nmant + 1) if self.is_floating_point() else np.iinfo(array.dtype).max
    draws = source.bits64(array.size) if array.itemsize == 8 else source.bits(array.size).astype(np.uint64)
    return _overwrite(self, draws % np.uint64(largest + 1))


add_methods(uniform_, normal_, bernoulli_, exponential_, random_, bernoulli, multinomial)
