"""The small objects tensors are described with: device, Size, layout, memory format; and the default device."""

from __future__ import annotations

import math
import re
from typing import Any

from .arrays import usable

KNOWN_DEVICES = ("cpu", "cuda", "mps", "meta", "xla", "xpu", "mkldnn", "hip", "hpu", "mtia")


class device:  # noqa: N801  (torch's name)
    """Where a tensor's numbers lie: `device("cpu")`, `device("cuda:1")`, `device("cuda", 1)`."""

    __slots__ = ("type", "index")
    type: str
    index: int | None

    def __init__(self, type: Any = "cpu", index: int | None = None) -> None:
        if isinstance(type, device):
            type, index = type.type, type.index
        match = re.fullmatch(r"([a-z]+)(?::(\d+))?", type)
        if match is None:
            raise RuntimeError(f"Invalid device string: '{type}'")
        kind, number = match.groups()
        if kind not in KNOWN_DEVICES:
            raise RuntimeError(
                f"Expected one of {', '.join(KNOWN_DEVICES)} device type at start of device string: {type}"
            )
        if number is not None and index is not None:
            raise RuntimeError(f"type (string) must not include an index because index was passed explicitly: {type}")
        self.type = kind
        self.index = int(number) if number is not None else index

    def __repr__(self) -> str:
        return f"device(type='{self.type}'" + (")" if self.index is None else f", index={self.index})")

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self) -> int:
        return hash((self.type, self.index))

    def __reduce__(self) -> tuple[Any, ...]:
        return device, (self.type, self.index)

    def __enter__(self) -> device:
        _default.append(self)
        return self

    def __exit__(self, *exception: object) -> None:
        _default.pop()


# The devices of `with torch.device(...)`, the innermost last; the first is set_default_device's.
_default: list[device] = [device("cpu")]
CPU = _default[0]


def get_default_device() -> device:
    """Where new tensors are made when nobody says where."""
    return _default[-1]


def set_default_device(where: Any) -> None:
    """Make new tensors on this device from now on; None for the CPU.  torch: _device.py"""
    chosen = CPU if where is None else device(where)
    usable(chosen)
    _default[0] = chosen


def check_device(where: Any) -> None:
    """Let only the CPU pass, for what is nowhere else."""
    if where is not None and device(where).type != "cpu":
        usable(device(where))
        raise NotImplementedError(f"this is on the CPU alone, not on '{where}'")


class Size(tuple[int, ...]):
    """A tensor's shape: a tuple that prints as torch.Size and can count its elements."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def numel(self) -> int:
        """The number of elements of such a shape."""
        return math.prod(self)

    def __add__(self, other: Any) -> Size:
        return Size(tuple.__add__(self, tuple(other)))

    def __radd__(self, other: Any) -> Size:
        return Size(tuple(other) + tuple(self))

    def __mul__(self, times: Any) -> Size:
        return Size(tuple.__mul__(self, times))

    __rmul__ = __mul__

    def __getitem__(self, index: Any) -> Any:
        found = tuple.__getitem__(self, index)
        return Size(found) if isinstance(index, slice) else found


class Named:
    """A constant known by its printed name; pickles as the same object."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return self.name


class layout(Named):  # noqa: N801
    """How the numbers are laid out; this torch has `strided` only."""

    __slots__ = ()


class memory_format(Named):  # noqa: N801
    """Which order the numbers of a copy are kept in."""

    __slots__ = ()


strided = layout("strided")
preserve_format = memory_format("preserve_format")
contiguous_format = memory_format("contiguous_format")
channels_last = memory_format("channels_last")
