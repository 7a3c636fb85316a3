"""What came of one cell in one world, as a value: text, a value, pictures, an exception, an interruption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.recordings import MAX_DEPTH, Pairs, Thing, plain
from course.worlds import World

SHOWN = 3_000


@dataclass(frozen=True)
class Outcome:
    """What a cell gave in one world.

    printed: text, stderr's too; value: the last expression's repr; plain: that value as data, for comparing;
    form: 'state' or 'module' where `plain` is a table of names; displayed: what `display` was given, by MIME type;
    error: an exception in words, with the learner's frames; interrupted: whether a person stopped it.
    """

    printed: str = ""
    value: str = ""
    error: str = ""
    frames: str = ""
    plain: Any = None
    form: str = ""
    displayed: tuple[dict[str, Any], ...] = ()
    interrupted: bool = False

    def says(self) -> str:
        displayed = [str(shown.get("text/plain", "(displayed)")) for shown in self.displayed]
        return "\n".join(filter(None, [self.printed.rstrip("\n"), *displayed, self.value, self.error]))


def seen(value: Any, world: World) -> dict[str, Any]:
    """A cell's last value as an Outcome's fields.

    Raises NotYours where an object of torch itself turns up in the learner's world.
    """
    if value is None:
        return {}
    shown = repr(value)
    shown = shown if len(shown) <= SHOWN else shown[:SHOWN] + " ..."
    module = getattr(world.torch.nn, "Module", None)
    if isinstance(module, type) and isinstance(value, module):
        held = Pairs(type(value).__name__, tuple((key, _copy(v, world)) for key, v in _registered(value)))
        return {"value": shown, "plain": held, "form": "module"}
    form = "state" if _is_state(value, world) else ""
    return {"value": shown, "plain": _copy(value, world), "form": form}


def _copy(value: Any, world: World) -> Any:
    if isinstance(value, Iterator):  # to look into it would use it up
        return Thing(type(value).__name__)
    try:
        return plain(value, world.torch, world.real)
    except ValueError:  # too large to compare: then what it prints says what there is to say
        return Thing(type(value).__name__)


def _is_state(value: Any, world: World) -> bool:
    if not isinstance(value, Mapping) or not value:
        return False
    return all(isinstance(key, str) and world.torch.is_tensor(v) for key, v in value.items())


def _registered(module: Any, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The parameters, buffers and flags of a module and its children, from the registries alone.

    `state_dict` and `named_parameters` may not be built yet, and are then not what a learner is asking about.
    """
    held = getattr(module, "__dict__", {})
    for registry in ("_parameters", "_buffers"):
        for name, value in dict(held.get(registry) or {}).items():
            yield f"{prefix}{name}", value
    if "training" in held:
        yield f"{prefix}training", held["training"]
    for name, child in dict(held.get("_modules") or {}).items():
        if depth < MAX_DEPTH:
            yield from _registered(child, f"{prefix}{name}.", depth + 1)
