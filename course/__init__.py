"""Rebuild torch.nn.Module: the desk a lesson is worked on.

Nothing is imported until it is asked for, so that `python3 -m course` starts on a bare Python.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WHERE = {
    "bench": "course.benches",
    "check": "course.checking",
    "export": "course.exporting",
    "gradient_bench": "course.widgets.gradient_bench",
    "grow": "course.growth",
    "hint": "course.hints",
    "predict": "course.predictions",
    "progress": "course.dashboard",
    "reset": "course.resets",
    "skip": "course.skips",
    "solution": "course.hints",
    "states": "course.state_view",
    "timeline": "course.widgets.timeline",
    "training": "course.widgets.training",
    "tree": "course.widgets.module_tree",
}
__all__ = sorted(_WHERE)


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'course' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
