"""Random tensors: for the same seed, torch's own numbers.

torch's CPU generator is the Mersenne Twister MT19937, and numpy has it too.  What differs is
how its 32-bit draws become numbers; this file does it torch's way.
"""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np

from . import dtypes, elementwise
from .creation import _options, finish, shape_of
from .derivatives import copy
from .devices import CPU
from .graph import Array
from .rules import apply
from .tensor import Tensor, add_methods, wrap

DEFAULT_SEED = 67280421310721


class Generator:
    """A stream of random numbers.  torch: CPUGeneratorImpl.cpp"""

    __slots__ = ("_twister", "_seed", "_spare")
    device = CPU

    def __init__(self, device: Any = "cpu") -> None:
        self.manual_seed(DEFAULT_SEED)

    def manual_seed(self, seed: int) -> Generator:
        """Start again from `seed`, of which the low 32 bits count."""
        if not -(2**63) <= seed < 2**64:
            raise RuntimeError("Overflow when unpacking long long")
        self._seed = seed % 2**64
        self._twister = np.random.RandomState(self._seed & 0xFFFFFFFF)
        # A normal number is made with a twin, which waits here for the next call.
        self._spare: float | None = None
        return self

    def seed(self) -> int:
        """Start again from a seed nobody chose, and return it."""
        self.manual_seed(time.time_ns() % 2**63)
        return self._seed

    def initial_seed(self) -> int:
        """The seed the stream started from."""
        return self._seed

    def get_state(self) -> Tensor:
        """The state as a tensor of bytes, for set_state."""
        _, words, position, *_ = self._twister.get_state()
        spare = np.array([math.nan if self._spare is None else self._spare, self._seed]).view(np.uint8)
        numbers = np.array([*words, position], dtype=np.uint32).view(np.uint8)
        return wrap(np.concatenate([numbers, spare]))

    def set_state(self, state: Tensor) -> Generator:
        """Go on from a state that get_state gave."""
        array = state.numpy()
        words = array[: 625 * 4].copy().view(np.uint32)
        spare = array[625 * 4 :].copy().view(np.float64)
        self._twister.set_state(("MT19937", words[:624], int(words[624]), 0, 0.0))
        self._spare = None if math.isnan(spare[0]) else float(spare[0])
        self._seed = int(spare[1])
        return self

    def bits(self, count: int) -> Array:
        """The next draws, as 32-bit integers."""
        return self._twister.randint(0, 2**32, size=count, dtype=np.uint32)

    def bits64(self, count: int) -> Array:
        """The next draws as 64-bit integers, two for each, the high half first."""
        halves = self.bits(2 * count).astype(np.uint64)
        return halves[0::2] << np.uint64(32) | halves[1::2]

    def uniform(self, count: int, kind: Any) -> Array:
        """Numbers in [0, 1): 24 bits of a draw for float32, 53 of a double draw for float64."""
        if kind == np.float64:
            return (self.bits64(count) & np.uint64(2**53 - 1)).astype(np.float64) * 2.0**-53
        if kind == np.float16:
            return self.uniform(count, np.float32).astype(kind)
        return (self.bits(count) & np.uint32(2**24 - 1)).astype(np.float32) * np.float32(2.0**-24)

    def normal(self, count: int, kind: Any) -> Array:
        """Standard normal numbers, by one of two paths, as torch's: one by one, or in blocks of 16."""
        return self._normal_blocks(count, kind) if count >= 16 else self._normal_scalars(count).astype(kind)

    def _normal_scalars(self, count: int) -> Array:
        numbers: list[float] = []
        while len(numbers) < count:
            if self._spare is not None:
                numbers.append(self._spare)
                self._spare = None
                continue
            first, second = self.uniform(2, np.float64).tolist()
            radius, angle = math.sqrt(-2.0 * math.log1p(-second)), 2.0 * math.pi * first
            numbers.append(radius * math.cos(angle))
            self._spare = radius * math.sin(angle)
        return np.array(numbers)

    def _normal_blocks(self, count: int, kind: Any) -> Array:
        work = np.float32 if kind == np.float16 else kind
        whole = count - count % 16
        # In half precision, torch draws block by block, and so nothing for the ragged end yet.
        numbers = np.resize(self.uniform(whole if kind == np.float16 else count, work), count)
        _box_muller(numbers[:whole].reshape(-1, 2, 8))
        if whole < count:
            # A ragged end draws its last 16 anew, over numbers that were finished already.
            numbers[-16:] = self.uniform(16, work)
            _box_muller(numbers[-16:].reshape(1, 2, 8))
        return numbers.astype(kind, copy=False)


def _box_muller(pairs: Array) -> None:
    """Turn blocks of 8 + 8 uniform numbers, shape (n, 2, 8), into normal ones in place."""
    kind = pairs.dtype.type
    # The logarithm is rounded from double precision: numpy's own in single precision is less exact than torch's.
    log = np.log((kind(1) - pairs[:, 0]).astype(np.float64)).astype(kind)
    radius = np.sqrt(kind(-2) * log)
    angle = kind(2 * np.pi) * pairs[:, 1]
    pairs[:, 0], pairs[:, 1] = radius * np.cos(angle), radius * np.sin(angle)


