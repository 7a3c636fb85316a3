"""torch.nn without its modules, which learners build: the functions and the initialisations."""

from typing import Any

from . import functional, init

__all__ = ["functional", "init"]


def __getattr__(name: str) -> Any:
    """Say that it is not here."""
    raise AttributeError(
        f"module 'torch.nn' has no attribute '{name}': the modules of nn are built in the lessons, "
        "and not part of the small torch of this course"
    )
