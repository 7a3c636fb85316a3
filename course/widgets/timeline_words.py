"""The words of the timeline: what fires, what it is given, and what it does, each in a few."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.differences import unlike, words
from course.recordings import Items, Pairs, Tensor
from course.widgets.timeline_events import ENDS, Event
from course.widgets.timeline_registries import KINDS

SHOWN = 4  # numbers of a tensor; of a larger one the norm is told
LONGEST = 160


def brief(value: Any) -> str:
    """A plain value in short: a tensor by its shape, and its numbers where they are few, else its norm."""
    return _cut(_brief(value))


def place(event: Event) -> str:
    """Where it fires: the path and the class."""
    if event.kind in ENDS:
        return event.where
    return f"{event.path or 'the net'} ({event.of})"


def called(event: Event) -> str:
    """What it is called: 'double, a forward hook of 0 (Linear)'; an observer is 'the forward hook of 0 (Linear)'."""
    if not event.hook:
        return f"the {event.kind} of {place(event)}"
    return f"{event.hook}, a {event.kind} {'for all modules, at' if event.for_all else 'of'} {place(event)}"


def told(event: Event) -> str:
    """What happens, after the name of the world in which it does: 'calls double, a forward hook of 0 (Linear)'."""
    if event.kind in ENDS:
        return f"{event.kind} {event.of}"
    return f"{'calls' if event.hook else 'comes to'} {called(event)}"


def does(event: Event) -> str:
    """What a hook does beside looking, '' for nothing: what it rewrites, and whether it raises."""
    done = []
    if event.returned is not None:
        done.append(f"{'returns the same' if _as_it_was(event) else 'rewrites'} {KINDS[event.kind].rewrites}")
    if event.in_place:
        done.append("changes in place what it is given")
    if event.raised and event.kind not in ENDS:
        done.append("raises")
    return ", ".join(done)


def values(event: Event) -> list[tuple[str, str]]:
    """What it was given, returned, printed and raised, each with its name."""
    told = [(name, brief(value)) for name, value in event.given]
    if event.returned is not None:
        told.append(("returns", brief(event.returned)))
    if event.printed:
        told.append(("prints", _cut(event.printed.rstrip("\n"))))
    if event.raised:
        told.append(("raises", _cut(event.raised)))
    return told


def _as_it_was(event: Event) -> bool:
    """Whether a hook returned what stood there before; a single argument or gradient may come without its tuple."""
    was = dict(event.given).get(KINDS[event.kind].rewrites)
    return any(unlike(was, now) is None for now in (event.returned, Items("tuple", (event.returned,))))


def _brief(value: Any) -> str:
    match value:
        case Tensor():
            return _tensor(value)
        case Items():
            inside = ", ".join(map(_brief, value.items))
            return inside if value.kind == "tuple" and len(value.items) == 1 else f"({inside})"
        case Pairs():
            return ", ".join(f"{key}={_brief(x)}" for key, x in value.items) or "none"
    return str(words(value))


def _tensor(tensor: Tensor) -> str:
    shape = str(list(tensor.values.shape))
    dtype = tensor.dtype.removeprefix("torch.")
    named = shape if dtype == "float32" else f"{shape} {dtype}"
    if "on meta" in dtype:
        return named
    if tensor.values.size <= SHOWN:
        numbers = ", ".join(f"{x:.4g}" if tensor.values.dtype.kind in "fc" else str(x) for x in tensor.values.flat)
        return f"{named} {numbers}".rstrip() if tensor.values.ndim else f"{numbers}"
    return f"{named} norm {np.linalg.norm(np.abs(tensor.values).astype(np.float64)):.4g}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 4] + " ..."
