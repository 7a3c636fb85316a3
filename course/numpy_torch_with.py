"""The numpy torch with an `nn` put on it: the module that a learner's code calls `torch`."""

from __future__ import annotations

from types import ModuleType
from typing import Any


class _Over(ModuleType):
    """A module whose own names stand over those of a module of the numpy torch."""

    def _below(self) -> ModuleType:
        from course import numpy_torch

        return numpy_torch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._below(), name)

    def __dir__(self) -> list[str]:
        return sorted({*dir(self._below()), *vars(self)})


class _TorchWith(_Over):
    """The numpy torch's names, with `nn`, and `optim` where the nn has one, in the place of its own."""

    nn: ModuleType
    optim: ModuleType

    def load(self, *args: Any, **options: Any) -> Any:
        """torch.load, which makes the Parameters of this nn."""
        from course import numpy_torch

        return numpy_torch.load(*args, nn=self.nn, **options)


class _Optim(_Over):
    """torch.optim of one nn: an optimizer that is built stands in the place of the numpy torch's."""

    def _below(self) -> ModuleType:
        from course.numpy_torch import optim

        return optim


def torch_with(nn: ModuleType) -> ModuleType:
    """A module named torch: everything of the numpy torch, and this `nn` with its `optim`."""
    torch = _TorchWith("torch", "The numpy torch with an nn of your own on it.")
    torch.nn = nn
    if "optim" in vars(nn):
        torch.optim = nn.optim
    return torch


def empty_optim() -> ModuleType:
    """An `optim` in which nothing is built yet: what is not, is the numpy torch's."""
    return _Optim("optim", "torch.optim, as far as it is built, over the numpy torch's.")


def empty_practice() -> ModuleType:
    """A `practice` in which nothing is written yet: functions that a check reaches and that nn is not made of."""
    return ModuleType("practice", "What a lesson has you write by hand. It stays in its lesson.")


def empty_nn(name: str = "nn") -> ModuleType:
    """An `nn` in which nothing is built yet; functional, init and utils are the numpy torch's."""
    from course.numpy_torch.nn import functional, init, utils

    nn = ModuleType(name, "torch.nn, as far as it is built.")
    vars(nn).update(functional=functional, init=init, utils=utils, optim=empty_optim(), practice=empty_practice())
    return nn
