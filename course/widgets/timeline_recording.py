"""One forward and one backward pass in one world, as plain data: every hook that fires, and what it is given.

Observers, hooks that only look, are registered on every module with the world's own methods, after the hooks that are
there. Then every function in the registries is wrapped where it stands: order, keys and marks stay as they are, and a
hook that another hook registers meanwhile is wrapped as soon as that one has ended.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from course.differences import unlike
from course.limits import Printed, captured
from course.outcomes import SHOWN
from course.probes import starter_of
from course.recordings import NotYours, Thing, is_real_torch, plain
from course.tracebacks import theirs
from course.two_worlds import LIBRARIES
from course.widgets.module_reading import is_module
from course.widgets.timeline_registries import OF_MODULES, OF_TENSORS, Kind, for_all, modules, named, own, tensors
from course.worlds import World

OnePass = Callable[[Any], tuple[Any, ...]]
MOST_EVENTS = 400
RAISES = "raises"  # the last event of a pass that does not come to its end
RETURNS = "return net, x        # or, with a loss of the output:  return net, x, lambda output: (output**2).mean()"


@dataclass(frozen=True)
class Event:
    """A hook that fired: on which module or tensor, what it was given, and what it did.

    `hook` is the function's name, '' for an observer; `given` has a name for each plain value; `returned` is None where
    the hook left everything as it was, and `in_place` says that it changed a tensor that it was given.
    """

    kind: str
    path: str
    of: str  # the name of the class
    hook: str = ""
    for_all: bool = False
    given: tuple[tuple[str, Any], ...] = ()
    returned: Any = None
    in_place: bool = False
    printed: str = ""
    raised: str = ""


@dataclass
class Pass:
    """One world's pass: its modules by path, its events, and in `missing` the kinds of hooks it has no method for.

    `waits` names the exercise at which it stopped; `notes` are what else is to be said.
    """

    modules: list[tuple[str, str]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    waits: str = ""
    notes: list[str] = field(default_factory=list)


class NoPass(TypeError):
    """`one_pass` gave something other than a net and its input; the words say what to return."""


def record(one_pass: OnePass, worlds: list[World]) -> dict[str, Pass]:
    """Run one forward and one backward pass in each world, by name.  Raises NoPass, with the line to write.

    With backward hooks torch forbids some code that is right without them, such as a change in place of what a module
    was given: where a world raises, both are tried once more with nobody watching the backward pass.
    """
    watched = {world.name: _record(one_pass, world, OF_MODULES) for world in worlds}
    if not any(_raises(seen) for seen in watched.values()):
        return watched
    forward = tuple(kind for kind in OF_MODULES if not kind.backward)
    again = {world.name: _record(one_pass, world, forward) for world in worlds}
    if list(map(_raises, again.values())) == list(map(_raises, watched.values())):
        return watched
    said = " and ".join(f"{world} {_raises(seen)}".split(". ")[0] for world, seen in watched.items() if _raises(seen))
    next(iter(again.values())).notes.append(f"The backward pass is not watched. With a hook on each module, {said}.")
    return again


def _raises(seen: Pass) -> str:
    """What ended a pass early: 'raises RuntimeError: ...', or ''."""
    return f"raises {seen.events[-1].raised}" if seen.events and seen.events[-1].kind == RAISES else ""


def _record(one_pass: OnePass, world: World, kinds: tuple[Kind, ...]) -> Pass:
    seen = Pass()
    printed = Printed(SHOWN)
    with world.kept(), captured(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # observers bring torch's own warnings about hooks with them
        try:
            net, inputs, loss = _made(one_pass(world.torch), world)
            with _Recorder(world, seen, printed, net, inputs, kinds):
                _backward(loss(net(*inputs)), seen)
        except NoPass:
            raise
        except NotYours as error:
            seen.notes.append(f"is given {error}: make the net in one_pass, from the torch that it is given.")
        except Exception as error:
            if exercise := starter_of(error):
                seen.waits = f"waits for exercise {exercise}."
            else:
                seen.events.append(Event(RAISES, "", type(error).__name__, raised=_said(error)))
                seen.notes.append(f"ends early:\n{theirs(error, '', LIBRARIES)}")
    return seen


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _made(made: Any, world: World) -> tuple[Any, tuple[Any, ...], Callable[[Any], Any]]:
    """The net, its positional arguments, and what to call backward() on, as a function of the output."""
    net, inputs, *loss = made if isinstance(made, tuple) and len(made) in (2, 3) else (None, None)
    if not is_module(net) or not all(map(callable, loss)):
        raise NoPass(f"one_pass(torch) gives a module and its input:\n    {RETURNS}")
    if is_real_torch(net) != world.real:
        raise NotYours(f"a {type(net).__name__} of {'the numpy torch' if world.real else 'torch itself'}")
    [of_output] = loss or [lambda output: _sum(output, world)]
    return net, inputs if isinstance(inputs, tuple) else (inputs,), of_output


def _sum(output: Any, world: World) -> Any:
    """The sum of everything in an output that asks for a gradient; None where nothing does."""
    if world.torch.is_tensor(output):
        return output.sum() if output.requires_grad else None
    held = list(output.values()) if isinstance(output, dict) else output if isinstance(output, list | tuple) else []
    sums = [part for each in held if (part := _sum(each, world)) is not None]
    return sum(sums[1:], sums[0]) if sums else None


def _backward(loss: Any, seen: Pass) -> None:
    if loss is None or not loss.requires_grad:
        seen.notes.append("Nothing in the output asks for a gradient, so there is no backward pass.")
    else:
        loss.backward()


class _Recorder:
    """Observers on every module of one net, and a wrapper about every hook, for the length of a block."""

    def __init__(
        self, world: World, seen: Pass, printed: Printed, net: Any, inputs: tuple[Any, ...], kinds: tuple[Kind, ...]
    ) -> None:
        self._kinds, self._world, self._seen, self._printed = kinds, world, seen, printed
        self._modules = dict(modules(net))
        self._paths = {id(module): path for path, module in self._modules.items()}
        self._tensors = {name: x for name, x in tensors(self._modules, inputs) if world.torch.is_tensor(x)}
        self._wrapped: list[tuple[dict[Any, Any], Any, Any, Any]] = []
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
                    self._seen.missing[kind.name] = f"{kind.method} waits for exercise {starter}."
                elif not hasattr(type(module), kind.method):
                    self._seen.missing[kind.name] = f"has no {kind.method} yet."
                elif (said := f"{kind.method} raises {type(error).__name__}: {error}") not in self._seen.notes:
                    self._seen.notes.append(said)

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
            if not isinstance(hook, _Wrapper) and callable(hook):
                registry[key] = _Wrapper(self, hook, kind, path, for_all)
                self._wrapped.append((registry, key, hook, registry[key]))

    def fired(self, wrapper: _Wrapper, given: tuple[Any, ...]) -> Any:
        """Call a hook, and note what it was given and what it did."""
        event, values = self._begun(wrapper, given)
        before = self._plain(values)
        at = len(self._seen.events)
        self._seen.events.append(event)
        length = len(self._printed.text)
        try:
            returned = wrapper.hook(*given)
        except Exception as error:
            self._seen.events[at] = replace(event, given=before, raised=_said(error))
            raise
        after = self._plain(values) if event.hook else before
        in_place = any(unlike(x, y) is not None for (_, x), (_, y) in zip(before, after, strict=True))
        [(_, said)] = self._plain([("returned", returned)])
        text = self._printed.text[length:]
        self._seen.events[at] = replace(event, given=before, returned=said, in_place=in_place, printed=text)
        self._wrap_all()
        if len(self._seen.events) > MOST_EVENTS:
            del self._seen.events[MOST_EVENTS:]
            self._seen.notes = list(dict.fromkeys([*self._seen.notes, f"Only the first {MOST_EVENTS} are shown."]))
        return returned

    def _begun(self, wrapper: _Wrapper, given: tuple[Any, ...]) -> tuple[Event, list[tuple[str, Any]]]:
        kind, path, of = wrapper.kind, wrapper.path, "tensor"
        if kind.method:
            module, *given_too = given
            path, of = self._paths.get(id(module), "a module outside the net"), type(module).__name__
        else:
            given_too = list(given)
        name = "" if wrapper.hook is _observer else named(wrapper.hook)
        event = Event(kind.name, path, of, name, wrapper.for_all)
        return event, list(zip(kind.names(len(given_too)), given_too, strict=False))

    def _plain(self, values: list[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
        return tuple((name, _copy(value, self._world)) for name, value in values)


class _Wrapper:
    """Stands in a registry in a hook's place, and calls it."""

    def __init__(self, recorder: _Recorder, hook: Callable[..., Any], kind: Kind, path: str, for_all: bool) -> None:
        self._recorder, self.hook, self.kind, self.path, self.for_all = recorder, hook, kind, path, for_all

    def __call__(self, *given: Any) -> Any:
        return self._recorder.fired(self, given)


def _observer(*given: Any) -> None:
    """A hook that only looks."""


def _copy(value: Any, world: World) -> Any:
    try:
        return plain(value, world.torch, world.real)
    except ValueError:  # too large to look at
        return Thing(type(value).__name__)