default_generator = Generator()


def manual_seed(seed: int) -> Generator:
    """Start torch's own stream again; the same seed gives the same numbers as torch."""
    return default_generator.manual_seed(int(seed))


def seed() -> int:
    """Start torch's own stream from a seed nobody chose, and return it."""
    return default_generator.seed()


def initial_seed() -> int:
    """The seed torch's own stream started from."""
    return default_generator.initial_seed()


def get_rng_state() -> Tensor:
    """The state of torch's own stream."""
    return default_generator.get_state()


def set_rng_state(new_state: Tensor) -> None:
    """Continue torch's own stream from a state."""
    default_generator.set_state(new_state)


# -- new tensors ------------------------------------------------------------------------------


def rand(*size: Any, generator: Generator | None = None, **options: Any) -> Tensor:
    """Uniform numbers in [0, 1), of shape `size`."""
    shape = shape_of(size, "rand")
    wanted, requires_grad = _options("rand", **options)
    source = generator or default_generator
    return finish(source.uniform(math.prod(shape), wanted.numpy).reshape(shape), requires_grad)


def randn(*size: Any, generator: Generator | None = None, **options: Any) -> Tensor:
    """Standard normal numbers, of shape `size`."""
    shape = shape_of(size, "randn")
    wanted, requires_grad = _options("randn", **options)
    source = generator or default_generator
    return finish(source.normal(math.prod(shape), wanted.numpy).reshape(shape), requires_grad)


def rand_like(input: Tensor, **options: Any) -> Tensor:
    """Uniform numbers of the same shape and dtype."""
    return rand(input.shape, **{"dtype": input.dtype, **options})


def randn_like(input: Tensor, **options: Any) -> Tensor:
    """Normal numbers of the same shape and dtype."""
    return randn(input.shape, **{"dtype": input.dtype, **options})


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
    wanted, requires_grad = _options("randint", **{"dtype": dtypes.int64, **options})
    shape = shape_of((size,), "randint")
    array = _integers(low, high, math.prod(shape), generator or default_generator)
    return finish(array.reshape(shape).astype(wanted.numpy), requires_grad)


def randint_like(input: Tensor, *bounds: int, **options: Any) -> Tensor:
    """Integers of the same shape and dtype."""
    return randint(*bounds, input.shape, **{"dtype": input.dtype, **options})


def randperm(n: int, *, generator: Generator | None = None, **options: Any) -> Tensor:
    """The integers 0 to n - 1 in random order."""
    wanted, requires_grad = _options("randperm", **{"dtype": dtypes.int64, **options})
    order = list(range(n))
    draws = (generator or default_generator).bits(max(n - 1, 0)).tolist()
    for i, draw in enumerate(draws):
        other = i + draw % (n - i)
        order[i], order[other] = order[other], order[i]
    return finish(np.array(order, dtype=wanted.numpy), requires_grad)


def normal(
    mean: Any, std: Any = 1.0, size: Any = None, *, generator: Generator | None = None, **options: Any
) -> Tensor:
    """Normal numbers of a mean and a standard deviation, each a number or a tensor."""
    if size is not None:
        wanted, requires_grad = _options("normal", **options)
        made = finish(np.empty(shape_of((size,), "normal"), wanted.numpy))
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


def uniform_(self: Tensor, a: float = 0.0, b: float = 1.0, *, generator: Generator | None = None) -> Tensor:
    """Fill with uniform numbers in [a, b)."""
    if a > b:
        raise RuntimeError(f"uniform_ expects to return a [from, to) range, but found from={a:g} > to={b:g}")
    kind = self._array.dtype.type
    values = (generator or default_generator).uniform(self.numel(), kind)
    return _overwrite(self, _scaled(values, kind(kind(b) - kind(a)), kind(a)))


def normal_(self: Tensor, mean: float = 0.0, std: float = 1.0, *, generator: Generator | None = None) -> Tensor:
    """Fill with normal numbers of a mean and a standard deviation."""
    if std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    kind = self._array.dtype.type
    source = generator or default_generator
    if self.numel() >= 16 and self.is_contiguous():
        return _overwrite(self, _scaled(source.normal(self.numel(), kind), kind(std), kind(mean)))
    return _overwrite(self, source._normal_scalars(self.numel()) * std + mean)


def bernoulli_(self: Tensor, p: Any = 0.5, *, generator: Generator | None = None) -> Tensor:
    """Fill with ones of probability `p`, else zeros."""
    if not isinstance(p, Tensor) and not 0 <= p <= 1:
        raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
    chances = np.broadcast_to(p._array, self.shape) if isinstance(p, Tensor) else np.full(self.shape, float(p))
    return _overwrite(self, _coins(chances, self._array.dtype, generator))


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


add_methods(uniform_, normal_, bernoulli_, random_, bernoulli)
