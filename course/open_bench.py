"""The bench that is open in this process: the `nn` that `%%both` runs on, and that a check can point back to."""

from __future__ import annotations

from types import ModuleType

_open: list[ModuleType] = []


def put(nn: ModuleType) -> None:
    """Make `nn` the one that is worked on."""
    _open[:] = [nn]


def current() -> ModuleType | None:
    """The nn of the last bench in this process, or None."""
    return _open[0] if _open else None


def is_bench(nn: object) -> bool:
    """Whether this is a module that a learner's answers can live in."""
    return isinstance(nn, ModuleType) and hasattr(nn, "functional") and hasattr(nn, "init")
