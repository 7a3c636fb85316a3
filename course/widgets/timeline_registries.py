"""Where hooks stand in a world: the registries of a module, those for all modules, those of a tensor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.widgets.module_reading import is_module
from course.widgets.tensor_reading import NAMED
from course.worlds import World


@dataclass(frozen=True)
class Kind:
    """A kind of hook: its registry, the method that registers one (a module's), what it is given and may replace.

    `sign` draws it: an arrow into or out of a box, or the gradient of a tensor.
    A hook of a module is given the module first, and with keyword arguments, where it wants them, after `given`.
    """

    name: str
    sign: str
    registry: str
    method: str
    given: tuple[str, ...]
    rewrites: str = "nothing"
    last: tuple[str, ...] = ()

    @property
    def backward(self) -> bool:
        """Whether it is fired by the backward pass."""
        return "forward" not in self.name

    def names(self, count: int) -> tuple[str, ...]:
        """What each of so many values is called."""
        kwargs = ("kwargs",) if count > len(self.given) + len(self.last) else ()
        return self.given + kwargs + self.last


OF_MODULES = (
    Kind("forward pre-hook", "→▢", "_forward_pre_hooks", "register_forward_pre_hook", ("args",), "args"),
    Kind("forward hook", "▢→", "_forward_hooks", "register_forward_hook", ("args",), "output", ("output",)),
    Kind(
        "backward pre-hook",
        "▢←",
        "_backward_pre_hooks",
        "register_full_backward_pre_hook",
        ("grad_output",),
        "grad_output",
    ),
    Kind(
        "backward hook",
        "←▢",
        "_backward_hooks",
        "register_full_backward_hook",
        ("grad_input", "grad_output"),
        "grad_input",
    ),
)
# torch keeps a tensor's hooks under the first of two names, the numpy torch under the second.
OF_TENSORS = (
    Kind("tensor hook", "∇", "_backward_hooks", "", ("grad",), "grad"),
    Kind("tensor hook", "∇", "_hooks", "", ("grad",), "grad"),
    Kind("post-accumulate-grad hook", "+∇", "_post_accumulate_grad_hooks", "", ("tensor",)),
    Kind("post-accumulate-grad hook", "+∇", "_post_hooks", "", ("tensor",)),
)
KINDS = {kind.name: kind for kind in (*OF_MODULES, *OF_TENSORS)}


def modules(net: Any) -> Iterator[tuple[str, Any]]:
    """Each module of a net once, with its path, read from the registries alone."""
    met: set[int] = set()

    def walk(module: Any, path: str) -> Iterator[tuple[str, Any]]:
        if id(module) in met:
            return
        met.add(id(module))
        yield path, module
        for name, child in _pairs(module, "_modules"):
            if is_module(child):
                yield from walk(child, f"{path}.{name}" if path else str(name))

    return walk(net, "")


def tensors(of: Mapping[str, Any], inputs: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """The parameters of these modules and the inputs, by name."""
    for path, module in of.items():
        for name, value in _pairs(module, "_parameters"):
            yield f"{path}.{name}" if path else str(name), value
    for n, value in enumerate(inputs):
        yield f"input {n}" if n else "input", value


def own(module: Any, kind: Kind) -> Any:
    """A module's registry of a kind of hooks, None where it has none."""
    return vars(module).get(kind.registry)


def for_all(world: World, kind: Kind) -> Any:
    """The registry of a kind of hooks for all modules of a world, None where it has none."""
    file = getattr(getattr(world.torch.nn, "modules", None), "module", None)
    return vars(file).get(f"_global{kind.registry}") if file else None


def named(hook: Callable[..., Any]) -> str:
    """A hook's name: the function's, or that of the class of what is called."""
    return str(hook.__name__) if type(hook) in NAMED else type(hook).__name__


def _pairs(module: Any, registry: str) -> list[tuple[Any, Any]]:
    held = vars(module).get(registry)
    return list(held.items()) if isinstance(held, dict) else []
