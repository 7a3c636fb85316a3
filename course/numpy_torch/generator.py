"""Generator: torch's stream of random numbers, and the one that all share.

torch's CPU generator is the Mersenne Twister MT19937, and numpy has it too.  What differs is
how its 32-bit draws become numbers; this file does it torch's way.
"""

from __future__ import annotations

import contextlib
import math
import secrets
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from .box_muller import normal_pairs
from .devices import CPU, check_device
from .dtypes import uint8
from .graph import Array
from .tensor import Tensor, wrap

DEFAULT_SEED = 67280421310721

# torch's CPUGeneratorImplState, as it lies in memory.
STATE = np.dtype(
    [
        ("seed", "<u8"),
        ("left", "<i4"),  # draws before the next block, counting the one that makes it
        ("seeded", "<i4"),
        ("next", "<u8"),  # where in the block the next draw is
        ("words", "<u8", 624),
        ("unused", "<f8"),
        ("spare", "<f8"),
        ("unused too", "<f8"),
        ("has_spare", "<i4"),
        ("float32, never used on the CPU", "V12"),
    ]
)


class Generator:
    """A stream of random numbers.  torch: CPUGeneratorImpl.cpp"""

    __slots__ = ("_made", "_make", "_seed", "_spare")
    device = CPU  # where it draws

    def __init__(self, device: Any = "cpu") -> None:
        check_device(device)
        self.manual_seed(DEFAULT_SEED)

    def manual_seed(self, seed: int) -> Generator:
        """Start again from `seed`, of which the low 32 bits count."""
        if not hasattr(seed, "__index__"):
            raise RuntimeError(f"manual_seed expected a long, but got {type(seed).__name__}")
        if not -(2**63) <= seed < 2**64:
            raise ValueError("Overflow when unpacking long long")
        self._seed = seed % 2**64
        # Filling the twister's 624 words costs more than many a small experiment: it waits for the first draw.
        self._made: Any = None
        self._make = partial(np.random.RandomState, self._seed & 0xFFFFFFFF)
        # A normal number is made with a twin, which waits here for the next call.
        self._spare: float | None = None
        return self

    @property
    def _twister(self) -> Any:
        if self._made is None:
            self._made = self._make()
        return self._made

    @contextlib.contextmanager
    def _kept(self) -> Iterator[None]:
        """Inside, draw as one likes: after the block, the stream goes on as if nothing had been drawn."""
        before = self._made, self._make, self._seed, self._spare
        if self._made is not None:
            self._make, self._made = partial(_copy, self._made), None
        try:
            yield
        finally:
            self._made, self._make, self._seed, self._spare = before

    def seed(self) -> int:
        """Start again from a seed nobody chose, and return it."""
        self.manual_seed(secrets.randbits(53))
        return self._seed

    def initial_seed(self) -> int:
        """The seed the stream started from."""
        return self._seed

    def get_state(self) -> Tensor:
        """The state as 5056 bytes, which are torch's: its generators and these exchange them."""
        twister: Any = self._twister.get_state()
        _, words, position, *_ = twister
        state = np.zeros((), STATE)
        state["seed"], state["seeded"], state["words"], state["left"] = self._seed, 1, words, 625 - position
        # Fresh from its seed, numpy's position is at the end of a block that never was, and torch's at its start.
        state["next"] = 0 if position == 624 and words[0] == self._seed & 0xFFFFFFFF else position
        if self._spare is not None:
            state["spare"], state["has_spare"] = self._spare, 1
        return wrap(np.frombuffer(state.tobytes(), np.uint8).copy())

    def set_state(self, new_state: Tensor) -> Generator:
        """Go on from a state, of this torch or of real torch.

        TypeError for anything but a tensor of bytes, RuntimeError for bytes that are no state.
        """
        if not isinstance(new_state, Tensor):
            raise TypeError(f"expected a torch.ByteTensor, but got {type(new_state).__name__}")
        if new_state.dtype is not uint8:
            raise TypeError("RNG state must be a torch.ByteTensor")
        if new_state.numel() != STATE.itemsize:
            raise RuntimeError(
                f"Expected a CPUGeneratorImplState of size {STATE.itemsize} but found the input RNG state size to be "
                f"{new_state.numel()}"
            )
        state = np.frombuffer(new_state._array.tobytes(), STATE)[0]
        if not (state["seeded"] == 1 and 0 < state["left"] <= 624 and state["next"] <= 624):
            raise RuntimeError("Invalid mt19937 state")
        self._twister.set_state(("MT19937", state["words"].astype(np.uint32), 625 - int(state["left"]), 0, 0.0))
        self._seed = int(state["seed"])
        self._spare = float(state["spare"]) if state["has_spare"] else None
        return self

    def clone_state(self) -> Generator:
        """Another generator that goes on from here."""
        return type(self)().set_state(self.get_state())

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.get_state(),)

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

    def exponential(self, count: int, kind: Any, rate: float = 1.0) -> Array:
        """Exponential numbers, each from one uniform number."""
        return (-1.0 / rate * np.log1p(-self.uniform(count, np.float64))).astype(kind)

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
    if kind is np.float32:
        pairs[:, 0], pairs[:, 1] = normal_pairs(pairs[:, 0], pairs[:, 1])
        return
    radius = np.sqrt(kind(-2) * np.log(kind(1) - pairs[:, 0]))
    angle = kind(2 * np.pi) * pairs[:, 1]
    pairs[:, 0], pairs[:, 1] = radius * np.cos(angle), radius * np.sin(angle)


def _copy(twister: Any) -> Any:
    copied = np.random.RandomState()
    copied.set_state(twister.get_state())
    return copied


def _rebuild(state: Tensor) -> Generator:
    return Generator().set_state(state)


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


@contextlib.contextmanager
def fork_rng(devices: Any = None, enabled: bool = True, device_type: str = "cpu") -> Iterator[None]:
    """Inside, draw as one likes: after the block, torch's own stream goes on as if nothing had been drawn."""
    with default_generator._kept() if enabled else contextlib.nullcontext():
        yield
