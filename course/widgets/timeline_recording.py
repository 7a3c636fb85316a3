"""One forward and one backward pass in each world, recorded as plain data."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from course.limits import Printed, captured
from course.outcomes import SHOWN
from course.probes import starter_of
from course.recordings import NotYours, is_real_torch
from course.tracebacks import theirs
from course.two_worlds import LIBRARIES
from course.widgets.module_reading import is_module
from course.widgets.timeline_events import RAISES, WAITS, Event, Pass, said
from course.widgets.timeline_recorder import Recorder
from course.widgets.timeline_registries import OF_MODULES, Kind
from course.worlds import World

OnePass = Callable[[Any], tuple[Any, ...]]
RETURNS = "return net, x        # or, with a loss of the output:  return net, x, lambda output: (output**2).mean()"


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
    why = " and ".join(f"{world} {_raises(seen)}".split(". ")[0] for world, seen in watched.items() if _raises(seen))
    next(iter(again.values())).notes.append(f"The backward pass is not watched. With a hook on each module, {why}.")
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
            with Recorder(world, seen, printed, net, inputs, kinds):
                _backward(loss(net(*inputs)), seen)
        except NoPass:
            raise
        except NotYours as error:
            seen.notes.append(f"is given {error}: make the net in one_pass, from the torch that it is given.")
        except Exception as error:
            seen.events.append(_end(error))
    return seen


def _end(error: Exception) -> Event:
    if exercise := starter_of(error):
        return Event(WAITS, "", exercise)
    frames = [line for line in theirs(error, "", (*LIBRARIES, "<")).splitlines() if ", line " in line]
    return Event(RAISES, "", type(error).__name__, raised=said(error), where=" ".join(frames[-1:]))


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
