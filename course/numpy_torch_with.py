"""The numpy torch with an `nn` put on it: the module that a learner's code calls `torch`."""

from __future__ import annotations

from types import ModuleType
from typing import Any


class _TorchWith(ModuleType):
    """The numpy torch's names, and `nn` in the place of its own."""

    nn: ModuleType

    def load(self, *args: Any, **options: Any) -> Any:
        """torch.load, which makes the Parameters of this nn."""
        from course import numpy_torch

        return numpy_torch.load(*args, nn=self.nn, **options)

    def __getattr__(self, name: str) -> Any:
        from course import numpy_torch

        return getattr(numpy_torch, name)

    def __dir__(self) -> list[str]:
        from course import numpy_torch

        return sorted({*dir(numpy_torch), "nn"})


def torch_with(nn: ModuleType) -> ModuleType:
    """A module named torch: everything of the numpy torch, and this `nn`."""
    torch = _TorchWith("torch", "The numpy torch with an nn of your own on it.")
    torch.nn = nn
    return torch


def empty_nn(name: str = "nn") -> ModuleType:
    """An `nn` in which nothing is built yet; functional, init and utils are the numpy torch's."""
    from course.numpy_torch.nn import functional, init, utils

    nn = ModuleType(name, "torch.nn, as far as it is built.")
    vars(nn).update(functional=functional, init=init, utils=utils)
    return nn
