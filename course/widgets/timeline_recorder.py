"""The recorder of one net: observers on every module, and every hook wrapped where it stands.

Observers, hooks that only look, are registered on every module with the world's own methods, after the hooks that are
there. Then every function in the registries is wrapped in its place: order, keys and marks stay as they are, and a hook
that another hook registers meanwhile is wrapped as soon as that one has ended. At the end all is as it was.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from course.differences import unlike
from course.limits import Printed
from course.probes import starter_of
from course.recordings import Thing, plain
from course.widgets.timeline_events import Event, Pass, said
from course.widgets.timeline_registries import OF_MODULES, OF_TENSORS, Kind, for_all, modules, named, own, tensors
from course.worlds import World

Hook = Callable[..., Any]
Values = tuple[tuple[str, Any], ...]
MOST_EVENTS = 400


class Recorder:
    """Observers on every module of one net, and a wrapper about every hook, for the length of a block."""

    def __init__(
        self, world: World, seen: Pass, printed: Printed, net: Any, inputs: tuple[Any, ...], kinds: tuple[Kind, ...]
    ) -> None:
        self._kinds, self._world, self._seen, self._printed = kinds, world, seen, printed
        self._modules = dict(modules(net))
        self._paths = {id(module): path for path, module in self._modules.items()}
        self._tensors = {name: x for name, x in tensors(self._modules, inputs) if world.torch.is_tensor(x)}
        self._wrapped: list[tuple[dict[Any, Any], Any, Hook, Hook]] = []
        self._wrappers: set[int] = set()  # by id: not every hook can be hashed
        seen.modules = [(path, type(module).__name__) for path, module in self._modules.items()]

    def __enter__(self) -> None:
        self._full = {path: vars(module).get("_is_full_backward_hook") for path, module in self._modules.items()}
        for kind in self._kinds:
            self._observe(kind)
        self._wrap_all()

    def __exit__(self, *error: object) -> None:
        for registry, key, hook, wrapper in self._wrapped:
            if registry.get(key) is wrapper:
                if hook is _observer:
                    del registry[key]
                else:
                    registry[key] = hook
        for path, full in self._full.items():
            if "_is_full_backward_hook" in vars(self._modules[path]):
                vars(self._modules[path])["_is_full_backward_hook"] = full

    def _observe(self, kind: Kind) -> None:
        """Register an observer on each module, or say why there is none."""
        for module in self._modules.values():
            try:
                getattr(module, kind.method)(_observer)
            except Exception as error:
                if starter := starter_of(error):
                    self._seen.missing[kind.name] = f"waits for exercise {starter}: {kind.method}."
                elif not hasattr(type(module), kind.method):
                    self._seen.missing[kind.name] = f"has no {kind.method} yet."
                else:
                    self._note(f"{kind.method} raises {said(error)}")

    def _wrap_all(self) -> None:
        """Wrap every hook that is not wrapped yet."""
        for kind in OF_MODULES:
            self._wrap(for_all(self._world, kind), kind, for_all=True)
            for module in self._modules.values():
                self._wrap(own(module, kind), kind)
        for kind in OF_TENSORS:
            for name, tensor in self._tensors.items():
                self._wrap(getattr(tensor, kind.registry, None), kind, name)

    def _wrap(self, registry: Any, kind: Kind, path: str = "", for_all: bool = False) -> None:
        for key, hook in list(registry.items()) if isinstance(registry, dict) else ():
            if callable(hook) and id(hook) not in self._wrappers:
                registry[key] = wrapper = self._wrapper(hook, kind, path, for_all)
                self._wrappers.add(id(wrapper))
                self._wrapped.append((registry, key, hook, wrapper))

    def _wrapper(self, hook: Hook, kind: Kind, path: str, for_all: bool) -> Hook:
        """A function in a hook's place, under its name.  (Of an object torch would copy the attributes.)"""
        name = "" if hook is _observer else named(hook)

        @functools.wraps(hook)
        def wrapper(*given: Any) -> Any:
            at, of, values = path, "tensor", given
            if kind.method:
                module, values = given[0], given[1:]
                at, of = self._paths.get(id(module), "a module outside the net"), type(module).__name__
            event = Event(kind.name, at, of, name, for_all)
            return self._fired(event, tuple(zip(kind.names(len(values)), values, strict=False)), lambda: hook(*given))

        return wrapper

    def _fired(self, event: Event, values: Values, call: Callable[[], Any]) -> Any:
        """Call a hook, and note what it was given and what it did."""
        if len(self._seen.events) >= MOST_EVENTS:
            self._note(f"Only the first {MOST_EVENTS} calls of hooks are shown.")
            return call()
        event = replace(event, given=self._plain(values))
        at = len(self._seen.events)
        self._seen.events.append(event)
        length = len(self._printed.text)
        try:
            returned = call()
        except Exception as error:
            self._seen.events[at] = replace(event, raised="" if starter_of(error) else said(error))
            raise
        after = self._plain(values) if event.hook else event.given
        in_place = any(unlike(x, y) is not None for (_, x), (_, y) in zip(event.given, after, strict=True))
        [(_, out)] = self._plain((("returned", returned),))
        text = self._printed.text[length:]
        self._seen.events[at] = replace(event, returned=out, in_place=in_place, printed=text)
        self._wrap_all()
        return returned

    def _note(self, note: str) -> None:
        if note not in self._seen.notes:
            self._seen.notes.append(note)

    def _plain(self, values: Values) -> Values:
        return tuple((name, _copy(value, self._world)) for name, value in values)


def _observer(*given: Any) -> None:
    """A hook that only looks."""


def _copy(value: Any, world: World) -> Any:
    try:
        return plain(value, world.torch, world.real)
    except ValueError:  # too large to look at
        return Thing(type(value).__name__)
