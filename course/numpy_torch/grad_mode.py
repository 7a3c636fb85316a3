"""Whether operations are recorded: no_grad, enable_grad, set_grad_enabled.  inference.py has inference_mode."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class _State:
    """The one switch; an object, so that every file sees the same one."""

    __slots__ = ("enabled", "asked", "inference", "met_inference")

    def __init__(self) -> None:
        self.enabled = True  # whether operations are recorded: never in inference mode,
        self.asked = True  # where this is what enable_grad was last told
        self.inference = False
        self.met_inference = False  # whether there ever was inference mode: without it, nobody looks for its tensors

    def ask(self, recording: bool) -> None:
        """Switch recording on or off; in inference mode it stays off, and is on again after it."""
        self.asked, self.enabled = recording, recording and not self.inference


state = _State()
new = object.__new__


def is_grad_enabled() -> bool:
    """Whether operations are being recorded now, but for inference mode."""
    return state.asked if state.inference else state.enabled


class _Switch:
    """A context manager that is a decorator too, with or without its parentheses."""

    __slots__ = ("target", "previous")
    target: bool
    previous: tuple[Any, ...]  # what was before, and what was before that where one switch is entered in itself

    if not TYPE_CHECKING:  # a type checker sees the parentheses

        def __new__(cls, function=None):
            switch = new(cls)
            switch.previous = ()
            return switch if function is None else switch(function)

    def __enter__(self) -> None:
        # As state.ask, whose call costs as much: a load_state_dict enters this once for every module.
        inference, target = state.inference, self.target
        self.previous = (state.asked if inference else state.enabled, self.previous)
        state.asked, state.enabled = target, target and not inference

    def __exit__(self, *exception: object) -> None:
        before, self.previous = self.previous
        state.asked, state.enabled = before, before and not state.inference

    def __call__(self, function: F) -> F:
        if inspect.isgeneratorfunction(function):
            return self._around_generator(function)  # type: ignore[no-any-return]

        @functools.wraps(function)
        def inner(*args: Any, **kwargs: Any) -> Any:
            with self:
                return function(*args, **kwargs)

        return inner  # type: ignore[return-value]

    def _around_generator(self, function: Callable[..., Any]) -> Any:
        # The mode holds while the generator runs, and not in the loop that draws from it.
        @functools.wraps(function)
        def inner(*args: Any, **kwargs: Any) -> Any:
            generator = function(*args, **kwargs)
            while True:
                with self:
                    try:
                        value = next(generator)
                    except StopIteration as end:
                        return end.value
                yield value

        return inner


class no_grad(_Switch):  # noqa: N801
    """Record nothing inside: results require no gradient.  torch: autograd/grad_mode.py"""

    __slots__ = ()
    target = False


class enable_grad(_Switch):  # noqa: N801
    """Record inside, also within no_grad; not within inference_mode."""

    __slots__ = ()
    target = True


class set_grad_enabled(_Switch):  # noqa: N801
    """Switch recording on or off at once; as a context manager, until its end."""

    __slots__ = ("target",)
    target: bool

    def __new__(cls, mode: bool) -> set_grad_enabled:
        switch = object.__new__(cls)
        switch.target = bool(mode)
        switch.previous = (is_grad_enabled(), ())
        state.ask(switch.target)
        return switch

    def __enter__(self) -> None:
        # The switch was thrown when this object was made, and remembers what was before.
        state.ask(self.target)

    def __call__(self, function: F) -> F:
        self.__exit__()
        target = self.target

        @functools.wraps(function)
        def inner(*args: Any, **kwargs: Any) -> Any:
            with set_grad_enabled(target):
                return function(*args, **kwargs)

        return inner  # type: ignore[return-value]
