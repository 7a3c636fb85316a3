"""The numpy torch with an `nn` put on it: the module that a learner's code calls `torch`."""

from __future__ import annotations

from collections import OrderedDict
from types import ModuleType
from typing import Any
from weakref import WeakSet

# torch.nn's files in which what the course builds stands, a folder before what is in it.
ROOMS = """
modules modules.module modules.linear modules.activation modules.container modules.flatten modules.loss
modules.dropout modules.batchnorm modules.conv modules.pooling modules.lazy modules._functions parameter
""".split()
# Where things are built that are no names of nn, by what a lesson calls the place.
PLACES = {
    "optim": "optim",
    "parametrize": "utils.parametrize",
    "parametrizations": "utils.parametrizations",
    "practice": "practice",
    "engine": "engine",
}
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


class _NnUtils(_Over):
    """torch.nn.utils of one nn: the numpy torch's, with the files in which something is built."""

    def _below(self) -> ModuleType:
        from course.numpy_torch.nn import utils

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


class _Engine(ModuleType):
    """A Tensor of one's own: what is built here stands in torch's place, in every torch over the nn of this engine."""

    def __init__(self) -> None:
        super().__init__("engine", "torch.Tensor and what it needs, as far as it is built.")
        vars(self).update(_built={}, _over=WeakSet())

    def __setattr__(self, name: str, value: Any) -> None:
        # Put there rather than looked up: where no engine is built, a name of torch's costs what it did.
        vars(self)[name] = self._built[name] = value
        for torch in self._over:
            setattr(torch, name, value)

    def stand_under(self, torch: ModuleType) -> None:
        """Put what is built, and what will be, over the names of a torch."""
        self._over.add(torch)
        vars(torch).update(self._built)


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
    if "engine" in vars(nn):
        nn.engine.stand_under(torch)
    return torch


def _empty_places() -> dict[str, ModuleType]:
    """Places in which nothing is built yet, by their paths in nn."""
    return {
        # What of optim and of nn.utils is not built, is the numpy torch's.
        "optim": _Optim("optim", "torch.optim, as far as it is built, over the numpy torch's."),
        "utils": _NnUtils("utils", "torch.nn.utils, as far as it is built, over the numpy torch's."),
        "utils.parametrize": ModuleType("parametrize", "torch.nn.utils.parametrize, as far as it is built."),
        "utils.parametrizations": ModuleType("parametrizations", "torch.nn.utils.parametrizations, as it is built."),
        # Functions that a check reaches and that nn is not made of.
        "practice": ModuleType("practice", "What a lesson has you write by hand. It stays in its lesson."),
        "engine": _Engine(),
    }


def furnish(nn: ModuleType) -> ModuleType:
    """Put into an nn torch's files, the places in which nothing is built yet, and empty hooks for all modules.

    functional, init and modules.utils are the numpy torch's.
    """
    from course.numpy_torch.nn import functional, init, module_utils

    vars(nn).update(functional=functional, init=init)
    for path, made in (*_empty_places().items(), *((path, _room(path.split(".")[-1], nn)) for path in ROOMS)):
        folder, _, name = path.rpartition(".")
        setattr(place(nn, folder), name, made)
    nn.modules.utils = module_utils
    registries: dict[str, Any] = {name: OrderedDict() for name in HOOKS_FOR_ALL}
    vars(nn.modules.module).update(registries, _global_is_full_backward_hook=None)
    return nn


def place(nn: ModuleType, path: str) -> Any:
    """What stands at a path such as "utils.parametrize" in an nn; the nn itself at ""."""
    for name in filter(None, path.split(".")):
        nn = getattr(nn, name)
    return nn


def empty_nn(name: str = "nn") -> ModuleType:
    """An `nn` in which nothing is built yet."""
    return furnish(ModuleType(name, "torch.nn, as far as it is built."))
