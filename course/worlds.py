"""The two worlds a probe runs in. This is the one file of the course that imports real torch."""

from __future__ import annotations

import contextlib
import inspect
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any


class NoTorch(RuntimeError):
    """Real torch cannot be imported here."""


@dataclass(frozen=True)
class World:
    """A name for messages, the module a probe calls `torch`, and whether that module is torch itself."""

    name: str
    torch: Any
    real: bool = False
    device: str = "cpu"

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Run a probe as in a fresh process, and leave the generator and the modes as the learner had them."""
        grad, dtype = self.torch.is_grad_enabled(), self.torch.get_default_dtype()
        try:
            with contextlib.ExitStack() as stack:
                stack.enter_context(self.torch.random.fork_rng(devices=[]))
                self.torch.manual_seed(0)
                self.torch.set_grad_enabled(True)
                self.torch.set_default_dtype(self.torch.float32)
                stack.enter_context(_no_hooks_for_all_modules(self.torch))
                if self.device != "cpu":
                    stack.enter_context(self.torch.device(self.device))
                yield
        finally:
            self.torch.set_grad_enabled(grad)
            self.torch.set_default_dtype(dtype)


@contextlib.contextmanager
def _no_hooks_for_all_modules(torch: Any) -> Iterator[None]:
    """Begin without hooks for all modules; put back those that were there, which are the process's, not a probe's."""
    file = getattr(getattr(torch.nn, "modules", None), "module", None)
    held = [(n, v) for n, v in vars(file).items() if n.startswith("_global_")] if file else []
    registries = [v for _, v in held if isinstance(v, dict)]
    flags = [(n, v) for n, v in held if not isinstance(v, dict)]
    before = [(registry, registry.copy()) for registry in registries if registry]
    try:
        for registry, _ in before:
            registry.clear()
        for name, _ in flags:
            setattr(file, name, None)
        yield
    finally:
        for registry in registries:
            registry.clear()
        for registry, then in before:
            registry.update(then)
        for name, value in flags:
            setattr(file, name, value)


@cache
def torch_world() -> World:
    """Real torch, on the device that COURSE_DEVICE names (the CPU unless told).  Raises NoTorch, with the mend."""
    try:
        import torch
    except ImportError as error:
        raise NoTorch(
            "real torch is the answer key and is not installed in this environment.\n"
            "Mend: python3 -m course lab  (it installs torch's CPU build), then restart the kernel."
        ) from error
    torch.set_num_threads(1)  # nets of a lesson are small: where the machine is busy, threads wait for each other
    return World("torch", torch, real=True, device=os.environ.get("COURSE_DEVICE", "cpu"))


def numpy_world(nn: ModuleType) -> World:
    """The numpy torch with the learner's `nn` on it."""
    from course.numpy_torch_with import torch_with

    return World("yours", torch_with(nn))


def torch_version() -> str:
    return ".".join(str(torch_world().torch.__version__).split("+")[0].split(".")[:2])


@cache
def torch_source(name: str) -> str:
    """Where torch keeps `name` ("nn.Module.__setattr__"): its file and line, from the torch that is installed.

    Raises AttributeError where this torch has no such name.
    """
    found: Any = torch_world().torch
    for part in name.split("."):
        found = inspect.getattr_static(found, part) if isinstance(found, type) else getattr(found, part)
    found = inspect.unwrap(getattr(found, "__func__", found))  # the function itself, whatever decorates it
    file = inspect.getsourcefile(found)
    _, line = inspect.getsourcelines(found)
    root = Path(torch_world().torch.__file__).parent.parent
    return f"{Path(str(file)).relative_to(root).as_posix()}, line {line}"
