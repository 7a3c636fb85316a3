"""What a probe saw, as plain data: it can be stored, sent and compared in another process.

A *recording* is a list of observations and, where the probe did not come to its end, why. Values are copied when they
are seen (on the CPU `.numpy()` shares memory with its tensor), and nothing in a recording is an object of either world.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

MAX_NODES = 100_000
MAX_DEPTH = 60
NUMBERS = "biufc"  # numpy's kinds; of every other kind an array travels as its text
_DEVICE = re.compile(r", device='cuda:\d+'")


class NotYours(Exception):
    """A real torch object turned up in the learner's world."""


@dataclass(frozen=True, eq=False)
class Tensor:
    """A tensor: its class, dtype, values and whether it asks for a gradient."""

    kind: str
    dtype: str
    values: np.ndarray[Any, Any]
    requires_grad: bool


@dataclass(frozen=True)
class Items:
    """A list, tuple, Size, set, iterator...: its class and its items in order."""

    kind: str
    items: tuple[Any, ...]


@dataclass(frozen=True)
class Pairs:
    """A dict or OrderedDict: its class and its pairs in order."""

    kind: str
    items: tuple[tuple[Any, Any], ...]


@dataclass(frozen=True)
class Thing:
    """Anything else, by the name of its class, and by its own name where it is a class, a dtype or a device."""

    kind: str
    name: str = ""


@dataclass(frozen=True)
class Raised:
    """What a call raised: the names of the exception's classes, the nearest first; none where nothing was raised."""

    types: tuple[str, ...]
    message: str | None = None


@dataclass(frozen=True)
class Seen:
    """One observation: what was asked, at which line of the probe's file, what was seen, the question that helps."""

    label: str
    line: int
    value: Any
    ask: str = ""


@dataclass(frozen=True)
class Crash:
    """Why a probe ended early: `reason` is 'raises', 'untouched', 'time', 'not yours' or 'too much'."""

    reason: str
    line: int
    types: tuple[str, ...] = ()
    message: str = ""
    frames: str = ""


@dataclass
class Recording:
    """The observations of one probe in one world."""

    seen: list[Seen] = field(default_factory=list)
    crash: Crash | None = None
    printed: str = ""


def plain(value: Any, torch: Any, real: bool) -> Any:
    """Copy `value` into plain data; `torch` is the world it comes from, `real` whether that is torch itself.

    Raises NotYours where a real torch object stands in the learner's world, and ValueError where the value is endless.
    """
    budget = MAX_NODES
    is_tensor, told_by_name = torch.is_tensor, (torch.dtype, torch.device)

    def walk(v: Any, depth: int) -> Any:
        nonlocal budget
        budget -= 1
        if budget < 0 or depth > MAX_DEPTH:
            raise ValueError("the value is too large or too deep to look at: does it contain itself?")
        cls = type(v)
        if v is None or cls is bool or cls is int or cls is float:
            return v
        if cls is str:
            # Where torch's world is a GPU, each tensor prints its device; no claim is about that.
            return _DEVICE.sub("", v) if "device" in v else v
        if not real and is_real_torch(v):
            raise NotYours(f"a {cls.__name__} of torch itself")
        if is_tensor(v):
            return _tensor(v, cls)
        if cls is list or cls is tuple:
            return Items(cls.__name__, tuple([walk(x, depth + 1) for x in v]))
        if isinstance(v, str):
            return walk(str.__str__(v), depth)
        if isinstance(v, np.generic | np.ndarray):
            return Tensor(f"numpy.{cls.__name__}", str(v.dtype), np.array(v), False)
        if isinstance(v, int):
            return int.__int__(v)
        if isinstance(v, float):
            return float.__float__(v)
        if isinstance(v, Mapping):
            return Pairs(cls.__name__, tuple([(walk(k, depth + 1), walk(x, depth + 1)) for k, x in list(v.items())]))
        if isinstance(v, set | frozenset):
            return Items(cls.__name__, tuple(sorted([walk(x, depth + 1) for x in v], key=repr)))
        if isinstance(v, list | tuple) or hasattr(cls, "__next__"):
            items: list[Any] = []
            for x in v:
                items.append(walk(x, depth + 1))
            return Items(cls.__name__, tuple(items))
        if isinstance(v, type):
            return Thing("class", v.__name__)
        if isinstance(v, BaseException):
            return Thing(cls.__name__, str(v))
        if isinstance(v, told_by_name):
            return Thing(cls.__name__, str(v))
        return Thing(cls.__name__)

    return walk(value, 0)


def raised(error: BaseException, message: bool) -> Raised:
    """The exception as plain data, with its words where they are part of what torch promises."""
    return Raised(class_names(error), str(error) if message else None)


def class_names(error: BaseException) -> tuple[str, ...]:
    return tuple(c.__name__ for c in type(error).__mro__ if c not in (object, BaseException))


