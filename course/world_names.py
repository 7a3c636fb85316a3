"""What a `%%both` cell finds in each world: the names that are there from the start, and what `import` means.

In the learner's world `import torch`, `from torch import nn` and `import torch.nn.functional as F` give the numpy torch
with the learner's `nn`, and `safetensors.torch` makes its tensors; in torch's world they give torch. Other
imports are Python's own in both.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from course.growth import grow
from course.worlds import World


def starting_names(world: World) -> dict[str, Any]:
    """The namespace of a world's first cell."""
    import numpy as np

    course = _course(world)
    own = {"course": course} if world.real else {"course": course, "torch": world.torch, "safetensors": _Safetensors()}
    nn = world.torch.nn
    return {
        "__name__": "__main__",
        "__builtins__": {**vars(builtins), "__import__": _importing(own)},
        "torch": world.torch,
        "nn": nn,
        "F": nn.functional,
        "np": np,
        "grow": course.grow,
    }


class _Safetensors(ModuleType):
    """The safetensors package, whose `torch` is the numpy torch's."""

    def __init__(self) -> None:
        super().__init__("safetensors")

    def __getattr__(self, name: str) -> Any:
        if name == "torch":
            return import_module("course.numpy_torch.safe_files")
        return getattr(import_module("safetensors"), name)


def _course(world: World) -> Any:
    """The course as a lesson's first cell imports it, with this world's own torch.

    `grow` leaves torch as it is: a method grown onto torch itself would change the answer key.
    """

    class Course(ModuleType):
        def __getattr__(self, name: str) -> Any:
            room = find_spec(f"course.{name}")  # such as course.digits
            return getattr(import_module("course"), name) if room is None else import_module(f"course.{name}")

    course: Any = Course("course")
    course.numpy_torch = world.torch
    course.grow = (lambda where: lambda thing: thing) if world.real else grow
    return course


def _importing(own: dict[str, Any]) -> Callable[..., Any]:
    """An `__import__` that knows some modules of its own."""

    def __import__(  # noqa: N807
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        root, *inner = name.split(".")
        if level or root not in own:
            return builtins.__import__(name, globals, locals, fromlist, level)
        module = own[root]
        for part in inner:
            module = _member(module, part, f"No module named {name!r}: ", ModuleNotFoundError)
        for wanted in fromlist or ():
            # Python looks in sys.modules for a name that is missing here, and would find torch's own.
            if wanted != "*":
                _member(module, wanted, f"cannot import name {wanted!r} from {name!r}: ", ImportError)
        return module if fromlist else own[root]

    return __import__


def _member(module: Any, name: str, said: str, error: type[ImportError]) -> Any:
    try:
        return getattr(module, name)
    except AttributeError as missing:
        raise error(f"{said}{missing}") from None
