"""The numpy torch with an `nn` put on it: the module that a learner's code calls `torch`."""

from __future__ import annotations

from collections import OrderedDict
from types import ModuleType
from typing import Any

# The files of torch.nn.modules in which the course's classes stand.
ROOMS = "module linear activation container flatten loss dropout batchnorm conv pooling".split()
# What torch.nn.modules.module keeps for all modules at once, each an OrderedDict.
HOOKS_FOR_ALL = """
_global_forward_pre_hooks _global_forward_hooks
_global_forward_hooks_with_kwargs _global_forward_hooks_always_called
_global_backward_pre_hooks _global_backward_hooks
_global_parameter_registration_hooks _global_buffer_registration_hooks _global_module_registration_hooks
""".split()


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
    utils: ModuleType

    def __getattr__(self, name: str) -> Any:
        # Kept once found: a name looked up twice, in two modules, costs more than what a small method does with it.
        value = vars(self)[name] = super().__getattr__(name)
        return value

    def load(self, *args: Any, **options: Any) -> Any:
        """torch.load, which makes the Parameters of this nn."""
        from course import numpy_torch

        return numpy_torch.load(*args, nn=self.nn, **options)


class _Optim(_Over):
    """torch.optim of one nn: an optimizer that is built stands in the place of the numpy torch's."""

    def _below(self) -> ModuleType:
        from course.numpy_torch import optim

        return optim


class _Utils(_Over):
    """torch.utils of one nn: the numpy torch's, with `hooks` of that nn."""

    hooks: ModuleType

    def _below(self) -> ModuleType:
        from course.numpy_torch import utils

        return utils


class _Room(_Over):
    """A file of torch's, such as torch.nn.modules.module: whatever that nn has is found in it, too."""

    _nn: ModuleType

    def _below(self) -> ModuleType:
        return self._nn


class _Hooks(_Room):
    """torch.utils.hooks of one nn: a handle that is built stands in the place of the numpy torch's."""

    def __getattr__(self, name: str) -> Any:
        from course.numpy_torch.utils import hooks

        return getattr(self._nn if name in vars(self._nn) else hooks, name)


def _room(name: str, nn: ModuleType, kind: type[_Room] = _Room) -> _Room:
    room = kind(name)
    room._nn = nn
    return room


def torch_with(nn: ModuleType) -> ModuleType:
    """A module named torch: everything of the numpy torch, and this `nn` with its `optim` and its `utils.hooks`."""
    torch = _TorchWith("torch", "The numpy torch with an nn of your own on it.")
    torch.nn = nn
    utils = _Utils("utils")
    utils.hooks = _room("hooks", nn, _Hooks)
    torch.utils = utils
    if "optim" in vars(nn):
        torch.optim = nn.optim
    return torch


def empty_optim() -> ModuleType:
    """An `optim` in which nothing is built yet: what is not, is the numpy torch's."""
    return _Optim("optim", "torch.optim, as far as it is built, over the numpy torch's.")


def empty_practice() -> ModuleType:
    """A `practice` in which nothing is written yet: functions that a check reaches and that nn is not made of."""
    return ModuleType("practice", "What a lesson has you write by hand. It stays in its lesson.")


def empty_modules(nn: ModuleType) -> ModuleType:
    """The `modules` of one nn: torch's files; in `modules.module` the registries of hooks for all modules, empty."""
    modules = _room("modules", nn)
    for name in ROOMS:
        setattr(modules, name, _room(name, nn))
    registries: dict[str, Any] = {name: OrderedDict() for name in HOOKS_FOR_ALL}
    vars(modules.module).update(registries, _global_is_full_backward_hook=None)
    return modules


def empty_nn(name: str = "nn") -> ModuleType:
    """An `nn` in which nothing is built yet; functional, init and utils are the numpy torch's."""
    from course.numpy_torch.nn import functional, init, utils

    nn = ModuleType(name, "torch.nn, as far as it is built.")
    vars(nn).update(functional=functional, init=init, utils=utils, modules=empty_modules(nn))
    vars(nn).update(optim=empty_optim(), practice=empty_practice())
    return nn