def is_real_torch(value: Any) -> bool:
    """Whether a value, or its class, comes from torch itself. Reads names only: torch is not imported here."""
    cls = value if isinstance(value, type) else type(value)
    return any(c.__module__ == "torch" or (c.__module__ or "").startswith("torch.") for c in cls.__mro__)


def _tensor(v: Any, cls: type) -> Tensor:
    if v.device.type == "meta":
        return Tensor(cls.__name__, f"{v.dtype} on meta", np.empty(tuple(v.shape), dtype=np.bool_), v.requires_grad)
    still = v.data.cpu()  # not detach(), which may be what is probed
    if str(v.dtype) == "torch.bfloat16":  # numpy has no bfloat16; float32 holds each of its values
        still = still.float()
    return Tensor(cls.__name__, str(v.dtype), np.array(still.numpy(), copy=True), bool(v.requires_grad))


# -- as JSON
# Arrays travel as typed raw bytes. No pickle: a learner's process may have written what is read here.


def to_json(recording: Recording, put: Callable[[bytes], Any] | None = None) -> dict[str, Any]:
    """A recording as JSON data; `from_json` gives it back.

    put: keeps an array's bytes and returns what stands for them; without it, they stand in the data in base 64.
    """
    put = put or (lambda raw: base64.b64encode(raw).decode())
    crash = recording.crash
    return {
        "seen": [[s.label, s.line, _encode(s.value, put), s.ask] for s in recording.seen],
        "crash": None if crash is None else [crash.reason, crash.line, list(crash.types), crash.message, crash.frames],
        "printed": recording.printed,
    }


def from_json(data: Any, get: Callable[[Any], bytes] | None = None) -> Recording:
    """Read `to_json`'s data; `get` gives back the bytes that `put` kept.  Raises ValueError for anything else."""
    get = get or (lambda kept: base64.b64decode(kept, validate=True))
    try:
        seen = [
            Seen(str(label), int(line), _decode(value, 0, get), str(ask)) for label, line, value, ask in data["seen"]
        ]
        crash = None
        if data["crash"] is not None:
            reason, line, types, message, frames = data["crash"]
            crash = Crash(str(reason), int(line), tuple(map(str, types)), str(message), str(frames))
        return Recording(seen, crash, str(data["printed"]))
    except (KeyError, TypeError, IndexError, AttributeError, ValueError, OverflowError, MemoryError) as error:
        raise ValueError(f"not a recording: {error}") from error


def _encode(v: Any, put: Callable[[bytes], Any]) -> Any:
    match v:
        case None | bool() | int() | str():
            return v
        case float():
            return v if math.isfinite(v) else {"float": repr(v)}
        case Tensor():
            values = np.ascontiguousarray(v.values).reshape(v.values.shape)
            if values.dtype.kind not in NUMBERS:
                raw, dtype = repr(values.tolist()).encode(), "object"
            else:
                raw, dtype = values.tobytes(), values.dtype.str
            return {"Tensor": [v.kind, v.dtype, dtype, list(values.shape), put(raw), v.requires_grad]}
        case Items():
            return {"Items": [v.kind, [_encode(x, put) for x in v.items]]}
        case Pairs():
            return {"Pairs": [v.kind, [[_encode(k, put), _encode(x, put)] for k, x in v.items]]}
        case Thing():
            return {"Thing": [v.kind, v.name]}
        case Raised():
            return {"Raised": [list(v.types), v.message]}
    raise ValueError(f"a {type(v).__name__} is not plain data")


def _decode(data: Any, depth: int, get: Callable[[Any], bytes]) -> Any:
    if depth > 2 * MAX_DEPTH:
        raise ValueError("not a recording: nested too deep")
    if data is None or isinstance(data, bool | int | float | str):
        return data
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError("not a recording: a value of unknown form")
    [(tag, body)] = data.items()
    match tag:
        case "float":
            return float(body)
        case "Tensor":
            kind, name, dtype, shape, kept, requires_grad = body
            held = get(kept)
            if dtype == "object":
                return Tensor(str(kind), str(name), np.array(held.decode()), bool(requires_grad))
            if np.dtype(dtype).kind not in NUMBERS:
                raise ValueError("not a recording: an array of other things than numbers")
            values = np.frombuffer(held, dtype=np.dtype(dtype)).reshape(shape)
            return Tensor(str(kind), str(name), values, bool(requires_grad))
        case "Items":
            return Items(str(body[0]), tuple(_decode(x, depth + 1, get) for x in body[1]))
        case "Pairs":
            return Pairs(
                str(body[0]), tuple((_decode(k, depth + 1, get), _decode(x, depth + 1, get)) for k, x in body[1])
            )
        case "Thing":
            return Thing(str(body[0]), str(body[1]))
        case "Raised":
            return Raised(tuple(map(str, body[0])), None if body[1] is None else str(body[1]))
    raise ValueError(f"not a recording: {tag!r} is no kind of value")
